//! The bill of a month: sales at posted prices, less compute, data, training and inference, for the providers that spend
//! the most.

use super::charts::View;
use super::words::{say, words};
use crate::calendar::DAYS_A_MONTH;
use crate::costing::{Costing, ProviderCosting};
use crate::report::charts::{Passage, Scaling, Step, ValueAxis, Waterfall};
use crate::report::number::{figure, optional};
use crate::report::{Figure, Language};

/// The file.
pub(super) const FILE: &str = "charts/bill.png";

/// Providers that are shown: more bars have no room for their names.
const SHOWN: usize = 3;

/// What the providers that spend the most pay in a month, and what a million tokens of the largest product costs.
pub fn sentences(costing: &Costing, language: Language) -> Vec<String> {
    let w = words(language);
    let money = |value: f64| figure(value, &costing.currency, language);
    let bill = |provider: &ProviderCosting| {
        let month = &provider.total_cost_per_month;
        say(
            w.bill,
            [
                ("provider", provider.name.clone()),
                ("total", money(month.total)),
                ("compute", money(month.compute)),
                ("data", money(month.data)),
                ("training", money(month.training)),
                ("inference", money(month.inference)),
                ("revenue", money(monthly(provider.revenue_per_day))),
            ],
        )
    };
    let mut told: Vec<String> = dearest(costing).into_iter().map(bill).collect();
    if let Some(product) = costing.curves.as_ref().map(|curves| &costing.products[curves.product]) {
        let unit = format!("{}/Mtok", costing.currency);
        let price = |value: f64| figure(value, &unit, language);
        let (average, full) = (&product.unit_cost.average, &product.unit_cost.full);
        told.push(say(
            w.token,
            [
                ("product", product.product.clone()),
                ("average", price(average.blended)),
                ("input", price(average.input_billed)),
                ("output", price(average.output)),
                ("full", price(full.blended)),
                ("price", price(product.price.blended)),
                ("margin", optional(product.margin, "share", language)),
            ],
        ));
    }
    told
}

/// Those with any cost that spend the most.
fn dearest(costing: &Costing) -> Vec<&ProviderCosting> {
    let mut providers: Vec<&ProviderCosting> =
        costing.providers.iter().filter(|provider| provider.total_cost_per_month.total > 0.0).collect();
    providers.sort_by(|a, b| b.total_cost_per_month.total.total_cmp(&a.total_cost_per_month.total));
    providers.truncate(SHOWN);
    providers
}

fn monthly(a_day: f64) -> f64 {
    a_day * DAYS_A_MONTH
}

pub(super) fn draw(view: &View<'_>) -> Result<Figure, String> {
    let (costing, w) = (view.costing, view.words);
    let providers = dearest(costing);
    let first = providers.first().ok_or_else(|| w.no_bill.to_owned())?;
    let places = [
        ("provider", first.name.clone()),
        ("total", view.amount(first.total_cost_per_month.total)),
        ("revenue", view.amount(monthly(first.revenue_per_day))),
    ];
    let few = providers.len() < costing.providers.len();
    let subtitle = if few {
        say(w.bill_subtitle_some, [("n", providers.len().to_string())])
    } else {
        w.bill_subtitle.to_owned()
    };
    let chart = Waterfall {
        heading: view.heading(say(w.bill_title, places), subtitle),
        axis: ValueAxis::new(Scaling::FromZero, view.money(), ""),
        passages: providers.iter().map(|provider| passage(view, provider)).collect(),
    };
    let caption = sentences(costing, view.language).into_iter().next().unwrap_or_default();
    Figure::drawn(FILE, &chart.heading, caption, chart.png(view.style))
}

fn passage(view: &View<'_>, provider: &ProviderCosting) -> Passage {
    let (w, month) = (view.words, &provider.total_cost_per_month);
    let revenue = monthly(provider.revenue_per_day);
    let step = |label: &str, amount: f64| Step { label: capital(label), change: -amount, ..Step::default() };
    let steps = [
        step(w.compute, month.compute),
        step(w.data, month.data),
        step(w.training, month.training),
        step(w.inference, month.inference),
    ];
    Passage {
        title: provider.name.clone(),
        from: (capital(w.revenue), revenue),
        steps: steps.into_iter().filter(|step| step.change != 0.0).collect(),
        to: (capital(w.left), revenue - month.total),
    }
}

/// A word of a table as the label of a bar.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
