//! What turns values into a model, so that experiments need not read TOML.

use crate::model::Model;

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
