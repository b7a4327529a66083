//! The tables of a sweep: one that a reader sees of each output, and a long one with every number.

use super::sentences::written;
use super::words::words;
use crate::experiments::{SweepAnswer, Swept};
use crate::report::Language;
use crate::report::number::{optional, plus_minus};
use crate::report::table::{Cell, Table};
use crate::statistics::Interval;

/// One row a point.
pub fn table(answer: &SweepAnswer, swept: &Swept, language: Language) -> Table {
    let w = words(language);
    let mut heads: Vec<String> = answer.axes.iter().map(|axis| axis.path.clone()).collect();
    heads.push(w.mean.to_owned());
    if let Some(condition) = &swept.condition {
        heads.push(format!("{} {}", written(swept, condition, language), w.chance));
    }
    let mut table = Table::new(heads, 0);
    for (at, point) in answer.points.iter().zip(&swept.points) {
        let mut cells: Vec<Cell> =
            answer.axes.iter().zip(at).map(|(axis, at)| Cell::text(&axis.values[*at])).collect();
        cells.push(Cell::text(match (point.mean, point.ci_low.zip(point.ci_high)) {
            (Some(mean), Some((low, high))) => {
                plus_minus(mean, Interval { low, high }.half_width(), &swept.unit, language)
            }
            (mean, _) => optional(mean, &swept.unit, language),
        }));
        if swept.condition.is_some() {
            cells.push(Cell::text(optional(point.chance, "share", language)));
        }
        table.push(cells);
    }
    table
}

/// `sweep.csv`: one row a point and output, in full precision.
pub(super) fn long(answer: &SweepAnswer) -> Table {
    let mut heads: Vec<String> = vec!["arm".to_owned()];
    heads.extend(answer.axes.iter().map(|axis| axis.path.clone()));
    heads.extend(
        ["output", "unit", "n", "mean", "ci_low", "ci_high", "p05", "p95", "chance"].map(str::to_owned),
    );
    let mut table = Table::new(heads, 1);
    for (number, at) in answer.points.iter().enumerate() {
        for swept in &answer.outputs {
            let point = &swept.points[number];
            let mut row = vec![Cell::text((number + 1).to_string())];
            row.extend(answer.axes.iter().zip(at).map(|(axis, at)| Cell::text(&axis.values[*at])));
            row.extend([Cell::text(&swept.output), Cell::text(&swept.unit), Cell::Count(point.n)]);
            let figures = [point.mean, point.ci_low, point.ci_high, point.p05, point.p95, point.chance];
            row.extend(figures.map(Cell::number));
            table.push(row);
        }
    }
    table
}
