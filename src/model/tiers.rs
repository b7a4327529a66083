//! Tiers of quality: bars whose cheapest price is told over time.

use super::{Appeal, Model, ShockKind};
use crate::units::Elo;

/// Distance of the bars of quality  \[Elo\].
pub const TIER: f64 = 100.0;

impl Model {
    /// Bars of quality, a hundred Elo apart: those that some product of the market, now or later, reaches.
    pub fn tiers_reached(&self) -> Vec<Elo> {
        let elo = |appeal: &Appeal| match appeal {
            Appeal::Quality(elo) => Some(elo.get()),
            Appeal::Utils(_) => None,
        };
        let released = self.shocks.iter().filter_map(|shock| match &shock.kind {
            ShockKind::Release { appeal, .. } => elo(appeal),
            _ => None,
        });
        let qualities: Vec<f64> =
            self.offers.iter().filter_map(|offer| elo(&offer.appeal)).chain(released).collect();
        let (Some(least), Some(most)) =
            (qualities.iter().copied().reduce(f64::min), qualities.iter().copied().reduce(f64::max))
        else {
            return Vec::new();
        };
        // The lowest bar has all products above it.
        let (first, last) = ((least / TIER).floor() as i64, (most / TIER).floor() as i64);
        (first..=last).map(|step| Elo(step as f64 * TIER)).collect()
    }
}

/// All bars from the lowest to the highest of several markets that are told side by side.
pub fn tiers_of_all<'a>(markets: impl Iterator<Item = &'a [Elo]>) -> Vec<Elo> {
    let mut all: Vec<Elo> = markets.flatten().copied().collect();
    all.sort_by(|a, b| a.get().total_cmp(&b.get()));
    let (Some(least), Some(most)) = (all.first(), all.last()) else { return Vec::new() };
    let steps = ((most.get() - least.get()) / TIER).round() as i64;
    (0..=steps).map(|step| Elo(least.get() + step as f64 * TIER)).collect()
}
