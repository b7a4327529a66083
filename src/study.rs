//! What an experiment asks: how many replicates under which seed, what is drawn anew for each, and a maker that turns
//! drawn values into a model, so that experiments need not read TOML.

use crate::model::Model;
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

/// An uncertain parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The path as the scenario writes it; the draw's stream hangs on it, and tables show it.
    pub path: String,
    /// Unit of its values.
    pub unit: String,
    /// Its law.
    pub distribution: Distribution,
    /// Whether the value multiplies what stands at the path, or takes its place.
    pub effect: Effect,
    /// Lawful range: draws are truncated to it.
    pub range: (f64, f64),
}

/// What a drawn value does at its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Takes the place of the value.
    Set,
    /// Multiplies the value.
    Times,
}

/// Law of an uncertain parameter, in the unit of its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Log-normal.
    Lognormal {
        /// Median.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Beta on 0 to 1.
    Beta {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Uniform.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Triangular.
    Triangular {
        /// Lower end.
        low: f64,
        /// Peak.
        mode: f64,
        /// Upper end.
        high: f64,
    },
}

impl std::fmt::Display for Distribution {
    /// As a scenario file writes it.
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Normal { mean, sd } => write!(out, "normal = {{ mean = {mean}, sd = {sd} }}"),
            Self::Lognormal { median, sigma } => {
                write!(out, "lognormal = {{ median = {median}, sigma = {sigma} }}")
            }
            Self::Beta { mean, sd } => write!(out, "beta = {{ mean = {mean}, sd = {sd} }}"),
            Self::Uniform { low, high } => write!(out, "uniform = {{ low = {low}, high = {high} }}"),
            Self::Triangular { low, mode, high } => {
                write!(out, "triangular = {{ low = {low}, mode = {mode}, high = {high} }}")
            }
        }
    }
}

/// Makes a model from drawn values.
pub trait ModelMaker: Sync {
    /// The model with `values[i]` applied for `parameters[i]` of the study; the reason when the values contradict a
    /// rule that no range can express.
    ///
    /// # Errors
    /// When the drawn values break a rule across fields.
    fn make(&self, values: &[f64]) -> Result<Model, String>;
}
