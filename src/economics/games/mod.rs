//! Finite games: strategies of few seats, payoffs as exact numbers; where nobody gains by another strategy, which strategies are
//! dominated, where best replies lead, what imitation comes to rest at.
//!
//! Payoffs are rationals ([`Exact`]), taken at their word: 0.1 is a tenth. What is found of two seats is exact and complete: all
//! extreme equilibria, and the sets that they span where a game is degenerate (Avis, Rosenberg, Savani and von Stengel,
//! Economic Theory 42, 2010).

mod bimatrix;
mod dominance;
mod equilibria;
mod evolution;
mod exact;
#[cfg(test)]
mod laws;
mod normal_form;
mod polynomial;
mod polytope;
mod replies;
mod rest;
mod solution;
mod symmetric;
#[cfg(test)]
mod tests;

pub use bimatrix::Bimatrix;
pub use dominance::{Dominated, Elimination, Strength, eliminate};
pub use equilibria::{Equilibria, Equilibrium, Subset, equilibria};
pub use evolution::is_evolutionarily_stable;
pub use exact::{Exact, approximately, from_float, places, read, shown, whole};
pub use normal_form::{NormalForm, deviation};
pub use replies::{BestReplies, best_replies};
pub use rest::{Rest, RestPoint, Stability, one_population, two_populations};
pub use solution::{MOST_EVOLVING, MOST_STRATEGIES, Solution, Symmetric, TooLarge, solve};
pub use symmetric::{SymmetricEquilibria, SymmetricEquilibrium, symmetric_equilibria};
