//! Exit: a firm's products are gone, its fleet is sold or given up, its users choose anew.

use super::super::super::world::World;
use super::super::demand::refresh;
use super::assets::sell_assets;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};

/// Providers leave: their offers are gone, their fleets are given up, their users choose anew at once, everybody looks
/// around. Those who leave at one instant leave together, so that nobody flees to a firm that is going too.
pub(in crate::simulation) fn leave(world: &mut World, providers: &[ProviderId]) {
    if providers.is_empty() {
        return;
    }
    let mut gone = Vec::new();
    for provider in providers {
        sell_assets(world, *provider);
        let bought: Vec<ProviderId> = world.makers_of(*provider).filter(|id| id != provider).collect();
        for maker in bought {
            world.firms[maker.index()].stop_runs();
        }
        let firm = &mut world.firms[provider.index()];
        firm.present = false;
        firm.close_halls();
        let cash = firm.books.cash().get();
        world.note(HappeningKind::Exit, Entity::Provider(*provider), None, Some(cash));
        gone.extend(world.offers_of(*provider).filter(|j| world.market.offers[*j].on_sale));
    }
    withdraw(world, &gone);
    for provider in providers {
        world.alert(*provider);
    }
    refresh(world);
}

/// Takes products off sale; their users choose anew at once.
pub(super) fn withdraw(world: &mut World, offers: &[usize]) {
    for j in offers {
        world.market.offers[*j].on_sale = false;
    }
    world.market.relay();
    for j in offers {
        let name = world.model.offer_name(OfferId::at(*j));
        world.reviews +=
            world.population.evict(*j, &name, &world.market.tables, world.streams, &mut world.counts);
    }
}
