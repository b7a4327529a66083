//! Measures of a way of paying: its parts of users, tokens and bills.

use super::reading::Reading;
use crate::history::{Entity, Measure};

/// Part of the market's users over the window.
pub(super) fn share_users(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Users)
}

/// Part of the market's tokens over the window.
pub(super) fn share_tokens(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Tokens)
}

/// Part of what all users are billed by the day over the window.
pub(super) fn share_revenue(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Revenue)
}

/// Of all ways of paying: those of products without plans are among them.
fn share(reading: &Reading, entity: Entity, measure: Measure) -> Option<f64> {
    let all: f64 = reading.plans().filter_map(|plan| reading.window_total(measure, plan)).sum();
    (all > 0.0).then_some(reading.window_total(measure, entity).unwrap_or(0.0) / all)
}
