//! Which inputs of a function its output hangs on: variance-based indices and screening.

mod indices;
mod morris;
mod saltelli;
#[cfg(test)]
mod tests;

pub use indices::{Evaluations, Index, Indices, Sureness};
pub use morris::{Effects, Morris};
pub use saltelli::{Cell, Saltelli};
