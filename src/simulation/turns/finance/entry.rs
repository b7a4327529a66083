//! Entry: a firm that waits outside comes when the profit that it expects pays for coming.

use rand::RngExt;

use super::super::super::agenda::Agenda;
use super::super::super::world::World;
use super::super::news::enter;
use crate::calendar::Instant;
use crate::economics::finance::EntryRule;
use crate::economics::technology::{FixedPerDay, FleetCharge, Load};
use crate::ids::{OfferId, ProviderId, entity};
use crate::maths::{exp, normal_deviate};
use crate::random::Purpose;
use crate::units::{Growth, MoneyPerDay, MtokPerDay};

/// Firms that wait outside look at the market. They all look before any of them comes.
pub(super) fn consider(world: &mut World, agenda: &mut Agenda, at: Instant) {
    let model = world.model;
    let mut coming = Vec::new();
    for provider in model.provider_ids() {
        let own = &model.providers[provider.index()];
        let Some(rule) = own.finance.entry else { continue };
        let firm = &world.firms[provider.index()];
        let waits = !firm.present && !world.came[provider.index()] && at.since(Instant::START) >= rule.wait;
        if waits && firm.books.cash() + own.credit >= rule.sunk && rule.pays(expected(world, provider, &rule))
        {
            coming.push((provider, rule));
        }
    }
    for (provider, rule) in coming {
        world.came[provider.index()] = true;
        world.pay_technique(provider, rule.sunk);
        enter(world, agenda, at, provider);
    }
}

impl World<'_> {
    /// The load that a firm which waited outside came for is published as its own until users choose it, so that its fleet can
    /// be fitted to it.
    pub(in crate::simulation::turns) fn expect_share(&mut self, provider: ProviderId, offers: &[OfferId]) {
        let Some(rule) = self.model.providers[provider.index()].finance.entry else { return };
        let market: Load = self.supply.iter().fold(Load::default(), |sum, supply| sum + supply.load);
        for offer in offers {
            self.supply[offer.index()].load = market * (rule.share.get() / offers.len() as f64);
        }
        self.publish_firm(provider);
    }
}

/// Profit a day that a firm outside expects: its share of the tokens that the market sells, at its own list price or the
/// mean posted price where that is lower, less what serving them costs on a fleet of its own and its running costs. It
/// knows posted prices, published volumes, its own technology, and errs in its share.
fn expected(world: &World, provider: ProviderId, rule: &EntryRule) -> MoneyPerDay {
    let model = world.model;
    let own = &model.providers[provider.index()];
    let market: Load = world.supply.iter().fold(Load::default(), |sum, supply| sum + supply.load);
    let sold = market.total();
    let fixed = own.fixed.total();
    let offers: Vec<usize> = world.offers_of(provider).filter(|j| model.offers[*j].on_sale).collect();
    if sold <= MtokPerDay::ZERO || offers.is_empty() {
        return MoneyPerDay::ZERO - fixed;
    }
    let value: f64 = world
        .supply
        .iter()
        .zip(&world.market.offers)
        .map(|(supply, public)| supply.load.total().get() * public.posted.blended().get())
        .sum();
    let mean = value / sold.get();
    let mut luck = world.streams.open(Purpose::Entry, entity(&own.name), world.now.day() as u64);
    let z = normal_deviate(luck.random());
    let sigma = rule.error.get();
    let part = (rule.share.get() * exp(sigma * z)).min(1.0) / offers.len() as f64;
    let firm = &world.firms[provider.index()];
    let profit: f64 = offers
        .iter()
        .map(|j| {
            let load = market * part;
            let curve = &world.supply[*j].base;
            let required = curve.gpus_required(&load);
            let gpus = firm.plant().map_or(required, |plant| plant.capacity.desired(required, Growth::ZERO));
            let hour = firm.hour.unwrap_or_default();
            let charge = FleetCharge { gpus, required, own: None, hour, committed: firm.committed() };
            let costs = curve.unit_costs(&load, &charge, &FixedPerDay::default());
            let cost = load.mix().map_or(0.0, |mix| costs.average.blended(&mix).total().get());
            let price = model.offers[*j].price.blended().get().min(mean);
            load.total().get() * (price + own.finance.complement.get() - cost)
        })
        .sum();
    MoneyPerDay(profit) - fixed
}
