//! Laws of markets with plans: what is metered is billed, what is billed is earned in the end, one more plan is no new
//! product, terms hold users, and both resolutions of the population agree.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a panic is how a test fails; equal runs are equal to the bit"
)]

use pricewar::history::{Entity, History, Measure};
use pricewar::ids::{OfferId, PlanId, ProviderId, SegmentId};
use pricewar::model::{Model, Shock, ShockKind};
use pricewar::random::Streams;
use pricewar::scenario::{Paint, load_text};
use pricewar::simulation::simulate;

/// Two firms with the same product; `plans` are the first one's.
fn market(plans: &str, overrides: &[&str]) -> Model {
    let text = format!(
        r#"
title = "plans"
start = 2025-01-01
horizon = "760 days"
currency = "USD"
seed = 3
[record]
attribution = false
[reference]
price = "2 USD/Mtok"
[[segment]]
name = "users"
users = 8_000
usage = {{ median = "1 Mtok/day", sigma = 1.5 }}
inertia = 2
outside = {{ utility = -1.0, inertia = 2 }}
[[provider]]
name = "A"
cash = "1 M USD"
[[provider.product]]
name = "a"
quality = 1200
constant_cost = "0.5 USD/Mtok"
price = {{ input = "2 USD/Mtok", output = "2 USD/Mtok" }}
{plans}
[[provider]]
name = "B"
cash = "1 M USD"
[[provider.product]]
name = "b"
quality = 1200
constant_cost = "0.5 USD/Mtok"
price = {{ input = "2 USD/Mtok", output = "2 USD/Mtok" }}
"#
    );
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    load_text("plans.toml", &text, &overrides)
        .unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
        .model
}

fn plan(name: &str, terms: &str) -> String {
    format!("[[provider.product.plan]]\nname = \"{name}\"\nterms = {{ {terms} }}\n")
}

fn run(model: &Model) -> History {
    simulate(model, Streams::new(7, 0))
}

fn total(history: &History, measure: Measure, entity: Entity) -> f64 {
    let instants = history.panel.instants();
    let values: Vec<Option<f64>> = history.panel.values(measure, entity).unwrap().collect();
    (1..instants.len())
        .map(|row| values[row].unwrap_or(0.0) * instants[row].since(instants[row - 1]).get())
        .sum()
}

fn last(history: &History, measure: Measure, entity: Entity) -> f64 {
    history.panel.values(measure, entity).unwrap().last().flatten().unwrap()
}

/// The figure of the first record at or after a day.
fn on(history: &History, day: f64, measure: Measure, entity: Entity) -> f64 {
    let row = history.panel.instants().iter().position(|at| at.days() >= day).unwrap();
    history.panel.values(measure, entity).unwrap().nth(row).flatten().unwrap()
}

const A: Entity = Entity::Provider(ProviderId(0));
const B: Entity = Entity::Provider(ProviderId(1));

fn all_kinds() -> String {
    [
        plan("tiers", r#"volume_tiers = { tiers = [{ above = "100 Mtok", discount = "10 %" }] }"#),
        plan("pro", r#"subscription = { fee = "50 USD", quota = "40 Mtok" }"#),
        plan("year", r#"package = { price = "1500 USD", tokens = "1 Gtok", months = 12 }"#),
        plan("promise", r#"commitment = { spend = "1000 USD", discount = "30 %", months = 6 }"#),
        plan("units", r#"provisioned = { rate = "30 ktok/min", fee = "1500 USD", fill = "80 %" }"#),
        plan("free", r#"free = { limit = "0.1 Mtok/day" }"#),
    ]
    .concat()
}

#[test]
fn tokens_and_users_of_plans_are_those_of_the_market_and_all_are_billed() {
    for population in ["population=\"agents\"", "population=\"expected\""] {
        let model = market(&all_kinds(), &[population]);
        let history = run(&model);
        let plans = model.plans();
        assert_eq!(plans.len(), 8, "pay as you go of both, and six plans");
        let sum = |measure| -> f64 {
            (0..plans.len()).map(|plan| total(&history, measure, Entity::Plan(PlanId::at(plan)))).sum()
        };
        let tokens = total(&history, Measure::Tokens, Entity::Market);
        assert!((sum(Measure::Tokens) / tokens - 1.0).abs() < 1e-9);
        assert!(
            (total(&history, Measure::Tokens, Entity::Segment(SegmentId(0))) / tokens - 1.0).abs() < 1e-9
        );
        // billed = effective price x tokens, record by record
        let rows = history.panel.instants().len();
        for row in 1..rows {
            let at = |measure, entity| history.panel.values(measure, entity).unwrap().nth(row).flatten();
            let billed: f64 = (0..plans.len())
                .filter_map(|plan| at(Measure::Revenue, Entity::Plan(PlanId::at(plan))))
                .sum();
            let whole = at(Measure::EffectivePrice, Entity::Market).unwrap()
                * at(Measure::Tokens, Entity::Market).unwrap();
            assert!((billed / whole - 1.0).abs() < 1e-9, "row {row}");
        }
        let users: f64 =
            (0..plans.len()).map(|plan| last(&history, Measure::Users, Entity::Plan(PlanId::at(plan)))).sum();
        assert!((users / last(&history, Measure::Users, Entity::Market) - 1.0).abs() < 1e-9);
        let taken = (0..plans.len())
            .filter(|plan| total(&history, Measure::Tokens, Entity::Plan(PlanId::at(*plan))) > 0.0);
        assert!(taken.count() >= 5, "several kinds are in use");
    }
}

#[test]
fn agents_come_to_what_the_mean_field_says() {
    // 8,000 users in 16 classes: shares of users of the large plans scatter by about 0.6 %; held to five of that.
    let of = |population: &str| {
        let model = market(&all_kinds(), &[population]);
        let history = run(&model);
        let users = last(&history, Measure::Users, Entity::Market);
        let own: Vec<f64> = (0..model.plans().len())
            .map(|plan| last(&history, Measure::Users, Entity::Plan(PlanId::at(plan))) / users)
            .collect();
        own
    };
    let (agents, field) = (of("population=\"agents\""), of("population=\"expected\""));
    for (one, other) in agents.iter().zip(&field) {
        assert!((one - other).abs() < 0.03, "{agents:?} {field:?}");
    }
}

#[test]
fn a_plan_twice_is_no_second_product() {
    let one = plan("pro", r#"subscription = { fee = "50 USD", quota = "40 Mtok" }"#);
    let two = one.clone() + &one.replace("\"pro\"", "\"pro again\"");
    let (once, twice) = (run(&market(&one, &[])), run(&market(&two, &[])));
    for offer in [OfferId(0), OfferId(1)] {
        let users = |history: &History| last(history, Measure::Users, Entity::Offer(offer));
        assert_eq!(users(&once), users(&twice));
    }
    assert_eq!(last(&once, Measure::Cash, A), last(&twice, Measure::Cash, A));
}

#[test]
fn a_plan_that_nobody_takes_moves_nobody() {
    let dear = |fee: &str| run(&market(&plan("pro", &format!("subscription = {{ fee = \"{fee}\" }}")), &[]));
    let (one, other) = (dear("10 M USD"), dear("20 M USD"));
    assert_eq!(one.panel, other.panel);
    assert!(total(&one, Measure::Tokens, Entity::Plan(PlanId(1))) == 0.0);
}

#[test]
fn what_is_billed_is_earned_in_the_end_and_paid_in_advance() {
    // At rest, in the mean field: packages for a year and promises for half of one.
    let plans = plan("year", r#"package = { price = "1500 USD", tokens = "1 Gtok", months = 12 }"#)
        + &plan("promise", r#"commitment = { spend = "3000 USD", discount = "30 %", months = 6 }"#);
    let model = market(&plans, &["population=\"expected\""]);
    let history = run(&model);
    let (billed, earned) = (
        (0..model.plans().len())
            .map(|plan| total(&history, Measure::Revenue, Entity::Plan(PlanId::at(plan))))
            .sum::<f64>(),
        total(&history, Measure::Revenue, Entity::Market),
    );
    // What is open at the end is less than what lapses in a year: below 5 % of two years of bills here.
    assert!(earned < billed && earned > 0.95 * billed, "{earned} of {billed}");
    assert!(billed - earned > 1e-4 * billed, "something lapses");
}

#[test]
fn cash_of_subscriptions_runs_ahead_of_revenue_by_what_is_owed() {
    // At rest, in the mean field, so what is owed at each settlement is the same: 50 a subscriber. Two years end with one.
    let plans = plan("pro", r#"subscription = { fee = "50 USD", quota = "40 Mtok" }"#);
    let ahead = |days: &str| {
        let model = market(&plans, &["population=\"expected\"", days]);
        let history = run(&model);
        let profit = total(&history, Measure::Revenue, A) - total(&history, Measure::ServingCost, A);
        let fees = 50.0 * last(&history, Measure::Users, Entity::Plan(PlanId(1)));
        ((last(&history, Measure::Cash, A) - 1e6 - profit) / fees, fees)
    };
    let (whole, fees) = ahead("horizon=730");
    assert!(fees > 1e4 && whole.abs() < 1e-6, "{whole}");
    // Eleven days into a month that much of it is no longer owed: 11 / 30.4375 of the fees.
    let (part, _) = ahead("horizon=741");
    assert!((part + 11.0 / 30.4375).abs() < 1e-6, "{part}");
}

#[test]
fn a_firm_that_bills_in_arrears_has_the_cash_that_it_earned() {
    let plans = plan("promise", r#"commitment = { spend = "3000 USD", discount = "30 %", months = 6 }"#);
    let history = run(&market(&plans, &[]));
    for firm in [A, B] {
        let cash = last(&history, Measure::Cash, firm) - 1e6;
        let profit = total(&history, Measure::Revenue, firm) - total(&history, Measure::ServingCost, firm);
        assert!((cash / profit - 1.0).abs() < 1e-9, "{cash} {profit}");
    }
}

#[test]
fn a_term_holds_users_when_a_rival_cuts() {
    // The same price of a token, bound for a month or for a year; B halves its price in month seven. Users have no other
    // inertia: at each review they choose as if for the first time.
    let lost = |months: u32| {
        let (price, tokens) = (150 * months, 100 * months);
        let terms =
            format!("package = {{ price = \"{price} USD\", tokens = \"{tokens} Mtok\", months = {months} }}");
        let free = ["population=\"expected\"", "segment.*.inertia=0", "segment.*.outside.inertia=0"];
        let model = market(&plan("bound", &terms), &free);
        let at = model.calendar.instant("2025-07-01".parse().unwrap());
        let kind = ShockKind::Price { offer: OfferId(1), price: model.offers[1].price.scaled(0.5) };
        let cut = model.clone().with_shock(Shock { at, name: "cut".into(), kind });
        let (without, with) = (run(&model), run(&cut));
        let tokens = |history: &History, day: f64| on(history, day, Measure::Tokens, Entity::Plan(PlanId(1)));
        [210.0, 750.0].map(|day| 1.0 - tokens(&with, day) / tokens(&without, day))
    };
    let ([soon, late], [soon_bound, late_bound]) = (lost(1), lost(12));
    assert!(soon > 0.1 && soon_bound < 0.4 * soon, "a month after: {soon_bound} against {soon}");
    // Rest shares go as W D, and D of who is bound holds his own product in full, the others' terms as ln N rarer: a
    // fifth here, where nothing else holds users; nothing where their own inertia is large.
    let apart = (late_bound / late - 1.0).abs();
    assert!((0.1..0.25).contains(&apart), "when all terms have ended: {late_bound} against {late}");
}

#[test]
fn a_promotion_begins_and_ends_on_its_days() {
    let text = "[[provider.product.plan]]\nname = \"spring\"\nfrom = 2025-03-01\nuntil = 2025-03-31\nterms = { promotion = { discount = \"50 %\" } }\n";
    let history = run(&market(text, &["record.every=\"1 day\""]));
    let price = |day: f64| on(&history, day, Measure::EffectivePrice, A);
    // 2025-03-01 is day 59, 2025-03-31 day 89: a record holds the mean of the day before it.
    for (day, expected) in [(59.0, 2.0), (60.0, 1.0), (90.0, 1.0), (91.0, 2.0)] {
        assert!((price(day) - expected).abs() < 1e-9, "day {day}: {}", price(day));
    }
}

#[test]
fn tokens_that_can_wait_need_less_of_a_fleet() {
    // The same tokens of users who do not answer prices, a part of which waits: fewer accelerators.
    let text = |batch: &str| {
        format!(
            r#"
title = "batch"
start = 2025-01-01
horizon = "60 days"
currency = "USD"
seed = 3
[record]
attribution = false
[reference]
price = "2 USD/Mtok"
[[segment]]
name = "users"
users = 20_000
usage = {{ median = "5 Mtok/day", sigma = 0 }}
mix = {{ batchable = "60 %" }}
tastes = {{ usage_elasticity = 0 }}
outside = {{ utility = -9.0 }}
[[provider]]
name = "A"
cash = "1 G USD"
technology = {{ hardware = "H100" }}
[[provider.product]]
name = "a"
quality = 1200
model = {{ total = "70 B" }}
price = {{ input = "2 USD/Mtok", output = "2 USD/Mtok" }}
{batch}
"#
        )
    };
    let gpus = |batch: &str| {
        let model = load_text("batch.toml", &text(batch), &[]).unwrap().model;
        last(&run(&model), Measure::Gpus, A)
    };
    let (at_once, waits) = (gpus(""), gpus("batch = \"1 %\""));
    // Autoscaling leaves half of a swing of 1.6, half of 278 / 226.75: 1.413. 0.4 + 0.6 / 1.413 = 0.8246 of the accelerators.
    assert!((waits / at_once - 0.8246).abs() < 0.005, "{waits} of {at_once}");
}
