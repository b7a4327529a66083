//! The tables of a comparison: three that a reader sees, and two long ones with every number.

use super::sentences::{Teller, ends};
use super::words::{Words, say, words};
use crate::experiments::{BridgePart, Candidate, Mean, PriceAnswer};
use crate::report::Language;
use crate::report::number::{figure, interval, optional, plus_minus};
use crate::report::table::{Cell, Table};

/// One row a candidate: what it comes to.
pub fn candidates(answer: &PriceAnswer, language: Language) -> Table {
    let w = words(language);
    let heads = [
        w.cut,
        w.price,
        w.share,
        w.share_provider,
        w.revenue,
        w.margin,
        w.profit,
        w.over,
        w.worse,
        w.most,
        w.cash,
        w.below,
        w.exit,
        w.market_price,
    ];
    let mut table = Table::new(heads, 0);
    let currency = answer.currency.as_str();
    let unit = format!("{currency}/Mtok");
    // The unit of prices stands above the table; here it would fill a third of a terminal.
    let bare = |value: Option<f64>| {
        Cell::text(optional(value, &unit, language).trim_end_matches(unit.as_str()).trim_end())
    };
    for row in &answer.candidates {
        let mean = |of: Mean, unit: &str| Cell::text(optional(of.mean, unit, language));
        let is_best = answer.best.as_ref().is_some_and(|best| best.cut.to_bits() == row.cut.to_bits());
        let star = if is_best { "* " } else { "" };
        table.push(vec![
            Cell::text(format!("{star}{}", Teller::percent(row.cut))),
            bare(row.price),
            mean(row.share, "share"),
            mean(row.share_provider, "share"),
            mean(row.revenue, currency),
            mean(row.margin_gross, "share"),
            mean(row.profit, currency),
            Cell::text(over(row, answer, language)),
            Cell::text(Teller::chance(row.chance_below_no_cut)),
            Cell::text(Teller::chance(row.chance_best)),
            mean(row.cash_end, currency),
            Cell::text(Teller::chance(row.chance_cash_below_zero)),
            Cell::text(Teller::chance(row.chance_exit)),
            bare(row.market_price.mean),
        ]);
    }
    table
}

/// The paired difference of profit with half its interval.
fn over(row: &Candidate, answer: &PriceAnswer, language: Language) -> String {
    let of = row.profit_over_no_cut;
    match (of.mean, ends(of)) {
        _ if row.cut == 0.0 => "–".to_owned(),
        (Some(mean), Some(ends)) => plus_minus(mean, ends.half_width(), &answer.currency, language),
        (mean, _) => optional(mean, &answer.currency, language),
    }
}

/// One row a candidate: what it must sell to earn as much.
pub fn break_even(answer: &PriceAnswer, language: Language) -> Table {
    let w = words(language);
    let teller = Teller { answer, language, w };
    let heads =
        [w.cut, w.new_price, w.even_volume, w.even_share, w.even_volume_marginal, w.even_share_marginal];
    let mut table = Table::new(heads, 0);
    for row in &answer.candidates {
        let mut cells = vec![
            Cell::text(Teller::percent(row.cut)),
            Cell::text(teller.plain(answer.opening.price * (1.0 - row.cut))),
        ];
        for point in [row.break_even.average, row.break_even.marginal] {
            let factor = point.map(|point| teller.plain(point.volume_factor));
            cells.push(Cell::text(factor.unwrap_or_else(|| "–".to_owned())));
            cells.push(Cell::text(optional(point.and_then(|point| point.share), "share", language)));
        }
        table.push(cells);
    }
    table
}

/// The steps of gross profit; nothing where there are none.
pub fn bridge(answer: &PriceAnswer, language: Language) -> Option<Table> {
    let w = words(language);
    let teller = Teller { answer, language, w };
    let bridge = answer.waterfall.as_ref()?;
    let money = |value: f64| Cell::text(figure(value, &answer.currency, language));
    // One replicate has no interval, and so no column of them.
    let is_sure = bridge.steps.iter().any(|step| ends(step.change).is_some());
    let mut heads = vec![w.step.to_owned(), w.change.to_owned()];
    heads.extend(is_sure.then(|| say(w.interval, [("level", teller.level())])));
    let mut table = Table::new(heads, 1);
    let mut push = |name: String, amount: Cell, ends: Cell| {
        table.push([Cell::text(name), amount].into_iter().chain(is_sure.then_some(ends)).collect());
    };
    push(w.from_none.to_owned(), money(bridge.gross_profit_from), Cell::Empty);
    for step in &bridge.steps {
        let ends = ends(step.change).map(|ends| interval(ends, &answer.currency, language));
        let amount = step.change.mean.map_or_else(|| "–".to_owned(), |mean| teller.signed(mean));
        push(step_name(step.name, w).to_owned(), Cell::text(amount), ends.map_or(Cell::Empty, Cell::text));
    }
    push(capital(&teller.name(bridge.to_cut)), money(bridge.gross_profit_to), Cell::Empty);
    Some(table)
}

/// A step as a reader calls it.
pub(super) fn step_name(part: BridgePart, w: &Words) -> &'static str {
    match part {
        BridgePart::Price => w.step_price,
        BridgePart::Volume => w.step_volume,
        BridgePart::Cost => w.step_cost,
        BridgePart::Mix => w.step_mix,
        BridgePart::OtherProducts => w.step_other,
    }
}

/// With its first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `price.csv`: one row a candidate, in full precision, with the names of the JSON.
pub(super) fn wide(answer: &PriceAnswer) -> Table {
    let means = [
        "share",
        "share_provider",
        "revenue",
        "margin_gross",
        "profit",
        "profit_over_no_cut",
        "cash_end",
        "market_price",
    ];
    let mut heads: Vec<String> = vec!["cut".to_owned(), "arm".to_owned(), "price".to_owned()];
    heads.extend(
        means.iter().flat_map(|name| [(*name).to_owned(), format!("{name}_low"), format!("{name}_high")]),
    );
    let rest = [
        "chance_best",
        "chance_above_no_cut",
        "chance_below_no_cut",
        "chance_exit",
        "chance_cash_below_zero",
        "break_even_volume_average",
        "break_even_share_average",
        "break_even_volume_marginal",
        "break_even_share_marginal",
    ];
    heads.extend(rest.map(str::to_owned));
    let mut table = Table::new(heads, 0);
    for row in &answer.candidates {
        let mut cells = vec![Cell::Number(row.cut), Cell::text(&row.arm), Cell::number(row.price)];
        let of = [
            row.share,
            row.share_provider,
            row.revenue,
            row.margin_gross,
            row.profit,
            row.profit_over_no_cut,
            row.cash_end,
            row.market_price,
        ];
        cells
            .extend(of.into_iter().flat_map(|mean| [mean.mean, mean.ci_low, mean.ci_high]).map(Cell::number));
        let chances = [
            row.chance_best,
            row.chance_above_no_cut,
            row.chance_below_no_cut,
            row.chance_exit,
            row.chance_cash_below_zero,
        ];
        cells.extend(chances.map(Cell::Number));
        for point in [row.break_even.average, row.break_even.marginal] {
            cells.push(Cell::number(point.map(|point| point.volume_factor)));
            cells.push(Cell::number(point.and_then(|point| point.share)));
        }
        table.push(cells);
    }
    table
}

/// `bridge.csv`: one row a step, in full precision.
pub(super) fn steps(answer: &PriceAnswer) -> Table {
    let mut table = Table::new(["from_cut", "to_cut", "step", "change", "ci_low", "ci_high"], 0);
    if let Some(bridge) = &answer.waterfall {
        let mut push = |name: &str, mean: Mean| {
            let mut row = vec![Cell::Number(bridge.from_cut), Cell::Number(bridge.to_cut), Cell::text(name)];
            row.extend([mean.mean, mean.ci_low, mean.ci_high].map(Cell::number));
            table.push(row);
        };
        let total = |value| Mean { mean: Some(value), ..Mean::default() };
        push("gross_profit_from", total(bridge.gross_profit_from));
        bridge.steps.iter().for_each(|step| push(step.name.name(), step.change));
        push("gross_profit_to", total(bridge.gross_profit_to));
    }
    table
}
