//! Studies of sensitivity.

use super::{Output, Parameter};

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

/// Inputs that count as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its name: of the group, or the path.
    pub name: String,
    /// Its inputs, by position.
    pub inputs: Vec<usize>,
}
