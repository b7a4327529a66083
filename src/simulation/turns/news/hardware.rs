//! News of hardware: a provider moves to another accelerator, a part of its fleet after the other.

use super::super::super::agenda::Agenda;
use super::super::super::capacity::Kind;
use super::super::super::event::Event;
use super::super::super::world::World;
use super::super::demand::refresh;
use super::COMMON;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::economics::technology::{CostCurve, Plant};
use crate::history::{Entity, HappeningKind};
use crate::ids::ProviderId;
use crate::model::Refresh;
use crate::units::Gpus;

/// A move to another accelerator, under way or over.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::simulation) struct Move {
    plan: Refresh,
    shock: Option<u32>,
    parts: u32,
    /// The kind that it has become, and how many of it each part is; none before the first has arrived.
    begun: Option<(usize, Gpus)>,
}

/// The new accelerators are ordered: they arrive in monthly parts, the first a lead time and one part from now.
pub(super) fn order(world: &mut World, agenda: &mut Agenda, plan: &Refresh) {
    let p = plan.provider.index();
    if !world.firms[p].present || !world.model.links.technology {
        return;
    }
    let parts = (plan.within.get() / DAYS_A_MONTH).round().max(1.0);
    let shock = world.shock;
    let firm = &mut world.firms[p];
    firm.moves.push(Move { plan: plan.clone(), shock, parts: parts as u32, begun: None });
    let index = firm.moves.len() - 1;
    for part in 1..=(parts as u32) {
        let after = plan.plant.capacity.lead_time + plan.within * (f64::from(part) / parts);
        let due = world.now.after(after).max(world.now.next());
        agenda.schedule(due, Event::Refresh { provider: plan.provider, index });
    }
    let named = (HappeningKind::NewHardware, Entity::Provider(plan.provider));
    let accelerator = world.model.accelerators[plan.accelerator.index()].clone();
    world.note_of(named, (None, Some(plan.share.get())), accelerator);
}

/// A part of the new accelerators arrives, and as many of the old ones as they replace are taken out.
pub(in crate::simulation) fn arrive(world: &mut World, at: Instant, (provider, index): (ProviderId, usize)) {
    let p = provider.index();
    if !world.firms[p].present || world.firms[p].moves.len() <= index {
        return;
    }
    world.advance(at);
    world.shock = world.firms[p].moves[index].shock;
    let Move { plan, parts, begun, .. } = world.firms[p].moves[index].clone();
    let (kind, part) = begun.unwrap_or_else(|| {
        let kind = switch(world, at, &plan);
        let part = world.firms[p].fleet.installed * (plan.share.get() / f64::from(parts));
        (kind, part)
    });
    world.firms[p].moves[index].begun = Some((kind, part));
    let firm = &mut world.firms[p];
    let parity = firm.stock.parity(kind);
    let old = firm.stock.counts(kind);
    let taken = firm.give(part * parity, kind);
    let gone = old - firm.stock.counts(kind);
    let arrived = taken / parity;
    firm.treasury.assets.buy(taken);
    let retires = firm.kinds[kind].life.map(|life| at.after(life));
    firm.stock.add(kind, arrived, retires);
    world.renew_hour(provider);
    let entity = Entity::Provider(provider);
    world.note(HappeningKind::Retirement, entity, None, Some(gone.get()));
    world.note(HappeningKind::Delivery, entity, None, Some(arrived.get()));
    refresh(world);
    world.shock = None;
}

/// Reckons a firm's cost curves on another plant: the accelerators that its load asks for on the old one and on the new one,
/// both with today's technology. What cannot be served on it stays as it is.
pub(in crate::simulation::turns) fn move_curves(
    world: &mut World,
    provider: ProviderId,
    plant: &Plant,
) -> (Gpus, Gpus) {
    let (offers, now) = (world.offers_of(provider).collect::<Vec<usize>>(), world.now);
    for j in &offers {
        world.renew_curve(*j, now);
    }
    let before = work(world, provider);
    for j in offers {
        if let Some(curve) = moved(&world.supply[j].base, plant) {
            world.supply[j].base = curve;
            world.renew_curve(j, now);
        }
    }
    (before, work(world, provider))
}

/// The new accelerator becomes the present one: curves are reckoned on it, and the fleet is counted in it from now on.
fn switch(world: &mut World, at: Instant, plan: &Refresh) -> usize {
    let (p, provider) = (plan.provider.index(), plan.provider);
    let (before, after) = move_curves(world, provider, &plan.plant);
    let worth = if after > Gpus::ZERO { before / after } else { 1.0 };
    let firm = &mut world.firms[p];
    let kind = Kind::instead(firm.kinds.last(), (&plan.plant, plan.accelerator), at);
    firm.kinds.push(kind);
    firm.stock.switch(worth);
    firm.fleet.installed = firm.fleet.installed / worth;
    firm.treasury.assets.recount(worth);
    firm.fleet.ordered = firm.fleet.ordered / worth;
    firm.required_before = firm.required_before.map(|(then, gpus)| (then, gpus / worth));
    firm.stock.present()
}

/// A curve on another plant; none where it cannot be served on it.
fn moved(curve: &CostCurve, plant: &Plant) -> Option<CostCurve> {
    curve.on(plant).ok()
}

/// Accelerators that a firm's products offer at their load of today, or at a common load where nothing is sold yet.
fn work(world: &World, provider: ProviderId) -> Gpus {
    let offered = world.offered(provider);
    if offered > Gpus::ZERO {
        return offered;
    }
    world.offers_of(provider).map(|j| world.supply[j].curve.gpus_offered(&COMMON)).sum()
}
