//! Agents, cohorts and the mean field of the same taste classes are one law.
//!
//! Seeds are fixed, so a test here fails for ever or never; what is stated is the chance that a true law would have failed at the
//! seed that was taken.
#![expect(clippy::disallowed_methods, reason = "a test compares within an error far above the last digit")]

use super::super::fixtures::{TextbookFirm, segment, textbook, w1};
use super::super::opening;
use super::super::simulate;
use super::*;
use crate::economics::demand::{
    Awareness, Likeness, Nesting, Outside, Review, Tastes, own_price_elasticity, shares,
};
use crate::economics::pricing::{Moves, PricingRule, Reviews, Rounds};
use crate::history::{Entity, History, Measure};
use crate::ids::{OfferId, ProviderId};
use crate::units::{Days, PerDay, Users};

pub(super) fn hold(appeal: f64, price: f64) -> TextbookFirm {
    TextbookFirm { appeal, cost: 1.0, price, pricing: PricingRule::Hold, reviews: Reviews::default() }
}

pub(super) fn with(model: &Model, population: Resolution) -> Model {
    Model { population, ..model.clone() }
}

fn series(history: &History, measure: Measure, entity: Entity) -> Vec<f64> {
    history.panel.values(measure, entity).unwrap().flatten().collect()
}

/// Users of a product over time.
fn users(history: &History, offer: u32) -> Vec<f64> {
    series(history, Measure::Users, Entity::Offer(OfferId(offer)))
}

/// Three firms, one of them with two products; users who differ in all they can, in nine classes, some of whom do not know
/// the market; news wakes them.
fn varied(users: f64) -> Model {
    let own = crate::economics::demand::Segment {
        tastes: Tastes {
            price: Spread { median: Ratio(1.0), sigma: Ratio(0.5) },
            loyalty: Utils(0.8),
            ..segment(1.0).tastes
        },
        inertia: Some(Spread { median: Utils(1.0), sigma: Ratio(0.4) }),
        aware: Awareness { now: Share(0.7), innovation: PerDay(0.01), imitation: PerDay(0.0) },
        outside: Outside { inertia: Utils(0.5), ..Outside::default() },
        opening: Opening::Settled,
        ..segment(users)
    };
    let mut model = textbook(&[hold(2.0, 1.5), hold(1.4, 1.2), hold(1.8, 1.6), hold(1.6, 1.4)], own, 60.0);
    model.offers[3].provider = ProviderId(2);
    model.taste_classes = Some(9);
    model.attention.share = Share(0.4);
    model
}

/// What one replicate of `varied` comes to: who left product 0 when all held it, where all stand after a long interval with an alert
/// that ends within it, after an eviction and a forced choice, and what was used.
fn figures(model: &Model, replicate: u64) -> Vec<f64> {
    let streams = Streams::new(77, replicate);
    let (mut world, _) = opening::open(model, streams);
    let days = |days: f64| Instant::at_day(days);
    for offer in 1..4 {
        world.population.rename(offer, 0, &mut world.counts);
    }
    let all = world.counts.users(0, 0);
    world.advance(days(5.0));
    let mut figures = vec![all - world.counts.users(0, 0)];
    world.market.alerts.raise(days(5.0), &model.attention);
    world.advance(days(40.0));
    let stand = |world: &super::super::world::World| {
        let offers = (0..4).map(|j| world.counts.users(0, j));
        offers.chain([world.counts.outside(0), world.counts.unaware(0)]).collect::<Vec<f64>>()
    };
    figures.extend(stand(&world));
    let made = world.population.evict(1, "product", &world.market.tables, streams, &mut world.counts);
    figures.push(made as f64);
    figures.extend(stand(&world));
    let at = (0, 2);
    let table = world.market.tables[0].clone();
    world.population.renew(at, "product", &table, (streams, 3), &mut world.counts);
    figures.extend(stand(&world));
    figures.push(world.meter.tokens[2]);
    figures
}

/// Largest distance between the distribution functions of two samples.
fn kolmogorov(mut a: Vec<f64>, mut b: Vec<f64>) -> f64 {
    a.sort_by(f64::total_cmp);
    b.sort_by(f64::total_cmp);
    let upto = |values: &[f64], x: f64| values.partition_point(|v| *v <= x) as f64 / values.len() as f64;
    a.iter().chain(&b).map(|x| (upto(&a, *x) - upto(&b, *x)).abs()).fold(0.0, f64::max)
}

fn moments(sample: &[f64]) -> (f64, f64) {
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n;
    (mean, (sample.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)).sqrt())
}

#[test]
fn agents_and_cohorts_of_the_same_classes_do_not_differ_in_400_replicates() {
    agree_in_law(&varied(1_500.0));
}

#[test]
fn nor_where_offers_are_nested() {
    let mut model = varied(1_500.0);
    model.segments[0].nests = Some(Nesting { by: Likeness::Openness, correlation: Share(0.5) });
    model.offers[0].open = true;
    model.offers[2].open = true;
    agree_in_law(&model);
}

fn agree_in_law(model: &Model) {
    let sample = |population| -> Vec<Vec<f64>> {
        let own = with(model, population);
        (0..400).map(|replicate| figures(&own, replicate)).collect()
    };
    let (agents, cohorts) = (sample(Resolution::Agents), sample(Resolution::Cohorts));
    let count = agents[0].len();
    let mut moved = 0.0;
    for f in 0..count {
        let of = |sample: &[Vec<f64>]| sample.iter().map(|row| row[f]).collect::<Vec<f64>>();
        let (a, b) = (of(&agents), of(&cohorts));
        let ((mean_a, sd_a), (mean_b, sd_b)) = (moments(&a), moments(&b));
        // Kolmogorov and Smirnov: 2 exp(-2 n m / (n + m) d^2) = 5e-5 each, over 21 figures 1e-3.
        let limit = (-(2.5e-5_f64.ln()) / 2.0 * 2.0 / 400.0).sqrt();
        let distance = kolmogorov(a.clone(), b.clone());
        assert!(distance < limit, "figure {f}: {distance}; {mean_a} ({sd_a}), {mean_b} ({sd_b})");
        // Means at 4.1 standard errors and logarithms of standard deviations at 4.1 / sqrt(n): 4e-5 each, 1.7e-3 over all.
        let error = ((sd_a * sd_a + sd_b * sd_b) / 400.0).sqrt();
        assert!((mean_a - mean_b).abs() <= 4.1 * error, "figure {f}: {mean_a} {mean_b} +- {error}");
        if sd_a > 0.0 {
            // Two logarithms, each with variance 1 / (2 (n - 1)).
            assert!((sd_a / sd_b).ln().abs() < 4.1 / 399.0_f64.sqrt(), "figure {f}: {sd_a} {sd_b}");
            moved += 1.0;
        }
    }
    assert!(moved >= 19.0, "{moved} figures scatter");
}

#[test]
fn w1_as_cohorts_meets_the_shares_that_every_exact_program_found() {
    let model = with(&w1(1e9, 1_095.0), Resolution::Cohorts);
    let history = simulate(&model, Streams::new(1, 0));
    for (j, known) in [0.204, 0.182, 0.164, 0.148, 0.135, 0.108].iter().enumerate() {
        let users = users(&history, j as u32);
        let share = users[users.len() - 365..].iter().sum::<f64>() / 365.0 / 1e9;
        assert!((share - known).abs() < 0.0007, "{j}: {share}");
    }
    // A billion reviews a month: their sd is 6e-6 of them.
    assert!((history.reviews as f64 / (1e9 * 1_095.0 / 30.0) - 1.0).abs() < 4.5 * 6e-6);
}

#[test]
fn cohorts_close_in_on_the_mean_field_as_one_over_the_root_of_their_number() {
    let mut shortened = w1(1.0, 60.0);
    shortened.taste_classes = Some(12);
    let of = |count: f64, population, replicate| {
        let mut model = with(&shortened, population);
        model.segments[0].users = Users(count);
        let history = simulate(&model, Streams::new(9, replicate));
        let end = |offer| *users(&history, offer).last().unwrap() / count;
        [end(0), end(1), end(5)]
    };
    let field = of(1.0, Resolution::Expected, 0);
    let mut scaled = Vec::new();
    for count in [1e3, 1e5, 1e7, 1e9] {
        let mut squares = 0.0;
        for replicate in 0..60 {
            let found = of(count, Resolution::Cohorts, replicate);
            squares += found.iter().zip(&field).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        }
        scaled.push((squares / 180.0 * count).sqrt());
    }
    // Error times the root of N is the sd of one user, sqrt(s (1 - s)), near 0.37 for these shares. 180 squares, nearly independent:
    // relative sd of their root 0.053; 4.5 of it.
    let expected = field.iter().map(|s| s * (1.0 - s)).sum::<f64>() / 3.0;
    for (at, error) in scaled.iter().enumerate() {
        assert!((error / expected.sqrt() - 1.0).abs() < 0.24, "{at}: {scaled:?} {expected}");
    }
}

/// Sample sd of the difference of two arms with luck of their own over that with common luck. In one arm of W1 firm 0 undercuts
/// by 2 %, in the other by 3 %, so that prices take another path for twelve weeks; the figure is its users over the next sixteen.
fn gain_of_common_luck(population: Resolution, count: f64) -> f64 {
    let arm = |by: f64| {
        let mut model = with(&w1(count, 200.0), population);
        if let PricingRule::Undercut(rule) = &mut model.providers[0].pricing {
            rule.by = Share(by);
        }
        model
    };
    let (base, other) = (arm(0.02), arm(0.03));
    let end = |model: &Model, replicate| {
        let users = users(&simulate(model, Streams::new(5, replicate)), 0);
        users[88..].iter().sum::<f64>() / (users.len() - 88) as f64
    };
    let spread = |shift: u64| {
        let each: Vec<f64> = (0..60).map(|r| end(&other, r + shift) - end(&base, r)).collect();
        moments(&each).1
    };
    spread(1_000) / spread(0)
}

#[test]
fn arms_with_common_luck_differ_little() {
    let agents = gain_of_common_luck(Resolution::Agents, 2_000.0);
    let cohorts = gain_of_common_luck(Resolution::Cohorts, 1e6);
    // Found 28 and 3.2. Two arms of agents differ by those whose choice another price turns; counts of cohorts share their first uniforms
    // alone, and a price that comes at another hour cuts their intervals elsewhere.
    assert!(agents > 5.0, "{agents}");
    assert!(cohorts > 2.0, "{cohorts}");
}

#[test]
fn the_elasticity_of_tokens_in_a_simulation_is_the_models() {
    // A product's tokens at rest under prices 1 % apart, of ten billion users who are alike.
    let market = |price: f64| {
        let mut own = segment(1e10);
        own.tastes.price = Spread::same(Ratio(0.8));
        own.tastes.usage_elasticity = Share(0.4);
        own.inertia = None;
        own.outside = Outside::default();
        own.review = Review::Every(Days(5.0));
        let mut model = textbook(&[hold(1.4, price), hold(1.6, 1.7)], own, 100.0);
        model.reference.own_cost = crate::units::MoneyPerMtok(0.2);
        model.population = Resolution::Cohorts;
        model
    };
    let tokens = |price: f64| {
        let history = simulate(&market(price), Streams::new(3, 0));
        let last = *series(&history, Measure::Tokens, Entity::Provider(ProviderId(0))).last().unwrap();
        (last, users(&history, 0).last().unwrap() / 1e10)
    };
    let (low, high, middle) = (tokens(1.5 * 0.995), tokens(1.5 * 1.005), tokens(1.5));
    let found = -(high.0 / low.0).ln() / (1.005_f64 / 0.995).ln();
    let model = market(1.5);
    let (world, _) = opening::open(&model, Streams::new(3, 0));
    let known = own_price_elasticity(
        &world.market.segments[0].preference,
        0.8,
        middle.1,
        crate::units::MoneyPerMtok(1.5),
    );
    // Luck: 1e-5 of tokens on 1 % of price, some 1e-3 at four sd; the finite difference errs by 1e-5.
    assert!((found - known).abs() < 4e-3, "{found} {known}");
}

#[test]
fn adoption_without_price_follows_bass() {
    // F(t) = (1 - e^(-(p + q) t)) / (1 + q/p e^(-(p + q) t)). Adopters are published once a day, so the hazard of a day is that
    // of its morning: 1 - F falls by e^-(p + q F) from morning to morning, which grows by 1.05 where Bass grows by e^0.05: time
    // runs slower by a fortieth, and half a day behind.
    let (p, q) = (0.002, 0.05);
    let bass = |t: f64| {
        let decay = (-(p + q) * t).exp();
        (1.0 - decay) / (1.0 + q / p * decay)
    };
    for population in [Resolution::Cohorts, Resolution::Expected] {
        let mut own = segment(1e10);
        own.opening = Opening::Outside;
        own.aware = Awareness { now: Share(0.0), innovation: PerDay(p), imitation: PerDay(q) };
        let mut model = textbook(&[hold(1.0, 1.5)], own, 200.0);
        model.population = population;
        let history = simulate(&model, Streams::new(1, 0));
        let aware = series(&history, Measure::Aware, Entity::Market);
        assert_eq!(aware.len(), 201);
        // 4.5 sd of 1e10 users.
        let (mut known, luck) = (0.0, 4.5e-5 * 0.5);
        for (day, found) in aware.iter().enumerate().skip(1) {
            known = 1.0 - (1.0 - known) * f64::exp(-(p + q * aware[day - 1]));
            assert!((found - known).abs() < luck, "{day}: {found} {known}");
            known = *found;
            let day = day as f64;
            assert!(*found <= bass(day) + luck && *found >= bass(0.97 * day - 1.0) - luck, "{day}: {found}");
        }
    }
}

#[test]
fn choices_are_drawn_at_their_logit_chances() {
    // All choose once, without inertia: chi-square of six counts at 1e-6 (5 degrees of freedom: 35.9).
    for (population, count) in [(Resolution::Agents, 200_000.0), (Resolution::Cohorts, 1e9)] {
        let mut own = segment(count);
        own.review = Review::Always;
        own.inertia = None;
        own.outside = Outside::default();
        own.tastes.price = Spread::same(Ratio(1.0));
        let firms: Vec<TextbookFirm> = (0..5).map(|j| hold(1.0 + 0.3 * f64::from(j), 1.5)).collect();
        let mut model = textbook(&firms, own, 1.0);
        model.rounds = Some(Rounds { every: Days(1.0), moves: Moves::AtOnce });
        model.population = population;
        let history = simulate(&model, Streams::new(8, 0));
        let mut utilities: Vec<f64> = (0..5).map(|j| 1.0 + 0.3 * f64::from(j) - 1.5).collect();
        utilities.push(0.0);
        let mut found: Vec<f64> = (0..5).map(|j| *users(&history, j).last().unwrap()).collect();
        found.push(count - found.iter().sum::<f64>());
        let chi: f64 = shares(&utilities)
            .iter()
            .zip(&found)
            .map(|(share, found)| (found - share * count).powi(2) / (share * count))
            .sum();
        assert!(chi < 35.9 && chi > 0.01, "{population:?}: {chi}");
    }
}

#[test]
fn a_covered_duopoly_with_switching_costs_rests_where_its_chain_does() {
    // Nobody stays outside. P(1 -> 2) = 1 / (1 + e^(d + k)), P(2 -> 1) = 1 / (1 + e^(k - d)), d = V1 - V2: the part of firm 1 is
    // P21 / (P12 + P21).
    let (stay, gap) = (1.3, (1.6 - 1.5) - (1.2 - 1.3));
    let away = |gap: f64| 1.0 / (1.0 + f64::exp(gap + stay));
    let rest = away(-gap) / (away(gap) + away(-gap));
    for (population, count) in
        [(Resolution::Agents, 200_000.0), (Resolution::Cohorts, 1e9), (Resolution::Expected, 1e6)]
    {
        let mut own = segment(count);
        own.inertia = Some(Spread::same(Utils(stay)));
        own.outside = Outside { utility: Some(Utils(-60.0)), ..Outside::default() };
        own.tastes.price = Spread::same(Ratio(1.0));
        own.review = Review::Every(Days(4.0));
        let mut model = textbook(&[hold(1.6, 1.5), hold(1.2, 1.3)], own, 300.0);
        model.population = population;
        let found = users(&simulate(&model, Streams::new(2, 0)), 0).last().unwrap() / count;
        let sd = if population == Resolution::Expected { 1e-9 } else { 0.5 / count.sqrt() };
        assert!((found - rest).abs() < 4.5 * sd, "{population:?}: {found} {rest}");
    }
}

#[test]
fn a_review_more_often_than_a_piece_bears_is_cut_and_changes_no_law() {
    // 40 reviews a day: pieces of a fifth of a day. Users are at rest after the first day.
    let mut own = segment(1e9);
    own.review = Review::Every(Days(1.0 / 40.0));
    own.tastes.price = Spread::same(Ratio(1.0));
    let model = textbook(&[hold(2.0, 1.5), hold(1.4, 1.2)], own, 2.0);
    let last =
        |population| *users(&simulate(&with(&model, population), Streams::new(4, 0)), 0).last().unwrap();
    let (found, field) = (last(Resolution::Cohorts), last(Resolution::Expected));
    assert!((found - field).abs() < 4.5 * 0.5 * 1e9_f64.sqrt(), "{found} {field}");
}

#[test]
fn agents_and_cohorts_keep_every_user() {
    for population in [Resolution::Agents, Resolution::Cohorts] {
        let model = with(&varied(4_000.0), population);
        let (mut world, _) = opening::open(&model, Streams::new(6, 1));
        for day in [0.3, 1.0, 9.0, 30.0] {
            world.advance(Instant::at_day(day));
            let standing: f64 = (0..4).map(|j| world.counts.users(0, j)).sum();
            let all = standing + world.counts.outside(0) + world.counts.unaware(0);
            assert!((all - 4_000.0).abs() < 1e-9, "{all}");
        }
    }
}
