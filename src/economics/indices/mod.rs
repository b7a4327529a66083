//! How a market is measured.

mod concentration;
mod surplus;

pub use concentration::{concentration_ratio, hhi};
pub use surplus::surplus_per_day;
