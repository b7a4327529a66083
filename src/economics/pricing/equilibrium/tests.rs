//! The static Nash price against textbooks.

use super::*;
use crate::economics::demand::{Preference, ResponseSegment, Tastes};
use crate::maths;
use crate::units::{Elo, Ratio, Share, Spread, Utils};

/// A textbook market: linear price, no inertia; `appeals` are a, alpha = 1 / mu.
fn textbook(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64, outside: f64) -> NashMarket {
    let tastes =
        Tastes { price: Spread::same(Ratio(1.0 / mu)), usage_elasticity: Share(0.0), ..Tastes::default() };
    let segment = ResponseSegment {
        preference: Preference {
            tastes,
            reference_price: MoneyPerMtok(1.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(0.0),
        },
        mass: 1.0,
        merit: appeals.iter().map(|a| Utils(a / mu)).collect(),
        ratio: vec![1.0; owners.len()],
        inertia: Spread::same(Utils(0.0)),
        outside: Utils(outside / mu),
        outside_inertia: Utils(0.0),
        multi_home: crate::units::Share::ZERO,
        own_hosting: None,
        nests: None,
    };
    NashMarket {
        demand: ResponseMarket {
            segments: vec![segment],
            owners: owners.to_vec(),
            providers: owners.iter().max().unwrap() + 1,
            types: 1,
        },
        costs: vec![costs.iter().copied().map(MoneyPerMtok).collect()],
    }
}

fn solved(market: &NashMarket, start: f64) -> Vec<f64> {
    let found = nash(market, &vec![MoneyPerMtok(start); market.demand.owners.len()]);
    assert!(found.converged, "residual {} after {}", found.residual, found.iterations);
    found.levels.iter().map(|level| level.get()).collect()
}

#[test]
fn the_symmetric_duopoly_has_its_textbook_price() {
    // p = c + mu / (1 - s), s = e^((a - p)/mu) / (2 e^((a - p)/mu) + 1), by bisection.
    for (a, c, mu) in [(2.0, 1.0, 0.25), (1.0, 0.2, 0.6), (4.0, 1.0, 0.3)] {
        let excess = |p: f64| {
            let w = maths::exp((a - p) / mu);
            p - c - mu / (1.0 - w / (2.0 * w + 1.0))
        };
        let (mut low, mut high) = (c, c + 10.0 * mu);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if excess(middle) > 0.0 { high = middle } else { low = middle }
        }
        let levels = solved(&textbook(&[0, 1], &[a, a], &[c, c], mu, 0.0), c);
        assert!((levels[0] - low).abs() < 1e-8 && (levels[1] - low).abs() < 1e-8, "{levels:?} {low}");
    }
}

#[test]
fn calvano_s_duopoly_and_its_cartel() {
    // Calvano, Calzolari, Denicolo and Pastorello (2020): p_N = 1.4729, p_M = 1.9250.
    let duopoly = solved(&textbook(&[0, 1], &[2.0, 2.0], &[1.0, 1.0], 0.25, 0.0), 1.2);
    assert!((duopoly[0] - 1.472_927).abs() < 1e-6, "{duopoly:?}");
    let cartel = solved(&textbook(&[0, 0], &[2.0, 2.0], &[1.0, 1.0], 0.25, 0.0), 1.2);
    assert!((cartel[0] - 1.924_981).abs() < 1e-6, "{cartel:?}");
}

#[test]
fn many_equal_firms_leave_a_markup_of_mu() {
    let n = 2_000;
    let owners: Vec<usize> = (0..n).collect();
    let levels = solved(&textbook(&owners, &vec![2.0; n], &vec![1.0; n], 0.25, 0.0), 3.0);
    // mu / (1 - s) - mu is about mu / n.
    assert!(levels.iter().all(|p| (p - 1.25).abs() < 1.01 * 0.25 / n as f64), "{}", levels[0]);
}

#[test]
fn a_firm_of_two_products_prices_above_two_firms_of_one() {
    let apart = solved(&textbook(&[0, 1, 2], &[2.0; 3], &[1.0; 3], 0.25, 0.0), 1.2);
    let joint = solved(&textbook(&[0, 0, 1], &[2.0; 3], &[1.0; 3], 0.25, 0.0), 1.2);
    assert!(joint[0] > apart[0] + 1e-3 && (joint[0] - joint[1]).abs() < 1e-9);
    // The rival follows, by less: prices are strategic complements.
    assert!(joint[2] > apart[2] && joint[2] < joint[0]);
}

#[test]
fn a_cost_is_passed_on_in_part() {
    let before = solved(&textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0), 1.2);
    let one = solved(&textbook(&[0, 1], &[2.0; 2], &[1.01, 1.0], 0.25, 0.0), 1.2);
    let both = solved(&textbook(&[0, 1], &[2.0; 2], &[1.01; 2], 0.25, 0.0), 1.2);
    let passed = |after: &[f64], j: usize| (after[j] - before[j]) / 0.01;
    assert!(passed(&one, 0) > 0.0 && passed(&one, 0) < 1.0);
    assert!(passed(&one, 1) > 0.0 && passed(&one, 1) < passed(&one, 0));
    assert!(passed(&both, 0) > passed(&one, 0) && passed(&both, 0) < 1.0);
}

#[test]
fn a_market_without_tokens_has_no_equilibrium_and_does_no_harm() {
    let mut empty = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
    empty.demand.segments[0].mass = 0.0;
    let found = nash(&empty, &[MoneyPerMtok(1.5), MoneyPerMtok::ZERO]);
    assert!(!found.converged && found.levels.iter().all(|level| level.get().is_finite()));
    let nobody = NashMarket {
        demand: ResponseMarket { segments: Vec::new(), owners: Vec::new(), providers: 0, types: 1 },
        costs: Vec::new(),
    };
    assert!(nash(&nobody, &[]).converged);
}
