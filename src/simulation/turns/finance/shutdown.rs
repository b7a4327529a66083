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
        let basis = match rule.cost {
            Avoidable::Marginal => CostBasis::Marginal,
            Avoidable::Floor => CostBasis::Floor,
            Avoidable::Average => CostBasis::Average,
        };
        let offers: Vec<usize> = world.offers_of(*provider).collect();
        for j in offers {
            if !world.market.offers[j].on_sale {
                world.below_cost[j] = None;
                continue;
            }
            let (posted, cost) = (world.market.offers[j].posted.blended(), world.seen_costs(j).on(basis));
            let since = if posted < cost { world.below_cost[j].or(Some(at)) } else { None };
            world.below_cost[j] = since;
            if since.is_some_and(|since| at.since(since) >= rule.after) {
                let offer = Entity::Offer(OfferId::at(j));
                world.note(HappeningKind::Shutdown, offer, Some(cost.get()), Some(posted.get()));
                closed.push(j);
            }
        }
    }
    if closed.is_empty() {
        return;
    }
    withdraw(world, &closed);
    let emptied: Vec<ProviderId> = rules
        .into_iter()
        .filter(|id| world.firms[id.index()].present)
        .filter(|id| closed.iter().any(|j| world.owner(*j) == *id))
        .filter(|id| world.offers_of(*id).all(|j| !world.market.offers[j].on_sale))
        .collect();
    for j in &closed {
        world.alert(world.owner(*j));
    }
    leave(world, &emptied);
    refresh(world);
}
