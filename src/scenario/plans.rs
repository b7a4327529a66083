//! Plans of a product as they stand in a scenario: their checks, and what they become in the model.

use schemars::JsonSchema;
use serde::Deserialize;

use super::file::{Day, File};
use super::firm::ProductFile;
use super::path::quoted;
use crate::calendar::{Calendar, DAY, Instant};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::{Plan, Tariff};
use crate::model::PlanOffer;
use crate::units::Share;

/// Plans of a product at most: every user compares them all.
const MOST: usize = 16;

/// A billing mode of a product beside pay as you go.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanOffer")]
pub struct PlanFile {
    /// Name within the product.
    pub name: String,
    /// Day from which it is offered. Default: always.
    pub from: Option<Day>,
    /// Last day on which it is offered. Default: for ever.
    pub until: Option<Day>,
    /// How it bills.
    pub terms: Plan,
}

/// The tariff of a product.
pub fn tariff(item: &ProductFile) -> Tariff {
    Tariff { batch: item.batch, off_peak: item.off_peak, long: item.long }
}

/// The plans of a product, by their dates.
pub fn resolve(item: &ProductFile, calendar: Calendar) -> Vec<PlanOffer> {
    let offer = |plan: &PlanFile| PlanOffer {
        name: plan.name.clone(),
        from: plan.from.map_or(Instant(i64::MIN), |day| calendar.instant(day.0)),
        until: plan.until.map_or(Instant(i64::MAX), |day| Instant(calendar.instant(day.0).0 + DAY)),
        terms: plan.terms.clone(),
    };
    item.plan.iter().map(offer).collect()
}

/// What a product's plans need; `path` is that of the product.
pub fn check(item: &ProductFile, path: &str, complaints: &mut Complaints) {
    if item.plan.len() > MOST {
        complaints
            .error(
                "too-large",
                format!("{path}.plan"),
                "too many plans",
                &format!("found {}, at most {MOST}", item.plan.len()),
            )
            .help("every user compares them all");
    }
    for plan in &item.plan {
        let own = format!("{path}.plan.{}", quoted(&plan.name));
        plan.terms.check(&format!("{own}.terms"), complaints);
        if plan.terms.is_for_newcomers() {
            complaints
                .error(
                    "credit-not-simulated",
                    format!("{own}.terms"),
                    "what new users are given is in their invoices and not in histories",
                    "no user of a history takes it",
                )
                .as_warning();
        }
        if plan.name == GOES {
            complaints
                .error(
                    "plan-name-taken",
                    format!("{own}.name"),
                    "the sheet's own billing has this name",
                    "no plan can be called so",
                )
                .help("give the plan the name that its seller gives it");
        }
        if let (Some(from), Some(until)) = (plan.from, plan.until)
            && until < from
        {
            complaints.error(
                "plan-ends-before-it-begins",
                format!("{own}.until"),
                "the plan is never offered",
                &format!("must not be before `from`, {}", from.0),
            );
        }
    }
    let lasting =
        |plan: &PlanFile| plan.from.is_none() && plan.until.is_none() && !plan.terms.is_for_newcomers();
    if item.pay_as_you_go == Some(false) && !item.plan.iter().any(lasting) {
        complaints
            .error(
                "no-way-to-pay",
                format!("{path}.pay_as_you_go"),
                "without pay as you go a product needs a plan that is always offered",
                "there is none",
            )
            .help("add a [[provider.product.plan]] without dates, or leave `pay_as_you_go` out");
    }
}

/// Name of what the sheet says.
const GOES: &str = "pay as you go";

/// Paths of the plans under which some user pays nothing.
pub fn free(item: &ProductFile, path: &str) -> Vec<String> {
    let all =
        |key: &str, discount: Option<Share>| (discount == Some(Share::ONE)).then(|| format!("{path}.{key}"));
    let named = |plan: &PlanFile| plan.terms.is_free().then(|| format!("{path}.plan.{}", quoted(&plan.name)));
    let plans = item.plan.iter().filter_map(named);
    all("batch", item.batch).into_iter().chain(all("off_peak", item.off_peak)).chain(plans).collect()
}

/// Products of a file with their paths, those of launches included.
pub fn products(file: &File) -> Vec<(String, &ProductFile)> {
    let listed = file.provider.iter().flat_map(|firm| {
        let name = quoted(&firm.name);
        firm.product.iter().map(move |item| (format!("provider.{name}.product.{}", quoted(&item.name)), item))
    });
    let launched = file.shock.iter().filter_map(|shock| {
        let path = format!("shock.{}.launch.product", quoted(&shock.name));
        shock.launch.as_ref().map(|launch| (path, &launch.product))
    });
    listed.chain(launched).collect()
}
