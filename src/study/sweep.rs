//! Sweeps over values, and the question of where an answer flips.

use super::Output;

/// A sweep to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// Paths and the values they take, as overrides write them; two ends of designs that lie between.
    pub axes: Vec<(String, Vec<String>)>,
    /// How values are combined.
    pub laid: Laid,
    /// What is looked at.
    pub outputs: Vec<Output>,
    /// Runs of every point.
    pub replicates: u32,
    /// A question of yes or no.
    pub flip: Option<Flip>,
}

/// How values are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Laid {
    /// Every value with every other.
    Grid,
    /// The first values together, then the second.
    List,
    /// So many points of a Latin hypercube.
    Lhs(u32),
    /// So many points of a scrambled Sobol sequence.
    Sobol(u32),
}

/// A question of yes or no: whether an output lies above (or below) a threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// What is compared.
    pub output: Output,
    /// Whether yes is above.
    pub above: bool,
    /// The threshold, in the output's unit.
    pub threshold: f64,
}
