//! Under fire: what is different for each provider while a price-war episode lasts.

use super::rivalry::words;
use super::view::{Centre, MARKET, View};
use super::words::say;
use crate::experiments::Estimate;
use crate::report::Figure;
use crate::report::charts::{Quantity, Range, Ranges, Scaling, ValueAxis};

pub(super) const FILE: &str = "charts/under-fire.png";

/// Percentage points of a change of a share.
const POINTS: f64 = 100.0;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let own = words(view.language());
    let known = |measure: &str, firm: &str| view.estimate(measure, firm).and_then(|e| Centre::Median.of(e));
    let mut rows: Vec<(f64, Range)> = Vec::new();
    for name in view.providers() {
        let Some(margin) = view.estimate("fire_margin", name) else { continue };
        let Some(middle) = Centre::Median.of(margin) else { continue };
        // A dash where there is none.
        let change = |measure: &str, unit: f64, quantity: &Quantity| {
            let value = known(measure, name).map(|value| view.change(unit * value, quantity));
            value.unwrap_or_else(|| "–".to_owned())
        };
        let notes = vec![
            change("fire_investment", 1.0, &view.money()),
            change("fire_refused", POINTS, &Quantity::Number),
            change("fire_waiting", 1.0, &Quantity::Number),
            change("fire_quality", 1.0, &Quantity::Number),
            change("fire_profit", 1.0, &view.money()),
        ];
        let colour = view.palette.colour(name);
        let quantiles = view.quantiles(margin).map(|q| q.map(|share| POINTS * share));
        rows.push((middle, Range { name: name.clone(), colour, quantiles, notes }));
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let hardest = rows.first().map(|(middle, row)| (*middle, row.name.clone()));
    let (middle, who) = hardest.ok_or_else(|| own.no_episode.to_owned())?;
    let title = if middle < 0.0 { own.fire_title } else { own.fire_title_none };
    let points = view.in_title(POINTS * middle.abs(), &Quantity::Number);
    let title = say(title, [("who", who), ("points", points)]);
    let subtitle = say(own.fire_subtitle, [("runs", view.spread_of_runs())]);
    let [profit, quality, welfare] =
        ["fire_profit", "fire_quality", "fire_welfare"].map(|measure| view.estimate(measure, MARKET));
    let told = |estimate: Option<&Estimate>, unit: &str| {
        estimate.and_then(|e| view.with_range(Centre::Median, e, unit)).unwrap_or_else(|| "–".to_owned())
    };
    let money = format!("{}/day", view.findings.subject.currency);
    let places = [
        ("profit", told(profit, &money)),
        ("quality", told(quality, "Elo")),
        ("welfare", told(welfare, &money)),
    ];
    let caption =
        view.captioned(say(own.fire_caption, places), [profit, quality, welfare].into_iter().flatten());
    let columns =
        [own.fire_investment, own.fire_refused, own.fire_waiting, own.fire_quality, own.fire_profit];
    let chart = Ranges {
        heading: view.heading(title, subtitle),
        across: ValueAxis::new(Scaling::FromZero, Quantity::Number, own.fire_unit),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}
