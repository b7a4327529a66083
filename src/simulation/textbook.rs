//! Laws of textbook markets: the mean field, and rounds in which all choose.

use super::fixtures::{TextbookFirm, segment, textbook, w1};
use super::simulate;
use crate::economics::demand::{Opening, Review, Segment, shares};
use crate::economics::pricing::{CostBasis, Moves, PricingRule, Reviews, Rounds, Undercut};
use crate::history::{Entity, History, Measure};
use crate::ids::OfferId;
use crate::model::{Model, Population};
use crate::random::Streams;
use crate::units::{Days, PerDay, Ratio, Share, Spread, Utils};

fn play(model: &Model) -> History {
    simulate(model, Streams::new(1, 0))
}

fn series(history: &History, measure: Measure, offer: u32) -> Vec<f64> {
    history.panel.values(measure, Entity::Offer(OfferId(offer))).unwrap().map(Option::unwrap).collect()
}

fn firm(appeal: f64, price: f64, pricing: PricingRule) -> TextbookFirm {
    TextbookFirm { appeal, cost: 1.0, price, pricing, reviews: Reviews::default() }
}

/// Users who all choose every round, at alpha 1 and eta 0.
fn always(inertia: f64) -> Segment {
    Segment {
        review: Review::Always,
        inertia: Some(Spread::same(Utils(inertia))),
        tastes: crate::economics::demand::Tastes {
            price: Spread::same(Ratio(1.0)),
            usage_elasticity: Share(0.0),
            ..crate::economics::demand::Tastes::default()
        },
        outside: crate::economics::demand::Outside::default(),
        ..segment(1_000.0)
    }
}

fn in_rounds(mut model: Model, moves: Moves, population: Population) -> Model {
    model.rounds = Some(Rounds { every: Days(1.0), moves });
    model.population = population;
    model
}

#[test]
fn the_mean_field_is_the_limit_of_agents() {
    let mut model = w1(10_000.0, 1_095.0);
    model.population = Population::Expected;
    let history = play(&model);
    // The shares to which agents scatter (tests.rs), without scatter: three published digits.
    for (j, known) in [0.204, 0.182, 0.164, 0.148, 0.135, 0.108].iter().enumerate() {
        let users = series(&history, Measure::Users, j as u32);
        let share = users[users.len() - 365..].iter().sum::<f64>() / 365.0 / 10_000.0;
        assert!((share - known).abs() < 0.0007, "{j}: {share}");
    }
    assert!((history.reviews as f64 - 365_000.0).abs() <= 1.0, "{}", history.reviews);
}

#[test]
fn the_mean_field_at_rest_stays_and_agents_scatter_around_it() {
    let hold = |appeal, price| firm(appeal, price, PricingRule::Hold);
    let mut users = segment(40_000.0);
    users.opening = Opening::Settled;
    users.outside.inertia = Utils(0.5);
    users.tastes.loyalty = Utils(0.6);
    let model = textbook(&[hold(1.0, 1.5), hold(1.5, 2.0), hold(0.5, 1.2)], users, 120.0);
    let mean = Model { population: Population::Expected, ..model.clone() };
    let (agents, field) = (play(&model), play(&mean));
    for j in 0..3 {
        let expected = series(&field, Measure::Users, j);
        for users in &expected {
            assert!((users / expected[0] - 1.0).abs() < 1e-9, "{j}: {users} {}", expected[0]);
        }
        let found = series(&agents, Measure::Users, j);
        let share = expected[0] / 40_000.0;
        // Six comparisons of binomial counts at 4.5 sd beside the integration error of 256 types: 1 %.
        let sd = (40_000.0 * share * (1.0 - share)).sqrt();
        for users in [found[0], found[120]] {
            assert!(
                (users - expected[0]).abs() < 4.5 * sd + 0.01 * expected[0],
                "{j}: {users} {}",
                expected[0]
            );
        }
    }
}

#[test]
fn hearing_in_the_mean_field_is_exponential_without_imitation() {
    let mut users = segment(1_000.0);
    users.aware = crate::economics::demand::Awareness {
        now: Share(0.2),
        innovation: PerDay(0.01),
        imitation: PerDay(0.0),
    };
    users.opening = Opening::Outside;
    let mut model = textbook(&[firm(2.0, 1.5, PricingRule::Hold)], users, 100.0);
    model.population = Population::Expected;
    let history = play(&model);
    let aware = history.panel.values(Measure::Aware, Entity::Market).unwrap().last().flatten().unwrap();
    // 1 - 0.8 e^-1
    assert!((aware - (1.0 - 0.8 * crate::maths::exp(-1.0))).abs() < 1e-8, "{aware}");
}

#[test]
fn users_who_always_choose_are_at_their_logit_shares_after_every_round() {
    let scripted = |appeal, price| {
        firm(
            appeal,
            price,
            PricingRule::Undercut(Undercut {
                by: Share(0.1),
                floor: Ratio(0.0),
                cost: CostBasis::Average,
                window: None,
                relent: None,
            }),
        )
    };
    let firms = [scripted(2.0, 3.0), scripted(1.0, 2.5)];
    let model = in_rounds(textbook(&firms, always(0.0), 8.0), Moves::AtOnce, Population::Expected);
    let history = play(&model);
    for day in 1..8 {
        let price = |j| series(&history, Measure::PostedPrice, j)[day];
        let expected = shares(&[2.0 - price(0), 1.0 - price(1), 0.0]);
        for j in 0..2 {
            let share = series(&history, Measure::Users, j)[day] / 1_000.0;
            assert!((share - expected[j as usize]).abs() < 1e-12, "{day}: {share} {expected:?}");
        }
    }
    // At once: each takes a tenth off the other's price of the round before.
    let prices: Vec<f64> = (0..3).map(|day| series(&history, Measure::PostedPrice, 0)[day]).collect();
    assert!((prices[1] - 2.25).abs() < 1e-12 && (prices[2] - 0.9 * 2.7).abs() < 1e-12, "{prices:?}");
    // In turn: the first moves, then the second answers.
    let model = in_rounds(textbook(&firms, always(0.0), 4.0), Moves::InTurn, Population::Expected);
    let history = play(&model);
    let (a, b) = (series(&history, Measure::PostedPrice, 0), series(&history, Measure::PostedPrice, 1));
    assert!((a[1] - 2.25).abs() < 1e-12 && (b[1] - 2.5).abs() < 1e-12);
    assert!((a[2] - 2.25).abs() < 1e-12 && (b[2] - 2.025).abs() < 1e-12);
}

#[test]
fn inertia_in_rounds_is_a_chain_and_agents_follow_it() {
    let hold = |appeal| firm(appeal, 1.5, PricingRule::Hold);
    let mut users = always(1.2);
    users.users = crate::units::Users(20_000.0);
    users.opening = Opening::Outside;
    let model = textbook(&[hold(1.5), hold(1.5)], users, 6.0);
    let field = play(&in_rounds(model.clone(), Moves::AtOnce, Population::Expected));
    let agents = play(&in_rounds(model, Moves::AtOnce, Population::Agents));
    // W = 1 for all three: free users go a third each; holders stay with e^1.2 / (e^1.2 + 2).
    let grip = crate::maths::exp(1.2);
    let stay = grip / (grip + 2.0);
    let mut held = [0.0, 0.0, 1.0];
    for day in 1..6 {
        // Those outside have no inertia of their own; holders of a firm that leave split evenly.
        let next = |k: usize| held[2] / 3.0 + held[k] * stay + held[1 - k] * (1.0 - stay) / 2.0;
        let (a, b) = (next(0), next(1));
        held = [a, b, 1.0 - a - b];
        for j in 0..2 {
            let share = series(&field, Measure::Users, j)[day] / 20_000.0;
            assert!((share - held[j as usize]).abs() < 1e-12, "{day}: {share} {held:?}");
            // Ten binomial counts at 4.5 sd.
            let found = series(&agents, Measure::Users, j)[day] / 20_000.0;
            assert!(
                (found - share).abs() < 4.5 * (share * (1.0 - share) / 20_000.0).sqrt(),
                "{day}: {found}"
            );
        }
    }
}
