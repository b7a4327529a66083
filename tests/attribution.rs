//! Laws of the attribution of falls in price, on whole markets: the parts add up, and one driver moves its own share only.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::path::Path;

use pricewar::drivers::Driver;
use pricewar::history::{Attribution, Entity, History, Measure, Part};
use pricewar::ids::ProviderId;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, load, load_text};
use pricewar::simulation::simulate;

fn history(file: &str, overrides: &[&str]) -> History {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(file);
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    let scenario = load(&file, &overrides).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)));
    simulate(&scenario.model, Streams::new(3, 0))
}

const SMALL: [&str; 2] = ["segment.*.users=600", "horizon=200"];

/// Sum of the contributions of some parts, in logarithms and in money.
fn sums(attribution: &Attribution, parts: &[Part]) -> (Option<f64>, f64) {
    parts.iter().map(|part| attribution.of(*part)).fold((Some(0.0), 0.0), |(ln, money), credit| {
        (ln.zip(credit.ln).map(|(sum, ln)| sum + ln), money + credit.money)
    })
}

/// The three identities of an attribution, to 1e-9 of the numbers in them.
fn adds_up(attribution: &Attribution) {
    let technology = Driver::TECHNOLOGY.map(Part::By);
    let credits = [&technology[..], &[Part::By(Driver::Mix)]].concat();
    let rest = [Driver::Scale, Driver::Training, Driver::Data].map(Part::By);
    let identities = [
        (Part::Price, vec![Part::Trend, Part::Competition, Part::War]),
        (Part::Trend, credits),
        (Part::Cost, [&[Part::Trend], &rest[..]].concat()),
    ];
    for (whole, parts) in identities {
        let (whole, (ln, money)) = (attribution.of(whole), sums(attribution, &parts));
        assert_eq!(whole.ln.is_some(), ln.is_some(), "{parts:?}");
        if let (Some(whole), Some(ln)) = (whole.ln, ln) {
            assert!((whole - ln).abs() < 1e-9, "{parts:?}: {ln} of {whole}");
        }
        assert!((whole.money - money).abs() < 1e-9 * (1.0 + whole.money.abs()), "{parts:?}");
    }
}

#[test]
fn the_parts_add_up_where_everything_moves() {
    let history = history("china-2024.toml", &["segment.*.users=600", "record.every=\"1 hour\""]);
    assert_eq!(history.attributions.len(), 9, "the market and its eight providers");
    history.attributions.iter().for_each(adds_up);
    let market = history.attribution(Entity::Market).unwrap();
    assert!(market.of(Part::By(Driver::Hardware)).ln.unwrap() < 0.0, "rents fall");
    assert!(market.of(Part::By(Driver::Model)).ln.unwrap() < 0.0, "models improve");
    // Prices are those that users really pay at both ends, in the first hour and in the last.
    let last = history.panel.instants().len() - 1;
    let column = history.panel.column(Measure::EffectivePrice, Entity::Market).unwrap();
    let paid = |row| history.panel.at(row, column).unwrap();
    let seen = pricewar::maths::ln(paid(last) / paid(1));
    assert!((market.of(Part::Price).ln.unwrap() - seen).abs() < 0.01, "{seen}");
}

const STILL: [&str; 4] = [
    "provider.*.technology.progress.hardware=0",
    "provider.*.technology.progress.model=0",
    "provider.*.technology.progress.precision=0",
    "provider.*.technology.progress.serving=0",
];

#[test]
fn with_every_driver_off_technology_gets_no_credit() {
    let history = history("baseline.toml", &[&SMALL[..], &STILL].concat());
    for attribution in &history.attributions {
        for driver in Driver::TECHNOLOGY {
            // A product that is replaced brings another model: that is progress without a trend.
            let replaced =
                attribution.entity == Entity::Market || attribution.entity == Entity::Provider(ProviderId(3));
            let credit = attribution.of(Part::By(driver)).ln.unwrap();
            assert!(credit.abs() < 1e-12 || replaced, "{:?} {driver:?}: {credit}", attribution.entity);
        }
    }
}

#[test]
fn one_driver_moves_its_own_share_only() {
    let own = [
        ("hardware", Driver::Hardware),
        ("model", Driver::Model),
        ("precision", Driver::Compression),
        ("serving", Driver::Utilisation),
    ];
    let first = Entity::Provider(ProviderId(0));
    for (at, (name, driver)) in own.into_iter().enumerate() {
        let set = format!("provider.*.technology.progress.{name}=0.0007");
        let mut overrides = [&SMALL[..], &STILL].concat();
        overrides[2 + at] = &set;
        let history = history("baseline.toml", &overrides);
        let attribution = history.attribution(first).unwrap();
        for other in Driver::TECHNOLOGY {
            let credit = attribution.of(Part::By(other)).ln.unwrap();
            if other == driver {
                assert!(credit < -0.01, "{name}: {credit}");
            } else {
                assert!(credit.abs() < 1e-12, "{name} moves {other:?} by {credit}");
            }
        }
    }
}

#[test]
fn smooth_progress_makes_the_baseline_more_than_four_times_cheaper_a_year() {
    // The trend defaults of the cost model: ÷1.38 hardware, ÷2.0 model work, ÷1.26 precision, ÷1.2 serving, ÷4.17 in all
    // where each acts on all of the cost; a little more where the parts of a step do not fall alike.
    let history = history("baseline.toml", &["segment.*.users=600"]);
    let first = history.attribution(Entity::Provider(ProviderId(0))).unwrap();
    let technology: f64 =
        Driver::TECHNOLOGY.iter().map(|driver| first.of(Part::By(*driver)).ln.unwrap()).sum();
    // The last step of technology is at the start of the last month.
    let years = (first.to.days() - 30.0) / 365.25;
    let yearly = pricewar::maths::exp(-technology / years);
    assert!((4.1..4.7).contains(&yearly), "{yearly} times cheaper a year");
}

#[test]
fn two_sellers_who_follow_their_costs_wage_no_war() {
    let history = history("exponential-trend.toml", &["segment.*.users=200"]);
    let market = history.attribution(Entity::Market).unwrap();
    // 100 falls to 36.8 in five years: ln = -1 up to the last month.
    let of = |part: Part| market.of(part).ln.unwrap();
    assert!((of(Part::Price) + 1.0).abs() < 0.01, "{}", of(Part::Price));
    assert!((of(Part::Trend) - of(Part::Price)).abs() < 1e-6);
    assert!(of(Part::Competition).abs() < 1e-6 && of(Part::War).abs() < 1e-6);
}

/// A firm alone, and one with the same model on the same accelerator that comes on day 59 with so many of them.
fn entered(gpus: u32) -> History {
    let firm = |name: &str, more: &str, share: &str| {
        format!(
            r#"
[[provider]]
name       = "{name}"
cash       = "100 M USD"
pricing    = "hold"
technology = {{ hardware = "H100"{more} }}
product    = [{{ name = "p", quality = 1300{share}, model = {{ total = "671 B", active = "37 B", format = "fp8" }}, price = {{ input = "1 USD/Mtok", output = "1 USD/Mtok" }} }}]
"#
        )
    };
    let (first, second) = (firm("A", "", ", share = \"100 %\""), firm("B", &format!(", gpus = {gpus}"), ""));
    let text = format!(
        r#"
title      = "Entry"
start      = 2022-01-01
horizon    = "150 days"
currency   = "USD"
seed       = 1
record     = {{ every = "1 day", window = "30 days", attribution = true }}
population = "expected"
reference  = {{ price = "1 USD/Mtok", own_cost = 0 }}
[[segment]]
name    = "u"
users   = 10_000
usage   = {{ median = "20 Mtok/day", sigma = 0 }}
tastes  = {{ price = 1, usage_elasticity = 0 }}
outside = {{ share = "20 %" }}
{first}{second}
[[shock]]
at    = 2022-03-01
name  = "entry"
entry = {{ provider = "B" }}
"#
    );
    let scenario =
        load_text("market.toml", &text, &[]).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)));
    simulate(&scenario.model, Streams::new(1, 0))
}

#[test]
fn an_entrant_s_standard_cost_is_that_of_its_technology_however_full_its_fleet_is() {
    // One that refuses most of what it is asked for, and one that stands empty.
    let (small, large) = (entered(32), entered(4000));
    let level = |history: &History, provider: u32, day: usize| {
        let entity = Entity::Provider(ProviderId(provider));
        history.panel.values(Measure::StandardCost, entity).unwrap().nth(day).flatten().unwrap()
    };
    for day in [95, 149] {
        let (one, other) = (level(&small, 1, day), level(&large, 1, day));
        assert!((one / other - 1.0).abs() < 1e-12, "{day}: {one} {other}");
    }
    small.attributions.iter().for_each(adds_up);
}
