//! Links of the loop in a market with fleets, technology and users who remember: each does what it says, and cut it does not.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::history::{Entity, History, Measure};
use pricewar::ids::{OfferId, ProviderId};
use pricewar::measures::{Outcome, outcome};
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::{Bundled, Paint, Scenario, load_text};
use pricewar::simulation::simulate;

/// Baseline with most of Aster's fleet gone for three weeks of March.
const FIRE: &str = r#"
[[shock]]
at     = 2025-03-01
name   = "fire"
outage = { provider = "Aster", lasts = "21 days", part = "80 %" }
[satisfaction]
memory = "60 days"
"#;

fn scenario(more: &str, arm: &str) -> Scenario {
    let text = format!("{}{more}", Bundled::named("baseline").unwrap().text);
    let set = ["horizon=6 months".to_owned(), format!("compare.arms.cut.{arm}")];
    load_text("baseline.toml", &text, &set).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
}

/// The histories of the scenario as it stands and of its arm.
fn both(scenario: &Scenario) -> [History; 2] {
    let run = |model: &Model| simulate(model, Streams::new(7, 0));
    [run(&scenario.model), run(&scenario.arms[0].model)]
}

fn values(history: &History, measure: Measure, entity: Entity) -> Vec<f64> {
    history.panel.values(measure, entity).unwrap().flatten().collect()
}

/// The largest value over the smallest.
fn range(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::MIN, f64::max);
    most / values.iter().copied().fold(f64::MAX, f64::min)
}

fn provider(scenario: &Scenario, name: &str) -> ProviderId {
    let names = scenario.model.names();
    ProviderId::at(names.providers.iter().position(|own| own == name).unwrap())
}

#[test]
fn without_technology_no_cost_falls() {
    let scenario = scenario("", "links.technology=false");
    let floor =
        |history: &History| range(&values(history, Measure::FloorCost, Entity::Offer(OfferId::at(0))));
    let [moves, stands] = both(&scenario);
    // A blended token hits the cache as the users of the day do, which moves its cost by some per cent.
    assert!(floor(&moves) > 1.5, "{}", floor(&moves));
    assert!(floor(&stands) < 1.05, "{}", floor(&stands));
}

#[test]
fn without_load_nobody_waits_longer_and_nobody_is_refused() {
    let scenario = scenario(FIRE, "links.load=false");
    let aster = provider(&scenario, "Aster");
    let offer = scenario.model.offers_of(aster).next().unwrap();
    let [burnt, empty] = both(&scenario);
    let waits =
        |history: &History| range(&values(history, Measure::TimePerOutputToken, Entity::Offer(offer)));
    let refused =
        |history: &History| values(history, Measure::Refused, Entity::Provider(aster)).iter().sum::<f64>();
    assert!(waits(&burnt) > 1.1 && refused(&burnt) > 0.0, "{} {}", waits(&burnt), refused(&burnt));
    assert!(refused(&empty) == 0.0);
}

#[test]
fn who_was_refused_remembers_it() {
    let scenario = scenario(FIRE, "links.satisfaction=false");
    let aster = Entity::Provider(provider(&scenario, "Aster"));
    let [remembers, forgets] = both(&scenario).map(|history| {
        let day = |at: f64| history.panel.instants().iter().position(|instant| instant.days() >= at).unwrap();
        let users = values(&history, Measure::Users, aster);
        [users[day(50.0)], users[day(95.0)]]
    });
    // Before the fire of day 59 the two are alike; two weeks after it those who remember have left more.
    assert!((remembers[0] / forgets[0] - 1.0).abs() < 0.02, "{remembers:?} {forgets:?}");
    assert!(remembers[1] < 0.97 * forgets[1], "{remembers:?} {forgets:?}");
}

#[test]
fn without_war_prices_follow_the_standard_cost() {
    let scenario = scenario("", "twin=\"without_war\"");
    let [_, twin] = both(&scenario);
    // Two firms with one product each, so that no mix of products moves the provider's figure.
    for name in ["Borealis", "Elm"] {
        let id = provider(&scenario, name);
        let offer = scenario.model.offers_of(id).next().unwrap();
        let (price, cost) = (
            values(&twin, Measure::PostedPrice, Entity::Offer(offer)),
            values(&twin, Measure::StandardCost, Entity::Provider(id)),
        );
        let fall = |values: &[f64]| values.last().unwrap() / values[0];
        // The provider's figure is of the tokens that it sells, the price's of three to one.
        assert!(fall(&price) < 0.98, "{name}: {}", fall(&price));
        assert!((fall(&price) / fall(&cost) - 1.0).abs() < 0.03, "{name}: {} {}", fall(&price), fall(&cost));
    }
}

#[test]
fn without_scale_feedback_firms_price_on_another_cost() {
    // A firm that adds a margin on average cost sees the emptier or fuller fleet, or the one of the opening.
    let [with, without] = both(&scenario("", "links.scale=false"));
    let price = |history: &History| values(history, Measure::EffectivePrice, Entity::Market);
    assert!(price(&with) != price(&without));
}

/// A good and a plain product of one firm each, users at rest who weigh price against quality; both prices fall to `left` of themselves.
fn ladder(elasticity: f64, own_cost: f64, left: f64) -> (Scenario, Outcome) {
    let text = format!(
        r#"
title    = "ladder"
start    = 2025-01-01
horizon  = "200 days"
currency = "USD"
seed     = 1
population = "expected"
[reference]
price    = 1
quality  = 1200
own_cost = {own_cost}
[[segment]]
name   = "users"
users  = 1e6
usage  = {{ median = "1 Mtok/day" }}
tastes = {{ price = 0.8, usage_elasticity = {elasticity} }}
outside = {{ utility = -40 }}
[[provider]]
name = "Good"
cash = "1 G USD"
  [[provider.product]]
  name = "good"
  quality = 1400
  constant_cost = 0.01
  price = {{ input = 8, output = 8 }}
[[provider]]
name = "Plain"
cash = "1 G USD"
  [[provider.product]]
  name = "plain"
  quality = 1200
  constant_cost = 0.01
  price = {{ input = 1, output = 1 }}
[[shock]]
at = 2025-02-20
name = "good falls"
price = {{ provider = "Good", product = "good", price = {{ input = {good}, output = {good} }} }}
[[shock]]
at = 2025-02-20
name = "plain falls"
price = {{ provider = "Plain", product = "plain", price = {{ input = {left}, output = {left} }} }}
"#,
        good = 8.0 * left
    );
    let scenario = load_text("ladder.toml", &text, &[]);
    let scenario = scenario.unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)));
    let history = simulate(&scenario.model, Streams::new(1, 0));
    let record = &scenario.model.record;
    let outcome = outcome(&history, &scenario.model.names(), record.window, &record.episodes);
    (scenario, outcome)
}

#[test]
fn users_who_find_all_cheap_trade_up_and_the_index_tells_it_apart() {
    let of = |outcome: &Outcome, measure: &str| outcome.value(measure, Entity::Market).unwrap();
    let (_, fallen) = ladder(0.4, 0.2, 0.1);
    // Both prices fall by nine tenths, and so does the index, on whatever weights.
    assert!((of(&fallen, "price_index") + 0.9).abs() < 0.02, "{}", of(&fallen, "price_index"));
    assert!(of(&fallen, "trading_up") > 0.3, "{}", of(&fallen, "trading_up"));
    let rise = of(&fallen, "quality_rise");
    assert!(rise > 20.0 && rise < 200.0, "{rise}");
    let (_, still) = ladder(0.4, 0.2, 1.0);
    assert!(of(&still, "trading_up").abs() < 1e-9 && of(&still, "quality_rise").abs() < 1e-9);
}

#[test]
fn at_unit_elasticity_spend_is_held_and_only_relative_prices_count() {
    let of = |outcome: &Outcome, measure: &str| outcome.value(measure, Entity::Market).unwrap();
    let (_, halved) = ladder(1.0, 0.0, 0.5);
    for measure in ["spend_change", "quality_rise", "trading_up"] {
        assert!(of(&halved, measure).abs() < 1e-6, "{measure} {}", of(&halved, measure));
    }
    assert!((of(&halved, "price_index") + 0.5).abs() < 1e-6);
}
