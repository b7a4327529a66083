//! What a provider does with its gross profit.

use crate::economics::technology::{Recovery, RunPlan, Technique};
use crate::ids::OfferId;
use crate::units::{Days, GpuHours, Money, Ratio, Share};

/// Shares of each month's gross profit; the rest stays cash.
#[derive(Debug, Clone, PartialEq)]
pub struct Investment {
    /// Put aside for training runs.
    pub training: Share,
    /// Put aside for techniques that make serving cheaper.
    pub compression: Share,
    /// Spent on accelerators beyond what the load requires, as many as it rents or owns for a month.
    pub capacity: Share,
    /// Spent on running the fleet emptier than the promise needs, so that answers come faster.
    pub service: Share,
    /// The runs that the money for training pays; none when absent.
    pub runs: Option<Runs>,
    /// Techniques to adopt, in order.
    pub ladder: Vec<Rung>,
}

/// Training runs, one after the other, each `step` times the effective compute of the one before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Runs {
    /// The product that they make better.
    pub offer: OfferId,
    /// How long a run takes.
    pub lasts: Days,
    /// Accelerators for hours of the first run at the start, development included.
    pub hours: GpuHours,
    /// What the first one takes and what comes of it, where the scenario describes it.
    pub plan: Option<RunPlan>,
    /// How the cost of a run is recovered.
    pub recovery: Recovery,
    /// What the first run would cost at the start; what its accelerators cost when absent.
    pub cost: Option<Money>,
    /// Effective compute of a run over that of the one before.
    pub step: Ratio,
    /// Time in which better algorithms halve the compute of a given quality; they do not when absent.
    pub halving: Option<Days>,
}

/// A technique that can be bought.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// The technique.
    pub technique: Technique,
    /// Its price; what it takes in accelerators when absent.
    pub cost: Option<Money>,
}
