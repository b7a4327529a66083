//! Designs of experiments on the unit cube: where to try a function of several inputs.

mod directions;
mod hash;
mod latin;
mod sobol;

pub use hash::Counter;
pub use latin::latin_hypercube;
pub use sobol::{MOST_DIMENSIONS, Scrambled, Sobol};
