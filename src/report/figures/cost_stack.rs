//! What a million tokens costs, stacked: serving, training and data over the tokens sold.

use super::view::{MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{AmountLayer, CATEGORIES, Scaling, StackedAmounts, ValueAxis, Values};

pub(super) const FILE: &str = "charts/cost-stack.png";

/// Layers that are never larger than this part of the largest total would not be seen.
const UNSEEN: f64 = 1e-3;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let parts = [
        ("unit_cost", words.serving_cost, 0),
        ("unit_cost_training", words.training_cost, 1),
        ("unit_cost_data", words.data_cost, 2),
    ];
    let layers: Vec<AmountLayer> = parts
        .into_iter()
        .filter_map(|(measure, name, colour)| {
            let amounts = view.mean(measure, MARKET)?;
            Some(AmountLayer { name: name.to_owned(), colour: CATEGORIES[colour], amounts })
        })
        .collect();
    if layers.is_empty() {
        // Unit costs by concept are taken down with the attribution, which the scenario may switch off.
        return Err(words.no_benchmark.to_owned());
    }
    let total = total(&layers);
    let most = total.iter().flatten().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(words.nothing_sold.to_owned());
    }
    let seen = |layer: &AmountLayer| layer.amounts.iter().flatten().any(|amount| *amount > UNSEEN * most);
    let layers: Vec<AmountLayer> = layers.into_iter().filter(seen).collect();
    let (Some(from), Some(to)) = (first(&total), total.iter().flatten().last().copied()) else {
        return Err(words.nothing_sold.to_owned());
    };
    let unit = format!("{}/Mtok", view.findings.subject.currency);
    let money = view.money();
    let shown = [from, to].map(|cost| view.brief(cost, &money));
    let sentence = match &shown {
        [first, last] if first == last => words.stack_still,
        _ if to < from => words.stack_falls,
        _ => words.stack_rises,
    };
    let [first_cost, last_cost] = shown;
    let title = say(sentence, [("first", first_cost), ("last", last_cost)]);
    let ends = |layer: &AmountLayer| {
        let last = layer.amounts.iter().flatten().last().copied()?;
        let [from, to] = [first(&layer.amounts)?, last].map(|amount| view.in_full(amount, &unit));
        let change = say(words.from_to, [("from", from), ("to", to)]);
        Some(format!("{} {change}", layer.name))
    };
    let told: Vec<String> = layers.iter().filter_map(ends).collect();
    let caption = say(words.stack_caption, [("list", view.list(&told))]);
    let currency = view.findings.subject.currency.clone();
    let chart = StackedAmounts {
        heading: view.heading(title, say(words.stack_subtitle, [("runs", view.mean_of_runs())])),
        dates: view.dates.clone(),
        axis: ValueAxis::new(
            Scaling::FromZero,
            view.money(),
            &say(words.price_even, [("currency", currency)]),
        ),
        layers,
        total: words.full_cost.to_owned(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Sum of the layers where any is known.
fn total(layers: &[AmountLayer]) -> Values {
    let dates = layers.iter().map(|layer| layer.amounts.len()).max().unwrap_or(0);
    (0..dates)
        .map(|at| {
            let known = layers.iter().filter_map(|layer| layer.amounts[at]);
            known.fold(None, |sum, amount| Some(sum.unwrap_or(0.0) + amount))
        })
        .collect()
}
