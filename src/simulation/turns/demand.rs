//! What users did is published: who knows the market, what it asks of fleets, how long users wait.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::opening::hearing;
use super::super::world::World;
use crate::calendar::Instant;
use crate::history::{Entity, HappeningKind};
use crate::ids::ProviderId;
use crate::units::{Days, Share};

/// Time between two publications. Awareness and load move by a few per cent a day at most.
const CADENCE: Days = Days(1.0);

/// Publishes adopters, load, waiting and refusals.
pub(in crate::simulation) fn publish(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    agenda.schedule(at.after(CADENCE), Event::Publish);
    refresh(world);
    world.remember(CADENCE);
    let recommendation = world.recommendation();
    for own in &world.model.customers {
        let aware = Share(world.counts.aware_share(own.classes.clone()));
        for kind in own.classes.clone() {
            let segment = &world.model.segments[kind];
            let tell = if world.model.links.word_of_mouth { aware } else { segment.aware.now };
            world.market.hearing[kind] =
                hearing(segment, aware, Share((tell.get() * recommendation).min(1.0)));
        }
    }
    super::finance::shut(world, at);
}

/// Measures loads; lays tables out anew where users mind the waiting that follows.
pub(super) fn refresh(world: &mut World) {
    let before: Vec<_> = world.market.offers.iter().map(|offer| (offer.waiting, offer.refused)).collect();
    world.measure_loads();
    world.publish_reach();
    if world.market.minds_waiting()
        && world.market.offers.iter().zip(&before).any(|(offer, old)| offer.waiting != old.0)
    {
        world.market.relay();
    }
    note_overloads(world, &before.iter().map(|old| old.1).collect::<Vec<_>>());
}

/// The chronicle tells when a fleet begins to refuse requests.
pub(in crate::simulation) fn note_overloads(world: &mut World, before: &[Share]) {
    for p in 0..world.firms.len() {
        let id = ProviderId::at(p);
        let worst = |refused: &dyn Fn(usize) -> Share, world: &World| {
            world.offers_of(id).map(refused).fold(Share::ZERO, Share::max)
        };
        let was = worst(&|j| before[j], world);
        let now = worst(&|j| world.market.offers[j].refused, world);
        if was == Share::ZERO && now > Share::ZERO {
            world.note(HappeningKind::Overload, Entity::Provider(id), None, Some(now.get()));
        }
    }
}
