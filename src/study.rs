//! What an experiment asks: how many replicates under which seed, what is drawn anew for each, what is varied and looked at, and a
//! maker that turns values into a model, so that experiments need not read TOML.

mod batch;
mod maker;
mod output;
mod parameter;
mod sensitivity;
mod sweep;
mod tournament;

pub use batch::Study;
pub use maker::{ModelMaker, VariedMaker};
pub use output::Output;
pub use parameter::{Distribution, Effect, Parameter};
pub use sensitivity::{Factor, Method, Sensitivity};
pub use sweep::{Flip, Laid, Sweep};
pub use tournament::Tournament;
