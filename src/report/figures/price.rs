//! What users really pay: the effective price of the market, as a fan.

use super::view::{Centre, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{CATEGORIES, Fan, Quantity, Scaling, ValueAxis};

pub(super) const FILE: &str = "charts/effective-price.png";

/// A fall or rise by this factor and more is read better on a logarithmic axis.
const WIDE: f64 = 8.0;
/// A change smaller than this is called none.
const NONE: f64 = 0.005;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let drawn = view.series("price_effective", MARKET).ok_or_else(|| words.nothing_sold.to_owned())?;
    let (title, caption) = said(view)?;
    let subtitle = say(words.price_subtitle, [("runs", view.summed_up(&drawn))]);
    let known = || drawn.line.iter().flatten().copied();
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(0.0, f64::max));
    let scaling = if low > 0.0 && high / low >= WIDE { Scaling::Log } else { Scaling::FromZero };
    let logarithmic = scaling == Scaling::Log;
    let drawn = if logarithmic { drawn.map(&|value| Some(value).filter(|v| *v > 0.0)) } else { drawn };
    let currency = &view.findings.subject.currency;
    let unit =
        say(if logarithmic { words.price_log } else { words.price_even }, [("currency", currency.clone())]);
    let chart = Fan {
        heading: view.heading(title, subtitle),
        dates: view.dates.clone(),
        axis: ValueAxis::new(scaling, view.money(), &unit),
        colour: CATEGORIES[0],
        name: fan_name(view),
        median: drawn.line,
        inner: drawn.inner,
        outer: drawn.outer,
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// What the line of a fan is called.
pub(super) fn fan_name(view: &View) -> String {
    if view.runs == 1 { view.words.this_run } else { view.words.median_line }.to_owned()
}

fn said(view: &View) -> Result<(String, String), String> {
    let words = view.words;
    let known = |measure: &str| view.estimate(measure, MARKET);
    let (Some(change), Some(price)) = (known("price_change"), known("price_blended")) else {
        return Err(words.nothing_sold.to_owned());
    };
    let by = Centre::Median.of(change).ok_or_else(|| words.nothing_sold.to_owned())?;
    let turn: fn(f64) -> f64 = if by < 0.0 { |change| -change } else { |change| change };
    let places = [
        ("by", view.percent(by.abs())),
        ("spread", view.spread(Centre::Median, change, (turn, &Quantity::Percent))),
    ];
    let sentence = match by {
        by if by.abs() < NONE => words.price_flat,
        by if by < 0.0 => words.price_falls,
        _ => words.price_rises,
    };
    let title = say(sentence, places);
    let unit = format!("{}/Mtok", view.findings.subject.currency);
    let opening = view.series("price_effective", MARKET).and_then(|drawn| first(&drawn.line));
    // A price that went down and up again has no rate of falling.
    let falls = known("lambda").filter(|rate| Centre::Median.of(rate).is_some_and(|rate| rate > 0.0));
    let rate = falls.and_then(|rate| view.with_range(Centre::Median, rate, "1/year"));
    let told = [price].into_iter().chain(falls);
    let places = [
        ("first", opening.map_or_else(|| "–".to_owned(), |price| view.in_full(price, &unit))),
        ("last", view.with_range(Centre::Median, price, &unit).unwrap_or_default()),
        ("window", view.window()),
        ("rate", rate.map_or_else(String::new, |rate| say(words.price_rate, [("rate", rate)]))),
    ];
    Ok((title, view.captioned(say(words.price_caption, places), told)))
}
