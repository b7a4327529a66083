//! The tables of an equilibrium: those that a reader sees, and one long one with every number.

use super::words::{say, words};
use crate::equilibrium::{MarketEquilibrium, Merger, ProductStanding, Standing};
use crate::report::Language;
use crate::report::number::{figure, optional};
use crate::report::table::{Cell, Table};

/// A price to four significant digits: two prices of one market often differ in the third.
pub(super) fn price(value: f64) -> String {
    if value <= 0.0 {
        return "0".to_owned();
    }
    let whole = crate::maths::log10(value).floor() as i32;
    let digits = (3 - whole).clamp(0, 9) as usize;
    format!("{value:.digits$}")
}

/// A relative change with its sign: `+15.4 %`.
fn signed(value: f64, language: Language) -> String {
    let text = figure(value, "share", language);
    if value > 0.0 { format!("+{text}") } else { text }
}

fn share(value: f64, language: Language) -> Cell {
    Cell::text(figure(value, "share", language))
}

/// One row a product: cost, the three prices, how far the posted one is off, margin.
pub fn prices(of: &MarketEquilibrium, language: Language) -> Table {
    let w = words(language);
    let heads = [w.provider, w.product, w.cost, w.posted, w.nash, w.joint, w.over_nash, w.gap, w.lerner];
    let mut table = Table::new(heads, 2);
    let all = of.posted.products.iter().zip(&of.nash.products).zip(&of.joint.products);
    for ((posted, nash), joint) in all {
        let mut row = named(nash);
        row.extend([nash.unit_cost, posted.price, nash.price, joint.price].map(|v| Cell::text(price(v))));
        row.push(Cell::text(signed(posted.price_over_nash, language)));
        row.push(Cell::text(
            posted.first_order_gap.map_or_else(|| "–".to_owned(), |gap| signed(gap, language)),
        ));
        row.push(Cell::text(optional(nash.lerner, "share", language)));
        table.push(row);
    }
    table
}

/// One row a product: its part of the users who know the market at the three prices, and of the tokens.
pub fn shares(of: &MarketEquilibrium, language: Language) -> Table {
    let w = words(language);
    let heads = [
        w.provider,
        w.product,
        w.users_posted,
        w.users_nash,
        w.users_joint,
        w.tokens_posted,
        w.tokens_nash,
        w.tokens_joint,
    ];
    let mut table = Table::new(heads, 2);
    let all = of.posted.products.iter().zip(&of.nash.products).zip(&of.joint.products);
    for ((posted, nash), joint) in all {
        let mut row = named(nash);
        row.extend([posted.user_share, nash.user_share, joint.user_share].map(|v| share(v, language)));
        row.extend([posted.token_share, nash.token_share, joint.token_share].map(|v| share(v, language)));
        table.push(row);
    }
    table
}

/// One row a provider: its profit at the three prices, and over potential demand.
pub fn profits(of: &MarketEquilibrium, language: Language) -> Table {
    let w = words(language);
    let heads = [w.provider, w.profit_posted, w.profit_nash, w.profit_joint, w.each_nash, w.each_joint];
    let mut table = Table::new(heads, 1);
    let money = |value: f64| Cell::text(figure(value, &of.currency, language));
    let all = of.posted.providers.iter().zip(&of.nash.providers).zip(&of.joint.providers);
    for ((posted, nash), joint) in all {
        let mut row = vec![Cell::text(&nash.provider)];
        row.extend([posted, nash, joint].map(|provider| money(provider.profit_per_day)));
        row.extend([nash, joint].map(|provider| Cell::text(price(provider.profit_per_potential_mtok))));
        table.push(row);
    }
    table
}

/// One row for each set of prices: what the market is at them.
pub fn market(of: &MarketEquilibrium, language: Language) -> Table {
    let w = words(language);
    let heads = [w.prices_of, w.outside, w.tokens, w.profit, w.surplus, w.hhi, w.gain, w.rest];
    let mut table = Table::new(heads, 1);
    let mut push = |name: &str, at: &Standing, rest: Option<&str>| {
        table.push(vec![
            Cell::text(name),
            share(at.outside_share, language),
            Cell::text(figure(at.tokens_per_day, "Mtok/day", language)),
            Cell::text(figure(at.profit_per_day, &of.currency, language)),
            Cell::text(figure(at.consumer_surplus_per_day, &of.currency, language)),
            Cell::text(optional(at.hhi.map(f64::round), "count", language)),
            Cell::text(if at.largest_gain_of.is_some() {
                figure(at.largest_gain, "share", language)
            } else {
                "0".to_owned()
            }),
            Cell::text(rest.unwrap_or(if at.is_equilibrium { w.yes } else { w.no })),
        ]);
    };
    push(w.posted, &of.posted, None);
    push(w.nash, &of.nash, None);
    push(w.joint, &of.joint, Some(w.one_owner));
    if let Some(merger) = &of.merger {
        push(w.after, &merger.after, None);
    }
    table
}

/// One row a product: its price before and after a merger, and what its sale brings in.
pub fn merged(of: &MarketEquilibrium, merger: &Merger, language: Language) -> Table {
    let w = words(language);
    let heads = [
        w.provider,
        w.product,
        w.cost,
        w.before,
        w.after,
        w.change,
        w.users_before,
        w.users_after,
        w.profit_before,
        w.profit_after,
    ];
    let mut table = Table::new(heads, 2);
    let money = |value: f64| Cell::text(figure(value, &of.currency, language));
    for (before, after) in of.nash.products.iter().zip(&merger.after.products) {
        let mut row = named(after);
        row.extend([after.unit_cost, before.price, after.price].map(|value| Cell::text(price(value))));
        row.push(Cell::text(signed(after.price_over_nash, language)));
        row.extend([before.user_share, after.user_share].map(|value| share(value, language)));
        row.extend([before.profit_per_day, after.profit_per_day].map(money));
        table.push(row);
    }
    table
}

/// What a merger changes: profits, surplus, welfare, concentration.
pub fn changes(of: &MarketEquilibrium, merger: &Merger, language: Language) -> Table {
    let w = words(language);
    let mut table = Table::new([w.what, w.a_day], 1);
    let firms = merger.providers.join(" + ");
    let money = |value: f64| figure(value, &format!("{}/day", of.currency), language);
    let points = |value: Option<f64>| optional(value.map(f64::round), "count", language);
    let change = &merger.change;
    for (name, value) in [
        (say(w.own_profit, [("firms", firms)]), money(change.profit_of_merged_per_day)),
        (w.other_profit.to_owned(), money(change.profit_of_others_per_day)),
        (w.surplus_change.to_owned(), money(change.consumer_surplus_per_day)),
        (w.welfare.to_owned(), money(change.welfare_per_day)),
        (w.hhi_change.to_owned(), points(change.hhi)),
        (w.hhi_static.to_owned(), points(change.hhi_at_shares_before)),
    ] {
        table.push(vec![Cell::text(name), Cell::text(value)]);
    }
    table
}

/// `equilibrium.csv`: one number a row, in full precision, with English names.
pub fn long(of: &MarketEquilibrium) -> Table {
    let mut table = Table::new(["prices", "provider", "product", "measure", "value", "unit"], 4);
    let currency = &of.currency;
    let (each, day) = (format!("{currency}/Mtok"), format!("{currency}/day"));
    let mut push = |prices: &str, of: (&str, &str), measure: &str, value: Option<f64>, unit: &str| {
        let mut row: Vec<Cell> = [prices, of.0, of.1, measure].into_iter().map(Cell::text).collect();
        row.extend([Cell::number(value), Cell::text(unit)]);
        table.push(row);
    };
    push("", ("", ""), "potential_users", Some(of.potential_users), "users");
    push("", ("", ""), "potential_demand", Some(of.potential_demand), "Mtok/day");
    let merger = of.merger.as_ref();
    let sets = [("posted", &of.posted), ("nash", &of.nash), ("joint", &of.joint)];
    for (name, at) in sets.into_iter().chain(merger.map(|merger| ("merged", &merger.after))) {
        for p in &at.products {
            let of = (p.provider.as_str(), p.product.as_str());
            for (measure, value, unit) in [
                ("price", Some(p.price), each.as_str()),
                ("effective_price", Some(p.effective_price), &each),
                ("unit_cost", Some(p.unit_cost), &each),
                ("margin", Some(p.margin), &each),
                ("lerner", p.lerner, "share"),
                ("user_share", Some(p.user_share), "share"),
                ("token_share", Some(p.token_share), "share"),
                ("tokens_per_day", Some(p.tokens_per_day), "Mtok/day"),
                ("profit_per_day", Some(p.profit_per_day), &day),
                ("price_over_nash", Some(p.price_over_nash), "share"),
                ("first_order_gap", p.first_order_gap, "share"),
            ] {
                push(name, of, measure, value, unit);
            }
        }
        for p in &at.providers {
            for (measure, value, unit) in [
                ("user_share", Some(p.user_share), "share"),
                ("token_share", Some(p.token_share), "share"),
                ("revenue_per_day", Some(p.revenue_per_day), day.as_str()),
                ("profit_per_day", Some(p.profit_per_day), &day),
                ("profit_per_potential_mtok", Some(p.profit_per_potential_mtok), &each),
                ("lerner", p.lerner, "share"),
            ] {
                push(name, (&p.provider, ""), measure, value, unit);
            }
        }
        for (measure, value, unit) in [
            ("outside_share", Some(at.outside_share), "share"),
            ("tokens_per_day", Some(at.tokens_per_day), "Mtok/day"),
            ("profit_per_day", Some(at.profit_per_day), day.as_str()),
            ("profit_per_potential_mtok", Some(at.profit_per_potential_mtok), &each),
            ("consumer_surplus_per_day", Some(at.consumer_surplus_per_day), &day),
            ("consumer_surplus_per_potential_mtok", Some(at.consumer_surplus_per_potential_mtok), &each),
            ("hhi", at.hhi, "points"),
            ("largest_gain", Some(at.largest_gain), "share"),
            ("residual", Some(at.residual), "share"),
        ] {
            push(name, ("", ""), measure, value, unit);
        }
    }
    table
}

fn named(product: &ProductStanding) -> Vec<Cell> {
    vec![Cell::text(&product.provider), Cell::text(&product.product)]
}
