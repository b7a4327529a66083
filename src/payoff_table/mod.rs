//! Payoff tables that a user brings: a CSV read into a game with names, or all that is wrong with it, each with its place.

mod read;
#[cfg(test)]
mod tests;

pub use read::{Mistake, PayoffTable, Payoffs, read};
