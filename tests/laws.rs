//! Laws of whole markets with physical costs: what must hold whatever the numbers are.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::path::Path;

use pricewar::history::{Entity, History, Measure};
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, load};
use pricewar::simulation::simulate;

fn baseline(overrides: &[&str]) -> Model {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baseline.toml");
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    load(&file, &overrides).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain))).model
}

fn run(model: &Model, replicate: u64) -> History {
    simulate(model, Streams::new(11, replicate))
}

fn last(history: &History, measure: Measure, entity: Entity) -> f64 {
    history.panel.values(measure, entity).unwrap().last().flatten().unwrap()
}

/// Integral of a flow: means over the time between records, times that time.
fn total(history: &History, measure: Measure, entity: Entity) -> f64 {
    let instants = history.panel.instants();
    let values: Vec<Option<f64>> = history.panel.values(measure, entity).unwrap().collect();
    (1..instants.len()).map(|row| values[row].unwrap() * instants[row].since(instants[row - 1]).get()).sum()
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

const SMALL: [&str; 2] = ["segment.*.users=600", "horizon=200"];

#[test]
fn how_often_figures_are_taken_down_changes_nothing() {
    let weekly = baseline(&SMALL);
    let mut hourly = weekly.clone();
    hourly.record.every = pricewar::units::Days(7.0 / 50.0);
    let (a, b) = (run(&weekly, 0), run(&hourly, 0));
    assert_eq!(a.reviews, b.reviews);
    assert_eq!(a.chronicle, b.chronicle);
    for id in weekly.provider_ids() {
        let entity = Entity::Provider(id);
        assert!(close(last(&a, Measure::Cash, entity), last(&b, Measure::Cash, entity), 1e-9));
        for flow in [Measure::Tokens, Measure::Revenue, Measure::ServingCost, Measure::Refused] {
            assert!(close(total(&a, flow, entity), total(&b, flow, entity), 1e-9), "{flow:?}");
        }
    }
}

#[test]
fn cash_moves_by_sales_less_costs() {
    let model = baseline(&SMALL);
    let history = run(&model, 1);
    for id in model.provider_ids() {
        let entity = Entity::Provider(id);
        let flow = |measure| total(&history, measure, entity);
        let result = flow(Measure::Revenue) - flow(Measure::ServingCost) - flow(Measure::FixedCost);
        let moved = last(&history, Measure::Cash, entity) - model.providers[id.index()].cash.get();
        assert!(close(moved, result, 1e-9), "{moved} against {result}");
    }
}

#[test]
fn tokens_of_products_providers_segments_and_the_market_are_the_same_tokens() {
    let model = baseline(&SMALL);
    let history = run(&model, 2);
    let names = model.names();
    let sum = |entities: Vec<Entity>| -> f64 {
        entities
            .into_iter()
            .map(|entity| {
                history.panel.values(Measure::Tokens, entity).unwrap().last().flatten().unwrap_or(0.0)
            })
            .sum()
    };
    let market = sum(vec![Entity::Market]);
    let providers = sum(model.provider_ids().map(Entity::Provider).collect());
    let offers = (0..names.offers.len()).map(|j| Entity::Offer(pricewar::ids::OfferId::at(j))).collect();
    let segments =
        (0..names.segments.len()).map(|s| Entity::Segment(pricewar::ids::SegmentId::at(s))).collect();
    for part in [providers, sum(offers), sum(segments)] {
        assert!(close(market, part, 1e-12), "{market} against {part}");
    }
}

#[test]
fn a_market_in_which_nothing_moves_stays_where_it_was_observed() {
    // All hold, nobody reacts, no shock, growth, progress or news; users mind waiting.
    let mut model = baseline(&[
        "segment.*.users=20000",
        "horizon=360",
        "provider.*.technology.progress.hardware=0",
        "provider.*.technology.progress.model=0",
        "provider.*.technology.progress.precision=0",
        "provider.*.technology.progress.serving=0",
        // Without a lead time nothing is ordered ahead of a growth that is only chance.
        "provider.*.technology.lead_time=0",
    ]);
    model.shocks.clear();
    for provider in &mut model.providers {
        provider.pricing = pricewar::economics::pricing::PricingRule::Hold;
        provider.reaction = None;
        // A fleet that fits the load from the start, so that capacity need not follow.
        provider.gpus = None;
    }
    for segment in &mut model.segments {
        segment.usage.growth = pricewar::units::Growth(0.0);
        segment.usage.sigma = pricewar::units::Ratio(0.0);
        segment.aware = pricewar::economics::demand::Awareness::default();
    }
    let history = run(&model, 3);
    // 60,000 users: a share of users of 0.8 has a standard deviation below 0.002; 4 of them leave room for the
    // quadrature of the opening.
    let adoption: Vec<f64> =
        history.panel.values(Measure::Adoption, Entity::Market).unwrap().map(Option::unwrap).collect();
    let (first, end) = (adoption[0], adoption[adoption.len() - 1]);
    assert!((first - end).abs() < 0.008, "adoption drifts from {first} to {end}");
    let users = |id| -> Vec<f64> {
        history.panel.values(Measure::Users, Entity::Provider(id)).unwrap().map(Option::unwrap).collect()
    };
    for id in model.provider_ids() {
        let column = users(id);
        let (first, end) = (column[0] / 60_000.0, column[column.len() - 1] / 60_000.0);
        assert!((first - end).abs() < 0.008, "{}: {first} to {end}", model.providers[id.index()].name);
    }
}

#[test]
fn the_same_luck_meets_a_market_with_one_more_firm() {
    // Regular reviews and hearing of the market depend on no firm; early ones follow the news and are switched off.
    let with = baseline(&[SMALL[0], SMALL[1], "attention.share=0"]);
    let mut without = with.clone();
    // The first provider never opens: luck depends on names, not on places.
    without.providers[0].present = false;
    let (a, b) = (run(&with, 4), run(&without, 4));
    assert_eq!(a.reviews, b.reviews);
    assert_ne!(a.panel, b.panel);
}

#[test]
fn replicates_differ_and_repeat() {
    let model = baseline(&SMALL);
    let (a, again, other) = (run(&model, 5), run(&model, 5), run(&model, 6));
    assert_eq!(a, again);
    assert_ne!(a.panel, other.panel);
}
