//! Posted prices take effect: users look around after a salient cut, rivals may answer.

use rand::RngExt;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId, entity};
use crate::maths::{exp, normal_quantile};
use crate::random::Purpose;

/// Posts a price.
pub(in crate::simulation) fn post(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, sheet): (OfferId, PriceSheet),
) {
    let j = offer.index();
    let before = world.market.offers[j].posted;
    if before == sheet || !world.market.offers[j].on_sale {
        return;
    }
    world.advance(at);
    let paid: Vec<f64> = world.market.segments.iter().map(|view| view.prices[j].get()).collect();
    world.market.price(world.model, j, sheet);
    world.market.relay();
    let (old, new) = (before.blended().get(), sheet.blended().get());
    let kind = if new < old { HappeningKind::PriceCut } else { HappeningKind::PriceRise };
    world.note(kind, Entity::Offer(offer), Some(old), Some(new));
    let salient = 1.0 - world.model.attention.salient.get();
    let noticed = world
        .market
        .segments
        .iter()
        .zip(&paid)
        .any(|(view, was)| *was > 0.0 && view.prices[j].get() <= was * salient);
    if noticed {
        world.alert();
    }
    if old > 0.0 && new < old {
        call_rivals(world, agenda, at, (offer, 1.0 - new / old));
    }
}

/// Rivals that answer cuts of this depth schedule a look at their prices, after a delay of their own.
pub(in crate::simulation) fn call_rivals(
    world: &World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, depth): (OfferId, f64),
) {
    let cutter = world.model.offers[offer.index()].provider;
    for provider in world.model.provider_ids() {
        let Some(reaction) = &world.model.providers[provider.index()].reaction else { continue };
        if provider == cutter || !world.firms[provider.index()].present || depth < reaction.to.get() {
            continue;
        }
        // The move's own name and instant make the epoch, so that one firm's answers to two moves have separate luck.
        let name = entity(&world.model.providers[provider.index()].name);
        let mover = entity(&world.model.offer_name(offer));
        let mut luck = world.streams.open(Purpose::Reaction, name ^ mover.rotate_left(32), at.0 as u64);
        let (resolve, speed) = (luck.random::<f64>(), luck.random::<f64>());
        if resolve < reaction.probability.get() {
            let z = normal_quantile(speed.clamp(1e-16, 1.0 - 1e-16));
            let delay = reaction.delay.median * exp(reaction.delay.sigma.get() * z);
            agenda.schedule(at.after(delay), Event::Reaction { provider });
        }
    }
}

/// A launch is answered like a cut by those whose cheapest product it undercuts.
pub(in crate::simulation) fn call_rivals_of_launch(
    world: &World,
    agenda: &mut Agenda,
    at: Instant,
    offer: OfferId,
) {
    let price = world.market.offers[offer.index()].posted.blended().get();
    let newcomer = world.model.offers[offer.index()].provider;
    let cheapest = |provider: ProviderId| {
        world
            .offers_of(provider)
            .filter(|j| world.market.offers[*j].on_sale)
            .map(|j| world.market.offers[j].posted.blended().get())
            .reduce(f64::min)
    };
    let depth = world
        .model
        .provider_ids()
        .filter(|provider| *provider != newcomer)
        .filter_map(cheapest)
        .filter(|own| *own > 0.0)
        .map(|own| 1.0 - price / own)
        .fold(0.0, f64::max);
    if depth > 0.0 {
        call_rivals(world, agenda, at, (offer, depth));
    }
}
