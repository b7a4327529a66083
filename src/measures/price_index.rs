//! The index of prices earned: what the same products cost, whatever the mix.

use super::reading::Reading;
use crate::economics::indices::{Matched, geks};
use crate::history::{Entity, Measure};

/// Change of the index from the first day to the last record. A product's price is what it earned over its tokens between two records,
/// which is not what was billed for them where plans are paid in advance; products are matched in any two spells in which both sell.
/// What is gained by the coming of a cheaper product that nothing is matched with is not in the index (outlet bias); the effective
/// price of the market has it.
pub(super) fn change(reading: &Reading, _: Entity) -> Option<f64> {
    let offers: Vec<Entity> = reading.offers().collect();
    let spells: Vec<Vec<Option<(f64, f64)>>> = spells(reading, &offers);
    let matched = |from: &[Option<(f64, f64)>], to: &[Option<(f64, f64)>]| -> Vec<Matched> {
        let both = from.iter().zip(to).filter_map(|(from, to)| Some(((*from)?, (*to)?)));
        both.map(|(from, to)| Matched { price: [from.0, to.0], quantity: [from.1, to.1] }).collect()
    };
    geks(spells.len(), |from, to| matched(&spells[from], &spells[to])).map(|level| level - 1.0)
}

/// Price and tokens a day of each offer that sold, spell by spell: the first day, where it is no record of its own, then from record to
/// record.
pub(super) fn spells(reading: &Reading, offers: &[Entity]) -> Vec<Vec<Option<(f64, f64)>>> {
    let panel = &reading.history().panel;
    let columns: Vec<Option<(usize, usize)>> = offers
        .iter()
        .map(|offer| Some((panel.column(Measure::Tokens, *offer)?, panel.column(Measure::Revenue, *offer)?)))
        .collect();
    let spell = |figure: &dyn Fn(usize) -> Option<f64>| -> Vec<Option<(f64, f64)>> {
        let sold = |own: &Option<(usize, usize)>| {
            let (tokens, revenue) = (figure(own.as_ref()?.0)?, figure(own.as_ref()?.1)?);
            (tokens > 0.0).then(|| (revenue / tokens, tokens))
        };
        columns.iter().map(sold).collect()
    };
    let first_day = spell(&|column| panel.first_day(column));
    let rows = (1..panel.instants().len()).map(|row| spell(&|column| panel.at(row, column)));
    Some(first_day).filter(|day| day.iter().any(Option::is_some)).into_iter().chain(rows).collect()
}
