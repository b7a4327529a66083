//! Multi-homing: a part r of each user's tokens is routed over the offers that it considers at the prices of the day, as a logit
//! without inertia; the rest goes to the provider that it holds.
//!
//! Tokens of offer j = (1 - r) q_j + r rho_j sum_k q_k, with q_k the usage of those who hold k and rho_j the routed part
//! (`population::Split`), each times x_j^(-eta). rho is taken anew when a table is laid out and every month; between, the
//! router's split stands still while users move.

use super::population::Split;
use super::world::World;
use crate::units::Share;

/// The split that stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Routing {
    /// Layout of the tables that it belongs to; none before the first.
    layout: Option<u64>,
    splits: Vec<Split>,
}

impl Routing {
    /// To be taken anew: users have moved for long.
    pub(super) fn renew(&mut self) {
        self.layout = None;
    }

    /// Part of those outside who serve open weights themselves.
    pub(super) fn hosted(&self, segment: usize) -> f64 {
        self.splits.get(segment).map_or(0.0, |split| split.hosted)
    }

    /// Part of the routed tokens at an offer.
    pub(super) fn routed(&self, segment: usize, offer: usize) -> f64 {
        self.splits.get(segment).map_or(0.0, |split| split.routed[offer])
    }
}

impl World<'_> {
    /// Takes the split of the tables that stand, if it is not theirs.
    pub(super) fn route(&mut self) {
        if self.routing.layout == Some(self.market.layouts) || !self.splits() {
            return;
        }
        let offers = self.market.offers.len();
        let split = |(s, table)| {
            let is_asked = self.multi_home(s) > Share::ZERO || self.market.segments[s].hosts.is_some();
            if is_asked { self.population.split(s, table, offers) } else { Split::default() }
        };
        let splits = self.market.tables.iter().enumerate().map(split).collect();
        self.routing.splits = splits;
        self.routing.layout = Some(self.market.layouts);
    }

    /// Whether anybody routes tokens or serves weights.
    fn splits(&self) -> bool {
        (0..self.market.segments.len())
            .any(|s| self.multi_home(s) > Share::ZERO || self.market.segments[s].hosts.is_some())
    }

    /// Part of a segment's tokens that is routed.
    pub(super) fn multi_home(&self, segment: usize) -> Share {
        self.model.segments[segment].multi_home
    }

    /// Usage at the reference price that a segment wants of an offer  \[Mtok/day\].
    pub(super) fn usage(&self, segment: usize, offer: usize) -> f64 {
        let held = self.counts.usage(segment, offer);
        let part = self.multi_home(segment).get();
        if part == 0.0 {
            return held;
        }
        let inside: f64 = (0..self.market.offers.len()).map(|k| self.counts.usage(segment, k)).sum();
        (1.0 - part) * held + part * self.routing.routed(segment, offer) * inside
    }
}
