//! The report of a sweep: sentences, a table, long tables for machines, pictures over one or two parameters, a page.

mod charts;
mod tell;
mod words;
mod write;

pub use charts::draw;
pub use tell::{frame, sentences, table};
pub use write::write;
