//! Learners meet before the history begins: a session of all firms in the stage game of the opening market. The history
//! starts on the cycle that they settle on and shows what they do with what they have learned.

use std::sync::Arc;

use super::credit::market;
use super::world::World;
use crate::economics::pricing::{
    Learned, Learning, Lesson, PriceGrid, Refusal, StageGame, Taught, deviation_gain, learn,
};
use crate::history::LearningRecord;
use crate::ids::{OfferId, entity};
use crate::random::Purpose;

/// Teaches all firms, where they are learners. Where the market is no game for them (no Nash price to lay a grid on), they
/// keep their prices and the history has no record of learning. Returns whether prices have moved.
pub(super) fn teach(world: &mut World) -> bool {
    if world.model.twin.is_some() {
        // what learners settle on are moves of price too
        return false;
    }
    let Some(mut rule) = rule(world) else { return false };
    rule.moves = world.model.rounds.map(|rounds| rounds.moves).unwrap_or_default();
    let taught = session(world, &rule);
    if let Ok((lesson, learned)) = taught {
        adopt(world, lesson, &learned, rule.discount.get());
        return true;
    }
    false
}

/// How the firms learn; they all do it alike or not at all, which the scenario door has seen to.
fn rule(world: &World) -> Option<Learning> {
    let mut rules = world.model.providers.iter().map(|provider| provider.pricing.learning());
    let first = rules.next()??;
    rules.all(|rule| rule == Some(first)).then_some(*first)
}

fn session(world: &World, rule: &Learning) -> Result<(Lesson, Learned), Refusal> {
    let offers: Vec<usize> =
        (0..world.market.offers.len()).filter(|j| world.market.offers[*j].is_usable()).collect();
    let market = market(world, &offers);
    let start: Vec<_> = offers.iter().map(|j| world.market.offers[*j].posted.blended()).collect();
    let grid = PriceGrid::new(&market, rule, &start)?;
    let game = StageGame::of_market(&market, &grid)?;
    let stream = |player: &usize| {
        let name = entity(&world.model.providers[*player].name);
        world.streams.open(Purpose::Learning, name, 0)
    };
    let learned = learn(&game, rule, grid.players.iter().map(stream).collect());
    let strategy = learned.strategy.clone();
    let offers = offers.iter().map(|j| OfferId::at(*j)).collect();
    Ok((Lesson { game, grid, strategy, offers }, learned))
}

/// Every firm plays what it has learned; prices stand where the cycle has them before the first firm's turn.
fn adopt(world: &mut World, lesson: Lesson, learned: &Learned, discount: f64) {
    let (game, grid) = (&lesson.game, &lesson.grid);
    let levels = grid.levels(&game.decode(learned.cycle.before_the_first_turn()));
    for (offer, level) in lesson.offers.iter().zip(levels) {
        let j = offer.index();
        let sheet = world.market.offers[j].posted.at_level(level, &world.market.offers[j].listed);
        world.market.list(world.model, j, sheet);
    }
    let mut gains = vec![None; world.firms.len()];
    let mut deviations = gains.clone();
    for (at, player) in grid.players.iter().enumerate() {
        let (nash, joint) = (game.nash()[at], game.joint()[at]);
        gains[*player] = Some((learned.cycle.profits[at] - nash) / (joint - nash));
        deviations[*player] = deviation_gain(game, &lesson.strategy, &learned.cycle, (at, discount));
    }
    world.learning = Some(LearningRecord {
        periods: learned.periods,
        converged: learned.converged,
        gain: learned.cycle.gain,
        gains,
        deviations,
    });
    let players = lesson.grid.players.clone();
    let lesson = Arc::new(lesson);
    for (player, firm) in players.into_iter().enumerate() {
        world.firms[firm].pricer = Box::new(Taught { lesson: Arc::clone(&lesson), player });
    }
}
