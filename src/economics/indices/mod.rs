//! How a market is measured.

mod concentration;
mod surplus;
mod thresholds;

pub use concentration::{concentration_ratio, hhi};
pub use surplus::surplus_per_day;
pub use thresholds::{LEADING, Thresholds, WITHIN};
