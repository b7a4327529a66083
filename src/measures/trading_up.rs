//! Trading up: what users do with a fall of prices when they do not pocket it. They hold what they spend and take more, or better.
//!
//! What is paid for a token on average (the unit value) falls by less than what the same products cost (the chained index) where users
//! move to dearer ones, so
//!
//! ln(unit value, end over start) = ln(chained Fisher index) + trading up.

use super::price_index;
use super::provider::ratio;
use super::reading::Reading;
use crate::history::{Entity, Measure};
use crate::maths::ln;

/// ln of the unit value over the chained index, from the first record of flows to the last.
pub(super) fn trading_up(reading: &Reading, entity: Entity) -> Option<f64> {
    let index = 1.0 + price_index::change(reading, entity)?;
    let rows = reading.history().panel.instants().len();
    let (first, last) = (unit_value(reading, 1)?, unit_value(reading, rows.checked_sub(1)?)?);
    (index > 0.0 && first > 0.0 && last > 0.0).then(|| ln(last / first) - ln(index))
}

/// Revenue over tokens of all products at a record.
fn unit_value(reading: &Reading, row: usize) -> Option<f64> {
    let panel = &reading.history().panel;
    let sum = |measure| {
        let columns = reading.offers().filter_map(|offer| panel.column(measure, offer));
        columns.filter_map(|column| panel.at(row, column)).sum::<f64>()
    };
    ratio(sum(Measure::Revenue), sum(Measure::Tokens))
}

/// Mean quality of the tokens that an entity sells over the end window.
pub(super) fn quality(reading: &Reading, entity: Entity) -> Option<f64> {
    let rows = reading.history().panel.instants();
    let first = rows.iter().position(|at| *at > reading.window()).unwrap_or(rows.len());
    quality_over(reading, entity, first.max(1)..rows.len())
}

/// That less the same at the first record of flows.
pub(super) fn quality_rise(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(quality(reading, entity)? - quality_over(reading, entity, 1..2)?)
}

fn quality_over(reading: &Reading, entity: Entity, rows: std::ops::Range<usize>) -> Option<f64> {
    let panel = &reading.history().panel;
    let (mut sum, mut all) = (0.0, 0.0);
    for offer in reading.offers().filter(|offer| reading.sells(entity, *offer)) {
        let columns = [Measure::Tokens, Measure::Quality].map(|measure| panel.column(measure, offer));
        let [Some(tokens), Some(quality)] = columns else { continue };
        for row in rows.clone().filter(|row| *row < panel.instants().len()) {
            let [Some(tokens), Some(quality)] = [tokens, quality].map(|column| panel.at(row, column)) else {
                continue;
            };
            let sold = tokens * panel.instants()[row].since(panel.instants()[row - 1]).get();
            sum += sold * quality;
            all += sold;
        }
    }
    ratio(sum, all)
}

/// Revenue a user over the end window against that at the opening, less one.
pub(super) fn spend_change(reading: &Reading, entity: Entity) -> Option<f64> {
    let a_user = |revenue: Option<f64>, users: Option<f64>| ratio(revenue?, users?);
    let end = a_user(
        reading.sum(|provider| reading.window_mean(Measure::Revenue, provider)),
        reading.window_mean(Measure::Users, entity),
    )?;
    let start = a_user(
        reading.sum(|provider| reading.opening(Measure::Revenue, provider)),
        reading.opening(Measure::Users, entity),
    )?;
    ratio(end, start).map(|ratio| ratio - 1.0)
}
