//! How a market is measured.

mod concentration;
mod price_index;
mod thresholds;

pub use concentration::{concentration_ratio, hhi};
pub use price_index::{Matched, geks};
pub use thresholds::{LEADING, Thresholds, WITHIN};
