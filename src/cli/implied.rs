//! The first day of a scenario as tables: segments, providers and products, each figure under the range in which real
//! markets have been seen.

use std::collections::BTreeMap;

use super::planned::planned;
use crate::history::{Entity, Names};
use crate::random::Streams;
use crate::report::Language;
use crate::report::number::{figure, optional};
use crate::report::table::{Cell, Table};
use crate::scenario::Scenario;
use crate::simulation::{Implied, implied as first_day};

const LANGUAGE: Language = Language::English;

/// "1 segment", "3 segments".
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What the scenario implies on its first day.
pub fn implied(scenario: &Scenario) -> String {
    let model = &scenario.model;
    let names = model.names();
    let rows = first_day(model, Streams::new(scenario.study.seed, 0));
    let currency = &model.currency;
    let users: f64 = model.segments.iter().map(|segment| segment.users.get()).sum();
    let mut parts = vec![
        format!("{} is in order.", model.title),
        format!(
            "{} in {}, {}, {}, {}, {} from {}.",
            figure(users, "users", LANGUAGE),
            count(model.segments.len(), "segment"),
            count(model.providers.len(), "provider"),
            count(model.offers.len(), "product"),
            count(model.shocks.len(), "scripted event"),
            figure(model.horizon.days(), "days", LANGUAGE),
            model.calendar.start(),
        ),
        String::new(),
        "On the first day (first replicate):".to_owned(),
        String::new(),
    ];
    let kinds: [(&str, Kind); 4] = [
        ("", |entity| entity == Entity::Market),
        ("segment", |entity| matches!(entity, Entity::Segment(_))),
        ("provider", |entity| matches!(entity, Entity::Provider(_))),
        ("product", |entity| matches!(entity, Entity::Offer(_))),
    ];
    for (head, belongs) in kinds {
        let those: Vec<&Implied> = rows.iter().filter(|row| belongs(row.entity)).collect();
        parts.push(pivot(head, &those, (&names, currency)));
        parts.push(String::new());
    }
    if let Some(runs) = planned(model) {
        parts.extend([runs, String::new()]);
    }
    parts.push(oddities(&rows, (&names, currency)));
    parts.join("\n")
}

/// Whether an entity is of a kind.
type Kind = fn(Entity) -> bool;

/// Entities down, quantities across, the sane range as the first row; odd figures carry a mark.
fn pivot(head: &str, rows: &[&Implied], (names, currency): (&Names, &str)) -> String {
    let mut quantities: Vec<&Implied> = Vec::new();
    let mut cells: BTreeMap<Entity, BTreeMap<&str, String>> = BTreeMap::new();
    for row in rows {
        if !quantities.iter().any(|known| known.quantity == row.quantity) {
            quantities.push(row);
        }
        let mark = if row.is_odd() { " !" } else { "" };
        let text = format!("{}{mark}", optional(row.value, &unit(row, currency), LANGUAGE));
        cells.entry(row.entity).or_default().insert(row.quantity, text);
    }
    let mut table = Table::new(std::iter::once(head).chain(quantities.iter().map(|row| row.quantity)), 1);
    if quantities.iter().any(|row| row.sane.is_some()) {
        let ranges = quantities.iter().map(|row| Cell::text(range(row, currency)));
        table.push(std::iter::once(Cell::text("(sane range)")).chain(ranges).collect());
    }
    for (entity, figures) in &cells {
        let of = |row: &&Implied| Cell::text(figures.get(row.quantity).cloned().unwrap_or_default());
        table.push(std::iter::once(Cell::text(names.of(*entity))).chain(quantities.iter().map(of)).collect());
    }
    table.terminal(None)
}

fn unit(row: &Implied, currency: &str) -> String {
    row.unit.replace("money", currency)
}

fn range(row: &Implied, currency: &str) -> String {
    match row.sane {
        Some((low, high)) if high.is_finite() => {
            let unit = unit(row, currency);
            format!("{} to {}", figure(low, &unit, LANGUAGE), figure(high, &unit, LANGUAGE))
        }
        Some((low, _)) => format!("from {}", figure(low, &unit(row, currency), LANGUAGE)),
        None => String::new(),
    }
}

/// The figures outside their ranges, and why the ranges are what they are.
fn oddities(rows: &[Implied], (names, currency): (&Names, &str)) -> String {
    let odd: Vec<String> = rows
        .iter()
        .filter(|row| row.is_odd())
        .map(|row| {
            let value = optional(row.value, &unit(row, currency), LANGUAGE);
            format!(
                "! {}: {} is {value}, usually {} ({})",
                names.of(row.entity),
                row.quantity,
                range(row, currency),
                row.why
            )
        })
        .collect();
    if odd.is_empty() { "Every figure lies in its sane range.".to_owned() } else { odd.join("\n") }
}
