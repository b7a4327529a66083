//! What learners do when they have stopped learning: the best action in every state, played without chance.

use super::cycle::Cycle;
use super::stage::StageGame;
use crate::economics::pricing::rounds::Moves;

/// The frozen greedy strategies of all firms.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnedStrategy {
    pub(super) moves: Moves,
    pub(super) firms: usize,
    pub(super) best: Vec<u16>,
}

/// Where play stands: the joint action in force, and with moves in turn whose turn is next (0 with moves at once).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) state: usize,
    pub(super) mover: usize,
}

impl LearnedStrategy {
    /// What a firm does when it moves in a state: in it all firms' last actions, of which a firm in turn heeds its rivals'.
    pub fn action(&self, game: &StageGame, state: usize, firm: usize) -> usize {
        let seen = match self.moves {
            Moves::AtOnce => state,
            Moves::InTurn => game.rivals(state, firm),
        };
        usize::from(self.best[seen * self.firms + firm])
    }

    /// The next place, and in it what was played.
    pub(super) fn next(&self, game: &StageGame, place: Place) -> Place {
        match self.moves {
            Moves::AtOnce => {
                let actions = (0..self.firms).map(|firm| self.action(game, place.state, firm));
                let state = actions.zip(game.strides()).map(|(action, stride)| action * stride).sum();
                Place { state, mover: 0 }
            }
            Moves::InTurn => {
                let action = self.action(game, place.state, place.mover);
                Place {
                    state: game.replace(place.state, place.mover, action),
                    mover: (place.mover + 1) % self.firms,
                }
            }
        }
    }

    /// The cycle that play falls into from a place. A finite game without chance repeats a place within as many periods as
    /// there are places.
    pub(super) fn cycle_from(&self, game: &StageGame, place: Place) -> Cycle {
        let movers = match self.moves {
            Moves::AtOnce => 1,
            Moves::InTurn => self.firms,
        };
        let mut met = vec![usize::MAX; game.states() * movers];
        let (mut path, mut at) = (Vec::new(), place);
        while met[at.state * movers + at.mover] == usize::MAX {
            met[at.state * movers + at.mover] = path.len();
            path.push(at);
            at = self.next(game, at);
        }
        let first = met[at.state * movers + at.mover];
        Cycle::new(game, &path[first..])
    }
}
