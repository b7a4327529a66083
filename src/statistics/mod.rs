//! Statistics of samples: moments, quantiles, confidence intervals, a fitted line, survival; designs of experiments and what
//! they say of a function's inputs. It knows no domain.

mod beta;
pub mod design;
mod interval;
mod line;
mod moments;
mod quantile;
pub mod sensitivity;
mod survival;

pub use beta::{beta_quantile, incomplete_beta};
pub use interval::{Interval, replicates_to_halve, student_interval, student_quantile, wilson_interval};
pub use line::slope;
pub use moments::Moments;
pub use quantile::{quantile_of_sorted, sorted};
pub use survival::{Life, SurvivalStep, kaplan_meier, survival_at};
