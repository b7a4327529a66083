//! The market's effective price against its benchmarks: the static Nash price and the standard cost.

use super::adoption::line;
use super::view::{Drawn, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{
    CATEGORIES, Colour, Line, Lines, Panel, Pattern, Quantity, Scaling, Thickness, ValueAxis,
};

pub(super) const FILE: &str = "charts/benchmarks.png";

/// Changes and distances smaller than this say nothing.
const LEAST_CHANGE: f64 = 0.02;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let positive = |drawn: Drawn| drawn.map(&|value| Some(value).filter(|v| *v > 0.0));
    let series = |measure: &str| view.series(measure, MARKET).map(positive);
    let price = series("price_effective").ok_or_else(|| words.nothing_sold.to_owned())?;
    let nash = series("price_nash").ok_or_else(|| words.no_benchmark.to_owned())?;
    let standard = series("unit_cost_standard").ok_or_else(|| words.no_benchmark.to_owned())?;
    let ends = |drawn: &Drawn| {
        let last = drawn.line.iter().flatten().last().copied();
        first(&drawn.line).zip(last)
    };
    let unit = format!("{}/Mtok", view.findings.subject.currency);
    let told = |drawn: &Drawn| {
        ends(drawn).map_or_else(
            || "–".to_owned(),
            |(from, to)| {
                let [from, to] = [from, to].map(|value| view.in_full(value, &unit));
                say(words.from_to, [("from", from), ("to", to)])
            },
        )
    };
    let places = [("price", told(&price)), ("nash", told(&nash)), ("standard", told(&standard))];
    let caption = say(words.benchmarks_caption, places);
    let plain = |name: &str, colour: Colour, drawn: Drawn, pattern: Pattern| Line {
        pattern,
        thickness: Thickness::Thin,
        band: None,
        ..line(name, colour, drawn)
    };
    let last = |drawn: &Drawn| ends(drawn).map(|(_, to)| to).filter(|to| *to > 0.0);
    let title = match (last(&price), last(&nash), last(&standard)) {
        (Some(price), Some(nash), Some(standard)) => against(view, price / nash - 1.0, price / standard),
        _ => words.benchmarks_plain.to_owned(),
    };
    let runs = view.summed_up(&Drawn { inner: None, ..price.clone() });
    let lines = vec![
        line(words.effective_price, CATEGORIES[0], price),
        plain(words.nash_price, CATEGORIES[1], nash, Pattern::Dashed),
        plain(words.standard_cost, CATEGORIES[2], standard, Pattern::Solid),
    ];
    let currency = view.findings.subject.currency.clone();
    let panel = Panel {
        title: String::new(),
        axis: ValueAxis::new(Scaling::Log, view.money(), &say(words.price_log, [("currency", currency)])),
        lines,
        thresholds: Vec::new(),
    };
    let subtitle = say(words.benchmarks_subtitle, [("runs", runs)]);
    let chart =
        Lines { heading: view.heading(title, subtitle), dates: view.dates.clone(), panels: vec![panel] };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Where the price ends: so much above the static Nash price, so many times the standard cost.
fn against(view: &View, above: f64, times: f64) -> String {
    let words = view.words;
    let sentence = match above {
        above if above.abs() < LEAST_CHANGE => words.price_at_nash,
        above if above < 0.0 => words.price_below_nash,
        _ => words.price_above_nash,
    };
    let (by, times) = (view.percent(above.abs()), view.in_title(times, &Quantity::Number));
    say(sentence, [("by", by), ("times", times)])
}
