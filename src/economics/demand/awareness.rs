//! How users hear of the market (Bass 1969, "A new product growth model for consumer durables").

use super::segment::Awareness;
use crate::units::{PerDay, Share};

/// Hazard at which an unaware user hears of it: innovation + imitation x (aware share)  \[1/day\].
pub fn hearing_rate(parameters: &Awareness, aware: Share) -> PerDay {
    parameters.innovation + parameters.imitation * aware.get()
}
