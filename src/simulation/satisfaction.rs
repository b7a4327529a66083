//! What users remember of how they were served (`economics/demand/satisfaction.rs`), published with the loads.

use super::world::World;
use crate::units::{Days, Seconds, Utils};

impl World<'_> {
    /// Experience of an offer today; nothing where users forget at once.
    fn experience(&self, offer: usize) -> Option<Utils> {
        let taste = self.model.satisfaction.filter(|_| self.model.links.satisfaction)?;
        let public = &self.market.offers[offer];
        let promised = self.supply[offer].curve.promised().map(|speed| Seconds(1.0 / speed.get()));
        Some(taste.experience(public.refused, public.waiting, promised))
    }

    /// The service at the opening is in the brands that shares tell: only what departs from it counts.
    pub(super) fn set_usual_experience(&mut self) {
        for j in 0..self.market.offers.len() {
            if self.market.offers[j].on_sale {
                self.market.offers[j].usual = self.experience(j).unwrap_or(Utils::ZERO);
            }
        }
    }

    /// A time passes at the service that is published; tables are laid out anew where memories have changed.
    pub(super) fn remember(&mut self, time: Days) {
        let Some(taste) = self.model.satisfaction else { return };
        let mut has_changed = false;
        for j in 0..self.market.offers.len() {
            if !self.market.offers[j].is_usable() {
                continue;
            }
            let Some(experience) = self.experience(j) else { return };
            let public = &mut self.market.offers[j];
            let after = taste.remembered(public.satisfaction, experience - public.usual, time);
            has_changed |= after != public.satisfaction;
            public.satisfaction = after;
        }
        if has_changed {
            self.market.relay();
        }
    }

    /// Factor on word of mouth: what users tell of the offers that they use.
    pub(super) fn recommendation(&self) -> f64 {
        let Some(taste) = self.model.satisfaction else { return 1.0 };
        let (mut sum, mut users) = (0.0, 0.0);
        for j in 0..self.market.offers.len() {
            let own = self.users_of(std::iter::once(j));
            sum += own * self.market.offers[j].satisfaction.get();
            users += own;
        }
        if users > 0.0 { taste.recommendation(Utils(sum / users)) } else { 1.0 }
    }
}
