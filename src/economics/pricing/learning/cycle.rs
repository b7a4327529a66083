//! The limit cycle of frozen strategies, and what firms earn on it.

use super::stage::StageGame;
use super::strategy::Place;

/// Joint actions that repeat for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Cycle {
    /// The joint action of each period of the cycle.
    pub states: Vec<usize>,
    /// Mean profit of each firm over it  \[money/day\].
    pub profits: Vec<f64>,
    /// Delta of these profits, `StageGame::profit_gain`.
    pub gain: Option<f64>,
    /// Whose turn follows the first of the states; 0 with moves at once.
    pub(super) mover: usize,
    firms: usize,
}

impl Cycle {
    /// A state of the cycle after which it is the first firm's turn.
    pub fn before_the_first_turn(&self) -> usize {
        self.states[(self.firms - self.mover) % self.firms % self.states.len()]
    }

    pub(super) fn new(game: &StageGame, places: &[Place]) -> Self {
        let periods = places.len().max(1) as f64;
        let profits: Vec<f64> = (0..game.firms())
            .map(|firm| places.iter().map(|place| game.profit(place.state, firm)).sum::<f64>() / periods)
            .collect();
        Self {
            states: places.iter().map(|place| place.state).collect(),
            gain: game.profit_gain(&profits),
            profits,
            mover: places.first().map_or(0, |place| place.mover),
            firms: game.firms(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::pricing::learning::LearnedStrategy;
    use crate::economics::pricing::rounds::Moves;

    fn game() -> StageGame {
        StageGame::new(2, vec![0.0, 0.0, 1.0, 2.0, 3.0, 6.0, 5.0, 10.0], vec![0.0, 0.0], vec![4.0, 8.0])
            .unwrap()
    }

    #[test]
    fn the_way_to_the_cycle_is_not_in_it() {
        // Next state by state: 0 -> 1 -> 2 -> 1; the first firm's action is the lower digit.
        let strategy = LearnedStrategy { moves: Moves::AtOnce, firms: 2, best: vec![1, 0, 0, 1, 1, 0, 0, 0] };
        let cycle = strategy.cycle_from(&game(), Place { state: 0, mover: 0 });
        assert_eq!(cycle.states, [1, 2]);
        // (1 + 3) / 2 and (2 + 6) / 2; gain (6 - 0) / (12 - 0).
        assert_eq!(cycle.profits, [2.0, 4.0]);
        assert!((cycle.gain.unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn in_turn_one_firm_moves_and_the_other_s_price_stands() {
        // The first copies its rival, the second does the opposite of its rival: a cycle of four.
        let strategy = LearnedStrategy { moves: Moves::InTurn, firms: 2, best: vec![0, 1, 1, 0] };
        let game = game();
        let cycle = strategy.cycle_from(&game, Place { state: 0, mover: 0 });
        let actions: Vec<Vec<usize>> = cycle.states.iter().map(|state| game.decode(*state)).collect();
        // From (0, 0) the first stays; then the second opposes, the first copies, the second opposes, the first copies.
        assert_eq!(actions, [[0, 0], [0, 1], [1, 1], [1, 0]]);
        assert_eq!(cycle.mover, 1);
    }
}
