//! The tables of arms: one that a reader sees, and a long one with every difference.

use super::words::{say, words};
use crate::experiments::{Compared, Comparison, Difference, Part};
use crate::measures::Kind;
use crate::report::number::{of_difference, optional, plus_minus, signed};
use crate::report::table::{Cell, Table};
use crate::report::{Language, label};

/// What a reader looks for first, in this order: of the market, then of each provider.
const MARKET: [&str; 14] = [
    "price_blended",
    "price_change",
    "tokens_per_day",
    "adoption",
    "consumer_surplus",
    "profit",
    "public_revenue",
    "welfare",
    "margin_gross",
    "hhi_tokens",
    "exits",
    "price_cuts",
    "verdicts",
    "fines",
];
const PROVIDER: [&str; 6] =
    ["profit", "share_tokens", "price_effective", "margin_gross", "cash_lowest", "survived"];

/// Parts of a figure below which a difference is that of rounding.
const ROUNDING: f64 = 1e-8;

/// One row a figure: the base, then each arm with its difference.
pub fn side_by_side(comparison: &Comparison, language: Language) -> Table {
    let w = words(language);
    let mut heads = vec![w.measure.to_owned(), w.of.to_owned(), comparison.base.clone()];
    for at in comparison.told() {
        let arm = &comparison.arms[at];
        heads.push(arm.clone());
        heads.push(say(w.less, [("arm", arm.clone()), ("base", comparison.base.clone())]));
    }
    let mut table = Table::new(heads, 2);
    let market = MARKET.iter().filter_map(|name| comparison.figure(name, "market"));
    let providers = comparison
        .providers
        .iter()
        .flat_map(|provider| PROVIDER.iter().filter_map(move |name| comparison.figure(name, provider)));
    for figure in market.chain(providers).filter(|figure| is_told(figure)) {
        table.push(row(figure, &comparison.told(), language));
    }
    table
}

/// One row an outcome: what technology, scale feedback and conduct contribute, where they were taken out.
pub fn causes(comparison: &Comparison, language: Language) -> Option<Table> {
    let w = words(language);
    let causal = comparison.causal.as_ref()?;
    let heads = [w.measure, w.causal_total, w.technology, w.scale, w.conduct];
    let mut table = Table::new(heads.map(str::to_owned), 1);
    for outcome in &causal.outcomes {
        let unit = of_difference(&outcome.unit);
        let show = |part: &Part| {
            let text = match part.half {
                Some(half) => plus_minus(part.mean, half, unit, language),
                None => optional(Some(part.mean), unit, language),
            };
            Cell::text(signed(text, part.mean))
        };
        let mut row = vec![Cell::text(label(&outcome.measure, language)), show(&outcome.total)];
        row.extend(outcome.parts.iter().map(show));
        table.push(row);
    }
    Some(table)
}

/// A figure that is nothing in all arms (fines where nobody is fined) tells nothing.
fn is_told(figure: &Compared) -> bool {
    let values = figure.arms.iter().map(|arm| arm.mean).chain([figure.base]);
    let is_count = figure.kind == Kind::Market && ["count", "money"].contains(&plain(figure).as_str());
    let known: Vec<f64> = values.flatten().collect();
    !(known.is_empty() || is_count && known.iter().all(|value| *value == 0.0))
}

/// The unit with `money` for the currency's, as the catalogue has it.
fn plain(figure: &Compared) -> String {
    crate::measures::definition(&figure.measure, figure.kind)
        .map_or_else(|| figure.unit.clone(), |definition| definition.unit.to_owned())
}

fn row(figure: &Compared, told: &[usize], language: Language) -> Vec<Cell> {
    let w = words(language);
    let unit = if figure.unit == "chance" { "share" } else { figure.unit.as_str() };
    let show = |value: Option<f64>| Cell::text(optional(value, unit, language));
    let of = if figure.kind == Kind::Market { w.market.to_owned() } else { figure.entity.clone() };
    let mut row = vec![Cell::text(label(&figure.measure, language)), Cell::text(of), show(figure.base)];
    for arm in told.iter().map(|at| &figure.arms[*at]) {
        row.push(show(arm.mean));
        row.push(Cell::text(difference(arm, of_difference(unit), language)));
    }
    row
}

/// A paired difference with half its interval, its sign always shown.
fn difference(arm: &Difference, unit: &str, language: Language) -> String {
    let Some(mean) = arm.difference else { return "–".to_owned() };
    // What is smaller is rounding of sums.
    let size = arm.mean.unwrap_or(0.0).abs().max(mean.abs());
    if (arm.chance_more == Some(0.0) && arm.chance_less == Some(0.0)) || mean.abs() < ROUNDING * size {
        return "–".to_owned();
    }
    let text = match (arm.ci_low, arm.ci_high) {
        (Some(low), Some(high)) => plus_minus(mean, 0.5 * (high - low), unit, language),
        _ => optional(Some(mean), unit, language),
    };
    signed(text, mean)
}

/// One line a figure and arm, in full precision.
pub fn differences(comparison: &Comparison) -> Table {
    let heads = [
        "arm",
        "base",
        "measure",
        "entity",
        "unit",
        "n",
        "mean_base",
        "mean_arm",
        "difference",
        "sd",
        "narrowed",
        "ci_low",
        "ci_high",
        "chance_more",
        "chance_less",
    ];
    let mut table = Table::new(heads, 5);
    for (at, arm) in comparison.arms.iter().enumerate() {
        for figure in &comparison.figures {
            let found = &figure.arms[at];
            let words = [arm, &comparison.base, &figure.measure, &figure.entity, &figure.unit];
            let numbers = [
                Some(found.n as f64),
                figure.base,
                found.mean,
                found.difference,
                found.sd,
                found.narrowed,
                found.ci_low,
                found.ci_high,
                found.chance_more,
                found.chance_less,
            ];
            let cells = words.into_iter().map(|word| Cell::text(word.as_str()));
            table.push(cells.chain(numbers.into_iter().map(Cell::number)).collect());
        }
    }
    table
}
