//! The rental market of accelerators: what multiplies every rent today.

use crate::ids::AcceleratorId;
use crate::model::{Model, RentShock};
use crate::units::Ratio;

/// The state of the rental market.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rents {
    /// Factor of rent shocks so far, by accelerator.
    shocks: Vec<f64>,
}

impl Rents {
    pub(super) fn open(model: &Model) -> Self {
        Self { shocks: vec![1.0; model.accelerators.len()] }
    }

    /// What multiplies the rent of an accelerator.
    pub(super) fn factor(&self, accelerator: AcceleratorId) -> Ratio {
        Ratio(self.shocks[accelerator.index()])
    }

    /// A shock multiplies rents from now on.
    pub(super) fn shock(&mut self, shock: &RentShock) {
        for (at, factor) in self.shocks.iter_mut().enumerate() {
            if shock.accelerator.is_none_or(|only| only.index() == at) {
                *factor *= shock.factor.get();
            }
        }
    }
}
