//! Where the fall in price comes from: from the opening price to the last by trend, competition and war, and the trend by
//! its drivers.
//!
//! Bars are in money: each has its part of the change in logarithms (the logarithmic mean of the two prices times its
//! contribution), so that bars add up to the change and their sizes are the shares that the title names.

use super::benchmarks::title;
use super::heading::figure;
use super::view::{MARKET, View, first};
use super::words::say;
use crate::drivers::Driver;
use crate::experiments::Credited;
use crate::history::Part;
use crate::maths::exp;
use crate::report::Figure;
use crate::report::charts::{Passage, Scaling, Step, ValueAxis, Waterfall};
use crate::report::names::label;

pub(super) const FILE: &str = "charts/trend-or-war.png";

/// Drivers whose part of the trend is smaller are left to attribution.csv, their sum shown as one bar.
const SMALL: f64 = 0.005;

/// Changes that are smaller parts of the opening price are rounding.
const ROUNDING: f64 = 1e-6;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let of = |part: Part| view.findings.credit(view.arm, part, MARKET).filter(|credited| credited.ln.n > 0);
    let whole =
        of(Part::Price).and_then(|credited| credited.ln.mean).ok_or_else(|| words.no_benchmark.to_owned())?;
    let opening = view
        .series("price_effective", MARKET)
        .and_then(|drawn| first(&drawn.line))
        .filter(|price| *price > 0.0)
        .ok_or_else(|| words.nothing_sold.to_owned())?;
    let end = opening * exp(whole);
    // L(a, b) = (a - b) / ln(a / b), the price itself where nothing changed.
    let mean = if whole.abs() < 1e-9 { opening } else { (end - opening) / whole };
    let share = |credited: &Credited| {
        let part = credited.ln.mean.unwrap_or(0.0);
        if whole.abs() < 1e-9 { String::new() } else { view.percent((part / whole * 100.0).round() / 100.0) }
    };
    let step = |part: Part| -> Option<Step> {
        let credited = of(part)?;
        let whisker = credited.ln.interval.filter(|ends| ends.half_width() > ROUNDING);
        Some(Step {
            label: label(&format!("part_{}", part.name()), view.page_language()),
            change: Some(credited.ln.mean? * mean).filter(|by| by.abs() > ROUNDING * opening).unwrap_or(0.0),
            whisker: whisker.map(|ends| (ends.low * mean, ends.high * mean)),
            note: share(credited),
        })
    };
    let causes: Vec<Step> =
        [Part::Trend, Part::Competition, Part::War].into_iter().filter_map(&step).collect();
    let mut passages = vec![Passage {
        title: words.waterfall_causes.to_owned(),
        from: (words.opening_price.to_owned(), opening),
        steps: causes,
        to: (words.last_price.to_owned(), end),
    }];
    let trend = of(Part::Trend).and_then(|credited| credited.ln.mean).unwrap_or(0.0) * mean;
    if trend < 0.0 {
        passages.push(Passage {
            title: words.waterfall_credits.to_owned(),
            from: (label("part_trend", view.page_language()), -trend),
            steps: credits(view, &step, -trend),
            to: (words.put_down.to_owned(), 0.0),
        });
    }
    let chart = Waterfall {
        heading: view.heading(title(view), waterfall_subtitle(view)),
        axis: ValueAxis::new(Scaling::FromZero, view.money(), ""),
        passages,
    };
    let png = chart.png(&view.context.style);
    let change = |part: Part| {
        let ends = of(part).and_then(|credited| credited.ln.mean);
        ends.map_or_else(|| "–".to_owned(), |ln| view.percent(exp(ln) - 1.0))
    };
    let places = [
        ("trend", change(Part::Trend)),
        ("competition", change(Part::Competition)),
        ("war", change(Part::War)),
        ("all", change(Part::Price)),
    ];
    figure(FILE, &chart.heading, say(words.waterfall_caption, places), png)
}

fn waterfall_subtitle(view: &View) -> String {
    let currency = view.findings.subject.currency.clone();
    let runs = if view.runs == 1 {
        view.words.one_run.to_owned()
    } else {
        say(view.words.mean_of, [("n", view.runs.to_string())])
    };
    say(view.words.waterfall_subtitle, [("currency", currency), ("runs", runs)])
}

/// The drivers of the trend; small ones together.
fn credits(view: &View, step: &dyn Fn(Part) -> Option<Step>, trend: f64) -> Vec<Step> {
    let drivers = Driver::TECHNOLOGY.into_iter().chain([Driver::Mix]).map(Part::By);
    let (large, small): (Vec<Step>, Vec<Step>) =
        drivers.filter_map(step).partition(|step| step.change.abs() >= SMALL * trend);
    let rest: f64 = small.iter().map(|step| step.change).sum();
    let mut steps = large;
    if rest.abs() > 1e-12 * trend {
        steps.push(Step { label: view.words.others.to_owned(), change: rest, ..Step::default() });
    }
    steps
}
