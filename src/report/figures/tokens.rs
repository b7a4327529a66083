//! How many tokens are sold: a fan on a logarithmic axis.

use super::price::fan_name;
use super::view::{Centre, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{CATEGORIES, Fan, Quantity, Scaling, ValueAxis};

pub(super) const FILE: &str = "charts/tokens.png";

/// Tokens of the unit in which findings have them.
const MEGA: f64 = 1e6;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let drawn = view.series("tokens", MARKET).ok_or_else(|| words.nothing_sold.to_owned())?;
    let drawn = drawn.map(&|flow| Some(flow * MEGA).filter(|flow| *flow > 0.0));
    let opening = first(&drawn.line).ok_or_else(|| words.nothing_sold.to_owned())?;
    let (Some(growth), Some(end)) =
        (view.estimate("volume_growth", MARKET), view.estimate("tokens_per_day", MARKET))
    else {
        return Err(words.nothing_sold.to_owned());
    };
    let by = Centre::Median.of(growth).ok_or_else(|| words.nothing_sold.to_owned())?;
    // A growth beyond a doubling is said as a multiple.
    let (sentence, turn, quantity): (_, fn(f64) -> f64, _) = match by {
        by if by >= 1.0 => (words.tokens_multiply, |growth| growth + 1.0, Quantity::Number),
        by if by >= 0.0 => (words.tokens_rise, |growth| growth, Quantity::Percent),
        _ => (words.tokens_fall, |growth| -growth, Quantity::Percent),
    };
    let spread = view.spread(Centre::Median, growth, (turn, &quantity));
    let title = say(sentence, [("by", view.in_title(turn(by), &quantity)), ("spread", spread)]);
    let subtitle = say(words.tokens_subtitle, [("runs", view.summed_up(&drawn))]);
    let places = [
        ("first", view.in_full(opening / MEGA, "Mtok/day")),
        ("last", view.with_range(Centre::Median, end, "Mtok/day").unwrap_or_default()),
        ("window", view.window()),
    ];
    let caption = view.captioned(say(words.tokens_caption, places), [end]);
    let chart = Fan {
        heading: view.heading(title, subtitle),
        dates: view.dates.clone(),
        axis: ValueAxis::new(Scaling::Log, Quantity::Number, words.tokens_unit),
        colour: CATEGORIES[2],
        name: fan_name(view),
        median: drawn.line,
        inner: drawn.inner,
        outer: drawn.outer,
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}
