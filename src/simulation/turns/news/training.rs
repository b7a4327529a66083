//! News of training: runs begin and are done, weights are released, rivals imitate.

use super::super::super::agenda::Agenda;
use super::super::super::event::Event;
use super::super::super::world::World;
use super::release;
use crate::calendar::Instant;
use crate::economics::demand::ELO_UTILS;
use crate::economics::technology::scaling::elo_of_compute;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::model::{Appeal, Gain, Training};
use crate::units::{Elo, Money, Utils};

/// Begins a run for a product: at `price`, or at what its accelerators cost today.
pub(in crate::simulation::turns) fn begin(
    world: &mut World,
    agenda: &mut Agenda,
    training: &Training,
    price: Option<Money>,
) {
    let provider = world.owner(training.offer.index());
    if !world.firms[provider.index()].present {
        return;
    }
    let cost = price.unwrap_or_else(|| world.price_of(provider, training.hours));
    let ends = world.now.after(training.lasts).max(world.now.next());
    let entity = Entity::Offer(training.offer);
    world.note(HappeningKind::TrainingStarted, entity, None, Some(cost.get()));
    let run = world.begin_run((provider, training.clone()), cost, ends);
    agenda.schedule(ends, Event::RunDone { provider, run });
}

/// A run is done: its product is better from now on, and where its weights are public rivals begin to learn from them.
pub(in crate::simulation) fn done(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    (provider, run): (ProviderId, usize),
) {
    world.advance(at);
    let own = &mut world.firms[provider.index()].runs[run];
    if !own.is_going {
        return;
    }
    own.is_going = false;
    own.done = Some(at);
    let (training, cost, shock) = (own.training.clone(), own.cost, own.shock);
    world.shock = shock;
    let offer = training.offer;
    world.note(HappeningKind::TrainingDone, Entity::Offer(offer), None, Some(cost.get()));
    let appeal = match training.gain {
        Gain::Quality(appeal) => appeal,
        Gain::Compute(factor) => lifted(world, offer, elo_of_compute(factor)),
    };
    improve(world, offer, appeal);
    if training.open {
        world.note(HappeningKind::OpenWeights, Entity::Offer(offer), None, None);
        for (which, imitation) in training.imitation.iter().enumerate() {
            let due = at.after(imitation.after).max(at.next());
            agenda.schedule(due, Event::Imitation { provider, run, which });
        }
    }
    world.shock = None;
}

/// A rival's product comes closer to a model whose weights are public.
pub(in crate::simulation) fn imitate(
    world: &mut World,
    at: Instant,
    (provider, run, which): (ProviderId, usize, usize),
) {
    world.advance(at);
    let own = &world.firms[provider.index()].runs[run];
    let (leader, imitation, shock) = (own.training.offer, own.training.imitation[which], own.shock);
    let rival = world.owner(imitation.offer.index());
    let quality = |world: &World, offer| world.market.quality(world.model, offer).get();
    let gap = quality(world, leader) - quality(world, imitation.offer);
    if !world.firms[rival.index()].present || gap <= 0.0 {
        return;
    }
    world.shock = shock;
    let before = quality(world, imitation.offer);
    let appeal = lifted(world, imitation.offer, gap * imitation.closes.get());
    let after = before + gap * imitation.closes.get();
    world.note(HappeningKind::Imitation, Entity::Offer(imitation.offer), Some(before), Some(after));
    improve(world, imitation.offer, appeal);
    world.shock = None;
}

/// The appeal of an offer, better by so many Elo.
pub(in crate::simulation::turns) fn lifted(world: &World, offer: OfferId, elo: f64) -> Appeal {
    match world.market.offers[offer.index()].appeal {
        Appeal::Quality(old) => Appeal::Quality(Elo(old.get() + elo)),
        Appeal::Utils(old) => Appeal::Utils(Utils(old.get() + elo * ELO_UTILS)),
    }
}

/// Changes the quality of an offer; one that is not on sale changes unseen.
pub(in crate::simulation::turns) fn improve(world: &mut World, offer: OfferId, appeal: Appeal) {
    if world.market.offers[offer.index()].on_sale {
        release(world, offer, appeal);
    } else {
        world.market.offers[offer.index()].appeal = appeal;
    }
}
