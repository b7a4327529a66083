//! Which inputs of a function its output depends on: variance-based indices and screening.

mod indices;
mod morris;
mod saltelli;
#[cfg(test)]
mod tests;

pub use indices::{Confidence, Evaluations, Index, Indices};
pub use morris::{Effects, Morris};
pub use saltelli::{Cell, Saltelli};
