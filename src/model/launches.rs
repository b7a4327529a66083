//! When offers come on sale, and for how long their technology has moved on by an instant.

use super::{Model, Offer, ShockKind};
use crate::calendar::Instant;
use crate::ids::OfferId;
use crate::units::Days;

impl Model {
    /// When an offer comes on sale that is not there at the opening, as far as the script says; none of one that is.
    pub fn launch(&self, id: OfferId) -> Option<Instant> {
        let offer = &self.offers[id.index()];
        if self.opens_with(offer) {
            return None;
        }
        self.shocks.iter().find_map(|shock| match &shock.kind {
            ShockKind::Launch { offer: new, .. } if *new == id => Some(shock.at),
            ShockKind::Entry { provider } if offer.on_sale && *provider == offer.provider => Some(shock.at),
            _ => None,
        })
    }

    /// For how long the technology of an offer has moved on at an instant: since the opening, or since its launch where that
    /// is later. One that no script launches is taken as it is when it comes.
    pub fn age(&self, id: OfferId, at: Instant) -> Days {
        let opens = self.opens_with(&self.offers[id.index()]);
        let since = if opens { Instant::START } else { self.launch(id).unwrap_or(at) };
        at.since(since.min(at))
    }

    fn opens_with(&self, offer: &Offer) -> bool {
        offer.on_sale && self.providers[offer.provider.index()].present
    }
}
