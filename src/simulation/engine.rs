//! The loop: next event, take its turn, until the horizon; nothing else.

use super::event::Event;
use super::{opening, turns};
use crate::history::History;
use crate::model::Model;
use crate::random::Streams;

/// One run of a model.
pub fn simulate(model: &Model, streams: Streams) -> History {
    let (mut world, mut agenda) = opening::open(model, streams);
    let mut events = 0;
    while let Some((at, event)) = agenda.next(model.horizon) {
        events += 1;
        match event {
            Event::Shock { index } => turns::news::shock(&mut world, &mut agenda, at, index),
            Event::Recovery { provider, part } => turns::news::recover(&mut world, at, (provider, part)),
            Event::Month => turns::supply::month(&mut world, &mut agenda, at),
            Event::Delivery { provider, gpus, kind } => {
                turns::supply::deliver(&mut world, at, (provider, gpus, kind));
            }
            Event::Refresh { provider, index } => {
                turns::news::hardware::arrive(&mut world, at, (provider, index));
            }
            Event::RunDone { provider, run } => {
                turns::news::training::done(&mut world, &mut agenda, at, (provider, run));
            }
            Event::Imitation { provider, run, which } => {
                turns::news::training::imitate(&mut world, at, (provider, run, which));
            }
            Event::Integration { index } => turns::merger::integrate(&mut world, at, index),
            Event::ContractEnd { provider } => turns::news::rents::end(&mut world, at, provider),
            Event::PriceEffective { offer, sheet } => {
                turns::prices::post(&mut world, &mut agenda, at, (offer, sheet));
            }
            Event::PlanDates => turns::billing::dates(&mut world, at),
            Event::Publish => turns::demand::publish(&mut world, &mut agenda, at),
            Event::Settlement => turns::finance::settle(&mut world, &mut agenda, at),
            Event::PolicyBegins { index } => turns::policy::begin(&mut world, &mut agenda, at, index),
            Event::PolicyEnds { index } => turns::policy::end(&mut world, at, index),
            Event::Inspection => turns::policy::inspect(&mut world, &mut agenda, at),
            Event::Verdict { case } => turns::policy::verdict(&mut world, &mut agenda, at, case),
            Event::Round { number } => turns::rounds::take(&mut world, &mut agenda, at, number),
            Event::PriceReview { provider } => turns::reviews::own(&mut world, &mut agenda, at, provider),
            Event::Reaction { provider } => turns::reviews::react(&mut world, &mut agenda, at, provider),
            Event::Stocktaking => turns::record::take_stock(&mut world, &mut agenda, at),
            Event::FirstDay => turns::record::keep_first_day(&mut world, at),
            Event::Record => turns::record::take(&mut world, &mut agenda, at),
        }
    }
    turns::record::close(&mut world);
    History {
        attributions: world.credits.attributions(),
        statements: world.statements(),
        panel: world.panel,
        learning: world.learning,
        chronicle: world.chronicle,
        reviews: world.reviews,
        events,
    }
}
