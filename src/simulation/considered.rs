//! What a segment makes of an offer before its price: what it is worth, and whether it is considered at all.

use super::market::Market;
use crate::ids::OfferId;
use crate::model::{Appeal, Model};
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
        elo(self.offers[offer.index()].appeal, model.reference.quality)
    }

    /// Whether an offer has what a segment requires; if not, its users do not consider it.
    pub(super) fn admits(&self, segment: usize, offer: usize) -> bool {
        let (public, view) = (&self.offers[offer], &self.segments[segment]);
        let quality = elo(public.appeal, view.preference.reference_quality);
        view.welcome[offer] && view.requires.is_met(quality, public.waiting)
    }

    /// Utility of an offer before price where the segment considers it, else minus infinity: a weight of nothing.
    pub(super) fn merit_considered(&self, segment: usize, offer: usize) -> Utils {
        if self.admits(segment, offer) { self.merit(segment, offer) } else { Utils(f64::NEG_INFINITY) }
    }

    /// Whether what users choose hangs on how long they wait.
    pub(super) fn minds_waiting(&self) -> bool {
        self.segments
            .iter()
            .any(|view| view.preference.tastes.latency.get() > 0.0 || view.requires.latency.is_some())
    }
}

/// Quality on the Elo scale; utils of a textbook market are translated at mu = 1.
pub(super) fn elo(appeal: Appeal, reference: Elo) -> Elo {
    match appeal {
        Appeal::Quality(elo) => elo,
        Appeal::Utils(utils) => Elo(reference.get() + utils.get() / crate::economics::demand::ELO_UTILS),
    }
}
