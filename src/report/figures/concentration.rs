//! How concentrated the market is: the Herfindahl-Hirschman index, with the bounds that merger control draws.

use super::adoption::line;
use super::view::{Centre, Drawn, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{CATEGORIES, Lines, Panel, Quantity, Scaling, Threshold, ValueAxis};

pub(super) const FILE: &str = "charts/concentration.png";

/// US Department of Justice and Federal Trade Commission, Merger Guidelines 2023, section 2.1: a market above 1,800 is
/// highly concentrated, one between 1,000 and 1,800 moderately (so the Department's page on the index).
const BOUNDS: [f64; 2] = [1_000.0, 1_800.0];

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    if view.providers().len() < 2 {
        return Err(words.one_provider.to_owned());
    }
    let drawn = view.series("hhi_tokens", MARKET).ok_or_else(|| words.nothing_sold.to_owned())?;
    let estimate = view.estimate("hhi_tokens", MARKET).ok_or_else(|| words.nothing_sold.to_owned())?;
    let end = Centre::Median.of(estimate).ok_or_else(|| words.nothing_sold.to_owned())?;
    let opening = first(&drawn.line).ok_or_else(|| words.nothing_sold.to_owned())?;
    let number = |value: f64| view.brief(value, &Quantity::Number);
    let class = match end {
        end if end > BOUNDS[1] => words.highly,
        end if end > BOUNDS[0] => words.moderately,
        _ => words.not_concentrated,
    };
    let places = [
        ("first", number(opening)),
        ("last", number(end)),
        ("class", class.to_owned()),
        ("spread", view.spread(Centre::Median, estimate, (|index| index, &Quantity::Number))),
    ];
    let title = say(if end < opening { words.hhi_falls } else { words.hhi_rises }, places);
    let runs = view.summed_up(&Drawn { inner: None, ..drawn.clone() });
    let subtitle = say(words.hhi_subtitle, [("runs", runs), ("window", view.window())]);
    let cr3 = view.estimate("cr3", MARKET);
    let three = cr3.and_then(|cr3| view.with_range(Centre::Median, cr3, "share"));
    let places = [
        ("window", view.window()),
        ("last", view.with_range(Centre::Median, estimate, "index").unwrap_or_default()),
        ("cr3", three.unwrap_or_else(|| "–".to_owned())),
    ];
    let caption = view.captioned(say(words.hhi_caption, places), [estimate].into_iter().chain(cr3));
    let bound = |(value, label): (f64, &str)| Threshold { value, label: label.to_owned() };
    let panel = Panel {
        title: String::new(),
        axis: ValueAxis::new(Scaling::FromZero, Quantity::Number, words.hhi_unit),
        lines: vec![line("HHI", CATEGORIES[0], drawn)],
        thresholds: BOUNDS.into_iter().zip([words.bound_low, words.bound_high]).map(bound).collect(),
    };
    let chart =
        Lines { heading: view.heading(title, subtitle), dates: view.dates.clone(), panels: vec![panel] };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}
