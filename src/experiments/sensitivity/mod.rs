//! Which assumptions decide the answer: a design over the inputs, the same luck at every point, indices with intervals.
//!
//! Each point of the design is an arm. Beside it stand the scenario as it is and, for each input, the scenario with that input alone at
//! its low and at its high end (for the tornado): all under the same luck, so that differences are paired.

mod analysis;
mod design;
mod noise;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use analysis::{FEWEST, analyse};
pub use design::{Design, Point};
pub use noise::{Noise, noise};

use super::estimate::Mean;

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SensitivityAnswer {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of all intervals.
    pub level: f64,
    /// `sobol` or `morris`.
    pub method: &'static str,
    /// Base points, or trajectories.
    pub samples: u64,
    /// Independent scramblings that share them.
    pub scrambles: u64,
    /// Runs of every point.
    pub replicates: u64,
    /// Points, those of the tornado with them.
    pub points: u64,
    /// Runs in all.
    pub runs: u64,
    /// What is varied.
    pub inputs: Vec<InputNote>,
    /// What was found of each output.
    pub outputs: Vec<OutputAnswer>,
}

/// An input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputNote {
    /// Its path.
    pub path: String,
    /// The factor that it is of: a group, or itself.
    pub factor: String,
    /// Unit of its values.
    pub unit: String,
    /// Its law, in words of the scenario file.
    pub law: String,
    /// Whether its values multiply what stands there.
    pub times: bool,
    /// Its low end: of a range, or the 5 % quantile of a law.
    pub low: f64,
    /// Its high end: of a range, or the 95 % quantile of a law.
    pub high: f64,
}

/// What was found of an output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutputAnswer {
    /// Its name: `margin_gross.DeepSeek`.
    pub output: String,
    /// The measure.
    pub measure: String,
    /// Of whom.
    pub entity: String,
    /// Its unit.
    pub unit: String,
    /// Points of the design that have no figure in some replicate.
    pub missing: u64,
    /// Of the scenario as it is.
    pub base: Mean,
    /// Over the points of the design: mean and standard deviation of the means over replicates.
    pub mean: Option<f64>,
    /// Their standard deviation.
    pub sd: Option<f64>,
    /// How much of the variance is luck; none with one replicate.
    pub noise: Option<Noise>,
    /// The indices: those of `sensitivity.csv`. None where the output does not vary.
    pub indices: Vec<IndexRow>,
    /// The same from parts of the samples, the whole last.
    pub convergence: Vec<IndexRow>,
    /// Each input alone at its ends.
    pub tornado: Vec<Swing>,
}

/// A row of `sensitivity.csv`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexRow {
    /// The factor.
    pub parameter: String,
    /// The other one of a second-order index.
    pub parameter_2: Option<String>,
    /// `S1`, `ST`, `S2`, `mu_star`, `sigma`.
    pub index: &'static str,
    /// The estimate.
    pub value: f64,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// Base points or trajectories that it is made of.
    pub samples: u64,
}

/// An input alone at its ends: paired differences from the scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swing {
    /// Its path.
    pub parameter: String,
    /// Output at the low end less that of the scenario.
    pub at_low: Mean,
    /// The same at the high end.
    pub at_high: Mean,
}

impl Swing {
    /// The larger of the two differences, without its sign.
    pub fn size(&self) -> f64 {
        let size = |of: Mean| of.mean.map_or(0.0, f64::abs);
        size(self.at_low).max(size(self.at_high))
    }

    /// Whether the interval of one of the two leaves nought out; not known without intervals.
    pub fn is_clear(&self) -> Option<bool> {
        let clear = |of: Mean| Some(of.ci_low? > 0.0 || of.ci_high? < 0.0);
        Some(clear(self.at_low)? || clear(self.at_high)?)
    }
}

impl OutputAnswer {
    /// The rows of an index, those of one factor.
    pub fn of<'a>(&'a self, index: &'a str) -> impl Iterator<Item = &'a IndexRow> {
        self.indices.iter().filter(move |row| row.index == index)
    }
}
