//! The chained index of prices earned: what the same products cost, whatever the mix.

use super::reading::Reading;
use crate::economics::indices::{Matched, fisher};
use crate::history::{Entity, Measure};

/// Change of the index from the first to the last record of flows. A product's price is what it earned over its tokens between two
/// records, which is not what was billed for them where plans are paid in advance; a product is matched where it sells in both of two neighbouring spells. New products enter when they
/// have been sold twice, so what is gained by their coming at a lower price is not in the index (outlet bias); the effective
/// price of the market has it.
pub(super) fn change(reading: &Reading, _: Entity) -> Option<f64> {
    let panel = &reading.history().panel;
    let columns: Vec<(usize, usize)> = reading
        .offers()
        .filter_map(|offer| {
            Some((panel.column(Measure::Tokens, offer)?, panel.column(Measure::Revenue, offer)?))
        })
        .collect();
    let sold = |row: usize, (tokens, revenue): (usize, usize)| {
        let (tokens, revenue) = (panel.at(row, tokens)?, panel.at(row, revenue)?);
        (tokens > 0.0).then(|| (revenue / tokens, tokens))
    };
    let rows = panel.instants().len();
    let mut level = None;
    for row in 2..rows {
        let matched: Vec<Matched> = columns
            .iter()
            .filter_map(|own| {
                let (before, after) = (sold(row - 1, *own)?, sold(row, *own)?);
                Some(Matched { price: [before.0, after.0], quantity: [before.1, after.1] })
            })
            .collect();
        if let Some(step) = fisher(&matched) {
            level = Some(level.unwrap_or(1.0) * step);
        }
    }
    level.map(|level: f64| level - 1.0)
}
