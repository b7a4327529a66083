//! Slopes against differences, laws of the resting demand, and the exponential count of one price moved alone.

use super::*;
use crate::economics::demand::{
    Known, Likeness, Nesting, OpeningMarket, OpeningOffer, OpeningSegment, Tastes, shares, solve,
};
use crate::units::{Elo, Ratio, Share};

fn market(sigma: f64, loyalty: f64, inertia: f64, eta: f64) -> ResponseMarket {
    let tastes = Tastes {
        price: Spread { median: Ratio(0.8), sigma: Ratio(sigma) },
        usage_elasticity: Share(eta),
        loyalty: Utils(loyalty),
        ..Tastes::default()
    };
    let preference = Preference {
        tastes,
        reference_price: MoneyPerMtok(8.0),
        reference_quality: Elo(1200.0),
        own_cost: MoneyPerMtok(1.6),
    };
    let segment = |mass, merit: [f64; 4], ratio: [f64; 4], outside| ResponseSegment {
        preference,
        mass,
        merit: merit.map(Utils).to_vec(),
        ratio: ratio.to_vec(),
        inertia: Spread { median: Utils(inertia), sigma: Ratio(0.0) },
        outside: Utils(outside),
        outside_inertia: Utils(0.4 * inertia),
        multi_home: Share::ZERO,
        own_hosting: None,
        nests: None,
    };
    ResponseMarket {
        segments: vec![
            segment(3.0, [0.5, 0.1, 0.0, -0.3], [1.0; 4], -0.5),
            segment(1.0, [0.9, -0.2, 0.2, -0.6], [0.7, 0.9, 1.2, 0.8], 0.3),
        ],
        owners: vec![1, 0, 1, 2],
        providers: 3,
        types: 64,
    }
}

const LEVELS: [MoneyPerMtok; 4] =
    [MoneyPerMtok(20.0), MoneyPerMtok(9.0), MoneyPerMtok(5.0), MoneyPerMtok(1.0)];

#[test]
fn without_inertia_and_spread_it_is_the_logit() {
    let market = market(0.0, 0.0, 0.0, 0.4);
    let mut response = Response::new(&market);
    response.at(&LEVELS);
    for (s, segment) in market.segments.iter().enumerate() {
        let price = |j: usize| LEVELS[j] * segment.ratio[j];
        let mut utility: Vec<f64> =
            (0..4).map(|j| segment.merit[j].get() - 0.8 * segment.preference.price_term(price(j))).collect();
        utility.push(segment.outside.get());
        let shares = shares(&utility);
        for (j, share) in shares[..4].iter().enumerate() {
            let wanted = segment.mass * segment.preference.usage(price(j)) * share;
            assert!((response.tokens(s, j) - wanted).abs() < 1e-14);
        }
    }
}

#[test]
fn it_agrees_with_the_opening_s_own_demand() {
    for loyalty in [0.0, 0.5] {
        agree(&ResponseMarket { types: 256, ..market(1.0, loyalty, 3.0, 0.4) });
        agree(&ResponseMarket { types: 256, ..routing(market(1.0, loyalty, 3.0, 0.4)) });
        agree(&ResponseMarket { types: 256, ..nesting(routing(market(1.0, loyalty, 3.0, 0.4))) });
    }
}

/// The same users with a third of their tokens routed, who can also serve weights themselves.
fn routing(mut market: ResponseMarket) -> ResponseMarket {
    for segment in &mut market.segments {
        segment.multi_home = Share(0.3);
        segment.own_hosting = Some((-0.4, 0.7));
    }
    market
}

#[test]
fn all_that_is_routed_is_the_logit_among_offers_of_those_inside() {
    let mut market = routing(market(0.0, 0.0, 2.0, 0.0));
    for segment in &mut market.segments {
        segment.multi_home = Share::ONE;
    }
    let mut response = Response::new(&market);
    response.at(&LEVELS);
    let inside: f64 = (0..4).map(|j| response.tokens(0, j)).sum();
    let segment = &market.segments[0];
    let utility = |j: usize| segment.merit[j].get() - 0.8 * segment.preference.price_term(LEVELS[j]);
    let logit = shares(&(0..4).map(utility).collect::<Vec<_>>());
    for (j, share) in logit.iter().enumerate() {
        assert!((response.tokens(0, j) / inside - share).abs() < 1e-14);
    }
    let held = ResponseMarket {
        segments: market
            .segments
            .iter()
            .map(|s| ResponseSegment { multi_home: Share::ZERO, ..s.clone() })
            .collect(),
        ..market.clone()
    };
    let mut unrouted = Response::new(&held);
    unrouted.at(&LEVELS);
    let before: f64 = (0..4).map(|j| unrouted.tokens(0, j)).sum();
    assert!((inside - before).abs() < 1e-14, "routing moves tokens, it makes none");
}

/// Offers 0, 1 and 3 in one nest, over three firms.
fn nesting(mut market: ResponseMarket) -> ResponseMarket {
    for (segment, correlation) in market.segments.iter_mut().zip([0.6, 0.2]) {
        let nesting = Nesting { by: Likeness::Openness, correlation: Share(correlation) };
        segment.nests = Nests::of(&[0, 0, 1, 0], nesting);
    }
    market
}

#[test]
fn a_nest_of_no_correlation_is_none() {
    let plain = market(1.0, 0.5, 5.0, 0.4);
    let mut loose = plain.clone();
    let nesting = Nesting { by: Likeness::Openness, correlation: Share(1e-9) };
    for segment in &mut loose.segments {
        segment.nests = Nests::of(&[0, 0, 1, 0], nesting);
    }
    for (one, other) in [(plain.clone(), loose.clone()), (routing(plain), routing(loose))] {
        let (mut one, mut other) = (Response::new(&one), Response::new(&other));
        one.at(&LEVELS);
        other.at(&LEVELS);
        for s in 0..2 {
            for j in 0..4 {
                assert!((one.tokens(s, j) / other.tokens(s, j) - 1.0).abs() < 1e-7);
                for k in one.offers_of(one.decider(j)) {
                    assert!((one.slope(s, *k, j) - other.slope(s, *k, j)).abs() < 1e-7);
                }
            }
        }
    }
}

fn agree(market: &ResponseMarket) {
    let mut response = Response::new(market);
    response.at(&LEVELS);
    let solved = solve(
        &OpeningMarket {
            offers: market
                .owners
                .iter()
                .map(|provider| OpeningOffer { provider: *provider, brand: Known::Given(Utils::ZERO) })
                .collect(),
            segments: market
                .segments
                .iter()
                .enumerate()
                .map(|(s, segment)| OpeningSegment {
                    preference: segment.preference,
                    kin: s,
                    users: segment.mass,
                    mass: segment.mass,
                    terms: (0..4)
                        .map(|j| segment.preference.price_term(LEVELS[j] * segment.ratio[j]))
                        .collect(),
                    usage: (0..4).map(|j| segment.preference.usage(LEVELS[j] * segment.ratio[j])).collect(),
                    merit: segment.merit.clone(),
                    inertia: Known::Given(segment.inertia.median),
                    inertia_sigma: segment.inertia.sigma,
                    outside: Known::Given(segment.outside),
                    outside_inertia: segment.outside_inertia,
                    multi_home: segment.multi_home,
                    own_hosting: segment.own_hosting,
                    nests: segment.nests.clone(),
                })
                .collect(),
            providers: market.providers,
        },
        None,
    );
    for s in 0..2 {
        for j in 0..4 {
            assert!((response.tokens(s, j) / solved.tokens[s][j] - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn slopes_are_those_of_tokens() {
    for (sigma, loyalty, inertia, eta) in
        [(0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.4), (1.0, 0.5, 5.0, 0.4), (0.5, 1.0, 2.0, 1.0)]
    {
        let plain = market(sigma, loyalty, inertia, eta);
        let routed = routing(plain.clone());
        let (nested, both) = (nesting(plain.clone()), nesting(routed.clone()));
        let apart = [&plain, &routed, &nested, &both].map(|market| (market, [0, 1, 2]));
        for (market, deciders) in apart.into_iter().chain([(&routed, [0, 0, 2]), (&both, [0, 0, 2])]) {
            let new = || Response::under(market, &deciders);
            let (mut response, mut up, mut down) = (new(), new(), new());
            response.at(&LEVELS);
            for by in 0..4 {
                let step = 1e-4 * LEVELS[by].get();
                let moved = |sign: f64| {
                    let mut levels = LEVELS;
                    levels[by] += MoneyPerMtok(sign * step);
                    levels
                };
                up.at(&moved(1.0));
                down.at(&moved(-1.0));
                for of in response.offers_of(deciders[market.owners[by]]) {
                    for s in 0..2 {
                        let slope = (up.tokens(s, *of) - down.tokens(s, *of)) / (2.0 * step);
                        let found = response.slope(s, *of, by);
                        assert!(
                            (slope - found).abs() < 1e-7 * response.tokens(s, *of).max(1e-3),
                            "d{of}/d{by}: {slope} {found}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn crowding_leaves_a_slope_that_falls() {
    crowd(&market(1.0, 0.5, 5.0, 0.4));
    crowd(&routing(market(1.0, 0.5, 5.0, 0.4)));
    crowd(&nesting(market(1.0, 0.5, 0.0, 0.4)));
}

fn crowd(market: &ResponseMarket) {
    let mut response = Response::new(market);
    response.at(&LEVELS);
    for s in 0..2 {
        for j in 0..4 {
            assert!(response.crowding(s, j) >= 0.0);
            assert!(response.slope(s, j, j) < 0.0);
        }
    }
}

#[test]
fn prices_beyond_all_reason_do_not_overflow() {
    let market = market(1.0, 0.5, 5.0, 1.0);
    let mut response = Response::new(&market);
    for level in [1e-12, 1e12] {
        response.at(&[MoneyPerMtok(level); 4]);
        for s in 0..2 {
            assert!((0..4).all(|j| response.tokens(s, j).is_finite() && response.slope(s, j, j).is_finite()));
        }
    }
}

#[test]
fn a_price_moved_alone_earns_what_demand_asked_anew_says() {
    const FACTORS: [f64; 5] = [1.0, 1e-6, 0.7, 1.5, 1e6];
    let shapes = [(0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.4), (1.0, 0.5, 5.0, 0.4)];
    let markets = shapes.map(|(sigma, loyalty, inertia, eta)| market(sigma, loyalty, inertia, eta));
    let all = markets.iter().cloned().chain(markets.iter().cloned().map(routing));
    let tight = |mut market: ResponseMarket| {
        for segment in &mut market.segments {
            let nesting = Nesting { by: Likeness::Openness, correlation: Share(0.99) };
            segment.nests = Nests::of(&[0, 0, 1, 0], nesting);
        }
        market
    };
    // Within a nest of log-sum coefficient lambda what rounds is V / lambda.
    let loose = all.clone().chain(all.clone().map(nesting)).map(|market| (market, 1e-11));
    for (market, tolerance) in loose.chain(all.map(|market| (tight(market), 1e-9))) {
        let costs = vec![
            [3.0, 2.0, 1.0, 0.5].map(MoneyPerMtok).to_vec(),
            [2.5, 2.0, 1.5, 0.5].map(MoneyPerMtok).to_vec(),
        ];
        let mut response = Response::new(&market);
        let profits = response.profits_alone(&LEVELS, &costs, &FACTORS);
        for (j, owner) in market.owners.iter().enumerate() {
            for (factor, found) in FACTORS.iter().zip(&profits[j * FACTORS.len()..]) {
                let mut levels = LEVELS;
                levels[j] = levels[j] * *factor;
                response.at(&levels);
                let mut wanted = 0.0;
                for k in response.offers_of(*owner) {
                    for (s, segment) in market.segments.iter().enumerate() {
                        let margin = levels[*k] * segment.ratio[*k] - costs[s][*k];
                        wanted += margin.get() * response.tokens(s, *k);
                    }
                }
                let error = (found.get() - wanted).abs();
                assert!(error < tolerance * wanted.abs().max(1e-3), "{j} x {factor}: {found:?} {wanted}");
            }
        }
    }
}
