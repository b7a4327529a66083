//! The report on arms: sentences, one table for a reader, one long table with every difference, a chart, a page.

mod charts;
mod pairing;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use charts::draw;
pub use pairing::pairing;
pub use sentences::sentences;
pub use tables::{causes, differences, side_by_side};
pub use write::{frame, write};
