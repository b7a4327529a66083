//! Scripted events and investment on small physical markets: each does what it says, and money is conserved.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::history::{Entity, Happening, HappeningKind, History, Measure};
use pricewar::ids::{OfferId, ProviderId};
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, load_text};
use pricewar::simulation::simulate;

/// Two firms that hold their prices, on rented H100s, without a trend of technology.
const MARKET: &str = r#"
title    = "Two firms"
start    = 2024-01-01
horizon  = "1 year"
currency = "USD"
seed     = 1
[reference]
price = "1 USD/Mtok"
[[segment]]
name   = "code"
users  = 1_000
usage  = { median = "40 Mtok/day", sigma = 1 }
churn  = "3 %/month"
[[provider]]
name = "Aster"
cash = "100 M USD"
[provider.technology]
hardware  = "H100"
rent      = "2 USD/GPU-hour"
lead_time = "30 days"
progress  = { hardware = 0, model = 0, precision = 0, serving = 0 }
[[provider.product]]
name    = "L"
quality = 1220
model   = { like = "Llama-3-70B", format = "bf16" }
price   = { input = "0.6 USD/Mtok", output = "1.2 USD/Mtok" }
share   = "60 %"
[[provider]]
name = "Borealis"
cash = "100 M USD"
[provider.technology]
hardware = "H100"
rent     = "2 USD/GPU-hour"
progress = { hardware = 0, model = 0, precision = 0, serving = 0 }
[[provider.product]]
name    = "B"
quality = 1200
model   = { like = "Llama-3-70B", format = "bf16" }
price   = { input = "0.6 USD/Mtok", output = "1.2 USD/Mtok" }
share   = "40 %"
"#;

const ASTER: Entity = Entity::Provider(ProviderId(0));
const BOREALIS: Entity = Entity::Provider(ProviderId(1));

fn model(more: &str) -> Model {
    let scenario = load_text("market.toml", &format!("{MARKET}\n{more}"), &[]);
    scenario.unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model
}

fn run(more: &str) -> History {
    simulate(&model(more), Streams::new(3, 0))
}

/// Value at the first record on or after a day.
fn on(history: &History, measure: Measure, entity: Entity, day: f64) -> f64 {
    let row = history.panel.instants().iter().position(|at| at.days() >= day).unwrap();
    history.panel.at(row, history.panel.column(measure, entity).unwrap()).unwrap()
}

/// Integral of a flow: means over the time between records, times that time.
fn total(history: &History, measure: Measure, entity: Entity) -> f64 {
    let instants = history.panel.instants();
    let values: Vec<Option<f64>> = history.panel.values(measure, entity).unwrap().collect();
    (1..instants.len()).map(|row| values[row].unwrap() * instants[row].since(instants[row - 1]).get()).sum()
}

fn happenings(history: &History, kind: HappeningKind) -> Vec<&Happening> {
    history.chronicle.list().iter().filter(|happening| happening.kind == kind).collect()
}

/// Cash moves by what was sold less all that was spent, whatever happened.
fn money_is_conserved(history: &History) {
    for firm in [ASTER, BOREALIS] {
        let spent = total(history, Measure::ServingCost, firm) + total(history, Measure::FixedCost, firm);
        let moved = on(history, Measure::Cash, firm, 365.0) - 100e6;
        let result = total(history, Measure::Revenue, firm) - spent;
        assert!((moved - result).abs() < 1e-9 * spent.max(1.0), "{moved} against {result}");
    }
}

/// Serving cost a day for each accelerator in the fleet, over 24: the hour of the fleet.
fn hour(history: &History, firm: Entity, day: f64) -> f64 {
    on(history, Measure::ServingCost, firm, day) / on(history, Measure::Gpus, firm, day) / 24.0
}

#[test]
fn a_rent_shock_is_paid_by_those_who_rent_that_accelerator_and_not_by_owners() {
    let plain = run("");
    let dear = run("[[shock]]\nat = 2024-07-01\nname = 'x'\nrent = { factor = 1.5, hardware = 'H100' }\n");
    // egress is in both, so the difference of the hours is the rent's: 2 x 0.5
    let rise = hour(&dear, ASTER, 210.0) - hour(&plain, ASTER, 210.0);
    assert!((rise - 1.0).abs() < 0.02, "{rise}");
    assert!((hour(&dear, ASTER, 150.0) - hour(&plain, ASTER, 150.0)).abs() < 1e-9);
    let noted = happenings(&dear, HappeningKind::RentShock);
    assert_eq!(noted.len(), 2);
    assert_eq!((noted[0].from, noted[0].to, noted[0].shock), (Some(2.0), Some(3.0), Some(0)));
    money_is_conserved(&dear);
}

#[test]
fn a_contract_is_a_burden_in_a_falling_market_until_it_ends() {
    let fall = "[[shock]]\nat = 2024-04-01\nname = 'fall'\nrent = { factor = 0.5 }\n";
    let bound = "[[shock]]\nat = 2024-02-15\nname = 'sign'\n\
        contract = { provider = 'Aster', share = '80 %', discount = '25 %', term = '200 days' }\n";
    let (free, contract) = (run(fall), run(&format!("{fall}{bound}")));
    let extra = |day| hour(&contract, ASTER, day) - hour(&free, ASTER, day);
    // before the fall 0.8 x 0.25 x 2 is saved, after it 0.8 x (1.5 - 1) is lost, on the accelerators of the signing
    assert!((extra(70.0) + 0.4).abs() < 0.03, "{}", extra(70.0));
    assert!((extra(130.0) - 0.4).abs() < 0.1, "{}", extra(130.0));
    assert!(extra(300.0).abs() < 1e-6, "{}", extra(300.0));
    assert_eq!(happenings(&contract, HappeningKind::ContractSigned).len(), 1);
    assert_eq!(happenings(&contract, HappeningKind::ContractEnded).len(), 1);
    money_is_conserved(&contract);
}

#[test]
fn an_outage_of_half_the_fleet_doubles_utilisation_and_shuts_nobody_out() {
    let (plain, broken) = (
        run(""),
        run("[[shock]]\nat = 2024-07-01\nname = 'half'\n\
            outage = { provider = 'Aster', lasts = '10 days', part = '50 %' }\n"),
    );
    let ratio =
        on(&broken, Measure::Utilisation, ASTER, 182.0) / on(&plain, Measure::Utilisation, ASTER, 182.0);
    assert!((ratio - 2.0).abs() < 0.02, "{ratio}");
    let after =
        on(&broken, Measure::Utilisation, ASTER, 200.0) / on(&plain, Measure::Utilisation, ASTER, 200.0);
    assert!((after - 1.0).abs() < 0.1, "{after}");
    assert!(on(&broken, Measure::Tokens, ASTER, 189.0) > 0.3 * on(&plain, Measure::Tokens, ASTER, 189.0));
    assert!(total(&broken, Measure::Refused, ASTER) > total(&plain, Measure::Refused, ASTER));
    let noted = happenings(&broken, HappeningKind::Outage);
    assert_eq!((noted[0].from, noted[0].to), (Some(0.5), Some(10.0)));
    assert_eq!(happenings(&broken, HappeningKind::Recovery).len(), 1);
    money_is_conserved(&broken);
}

#[test]
fn the_same_luck_gives_the_same_history() {
    let events = "[[shock]]\nat = 2024-04-01\nname = 'fall'\nrent = { factor = 0.5 }\n";
    let (a, b) = (run(events), run(events));
    assert_eq!(a.panel, b.panel);
    assert_eq!(a.chronicle, b.chronicle);
    let _ = OfferId(0);
}
