//! The report of a study of sensitivity: tables for a terminal, long tables for machines, charts, a page.

mod charts;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use charts::draw;
pub use sentences::{frame, sentences};
pub use tables::{indices, tornado};
pub use write::write;
