//! Price wars between providers of large language models.

pub mod calendar;
pub mod complaint;
pub mod ids;
pub mod maths;
pub mod random;
pub mod report;
pub mod units;
