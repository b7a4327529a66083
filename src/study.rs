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
    /// The path as the scenario writes it; the draw's stream depends on it, and tables show it.
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

/// A study of sensitivity to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// How influence is measured.
    pub method: Method,
    /// Base points, or trajectories.
    pub samples: u32,
    /// Runs of every point.
    pub replicates: u32,
    /// Independent scramblings that share the base points.
    pub scrambles: u32,
    /// Whether second-order indices are wanted.
    pub second_order: bool,
    /// Levels of the grid of elementary effects.
    pub levels: u32,
    /// What is looked at.
    pub outputs: Vec<Output>,
    /// What is varied, each by its law.
    pub inputs: Vec<Parameter>,
    /// What counts as one: groups of inputs, then each that is in none.
    pub factors: Vec<Factor>,
}

/// How influence is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Parts of variance.
    Sobol,
    /// Elementary effects.
    Morris,
}

/// A measure of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Name of the measure.
    pub measure: String,
    /// Of whom: a provider, `provider/product`, a segment or `market`.
    pub entity: String,
}

impl Output {
    /// Its name: `hhi_tokens`, `margin_gross.DeepSeek`.
    pub fn name(&self) -> String {
        if self.entity == "market" {
            self.measure.clone()
        } else {
            format!("{}.{}", self.measure, self.entity)
        }
    }
}

/// Inputs that count as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its name: of the group, or the path.
    pub name: String,
    /// Its inputs, by position.
    pub inputs: Vec<usize>,
}

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

/// Makes a model from drawn values.
pub trait ModelMaker: Sync {
    /// The model with `values[i]` applied for `parameters[i]` of the study; the reason when the values contradict a
    /// rule that no range can express.
    ///
    /// # Errors
    /// When the drawn values break a rule across fields.
    fn make(&self, values: &[f64]) -> Result<Model, String>;
}

/// Makes a model from drawn values and values of the inputs of a design.
pub trait VariedMaker: Sync {
    /// The model with `values[i]` applied for the uncertain parameters and then `inputs[j]` for the inputs, which take the place of
    /// what was drawn; an input without a value stays as it is.
    ///
    /// # Errors
    /// When the values break a rule across fields.
    fn make_varied(&self, values: &[f64], inputs: &[Option<f64>]) -> Result<Model, String>;
}
