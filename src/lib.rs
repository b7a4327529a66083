//! Price wars between providers of large language models.

pub mod calendar;
pub mod catalogue;
pub mod complaint;
pub mod economics;
pub mod ids;
pub mod maths;
pub mod random;
pub mod units;
