//! Load: what the tokens that users want ask of each firm's fleet, and the waiting and refusals that follow. Published
//! at a stated cadence and frozen between, so that users meet only through what is public.

use super::firm::{PublishedLoad, Supply};
use super::world::World;
use crate::economics::billing::TokenMix;
use crate::economics::technology::{CostCurve, Load, utilisation};
use crate::ids::ProviderId;
use crate::units::{GpuHours, Gpus, MtokPerDay, Ratio, Share};

impl World<'_> {
    /// Publishes the loads of the users where they stand.
    pub(super) fn measure_loads(&mut self) {
        self.route();
        let segments = 0..self.market.segments.len();
        let wanted: Vec<Vec<f64>> = segments
            .map(|s| {
                (0..self.supply.len())
                    .map(|j| self.usage(s, j) * self.market.segments[s].intensity(j))
                    .collect()
            })
            .collect();
        self.publish_loads(&wanted);
    }

    /// Publishes how many of the users who know the market use each offer, and how many none.
    pub(super) fn publish_reach(&mut self) {
        let segments = 0..self.model.segments.len();
        let aware: f64 = segments.clone().map(|s| self.counts.total(s) - self.counts.unaware(s)).sum();
        if aware <= 0.0 {
            return;
        }
        for j in 0..self.market.offers.len() {
            self.market.offers[j].reach = Share(self.users_of(std::iter::once(j)) / aware);
        }
        self.market.unserved = Share(segments.map(|s| self.counts.outside(s)).sum::<f64>() / aware);
    }

    /// Publishes loads from the Mtok a day that each segment wants of each offer: requirement, utilisation, waiting and
    /// refusals of every firm follow.
    pub(super) fn publish_loads(&mut self, wanted: &[Vec<f64>]) {
        self.wanted = (wanted.to_vec(), self.now);
        for j in 0..self.supply.len() {
            self.supply[j].load =
                wanted.iter().enumerate().fold(Load::default(), |sum, (segment, tokens)| {
                    let mix = &self.model.segments[segment].mix;
                    sum + self.load_of(j, mix, tokens[j])
                });
        }
        for j in 0..self.supply.len() {
            let movable = wanted.iter().zip(&self.market.segments);
            let movable = movable.map(|(tokens, view)| tokens[j] * view.movable[j].get()).sum();
            self.supply[j].movable = MtokPerDay(movable);
        }
        for p in 0..self.firms.len() {
            self.publish_firm(ProviderId::at(p));
        }
    }

    /// The load of so many Mtok a day of a mix on an offer. Repeated input hits the cache as far as the cache it is
    /// served with goes, whether or not hits have a price of their own.
    pub(super) fn load_of(&self, offer: usize, mix: &TokenMix, tokens: f64) -> Load {
        let provider = self.owner(offer);
        let served = match &self.supply[offer].curve {
            curve @ (CostCurve::Serving(_) | CostCurve::Measured(_)) => curve.cache_hit().get(),
            CostCurve::Constant(_) | CostCurve::Table(_) => {
                self.model.providers[provider.index()].plant.map_or(0.0, |plant| plant.cache_hit.get())
            }
        };
        let input = tokens * (1.0 - mix.output.get());
        Load {
            input: MtokPerDay(input),
            cached: MtokPerDay(input * mix.repeated.get() * served),
            output: MtokPerDay(tokens * mix.output.get()),
        }
    }

    /// What a firm's products and its own use ask of its fleet. Products that cannot be reached for the moment keep
    /// their capacity: an outage is no reason to give it back.
    pub(super) fn publish_firm(&mut self, provider: ProviderId) {
        let selling = self.selling(provider);
        let (mut sold, mut own, mut offered) = (Gpus::ZERO, Gpus::ZERO, Gpus::ZERO);
        for (j, load, inside) in &self.works(provider, &selling) {
            let curve = self.supply[*j].curve;
            let both = *load + *inside;
            let (asked, by_users) = (curve.gpus_offered(&both), curve.gpus_offered(load));
            let part = if asked > Gpus::ZERO { by_users / asked } else { 1.0 };
            let peak = self.peak(*j, &both);
            let (asked, required) = (asked * peak, curve.gpus_required(&both) * peak);
            sold += required * part;
            self.supply[*j].gpus = required * part;
            own += required * (1.0 - part);
            offered += asked;
        }
        let firm = &mut self.firms[provider.index()];
        let used = utilisation(offered, firm.working());
        firm.published = PublishedLoad { sold, captive: own, utilisation: used };
        // Without the link from load to service users are served as by an empty fleet.
        let felt = if self.model.links.load { used } else { Ratio::ZERO };
        for j in selling {
            let service = self.supply[j].curve.latency(felt);
            self.market.offers[j].waiting = service.per_token();
            self.market.offers[j].refused = service.refused();
        }
    }

    /// Capacity that a load asks for over that of one which is all served at once. What waits for a batch window or comes
    /// off-peak is spread evenly over the day (assumption), so in the busiest hour it asks for one over the swing of what
    /// users send at once.
    fn peak(&self, offer: usize, both: &Load) -> f64 {
        let Supply { movable, curve, .. } = &self.supply[offer];
        if *movable <= MtokPerDay::ZERO {
            return 1.0;
        }
        1.0 - *movable / both.total() * (1.0 - 1.0 / curve.swing().get())
    }

    fn selling(&self, provider: ProviderId) -> Vec<usize> {
        self.offers_of(provider).filter(|j| self.market.offers[*j].on_sale).collect()
    }

    /// What a firm's offers are asked for: by users, and by its own use.
    fn works(&self, provider: ProviderId, selling: &[usize]) -> Vec<(usize, Load, Load)> {
        let captive = self.captive_loads(provider, selling);
        let none = Load::default();
        selling
            .iter()
            .map(|j| (*j, self.supply[*j].load))
            .map(|(j, load)| (j, load, captive.iter().find(|(k, _)| *k == j).map_or(none, |(_, own)| *own)))
            .chain(captive.iter().filter(|(k, _)| !selling.contains(k)).map(|(k, own)| (*k, none, *own)))
            .collect()
    }

    /// Accelerators that a firm's load of the last publication offers on its curves of today.
    pub(super) fn offered(&self, provider: ProviderId) -> Gpus {
        let works = self.works(provider, &self.selling(provider));
        let asked = |(j, load, inside): &(usize, Load, Load)| {
            let both = *load + *inside;
            self.supply[*j].curve.gpus_offered(&both) * self.peak(*j, &both)
        };
        works.iter().map(asked).sum()
    }

    /// Loads of a provider's own use, by offer: spread over the products on sale as the tokens sold are, all on the
    /// first product where nothing is sold yet.
    fn captive_loads(&self, provider: ProviderId, selling: &[usize]) -> Vec<(usize, Load)> {
        let firm = &self.firms[provider.index()];
        if !firm.present || self.captives_of(provider).next().is_none() {
            return Vec::new();
        }
        let load = |j| {
            let loads =
                self.captives_of(provider).map(|(captive, tokens)| self.load_of(j, &captive.mix, tokens));
            loads.reduce(|sum, load| sum + load).unwrap_or_default()
        };
        let sold: MtokPerDay = selling.iter().map(|j| self.supply[*j].load.total()).sum();
        if sold > MtokPerDay::ZERO {
            return selling.iter().map(|j| (*j, load(*j) * (self.supply[*j].load.total() / sold))).collect();
        }
        let first = selling.first().copied().or_else(|| self.offers_of(provider).next());
        first.map(|j| (j, load(j))).into_iter().collect()
    }

    /// GPU-hours a day that a provider's published loads need, its own use included.
    pub(super) fn work_of(&self, provider: ProviderId) -> GpuHours {
        let selling = self.selling(provider);
        let captive = self.captive_loads(provider, &selling);
        let sold = selling.iter().map(|j| (*j, self.supply[*j].load));
        sold.chain(captive).map(|(j, load)| self.supply[j].curve.work(&load)).sum()
    }

    /// Part of the tokens wanted of an offer that is served.
    pub(super) fn served(&self, offer: usize) -> f64 {
        let public = &self.market.offers[offer];
        if public.is_usable() { Share::rest(public.refused).get() } else { 0.0 }
    }
}
