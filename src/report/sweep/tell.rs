//! What a sweep says: sentences and one table of each output.

use super::words::{say, words};
use crate::experiments::{Condition, Height, SweepAnswer, Swept, crossings};
use crate::report::Language;
use crate::report::names::label;
use crate::report::number::{figure, optional, plus_minus};
use crate::report::table::{Cell, Table};
use crate::statistics::Interval;

/// The sentence that says what was run.
pub fn frame(answer: &SweepAnswer, language: Language) -> String {
    let w = words(language);
    let axes: Vec<&str> = answer.axes.iter().map(|axis| axis.path.as_str()).collect();
    say(
        w.frame,
        [
            ("n", answer.points.len().to_string()),
            ("axes", axes.join(w.comma)),
            ("replicates", answer.replicates.to_string()),
        ],
    )
}

/// What is said of an output.
pub fn sentences(answer: &SweepAnswer, swept: &Swept, language: Language) -> Vec<String> {
    let w = words(language);
    let mut found: Vec<(usize, f64)> =
        swept.points.iter().enumerate().filter_map(|(at, point)| Some((at, point.mean?))).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(low), Some(high)) = (found.first(), found.last()) else {
        return vec![say(w.nothing, [("output", name(swept, language))])];
    };
    let amount = |value: f64| figure(value, &swept.unit, language);
    let mut lines = vec![say(
        w.range,
        [
            ("output", name(swept, language)),
            ("low", amount(low.1)),
            ("at_low", place(answer, low.0)),
            ("high", amount(high.1)),
            ("at_high", place(answer, high.0)),
        ],
    )];
    if let Some(condition) = &swept.condition {
        lines.extend(flip(answer, (swept, condition), language));
    }
    lines
}

fn flip(answer: &SweepAnswer, (swept, condition): (&Swept, &Condition), language: Language) -> Vec<String> {
    let w = words(language);
    let means: Vec<f64> = swept.points.iter().filter_map(|point| point.mean).collect();
    let yes = means.iter().filter(|mean| condition.holds(**mean)).count();
    let sure = |point: &&Height| {
        let ends = point.ci_low.zip(point.ci_high);
        ends.is_some_and(|(low, high)| condition.holds(low) && condition.holds(high))
    };
    let sure = swept.points.iter().filter(sure).count();
    let text = written(swept, condition, language);
    let holds = say(w.holds, [("condition", text), ("n", yes.to_string()), ("all", means.len().to_string())]);
    let gap = if language == Language::Chinese { "" } else { " " };
    let mut lines = vec![if yes > 0 && answer.replicates > 1 {
        format!("{holds}{gap}{}", say(w.surely, [("sure", sure.to_string())]))
    } else {
        holds
    }];
    if yes == 0 || yes == means.len() {
        lines.push(w.never.to_owned());
    } else if let ([axis], Some(line)) = (&answer.axes[..], line(answer, swept)) {
        for at in crossings(&line, condition.threshold) {
            let number = figure(at, "/", language).trim_end_matches(" /").to_owned();
            let at = if axis.unit.is_empty() { number } else { format!("{number} {}", axis.unit) };
            lines.push(say(w.flips, [("path", axis.path.clone()), ("at", at)]));
        }
    }
    lines
}

/// Values of one axis in ascending order with the means at them; none of several axes or of words.
pub(super) fn line(answer: &SweepAnswer, swept: &Swept) -> Option<Vec<(f64, f64)>> {
    let [axis] = &answer.axes[..] else { return None };
    let numbers = axis.numbers.as_ref()?;
    let mut line: Vec<(f64, f64)> = answer
        .points
        .iter()
        .zip(&swept.points)
        .filter_map(|(at, point)| Some((numbers[at[0]], point.mean?)))
        .collect();
    line.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(line)
}

/// The condition as a reader writes it.
pub(super) fn written(swept: &Swept, condition: &Condition, language: Language) -> String {
    let sign = if condition.above { ">" } else { "<" };
    format!("{} {sign} {}", name(swept, language), figure(condition.threshold, &swept.unit, language))
}

/// An output as a reader calls it.
pub(super) fn name(swept: &Swept, language: Language) -> String {
    let measure = label(&swept.measure, language);
    if swept.entity == "market" { measure } else { format!("{measure} ({})", swept.entity) }
}

/// The values at a point.
fn place(answer: &SweepAnswer, point: usize) -> String {
    let of =
        |(axis, at): (&crate::experiments::Axis, &usize)| format!("{} = {}", axis.path, axis.values[*at]);
    answer.axes.iter().zip(&answer.points[point]).map(of).collect::<Vec<_>>().join(", ")
}

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
