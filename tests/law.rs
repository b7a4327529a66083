//! Policies and takeovers in whole markets: who bears a levy, where public money goes, what a ban holds, what a merger does.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fmt::Write as _;

use pricewar::history::{Entity, Happening, HappeningKind, History, Measure, Panel};
use pricewar::ids::{OfferId, ProviderId};
use pricewar::measures::outcome;
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, load_text};
use pricewar::simulation::{MergerAsked, equilibrium, simulate};
use pricewar::units::Share;

/// Logit firms of different appeal that know demand and answer one another in rounds.
fn textbook(firms: &[(&str, f64)], more: &str) -> Model {
    let mut text = r#"
title      = "Textbook"
start      = 2025-01-01
horizon    = "120 days"
currency   = "USD"
seed       = 1
record     = { every = "1 day", window = "7 days", attribution = false }
population = "expected"
rounds     = { every = "1 day" }
reference  = { price = "1 USD/Mtok", own_cost = 0 }
[[segment]]
name    = "users"
users   = 1000
usage   = { median = "1 Mtok/day", sigma = 0 }
review  = "always"
tastes  = { price = 4, usage_elasticity = 0 }
outside = { utility = 0 }
"#
    .to_owned();
    for (name, appeal) in firms {
        write!(
            text,
            r#"
[[provider]]
name    = "{name}"
cash    = "1 M USD"
pricing = {{ best_response = {{ prior = {{ price = {{ mean = 4, sd = 0 }}, usage_elasticity = 0 }} }} }}
product = [{{ name = "p", appeal = {appeal}, constant_cost = "1 USD/Mtok", price = {{ input = "1.5 USD/Mtok", output = "1.5 USD/Mtok" }} }}]
"#
        ).unwrap();
    }
    load(&(text + more))
}

fn load(text: &str) -> Model {
    load_text("market.toml", text, &[]).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model
}

fn play(model: &Model) -> History {
    simulate(model, Streams::new(1, 0))
}

const MARKET: Entity = Entity::Market;
const A: Entity = Entity::Provider(ProviderId(0));
const B: Entity = Entity::Provider(ProviderId(1));

fn price(history: &History, offer: u32) -> f64 {
    last(history, Measure::PostedPrice, Entity::Offer(OfferId(offer)))
}

fn last(history: &History, measure: Measure, entity: Entity) -> f64 {
    history.panel.values(measure, entity).unwrap().last().flatten().unwrap()
}

fn figure(model: &Model, history: &History, measure: &str, entity: Entity) -> f64 {
    outcome(history, &model.names(), model.record.window, &model.record.episodes)
        .value(measure, entity)
        .unwrap()
}

fn told(history: &History, kind: HappeningKind) -> Vec<&Happening> {
    history.chronicle.list().iter().filter(|happening| happening.kind == kind).collect()
}

const TWO: &[(&str, f64)] = &[("A", 8.0), ("B", 7.0)];

#[test]
fn a_levy_is_passed_through_between_nothing_and_all_and_it_does_not_matter_who_is_asked() {
    let free = play(&textbook(TWO, ""));
    for rate in [0.1, 0.4] {
        let levy = |payer: &str| {
            let more = format!("[[policy]]\nname = \"t\"\nlevy = {{ rate = {rate}, payer = \"{payer}\" }}\n");
            play(&textbook(TWO, &more))
        };
        let (seller, user) = (levy("seller"), levy("user"));
        for offer in 0..2 {
            let passed = (price(&seller, offer) - price(&free, offer)) / rate;
            assert!(passed > 0.0 && passed < 1.0, "{rate}: {passed}");
            // What users pay is the same, and so are shares and what the state gets.
            let paid = price(&user, offer) + rate;
            assert!((paid - price(&seller, offer)).abs() < 1e-6, "{rate}: {paid} {}", price(&seller, offer));
        }
        let public = |history: &History| last(history, Measure::PublicRevenue, MARKET);
        assert!((public(&seller) - public(&user)).abs() < 1e-3 * public(&seller));
    }
}

#[test]
fn public_money_is_the_rate_times_tokens_and_welfare_counts_it_once() {
    for (policy, sign) in [
        ("levy = { rate = 0.2 }", 1.0),
        ("levy = { rate = 0.2, payer = \"user\" }", 1.0),
        ("subsidy = { rate = 0.2 }", -1.0),
        ("subsidy = { rate = 0.2, payee = \"user\" }", -1.0),
    ] {
        let model = textbook(TWO, &format!("[[policy]]\nname = \"p\"\n{policy}\n"));
        let history = play(&model);
        let of = |measure: &str, entity| figure(&model, &history, measure, entity);
        let tokens = of("tokens", A) + of("tokens", B);
        let public = of("public_revenue", MARKET);
        assert!((public - sign * 0.2 * tokens).abs() < 1e-6 * tokens, "{policy}: {public} {tokens}");
        let sum = of("consumer_surplus", MARKET) + of("profit", MARKET) + public;
        assert!((of("welfare", MARKET) - sum).abs() < 1e-9 * sum.abs(), "{policy}");
        // What sellers owe or get is in their books.
        let duties = of("duties", A) + of("duties", B);
        let on_users = policy.contains("user");
        assert!((duties - if on_users { 0.0 } else { public }).abs() < 1e-6 * tokens, "{policy}: {duties}");
        for (entity, cash) in [(A, 1e6), (B, 1e6)] {
            assert!(
                (last(&history, Measure::Cash, entity) - cash - of("profit", entity)).abs() < 1e-3,
                "{policy}"
            );
        }
    }
}

#[test]
fn a_voucher_is_paid_to_holders_and_brings_users() {
    let free = textbook(TWO, "");
    let model = textbook(TWO, "[[policy]]\nname = \"v\"\nvoucher = { credit = \"0.5 USD/day\" }\n");
    let (before, after) = (play(&free), play(&model));
    let adoption = |history: &History| last(history, Measure::Adoption, MARKET);
    assert!(adoption(&after) > adoption(&before));
    // Bills of one Mtok a day are above the credit: the state pays it to all who hold something.
    let paid = -last(&after, Measure::PublicRevenue, MARKET);
    assert!((paid - 0.5 * 1000.0 * adoption(&after)).abs() < 1e-6 * paid, "{paid}");
    // A credit above the bill pays the bill and no more.
    let huge = textbook(TWO, "[[policy]]\nname = \"v\"\nvoucher = { credit = \"50 USD/day\" }\n");
    let history = play(&huge);
    let paid = -last(&history, Measure::PublicRevenue, MARKET);
    assert!((paid - last(&history, Measure::Revenue, MARKET)).abs() < 1e-6 * paid, "{paid}");
}

/// Users at rest before two firms that hold their prices; the first sells below its cost.
fn still(horizon: &str, more: &str) -> History {
    play(&load(&at_rest(horizon, more)))
}

fn at_rest(horizon: &str, more: &str) -> String {
    let firm = |name: &str, price: f64, cost: f64, share: u32| {
        format!(
            r#"
[[provider]]
name    = "{name}"
cash    = "1 M USD"
pricing = "hold"
product = [{{ name = "p", appeal = 1, constant_cost = {cost}, price = {{ input = {price}, output = {price} }}, share = "{share} %" }}]
"#
        )
    };
    let (first, second) = (firm("A", 1.0, 2.0, 60), firm("B", 1.0, 1.0, 40));
    format!(
        r#"
title      = "Still"
start      = 2022-01-01
horizon    = "{horizon}"
currency   = "USD"
seed       = 1
record     = {{ every = "1 day", window = "7 days", attribution = false }}
population = "expected"
reference  = {{ price = "1 USD/Mtok", own_cost = 0 }}
[[segment]]
name    = "users"
users   = 1000
usage   = {{ median = "1 Mtok/day", sigma = 0 }}
tastes  = {{ price = 1, usage_elasticity = 0 }}
outside = {{ share = "20 %" }}
{first}{second}{more}"#
    )
}

#[test]
fn a_voucher_pays_no_more_than_the_bill_from_the_day_on_which_use_falls() {
    let history = still(
        "31 days",
        "[[policy]]\nname = \"v\"\nvoucher = { credit = \"1 USD/day\" }\n\
         [[shock]]\nat = 2022-01-11\nname = \"less\"\ndemand = { segment = \"users\", factor = 0.25 }\n",
    );
    let of = |measure| history.panel.values(measure, MARKET).unwrap().collect::<Vec<_>>();
    let (paid, billed) = (of(Measure::PublicRevenue), of(Measure::Revenue));
    // A credit of 1 on bills of 1, then of 1/4: the whole bill on either side.
    for (day, (paid, billed)) in paid.into_iter().zip(billed).enumerate().skip(1) {
        let (paid, billed) = (paid.unwrap(), billed.unwrap());
        assert!((paid + billed).abs() < 1e-9 * billed, "{day}: {paid} of {billed}");
    }
}

#[test]
fn a_young_law_fines_on_twelve_months_of_sales() {
    let history = still(
        "1200 days",
        "[[policy]]\nname = \"ban\"\nfrom = 2025-01-01\n\
         below_cost_ban = { enforcement = { ex_post = { investigation = \"90 days\", fine = \"10 %\" } } }\n",
    );
    let fine = told(&history, HappeningKind::Fine)[0];
    assert!((fine.at.days() - 1186.0).abs() < 1e-6, "1,096 days and the 90 of the investigation");
    // 60 % of the tokens of 800 users at 1 USD, 365.25 days of them: 0.1 x 480 x 365.25.
    assert!((fine.to.unwrap() - 17_532.0).abs() < 0.1, "{fine:?}");
}

#[test]
fn the_authority_looks_once_a_month_whatever_the_gaps_between_policies() {
    let of = |second: &str| {
        let cap = |name: &str, span: &str| {
            format!("[[policy]]\nname = \"{name}\"\n{span}\nprice_cap = {{ most = 1000 }}\n")
        };
        let first = cap("a", "from = 2022-01-10\nuntil = 2022-01-20");
        still("120 days", &(first + &cap("b", &format!("from = {second}")))).events
    };
    assert_eq!(of("2022-01-25"), of("2022-01-15"));
}

#[test]
fn a_policy_of_nothing_changes_nothing_but_the_chronicle() {
    let free = play(&load(&agents("")));
    for policy in [
        "levy = { rate = 0 }",
        "subsidy = { rate = 0, payee = \"user\" }",
        "portability = { relief = 0 }",
        "voucher = { credit = 0 }",
        "privacy = { cost = 0 }",
        "price_cap = { most = 1000 }",
        "below_cost_ban = { tolerance = \"99.9 %\" }",
        "merger_review = {}",
    ] {
        let history =
            play(&load(&agents(&format!("[[policy]]\nname = \"p\"\nfrom = 2025-02-01\n{policy}\n"))));
        assert_eq!(history.panel.instants(), free.panel.instants());
        for series in free.panel.series() {
            let of = |panel: &Panel| panel.values(series.measure, series.entity).unwrap().collect::<Vec<_>>();
            for (with, without) in of(&history.panel).into_iter().zip(of(&free.panel)) {
                // Flows are metered up to the day of the law as well: the same sums in other parts.
                let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(b.abs());
                let same = match (with, without) {
                    (Some(a), Some(b)) => near(a, b),
                    (a, b) => a == b,
                };
                assert!(same, "{policy}, {series:?}: {with:?} and {without:?}");
            }
        }
        assert_eq!(told(&history, HappeningKind::PolicyBegins).len(), 1);
    }
}

/// A predator and its prey among agents.
fn agents(more: &str) -> String {
    format!(
        r#"
title    = "Agents"
start    = 2025-01-01
horizon  = "1 year"
currency = "USD"
seed     = 1
reference = {{ price = "1 USD/Mtok" }}
[[segment]]
name    = "companies"
users   = 2_000
usage   = {{ median = "20 Mtok/day", sigma = 1 }}
tastes  = {{ price = {{ median = 1.2, sigma = 0.5 }}, usage_elasticity = 0.4, loyalty = 0.3 }}
churn   = "4 %/month"
outside = {{ share = "25 %" }}
[[provider]]
name    = "A"
cash    = "500 M USD"
fixed   = {{ staff = "1 k USD/day" }}
pricing = {{ predation = {{ depth = "30 %", recoup = "100 %" }} }}
product = [{{ name = "p", quality = 1200, constant_cost = 0.5, price = {{ input = 0.6, output = 1.8 }}, share = "60 %" }}]
[[provider]]
name    = "B"
cash    = "500 M USD"
fixed   = {{ staff = "2 k USD/day" }}
pricing = {{ cost_plus = {{ margin = "40 %" }} }}
product = [{{ name = "p", quality = 1200, constant_cost = 0.5, price = {{ input = 0.6, output = 1.8 }}, share = "40 %" }}]
{more}"#
    )
}

#[test]
fn a_ban_holds_the_price_at_cost_while_the_seller_is_dominant() {
    let ban = |tail: &str| play(&load(&agents(&format!("[[policy]]\nname = \"ban\"\n{tail}\n"))));
    let held = ban("below_cost_ban = {}");
    let prices: Vec<f64> =
        held.panel.values(Measure::PostedPrice, Entity::Offer(OfferId(0))).unwrap().flatten().collect();
    assert!(prices.iter().all(|price| *price >= 0.5 - 1e-9), "{prices:?}");
    let verdicts = told(&held, HappeningKind::Verdict);
    // The predator asks for 0.35 again and again: one spell, one verdict.
    assert_eq!(verdicts.len(), 1);
    assert_eq!(verdicts[0].what.as_deref(), Some("ban"));
    assert!((verdicts[0].from.unwrap() - 0.35).abs() < 1e-9 && (verdicts[0].to.unwrap() - 0.5).abs() < 1e-12);
    // Who has less than the least share may sell below cost.
    let small = ban("below_cost_ban = { least_share = \"99 %\" }");
    assert!((price(&small, 0) - 0.35).abs() < 1e-9);
    // A policy that ends lets the price go.
    let over = ban("until = 2025-07-01\nbelow_cost_ban = {}");
    assert!((price(&over, 0) - 0.35).abs() < 1e-9);
    assert_eq!(told(&over, HappeningKind::PolicyEnds).len(), 1);
}

#[test]
fn an_investigation_takes_its_time_and_ends_with_a_fine_and_an_order() {
    let policy = "[[policy]]\nname = \"ban\"\nbelow_cost_ban = { enforcement = { ex_post = { investigation = \"90 days\", fine = \"10 %\" } } }\n";
    let model = load(&agents(policy));
    let history = play(&model);
    let complaint = told(&history, HappeningKind::Complaint)[0];
    let verdict = told(&history, HappeningKind::Verdict)[0];
    let fine = told(&history, HappeningKind::Fine)[0];
    assert!((verdict.at.days() - complaint.at.days() - 90.0).abs() < 1e-6);
    assert_eq!((fine.entity, fine.at), (A, verdict.at));
    // Less than a year has passed: a tenth of all sales so far.
    let sales: f64 = {
        let instants = history.panel.instants();
        let flows = history.panel.values(Measure::Revenue, A).unwrap().skip(1);
        let spans = instants.windows(2).zip(flows);
        spans
            .map(|(ends, flow)| {
                let to = ends[1].min(verdict.at);
                flow.unwrap_or(0.0) * (to.days() - ends[0].days()).max(0.0)
            })
            .sum()
    };
    let due = fine.to.unwrap();
    assert!((due - 0.1 * sales).abs() < 0.01 * due, "{due} {sales}");
    assert!((figure(&model, &history, "fines", A) - due).abs() < 1e-9 * due);
    assert!((figure(&model, &history, "public_revenue", MARKET) - due).abs() < 1e-6 * due);
    assert!((price(&history, 0) - 0.5).abs() < 1e-9);
    let before = history.panel.instants().iter().position(|at| *at > complaint.at).unwrap();
    let posted: Vec<Option<f64>> =
        history.panel.values(Measure::PostedPrice, Entity::Offer(OfferId(0))).unwrap().collect();
    assert!((posted[before].unwrap() - 0.35).abs() < 1e-9, "the price stands meanwhile");
}

#[test]
fn a_cap_puts_prices_down_and_portability_makes_users_move() {
    let capped = play(&load(&agents("[[policy]]\nname = \"cap\"\nprice_cap = { most = 0.7 }\n")));
    assert!(price(&capped, 1) <= 0.7 + 1e-9);
    let shares = |more: &str| {
        let history = play(&load(&agents(more)));
        last(&history, Measure::Users, A) / last(&history, Measure::Users, MARKET)
    };
    // The cheaper firm wins faster where leaving is easy.
    assert!(shares("[[policy]]\nname = \"p\"\nportability = { relief = \"80 %\" }\n") > shares("") + 0.02);
}

#[test]
fn a_duty_of_privacy_costs_sellers_and_brings_users_who_care() {
    let (free, model) = (
        load(&agents("")),
        load(&agents("[[policy]]\nname = \"p\"\nprivacy = { cost = \"10 %\", duty = 0.05, trust = 1 }\n")),
    );
    let (before, after) = (play(&free), play(&model));
    let cost = |history: &History| last(history, Measure::UnitCost, Entity::Offer(OfferId(1)));
    // 0.5 x 1.1 + 0.05
    assert!((cost(&before) - 0.5).abs() < 1e-12 && (cost(&after) - 0.6).abs() < 1e-12);
    assert!(last(&after, Measure::Adoption, MARKET) > last(&before, Measure::Adoption, MARKET));
    // A duty is paid in resources, not to the state.
    assert!(figure(&model, &after, "public_revenue", MARKET).abs() < 1e-12);
}

const THREE: &[(&str, f64)] = &[("A", 8.0), ("B", 8.0), ("C", 7.5)];

#[test]
fn who_merges_sets_the_prices_that_the_static_merger_has() {
    let deal = "[[shock]]\nat = 2025-02-01\nname = \"deal\"\nmerger = { buyer = \"A\", target = \"B\", saving = \"5 %\" }\n";
    let model = textbook(THREE, deal);
    let history = play(&model);
    let asked = MergerAsked { providers: vec!["A".into(), "B".into()], saving: Share(0.05) };
    let found = equilibrium(&textbook(THREE, ""), Streams::new(1, 0), Some(&asked)).unwrap();
    let merger = found.merger.unwrap();
    for (offer, product) in merger.after.products.iter().enumerate() {
        let after = product.price;
        assert!((price(&history, offer as u32) - after).abs() < 1e-5, "{}: {after}", product.product);
    }
    // One firm: the target is gone, its sales are the buyer's, and the index has risen by what the merger says.
    assert!(last(&history, Measure::Present, B).abs() < 1e-12);
    assert!(history.panel.values(Measure::Users, B).unwrap().last().flatten().unwrap() == 0.0);
    let note = told(&history, HappeningKind::Merger)[0];
    // 2 s_A s_B of the tokens of the day before, on 10,000.
    let tokens = |firm: u32| {
        let entity = Entity::Provider(ProviderId(firm));
        let column = history.panel.column(Measure::Tokens, entity).unwrap();
        let row = history.panel.instants().iter().take_while(|at| at.days() < 31.0).count() - 1;
        history.panel.at(row, column).unwrap()
    };
    let all = tokens(0) + tokens(1) + tokens(2);
    let rise = 2e4 * tokens(0) / all * tokens(1) / all;
    assert!((note.to.unwrap() - note.from.unwrap() - rise).abs() < 0.01 * rise, "{note:?} {rise}");
    assert_eq!(note.what.as_deref(), Some("A"));
    assert!(figure(&model, &history, "survived", B).abs() < 1e-12);
    // No money is lost: cash of all is what they had and what they earned.
    let cash: f64 = (0..3).map(|p| last(&history, Measure::Cash, Entity::Provider(ProviderId(p)))).sum();
    assert!((cash - 3e6 - figure(&model, &history, "profit", MARKET)).abs() < 1e-3);
}

#[test]
fn the_benchmark_of_a_run_after_a_merger_is_the_static_merger_s() {
    // Inertia of 3 utils holds users to a brand, whoever owns it by now.
    let mut text = r#"
title      = "Brands"
start      = 2024-04-26
horizon    = "4 months"
currency   = "USD"
seed       = 1
population = "expected"
record     = { every = "30 days", window = "30 days", attribution = true }
reference  = { price = "1 USD/Mtok" }
[[segment]]
name    = "code"
users   = 1_000
usage   = { median = "0.5 Mtok/day", sigma = 0 }
inertia = 3
tastes  = { price = 1.5 }
outside = { share = "20 %" }
"#
    .to_owned();
    for (name, share) in [("A", 40), ("B", 35), ("C", 25)] {
        write!(
            text,
            r#"
[[provider]]
name    = "{name}"
cash    = "1 G USD"
pricing = "hold"
product = [{{ name = "p", quality = 1220, constant_cost = "0.5 USD/Mtok", price = {{ input = 1.5, output = 1.5 }}, share = "{share} %" }}]
"#
        )
        .unwrap();
    }
    text += "[[shock]]\nat = 2024-06-20\nname = \"deal\"\nmerger = { buyer = \"A\", target = \"B\" }\n";
    let model = load(&text);
    let history = play(&model);
    let asked = MergerAsked { providers: vec!["A".into(), "B".into()], saving: Share(0.0) };
    let found = equilibrium(&model, Streams::new(1, 0), Some(&asked)).unwrap();
    for (offer, product) in found.merger.unwrap().after.products.iter().enumerate() {
        let found = last(&history, Measure::NashPrice, Entity::Offer(OfferId(offer as u32)));
        assert!((found - product.price).abs() < 1e-5, "{}: {found} {}", product.provider, product.price);
    }
}

#[test]
fn what_is_sold_is_the_seller_s_of_that_day_whenever_figures_are_taken_down() {
    // Records on days 0, 100, 200, ...; the merger is on day 90.
    let deal = "[[shock]]\nat = 2022-04-01\nname = \"deal\"\nmerger = { buyer = \"A\", target = \"B\" }\n";
    let text = at_rest("400 days", deal).replace("every = \"1 day\"", "every = \"100 days\"");
    let history = play(&load(&text));
    // 60 % and 40 % of the tokens of 800 users at 1 USD: 480 and 320 a day.
    for (firm, wanted) in [(A, 480.0 * 400.0 + 320.0 * 310.0), (B, 320.0 * 90.0)] {
        for measure in [Measure::Tokens, Measure::Revenue] {
            let flows = history.panel.values(measure, firm).unwrap().skip(1);
            let sum = 100.0 * flows.map(Option::unwrap).sum::<f64>();
            assert!((sum / wanted - 1.0).abs() < 1e-6, "{measure:?} of {firm:?}: {sum} {wanted}");
        }
        let price = history.panel.values(Measure::EffectivePrice, firm).unwrap().nth(1).flatten().unwrap();
        assert!((price - 1.0).abs() < 1e-9, "{firm:?}: {price}");
    }
}

#[test]
fn a_review_stops_a_merger_above_its_thresholds_and_lets_others_pass() {
    let deal = "[[shock]]\nat = 2025-02-01\nname = \"deal\"\nmerger = { buyer = \"A\", target = \"B\" }\n";
    let review = "[[policy]]\nname = \"review\"\nmerger_review = {}\n";
    let stopped = play(&textbook(THREE, &format!("{deal}{review}")));
    assert!(told(&stopped, HappeningKind::Merger).is_empty());
    let note = told(&stopped, HappeningKind::MergerBlocked)[0];
    assert_eq!((note.entity, note.what.as_deref()), (B, Some("review")));
    assert!(last(&stopped, Measure::Present, B) > 0.5);
    assert_eq!(stopped.panel, play(&textbook(THREE, "")).panel, "a merger that is stopped changes nothing");
    let lax = "[[policy]]\nname = \"review\"\nmerger_review = { thresholds = [{ hhi = 9000, change = 100 }], share = \"100 %\" }\n";
    assert_eq!(told(&play(&textbook(THREE, &format!("{deal}{lax}"))), HappeningKind::Merger).len(), 1);
}

#[test]
fn a_merger_does_not_move_the_luck_before_it_and_index_and_savings_come_when_they_should() {
    let deal = "[[shock]]\nat = 2025-06-01\nname = \"deal\"\nmerger = { buyer = \"A\", target = \"B\", saving = \"20 %\", integration = 2025-09-01 }\n";
    let (alone, merged) = (play(&load(&agents(""))), play(&load(&agents(deal))));
    let day = told(&merged, HappeningKind::Merger)[0].at;
    for (measure, entity) in [(Measure::Users, A), (Measure::Users, B), (Measure::EffectivePrice, MARKET)] {
        let pairs =
            alone.panel.values(measure, entity).unwrap().zip(merged.panel.values(measure, entity).unwrap());
        for (at, (one, other)) in alone.panel.instants().iter().zip(pairs).skip(1) {
            assert!(*at > day || one == other, "{at:?}");
        }
    }
    let cost: Vec<f64> =
        merged.panel.values(Measure::UnitCost, Entity::Offer(OfferId(1))).unwrap().flatten().collect();
    let integrated = told(&merged, HappeningKind::CostShock)[0].at;
    let at = merged.panel.instants().iter().position(|at| *at > integrated).unwrap();
    assert!((cost[at - 1] - 0.5).abs() < 1e-12 && (cost[at] - 0.4).abs() < 1e-12, "{cost:?}");
    // Alone on the market the predator asks what it likes of both brands.
    assert!((price(&merged, 1) - 0.8).abs() < 1e-9, "{}", price(&merged, 1));
}
