//! Rules across tables: names that must exist, shares that must add up, dates that must lie in the horizon. Each room checks
//! its own parameters; what no single room can see is checked here, and everything is gathered.

use super::attention;
use super::collisions;
use super::considered;
use super::file::File;
use super::firm::{ProductFile, ProviderFile};
use super::free;
use super::learners;
use super::limits;
use super::nearest::suggestion;
use super::path::quoted;
use super::plans;
use super::policies;
use super::recording;
use super::rounds;
use super::script;
use super::tournament;
use super::{script_money, script_supply, script_upgrades};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::PriceSheet;
use crate::economics::pricing::PricingRule;
use crate::economics::technology::check_points;
use crate::units::{Money, MoneyPerMtok, Ratio, Share};

/// Shares of the whole may miss it by this much: they are given in whole or tenths of per cents.
const SHARE_SLACK: f64 = 0.001;

/// Complains of everything that is wrong with a file whose values are each lawful.
pub fn check(file: &File, complaints: &mut Complaints) {
    limits::check(file, complaints);
    if complaints.has_errors() {
        return;
    }
    top(file, complaints);
    for segment in &file.segment {
        segment.check(&format!("segment.{}", quoted(&segment.name)), complaints);
    }
    for provider in &file.provider {
        firm(provider, complaints);
    }
    shares(file, complaints);
    collisions::check(file, complaints);
    considered::check(file, complaints);
    free::check(file, complaints);
    rounds::check(file, complaints);
    learners::check(file, complaints);
    script::check(file, complaints);
    policies::check(file, complaints);
    script_supply::rents(file, complaints);
    script_upgrades::investments(file, complaints);
    script_money::firms(file, complaints);
    tournament::check(file, complaints);
}

fn top(file: &File, complaints: &mut Complaints) {
    if file.segment.is_empty() {
        complaints.error("nobody-buys", "segment", "a market needs users", "the list is empty");
    }
    if file.provider.is_empty() {
        complaints.error("nobody-sells", "provider", "a market needs providers", "the list is empty");
    }
    if file.horizon.get() < 1.0 {
        complaints.error(
            "horizon-too-short",
            "horizon",
            "nothing can happen in this time",
            "must be at least 1 day",
        );
    }
    file.episodes.check("episodes", complaints);
    if let Some(taste) = &file.satisfaction {
        taste.check("satisfaction", complaints);
    }
    recording::check(file, complaints);
    attention::check(&file.attention, complaints);
    if file.batch.level <= Share::ZERO || file.batch.level >= Share::ONE {
        complaints.error(
            "level-out-of-range",
            "batch.level",
            "there is no such interval",
            "must lie strictly between 0 and 100 %",
        );
    }
    if file.reference.price <= MoneyPerMtok::ZERO {
        complaints
            .error(
                "reference-price-zero",
                "reference.price",
                "prices are measured against the reference",
                "must be more than 0",
            )
            .help("take a usual price of the market");
    }
    currency(file, complaints);
}

fn currency(file: &File, complaints: &mut Complaints) {
    let code = &file.currency;
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code || code == "GPU" {
        complaints
            .error(
                "currency-malformed",
                "currency",
                "this is not the code of a currency",
                "expected three capital letters",
            )
            .help("for instance \"CNY\" or \"USD\"");
    }
    if let Some(usd) = file.usd {
        if usd <= Ratio::ZERO {
            complaints.error("usd-zero", "usd", "a dollar must cost something", "must be more than 0");
        }
        if code == "USD" && usd != Ratio(1.0) {
            complaints.error("usd-not-one", "usd", "a dollar is a dollar", "must be 1 in a scenario in USD");
        }
    }
    let physical = file.provider.iter().find(|provider| provider.technology.is_some());
    if let (None, Some(provider), true) = (file.usd, physical, code != "USD") {
        complaints
            .error(
                "usd-missing",
                format!("provider.{}.technology", quoted(&provider.name)),
                "facts of the catalogue are in dollars, and the scenario has no rate",
                "needs a dollar's price",
            )
            .help(format!("add `usd = ...`, the price of a dollar in {code}"));
    }
}

fn firm(provider: &ProviderFile, complaints: &mut Complaints) {
    let path = format!("provider.{}", quoted(&provider.name));
    if provider.product.is_empty() {
        complaints
            .error(
                "nothing-to-sell",
                format!("{path}.product"),
                "a provider needs a product",
                "the list is empty",
            )
            .help("add [[provider.product]]");
    }
    if let Some(color) = &provider.color {
        let is_hex = color.len() == 7
            && color.starts_with('#')
            && color[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex {
            complaints.error(
                "color-malformed",
                format!("{path}.color"),
                "this is not a colour",
                "expected #rrggbb, six hexadecimal digits",
            );
        }
    }
    if provider.credit < Money::ZERO {
        complaints.error(
            "credit-negative",
            format!("{path}.credit"),
            "a credit line is not negative",
            "must be at least 0",
        );
    }
    if provider.cash + provider.credit < Money::ZERO {
        complaints
            .error(
                "insolvent-at-start",
                format!("{path}.cash"),
                "the firm is insolvent before it starts",
                "below minus `credit`",
            )
            .help("raise cash or credit");
    }
    let running = [
        ("staff", provider.fixed.staff),
        ("training", provider.fixed.training),
        ("data", provider.fixed.data),
    ];
    for (name, amount) in running {
        if amount.get() < 0.0 {
            complaints.error(
                "cost-negative",
                format!("{path}.fixed.{name}"),
                "a cost is not negative",
                "must be at least 0",
            );
        }
    }
    provider.pricing.check(&format!("{path}.pricing"), complaints);
    provider.reviews.check(&format!("{path}.reviews"), complaints);
    if let Some(reaction) = &provider.reaction
        && (reaction.delay.median.get() < 0.01 || reaction.delay.sigma.get() > 4.0)
    {
        complaints
            .error(
                "reaction-too-fast",
                format!("{path}.reaction.delay"),
                "two firms that answer at once would never stop",
                "the median must be at least 0.01 days (a quarter of an hour), sigma at most 4",
            )
            .help("hours to days were seen in 2024");
    }
    if let Some(technology) = &provider.technology {
        technology.check(&format!("{path}.technology"), complaints);
    }
    rule(provider, &path, complaints);
    for item in &provider.product {
        product(item, &format!("{path}.product.{}", quoted(&item.name)), provider, complaints);
    }
}

/// What a pricing rule needs of its firm's products.
fn rule(provider: &ProviderFile, path: &str, complaints: &mut Complaints) {
    let known: Vec<&str> = provider.product.iter().map(|item| item.name.as_str()).collect();
    for (path, rule) in provider.pricing.parts(&format!("{path}.pricing")) {
        if let PricingRule::Trend(trend) = rule {
            for item in &provider.product {
                let listed = item.price.blended();
                if trend.floor > listed && listed > MoneyPerMtok::ZERO {
                    complaints
                        .error(
                            "floor-above-price",
                            format!("{path}.trend.floor"),
                            "the price floor lies above the opening price",
                            &format!("found {}, {} opens at {}", trend.floor.get(), item.name, listed.get()),
                        )
                        .help("lower the floor or raise the price; both are blends of three input tokens to one output token");
                }
            }
        }
        for (place, name) in rule.products(&path) {
            if !known.contains(&name) {
                complaints.error(
                    "unknown-product",
                    place,
                    &format!("{} has no product `{name}`", provider.name),
                    "no such product",
                );
                if let Some(help) = suggestion(name, known.iter().copied()) {
                    complaints.help(help);
                }
            }
        }
    }
}

/// A product of a provider, or of a launch.
pub(super) fn product(item: &ProductFile, path: &str, provider: &ProviderFile, complaints: &mut Complaints) {
    if let Some(model) = &item.model {
        model.check(&format!("{path}.model"), complaints);
    }
    if let Some(rates) = &item.measured {
        rates.check(&format!("{path}.measured"), complaints);
    }
    if let Some(points) = &item.cost_table {
        check_points(points, &format!("{path}.cost_table"), complaints);
    }
    let physical = [("model", item.model.is_some()), ("measured", item.measured.is_some())];
    if let (Some((key, _)), None) = (physical.iter().find(|(_, given)| *given), &provider.technology) {
        complaints
            .error(
                "technology-missing",
                format!("{path}.{key}"),
                &format!("{} has nothing to serve a model with", provider.name),
                "needs [provider.technology]",
            )
            .help(
                "give the provider `technology = { hardware = \"H100\" }`, or the product a `constant_cost`",
            );
    }
    sheet(&item.price, &format!("{path}.price"), complaints);
    plans::check(item, path, complaints);
    if item.share == Some(Share::ZERO) {
        complaints
            .error(
                "share-zero",
                format!("{path}.share"),
                "no appeal gives a share of nothing",
                "must be more than 0",
            )
            .help("leave `share` out, or bring the product with a launch shock");
    }
}

/// A price sheet that a seller would post.
pub(super) fn sheet(price: &PriceSheet, path: &str, complaints: &mut Complaints) {
    if let Some(cached) = price.cached
        && cached > price.input
    {
        complaints
            .error(
                "cached-above-input",
                format!("{path}.cached"),
                "input from the cache costs more than fresh input",
                "above `input`",
            )
            .as_warning();
    }
    if price.input > price.output && price.output > MoneyPerMtok::ZERO {
        complaints
            .error(
                "input-above-output",
                format!("{path}.input"),
                "input costs more than output",
                "above `output`",
            )
            .as_warning()
            .help("no list known charges more for input; are they exchanged?");
    }
}

/// Opening shares of tokens over all products on sale.
fn shares(file: &File, complaints: &mut Complaints) {
    let mut sum = 0.0;
    let mut last = None;
    let mut without = None;
    let mut is_misplaced = false;
    for provider in &file.provider {
        let enters = script::enters_later(file, &provider.name);
        for item in &provider.product {
            let path = format!("provider.{}.product.{}", quoted(&provider.name), quoted(&item.name));
            match (item.share, enters) {
                (Some(_), true) => {
                    is_misplaced = true;
                    complaints
                        .error(
                            "share-without-sale",
                            format!("{path}.share"),
                            "this product is not on sale at the opening",
                            "its provider enters later",
                        )
                        .help("give its appeal as `brand`");
                }
                (Some(share), false) => {
                    sum += share.get();
                    last = Some(path);
                }
                (None, false) => without = Some(path),
                (None, true) => {}
            }
        }
    }
    let percent = |value: f64| super::leaf::short((value * 1e4).round() / 100.0);
    if is_misplaced {
        // What is left would miss the whole for that reason alone.
        return;
    }
    match (last, without) {
        (Some(path), None) if (sum - 1.0).abs() > SHARE_SLACK => {
            complaints
                .error(
                    "shares-not-whole",
                    format!("{path}.share"),
                    "every product has a share, and they are not the whole",
                    &format!("they sum to {} %", percent(sum)),
                )
                .help("make them sum to 100 %, or leave out the share of one product");
        }
        (Some(path), Some(other)) if sum >= 1.0 - 1e-9 => {
            complaints
                .error(
                    "shares-above-whole",
                    format!("{path}.share"),
                    "the opening shares leave nothing for the products without one",
                    &format!("they sum to {} %", percent(sum)),
                )
                .help(format!("lower some, or give {other} its share too"));
        }
        _ => {}
    }
}
