//! Unit costs of the offers at their published loads, as their firms know them.

use super::firm::Supply;
use super::world::World;
use crate::economics::billing::Weights;
use crate::economics::pricing::OwnCosts;
use crate::economics::technology::{FixedPerDay, FleetCharge, TokenCosts, TokenMix, UnitCosts};
use crate::units::{Gpus, MoneyPerDay, MoneyPerMtok, MtokPerDay, Ratio, Share};

/// Refusals beyond which a fleet's cost per token served says nothing more.
const LEAST_SERVED: f64 = 0.01;

impl World<'_> {
    /// Unit costs of an offer at its published load.
    pub(super) fn unit_costs(&self, offer: usize) -> UnitCosts {
        let id = self.owner(offer);
        let (running, firm) = (self.running(id), &self.firms[id.index()]);
        let Supply { curve, load, gpus, .. } = &self.supply[offer];
        let tokens: MtokPerDay = self.offers_of(id).map(|j| self.supply[j].load.total()).sum();
        let part = if tokens > MtokPerDay::ZERO { load.total() / tokens } else { 0.0 };
        let recovering: MoneyPerDay =
            self.makers_of(id).map(|maker| self.firms[maker.index()].recovering(self.wanted.1)).sum();
        let fixed =
            FixedPerDay { training: (running.training + recovering) * part, data: running.data * part };
        let charge = FleetCharge {
            gpus: firm.fleet.installed,
            required: firm.published.required(),
            own: (*gpus > Gpus::ZERO).then_some(*gpus),
            hour: firm.hour.unwrap_or_default(),
            committed: firm.committed(),
        };
        curve.unit_costs(load, &charge, &fixed)
    }

    /// Standard cost of a blended token: today's technology at the opening's use of the fleet.
    pub(super) fn standard_cost(&self, offer: usize) -> MoneyPerMtok {
        let (curve, firm) = (self.supply[offer].curve, self.owner(offer).index());
        let hour = self.firms[firm].hour.unwrap_or_default();
        curve.standard(hour, self.opening_spread(offer)).blended(&TokenMix::THREE_TO_ONE).total()
    }

    /// Hours paid for an hour provided that an offer's standard cost is reckoned with: those of its provider at the opening;
    /// of one that had no load then, those of a fleet that grows with its load.
    pub(super) fn opening_spread(&self, offer: usize) -> Ratio {
        let opening = self.opening_spreads[self.owner(offer).index()];
        opening.unwrap_or_else(|| self.supply[offer].curve.swing())
    }

    /// Part of what is asked of an offer that is served, kept above nothing.
    pub(super) fn served_at_least(&self, offer: usize) -> f64 {
        self.market.offers[offer].refused.rest().get().max(LEAST_SERVED)
    }

    /// The same as a firm sees them when it decides: what a token brings elsewhere makes it cheaper, down to nothing.
    pub(super) fn seen_costs(&self, offer: usize) -> OwnCosts {
        // Who sells a token has what it brings elsewhere, as in the books.
        let provider = self.owner(offer);
        let brings = self.model.providers[provider.index()].finance.complement;
        let mut costs = self.own_costs(offer);
        if !self.model.links.scale {
            let standard = self.standard_cost(offer);
            costs.full = costs.full - costs.average + standard;
            costs.average = standard;
        }
        if brings == MoneyPerMtok::ZERO {
            return costs;
        }
        let less = |cost: MoneyPerMtok| (cost - brings).max(MoneyPerMtok::ZERO);
        OwnCosts {
            marginal: less(costs.marginal),
            floor: less(costs.floor),
            average: less(costs.average),
            full: less(costs.full),
        }
    }

    /// Unit costs of an offer for a blended token with the cache hits it sees. An overloaded fleet is paid for by the
    /// tokens that it serves, not by those it refuses.
    pub(super) fn own_costs(&self, offer: usize) -> OwnCosts {
        let costs = self.unit_costs(offer);
        let load = &self.supply[offer].load;
        let hit = if load.input > MtokPerDay::ZERO { load.cached / load.input } else { 0.0 };
        let Weights { input, output, .. } = Weights::BLENDED;
        let mix = TokenMix {
            computed: Share(input * (1.0 - hit)),
            cached: Share(input * hit),
            output: Share(output),
        };
        let total = |kind: TokenCosts| kind.blended(&mix).total();
        let served = self.served_at_least(offer);
        let law = self.law_on_cost(offer);
        // A subsidy pays a cost, and no more than it.
        let with = |cost: MoneyPerMtok| MoneyPerMtok((cost.get() + law).max(0.0));
        OwnCosts {
            marginal: with(total(costs.marginal)),
            floor: with(total(costs.floor)),
            average: with(total(costs.average) / served),
            full: with(total(costs.full) / served),
        }
    }
}
