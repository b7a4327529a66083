//! What firms do with their gross profit: money is put aside monthly, and buys training runs, techniques, capacity and
//! speed when there is enough of it.

use super::super::agenda::Agenda;
use super::super::world::World;
use super::demand::refresh;
use super::news::{technique, training};
use crate::calendar::Instant;
use crate::economics::finance::Account;
use crate::economics::technology::Technique;
use crate::economics::technology::algorithms::compute_left;
use crate::ids::ProviderId;
use crate::maths::pow;
use crate::model::{Gain, Investment, Runs, Training};
use crate::units::{Money, Share};

/// Divides the gross profit of the month that ends, then buys what can be paid.
pub(super) fn invest(world: &mut World, agenda: &mut Agenda) {
    let model = world.model;
    for provider in model.provider_ids() {
        let Some(policy) = &model.providers[provider.index()].investment else { continue };
        if world.firms[provider.index()].present {
            divide(world, provider, policy);
            train(world, agenda, provider, policy);
            compress(world, provider, policy);
        }
    }
}

/// Puts the shares of the month's gross profit aside, as far as the till holds them; a till that is empty takes back what
/// was set aside.
fn divide(world: &mut World, provider: ProviderId, policy: &Investment) {
    let firm = &mut world.firms[provider.index()];
    let gross = firm.books.gross() - firm.purse.divided;
    firm.purse.divided = firm.books.gross();
    let till = firm.books.balance(Account::Cash);
    if till < Money::ZERO {
        for pot in [&mut firm.purse.training, &mut firm.purse.compression] {
            let back = (-firm.books.balance(Account::Cash)).max(Money::ZERO).min(*pot);
            firm.books.post(Account::Cash, Account::Earmarked, back);
            *pot -= back;
        }
    }
    let gross = gross.max(Money::ZERO);
    let asked = gross * (policy.training + policy.compression).get();
    let held = till.max(Money::ZERO);
    let part = if asked > held { held / asked } else { 1.0 };
    let aside = |share: Share| gross * (share.get() * part);
    for (pot, amount) in [
        (&mut firm.purse.training, aside(policy.training)),
        (&mut firm.purse.compression, aside(policy.compression)),
    ] {
        firm.books.post(Account::Earmarked, Account::Cash, amount);
        *pot += amount;
    }
    firm.purse.capacity = gross * policy.capacity.get();
    firm.purse.service = gross * policy.service.get();
}

/// Begins the next run when the money for it is there and none is under way.
fn train(world: &mut World, agenda: &mut Agenda, provider: ProviderId, policy: &Investment) {
    let Some(runs) = &policy.runs else { return };
    let firm = &world.firms[provider.index()];
    if firm.is_training() {
        return;
    }
    let size = next_run(runs, firm.purse.runs, world.now);
    let hours = runs.hours * size;
    let cost = runs.cost.map_or_else(|| world.price_of(provider, hours), |first| first * size);
    if cost > world.firms[provider.index()].purse.training || cost <= Money::ZERO {
        return;
    }
    let firm = &mut world.firms[provider.index()];
    firm.purse.runs += 1;
    firm.purse.training -= cost;
    firm.books.post(Account::Cash, Account::Earmarked, cost);
    let run = Training {
        offer: runs.offer,
        lasts: runs.lasts,
        hours,
        recovery: runs.recovery,
        gain: Gain::Compute(runs.step),
        open: false,
        imitation: Vec::new(),
    };
    training::begin(world, agenda, &run, Some(cost));
}

/// Size of the n-th run over the first at the start: step^n, less what better algorithms save: 2^(-t / halving).
fn next_run(runs: &Runs, before: u32, now: Instant) -> f64 {
    let saved = runs.halving.map_or(1.0, |halving| compute_left(now.since(Instant::START), halving).get());
    pow(runs.step.get(), f64::from(before)) * saved
}

/// Takes the next technique of the ladder for the products that it makes cheaper when the money for it is there; one that
/// makes none cheaper is passed over.
fn compress(world: &mut World, provider: ProviderId, policy: &Investment) {
    if !world.model.links.technology {
        return;
    }
    while let Some(rung) = policy.ladder.get(world.firms[provider.index()].purse.rungs) {
        let technique: &Technique = &rung.technique;
        let offers: Vec<_> = world
            .ids_of(provider)
            .filter(|id| world.market.offers[id.index()].on_sale)
            .filter(|id| technique::is_gain(world, *id, technique))
            .collect();
        let prices: Vec<Money> =
            offers.iter().filter_map(|offer| technique::price(world, *offer, technique, rung.cost)).collect();
        let cost: Money = prices.iter().copied().sum();
        let firm = &mut world.firms[provider.index()];
        if prices.is_empty() {
            firm.purse.rungs += 1;
            continue;
        }
        if cost > firm.purse.compression {
            return;
        }
        firm.purse.rungs += 1;
        firm.purse.compression -= cost;
        firm.books.post(Account::Cash, Account::Earmarked, cost);
        for offer in offers {
            technique::adopt(world, offer, technique, rung.cost);
        }
        refresh(world);
    }
}
