//! The report on arms: sentences, one table for a reader, one long table with every difference, a page.

mod sentences;
mod tables;
mod words;
mod write;

pub use sentences::sentences;
pub use tables::{causes, differences, side_by_side};
pub use write::{frame, write};
