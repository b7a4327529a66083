//! How the finding depends on each threshold: the same list under other values of one at a time.

use crate::measures::episodes::{Episode, Thresholds};
use crate::report::episodes::{Finding, MarketEpisodes};
use crate::report::table::{Cell, Table};
use crate::units::{Days, Share};

/// A threshold, and how a value of it is set.
type Change = (&'static str, &'static [f64], fn(&mut Thresholds, &mut f64, f64));

/// One threshold at a time, others as asked; the trend is the last.
const CHANGES: [Change; 7] = [
    ("cut", &[0.05, 0.1, 0.2, 0.5], |thresholds, _, value| thresholds.cut = Share(value)),
    ("entry", &[0.5, 0.75, 0.9, 0.95, 1.0], |thresholds, _, value| thresholds.entry = Share(value)),
    ("gap", &[5.0, 7.0, 14.0, 30.0, 60.0], |thresholds, _, value| thresholds.gap = Days(value)),
    ("firms", &[2.0, 3.0, 5.0, 8.0], |thresholds, _, value| thresholds.firms = value as u32),
    ("depth", &[0.0, 0.05, 0.1, 0.2, 0.3], |thresholds, _, value| thresholds.depth = Share(value)),
    ("lead", &[0.1, 0.5, 0.85, 0.9, 0.95, 0.99], |thresholds, _, value| thresholds.lead = Share(value)),
    ("trend", &[0.0, 0.6, 1.2, 2.4, 4.0], |_, trend, value| *trend = value),
];

/// One row a value: episodes, and of that with the most firms its dates, leader and firms.
pub fn table(thresholds: Thresholds, trend: f64, find: impl Fn(Thresholds, f64) -> Finding) -> Table {
    let mut table =
        Table::new(["threshold", "value", "market", "episodes", "start", "end", "firms", "leader"], 3);
    for (name, values, set) in CHANGES {
        for value in values {
            let (mut changed, mut rate) = (thresholds, trend);
            set(&mut changed, &mut rate, *value);
            for market in &find(changed, rate).markets {
                let mut row = vec![Cell::text(name), Cell::Number(*value), Cell::text(&market.name)];
                row.extend(largest(market));
                table.push(row);
            }
        }
    }
    table
}

fn largest(market: &MarketEpisodes) -> [Cell; 5] {
    let count = Cell::Count(market.episodes.len() as u64);
    // Of equals the earlier.
    let mut most: Option<&Episode> = None;
    for next in &market.episodes {
        if most.is_none_or(|best| next.participants.len() > best.participants.len()) {
            most = Some(next);
        }
    }
    match most {
        None => [count, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
        Some(one) => [
            count,
            Cell::text(market.date(one.start).to_string()),
            Cell::text(market.date(one.end).to_string()),
            Cell::Count(one.participants.len() as u64),
            Cell::text(market.names(&one.leaders)),
        ],
    }
}
