//! A round: firms set prices, knowing what was published after the last one; then the users who always review choose;
//! then what they did is published.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::demand::refresh;
use super::prices::{post, set};
use super::reviews::decide;
use crate::calendar::Instant;
use crate::economics::pricing::PriceMove;

/// Plays a round and plans the next. Firms that move at once decide before any of them posts.
pub(in crate::simulation) fn take(world: &mut World, agenda: &mut Agenda, at: Instant, number: u64) {
    world.advance(at);
    let Some(rounds) = world.model.rounds else { return };
    agenda.schedule(at.after(rounds.every).max(at.next()), Event::Round { number: number + 1 });
    let firms = world.firms.len();
    let movers = world.model.provider_ids().filter(|id| rounds.moves_in(number, id.index(), firms));
    let mut moves: Vec<PriceMove> = movers.flat_map(|id| decide(world, at, id)).collect();
    let forced = std::mem::take(&mut world.forced);
    moves.retain(|step| forced.iter().all(|(offer, _)| step.offer != *offer));
    for step in moves {
        post(world, agenda, at, (step.offer, step.sheet));
    }
    for step in forced {
        set(world, agenda, at, step);
    }
    let (model, streams) = (world.model, world.streams);
    world.reviews += world.population.choose_together(
        (&model.segments, &world.market.tables),
        (streams, number),
        &mut world.counts,
    );
    refresh(world);
}
