//! The report of a game: its equilibria in sentences and tables, where imitation rests, a heat map and the flow of shares.

mod charts;
mod game;
mod json;
mod market;
mod market_words;
mod market_write;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use charts::draw;
pub use game::{Game, Reading};
pub use json::json;
pub use market::{frame, game_of, verdict};
pub use market_write::{Whole, part_shown, profiles, write_tournament};
pub use sentences::{reading, sentences};
pub use tables::{equilibria, rest, struck};
pub use write::{GameReport, write};
