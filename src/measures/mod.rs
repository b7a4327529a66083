//! Measures: what a run comes to, as named numbers, each with its unit and what it means.

mod catalogue;
mod cause;
mod cycle;
pub mod episodes;
#[cfg(test)]
mod fixtures;
mod learning;
mod market;
mod outcome;
mod owners;
mod parts;
mod plan;
mod price_index;
mod provider;
mod reactions;
mod reading;
mod survival;
mod trading_up;
mod war;

pub use catalogue::{CATALOGUE, Definition, Kind, definition};
pub use outcome::{Figure, Outcome, outcome};
pub use reactions::{ANSWERING, Answer, Cut, Lead, cuts, leads};
