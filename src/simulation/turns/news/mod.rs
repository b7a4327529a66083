//! News: scripted shocks, and the end of outages.

pub(in crate::simulation) mod hardware;
pub(in crate::simulation) mod rents;
pub(super) mod technique;
pub(in crate::simulation) mod training;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::opening::fit_fleet;
use super::super::peace;
use super::super::world::World;
use super::demand::refresh;
use super::{finance, merger, policy, prices};
use crate::calendar::Instant;
use crate::economics::technology::Load;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::model::{Appeal, ShockKind};
use crate::units::{Days, Gpus, MtokPerDay, Share};

/// Tokens on which the work of a product is reckoned that sells nothing yet: three of input to one of output.
const COMMON: Load = Load { input: MtokPerDay(3e3), cached: MtokPerDay::ZERO, output: MtokPerDay(1e3) };

/// Plays a shock.
pub(in crate::simulation) fn shock(world: &mut World, agenda: &mut Agenda, at: Instant, index: u32) {
    world.advance(at);
    world.shock = Some(index);
    let model = world.model;
    match &model.shocks[index as usize].kind {
        // In a twin nobody moves a price.
        ShockKind::Price { .. } if world.peace.is_some() => {}
        // In a market in rounds a script sets the price of the next round: nobody has seen it when the others decide.
        ShockKind::Price { offer, price } if model.rounds.is_some() => {
            if !world.market.offers[offer.index()].held {
                world.forced.push((*offer, *price));
            }
        }
        ShockKind::Price { offer, price } => prices::post(world, agenda, at, (*offer, *price)),
        ShockKind::Pin { offer, factor } => prices::pin(world, agenda, at, (*offer, *factor)),
        ShockKind::Launch { offer, replaces } => launch(world, agenda, at, (*offer, *replaces)),
        ShockKind::Release { offer, appeal } => training::improve(world, *offer, *appeal),
        ShockKind::Cost { provider, factor } => {
            world.scale_costs(*provider, factor.get());
            world.note(HappeningKind::CostShock, Entity::Provider(*provider), None, Some(factor.get()));
            refresh(world);
        }
        ShockKind::Demand { segments, factor } => {
            for segment in segments {
                for kind in model.customers[segment.index()].classes.clone() {
                    world.market.segments[kind].shock *= factor.get();
                }
                world.note(HappeningKind::DemandShock, Entity::Segment(*segment), None, Some(factor.get()));
            }
            world.use_has_moved();
            refresh(world);
        }
        // Replicas of a firm that has been bought are not told from its buyer's.
        ShockKind::Outage { provider, part: Some(_), .. }
            if world.operators[provider.index()] != *provider => {}
        ShockKind::Outage { provider, lasts, part } => {
            outage(world, *provider, *part, *lasts);
            let (provider, part) = (*provider, *part);
            agenda.schedule(at.after(*lasts).max(at.next()), Event::Recovery { provider, part });
        }
        ShockKind::Entry { provider } => enter(world, agenda, at, *provider),
        ShockKind::Exit { provider } => {
            if world.firms[provider.index()].present {
                finance::leave(world, &[*provider]);
            }
        }
        ShockKind::Merger(deal) => merger::propose(world, agenda, at, deal),
        ShockKind::Rent(shock) => rents::shock(world, shock),
        ShockKind::Hardware(plan) => hardware::order(world, agenda, plan),
        ShockKind::Technique(adoption) => technique::shock(world, adoption),
        ShockKind::Funding(shock) => finance::drought(world, *shock),
        ShockKind::Training { training, cost, .. } => training::begin(world, agenda, training, *cost),
        ShockKind::Contract { provider, contract } => {
            rents::sign(world, agenda, (*provider, *contract));
            refresh(world);
        }
    }
    world.shock = None;
}

fn launch(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, replaces): (OfferId, Option<OfferId>),
) {
    let j = offer.index();
    if !world.firms[world.owner(j).index()].present {
        return;
    }
    world.market.offers[j].since = at;
    world.renew_curve(j, at);
    peace::price_of_launch(world, offer);
    world.market.offers[j].on_sale = true;
    world.market.agree(world.model);
    let price = world.market.offers[j].posted.blended().get();
    world.note(HappeningKind::Launch, Entity::Offer(offer), None, Some(price));
    if let Some(old) = replaces {
        world.market.offers[old.index()].on_sale = false;
        world.note(HappeningKind::Withdrawal, Entity::Offer(old), None, None);
        world.population.rename(old.index(), j, &mut world.counts);
    }
    world.market.relay();
    world.alert(world.owner(j));
    refresh(world);
    policy::inspect_offer(world, agenda, offer);
    prices::call_rivals_of_launch(world, agenda, at, offer);
}

fn release(world: &mut World, offer: OfferId, appeal: Appeal) {
    let before = world.market.quality(world.model, offer).get();
    world.market.offers[offer.index()].appeal = appeal;
    let after = world.market.quality(world.model, offer).get();
    world.note(HappeningKind::Release, Entity::Offer(offer), Some(before), Some(after));
    world.market.relay();
    world.alert(world.owner(offer.index()));
}

/// A provider comes with the products that it has at its opening.
pub(in crate::simulation::turns) fn enter(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    provider: ProviderId,
) {
    // Who has been bought does not come back.
    if world.firms[provider.index()].present || world.operators[provider.index()] != provider {
        return;
    }
    world.firms[provider.index()].present = true;
    world.note(HappeningKind::Entry, Entity::Provider(provider), None, None);
    let offers: Vec<OfferId> =
        world.ids_of(provider).filter(|id| world.model.offers[id.index()].on_sale).collect();
    world.outfit(provider, world.model.providers[provider.index()].gpus.unwrap_or(Gpus::ZERO));
    for offer in &offers {
        // Products that come are described as they are on this day.
        world.market.offers[offer.index()].since = at;
        world.renew_curve(offer.index(), at);
        world.market.offers[offer.index()].on_sale = true;
    }
    // A fleet that the scenario leaves open is fitted before anybody is refused: to what the firm came for, where it came for
    // something, and else to its own use alone, for nobody holds its products yet.
    world.measure_loads();
    world.expect_share(provider, &offers);
    fit_fleet(world, provider);
    if let Some(contract) = world.model.providers[provider.index()].kit.and_then(|kit| kit.contract) {
        rents::sign(world, agenda, (provider, contract));
    }
    for offer in &offers {
        launch(world, agenda, at, (*offer, None));
    }
}

/// A provider cannot be reached, or works with a part of its fleet: an outage of replicas is no end of service but less
/// capacity, and users learn of it by waiting.
fn outage(world: &mut World, provider: ProviderId, part: Option<Share>, lasts: Days) {
    let value = part.map(Share::get);
    world.note(HappeningKind::Outage, Entity::Provider(provider), value, Some(lasts.get()));
    if let Some(part) = part {
        world.firms[provider.index()].lost.push(part);
    } else {
        let offers: Vec<usize> = world.hit_with(provider).collect();
        for j in &offers {
            world.market.offers[*j].outages += 1;
        }
        world.firms[provider.index()].dark.push(offers);
        world.market.relay();
        world.alert(provider);
    }
    refresh(world);
}

/// A provider's offers can be used again, or its lost accelerators.
pub(in crate::simulation) fn recover(
    world: &mut World,
    at: Instant,
    (provider, part): (ProviderId, Option<Share>),
) {
    world.advance(at);
    if let Some(part) = part {
        let lost = &mut world.firms[provider.index()].lost;
        let Some(own) = lost.iter().position(|lost| *lost == part) else { return };
        lost.remove(own);
        world.note(HappeningKind::Recovery, Entity::Provider(provider), None, None);
        refresh(world);
        return;
    }
    // What went out comes back, whoever owns it by now.
    let dark = &mut world.firms[provider.index()].dark;
    let offers = if dark.is_empty() { Vec::new() } else { dark.remove(0) };
    for j in offers {
        world.market.offers[j].outages -= 1;
    }
    world.note(HappeningKind::Recovery, Entity::Provider(provider), None, None);
    world.market.relay();
    refresh(world);
}
