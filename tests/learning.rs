//! The figures of docs/model/learning.md, measured anew: `SESSIONS=1000 cargo test --release --test learning -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::time::Instant;

use pricewar::economics::pricing::{
    Deviation, Learned, Learning, Moves, Shock, StageGame, Update, impulse, learn,
};
use pricewar::maths;
use pricewar::random::{Purpose, Streams};
use pricewar::statistics::{Moments, quantile_of_sorted, sorted};
use pricewar::units::Share;
use rayon::prelude::*;

/// The logit of Calvano et al. (2020) for n firms, a = 2, c = 1, mu = 1/4, a_0 = 0, by its formula and not by the crate's
/// demand: pi_i = (p_i - 1) w_i / (sum w + 1), w = e^((2 - p) / mu).
fn logit(firms: usize, rule: &Learning) -> StageGame {
    let mu = 0.25;
    let earned = |prices: &[f64]| -> Vec<f64> {
        let weights: Vec<f64> = prices.iter().map(|p| maths::exp((2.0 - p) / mu)).collect();
        let all = weights.iter().sum::<f64>() + 1.0;
        prices.iter().zip(&weights).map(|(p, w)| (p - 1.0) * w / all).collect()
    };
    // Nash: p = 1 + mu / (1 - s); joint maximum: p = 1 + mu / (1 - n s).
    let solve = |rivalry: f64| {
        let (mut low, mut high) = (1.0, 4.0);
        for _ in 0..200 {
            let p = 0.5 * (low + high);
            let w = maths::exp((2.0 - p) / mu);
            let excess = p - 1.0 - mu / (1.0 - rivalry * w / (firms as f64 * w + 1.0));
            if excess > 0.0 { high = p } else { low = p }
        }
        0.5 * (low + high)
    };
    let (nash, joint) = (solve(1.0), solve(firms as f64));
    let (m, xi) = (rule.grid as usize, rule.margin.get());
    let price =
        |k: usize| nash - xi * (joint - nash) + (1.0 + 2.0 * xi) * (joint - nash) * k as f64 / (m - 1) as f64;
    let states = m.pow(firms as u32);
    let profits = (0..states)
        .flat_map(|state| {
            let prices: Vec<f64> = (0..firms).map(|i| price(state / m.pow(i as u32) % m)).collect();
            earned(&prices)
        })
        .collect();
    StageGame::new(m, profits, earned(&vec![nash; firms]), earned(&vec![joint; firms])).unwrap()
}

fn sessions(game: &StageGame, rule: &Learning, count: u64) -> Vec<Learned> {
    (0..count)
        .into_par_iter()
        .map(|session| {
            let streams = (0..game.firms() as u64)
                .map(|firm| Streams::new(2_020, session).open(Purpose::Strategy, firm, 0))
                .collect();
            learn(game, rule, streams)
        })
        .collect()
}

fn report(name: &str, firms: usize, rule: &Learning, count: u64) {
    let game = logit(firms, rule);
    let clock = Instant::now();
    let learned = sessions(&game, rule, count);
    let seconds = clock.elapsed().as_secs_f64();
    let gains: Vec<f64> = learned.iter().map(|session| session.cycle.gain.unwrap()).collect();
    let moments: Moments = gains.iter().copied().collect();
    let (mean, sd) = (moments.mean().unwrap(), moments.sd().unwrap());
    let fourth: f64 = gains.iter().map(|gain| maths::pow(gain - mean, 4.0)).sum();
    let periods = sorted(learned.iter().map(|session| session.periods as f64).collect());
    let total: f64 = periods.iter().sum();
    let length = |most: usize| learned.iter().filter(|s| s.cycle.states.len() <= most).count();
    println!(
        "{name}, {firms} firms: gain {mean:.4} (se {:.4}), sd {sd:.4}, kurtosis {:.2}; converged {} of {count}",
        moments.standard_error().unwrap(),
        fourth / count as f64 / maths::pow(sd, 4.0),
        learned.iter().filter(|session| session.converged).count(),
    );
    println!(
        "    periods: mean {:.0}, median {:.0}; cycles of 1: {}, up to 2: {}, up to 10: {}; {:.1} ns a period and thread",
        total / count as f64,
        quantile_of_sorted(&periods, 0.5).unwrap(),
        length(1),
        length(2),
        length(10),
        1e9 * seconds * rayon::current_num_threads() as f64 / total,
    );
    let shock = Shock { firm: 0, deviation: Deviation::MostProfit, after: 0, periods: 60 };
    let paths = learned.iter().map(|s| impulse(&game, &s.strategy, &s.cycle, shock));
    let (mut loses, mut back) = (0, 0);
    for path in paths {
        loses += usize::from(path.pays(&game, 0, rule.discount.get()) < 0.0);
        back += usize::from(path.back.is_some());
    }
    println!("    a deviation to the best response loses in {loses} sessions, the cycle returns in {back}");
}

#[test]
#[ignore = "a measurement of minutes, for the page"]
fn figures_of_the_page() {
    let count = std::env::var("SESSIONS").map_or(100, |text| text.parse().unwrap());
    let base = Learning::default();
    report("baseline", 2, &base, count);
    // A cap keeps sessions that never settle from hanging the measurement; it is said how many converge.
    let capped = Learning { most: 10_000_000, ..base };
    let few = count.min(100);
    report("in turn", 2, &Learning { moves: Moves::InTurn, ..capped }, few);
    report("synchronous", 2, &Learning { update: Update::Synchronous, ..capped }, few);
    let myopic = Learning { discount: Share(0.0), ..capped };
    report("played cell, delta = 0", 2, &myopic, few);
    report("synchronous, delta = 0", 2, &Learning { update: Update::Synchronous, ..myopic }, few);
    report("baseline", 3, &capped, few.min(20));
}
