//! Under fire: what is different for each provider while a price-war episode lasts.

use super::rivalry::words;
use super::view::{Centre, MARKET, View};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{Quantity, Range, Ranges, Scaling, ValueAxis};

pub(super) const FILE: &str = "charts/under-fire.png";

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let own = words(view.language());
    let known = |measure: &str, firm: &str| view.estimate(measure, firm).and_then(|e| Centre::Median.of(e));
    let mut rows: Vec<(f64, Range)> = Vec::new();
    for name in view.providers() {
        let Some(margin) = view.estimate("fire_margin", name) else { continue };
        let Some(middle) = Centre::Median.of(margin) else { continue };
        // A change with its sign; a dash where there is none.
        let change = |measure: &str, quantity: &Quantity| {
            known(measure, name).map_or_else(
                || "–".to_owned(),
                |value| {
                    let text = view.in_title(value, quantity);
                    if value > 0.0 { format!("+{text}") } else { text }
                },
            )
        };
        let notes = vec![
            change("fire_investment", &view.money()),
            change("fire_refused", &Quantity::Percent),
            change("fire_waiting", &Quantity::Number),
            change("fire_quality", &Quantity::Number),
            change("fire_profit", &view.money()),
        ];
        let colour = view.palette.colour(name);
        rows.push((middle, Range { name: name.clone(), colour, quantiles: margin.quantiles, notes }));
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let hardest = rows.first().map(|(middle, row)| (*middle, row.name.clone()));
    let (middle, who) = hardest.ok_or_else(|| own.no_episode.to_owned())?;
    let title = if middle < 0.0 { own.fire_title } else { own.fire_title_none };
    let points = view.brief(100.0 * middle.abs(), &Quantity::Number);
    let title = say(title, [("who", who), ("points", points)]);
    let subtitle = say(own.fire_subtitle, [("runs", view.count_of_runs())]);
    let market = |measure: &str, unit: &str| {
        let estimate = view.estimate(measure, MARKET);
        estimate.and_then(|e| view.with_range(Centre::Median, e, unit)).unwrap_or_else(|| "–".to_owned())
    };
    let money = format!("{}/day", view.findings.subject.currency);
    let places = [
        ("profit", market("fire_profit", &money)),
        ("quality", market("fire_quality", "Elo")),
        ("welfare", market("fire_welfare", &money)),
    ];
    let caption = say(own.fire_caption, places);
    let columns =
        [own.fire_investment, own.fire_refused, own.fire_waiting, own.fire_quality, own.fire_profit];
    let chart = Ranges {
        heading: view.heading(title, subtitle),
        across: ValueAxis::new(Scaling::FromZero, Quantity::Percent, own.fire_unit),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, view.captioned(caption), png)
}
