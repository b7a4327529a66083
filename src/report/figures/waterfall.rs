//! Where the fall in price comes from: from the opening price to the last by trend, competition and war, and the trend by
//! its drivers.
//!
//! Each bar is what its factor does to the price that the factors before it have left, in the order of reading, so that bars
//! add up and every level between them is a price: what costs alone would make it, then competition, then war.

use super::view::{MARKET, View, first};
use super::words::say;
use crate::drivers::Driver;
use crate::experiments::Credited;
use crate::history::Part;
use crate::maths::exp;
use crate::report::Figure;
use crate::report::charts::{Passage, Quantity, Scaling, Step, ValueAxis, Waterfall};
use crate::report::names::label;

pub(super) const FILE: &str = "charts/trend-or-war.png";

/// Drivers whose part of the trend is smaller are left to attribution.csv, their sum shown as one bar.
const SMALL: f64 = 0.005;

/// Changes that are smaller parts of the opening price are rounding.
const ROUNDING: f64 = 1e-6;

/// Parts smaller than this, in logarithms, are nothing to make a title of.
const LEAST_CHANGE: f64 = 0.005;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let of = |part: Part| view.findings.credit(view.arm, part, MARKET).filter(|credited| credited.ln.n > 0);
    let mean = |part: Part| of(part).and_then(|credited| credited.ln.mean);
    let whole = mean(Part::Price).ok_or_else(|| words.no_benchmark.to_owned())?;
    let opening = view
        .series("price_effective", MARKET)
        .and_then(|drawn| first(&drawn.line))
        .filter(|price| *price > 0.0)
        .ok_or_else(|| words.nothing_sold.to_owned())?;
    let causes = [Part::Trend, Part::Competition, Part::War];
    let mut passages = vec![Passage {
        title: words.waterfall_causes.to_owned(),
        from: (words.opening_price.to_owned(), opening),
        steps: Walk::from(view, opening).through(causes.into_iter().filter_map(of)),
        to: (words.last_price.to_owned(), opening * exp(whole)),
    }];
    let trend = mean(Part::Trend).unwrap_or(0.0);
    if trend.abs() > ROUNDING {
        passages.push(Passage {
            title: words.waterfall_credits.to_owned(),
            from: (words.opening_price.to_owned(), opening),
            steps: credits(view, opening, trend),
            to: (words.after_trend.to_owned(), opening * exp(trend)),
        });
    }
    let chart = Waterfall {
        heading: view.heading(title(view, opening, &mean), waterfall_subtitle(view, &passages)),
        axis: ValueAxis::new(Scaling::FromZero, view.money(), ""),
        passages,
    };
    let png = chart.png(&view.context.style);
    let change = |part: Part| mean(part).map_or_else(|| "–".to_owned(), |ln| factor(view, ln));
    let places = [
        ("trend", change(Part::Trend)),
        ("competition", change(Part::Competition)),
        ("war", change(Part::War)),
        ("all", change(Part::Price)),
        ("shares", shares(view, whole, &mean)),
    ];
    Figure::drawn(FILE, &chart.heading, say(words.waterfall_caption, places), png)
}

/// By how much a price changes that is multiplied by e^ln.
fn factor(view: &View, ln: f64) -> String {
    let ln = if ln.abs() < ROUNDING { 0.0 } else { ln };
    view.change(exp(ln) - 1.0, &Quantity::Percent)
}

/// The parts of the change that each cause is, in logarithms; nothing where nothing changed.
fn shares(view: &View, whole: f64, mean: &dyn Fn(Part) -> Option<f64>) -> String {
    if whole.abs() < LEAST_CHANGE {
        return String::new();
    }
    let share = |part: Part| {
        mean(part).map_or_else(|| "–".to_owned(), |ln| view.percent((ln / whole * 100.0).round() / 100.0))
    };
    let places =
        [("trend", share(Part::Trend)), ("competition", share(Part::Competition)), ("war", share(Part::War))];
    say(view.words.waterfall_shares, places)
}

/// Where the price goes, cause by cause; plain words where it goes nowhere.
fn title(view: &View, opening: f64, mean: &dyn Fn(Part) -> Option<f64>) -> String {
    let words = view.words;
    let (Some(trend), Some(competition), Some(war)) =
        (mean(Part::Trend), mean(Part::Competition), mean(Part::War))
    else {
        return words.waterfall_plain.to_owned();
    };
    if [trend, competition, war].iter().all(|ln| ln.abs() < LEAST_CHANGE) {
        return words.waterfall_plain.to_owned();
    }
    let whole = trend + competition + war;
    // The digits of the bars, which go by the largest total.
    let largest = [0.0, trend, whole].into_iter().fold(f64::NEG_INFINITY, f64::max);
    let price = |ln: f64| view.money().among(opening * exp(ln), opening * exp(largest), view.language());
    let places = [
        ("first", price(0.0)),
        ("trend", price(trend)),
        ("competition", price(trend + competition)),
        ("last", price(whole)),
    ];
    let moves = |ln: f64| ln.abs() >= LEAST_CHANGE;
    let sentence = match [trend, competition, war].map(moves) {
        [true, false, false] => words.waterfall_trend,
        [false, true, false] => words.waterfall_competition,
        [false, false, true] => words.waterfall_war,
        _ => words.waterfall_title,
    };
    say(sentence, places)
}

/// A walk from price to price, a factor at a time.
struct Walk<'a> {
    view: &'a View<'a>,
    price: f64,
}

impl<'a> Walk<'a> {
    fn from(view: &'a View<'a>, price: f64) -> Self {
        Self { view, price }
    }

    /// The steps of some contributions, in their order; each multiplies the price that the ones before it have left.
    fn through<'f>(mut self, found: impl Iterator<Item = &'f Credited>) -> Vec<Step> {
        found.filter_map(|credited| self.step(credited)).collect()
    }

    fn step(&mut self, credited: &Credited) -> Option<Step> {
        let ln = credited.ln.mean?;
        let to = |ln: f64| self.price * (exp(ln) - 1.0);
        let whisker = credited.ln.interval.filter(|ends| ends.half_width() > ROUNDING);
        let step = Step {
            label: label(&format!("part_{}", credited.part.name()), self.view.page_language()),
            change: to(ln),
            whisker: whisker.map(|ends| (to(ends.low), to(ends.high))),
            note: self.factor(ln),
        };
        self.price *= exp(ln);
        Some(step)
    }

    /// What it multiplies by, in words of a note.
    fn factor(&self, ln: f64) -> String {
        if ln.abs() < ROUNDING { String::new() } else { factor(self.view, ln) }
    }
}

fn waterfall_subtitle(view: &View, passages: &[Passage]) -> String {
    let places = [("currency", view.findings.subject.currency.clone()), ("runs", view.mean_of_runs())];
    let mut text = say(view.words.waterfall_subtitle, places);
    if passages.iter().flat_map(|passage| &passage.steps).any(|step| step.whisker.is_some()) {
        text.push_str(view.words.waterfall_whiskers);
    }
    text
}

/// The drivers of the trend; small ones together.
fn credits(view: &View, opening: f64, trend: f64) -> Vec<Step> {
    let drivers = Driver::TECHNOLOGY.into_iter().chain([Driver::Mix]).map(Part::By);
    let found = drivers.filter_map(|part| view.findings.credit(view.arm, part, MARKET));
    let large = |credited: &&Credited| credited.ln.mean.is_some_and(|ln| ln.abs() >= SMALL * trend.abs());
    let (large, small): (Vec<&Credited>, Vec<&Credited>) = found.partition(large);
    let shown: f64 = large.iter().filter_map(|credited| credited.ln.mean).sum();
    let mut steps = Walk::from(view, opening).through(large.into_iter());
    let rest: f64 = small.iter().filter_map(|credited| credited.ln.mean).sum();
    if rest.abs() > 1e-12 {
        let change = opening * exp(shown) * (exp(rest) - 1.0);
        steps.push(Step { label: view.words.others.to_owned(), change, ..Step::default() });
    }
    steps
}
