//! The report of a costing: tables for a terminal, one long table for machines, charts, a page.

mod bill;
mod charts;
mod speed;
mod tables;
mod time;
mod volume;
mod words;
mod write;

pub use bill::sentences;
pub use charts::draw;
pub use tables::{long, products, providers, unit_costs};
pub use write::{Answer, concepts, frame, write};
