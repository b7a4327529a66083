//! The tables that a run leaves for machines: long format, one value a cell, full precision, English names.

use super::dates::Dates;
use super::happening::unit;
use super::table::{Cell, Table};
use crate::calendar::Instant;
use crate::experiments::{Column, Event, Findings};
use crate::history::Part;

/// `summary.csv`: every measure, estimated.
pub fn summary(findings: &Findings) -> Table {
    let heads = [
        "arm", "measure", "entity", "unit", "n", "mean", "sd", "ci_low", "ci_high", "p05", "p25", "p50",
        "p75", "p95",
    ];
    let mut table = Table::new(heads, 4);
    for (arm, estimates) in findings.subject.arms.iter().zip(&findings.estimates) {
        for (column, estimate) in findings.layout.outcome.iter().zip(estimates) {
            let mut row = vec![Cell::text(arm)];
            row.extend(named(column));
            row.push(Cell::Count(estimate.n));
            row.extend([estimate.mean, estimate.sd].map(Cell::number));
            row.extend(
                [estimate.interval.map(|i| i.low), estimate.interval.map(|i| i.high)].map(Cell::number),
            );
            row.extend((0..5).map(|at| Cell::number(estimate.quantiles.map(|quantiles| quantiles[at]))));
            table.push(row);
        }
    }
    table
}

/// `panel.csv`: every series over time, in single precision, which is what is kept of a path.
pub fn panel(findings: &Findings) -> Table {
    let heads =
        ["arm", "day", "date", "measure", "entity", "unit", "n", "mean", "p05", "p25", "p50", "p75", "p95"];
    let mut table = Table::new(heads, 6);
    let dates = Dates::of(&findings.subject);
    for (arm, bands) in findings.subject.arms.iter().zip(&findings.bands) {
        for (column, series) in findings.layout.path.iter().zip(bands) {
            for (instant, band) in findings.layout.instants.iter().zip(series) {
                let Some(band) = band else { continue };
                let mut row =
                    vec![Cell::text(arm), Cell::Number(Instant(*instant).days()), dates.cell(*instant)];
                row.extend(named(column));
                row.extend([Cell::Count(u64::from(band.n)), Cell::Single(band.mean)]);
                row.extend(band.quantiles.map(Cell::Single));
                table.push(row);
            }
        }
    }
    table
}

/// `replicates.csv`: one row a run, first the parameters drawn, then its measures. A failed run has empty cells.
pub fn replicates(findings: &Findings) -> Table {
    let (parameters, outcome) = (&findings.subject.parameters, &findings.layout.outcome);
    let mut heads = vec!["arm".to_owned(), "replicate".to_owned()];
    heads.extend(parameters.iter().map(|parameter| parameter.path.clone()));
    heads.extend(outcome.iter().map(column_name));
    let mut table = Table::new(heads, 1);
    for row in &findings.rows {
        let arm = &findings.subject.arms[row.job.arm as usize];
        let mut cells = vec![Cell::text(arm), Cell::Count(u64::from(row.job.replicate))];
        cells.extend((0..parameters.len()).map(|at| Cell::number(row.draws.get(at).copied())));
        let values = row.outcome.as_ref().ok();
        cells.extend((0..outcome.len()).map(|at| Cell::number(values.and_then(|values| values[at]))));
        table.push(cells);
    }
    table
}

/// `attribution.csv`: what each run puts the falls in price of the market and of each provider down to. Contributions in
/// logarithms have no value where a price or a cost was zero; those in money always have one.
pub fn attribution(findings: &Findings) -> Table {
    let mut table = Table::new(["arm", "replicate", "entity", "from", "to", "driver", "ln", "money"], 6);
    let dates = Dates::of(&findings.subject);
    for row in &findings.rows {
        let arm = &findings.subject.arms[row.job.arm as usize];
        for credits in &row.credits {
            for (at, part) in Part::ALL.into_iter().enumerate() {
                table.push(vec![
                    Cell::text(arm),
                    Cell::Count(u64::from(row.job.replicate)),
                    Cell::text(&credits.entity),
                    dates.cell(credits.from),
                    dates.cell(credits.to),
                    Cell::text(part.name()),
                    Cell::number(credits.ln[at]),
                    Cell::Number(credits.money[at]),
                ]);
            }
        }
    }
    table
}

/// `chronicle.csv`: what happened when, of the exemplar runs.
pub fn chronicle(findings: &Findings) -> Table {
    let mut table = Table::new(["arm", "replicate", "day", "date", "event", "entity", "detail"], 7);
    let dates = Dates::of(&findings.subject);
    for exemplar in &findings.exemplars {
        let arm = &findings.subject.arms[exemplar.job.arm as usize];
        for event in &exemplar.chronicle {
            table.push(vec![
                Cell::text(arm),
                Cell::Count(u64::from(exemplar.job.replicate)),
                Cell::Number(event.day()),
                dates.cell(event.at),
                Cell::text(&event.kind),
                Cell::text(&event.entity),
                Cell::text(detail(event, findings)),
            ]);
        }
    }
    table
}

/// Name of a measure's column in `replicates.csv`: `share_tokens.DeepSeek`; of the market, the measure alone.
pub fn column_name(column: &Column) -> String {
    if column.entity == "market" {
        column.measure.clone()
    } else {
        format!("{}.{}", column.measure, column.entity)
    }
}

/// Values before and after in full precision, and the scripted event behind it.
fn detail(event: &Event, findings: &Findings) -> String {
    let number = |value: f64| Table::plain_number(value);
    let unit = match unit(&event.kind, &findings.subject.currency) {
        unit if unit.is_empty() => unit,
        unit => format!(" {unit}"),
    };
    let values = match (event.kind.as_str(), event.from, event.to) {
        ("outage", Some(part), Some(days)) => format!("{} of the fleet, {} days", number(part), number(days)),
        ("outage", None, Some(days)) => format!("{} days", number(days)),
        ("funding_shock", Some(days), Some(factor)) => format!("x {}, {} days", number(factor), number(days)),
        (_, Some(from), Some(to)) => format!("{} -> {}{unit}", number(from), number(to)),
        (_, Some(value), None) | (_, None, Some(value)) => format!("{}{unit}", number(value)),
        (_, None, None) => String::new(),
    };
    let shock =
        event.shock.and_then(|at| findings.subject.shocks.get(at as usize)).map(|shock| shock.name.clone());
    [event.what.clone(), Some(values).filter(|values| !values.is_empty()), shock]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
}

fn named(column: &Column) -> [Cell; 3] {
    [Cell::text(&column.measure), Cell::text(&column.entity), Cell::text(&column.unit)]
}
