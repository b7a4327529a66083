//! Measures: what a run comes to, as named numbers, each with its unit and what it means.

mod catalogue;
mod cause;
mod learning;
mod market;
mod outcome;
mod parts;
mod provider;
mod reading;

pub use catalogue::{CATALOGUE, Definition, Kind, definition};
pub use outcome::{Figure, Outcome, outcome};
