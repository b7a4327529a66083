//! Open weights that users serve themselves: the product's quality at a cost of the user's own, whoever sells it.
//!
//! V_h = mu (ln 10 / 400) (R - R_ref) - alpha_i g((c_h + h) / P_ref) + appeal, beside the option of using nothing: two
//! alternatives outside the market, between which those outside move freely. Trust, latency and region are the user's
//! own; a required quality is required of these weights too.

use super::market::Market;
use super::world::World;
use crate::calendar::Instant;
use crate::economics::demand::Segment;
use crate::maths::exp;
use crate::model::Model;
use crate::units::{MoneyPerMtok, PerDay, Utils};

/// What a segment's users can serve themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hosting {
    /// The offer whose weights they are.
    pub offer: usize,
    cost: MoneyPerMtok,
    falls: PerDay,
    appeal: Utils,
}

impl Hosting {
    /// What a segment's scenario says.
    pub(super) fn of(model: &Model, segment: &Segment) -> Option<Self> {
        let own = segment.outside.self_host.as_ref()?;
        let is_meant = |offer: &crate::model::Offer| {
            offer.name == own.product && model.providers[offer.provider.index()].name == own.provider
        };
        let offer = model.offers.iter().position(is_meant)?;
        Some(Self { offer, cost: own.cost, falls: own.cost_falls, appeal: own.appeal })
    }

    /// What a million tokens cost at an instant.
    fn cost_at(&self, at: Instant) -> MoneyPerMtok {
        self.cost * exp(-self.falls.get() * at.since(Instant::START).get())
    }
}

impl Market {
    /// Utility before price and g(x) of serving open weights oneself, once they are out and good enough.
    pub(super) fn own_hosting(&self, segment: usize) -> Option<(f64, f64)> {
        let view = &self.segments[segment];
        let own = view.hosts.as_ref()?;
        let public = &self.offers[own.offer];
        let quality = public.appeal.quality(view.preference.reference_quality);
        if !(public.was_out || public.on_sale) || view.requires.quality.is_some_and(|least| quality < least) {
            return None;
        }
        let merit = view.preference.quality(quality) + own.appeal;
        Some((merit.get(), view.preference.price_term(own.cost_at(self.at))))
    }

    /// Whether some users serve weights at a cost that falls.
    pub(super) fn has_falling_hosting(&self) -> bool {
        self.segments.iter().any(|view| view.hosts.is_some_and(|own| own.falls > PerDay::ZERO))
    }
}

impl World<'_> {
    /// Tokens a day that users outside serve themselves  \[Mtok/day\].
    pub(super) fn self_hosted(&self) -> f64 {
        let of = |s: usize| {
            let view = &self.market.segments[s];
            let Some(own) = &view.hosts else { return 0.0 };
            let usual = self.counts.outside_usage(s) * self.routing.hosted(s);
            usual * view.preference.usage(own.cost_at(self.market.at)) * view.growth * view.shock
        };
        (0..self.market.segments.len()).map(of).sum()
    }
}
