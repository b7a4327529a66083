//! Load: what the tokens that users want ask of each firm's fleet, and the unit costs, waiting and refusals that
//! follow. Published at a stated cadence and frozen between, so that users meet only through what is public.

use super::firm::{PublishedLoad, Supply};
use super::world::World;
use crate::economics::billing::Weights;
use crate::economics::pricing::OwnCosts;
use crate::economics::technology::{
    CostCurve, FixedPerDay, FleetCharge, Load, TokenMix, UnitCosts, utilisation,
};
use crate::ids::ProviderId;
use crate::units::{Gpus, MtokPerDay, Share};

impl World<'_> {
    /// Tokens a day that the present users of each offer want, as loads.
    pub(super) fn measure_loads(&mut self) {
        let loads: Vec<Load> = (0..self.supply.len())
            .map(|j| {
                (0..self.market.segments.len()).fold(Load::default(), |sum, segment| {
                    let tokens = self.counts.usage(segment, j) * self.market.segments[segment].intensity(j);
                    sum + self.load_of(segment, j, tokens)
                })
            })
            .collect();
        self.set_loads(&loads);
    }

    /// The load of so many Mtok a day of a segment on an offer. Repeated input hits the cache as far as the plant's
    /// cache serves it, whether or not hits have a price of their own.
    pub(super) fn load_of(&self, segment: usize, offer: usize, tokens: f64) -> Load {
        let mix = &self.model.segments[segment].mix;
        let provider = &self.model.providers[self.model.offers[offer].provider.index()];
        let hit = provider.plant.map_or(0.0, |plant| plant.cache_hit.get()) * mix.repeated.get();
        let input = tokens * (1.0 - mix.output.get());
        Load {
            input: MtokPerDay(input),
            cached: MtokPerDay(input * hit),
            output: MtokPerDay(tokens * mix.output.get()),
        }
    }

    /// Publishes loads: requirement, utilisation, waiting and refusals of every firm follow.
    pub(super) fn set_loads(&mut self, loads: &[Load]) {
        for (supply, load) in self.supply.iter_mut().zip(loads) {
            supply.load = *load;
        }
        for p in 0..self.firms.len() {
            let id = ProviderId::at(p);
            let usable: Vec<usize> =
                self.offers_of(id).filter(|j| self.market.offers[*j].is_usable()).collect();
            let sold: Gpus =
                usable.iter().map(|j| self.supply[*j].curve.gpus_required(&self.supply[*j].load)).sum();
            let captive = self.captive_load(id);
            let (own, own_offered) = captive.map_or((Gpus::ZERO, Gpus::ZERO), |(curve, load)| {
                (curve.gpus_required(&load), curve.gpus_offered(&load))
            });
            let offered = usable
                .iter()
                .map(|j| self.supply[*j].curve.gpus_offered(&self.supply[*j].load))
                .sum::<Gpus>()
                + own_offered;
            let firm = &mut self.firms[p];
            let used = utilisation(offered, firm.fleet.installed);
            firm.published = PublishedLoad { sold, captive: own, utilisation: used };
            for j in usable {
                let service = self.supply[j].curve.latency(used);
                self.market.offers[j].waiting = service.per_token();
                self.market.offers[j].refused = service.refused();
            }
        }
    }

    /// Load of a provider's own products, which run on its first product's network.
    fn captive_load(&self, provider: ProviderId) -> Option<(CostCurve, Load)> {
        let captive = self.model.providers[provider.index()].captive.as_ref()?;
        let firm = &self.firms[provider.index()];
        let first = self.offers_of(provider).next()?;
        let present = if firm.present { 1.0 } else { 0.0 };
        let tokens = captive.tokens.get() * firm.captive_growth * present;
        let input = tokens * (1.0 - captive.mix.output.get());
        let load = Load {
            input: MtokPerDay(input),
            cached: MtokPerDay(input * captive.mix.repeated.get()),
            output: MtokPerDay(tokens * captive.mix.output.get()),
        };
        Some((self.supply[first].curve, load))
    }

    /// Unit costs of an offer at its published load.
    pub(super) fn unit_costs(&self, offer: usize) -> UnitCosts {
        let id = self.model.offers[offer].provider;
        let (provider, firm) = (&self.model.providers[id.index()], &self.firms[id.index()]);
        let Supply { curve, load } = &self.supply[offer];
        let tokens: MtokPerDay = self.offers_of(id).map(|j| self.supply[j].load.total()).sum();
        let part = if tokens > MtokPerDay::ZERO { load.total() / tokens } else { 0.0 };
        let fixed =
            FixedPerDay { training: provider.fixed.training * part, data: provider.fixed.data * part };
        let charge = FleetCharge {
            gpus: firm.fleet.installed,
            required: firm.published.required(),
            hour: firm.hour.unwrap_or_default(),
            committed: provider.plant.map_or(Share::ZERO, |plant| plant.capacity.committed),
        };
        curve.unit_costs(load, &charge, &fixed)
    }

    /// Unit costs of an offer for a blended token with the cache hits it sees.
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
        let total = |kind: crate::economics::technology::TokenCosts| kind.blended(&mix).total();
        OwnCosts {
            marginal: total(costs.marginal),
            floor: total(costs.floor),
            average: total(costs.average),
            full: total(costs.full),
        }
    }
}
