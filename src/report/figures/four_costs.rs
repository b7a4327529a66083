//! Posted prices against the four costs: for the main product of each of the largest providers, a panel.

use super::adoption::line;
use super::products;
use super::view::{Drawn, View};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{CATEGORIES, Line, Lines, Panel, Pattern, Scaling, Thickness, ValueAxis};

pub(super) const FILE: &str = "charts/four-costs.png";

/// Panels that a page has room for.
const MOST: usize = 3;

/// Height of a panel with its five lines, in logical pixels.
const PANEL: u32 = 230;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let all = products::all(view);
    let mut main = products::main(&all);
    // The largest product of each provider, the largest providers first.
    main.sort_by(|a, b| all[*b].weight.total_cmp(&all[*a].weight));
    let mut seen = Vec::new();
    main.retain(|at| {
        !seen.contains(&all[*at].provider) && {
            seen.push(all[*at].provider);
            true
        }
    });
    let mut panels = Vec::new();
    let mut below = Vec::new();
    for at in main {
        let product = &all[at];
        let line = |measure: &str| Some(view.series(measure, &product.entity)?.line);
        // What is free in the end has no place on a logarithmic axis.
        let last_known = line("price_posted").and_then(|line| line.iter().flatten().last().copied());
        if panels.len() == MOST || last_known.is_none_or(|price| price <= 0.0) {
            continue;
        }
        let Some(panel) = panel(view, &product.entity, &product.label) else { continue };
        panels.push(panel);
        // Nothing is said of the end of a product that is withdrawn before.
        let end = |measure: &str| line(measure)?.last().copied().flatten();
        if end("price_posted").zip(end("unit_cost")).is_some_and(|(price, average)| price < average) {
            below.push(product.label.clone());
        }
    }
    if panels.is_empty() {
        return Err(words.no_price.to_owned());
    }
    let title = if below.is_empty() {
        words.costs_none_below.to_owned()
    } else {
        say(words.costs_below, [("who", view.list(&below))])
    };
    let runs = view.series("price_effective", super::view::MARKET).map(|drawn| Drawn {
        inner: None,
        outer: None,
        ..drawn
    });
    let runs = runs.map_or_else(String::new, |drawn| view.summed_up(&drawn));
    let height = 150 + PANEL * panels.len() as u32;
    let chart = Lines {
        heading: view.heading(title, say(words.costs_subtitle, [("runs", runs)])),
        dates: view.dates.clone(),
        panels,
    };
    let style = &view.context.style;
    let png = chart.png(&style.clone().sized(style.width, style.height.max(height)));
    Figure::drawn(FILE, &chart.heading, words.costs_caption.to_owned(), png)
}

/// Price and costs of a product; none where it has no price above zero.
fn panel(view: &View, entity: &str, label: &str) -> Option<Panel> {
    let words = view.words;
    let series = |measure: &str| {
        let drawn = view.series(measure, entity)?.map(&|value| Some(value).filter(|v| *v > 0.0));
        drawn.line.iter().any(Option::is_some).then_some(drawn)
    };
    let mut lines = vec![line(words.posted_price, CATEGORIES[0], series("price_posted")?)];
    let costs = [
        ("unit_cost_full", words.full_cost, 3, Pattern::Dotted),
        ("unit_cost", words.average_cost, 1, Pattern::Solid),
        ("unit_cost_floor", words.floor_cost, 2, Pattern::Solid),
        ("unit_cost_marginal", words.marginal_cost, 4, Pattern::Dashed),
    ];
    for (measure, name, colour, pattern) in costs {
        let Some(drawn) = series(measure) else { continue };
        let plain = line(name, CATEGORIES[colour], drawn);
        lines.push(Line { pattern, thickness: Thickness::Thin, band: None, ..plain });
    }
    let currency = view.findings.subject.currency.clone();
    let axis = ValueAxis::new(Scaling::Log, view.money(), &say(words.price_log, [("currency", currency)]));
    (lines.len() > 1).then(|| Panel { title: label.to_owned(), axis, lines, thresholds: Vec::new() })
}
