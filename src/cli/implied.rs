//! What a scenario implies on its first day, so that an analyst sees a wrong magnitude before the run.

use crate::calendar::Instant;
use crate::history::{Entity, Measure};
use crate::measures::outcome;
use crate::random::Streams;
use crate::report::Language;
use crate::report::number::{figure, optional};
use crate::report::table::{Cell, Table};
use crate::scenario::Scenario;
use crate::simulation::simulate;
use crate::units::Days;

const LANGUAGE: Language = Language::English;

/// The first day of the market, by provider.
pub fn implied(scenario: &Scenario) -> String {
    let mut model = scenario.model.clone();
    model.horizon = Instant::at_day(1.0);
    let history = simulate(&model, Streams::new(scenario.study.seed, 0));
    let names = model.names();
    let day = outcome(&history, &names, Days(1.0));
    let currency = &model.currency;
    let price = format!("{currency}/Mtok");
    let flow = format!("{currency}/day");

    let heads = [
        "provider",
        "tokens sold",
        "share of tokens",
        "effective price",
        "gross margin",
        "utilisation",
        "cash lasts",
    ];
    let mut table = Table::new(heads, 1);
    for (id, name) in model.provider_ids().zip(&names.providers) {
        let entity = Entity::Provider(id);
        let value = |measure, unit: &str| Cell::text(optional(day.value(measure, entity), unit, LANGUAGE));
        table.push(vec![
            Cell::text(name),
            value("tokens_per_day", "Mtok/day"),
            value("share_tokens", "share"),
            value("price_effective", &price),
            value("margin_gross", "share"),
            value("utilisation", "share"),
            Cell::text(runway(day.value("profit", entity), day.value("cash_end", entity))),
        ]);
    }
    let market = |measure: &str, unit: &str| optional(day.value(measure, Entity::Market), unit, LANGUAGE);
    let users: f64 = model.segments.iter().map(|segment| segment.users.get()).sum();
    let revenue =
        history.panel.values(Measure::Revenue, Entity::Market).and_then(|values| values.last().flatten());
    let lines = [
        format!("{} is in order.", model.title),
        String::new(),
        format!(
            "{} in {} segments, {} providers, {} products, {} scripted events, {} from {}.",
            figure(users, "users", LANGUAGE),
            model.segments.len(),
            model.providers.len(),
            model.offers.len(),
            model.shocks.len(),
            figure(scenario.model.horizon.days(), "days", LANGUAGE),
            model.calendar.start(),
        ),
        format!(
            "On the first day: {} of users, {}, at {}, worth {}; HHI {}.",
            market("adoption", "share"),
            market("tokens_per_day", "Mtok/day"),
            market("price_blended", &price),
            optional(revenue, &flow, LANGUAGE),
            market("hhi_tokens", "index"),
        ),
        String::new(),
        table.terminal(None),
    ];
    lines.join("\n")
}

/// Days until cash is gone at the first day's loss.
fn runway(profit: Option<f64>, cash: Option<f64>) -> String {
    match (profit, cash) {
        (Some(profit), Some(cash)) if profit < 0.0 => figure((cash / -profit).max(0.0), "days", LANGUAGE),
        (Some(_), Some(_)) => "earns".to_owned(),
        _ => "–".to_owned(),
    }
}
