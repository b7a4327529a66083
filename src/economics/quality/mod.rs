//! What quality means to a buyer: the Elo ladder, and how other measures are read on it.

pub mod ladder;

pub use ladder::{elo_of_compute, elo_of_recovery, elo_of_wins, utils, wins};
