//! Money in whole runs: books balance, cash flow explains cash, and nobody serves on without money.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![expect(clippy::format_push_string, reason = "a scenario is put together line by line")]

use std::path::Path;

use pricewar::calendar::Instant;
use pricewar::history::{Entity, HappeningKind, History, Measure, Statements};
use pricewar::ids::{OfferId, ProviderId};
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::{BUNDLED, Paint, load};
use pricewar::simulation::simulate;
use proptest::prelude::*;

/// What rounding may leave, over turnover.
const TOLERANCE: f64 = 1e-9;

fn of_file(path: &Path, overrides: &[String]) -> Model {
    load(path, overrides).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model
}

fn of_text(text: &str) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("market.toml");
    std::fs::write(&file, text).unwrap();
    of_file(&file, &[])
}

fn line(
    statements: &Statements,
    provider: ProviderId,
    period: usize,
    (statement, name): (&str, &str),
) -> f64 {
    let at = statements.lines.iter().position(|l| l.statement == statement && l.line == name).unwrap();
    statements.of(provider, period)[at]
}

/// Holds the statements of every provider and period against each other and against the panel.
fn audit(model: &Model, history: &History) {
    let found = &history.statements;
    let several = found.periods.len() > 1;
    let parts = if several { found.periods.len() - 1 } else { found.periods.len() };
    for id in model.provider_ids() {
        let of = |period: usize, statement: &str, name: &str| line(found, id, period, (statement, name));
        let all: f64 = (0..found.periods.len()).flat_map(|p| found.of(id, p)).map(|x| x.abs()).sum();
        let slack = TOLERANCE * (all + model.providers[id.index()].cash.get().abs()).max(1.0);
        let close = |a: f64, b: f64, what: &str| {
            assert!(
                (a - b).abs() <= slack,
                "{what} of {}: {a} against {b}",
                model.providers[id.index()].name
            );
        };
        let mut cash = model.providers[id.index()].cash.get();
        let mut retained = 0.0;
        for period in 0..parts {
            let claims = ["credit_drawn", "loans", "deferred_revenue", "paid_in", "retained"];
            let claims: f64 = claims.iter().map(|name| of(period, "balance", name)).sum();
            close(of(period, "balance", "assets"), claims, "balance sheet");
            cash += of(period, "cash_flow", "change_in_cash");
            let held = of(period, "balance", "cash") - of(period, "balance", "credit_drawn");
            close(held, cash, "cash");
            retained += of(period, "income", "net_profit");
            close(of(period, "balance", "retained"), retained, "retained profit");
        }
        if several {
            let names = ["change_in_cash", "operations", "investment", "financing"];
            for name in names {
                let sum: f64 = (0..parts).map(|period| of(period, "cash_flow", name)).sum();
                close(of(parts, "cash_flow", name), sum, name);
            }
        }
        let panel = history.panel.values(Measure::Cash, Entity::Provider(id)).unwrap().last().flatten();
        close(panel.unwrap(), cash, "cash of the last record");
    }
}

/// Nobody stands below its credit line at the first record after a settlement, unless it has left.
fn nobody_serves_without_money(model: &Model, history: &History) {
    let column = |measure, id| history.panel.column(measure, Entity::Provider(id)).unwrap();
    for id in model.provider_ids() {
        let (cash, present) = (column(Measure::Cash, id), column(Measure::Present, id));
        let tokens = column(Measure::Tokens, id);
        let credit = model.providers[id.index()].credit.get();
        // At the horizon the books of a broken month are closed, and nobody fails at that closing.
        let rows = history.panel.instants().len() - 1;
        for row in 0..rows {
            let here = history.panel.at(row, present).unwrap() > 0.5;
            let left = history.panel.at(row, cash).unwrap() + credit;
            assert!(!here || left >= 0.0, "{} is there with {left}", model.providers[id.index()].name);
            let gone_before = row > 0 && history.panel.at(row - 1, present).unwrap() < 0.5;
            if !here && gone_before {
                assert_eq!(history.panel.at(row, tokens), Some(0.0));
            }
        }
    }
}

#[test]
fn the_books_of_every_bundled_scenario_balance() {
    for bundled in BUNDLED {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{}.toml", bundled.name));
        let full = of_file(&file, &[]);
        // Long enough for a turn of the year and for several settlements; small enough for a test.
        let mut overrides = Vec::new();
        if full.horizon.days() > 800.0 && bundled.name != "shake-out" {
            overrides.push("horizon=800".to_owned());
        }
        overrides.push("record.attribution=false".to_owned());
        let model = of_file(&file, &overrides);
        for replicate in 0..2 {
            let history = simulate(&model, Streams::new(3, replicate));
            audit(&model, &history);
            nobody_serves_without_money(&model, &history);
        }
    }
}

/// A small market in which every key of money is used.
#[derive(Debug, Clone)]
struct Purse {
    cash: f64,
    credit: f64,
    interest: f64,
    tax: f64,
    owned: bool,
    loss_limit: Option<(f64, bool)>,
    complement: f64,
    round: Option<(f64, f64, bool)>,
    shutdown: Option<f64>,
    buys: Option<f64>,
    waits: bool,
    fixed: f64,
    price: f64,
    margin: f64,
}

fn purse() -> impl Strategy<Value = Purse> {
    let money = (0.0..3e6_f64, 0.0..1e6_f64, 0.0..50.0_f64, 0.0..0.5_f64);
    let rules = (
        any::<bool>(),
        proptest::option::of((0.0..5e5_f64, any::<bool>())),
        0.0..0.5_f64,
        proptest::option::of((1e5..2e6_f64, 0.0..1.0_f64, any::<bool>())),
        proptest::option::of(20.0..120.0_f64),
        proptest::option::of(0.0..1.0_f64),
        any::<bool>(),
    );
    let trade = (0.0..2e4_f64, 0.2..2.0_f64, 0.0..0.7_f64);
    (money, rules, trade).prop_map(|(money, rules, trade)| Purse {
        cash: money.0,
        credit: money.1,
        interest: money.2,
        tax: money.3,
        owned: rules.0,
        loss_limit: rules.1,
        complement: rules.2,
        round: rules.3,
        shutdown: rules.4,
        buys: rules.5,
        waits: rules.6,
        fixed: trade.0,
        price: trade.1,
        margin: trade.2,
    })
}

fn market(purses: &[Purse], drought: f64) -> String {
    let mut text = String::from(
        r#"
title = "Purses"
start = 2024-10-20
horizon = "400 days"
currency = "USD"
seed = 1
record = { attribution = false, every = "10 days" }
reference = { price = "1 USD/Mtok", quality = 1250 }

[[segment]]
name = "all"
users = 300
usage = { median = "30 Mtok/day", sigma = 1.0, growth = "30 %/year" }
mix = { output = "25 %", repeated = "20 %" }
tastes = { price = { median = 1.0, sigma = 0.4 }, usage_elasticity = 0.4, quality = 1.0 }
churn = "8 %/month"
outside = { share = "20 %" }
"#,
    );
    for (at, purse) in purses.iter().enumerate() {
        let Purse { cash, credit, interest, tax, complement, fixed, price, margin, .. } = purse;
        text += &format!(
            "\n[[provider]]\nname = \"F{at}\"\ncash = {cash}\ncredit = {credit}\ncomplement = {complement}\n\
             fixed = {{ staff = {fixed} }}\npricing = {{ cost_plus = {{ margin = {margin} }} }}\n\
             finance = {{ interest = \"{interest} %/year\", tax = {tax}, capitalised = {} }}\n",
            purse.owned
        );
        if let Some((limit, raise)) = purse.loss_limit {
            let beyond = if raise { "raise_prices" } else { "leave" };
            text += &format!("parent = {{ loss_limit = \"{limit} USD/quarter\", beyond = \"{beyond}\" }}\n");
        }
        if let Some(after) = purse.shutdown {
            text += &format!("shutdown = {{ after = {after}, cost = \"average\" }}\n");
        }
        if let Some(multiple) = purse.buys {
            text += &format!("acquires = {{ multiple = {multiple} }}\n");
        }
        if purse.waits && at > 0 {
            text += "enters = { share = \"20 %\", sunk = \"10 k USD\", error = 0.5 }\n";
        }
        if purse.owned {
            text += "technology = { hardware = \"H100\", owned = { life = \"200 days\" } }\n";
        }
        if let Some((amount, chance, loan)) = purse.round {
            text += &format!(
                "[[provider.funding]]\nname = \"A\"\nrunway = \"120 days\"\namount = {amount}\n\
                 chance = {chance}\nloan = {loan}\nneeds = {{ share = \"1 %\" }}\n"
            );
        }
        let cost = if purse.owned {
            "model = { total = \"30 B\", format = \"fp8\" }"
        } else {
            "constant_cost = \"0.4 USD/Mtok\""
        };
        text += &format!(
            "[[provider.product]]\nname = \"P\"\nquality = {}\n{cost}\n\
             price = {{ input = {price}, output = {} }}\n",
            1240 + 10 * at,
            2.0 * price
        );
    }
    text += &format!(
        "\n[[shock]]\nat = 2025-03-01\nname = \"Drought\"\nfunding = {{ factor = {drought}, lasts = \"90 days\" }}\n"
    );
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_market_keeps_its_books(purses in proptest::collection::vec(purse(), 2..5), drought in 0.0..1.5_f64) {
        let model = of_text(&market(&purses, drought));
        let history = simulate(&model, Streams::new(9, 0));
        audit(&model, &history);
        nobody_serves_without_money(&model, &history);
    }
}

#[test]
fn a_provider_without_cash_and_credit_does_not_serve_on() {
    let poor = Purse {
        cash: 0.0,
        credit: 0.0,
        interest: 0.0,
        tax: 0.0,
        owned: false,
        loss_limit: None,
        complement: 0.0,
        round: None,
        shutdown: None,
        buys: None,
        waits: false,
        fixed: 1e6,
        price: 1.0,
        margin: 0.5,
    };
    let rich = Purse { cash: 1e12, fixed: 0.0, ..poor.clone() };
    let model = of_text(&market(&[rich, poor], 1.0));
    let history = simulate(&model, Streams::new(9, 0));
    let exit = history.chronicle.list().iter().find(|h| h.kind == HappeningKind::Exit).unwrap();
    // The first settlement, on 1 November.
    assert_eq!((exit.entity, exit.at), (Entity::Provider(ProviderId(1)), Instant::at_day(12.0)));
    nobody_serves_without_money(&model, &history);
    let users = history.panel.values(Measure::Users, Entity::Provider(ProviderId(1))).unwrap();
    assert_eq!(users.last().flatten(), Some(0.0));
}

#[test]
fn what_a_failing_firm_has_goes_to_its_buyer() {
    let seller = Purse {
        cash: 1e3,
        credit: 0.0,
        interest: 0.0,
        tax: 0.0,
        owned: true,
        loss_limit: None,
        complement: 0.0,
        round: None,
        shutdown: None,
        buys: None,
        waits: false,
        fixed: 3e5,
        price: 1.0,
        margin: 0.5,
    };
    let buyer = Purse { cash: 1e9, fixed: 0.0, buys: Some(0.5), ..seller.clone() };
    let model = of_text(&market(&[buyer, seller], 1.0));
    let history = simulate(&model, Streams::new(9, 0));
    audit(&model, &history);
    let list = history.chronicle.list();
    let bought = list.iter().find(|h| h.kind == HappeningKind::Acquisition).unwrap();
    assert_eq!(bought.entity, Entity::Provider(ProviderId(1)));
    assert_eq!(bought.what.as_deref(), Some("F0"));
    // Users go along: nobody is left with the seller, and the buyer has all that it had.
    let column = |id: u32| history.panel.column(Measure::Users, Entity::Provider(ProviderId(id))).unwrap();
    let row = history.panel.instants().iter().position(|at| *at > bought.at).unwrap();
    let users = |row, id| history.panel.at(row, column(id)).unwrap();
    assert!(users(row, 1) < 1e-9);
    assert!(users(row, 0) > users(row - 1, 0) + 0.8 * users(row - 1, 1), "{row}");
    // Its accelerators too.
    let gpus = history.panel.column(Measure::Gpus, Entity::Provider(ProviderId(0))).unwrap();
    assert!(history.panel.at(row, gpus).unwrap() > 1.4 * history.panel.at(row - 1, gpus).unwrap());
    // It pays for them, and the seller's books are empty.
    let last = history.statements.periods.len() - 1;
    let of = |id, statement, name| line(&history.statements, ProviderId(id), last, (statement, name));
    assert!(of(0, "cash_flow", "acquisitions") < 0.0);
    assert!(of(1, "balance", "assets").abs() < 1e-3 && of(1, "balance", "cash").abs() < 1e-3);
}

/// Two firms of the same product before still users, until one of them buys the other.
fn two_fleets([first, second]: [&str; 2], merged: Option<&str>) -> History {
    let mut text = r#"
title      = "Two fleets"
start      = 2022-01-01
horizon    = "2 years"
currency   = "USD"
seed       = 1
record     = { every = "30 days", window = "30 days", attribution = false }
population = "expected"
reference  = { price = "1 USD/Mtok", own_cost = 0 }
[[segment]]
name    = "u"
users   = 10_000
usage   = { median = "20 Mtok/day", sigma = 0 }
tastes  = { price = 1, usage_elasticity = 0 }
outside = { share = "20 %" }
"#
    .to_owned();
    for (name, fleet) in [("A", first), ("B", second)] {
        text.push_str(&format!(
            r#"
[[provider]]
name    = "{name}"
cash    = "100 M USD"
pricing = "hold"
{fleet}
product = [{{ name = "p", quality = 1300, share = "50 %", model = {{ total = "671 B", active = "37 B", format = "fp8" }}, price = {{ input = "1 USD/Mtok", output = "1 USD/Mtok" }} }}]
"#
        ));
    }
    if let Some(day) = merged {
        text.push_str(&format!(
            "[[shock]]\nat = {day}\nname = \"m\"\nmerger = {{ buyer = \"A\", target = \"B\" }}\n"
        ));
    }
    let model = of_text(&text);
    let history = simulate(&model, Streams::new(1, 0));
    audit(&model, &history);
    history
}

const OWNED: &str =
    "finance = { capitalised = true }\ntechnology = { hardware = \"H100\", owned = { life = \"4 years\" } }";
const RENTED: &str = "technology = { hardware = \"H100\" }";

/// What became of owned accelerators over the whole run: loss of value, loss of disposal, and what stands in the books.
const ASSETS: [(&str, &str); 3] =
    [("income", "depreciation"), ("income", "disposal"), ("balance", "fixed_assets")];

fn of_run(history: &History, firm: u32, line_of: (&str, &str)) -> f64 {
    line(&history.statements, ProviderId(firm), history.statements.periods.len() - 1, line_of)
}

#[test]
fn a_merger_neither_makes_nor_loses_accelerators_in_the_books() {
    let gpus = |history: &History| {
        history
            .panel
            .values(Measure::Gpus, Entity::Provider(ProviderId(0)))
            .unwrap()
            .last()
            .flatten()
            .unwrap()
    };
    let apart = two_fleets([OWNED, OWNED], None);
    for day in ["2022-04-01", "2022-04-20"] {
        let merged = two_fleets([OWNED, OWNED], Some(day));
        assert!((gpus(&merged) / gpus(&apart) - 2.0).abs() < 1e-9, "{day}: {}", gpus(&merged));
        for name in ASSETS {
            let all = |history| of_run(history, 0, name) + of_run(history, 1, name);
            let (one, other) = (all(&apart), all(&merged));
            assert!(one.abs() > 1e6 && (other / one - 1.0).abs() < 1e-9, "{day}, {name:?}: {one} {other}");
        }
    }
}

#[test]
fn a_bought_fleet_is_in_the_books_only_where_both_own_theirs_there() {
    // The buyer owns and the target rents: its rent is cash, and what the buyer owns goes on as before.
    let (apart, merged) =
        (two_fleets([OWNED, RENTED], None), two_fleets([OWNED, RENTED], Some("2022-04-20")));
    for name in ASSETS {
        let (one, other) = (of_run(&apart, 0, name), of_run(&merged, 0, name));
        assert!(one.abs() > 1e6 && (other / one - 1.0).abs() < 1e-9, "{name:?}: {one} {other}");
    }
    // The buyer rents and the target owns: sold at book value and leased back.
    let (apart, merged) =
        (two_fleets([RENTED, OWNED], None), two_fleets([RENTED, OWNED], Some("2022-04-20")));
    assert!(of_run(&merged, 0, ("balance", "fixed_assets")).abs() < 1e-6);
    assert!(of_run(&merged, 0, ("income", "depreciation")).abs() < 1e-6);
    // Books lose the value, not the firms: between them they hold in cash what the accelerators were worth on that day.
    let worth = of_run(&merged, 1, ("cash_flow", "fixed_assets"));
    let left = of_run(&apart, 1, ("balance", "fixed_assets"));
    assert!(worth > left && of_run(&merged, 1, ("balance", "fixed_assets")).abs() < 1e-6, "{worth} {left}");
}

/// Two equal firms of which the second waits outside for a share of all tokens; users do not mind waiting, so that the load of the
/// first stands still.
const WAITING: &str = r#"
title = "Waiting"
record = { every = "1 day", window = "10 days" }
start = 2022-01-01
horizon = "40 days"
currency = "USD"
seed = 1
population = "expected"
reference = { price = "1 USD/Mtok", own_cost = 0 }
[[segment]]
name = "all"
users = 10_000
usage = { median = "20 Mtok/day", sigma = 0 }
tastes = { price = 1, usage_elasticity = 0, latency = 0 }
outside = { share = "20 %" }
[[provider]]
name = "A"
cash = "100 M USD"
pricing = "hold"
technology = { hardware = "H100" }
product = [{ name = "a", quality = 1300, share = "100 %", model = { total = "671 B", active = "37 B", format = "fp8" }, price = { input = "1 USD/Mtok", output = "1 USD/Mtok" } }]
[[provider]]
name = "B"
cash = "100 M USD"
pricing = "hold"
technology = { hardware = "H100" }
enters = { share = "100 %" }
product = [{ name = "b", quality = 1300, model = { total = "671 B", active = "37 B", format = "fp8" }, price = { input = "1 USD/Mtok", output = "1 USD/Mtok" } }]
"#;

#[test]
fn who_comes_for_a_share_brings_a_fleet_for_it() {
    let model = of_text(WAITING);
    let history = simulate(&model, Streams::new(1, 0));
    let gpus = |firm: u32| -> Vec<Option<f64>> {
        history.panel.values(Measure::Gpus, Entity::Provider(ProviderId(firm))).unwrap().collect()
    };
    let day = history.panel.instants().iter().position(|at| *at == Instant::at_day(31.0)).unwrap();
    let came = history.chronicle.list().iter().find(|happening| happening.kind == HappeningKind::Entry);
    assert_eq!(came.unwrap().at, Instant::at_day(31.0));
    // All that is sold, with the technology of the opening: the fleet of the first at the opening.
    let (first, second) = (gpus(0)[0].unwrap(), gpus(1)[day].unwrap());
    assert!(first > 20.0 && (first - second).abs() < 1e-9, "{first} {second}");
}

#[test]
fn what_a_token_costs_beside_own_use_is_what_the_books_pay() {
    let market = |captive: &str| {
        format!(
            r#"
title = "Own use"
start = 2025-01-01
horizon = "60 days"
currency = "USD"
seed = 1
population = "expected"
reference = {{ price = "1 USD/Mtok" }}
[record]
every = "1 day"
attribution = false
[[segment]]
name = "users"
users = 5_000
usage = {{ median = "2 Mtok/day", sigma = 0 }}
mix = {{ output = "25 %", repeated = 0, batchable = 0 }}
churn = "3 %/month"
[[provider]]
name = "A"
cash = "1 G USD"
pricing = "hold"
technology = {{ hardware = "H100" }}
{captive}
[[provider.product]]
name = "a"
quality = 1200
model = {{ like = "Llama-3-8B" }}
price = {{ input = "0.5 USD/Mtok", output = "1 USD/Mtok" }}
"#
        )
    };
    for captive in ["", "captive = { tokens = \"100 Gtok/day\" }"] {
        let model = of_text(&market(captive));
        let history = simulate(&model, Streams::new(1, 0));
        let (offer, firm) = (Entity::Offer(OfferId(0)), Entity::Provider(ProviderId(0)));
        let column = |measure, entity| history.panel.values(measure, entity).unwrap().collect::<Vec<_>>();
        let (cost, tokens) = (column(Measure::UnitCost, offer), column(Measure::Tokens, offer));
        let paid = column(Measure::ServingCost, firm);
        // A month's technology and fleet stand still within the month: the cost at its end is that of its days.
        for day in 20..28 {
            let (Some(cost), Some(tokens), Some(paid)) = (cost[day], tokens[day], paid[day]) else {
                panic!("{day}")
            };
            assert!((paid / tokens / cost - 1.0).abs() < 0.01, "{captive} {day}: {} {cost}", paid / tokens);
        }
    }
}
