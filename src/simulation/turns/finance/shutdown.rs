//! Shutting a product: its price has stayed for long enough below the cost that ends with it.

use super::super::super::world::World;
use super::super::demand::refresh;
use super::exit::{leave, withdraw};
use crate::calendar::Instant;
use crate::economics::finance::Avoidable;
use crate::economics::pricing::CostBasis;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};

/// Looks at prices and costs as they were just published, and shuts what has been below cost for too long. A firm that shuts
/// its last product leaves.
pub(in crate::simulation::turns) fn shut(world: &mut World, at: Instant) {
    let rules: Vec<ProviderId> = world
        .model
        .provider_ids()
        .filter(|id| world.model.providers[id.index()].finance.shutdown.is_some())
        .collect();
    if rules.is_empty() {
        return;
    }
    let mut closed = Vec::new();
    for provider in &rules {
        let Some(rule) = world.model.providers[provider.index()].finance.shutdown else { continue };
        let offers: Vec<usize> = world.offers_of(*provider).collect();
        for j in offers {
            let public = &world.market.offers[j];
            let basis = match rule.cost {
                Avoidable::Marginal => CostBasis::Marginal,
                Avoidable::Floor => CostBasis::Floor,
                Avoidable::Average => CostBasis::Average,
            };
            let is_below = public.on_sale && public.posted.blended() < world.seen_costs(j).on(basis);
            let since = &mut world.below_cost[j];
            *since = if is_below { since.or(Some(at)) } else { None };
            if since.is_some_and(|since| at.since(since) >= rule.after) {
                *since = None;
                closed.push(j);
            }
        }
    }
    if closed.is_empty() {
        return;
    }
    for j in &closed {
        let (posted, offer) =
            (world.market.offers[*j].posted.blended().get(), Entity::Offer(OfferId::at(*j)));
        let cost = world.seen_costs(*j);
        let rule = world.model.providers[world.model.offers[*j].provider.index()].finance.shutdown;
        let cost = match rule.map_or(Avoidable::Marginal, |rule| rule.cost) {
            Avoidable::Marginal => cost.marginal,
            Avoidable::Floor => cost.floor,
            Avoidable::Average => cost.average,
        };
        world.note(HappeningKind::Shutdown, offer, Some(cost.get()), Some(posted));
    }
    withdraw(world, &closed);
    let emptied: Vec<ProviderId> = rules
        .into_iter()
        .filter(|id| world.firms[id.index()].present)
        .filter(|id| closed.iter().any(|j| world.model.offers[*j].provider == *id))
        .filter(|id| world.offers_of(*id).all(|j| !world.market.offers[j].on_sale))
        .collect();
    for j in &closed {
        world.alert(world.model.offers[*j].provider);
    }
    leave(world, &emptied);
    refresh(world);
}
