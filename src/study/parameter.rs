//! Uncertain parameters and their laws.

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
