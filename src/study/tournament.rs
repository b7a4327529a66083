//! Tournaments of strategies.

use super::Output;

/// A tournament to play: every seat with every strategy.
#[derive(Debug, Clone, PartialEq)]
pub struct Tournament {
    /// Firms that choose.
    pub seats: Vec<String>,
    /// What each may choose.
    pub strategies: Vec<String>,
    /// Which strategies are those of a war.
    pub war: Vec<bool>,
    /// What each seat is out for, in the order of seats.
    pub payoffs: Vec<Output>,
    /// Runs of every profile.
    pub replicates: u32,
}
