//! The report on candidate prices: sentences, tables for a terminal and for machines, two charts, a page.

mod charts;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use charts::draw;
pub use sentences::sentences;
pub use tables::{break_even, bridge, candidates};
pub use write::{frame, write};
