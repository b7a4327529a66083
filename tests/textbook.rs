//! Bundled textbook markets come to what the literature says of them, and say no to what they cannot be.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::history::{Entity, History, Measure};
use pricewar::ids::OfferId;
use pricewar::random::Streams;
use pricewar::scenario::{Bundled, load_text};
use pricewar::simulation::simulate;

fn play(name: &str, set: &[&str]) -> History {
    play_text(Bundled::named(name).unwrap().text, set)
}

fn play_text(text: &str, set: &[&str]) -> History {
    let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
    let scenario = load_text("market.toml", text, &set).unwrap_or_else(|error| panic!("{error:?}"));
    simulate(&scenario.model, Streams::new(scenario.study.seed, 0))
}

fn prices(history: &History, offer: u32) -> Vec<f64> {
    let column = history.panel.values(Measure::PostedPrice, Entity::Offer(OfferId(offer))).unwrap();
    column.map(Option::unwrap).collect()
}

fn codes(name: &str, set: &[&str]) -> String {
    let text = Bundled::named(name).unwrap().text;
    let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
    format!("{:?}", load_text("market.toml", text, &set).err())
}

#[test]
fn firms_that_know_demand_find_the_nash_price_from_any_start() {
    for (a, b) in [("0.2", "0.2"), ("1.01", "5"), ("1.9", "1.2"), ("3", "3")] {
        let start = |firm: &str, price: &str| {
            let low = firm.to_lowercase();
            let path = format!("provider.{firm}.product.{low}.price");
            format!("{path}={{input=\"{price} USD/Mtok\",output=\"{price} USD/Mtok\"}}")
        };
        let (first, second) = (start("A", a), start("B", b));
        for moves in ["at_once", "in_turn"] {
            let rounds = format!("rounds.moves=\"{moves}\"");
            let history = play("duopoly-logit", &[&first, &second, &rounds, "horizon=\"80 days\""]);
            for offer in 0..2 {
                let last = *prices(&history, offer).last().unwrap();
                assert!((last - 1.472_927).abs() < 1e-6, "{a} {b} {moves}: {last}");
            }
        }
    }
}

#[test]
fn undercutting_with_relenting_cycles_and_without_it_ends_at_cost() {
    let cycling = prices(&play("edgeworth", &[]), 0);
    let rises = cycling.windows(2).filter(|pair| pair[1] > pair[0] * 1.5).count();
    // Each step takes 6 %: eleven moves lead from 2 to 1, one in two days a firm; five and more wars in 120 days.
    assert!((4..=12).contains(&rises), "{rises} {cycling:?}");
    assert!(cycling.iter().all(|price| (1.0..=2.0 + 1e-12).contains(price)), "{cycling:?}");
    let tireless = Bundled::named("edgeworth").unwrap().text.replace(", relent = \"100 %\"", "");
    let ended = play_text(&tireless, &[]);
    for offer in 0..2 {
        assert!((prices(&ended, offer).last().unwrap() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn learners_begin_above_nash_and_answer_a_forced_cut_in_the_next_round() {
    // A short school keeps this quick; what is asked is who moves when.
    let rule = "{q_learner={decay=4e-5,stable=20000}}";
    let set = [format!("provider.Left.pricing={rule}"), format!("provider.Right.pricing={rule}")];
    let history = play("collusion", &[&set[0], &set[1]]);
    let learning = history.learning.as_ref().unwrap();
    assert!(learning.converged && learning.gain.is_some());
    assert!(learning.deviations.iter().all(Option::is_some));
    // Nobody has moved a price before the forced cut: what users compare with is what the learners came to.
    let gained = history.panel.values(Measure::Compensating, Entity::Market).unwrap();
    assert!(gained.take(5).flatten().all(|gained| gained == 0.0));
    let (left, right) = (prices(&history, 0), prices(&history, 1));
    // The script's price holds on its day and no longer; the rival has not seen it that day.
    assert!((left[5] - 1.51).abs() < 1e-12 && (left[6] - 1.51).abs() > 1e-12, "{left:?}");
    let again = play("collusion", &[&set[0], &set[1], "shock.Left is forced to cut.at=2024-01-20"]);
    assert_eq!(right[..=5], prices(&again, 1)[..=5]);
    let nash = 1.472_927;
    for (a, b) in left.iter().zip(&right).take(5) {
        assert!(a.max(*b) > nash, "{left:?} {right:?}");
    }
}

/// Two firms whose users all come in the first months and stick to whom they have: inertia of 3 utils.
const STICKY: &str = r#"
title = "Forward looking"
start = 2025-01-01
horizon = "3 years"
currency = "USD"
seed = 1
population = "expected"
record = { every = "30 days", window = "90 days", attribution = false }
reference = { price = "1 USD/Mtok", own_cost = 0 }
[[segment]]
name = "users"
users = 1000
usage = { median = "1 Mtok/day" }
tastes = { price = 2, usage_elasticity = 0 }
review = "30 days"
inertia = 3
opening = "outside"
[[provider]]
name = "A"
cash = "1 M USD"
product = [{ name = "a", appeal = 4, constant_cost = "1 USD/Mtok", price = { input = "1.5 USD/Mtok", output = "1.5 USD/Mtok" } }]
pricing = { forward_looking = { renewal = "10 %/month", prior = { price = { mean = 2, sd = 0 }, usage_elasticity = 0 } } }
[[provider]]
name = "B"
cash = "1 M USD"
product = [{ name = "b", appeal = 4, constant_cost = "1 USD/Mtok", price = { input = "1.5 USD/Mtok", output = "1.5 USD/Mtok" } }]
pricing = { forward_looking = { renewal = "10 %/month", prior = { price = { mean = 2, sd = 0 }, usage_elasticity = 0 } } }
"#;

#[test]
fn firms_that_look_forward_buy_users_first_and_earn_on_them_later() {
    let planned = prices(&play_text(STICKY, &[]), 0);
    let myopic = "provider.*.pricing={best_response={prior={price={mean=2,sd=0},usage_elasticity=0}}}";
    let answered = prices(&play_text(STICKY, &[myopic]), 0);
    // Cost is 1; the first own move is in the row after the first review.
    let first = |prices: &[f64]| *prices.iter().find(|price| (**price - 1.5).abs() > 1e-9).unwrap();
    assert!(first(&planned) < 1.0, "below cost while users are to be won: {planned:?}");
    assert!(first(&answered) > 1.5, "{answered:?}");
    let later = &planned[planned.len() / 2..];
    assert!(later.iter().filter(|price| **price > 1.2).count() * 2 > later.len(), "{planned:?}");
}

#[test]
fn markets_that_cannot_be_played_in_rounds_say_why() {
    let left = "provider.Left.pricing=\"hold\"";
    assert!(codes("collusion", &[left]).contains("learners-and-others"));
    assert!(codes("collusion", &["segment.users.review=\"30 days\""]).contains("learners-need-one-game"));
    assert!(codes("collusion", &["segment.users.inertia=1"]).contains("learners-need-one-game"));
    let reviews = "provider.Left.reviews={every=\"3 days\"}";
    assert!(codes("edgeworth", &[reviews]).contains("reviews-beside-rounds"));
    assert!(codes("edgeworth", &["rounds.every=\"1 s\""]).contains("rounds"));
    assert!(codes("baseline", &["segment.code.review=\"always\""]).contains("always-without-rounds"));
    let few = "provider.Left.pricing={q_learner={grid=1}}";
    assert!(codes("collusion", &[few]).contains("grid-size"), "{}", codes("collusion", &[few]));
}
