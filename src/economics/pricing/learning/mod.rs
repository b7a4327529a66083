//! Firms that learn to price: tabular Q-learning in a stage game, what it settles on, and what follows a deviation
//! (Calvano, Calzolari, Denicolò and Pastorello, American Economic Review 110, 2020, in the sequel Calvano et al. 2020).
//!
//! It knows no scenario and no clock: a market becomes a table of profits (`StageGame`), a session plays it
//! (`Session`, `learn`), and what is learned is a table of moves (`LearnedStrategy`) with a limit cycle. The equations and what
//! was measured are in docs/model/learning.md. Letters of that page (alpha, beta, delta, xi, Q) are those of the
//! literature and mean something else elsewhere.

mod cycle;
mod exploration;
mod grid;
mod impulse;
mod parameters;
mod refusal;
mod session;
mod stage;
mod strategy;
mod table;
#[cfg(test)]
mod tests;

pub use cycle::Cycle;
pub use grid::PriceGrid;
pub use impulse::{Deviation, Impulse, Shock, deviation_gain, impulse};
pub use parameters::{Learning, Update};
pub use refusal::Refusal;
pub use session::{Learned, Session, learn};
pub use stage::{MOST_CELLS, StageGame};
pub use strategy::LearnedStrategy;
