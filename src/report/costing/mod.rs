//! The report of a costing: tables for a terminal, two long tables for machines, charts, a page.

mod bill;
mod charts;
mod curves;
mod speed;
mod tables;
mod time;
mod volume;
mod words;
mod write;

pub use bill::sentences;
pub use charts::draw;
pub use curves::curves;
pub use tables::{long, products, providers, unit_costs};
pub use write::{Answer, concepts, frame, write};
