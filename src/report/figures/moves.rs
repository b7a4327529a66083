//! Posted prices as steps: the exact ones of a single history, or the medians of all runs at the record dates.

use super::products::Product;
use super::view::View;
use crate::experiments::{Event, Exemplar};

/// (Day, price from then on); none once the product is gone.
pub(super) type Steps = Vec<(f64, Option<f64>)>;

/// Prices are kept in single precision; in one precision equal prices are equal.
fn single(price: f64) -> f64 {
    f64::from(price as f32)
}

/// The history that stands for all runs, where there is one: every run posts the same prices, and in it products come
/// and go as they do in most.
pub(super) fn common<'a>(view: &View<'a>, products: &[Product]) -> Option<&'a Exemplar> {
    let findings = view.findings;
    let bands = |product: &Product| findings.bands(view.arm, "price_posted", &product.entity);
    let same =
        products.iter().filter_map(bands).flatten().flatten().all(|b| b.quantiles[0] >= b.quantiles[4]);
    let usual = |exemplar: &&Exemplar| {
        products.iter().all(|product| {
            let (bands, own) =
                (bands(product), exemplar.series(&findings.layout, "price_posted", &product.entity));
            let (Some(bands), Some(own)) = (bands, own) else { return true };
            let most = |band: &Option<crate::experiments::Band>| {
                band.is_some_and(|band| 2 * band.n as usize >= view.runs)
            };
            bands.iter().zip(own).all(|(band, own)| most(band) == own.is_some())
        })
    };
    let of_arm = findings.exemplars.iter().filter(|exemplar| exemplar.job.arm as usize == view.arm);
    same.then(|| of_arm.into_iter().find(usual)).flatten()
}

/// The prices of a product in one history, to the day.
pub(super) fn exact(view: &View, exemplar: &Exemplar, product: &Product) -> Steps {
    let provider = &view.providers()[product.provider];
    let opening = exemplar.series(&view.findings.layout, "price_posted", &product.entity);
    let opening = opening.and_then(|series| series.first().copied().flatten()).map(f64::from);
    let mut steps: Steps = vec![(view.dates.days[0], opening)];
    for event in &exemplar.chronicle {
        let own = event.entity == product.entity;
        let price = match event.kind.as_str() {
            "price_cut" | "price_rise" | "launch" if own => event.to.map(single),
            "withdrawal" if own => None,
            "exit" if event.entity == *provider => None,
            _ => continue,
        };
        if steps.last().is_some_and(|(_, before)| *before != price) {
            steps.push((event.day(), price));
        }
    }
    steps
}

/// The median prices of a product.
pub(super) fn medians(view: &View, product: &Product) -> Steps {
    let Some(drawn) = view.series("price_posted", &product.entity) else { return Vec::new() };
    let mut steps: Steps = Vec::new();
    for (day, price) in view.dates.days.iter().zip(drawn.line) {
        let before = steps.last().and_then(|(_, before)| *before);
        if before != price {
            steps.push((*day, price));
        }
    }
    steps
}

/// Whether an event moves a posted price or brings or takes one. A new list that leaves the blended price as it was
/// (cached input gets cheaper) does not.
pub(super) fn is_move(event: &Event) -> bool {
    match event.kind.as_str() {
        "price_cut" | "price_rise" => event.from != event.to,
        kind => matches!(kind, "launch" | "withdrawal" | "entry" | "exit"),
    }
}
