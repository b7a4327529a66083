//! The maker of an arm: values are drawn once for all arms of a replicate, by the parameters of the scenario as it stands.

use super::maker::Maker;
use crate::model::Model;
use crate::study::{ModelMaker, Study};

/// Makes the models of an arm.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmMaker {
    maker: Maker,
    /// For each of its own parameters the position among those of the scenario. What an arm switches off is not drawn for it.
    from: Vec<usize>,
}

impl ArmMaker {
    /// A maker of an arm's models from values of the scenario's parameters.
    pub(super) fn new(maker: Maker, own: &Study, base: &Study) -> Self {
        let position = |path: &str| base.parameters.iter().position(|parameter| parameter.path == path);
        let from = own.parameters.iter().filter_map(|parameter| position(&parameter.path)).collect();
        Self { maker, from }
    }
}

impl ModelMaker for ArmMaker {
    fn make(&self, values: &[f64]) -> Result<Model, String> {
        let own: Vec<f64> = self.from.iter().filter_map(|at| values.get(*at).copied()).collect();
        self.maker.make(&own)
    }
}
