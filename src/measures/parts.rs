//! Measures of products and segments.

use super::market::rate_of_fall;
use super::reading::Reading;
use crate::history::{Entity, Measure};

/// Posted price at the end, three input tokens to one output token.
pub(super) fn price_posted(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::PostedPrice, entity)
}

/// Lowest posted price of a tier at the end.
pub(super) fn price_cheapest(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::CheapestPrice, entity)
}

/// Fitted rate of fall of the lowest posted price of a tier.
pub(super) fn lambda_cheapest(reading: &Reading, entity: Entity) -> Option<f64> {
    rate_of_fall(reading, Measure::CheapestPrice, entity)
}

/// Unit cost at the end.
pub(super) fn unit_cost(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::UnitCost, entity)
}

/// Marginal cost at the end.
pub(super) fn unit_cost_marginal(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::MarginalCost, entity)
}

/// Floor of cost at the end.
pub(super) fn unit_cost_floor(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::FloorCost, entity)
}

/// Full cost at the end.
pub(super) fn unit_cost_full(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::FullCost, entity)
}

/// Published time between two output tokens at the end  \[ms\].
pub(super) fn time_per_output_token(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::TimePerOutputToken, entity)
}

/// Posted price over unit cost, less one, at the end.
pub(super) fn markup(reading: &Reading, entity: Entity) -> Option<f64> {
    let cost = unit_cost(reading, entity).filter(|cost| *cost > 0.0)?;
    Some(price_posted(reading, entity)? / cost - 1.0)
}

/// Users at the end, as a part of all there are.
pub(super) fn adoption(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::Adoption, entity)
}

/// Mean users over the window as a part of all users there are, the outside option and the unaware included.
pub(super) fn penetration(reading: &Reading, entity: Entity) -> Option<f64> {
    let (holders, adoption) =
        (reading.last(Measure::Users, Entity::Market)?, reading.last(Measure::Adoption, Entity::Market)?);
    let all = (adoption > 0.0).then(|| holders / adoption)?;
    Some(reading.window_mean(Measure::Users, entity)? / all)
}

/// Part of all users who know the market, or of a segment's, at the end.
pub(super) fn aware(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::Aware, entity)
}

/// Users at the end.
pub(super) fn users(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::Users, entity)
}

/// Tokens a day, mean over the window.
pub(super) fn tokens_per_day(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.window_mean(Measure::Tokens, entity)
}

/// Tokens sold over the run.
pub(super) fn tokens(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::Tokens, entity)
}
