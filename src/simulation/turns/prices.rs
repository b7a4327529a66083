//! Posted prices take effect: users look around after a salient cut, rivals may answer.

use rand::RngExt;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::policy;
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId, entity};
use crate::maths::{exp, normal_deviate};
use crate::random::Purpose;
use crate::units::{MoneyPerMtok, Ratio};

/// Relative round-off of a price.
const ROUND_OFF: f64 = 1e-12;

/// Posts a price that a rule or a script asks for; that of a product whose price is held stays.
pub(in crate::simulation) fn post(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    step: (OfferId, PriceSheet),
) {
    if !world.market.offers[step.0.index()].held {
        set(world, agenda, at, step);
    }
}

/// Multiplies a product's price and holds it there. In a market in rounds the new price is that of the next round.
pub(super) fn pin(world: &mut World, agenda: &mut Agenda, at: Instant, (offer, factor): (OfferId, Ratio)) {
    let public = &mut world.market.offers[offer.index()];
    public.held = true;
    let sheet = public.posted.scaled(factor.get());
    if world.model.rounds.is_some() {
        world.forced.push((offer, sheet));
    } else {
        set(world, agenda, at, (offer, sheet));
    }
}

/// Posts a price, or what the law makes of it. A product to come is held against the law when it comes.
pub(super) fn set(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, sheet): (OfferId, PriceSheet),
) {
    let public = &world.market.offers[offer.index()];
    if public.posted == sheet {
        // What is posted has been judged.
        return;
    }
    let is_sold = public.on_sale;
    let sheet = if is_sold { policy::lawful(world, agenda, at, (offer, sheet)) } else { sheet };
    write(world, agenda, at, (offer, sheet));
}

/// Writes a posted price down; users and rivals see it.
pub(super) fn write(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (offer, sheet): (OfferId, PriceSheet),
) {
    let j = offer.index();
    let before = world.market.offers[j].posted;
    if same(&before, &sheet) {
        return;
    }
    world.advance(at);
    let paid: Vec<f64> = world.market.segments.iter().map(|view| view.paid[j].get()).collect();
    world.market.price(world.model, j, sheet);
    if !world.market.offers[j].on_sale {
        // A product to come will be launched at this price.
        return;
    }
    world.market.relay();
    let (old, new) = (before.blended().get(), sheet.blended().get());
    let now_paid: Vec<f64> = world.market.segments.iter().map(|view| view.paid[j].get()).collect();
    let any = |test: &dyn Fn(f64, f64) -> bool| paid.iter().zip(&now_paid).any(|(was, is)| test(*was, *is));
    // A new price for cached input leaves the blend as it was; users see it in what they pay.
    let cheaper = if before.blended() == sheet.blended() { any(&|was, is| is < was) } else { new < old };
    let kind = if cheaper { HappeningKind::PriceCut } else { HappeningKind::PriceRise };
    world.note(kind, Entity::Offer(offer), Some(old), Some(new));
    let left = 1.0 - world.model.attention.salient.get();
    if any(&|was, is| was > 0.0 && is <= was * left) {
        world.alert(world.owner(j));
    }
    if old > 0.0 && new < old {
        let mover = world.owner(j);
        call_rivals(world, agenda, at, (mover, &|_, _| 1.0 - new / old));
    }
}

/// Whether two sheets differ by no more than round-off: what a rule arrives at by another way is no move.
fn same(a: &PriceSheet, b: &PriceSheet) -> bool {
    let near = |a: MoneyPerMtok, b: MoneyPerMtok| (a - b).get().abs() <= ROUND_OFF * a.get().max(b.get());
    let cached = match (a.cached, b.cached) {
        (Some(a), Some(b)) => near(a, b),
        (None, None) => true,
        _ => false,
    };
    near(a.input, b.input) && near(a.output, b.output) && cached
}

/// A launch is answered like a cut by those whose cheapest product it undercuts by as much.
pub(in crate::simulation) fn call_rivals_of_launch(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    offer: OfferId,
) {
    let price = world.market.offers[offer.index()].posted.blended().get();
    let depth = |world: &World, provider: ProviderId| {
        world
            .offers_of(provider)
            .filter(|j| world.market.offers[*j].on_sale)
            .map(|j| world.market.offers[j].posted.blended().get())
            .reduce(f64::min)
            .map_or(0.0, |own| if own > 0.0 { 1.0 - price / own } else { 0.0 })
    };
    let mover = world.owner(offer.index());
    call_rivals(world, agenda, at, (mover, &depth));
}

/// How deep a move is to a rival: a launch over the rival's own price, a cut over the mover's.
type Depth<'a> = dyn Fn(&World, ProviderId) -> f64 + 'a;

/// Rivals to whom a move is deep enough schedule a look at their prices, after a delay of their own. The luck of an
/// answer belongs to the two firms and the day: moves of one firm in one day meet one resolve and one delay, and those of one
/// instant are answered in one look.
fn call_rivals(world: &mut World, agenda: &mut Agenda, at: Instant, (mover, depth): (ProviderId, &Depth)) {
    let model = world.model;
    let entity_of = |id: ProviderId| entity(&model.providers[id.index()].name);
    for provider in model.provider_ids() {
        let Some(reaction) = &model.providers[provider.index()].reaction else { continue };
        let present = world.firms[provider.index()].present;
        let least = reaction.to.get().max(f64::MIN_POSITIVE);
        if provider == mover || !present || depth(world, provider) < least {
            continue;
        }
        let pair = entity_of(provider) ^ entity_of(mover).rotate_left(32);
        let mut luck = world.streams.open(Purpose::Reaction, pair, at.day() as u64);
        let (resolve, speed) = (luck.random::<f64>(), luck.random::<f64>());
        if resolve < reaction.probability.get() {
            let z = normal_deviate(speed);
            let delay = reaction.delay.median * exp(reaction.delay.sigma.get() * z);
            let due = at.after(delay);
            let answers = &mut world.firms[provider.index()].answers;
            if !answers.contains(&due) {
                answers.push(due);
                agenda.schedule(due, Event::Reaction { provider });
            }
        }
    }
}
