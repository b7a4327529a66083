//! What a segment makes of an offer before its price: what it is worth, and whether it is considered at all.

use super::market::{Market, PublicSegment};
use crate::economics::demand::{Likeness, Nests};
use crate::ids::OfferId;
use crate::model::{Appeal, Model, Offer};
use crate::units::{Elo, Utils};

impl Market {
    /// Utility of an offer before price: quality, brand, satisfaction, waiting.
    pub(super) fn merit(&self, segment: usize, offer: usize) -> Utils {
        let (public, view) = (&self.offers[offer], &self.segments[segment]);
        let quality = match public.appeal {
            Appeal::Quality(elo) => view.preference.quality(elo),
            Appeal::Utils(utils) => utils,
        };
        quality
            + public.brand
            + public.satisfaction
            + view.preference.latency(public.waiting)
            + view.terms.trust
    }

    /// Public quality on the Elo scale; utils of a textbook market are translated at mu = 1.
    pub(super) fn quality(&self, model: &Model, offer: OfferId) -> Elo {
        self.offers[offer.index()].appeal.quality(model.reference.quality)
    }

    /// Whether an offer has what a segment requires; if not, its users do not consider it.
    pub(super) fn admits(&self, segment: usize, offer: usize) -> bool {
        let (public, view) = (&self.offers[offer], &self.segments[segment]);
        let quality = public.appeal.quality(view.preference.reference_quality);
        view.welcome[offer] && view.requires.is_met(quality, public.waiting)
    }

    /// Utility of an offer before price where the segment considers it, else minus infinity: a weight of nothing.
    pub(super) fn merit_considered(&self, segment: usize, offer: usize) -> Utils {
        if self.admits(segment, offer) { self.merit(segment, offer) } else { Utils(f64::NEG_INFINITY) }
    }

    /// Whether what users choose depends on how long they wait.
    pub(super) fn minds_waiting(&self) -> bool {
        self.segments
            .iter()
            .any(|view| view.preference.tastes.latency.get() > 0.0 || view.requires.latency.is_some())
    }
}

impl PublicSegment {
    /// The nests that some offers form, at their positions in the list.
    pub(super) fn nests_among(&self, offers: &[usize]) -> Option<Nests> {
        let (nesting, keys) = self.nests.as_ref()?;
        Nests::of(&offers.iter().map(|j| keys[*j]).collect::<Vec<_>>(), *nesting)
    }
}

/// A number for what each offer has in common with others of its nest.
pub(super) fn nest_keys(model: &Model, by: Likeness) -> Vec<u32> {
    // A provider that names no region is like no other.
    let home = |offer: &Offer| model.providers[offer.provider.index()].regions.first();
    let mut regions: Vec<&String> = model.offers.iter().filter_map(home).collect();
    regions.sort_unstable();
    regions.dedup();
    let region = |j: usize, offer: &Offer| {
        let known = home(offer).and_then(|home| regions.iter().position(|known| *known == home));
        known.unwrap_or(regions.len() + j)
    };
    model
        .offers
        .iter()
        .enumerate()
        .map(|(j, offer)| match by {
            Likeness::Openness => u32::from(offer.open),
            Likeness::Provider => offer.provider.index() as u32,
            Likeness::Region => region(j, offer) as u32,
        })
        .collect()
}
