//! What falls in price are put down to, for a reader: the sentence "trend or war?", and the tables behind it.

use super::language::Language;
use super::names::label;
use super::number::{MANIFOLD, figure, interval, optional};
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

/// Changes of price over the same run that differ by more are told apart.
const APART: f64 = 0.02;

/// What trend, competition and war did to the market's price, each with its interval; none where it is not known.
pub fn sentence(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let whole = change(of.credit(arm, Part::Price, "market")?.ln.mean?);
    // Parts add up from the first instant to the last; a window of days or a first move of prices may say otherwise.
    let told = of.estimate(arm, "price_change", "market").and_then(|change| change.mean);
    let span = told.filter(|told| (told - whole).abs() > APART).map_or_else(String::new, |_| {
        fill(words.cause_span, &[("change", &figure(whole, "share", language))])
    });
    let mut causes = Vec::new();
    for part in CAUSES {
        causes.push(of.credit(arm, part, "market")?.ln);
    }
    if causes.iter().all(|cause| cause.mean.is_some_and(|ln| ln.abs() <= ROUNDING)) {
        return Some(fill(words.cause_none, &[("span", &span)]));
    }
    // The level is named once.
    let mut ci = words.ci;
    let mut it = words.the_price;
    let mut places = Vec::new();
    for (part, ln) in CAUSES.into_iter().zip(causes) {
        places.push((part.name(), moves(of, &ln, (it, ci), language)?));
        it = words.it;
        if ln.interval.is_some_and(|ends| ends.half_width() > ROUNDING) {
            ci = words.ci_again;
        }
    }
    places.push(("span", span));
    let mix = of.credit(arm, Part::By(Driver::Mix), "market").and_then(|mix| mix.ln.mean);
    let trend = of.credit(arm, Part::Trend, "market").and_then(|trend| trend.ln.mean);
    let mostly = mix.zip(trend).is_some_and(|(mix, trend)| is_mostly(mix, trend));
    places.push(("mostly", if mostly { words.cause_mix.to_owned() } else { String::new() }));
    let places: Vec<(&str, &str)> = places.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Some(fill(words.cause, &places))
}

/// Whether a part makes up most of a sum of logarithms: it goes the same way, and is more than half of it.
fn is_mostly(part: f64, sum: f64) -> bool {
    part.abs() > ROUNDING && part * sum > 0.0 && part.abs() > 0.5 * sum.abs()
}

/// What a cause does: its direction in words, its size with the interval.
fn moves(of: &Findings, ln: &Estimate, (it, ci): (&str, &str), language: Language) -> Option<String> {
    let words = words(language);
    let mean = ln.mean?;
    let ends = ln.interval.filter(|ends| ends.half_width() > ROUNDING);
    let by = change(mean);
    let fold = |ln: f64| exp(ln);
    let fall = |ln: f64| -change(ln);
    let (sentence, unit, size): (&str, &str, &dyn Fn(f64) -> f64) = match ends {
        None if mean.abs() <= ROUNDING => (words.moves_not, "share", &change),
        Some(ends) if ends.contains(0.0) => (words.moves_unclear, "share", &change),
        _ if by < 0.0 => (words.lowers, "share", &fall),
        _ if by >= MANIFOLD => (words.multiplies, "count", &fold),
        _ => (words.raises, "share", &change),
    };
    let ci = ends.map_or_else(String::new, |ends| {
        let (a, b) = (size(ends.low), size(ends.high));
        let ends = Interval { low: a.min(b), high: a.max(b) };
        fill(ci, &[("level", &level(of)), ("interval", &interval(ends, unit, language))])
    });
    Some(fill(sentence, &[("it", it), ("by", &figure(size(mean), unit, language)), ("ci", &ci)]))
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

/// What each driver did to the market's cost and to each provider's, on average; no columns but the first where no driver did anything.
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

fn dash() -> String {
    "–".to_owned()
}

/// A change with its interval, which is symmetric in logarithms and so has no half width; a dash where no logarithm exists.
fn short(credited: &Credited, language: Language) -> String {
    let Some(mean) = credited.ln.mean else { return dash() };
    match credited.ln.interval {
        Some(ends) if ends.half_width() > ROUNDING => {
            let ends = Interval { low: change(ends.low), high: change(ends.high) };
            let ends = fill(words(language).ci_again, &[("interval", &interval(ends, "share", language))]);
            figure(change(mean), "share", language) + &ends
        }
        _ => figure(change(mean), "share", language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::ln;

    #[test]
    fn a_part_against_the_sum_does_not_make_it_up() {
        assert!(is_mostly(-0.09, -0.131));
        assert!(!is_mostly(0.113, -0.131), "it works against the trend");
        assert!(!is_mostly(-0.05, -0.131), "less than half");
    }

    #[test]
    fn an_interval_of_a_change_ends_above_minus_one() {
        // Half, by a factor of three either way: from a sixth to one and a half.
        let ends = Interval { low: ln(0.5) - ln(3.0), high: ln(0.5) + ln(3.0) };
        let halved = Estimate { mean: Some(ln(0.5)), interval: Some(ends), ..Estimate::default() };
        let entity = "market".to_owned();
        let credited = Credited { entity, part: Part::Price, ln: halved, money: Estimate::default() };
        assert_eq!(short(&credited, Language::English), "−50.0 % (−83 to 50 %)");
    }
}
