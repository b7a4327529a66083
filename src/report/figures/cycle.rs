//! A price cycle of two firms: one's price against the other's, and both over time.

use super::moves::{Steps, exact};
use super::products::{self, Product};
use super::rivalry::words;
use super::view::{Centre, MARKET, View};
use super::words::say;
use crate::experiments::Exemplar;
use crate::report::Figure;
use crate::report::charts::{Course, Phase, Quantity, Scaling, ValueAxis};

pub(super) const FILE: &str = "charts/price-cycle.png";

/// Full cycles that make a picture.
const LEAST: f64 = 2.0;

/// Cycles at the end that stand out: one may be odd.
const LAST: f64 = 2.0;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let (words, own) = (view.words, words(view.language()));
    let products = products::all(view);
    let [a, b] = &products[..] else { return Err(own.no_duopoly.to_owned()) };
    if view.providers().len() != 2 || a.provider == b.provider {
        return Err(own.no_duopoly.to_owned());
    }
    let mut runs = view.findings.exemplars.iter().filter(|exemplar| exemplar.job.arm as usize == view.arm);
    let cycles = |exemplar: &&Exemplar| {
        view.of_run(exemplar.job, "price_cycles", MARKET).is_some_and(|cycles| cycles >= LEAST)
    };
    let exemplar = runs.find(cycles).ok_or_else(|| own.no_cycle.to_owned())?;
    let length = view.of_run(exemplar.job, "price_cycle", MARKET).ok_or_else(|| own.no_cycle.to_owned())?;
    let steps = [a, b].map(|product| exact(view, exemplar, product));
    let (days, [first, second]) = together(&steps).ok_or_else(|| own.no_cycle.to_owned())?;
    let period = view.period();
    let last_from = (period.last - LAST * length).max(period.first);
    let recent = days.iter().zip(first.iter().zip(&second)).filter(|(day, _)| **day >= last_from);
    let prices = recent.flat_map(|(_, (a, b))| [*a, *b]);
    let (low, high) = prices.fold((f64::INFINITY, 0.0), |(l, h): (f64, f64), p| (l.min(p), h.max(p)));
    let estimate = |measure: &str, unit: &str| {
        let estimate = view.estimate(measure, MARKET)?;
        view.with_range(Centre::Median, estimate, unit)
    };
    let typical = view.estimate("price_cycle", MARKET).and_then(|length| Centre::Median.of(length));
    let [low, high] = [low, high].map(|price| view.brief(price, &view.money()));
    let places =
        [("days", view.in_title(typical.unwrap_or(length), &Quantity::Number)), ("low", low), ("high", high)];
    let title = say(own.cycle_title, places);
    let subtitle = say(own.cycle_subtitle, [("which", view.replicate(exemplar))]);
    let absent = || "–".to_owned();
    let places = [
        ("cycles", estimate("price_cycles", "count").unwrap_or_else(absent)),
        ("days", estimate("price_cycle", "days").unwrap_or_else(absent)),
        ("rises", estimate("price_rises", "count").unwrap_or_else(absent)),
    ];
    let told = ["price_cycles", "price_cycle", "price_rises"];
    let told = told.into_iter().filter_map(|measure| view.estimate(measure, MARKET));
    let caption = view.captioned(say(own.cycle_caption, places), told);
    let course = |product: &Product, values: Vec<f64>| Course {
        name: product.label.clone(),
        colour: view.palette.colour(&view.providers()[product.provider]),
        values,
    };
    let unit = say(words.price_even, [("currency", view.findings.subject.currency.clone())]);
    let chart = Phase {
        heading: view.heading(title, subtitle),
        period,
        axis: ValueAxis::new(Scaling::Around, view.money(), &unit),
        days,
        courses: [course(a, first), course(b, second)],
        last_from,
        parts: [own.cycle_before.to_owned(), own.cycle_last.to_owned()],
        equal: own.cycle_equal.to_owned(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Days on which either price changes, and both prices from each on; none where one is ever absent.
fn together([first, second]: &[Steps; 2]) -> Option<(Vec<f64>, [Vec<f64>; 2])> {
    let mut days: Vec<f64> = first.iter().chain(second).map(|(day, _)| *day).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    let on = |steps: &Steps, day: f64| steps.iter().rev().find(|(from, _)| *from <= day)?.1;
    let course = |steps: &Steps| days.iter().map(|day| on(steps, *day)).collect::<Option<Vec<f64>>>();
    let both = [course(first)?, course(second)?];
    Some((days, both))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_courses_share_their_days() {
        let first = vec![(0.0, Some(3.0)), (4.0, Some(2.0))];
        let second = vec![(0.0, Some(3.5)), (2.0, Some(2.5)), (4.0, Some(1.5))];
        let (days, [a, b]) = together(&[first.clone(), second]).unwrap();
        assert_eq!(days, [0.0, 2.0, 4.0]);
        assert_eq!(a, [3.0, 3.0, 2.0]);
        assert_eq!(b, [3.5, 2.5, 1.5]);
        assert_eq!(together(&[first, vec![(0.0, Some(1.0)), (1.0, None)]]), None, "one leaves");
    }
}
