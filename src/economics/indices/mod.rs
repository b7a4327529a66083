//! How a market is measured.

mod concentration;
mod price_index;
mod surplus;
mod thresholds;
mod worth;

pub use concentration::{concentration_ratio, hhi};
pub use price_index::{Matched, fisher};
pub use surplus::surplus_per_day;
pub use thresholds::{LEADING, Thresholds, WITHIN};
pub use worth::{Gains, Worth};
