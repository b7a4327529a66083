//! All that is asked of a game of two seats, found at once.

use super::bimatrix::Bimatrix;
use super::dominance::{Elimination, Strength, eliminate};
use super::equilibria::{Equilibria, equilibria};
use super::normal_form::NormalForm;
use super::replies::{BestReplies, best_replies};
use super::rest::{Rest, one_population, two_populations};
use super::symmetric::{SymmetricEquilibria, symmetric_equilibria};

/// Strategies of a seat at most. Equilibria may double with every strategy: twelve that want to meet have 4,095.
pub const MOST_STRATEGIES: usize = 12;

/// Strategies of a seat at most where rest points are looked for: each set of strategies is looked at, of two seats each pair.
pub const MOST_EVOLVING: usize = 6;

/// Vertices at most: seconds of work.
const MOST: usize = 20_000;

/// What is found of a game.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The game.
    pub game: Bimatrix,
    /// All Nash equilibria.
    pub equilibria: Equilibria,
    /// What is found of a symmetric game.
    pub symmetric: Option<Symmetric>,
    /// What strict dominance leaves.
    pub strict: Elimination,
    /// What weak dominance leaves, all of a round at once.
    pub weak: Elimination,
    /// Where best replies lead.
    pub replies: BestReplies,
    /// Where the replicator dynamic rests: of one population in a symmetric game, of two in others; none of games with more than
    /// [`MOST_EVOLVING`] strategies of a seat.
    pub rest: Option<Rest>,
}

/// What is found of a symmetric game.
#[derive(Debug, Clone, PartialEq)]
pub struct Symmetric {
    /// Equilibria in which both play the same mix.
    pub equilibria: SymmetricEquilibria,
}

/// A game too large to be solved here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// Too many strategies.
    Strategies,
    /// Too many vertices.
    Vertices,
}

/// Solves a game.
///
/// # Errors
/// When it is too large.
pub fn solve(game: Bimatrix) -> Result<Solution, TooLarge> {
    let most = game.rows().max(game.columns());
    if most > MOST_STRATEGIES {
        return Err(TooLarge::Strategies);
    }
    find(game, most).ok_or(TooLarge::Vertices)
}

fn find(game: Bimatrix, strategies: usize) -> Option<Solution> {
    let is_symmetric = game.is_symmetric();
    let symmetric = if is_symmetric {
        Some(Symmetric { equilibria: symmetric_equilibria(&game.a, MOST)? })
    } else {
        None
    };
    let rest = if strategies > MOST_EVOLVING {
        None
    } else if is_symmetric {
        Some(one_population(&game.a, MOST)?)
    } else {
        Some(two_populations(&game, MOST)?)
    };
    Some(Solution {
        equilibria: equilibria(&game, MOST)?,
        symmetric,
        strict: eliminate(&game, Strength::Strict, MOST)?,
        weak: eliminate(&game, Strength::Weak, MOST)?,
        replies: best_replies(&NormalForm::from(&game)),
        rest,
        game,
    })
}
