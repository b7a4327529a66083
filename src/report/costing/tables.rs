//! The tables of a costing: three that a reader sees, and one long one with every number of them.

use super::words::{Words, words};
use crate::costing::{Components, Costing, Kinds, Prices, ProductCosting, ProviderCosting};
use crate::report::Language;
use crate::report::number::{bare, figure, optional};
use crate::report::table::{Cell, Table};

/// Three significant digits without a unit.
fn three(value: f64, language: Language) -> Cell {
    Cell::text(bare(value, language))
}

/// One row a product: load, fleet, the four costs of its own mix, price and margin.
pub fn products(costing: &Costing, language: Language) -> Table {
    let w = words(language);
    let heads = [
        w.provider,
        w.product,
        w.tokens,
        w.accelerators,
        w.used,
        w.batch,
        w.tpot,
        w.marginal,
        w.floor,
        w.average,
        w.full,
        w.price,
        w.margin,
    ];
    let mut table = Table::new(heads, 2);
    for product in &costing.products {
        let mut row = named(product);
        row.push(Cell::text(figure(product.tokens_per_day.total, "Mtok/day", language)));
        match &product.serving {
            Some(serving) => row.extend([
                Cell::text(figure(serving.accelerators_paid.round(), "count", language)),
                Cell::text(figure(serving.utilisation, "share", language)),
                Cell::text(optional(serving.batch.map(f64::round), "count", language)),
                three(serving.tpot_ms, language),
            ]),
            None => row.extend(std::iter::repeat_n(Cell::text("–"), 4)),
        }
        row.extend(product.unit_cost.named().map(|(_, kinds)| three(kinds.blended, language)));
        row.push(three(product.price.blended, language));
        row.push(Cell::text(optional(product.margin, "share", language)));
        table.push(row);
    }
    table
}

/// Of each product the average cost by kind of token and component, over its posted prices.
pub fn unit_costs(costing: &Costing, language: Language) -> Table {
    let w = words(language);
    let heads =
        [w.provider, w.product, w.what, w.input_billed, w.input_missed, w.input_cached, w.output, w.blended];
    let mut table = Table::new(heads, 3);
    for product in &costing.products {
        let kinds = &product.unit_cost.average;
        let mut push = |what: &str, values: [f64; 5]| {
            let mut row = named(product);
            row.push(Cell::text(what));
            row.extend(values.map(|value| three(value, language)));
            table.push(row);
        };
        push(w.average, totals(kinds));
        let parts: [&Components; 5] = kinds.components.named().map(|(_, parts)| parts);
        for (at, (name, blended)) in kinds.components.blended.named().into_iter().enumerate() {
            if blended > 0.0 {
                push(&format!("  {}", component(name, w)), parts.map(|parts| parts.named()[at].1));
            }
        }
        push(w.full, totals(&product.unit_cost.full));
        push(w.price, posted(&product.price));
    }
    table
}

/// One row a provider: total cost a day as compute, data, training and inference; revenue beside it. Electricity apart and
/// own use stand there where a provider has any.
pub fn providers(costing: &Costing, language: Language) -> Table {
    let w = words(language);
    let of = &costing.providers;
    let has_energy = of.iter().any(|provider| provider.total_cost_per_day.energy_within_compute > 0.0);
    let has_own_use = of.iter().any(|provider| provider.own_use > 0.0);
    let mut heads = vec![w.provider, w.compute, w.data, w.training, w.inference, w.total, w.a_month];
    heads.extend(has_energy.then_some(w.energy_within));
    heads.extend(has_own_use.then_some(w.own_use));
    heads.push(w.revenue);
    let mut table = Table::new(heads, 1);
    let money = |value: f64| Cell::text(figure(value, &costing.currency, language));
    for provider in of {
        let (day, month) = (&provider.total_cost_per_day, &provider.total_cost_per_month);
        let values = [day.compute, day.data, day.training, day.inference, day.total, month.total];
        let mut row = vec![Cell::text(&provider.name)];
        row.extend(values.map(money));
        row.extend(has_energy.then(|| money(day.energy_within_compute)));
        row.extend(has_own_use.then(|| Cell::text(figure(provider.own_use, "share", language))));
        row.push(money(provider.revenue_per_day));
        table.push(row);
    }
    table
}

/// `cost.csv`: one number a row, in full precision, with English names.
pub fn long(costing: &Costing) -> Table {
    let mut table = Table::new(["provider", "product", "concept", "kind", "component", "value", "unit"], 5);
    let currency = &costing.currency;
    let (each, day) = (format!("{currency}/Mtok"), format!("{currency}/day"));
    let mut push = |names: [&str; 5], value: f64, unit: &str| {
        let mut row: Vec<Cell> = names.into_iter().map(Cell::text).collect();
        row.extend([Cell::Number(value), Cell::text(unit)]);
        table.push(row);
    };
    for product in &costing.products {
        let (provider, name) = (product.provider.as_str(), product.product.as_str());
        let mut put = |concept: &str, kind: &str, component: &str, value: f64, unit: &str| {
            push([provider, name, concept, kind, component], value, unit);
        };
        for (concept, kinds) in product.unit_cost.named() {
            for ((kind, parts), total) in kinds.components.named().into_iter().zip(totals(kinds)) {
                for (component, value) in parts.named() {
                    put(concept, kind, component, value, &each);
                }
                put(concept, kind, "total", total, &each);
            }
        }
        let kinds = ["input_billed", "input_missed", "input_cached", "output", "blended"];
        for (kind, value) in kinds.into_iter().zip(posted(&product.price)) {
            put("price", kind, "posted", value, &each);
        }
        let tokens = &product.tokens_per_day;
        let amounts =
            [tokens.input_billed, tokens.input_missed, tokens.input_cached, tokens.output, tokens.total];
        let kinds = ["input_billed", "input_missed", "input_cached", "output", "total"];
        for (kind, value) in kinds.into_iter().zip(amounts) {
            put("tokens", kind, "", value, "Mtok/day");
        }
        put("tokens", "refused", "", tokens.refused, "share");
        put("day", "", "fleet_cost", product.fleet_cost_per_day, &day);
        put("day", "", "cost", product.cost_per_day, &day);
        put("day", "", "revenue", product.revenue_per_day, &day);
        for (component, share) in [("margin", product.margin), ("profit_over_cost", product.profit_over_cost)]
        {
            if let Some(share) = share {
                put("day", "", component, share, "share");
            }
        }
        if let Some(serving) = &product.serving {
            for (component, value, unit) in [
                ("accelerators_required", Some(serving.accelerators_required), "GPU"),
                ("accelerators_paid", Some(serving.accelerators_paid), "GPU"),
                ("replica", serving.replica, "GPU"),
                ("utilisation", Some(serving.utilisation), "share"),
                ("load_factor", Some(serving.load_factor), "share"),
                ("rho", serving.rho, "share"),
                ("rho_max", serving.rho_max, "share"),
                ("batch", serving.batch, "sequences"),
                ("batch_max", serving.batch_max, "sequences"),
                ("tpot", Some(serving.tpot_ms), "ms"),
                ("tpot_exact", serving.tpot_exact_ms, "ms"),
                ("wait_over_service", serving.wait_over_service, "share"),
                ("promised_speed", serving.promised_speed, "tok/s"),
            ] {
                if let Some(value) = value {
                    put("serving", "", component, value, unit);
                }
            }
        }
    }
    for provider in &costing.providers {
        of_provider(provider, currency, &mut push);
    }
    table
}

/// The rows of a provider.
fn of_provider(provider: &ProviderCosting, currency: &str, push: &mut dyn FnMut([&str; 5], f64, &str)) {
    let unit = |per: &str| format!("{currency}/{per}");
    let (day, month, hour) = (unit("day"), unit("month"), unit("GPU-hour"));
    let costs = [
        ("total_cost", &provider.total_cost_per_day, &day),
        ("total_cost_a_month", &provider.total_cost_per_month, &month),
    ];
    for (concept, cost, unit) in costs {
        for (component, value) in [
            ("compute", cost.compute),
            ("data", cost.data),
            ("training", cost.training),
            ("inference", cost.inference),
            ("total", cost.total),
            ("energy_within_compute", cost.energy_within_compute),
            ("staff_beside", cost.staff_beside),
        ] {
            push([&provider.name, "", concept, "", component], value, unit);
        }
    }
    for (concept, component, value, unit) in [
        ("day", "fleet_cost", provider.fleet_cost_per_day, day.as_str()),
        ("day", "revenue", provider.revenue_per_day, day.as_str()),
        ("fleet", "accelerators", provider.accelerators, "GPU"),
        ("fleet", "accelerators_required", provider.accelerators_required, "GPU"),
        ("fleet", "own_use", provider.own_use, "share"),
        ("fleet", "accelerator_hour", provider.accelerator_hour, hour.as_str()),
        ("fleet", "accelerator_hour_energy", provider.accelerator_hour_energy, hour.as_str()),
    ] {
        push([&provider.name, "", concept, "", component], value, unit);
    }
    if let Some(reservation) = &provider.reservation {
        for (component, value) in
            [("committed", reservation.committed), ("best", reservation.best), ("dearer", reservation.dearer)]
        {
            push([&provider.name, "", "reservation", "", component], value, "share");
        }
    }
}

/// Posted prices in the order of kinds.
fn posted(price: &Prices) -> [f64; 5] {
    [price.input_billed, price.input_missed, price.input_cached, price.output, price.blended]
}

fn named(product: &ProductCosting) -> Vec<Cell> {
    vec![Cell::text(&product.provider), Cell::text(&product.product)]
}

fn totals(kinds: &Kinds) -> [f64; 5] {
    [kinds.input_billed, kinds.input_missed, kinds.input_cached, kinds.output, kinds.blended]
}

fn component<'a>(name: &'a str, w: &Words) -> &'a str {
    match name {
        "compute" => w.compute,
        "energy" => w.energy,
        "network" => w.network,
        "training" => w.training,
        "data" => w.data,
        other => other,
    }
}
