//! What falls in price are put down to, for a reader: the sentence "trend or war?", and the tables behind it.

use super::language::Language;
use super::names::label;
use super::number::{figure, interval, optional, plus_minus};
use super::reader_tables::level;
use super::table::{Cell, Table};
use super::words::{fill, words};
use crate::drivers::Driver;
use crate::experiments::{Credited, Estimate, Findings};
use crate::history::Part;
use crate::maths::exp;
use crate::statistics::Interval;

/// The three parts of a change in price.
const CAUSES: [Part; 3] = [Part::Trend, Part::Competition, Part::War];

/// Intervals that are narrower, in logarithms, are rounding.
const ROUNDING: f64 = 1e-9;

/// How much of the market's change in price was trend, competition and war; none where it is not known.
pub fn sentence(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let whole = of.credit(arm, Part::Price, "market")?.ln.mean?;
    let mut places = Vec::new();
    for part in CAUSES {
        let ln = of.credit(arm, part, "market")?.ln;
        places.push((part.name(), with_interval(of, &ln, language)?));
    }
    let mut text = words.cause;
    let mut shares = Vec::new();
    // Parts of next to nothing would be large and mean nothing.
    if whole.abs() > 0.01 {
        for part in CAUSES {
            let mean = of.credit(arm, part, "market")?.ln.mean?;
            shares.push(whole_percent(mean / whole));
        }
        text = if whole < 0.0 { words.cause_of_fall } else { words.cause_of_rise };
    }
    let mut filled: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    filled.extend(["s1", "s2", "s3"].into_iter().zip(shares.iter().map(String::as_str)));
    Some(fill(text, &filled))
}

/// Change of price, its three parts, and the change of the full cost: the market and each provider.
pub fn causes(of: &Findings, arm: usize, language: Language) -> Table {
    let words = words(language);
    let parts = [Part::Price, Part::Trend, Part::Competition, Part::War, Part::Cost];
    let heads = parts.iter().map(|part| label(&format!("part_{}", part.name()), language));
    let mut table = Table::new(std::iter::once(words.entity.to_owned()).chain(heads), 1);
    for entity in entities(of, arm) {
        let cells = parts.iter().map(|part| {
            Cell::text(of.credit(arm, *part, entity).map_or_else(dash, |credited| short(credited, language)))
        });
        table.push(std::iter::once(Cell::text(shown(entity, language))).chain(cells).collect());
    }
    table
}

/// What each driver did to the market's cost, with intervals, and to each provider's.
pub fn credits(of: &Findings, arm: usize, language: Language) -> Table {
    let words = words(language);
    let moved = |driver: &Driver| {
        entities(of, arm).iter().any(|entity| {
            of.credit(arm, Part::By(*driver), entity)
                .and_then(|c| c.ln.mean)
                .is_some_and(|ln| ln.abs() > 5e-5)
        })
    };
    // What moves nobody's cost by the hundredth part of a per cent is left out; attribution.csv has it.
    let drivers: Vec<Driver> = Driver::ALL.into_iter().filter(moved).collect();
    let heads = drivers.iter().map(|driver| label(&format!("part_{}", driver.name()), language));
    let mut table = Table::new(std::iter::once(words.entity.to_owned()).chain(heads), 1);
    for entity in entities(of, arm) {
        let cells = drivers.iter().map(|driver| {
            let ln = of.credit(arm, Part::By(*driver), entity).and_then(|credited| credited.ln.mean);
            Cell::text(optional(ln.map(change), "share", language))
        });
        table.push(std::iter::once(Cell::text(shown(entity, language))).chain(cells).collect());
    }
    table
}

/// Whether anything is put down to anything.
pub fn is_known(of: &Findings, arm: usize) -> bool {
    of.credit(arm, Part::Price, "market").is_some_and(|credited| credited.money.n > 0)
}

/// The relative change that a difference of logarithms is: e^x - 1.
pub fn change(ln: f64) -> f64 {
    exp(ln) - 1.0
}

fn entities(of: &Findings, arm: usize) -> Vec<&str> {
    let all = of.credits.get(arm).map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .filter(|credited| credited.part == Part::Price)
        .map(|credited| credited.entity.as_str())
        .collect()
}

fn shown(entity: &str, language: Language) -> String {
    if entity == "market" { words(language).market.to_owned() } else { entity.to_owned() }
}

/// A share in whole per cents, which is as much as a headline bears.
fn whole_percent(share: f64) -> String {
    let percent = format!("{:.0} %", share * 100.0);
    let percent = if percent == "-0 %" { "0 %".to_owned() } else { percent };
    percent.replace('-', "−")
}

fn dash() -> String {
    "–".to_owned()
}

/// A change with its interval in brackets.
fn with_interval(of: &Findings, ln: &Estimate, language: Language) -> Option<String> {
    let mean = figure(change(ln.mean?), "share", language);
    let Some(ends) = ln.interval.filter(|ends| ends.half_width() > ROUNDING) else { return Some(mean) };
    let ends = Interval { low: change(ends.low), high: change(ends.high) };
    let ci =
        fill(words(language).ci, &[("level", &level(of)), ("interval", &interval(ends, "share", language))]);
    Some(mean + &ci)
}

/// A change with half the width of its interval; in money where no logarithm exists.
fn short(credited: &Credited, language: Language) -> String {
    let Some(mean) = credited.ln.mean else { return dash() };
    match credited.ln.interval {
        Some(ends) if ends.half_width() > ROUNDING => {
            let half = (change(ends.high) - change(ends.low)) / 2.0;
            plus_minus(change(mean), half, "share", language)
        }
        _ => figure(change(mean), "share", language),
    }
}
