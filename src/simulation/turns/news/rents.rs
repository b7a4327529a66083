//! News of the rental market: shocks of rents, contracts signed and run out.

use super::super::super::agenda::Agenda;
use super::super::super::event::Event;
use super::super::super::world::World;
use super::super::demand::refresh;
use crate::calendar::Instant;
use crate::economics::technology::Lease;
use crate::history::{Entity, HappeningKind};
use crate::ids::ProviderId;
use crate::model::RentShock;

/// Rents are multiplied: what fleets cost at market follows at once.
pub(super) fn shock(world: &mut World, shock: &RentShock) {
    world.rents.shock(shock);
    for provider in world.model.provider_ids() {
        let firm = &world.firms[provider.index()];
        let meets = |kind: &crate::simulation::capacity::Kind| {
            !kind.owned && shock.accelerator.is_none_or(|only| only == kind.accelerator)
        };
        if firm.present && firm.kinds.iter().any(meets) {
            let before = firm.hour.map(|hour| hour.total().get());
            world.renew_hour(provider);
            let after = world.firms[provider.index()].hour.map(|hour| hour.total().get());
            world.note(HappeningKind::RentShock, Entity::Provider(provider), before, after);
        } else {
            world.renew_hour(provider);
        }
    }
    refresh(world);
}

/// A part of a fleet is put under contract at the rents of today less the discount.
pub(in crate::simulation) fn sign(
    world: &mut World,
    agenda: &mut Agenda,
    (provider, contract): (ProviderId, Lease),
) {
    if !world.firms[provider.index()].present {
        return;
    }
    let market = world.market_hours(provider);
    let until = world.now.after(contract.term).max(world.now.next());
    let firm = &mut world.firms[provider.index()];
    let before = firm.hour.map(|hour| hour.total().get());
    firm.stock.commit((contract.share, contract.discount), &market, until);
    world.renew_hour(provider);
    let after = world.firms[provider.index()].hour.map(|hour| hour.total().get());
    world.note(HappeningKind::ContractSigned, Entity::Provider(provider), before, after);
    agenda.schedule(until, Event::ContractEnd { provider });
}

/// Contracts run out: their accelerators are at market rent again.
pub(in crate::simulation) fn end(world: &mut World, at: Instant, provider: ProviderId) {
    world.advance(at);
    // A contract goes over with the fleet.
    let provider = world.operators[provider.index()];
    let firm = &mut world.firms[provider.index()];
    let before = firm.hour.map(|hour| hour.total().get());
    if firm.stock.expire(at) {
        world.renew_hour(provider);
        let after = world.firms[provider.index()].hour.map(|hour| hour.total().get());
        world.note(HappeningKind::ContractEnded, Entity::Provider(provider), before, after);
        refresh(world);
    }
}
