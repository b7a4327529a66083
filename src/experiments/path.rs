//! The path of a run: its panel thinned to what a chart can show.

use serde::{Deserialize, Serialize};

use super::derived::derived;
use crate::history::{Panel, Series};

/// Rows that a path has at most: finer than the pixels of a chart need, and small enough that a thousand replicates of a
/// ten-provider market stay in memory.
pub const MAX_ROWS: usize = 160;

/// A thinned panel, row by row, in the columns of the layout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Single precision, NaN where there is no figure: a path is for bands and charts, not for accounts.
    values: Vec<f32>,
}

impl Path {
    /// A path of which nothing is kept.
    pub fn none() -> Self {
        Self { values: Vec::new() }
    }

    /// The kept instants (milliseconds) and the figures at them. Flows that fall between are averaged over their time, so
    /// totals stay what they were; levels are those of the kept instant. After the panel's columns come what follows
    /// from them.
    pub fn thin(panel: &Panel) -> (Vec<i64>, Self) {
        let instants = panel.instants();
        let columns = panel.series();
        let kept = kept_rows(instants.len());
        let derived = derived(columns);
        let mut values = Vec::with_capacity(kept.len() * (columns.len() + derived.len()));
        let mut before = 0;
        for &row in &kept {
            let figure = |(column, series): (usize, &Series)| {
                if series.measure.is_flow() && row > before + 1 {
                    mean_flow(panel, column, before, row)
                } else {
                    panel.at(row, column)
                }
            };
            let figures: Vec<Option<f64>> = columns.iter().enumerate().map(figure).collect();
            let all = figures.iter().copied().chain(derived.iter().map(|derived| derived.of(&figures)));
            values.extend(all.map(|value| value.map_or(f32::NAN, |value| value as f32)));
            before = row;
        }
        (kept.iter().map(|row| instants[*row].0).collect(), Self { values })
    }

    /// How many figures it has.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// A figure by row and column of `columns`.
    pub fn at(&self, row: usize, column: usize, columns: usize) -> Option<f32> {
        self.values.get(row * columns + column).copied().filter(|value| !value.is_nan())
    }
}

/// Every so many rows such that at most `MAX_ROWS` are kept, the last one always.
fn kept_rows(rows: usize) -> Vec<usize> {
    let Some(last) = rows.checked_sub(1) else { return Vec::new() };
    let stride = last.div_ceil(MAX_ROWS - 1).max(1);
    let mut kept: Vec<usize> = (0..last).step_by(stride).collect();
    kept.push(last);
    kept
}

/// Mean of a flow over the rows after `before` up to `row`, weighted by their time.
fn mean_flow(panel: &Panel, column: usize, before: usize, row: usize) -> Option<f64> {
    let instants = panel.instants();
    let (mut sum, mut days) = (0.0, 0.0);
    for at in before + 1..=row {
        if let Some(value) = panel.at(at, column) {
            let length = instants[at].since(instants[at - 1]).get();
            sum += value * length;
            days += length;
        }
    }
    (days > 0.0).then_some(sum / days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::history::{Entity, Measure, Series};
    use proptest::prelude::*;

    #[test]
    fn a_thinned_flow_keeps_its_total() {
        let series =
            [Measure::Tokens, Measure::Cash].map(|measure| Series { measure, entity: Entity::Market });
        let mut panel = Panel::new(series.to_vec());
        for row in 0..400 {
            panel.record(
                Instant::at_day(f64::from(row)),
                [Some(f64::from(row % 7)), Some(f64::from(row))].into_iter(),
            );
        }
        let (instants, path) = Path::thin(&panel);
        assert!(instants.len() <= MAX_ROWS);
        let total: f64 = (1..instants.len())
            .map(|row| {
                f64::from(path.at(row, 0, 2).unwrap()) * Instant(instants[row] - instants[row - 1]).days()
            })
            .sum();
        let exact: f64 = (1..400).map(|row| f64::from(row % 7)).sum();
        assert!((total / exact - 1.0).abs() < 1e-6, "{total} {exact}");
        assert_eq!(path.at(instants.len() - 1, 1, 2), Some(399.0));
    }

    proptest! {
        #[test]
        fn first_and_last_rows_stay(rows in 1_usize..3_000) {
            let kept = kept_rows(rows);
            prop_assert!(kept.len() <= MAX_ROWS && kept[0] == 0 && kept[kept.len() - 1] == rows - 1);
            prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
