//! The report of an equilibrium: tables for a terminal, one long table for machines, a chart, a page.

mod charts;
mod tables;
mod words;
mod write;

pub use charts::draw;
pub use tables::{changes, long, market, merged, prices, profits, shares};
pub use write::{Answer, frame, verdict, write};
