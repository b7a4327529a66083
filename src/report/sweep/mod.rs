//! The report of a sweep: sentences, a table, long tables for machines, pictures over one or two parameters, a page.

mod charts;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use charts::draw;
pub use sentences::{frame, sentences};
pub use tables::table;
pub use write::write;
