//! One firm buys another: products, fleet, running costs, own use, cash and liabilities go over, and one firm prices all.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::{demand::refresh, finance};
use crate::calendar::Instant;
use crate::economics::regulation::Merger;
use crate::history::{Entity, HappeningKind};
use crate::ids::ProviderId;
use crate::model::{ShockKind, Takeover};

/// A takeover is proposed: it happens unless a policy in force stops it, and its saving comes with the integration.
pub(super) fn propose(world: &mut World, agenda: &mut Agenda, at: Instant, deal: &Takeover) {
    if !acquire(world, deal.buyer, deal.target) {
        return;
    }
    match deal.integration {
        Some(day) if day > at => {
            let index = world.shock.expect("a merger is a shock that is being played");
            agenda.schedule(day, Event::Integration { index });
        }
        _ => save(world, deal),
    }
}

/// Two firms that merged are integrated: unit costs of all their products fall.
pub(in crate::simulation) fn integrate(world: &mut World, at: Instant, index: u32) {
    world.advance(at);
    let model = world.model;
    if let ShockKind::Merger(deal) = &model.shocks[index as usize].kind {
        save(world, deal);
    }
}

fn save(world: &mut World, deal: &Takeover) {
    // Whoever runs the buyer by now.
    let owner = world.operators[deal.buyer.index()];
    if deal.saving.get() > 0.0
        && world.operators[deal.target.index()] == owner
        && world.firms[owner.index()].present
    {
        let factor = deal.saving.rest().get();
        world.scale_costs(owner, factor);
        world.note(HappeningKind::CostShock, Entity::Provider(owner), None, Some(factor));
        refresh(world);
    }
}

/// Gives all that a provider has and owes to another. Whether it came to that: both must be there, and no policy in force
/// may stop it. The instant must be metered already.
///
/// The target's orders of hardware that have not arrived are cancelled, its own rule of prices and its policy of
/// investment end, and its fleet is counted in the buyer's accelerators by the work that both do on the target's products.
pub(in crate::simulation) fn acquire(world: &mut World, buyer: ProviderId, target: ProviderId) -> bool {
    let is_there = |id: ProviderId| world.firms[id.index()].present;
    if buyer == target || !is_there(buyer) || !is_there(target) {
        return false;
    }
    let (before, after) = concentration(world, buyer, target);
    if let Some(policy) = stopped_by(world, buyer, target) {
        let name = world.model.policies[policy].name.clone();
        world.note_of((HappeningKind::MergerBlocked, Entity::Provider(target)), (before, after), name);
        return false;
    }
    // What was sold so far is the target's own.
    finance::close_books(world);
    let name = world.model.providers[buyer.index()].name.clone();
    world.note_of((HappeningKind::Merger, Entity::Provider(target)), (before, after), name);
    join_fleets(world, buyer, target);
    let [own, other] = world
        .firms
        .get_disjoint_mut([buyer.index(), target.index()])
        .expect("a buyer is not its target, and both are firms");
    other.present = false;
    other.put_back();
    // Without a price: its owners become owners of the buyer.
    own.books.unite(&mut other.books);
    own.required_before = None;
    for operator in world.operators.iter_mut().filter(|operator| **operator == target) {
        *operator = buyer;
    }
    world.law.succeed(target, buyer);
    world.renew_hour(buyer);
    refresh(world);
    true
}

/// Tokens a day by provider, as last published.
fn sales(world: &World) -> Vec<f64> {
    let of = |id: ProviderId| world.offers_of(id).map(|j| world.supply[j].load.total().get()).sum();
    world.model.provider_ids().map(of).collect()
}

/// Herfindahl-Hirschman index of tokens before, and after at given shares.
fn concentration(world: &World, buyer: ProviderId, target: ProviderId) -> (Option<f64>, Option<f64>) {
    let sales = sales(world);
    let case = Merger { sales: &sales, buyer: buyer.index(), target: target.index() };
    let found = case.concentration();
    (found.map(|(after, rise)| after - rise), found.map(|(after, _)| after))
}

/// The first policy in force that does not allow a merger.
fn stopped_by(world: &World, buyer: ProviderId, target: ProviderId) -> Option<usize> {
    let sales = sales(world);
    let case = Merger { sales: &sales, buyer: buyer.index(), target: target.index() };
    world.law.standing().find(|i| {
        let ruling = world.model.policies[*i].policy.law().merger(&case);
        ruling.is_some_and(|ruling| !ruling.allowed)
    })
}

/// Moves the target's fleet into the buyer's halls.
fn join_fleets(world: &mut World, buyer: ProviderId, target: ProviderId) {
    if world.firms[target.index()].kinds.is_empty() {
        return;
    }
    let booked = world.worth(buyer).is_some();
    let worth = match world.firms[buyer.index()].plant() {
        Some(plant) => {
            let (before, after) = super::news::hardware::move_curves(world, target, &plant);
            if before.get() > 0.0 && after.get() > 0.0 { after / before } else { 1.0 }
        }
        None => 1.0,
    };
    let [own, other] = world
        .firms
        .get_disjoint_mut([buyer.index(), target.index()])
        .expect("a buyer is not its target, and both are firms");
    own.take_over(other, worth, booked);
}
