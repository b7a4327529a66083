//! A batch: replicates of one market.

use super::Parameter;
use crate::units::Share;

/// A batch to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Seed of all streams.
    pub seed: u64,
    /// Replicates.
    pub replicates: u32,
    /// Confidence level of intervals.
    pub level: Share,
    /// Uncertain parameters, drawn anew for each replicate.
    pub parameters: Vec<Parameter>,
}
