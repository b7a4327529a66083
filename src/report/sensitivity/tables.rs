//! The tables of a study of sensitivity: two that a reader sees of each output, and the long ones with every number.

use super::sentences::{Teller, ends, ranked};
use super::words::words;
use crate::experiments::{Design, IndexRow, Mean, OutputAnswer, SensitivityAnswer};
use crate::report::Language;
use crate::report::number::{of_difference, optional, plus_minus};
use crate::report::table::{Cell, Table};
use crate::statistics::Interval;

/// One row a factor, the strongest first.
pub fn indices(output: &OutputAnswer, language: Language) -> Table {
    let w = words(language);
    let morris = output.of("mu_star").next().is_some();
    let (lead, other, heads) = if morris {
        ("mu_star", "sigma", [w.factor, w.mu_star, w.sigma])
    } else {
        ("ST", "S1", [w.factor, w.total, w.first])
    };
    let unit = if morris { of_difference(&output.unit) } else { "share" };
    let mut table = Table::new(heads, 1);
    for row in ranked(output.of(lead)) {
        let beside = output.of(other).find(|beside| beside.parameter == row.parameter);
        let text = |row: Option<&IndexRow>| match row {
            Some(row) => match ends(row) {
                Some(ends) => plus_minus(row.value, ends.half_width(), unit, language),
                None => optional(Some(row.value), unit, language),
            },
            None => "–".to_owned(),
        };
        table.push(vec![Cell::text(&row.parameter), Cell::text(text(Some(row))), Cell::text(text(beside))]);
    }
    table
}

/// One row an input, the widest swing first.
pub fn tornado(answer: &SensitivityAnswer, output: &OutputAnswer, language: Language) -> Table {
    let w = words(language);
    let teller = Teller { answer, output, language, w };
    let mut table = Table::new([w.input, w.low, w.high, w.at_low, w.at_high], 1);
    let mut swings: Vec<_> = output.tornado.iter().collect();
    swings.sort_by(|a, b| b.size().total_cmp(&a.size()));
    for swing in swings {
        let Some(input) = answer.inputs.iter().find(|input| input.path == swing.parameter) else { continue };
        let (low, high) = teller.ends_of(input);
        let unit = of_difference(&output.unit);
        let change = |of: Mean| match (of.mean, of.ci_low.zip(of.ci_high)) {
            (Some(mean), Some((low, high))) => {
                plus_minus(mean, Interval { low, high }.half_width(), unit, language)
            }
            (mean, _) => optional(mean, unit, language),
        };
        let cells = [swing.parameter.clone(), low, high, change(swing.at_low), change(swing.at_high)];
        table.push(cells.map(Cell::text).to_vec());
    }
    table
}

/// `sensitivity.csv` and `convergence.csv`: every index in full precision.
pub(super) fn long<'a>(
    answer: &'a SensitivityAnswer,
    of: impl Fn(&'a OutputAnswer) -> &'a [IndexRow],
) -> Table {
    let heads = ["output", "parameter", "parameter_2", "index", "value", "ci_low", "ci_high", "samples"];
    let mut table = Table::new(heads, 4);
    for output in &answer.outputs {
        for row in of(output) {
            table.push(vec![
                Cell::text(&output.output),
                Cell::text(&row.parameter),
                row.parameter_2.as_ref().map_or(Cell::Empty, Cell::text),
                Cell::text(row.index),
                Cell::Number(row.value),
                Cell::number(row.ci_low),
                Cell::number(row.ci_high),
                Cell::Count(row.samples),
            ]);
        }
    }
    table
}

/// `tornado.csv`: every input alone at its ends.
pub(super) fn swings(answer: &SensitivityAnswer) -> Table {
    let heads = ["output", "parameter", "end", "input", "unit", "base", "change", "ci_low", "ci_high"];
    let mut table = Table::new(heads, 3);
    for output in &answer.outputs {
        for (swing, input) in output.tornado.iter().zip(&answer.inputs) {
            for (end, value, change) in
                [("low", input.low, swing.at_low), ("high", input.high, swing.at_high)]
            {
                let mut row = vec![Cell::text(&output.output), Cell::text(&swing.parameter), Cell::text(end)];
                row.extend([Cell::Number(value), Cell::text(&input.unit), Cell::number(output.base.mean)]);
                row.extend([change.mean, change.ci_low, change.ci_high].map(Cell::number));
                table.push(row);
            }
        }
    }
    table
}

/// `points.csv`: the values of the inputs at every point; empty where an input stays as it is.
pub(super) fn points(answer: &SensitivityAnswer, design: &Design) -> Table {
    let heads = std::iter::once("arm".to_owned()).chain(answer.inputs.iter().map(|input| input.path.clone()));
    let mut table = Table::new(heads.collect::<Vec<_>>(), 1);
    for (arm, name) in design.arms().into_iter().enumerate() {
        let values = design.values(arm).into_iter().map(Cell::number);
        table.push(std::iter::once(Cell::text(name)).chain(values).collect());
    }
    table
}
