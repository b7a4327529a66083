//! Laws of what users consider, route and serve themselves, in agents and in the mean field.

use super::fixtures::{TextbookFirm, segment, textbook};
use super::simulate;
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::economics::demand::{Likeness, Nesting, Opening, Requirements, Segment, SelfHost, Tastes, shares};
use crate::economics::pricing::{PricingRule, Reviews};
use crate::history::{Entity, History, Measure};
use crate::ids::OfferId;
use crate::maths::{exp, ln, pow};
use crate::model::{Appeal, Model, Population, Shock, ShockKind};
use crate::random::Streams;
use crate::units::{Elo, MoneyPerMtok, PerDay, Ratio, Share, Spread, Users, Utils};

const APPEALS: [f64; 3] = [1.0, 0.6, 0.2];
const PRICES: [f64; 3] = [2.0, 1.5, 1.2];

/// Three firms that keep their prices before users who are alike, at rest from the opening on.
fn still(change: impl Fn(&mut Segment)) -> Model {
    let firms: Vec<TextbookFirm> = APPEALS
        .into_iter()
        .zip(PRICES)
        .map(|(appeal, price)| TextbookFirm {
            appeal,
            cost: 1.0,
            price,
            pricing: PricingRule::Hold,
            reviews: Reviews::default(),
        })
        .collect();
    let mut users = Segment {
        inertia: Some(Spread::same(Utils(1.5))),
        tastes: Tastes { price: Spread::same(Ratio(1.0)), usage_elasticity: Share(0.0), ..Tastes::default() },
        opening: Opening::Settled,
        ..segment(20_000.0)
    };
    change(&mut users);
    let mut model = textbook(&firms, users, 100.0);
    model.population = Population::Expected;
    model
}

fn last(history: &History, measure: Measure, entity: Entity) -> f64 {
    history.panel.values(measure, entity).unwrap().flatten().last().unwrap()
}

fn of_offers(history: &History, measure: Measure) -> [f64; 3] {
    [0, 1, 2].map(|j| last(history, measure, Entity::Offer(OfferId(j))))
}

/// V of the firms' offers at alpha 1, eta 0, without own cost as textbook markets are.
fn logit(model: &Model) -> Vec<f64> {
    let x = |j: usize| (PRICES[j] + model.reference.own_cost.get()) / model.reference.price.get();
    shares(&[0, 1, 2].map(|j| APPEALS[j] - x(j)))
}

#[test]
fn routed_tokens_follow_the_logit_and_held_ones_their_users() {
    const ROUTED: f64 = 0.4;
    let model = still(|users| users.multi_home = Share(ROUTED));
    let history = simulate(&model, Streams::new(1, 0));
    let (users, tokens) = (of_offers(&history, Measure::Users), of_offers(&history, Measure::Tokens));
    let revenue = of_offers(&history, Measure::Revenue);
    let inside: f64 = users.iter().sum();
    for (j, routed) in logit(&model).into_iter().enumerate() {
        let wanted = (1.0 - ROUTED) * users[j] + ROUTED * routed * inside;
        assert!((tokens[j] / wanted - 1.0).abs() < 1e-9, "{j}: {} {wanted}", tokens[j]);
        assert!((revenue[j] / (tokens[j] * PRICES[j]) - 1.0).abs() < 1e-12, "billed is metered");
    }
    let apart = logit(&model).into_iter().zip(users).map(|(routed, held)| (held / inside - routed).abs());
    assert!(apart.fold(0.0, f64::max) > 0.005, "inertia moves those who hold away from the logit");
    let unrouted = simulate(&still(|_| ()), Streams::new(1, 0));
    for (routed, held) in users.iter().zip(of_offers(&unrouted, Measure::Users)) {
        assert!((routed / held - 1.0).abs() < 1e-9, "routing makes nobody change provider");
    }
}

/// Two of three products are open: alike for users who tell the open from the closed.
fn nested(correlation: f64, population: Population, users: f64) -> Model {
    let mut model = still(|own| {
        own.nests = Some(Nesting { by: Likeness::Openness, correlation: Share(correlation) });
        own.users = Users(users);
    });
    model.offers[1].open = true;
    model.offers[2].open = true;
    model.population = population;
    model
}

#[test]
fn users_of_nests_rest_where_the_nested_weights_say() {
    let (correlation, lambda) = (0.6, 0.4);
    for (population, count, error) in [
        (Population::Expected, 1e4, 1e-9),
        // 4.5 sd of a share at most 1/2: false alarm 7e-6 each of eight.
        (Population::Agents, 4e4, 4.5 * 0.5 / 200.0),
        (Population::Cohorts, 1e10, 4.5 * 0.5 / 1e5),
    ] {
        let model = nested(correlation, population, count);
        let x = |j: usize| (PRICES[j] + model.reference.own_cost.get()) / model.reference.price.get();
        let v = [0, 1, 2].map(|j| APPEALS[j] - x(j));
        // By hand: I and the two weights of the nest, then W_k (S + (e^kappa - 1) W_own).
        let inclusive = exp(v[1] / lambda) + exp(v[2] / lambda);
        let own = |j: usize| exp(v[j] / lambda) * pow(inclusive, lambda - 1.0);
        let outside = exp(model.segments[0].outside.utility.map_or(0.0, Utils::get));
        let weights = [exp(v[0]), own(1), own(2), outside];
        let sum: f64 = weights.iter().sum();
        let odds = [1.5_f64, 1.5, 1.5, model.segments[0].outside.inertia.get()].map(|kappa| exp(kappa) - 1.0);
        let pull: Vec<f64> = weights.iter().zip(odds).map(|(w, odds)| w * (sum + odds * w)).collect();
        let all: f64 = pull.iter().sum();
        let users = of_offers(&simulate(&model, Streams::new(4, 0)), Measure::Users);
        for (j, users) in users.iter().enumerate() {
            assert!((users / count - pull[j] / all).abs() < error, "{population:?} {j}: {}", users / count);
        }
    }
}

#[test]
fn surplus_is_the_log_sum_of_the_nested_choice() {
    let (lambda, cut) = (0.4, MoneyPerMtok(0.7));
    let model = nested(1.0 - lambda, Population::Expected, 1e4);
    let sheet = PriceSheet { input: cut, output: cut, cached: None };
    let fall = ShockKind::Price { offer: OfferId(2), price: sheet };
    let model = model.with_shock(Shock { at: Instant::at_day(50.0), name: "cut".into(), kind: fall });
    let history = simulate(&model, Streams::new(1, 0));
    let v = |j: usize, price: f64| APPEALS[j] - price / model.reference.price.get();
    // ln(e^V0 + (e^(V1 / lambda) + e^(V2 / lambda))^lambda + 1), in money at alpha 1 and one Mtok a day each.
    let log_sum = |last: f64| {
        let inclusive = exp(v(1, PRICES[1]) / lambda) + exp(v(2, last) / lambda);
        ln(exp(v(0, PRICES[0])) + pow(inclusive, lambda) + 1.0)
    };
    let (before, after) = (log_sum(PRICES[2]), log_sum(cut.get()));
    for (measure, wanted) in [(Measure::Surplus, after), (Measure::Compensating, after - before)] {
        let found = last(&history, measure, Entity::Market) / 1e4;
        assert!((found - wanted).abs() < 1e-9, "{measure:?}: {found} {wanted}");
    }
}

#[test]
fn an_open_product_that_gets_better_takes_from_the_other_open_one() {
    let share = |correlation: f64, better: f64| {
        let mut model = nested(correlation, Population::Expected, 1e4);
        let Appeal::Utils(appeal) = &mut model.offers[1].appeal else { panic!("a textbook market") };
        *appeal += Utils(better);
        of_offers(&simulate(&model, Streams::new(1, 0)), Measure::Users)
    };
    let fall = |correlation: f64| {
        let (before, after) = (share(correlation, 0.0), share(correlation, 0.1));
        [0, 2].map(|j| 1.0 - after[j] / before[j])
    };
    let ([closed, open], [closed_alike, open_alike]) = (fall(1e-6), fall(0.7));
    assert!(
        (closed / open - 1.0).abs() < 0.35,
        "without nests both lose about the same part: {closed} {open}"
    );
    assert!(open_alike > 2.0 * closed_alike, "{open_alike} {closed_alike}");
}

#[test]
fn agents_route_as_the_mean_field_does() {
    let varied = |users: &mut Segment| {
        users.multi_home = Share(0.4);
        users.tastes.price.sigma = Ratio(0.5);
        users.tastes.loyalty = Utils(0.5);
    };
    let field = of_offers(&simulate(&still(varied), Streams::new(3, 0)), Measure::Tokens);
    let mut model = still(varied);
    model.population = Population::Agents;
    let agents = of_offers(&simulate(&model, Streams::new(3, 0)), Measure::Tokens);
    let (all, sold): (f64, f64) = (field.iter().sum(), agents.iter().sum());
    for (one, other) in field.iter().zip(agents) {
        // The held part scatters by sqrt(s (1 - s) / 20,000) < 0.0036; the field's rule errs by 1 % of a share.
        assert!((one / all - other / sold).abs() < 0.015, "{one} {other}");
    }
}

#[test]
fn a_product_sells_where_it_is_good_enough_from_the_release_on() {
    let mut model = still(|users| {
        users.requires = Requirements { quality: Some(Elo(1300.0)), ..Requirements::default() };
    });
    for (offer, elo) in model.offers.iter_mut().zip([1350.0, 1200.0, 1299.0]) {
        offer.appeal = Appeal::Quality(Elo(elo));
    }
    let release = ShockKind::Release { offer: OfferId(1), appeal: Appeal::Quality(Elo(1300.0)) };
    let model = model.with_shock(Shock { at: Instant::at_day(50.0), name: "better".into(), kind: release });
    for population in [Population::Expected, Population::Agents] {
        let history = simulate(&Model { population, ..model.clone() }, Streams::new(1, 0));
        let users = |j| {
            let of = history.panel.values(Measure::Users, Entity::Offer(OfferId(j))).unwrap();
            of.map(Option::unwrap).collect::<Vec<f64>>()
        };
        assert!(users(0).iter().all(|count| *count > 0.0));
        assert!(users(2).iter().all(|count| *count == 0.0), "never good enough");
        let opened = users(1);
        let before = history.panel.instants().iter().filter(|at| **at <= Instant::at_day(50.0)).count();
        assert!(opened[..before].iter().all(|count| *count == 0.0));
        assert!(*opened.last().unwrap() > 1000.0, "{opened:?}");
    }
}

#[test]
fn who_serves_itself_is_outside_and_counted() {
    let own = SelfHost {
        provider: "firm 1".into(),
        product: "product".into(),
        cost: MoneyPerMtok(1.0),
        cost_falls: PerDay::ZERO,
        appeal: Utils(-0.5),
    };
    let change = |users: &mut Segment| {
        users.outside.share = Some(Share(0.3));
        users.outside.self_host = Some(own.clone());
    };
    let mut hosting = still(change);
    hosting.offers[1].open = true;
    for population in [Population::Expected, Population::Agents] {
        let model = Model { population, ..hosting.clone() };
        let history = simulate(&model, Streams::new(1, 0));
        let users: f64 = of_offers(&history, Measure::Users).iter().sum();
        assert!(
            (users / 20_000.0 - 0.7).abs() < 0.015,
            "those who serve themselves are among the 30 %: {users}"
        );
        let open = last(&history, Measure::OpenTokens, Entity::Market);
        let sold = last(&history, Measure::Tokens, Entity::Offer(OfferId(1)));
        assert!((open - sold).abs() < 1e-9);
        let hosted = last(&history, Measure::SelfHosted, Entity::Market);
        assert!(hosted > 0.0 && hosted < 0.3 * 20_000.0 * 1.05, "{hosted}");
    }
    // At a cost beyond all reason nobody does.
    let mut dear = hosting;
    if let Some(own) = &mut dear.segments[0].outside.self_host {
        own.cost = MoneyPerMtok(1e5);
    }
    let history = simulate(&dear, Streams::new(1, 0));
    assert!(last(&history, Measure::SelfHosted, Entity::Market) < 1e-6);
}
