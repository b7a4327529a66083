//! Price wars between providers of large language models.

pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod complaint;
pub mod economics;
pub mod experiments;
pub mod history;
pub mod ids;
pub mod maths;
pub mod measures;
pub mod model;
pub mod random;
pub mod report;
pub mod scenario;
pub mod simulation;
pub mod statistics;
pub mod study;
pub mod units;
