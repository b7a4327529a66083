//! The tables that a reader sees: few columns, three digits, means with their intervals.

use super::dates::Dates;
use super::happening::{named, said, weight};
use super::language::Language;
use super::names::{label, meaning};
use super::number::{self, figure, interval, optional, plus_minus};
use super::table::{Cell, Table};
use super::words::{fill, words};
use crate::experiments::{Estimate, Event, Findings};
use crate::measures::{CATALOGUE, Kind};
use crate::statistics::Interval;

/// What a provider's row shows.
const PROVIDER: [&str; 7] = [
    "share_tokens",
    "share_revenue",
    "price_effective",
    "margin_gross_end",
    "profit",
    "cash_end",
    "survived",
];

/// What fits a terminal of it.
const BRIEF: [&str; 5] = ["share_tokens", "price_effective", "margin_gross_end", "profit", "survived"];

/// What a product's row shows.
const PRODUCT: [&str; 7] = [
    "price_posted",
    "unit_cost_marginal",
    "unit_cost_floor",
    "unit_cost",
    "unit_cost_full",
    "tokens_per_day",
    "users",
];

/// Events that a page shows at most; the rest is in the CSV.
pub const EVENTS_SHOWN: usize = 40;

/// Providers: one row each, means with intervals where there are several runs.
pub fn providers(findings: &Findings, arm: usize, language: Language) -> Table {
    let names = findings.subject.names.providers.clone();
    wide(findings, arm, &PROVIDER, (words(language).provider, names), language)
}

/// Providers with the few columns that fit a terminal.
pub fn providers_in_brief(findings: &Findings, arm: usize, language: Language) -> Table {
    let names = findings.subject.names.providers.clone();
    wide(findings, arm, &BRIEF, (words(language).provider, names), language)
}

/// Products: one row each.
pub fn products(findings: &Findings, arm: usize, language: Language) -> Table {
    let names = findings.subject.names.offers.clone();
    wide(findings, arm, &PRODUCT, (words(language).product, names), language)
}

/// Tiers of quality: the lowest price in the end and its fitted rate of fall; no rows where qualities are not on the Elo scale.
pub fn tiers(findings: &Findings, arm: usize, language: Language) -> Table {
    let names = findings.subject.names.tiers.clone();
    wide(findings, arm, &["price_cheapest", "lambda"], (words(language).tier, names), language)
}

fn wide(
    findings: &Findings,
    arm: usize,
    measures: &[&str],
    (head, entities): (&str, Vec<String>),
    language: Language,
) -> Table {
    // A measure that no entity has is left out as a column.
    let measures: Vec<&str> = measures
        .iter()
        .copied()
        .filter(|measure| {
            entities.iter().any(|entity| findings.estimate(arm, measure, entity).is_some_and(|e| e.n > 0))
        })
        .collect();
    let heads =
        std::iter::once(head.to_owned()).chain(measures.iter().map(|measure| label(measure, language)));
    let mut table = Table::new(heads, 1);
    for entity in &entities {
        let mut row = vec![Cell::text(entity)];
        row.extend(measures.iter().map(|measure| {
            let estimate = findings.estimate(arm, measure, entity);
            let unit = unit(findings, measure, entity);
            Cell::text(estimate.map_or_else(|| "–".to_owned(), |estimate| short(estimate, &unit, language)))
        }));
        table.push(row);
    }
    table
}

/// The market: one row a measure, with interval and spread.
pub fn market(findings: &Findings, arm: usize, language: Language) -> Table {
    let words = words(language);
    let level = fill(words.interval, &[("level", &level(findings))]);
    let several = findings.rows.len() > 1;
    let heads = if several {
        vec![words.measure, words.mean, &level, words.spread]
    } else {
        vec![words.measure, words.value]
    };
    let mut table = Table::new(heads, 1);
    for definition in CATALOGUE.iter().filter(|definition| definition.kind == Kind::Market) {
        let Some(estimate) = findings.estimate(arm, definition.name, "market").filter(|e| e.n > 0) else {
            continue;
        };
        let unit = unit(findings, definition.name, "market");
        let mut row = vec![label(definition.name, language), optional(estimate.mean, &unit, language)];
        if several {
            // Of a yes or no, the quantiles say nothing that the mean does not.
            let spread = estimate
                .quantiles
                .filter(|_| estimate.n > 1 && unit != "chance")
                .map(|q| Interval { low: q[0], high: q[4] });
            let show = |ends: Option<Interval>| {
                // One value in all runs is no interval.
                ends.filter(|ends| ends.half_width() > 1e-9 * ends.low.abs().max(ends.high.abs()))
                    .map_or_else(|| "–".to_owned(), |ends| interval(ends, &unit, language))
            };
            row.extend([estimate.interval, spread].map(show));
        }
        table.push(row.into_iter().map(Cell::Text).collect());
    }
    table
}

/// Events of an exemplar run in their order; of many the most telling.
pub fn events(findings: &Findings, chronicle: &[Event], language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new([words.date, words.event, words.entity, words.detail], 4);
    let dates = Dates::of(&findings.subject);
    let mut shown: Vec<(usize, &Event)> = chronicle.iter().enumerate().collect();
    // Stable: of equals the earlier ones stay.
    shown.sort_by(|a, b| weight(b.1).total_cmp(&weight(a.1)));
    shown.truncate(EVENTS_SHOWN);
    shown.sort_by_key(|(at, _)| *at);
    for (_, event) in shown {
        let entity = if event.entity == "market" { words.whole_market } else { &event.entity };
        table.push(vec![
            Cell::text(dates.date(event.at)),
            Cell::text(named(event, language)),
            Cell::text(entity),
            Cell::text(detail(event, findings, language)),
        ]);
    }
    table
}

/// Parameters that are drawn.
pub fn parameters(findings: &Findings, language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new([words.parameter, words.law], 2);
    for parameter in &findings.subject.parameters {
        let times = if parameter.times { "× " } else { "" };
        // Of a share, and of what multiplies, the numbers say all.
        let unit = if parameter.unit == "share" { "" } else { &parameter.unit };
        let law = format!("{times}{} {unit}", parameter.law);
        table.push(vec![Cell::text(&parameter.path), Cell::text(law.trim_end())]);
    }
    table
}

/// What the measures on the page mean.
pub fn meanings(language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new([words.measure, "CSV", words.meaning], 3);
    for definition in CATALOGUE {
        let shown = match definition.kind {
            Kind::Market => true,
            Kind::Provider => PROVIDER.contains(&definition.name),
            Kind::Product => PRODUCT.contains(&definition.name),
            Kind::Segment | Kind::Tier | Kind::Plan => false,
        };
        if shown {
            let what = meaning(definition.name, definition.kind, language);
            table.push(vec![
                Cell::text(label(definition.name, language)),
                Cell::text(definition.name),
                Cell::text(what),
            ]);
        }
    }
    table
}

/// The confidence level: `95 %`.
pub fn level(findings: &Findings) -> String {
    number::level(findings.subject.level)
}

/// Unit of a measure of an entity.
pub fn unit(findings: &Findings, measure: &str, entity: &str) -> String {
    let columns = findings.layout.outcome.iter();
    let mut found = columns.filter(|column| column.measure == measure && column.entity == entity);
    found.next().map(|column| column.unit.clone()).unwrap_or_default()
}

/// Mean and half width: `41.2 ± 2.9 %`; the mean alone of one run; for a chance the mean alone, since its interval is lopsided.
fn short(estimate: &Estimate, unit: &str, language: Language) -> String {
    let Some(mean) = estimate.mean else { return "–".to_owned() };
    match estimate.interval.filter(|_| unit != "chance") {
        Some(interval) if interval.half_width() > 0.0 => {
            plus_minus(mean, interval.half_width(), unit, language)
        }
        _ => figure(mean, unit, language),
    }
}

/// The scripted event behind it, and values before and after as a reader wants them.
fn detail(event: &Event, findings: &Findings, language: Language) -> String {
    let values = said(event, &findings.subject.currency, language);
    let shock =
        event.shock.and_then(|at| findings.subject.shocks.get(at as usize)).map(|shock| shock.name.clone());
    [shock, event.what.clone(), Some(values).filter(|values| !values.is_empty())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(": ")
}
