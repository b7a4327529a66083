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
fn a_technique_makes_serving_cheaper_from_its_day_on_and_is_paid_once() {
    let plain = run("");
    let more = "[[shock]]\nat = 2024-04-10\nname = 'fp8'\n\
        technique = { provider = 'Aster', adopt = { quantise = { format = 'fp8' } }, cost = '50 k USD' }\n";
    let cheap = run(more);
    let noted = happenings(&cheap, HappeningKind::Technique);
    assert_eq!(noted[0].what.as_deref(), Some("quantise fp8"));
    let (from, to) = (noted[0].from.unwrap(), noted[0].to.unwrap());
    assert!((0.3..0.8).contains(&(to / from)), "{from} -> {to}");
    // the fleet follows at the reviews of the months after
    let saved = |day| on(&cheap, Measure::Gpus, ASTER, day) / on(&plain, Measure::Gpus, ASTER, day);
    assert!(saved(90.0) > 0.99 && saved(300.0) < 0.85, "{} {}", saved(90.0), saved(300.0));
    let paid = total(&cheap, Measure::FixedCost, ASTER) - total(&plain, Measure::FixedCost, ASTER);
    assert!((paid - 50e3).abs() < 1e-6, "{paid}");
    money_is_conserved(&cheap);
}

#[test]
fn a_technique_that_costs_quality_is_public_as_a_release() {
    let sparse = run("[[shock]]\nat = 2024-04-10\nname = 'sparse'\n\
        technique = { provider = 'Aster', product = 'L', adopt = { prune = {} } }\n");
    let release = happenings(&sparse, HappeningKind::Release);
    assert_eq!(release.len(), 1);
    assert!(release[0].to.unwrap() < 1220.0 && release[0].to.unwrap() > 1200.0);
    // several hundred hours at 2 USD at least
    assert!(total(&sparse, Measure::FixedCost, ASTER) > 300.0 * 2.0 - 1e-6);
    money_is_conserved(&sparse);
}

const MOVE: &str = "[[shock]]\nat = 2024-03-01\nname = 'new chips'\n\
    hardware = { provider = 'Aster', hardware = 'B200', rent = '4 USD/GPU-hour', within = '5 months' }\n";

#[test]
fn a_fleet_refresh_keeps_capacity_while_the_accelerators_change() {
    let (plain, moved) = (run(""), run(MOVE));
    // load over capacity stays, though the count of equivalents falls by the worth of the new chip
    for day in [92.0, 98.0, 110.0] {
        let (a, b) =
            (on(&plain, Measure::Utilisation, ASTER, day), on(&moved, Measure::Utilisation, ASTER, day));
        assert!((b / a - 1.0).abs() < 0.15, "{day}: {a} {b}");
    }
    let delivered = happenings(&moved, HappeningKind::Delivery);
    let own: Vec<_> = delivered.iter().filter(|event| event.shock == Some(0)).collect();
    assert_eq!(own.len(), 5, "monthly parts");
    assert!((own[0].at.days() - (60.0 + 30.0 + 30.4375)).abs() < 0.01);
    let retired: f64 =
        happenings(&moved, HappeningKind::Retirement).iter().map(|event| event.to.unwrap()).sum();
    let arrived: f64 = own.iter().map(|event| event.to.unwrap()).sum();
    assert!(retired > 1.5 * arrived, "fewer and faster: {retired} for {arrived}");
    money_is_conserved(&moved);
}

#[test]
fn a_fleet_that_changes_hands_or_kind_within_a_month_does_the_same_work() {
    // With technology that moves on: what a fleet can do is reckoned on one day's curves before and after.
    let moving: String =
        MARKET.lines().filter(|line| !line.starts_with("progress")).fold(String::new(), |text, line| {
            let line = line.replace("seed     = 1", "seed     = 1\nrecord = { every = \"1 day\" }");
            text + &line.replace("\"30 days\"", "\"15 days\"") + "\n"
        });
    let run = |more: &str| {
        let scenario = load_text("market.toml", &format!("{moving}\n{more}"), &[]);
        let model = scenario.unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model;
        simulate(&model, Streams::new(3, 0))
    };
    let merged = run(
        "[[shock]]\nat = 2024-01-16\nname = \"m\"\nmerger = { buyer = \"Aster\", target = \"Borealis\" }\n",
    );
    let gpus = |history: &History, firm, day| on(history, Measure::Gpus, firm, day);
    let both = gpus(&merged, ASTER, 14.0) + gpus(&merged, BOREALIS, 14.0);
    assert!((gpus(&merged, ASTER, 16.0) / both - 1.0).abs() < 1e-9, "the same model on the same accelerator");
    // The same accelerator again, lead time and one part later: day 1 + 15 + 30.4.
    let moved = run(
        "[[shock]]\nat = 2024-01-02\nname = \"h\"\nhardware = { provider = \"Aster\", hardware = \"H100\", within = \"1 month\" }\n",
    );
    assert_eq!(happenings(&moved, HappeningKind::Delivery).iter().filter(|h| h.shock == Some(0)).count(), 1);
    let (before, after) = (gpus(&moved, ASTER, 46.0), gpus(&moved, ASTER, 47.0));
    assert!((after / before - 1.0).abs() < 1e-9, "{before} {after}");
}

#[test]
fn training_is_booked_over_the_run_and_comes_back_as_a_better_product_that_rivals_imitate() {
    let more = "[[shock]]\nat = 2024-03-01\nname = 'run'\n\
        [shock.training]\nprovider = 'Aster'\nproduct = 'L'\nlasts = '100 days'\ncost = '3 M USD'\n\
        compute = 10\nopen = true\n\
        imitation = [{ provider = 'Borealis', product = 'B', closes = '50 %', after = '30 days' }]\n";
    let (plain, trained) = (run(""), run(more));
    let paid = total(&trained, Measure::FixedCost, ASTER) - total(&plain, Measure::FixedCost, ASTER);
    assert!((paid - 3e6).abs() < 1e-3, "{paid}");
    let rate = on(&trained, Measure::FixedCost, ASTER, 120.0);
    assert!((rate - 30e3).abs() < 1e-6, "{rate} a day");
    // From its end on the model recovers it in the full cost: 3 M x CRF(10 %, 1.5 years) = 0.751 x 3 M a year, 6,166 a day
    // over the tokens of the firm's only product.
    let product = Entity::Offer(OfferId(0));
    let recovered = |day| {
        let each =
            on(&trained, Measure::FullCost, product, day) - on(&trained, Measure::UnitCost, product, day);
        each * on(&trained, Measure::Tokens, product, day)
    };
    assert!(recovered(120.0).abs() < 1e-6, "nothing before the model is there");
    assert!((recovered(250.0) / 6_166.0 - 1.0).abs() < 0.05, "{} a day", recovered(250.0));
    // 1220 + 100; Borealis closes half of 1320 - 1200
    let quality = |offer, day| on(&trained, Measure::Quality, Entity::Offer(OfferId(offer)), day);
    assert!((quality(0, 150.0) - 1220.0).abs() < 1e-9 && (quality(0, 168.0) - 1320.0).abs() < 1e-9);
    assert!((quality(1, 182.0) - 1200.0).abs() < 1e-9 && (quality(1, 196.0) - 1260.0).abs() < 1e-9);
    let kinds = [
        HappeningKind::TrainingStarted,
        HappeningKind::TrainingDone,
        HappeningKind::OpenWeights,
        HappeningKind::Imitation,
    ];
    assert!(kinds.iter().all(|kind| happenings(&trained, *kind).len() == 1));
    money_is_conserved(&trained);
}

fn invest(more: &str) -> String {
    // the table goes into the first provider: before the second one begins
    let (head, tail) = MARKET.split_once("[[provider]]\nname = \"Borealis\"").unwrap();
    format!("{head}[provider.investment]\n{more}\n[[provider]]\nname = \"Borealis\"{tail}")
}

fn run_with(investment: &str) -> History {
    let text = invest(investment);
    let scenario = load_text("market.toml", &text, &[]);
    let model = scenario.unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model;
    simulate(&model, Streams::new(3, 0))
}

#[test]
fn gross_profit_buys_runs_that_come_back_as_better_products() {
    let history = run_with(
        "training = '60 %'\nruns = { product = 'L', cost = '300 k USD', lasts = '40 days', step = 4 }\n",
    );
    let started = happenings(&history, HappeningKind::TrainingStarted);
    let done = happenings(&history, HappeningKind::TrainingDone);
    assert!(started.len() >= 2, "{}", started.len());
    assert!(done.len() + 1 >= started.len());
    // each run 4 times the compute, less what algorithms save in between
    let (first, second) = (started[0].to.unwrap(), started[1].to.unwrap());
    let months = started[1].at.since(started[0].at).get() / 243.5;
    assert!((second / first - 4.0 * pricewar::maths::pow(0.5, months)).abs() < 1e-6);
    // 100 log10 4 = 60.2
    let release = happenings(&history, HappeningKind::Release);
    assert!((release[0].to.unwrap() - release[0].from.unwrap() - 60.206).abs() < 1e-3);
    money_is_conserved(&history);
}

#[test]
fn gross_profit_buys_techniques_in_their_order() {
    let history = run_with("compression = '30 %'\n");
    let bought = happenings(&history, HappeningKind::Technique);
    assert!(!bought.is_empty());
    assert!(bought.iter().all(|event| event.to < event.from), "none that is dearer is taken");
    money_is_conserved(&history);
}

#[test]
fn gross_profit_buys_accelerators_and_faster_answers() {
    let plain = run("");
    for key in ["capacity", "service"] {
        let history = run_with(&format!("{key} = '40 %'\n"));
        let more = on(&history, Measure::Gpus, ASTER, 300.0) / on(&plain, Measure::Gpus, ASTER, 300.0);
        assert!(more > 1.02, "{key}: {more}");
        let used = |history| on(history, Measure::Utilisation, ASTER, 300.0);
        assert!(used(&history) < used(&plain), "{key}");
        money_is_conserved(&history);
    }
}

#[test]
fn rents_move_by_their_own_luck_and_no_user_notices() {
    let rents = "[rents]\nvolatility = '80 %'\nnow = '30 %'\n";
    let text = MARKET.replace("[reference]", &format!("{rents}[reference]"));
    let model = load_text("market.toml", &text, &[]).unwrap().model;
    let (plain, moved) = (run(""), simulate(&model, Streams::new(3, 0)));
    // prices are held, so the same users do the same
    let users = |history: &History| history.panel.values(Measure::Users, ASTER).unwrap().collect::<Vec<_>>();
    assert_eq!(users(&plain), users(&moved));
    assert!(!happenings(&moved, HappeningKind::RentMove).is_empty());
    assert!((hour(&moved, ASTER, 300.0) - hour(&plain, ASTER, 300.0)).abs() > 0.01);
    money_is_conserved(&moved);
}

#[test]
fn the_same_luck_gives_the_same_history() {
    let events = format!("[[shock]]\nat = 2024-04-01\nname = 'fall'\nrent = {{ factor = 0.5 }}\n{MOVE}");
    let (a, b) = (run(&events), run(&events));
    assert_eq!(a.panel, b.panel);
    assert_eq!(a.chronicle, b.chronicle);
}

#[test]
fn owned_accelerators_are_retired_at_the_end_of_their_life_and_replaced_in_time() {
    let owned = MARKET.replacen(
        "rent      = \"2 USD/GPU-hour\"",
        "owned = { server_price = 31_905, life = \"2 years\" }",
        1,
    );
    let model =
        load_text("market.toml", &owned, &[]).unwrap_or_else(|e| panic!("{}", e.render(Paint::Plain)));
    let history = simulate(&model.model, Streams::new(3, 0));
    let retired = happenings(&history, HappeningKind::Retirement);
    assert!((9..=12).contains(&retired.len()), "{}", retired.len());
    let opening = on(&history, Measure::Gpus, ASTER, 0.0);
    let sum: f64 = retired.iter().map(|event| event.to.unwrap()).sum();
    // half of a life of two years in a year
    assert!((sum / opening - 0.5).abs() < 0.07, "{sum} of {opening}");
    // what goes is ordered before it goes, but for what was due within the first lead time
    let least =
        (60..365).map(|day| on(&history, Measure::Utilisation, ASTER, f64::from(day))).fold(0.0, f64::max);
    assert!(least < 1.2, "{least}");
    money_is_conserved(&history);
}

#[test]
fn a_contract_at_the_opening_and_learning_by_doing_make_the_hour_and_the_work_less() {
    let plain = run("");
    let bound = MARKET.replacen(
        "lead_time = \"30 days\"",
        "lead_time = \"30 days\"\ncommitted = \"50 %\"\ncontract = { discount = \"40 %\", term = \"100 days\" }",
        1,
    );
    let model = load_text("market.toml", &bound, &[]).unwrap().model;
    let history = simulate(&model, Streams::new(3, 0));
    // 0.5 x 0.4 x 2 is saved while it runs
    assert!((hour(&plain, ASTER, 14.0) - hour(&history, ASTER, 14.0) - 0.4).abs() < 0.02);
    assert!((hour(&plain, ASTER, 300.0) - hour(&history, ASTER, 300.0)).abs() < 1e-6);
    money_is_conserved(&history);
    let learner = MARKET.replacen(
        "lead_time = \"30 days\"",
        "lead_time = \"30 days\"\nlearning = { served = \"1 Ttok\", rate = \"20 %\" }",
        1,
    );
    let model = load_text("market.toml", &learner, &[]).unwrap().model;
    let history = simulate(&model, Streams::new(3, 0));
    let used =
        |history| on(history, Measure::Utilisation, ASTER, 140.0) * on(history, Measure::Gpus, ASTER, 140.0);
    // about log2 of 1.4 doublings in five months at 20 %: some ten per cent less work
    let left = used(&history) / used(&plain);
    assert!((0.85..0.97).contains(&left), "{left}");
}

#[test]
fn investment_and_rents_repeat_themselves_to_the_bit() {
    let text = invest(
        "training = '30 %'\ncompression = '10 %'\ncapacity = '10 %'\nservice = '10 %'\n\
        runs = { product = 'L', cost = '300 k USD', lasts = '40 days' }\n",
    )
    .replace("[reference]", "[rents]\n[reference]");
    let model = load_text("market.toml", &text, &[]).unwrap().model;
    let (a, b) = (simulate(&model, Streams::new(3, 1)), simulate(&model, Streams::new(3, 1)));
    assert_eq!((a.panel, &a.chronicle), (b.panel, &b.chronicle));
    let other = simulate(&model, Streams::new(3, 2));
    assert!(a.chronicle != other.chronicle);
    money_is_conserved(&other);
}
