//! The literature's duopoly: markets for the tests of this room, and sessions held against the published figures.

use rayon::prelude::*;

use super::*;
use crate::economics::demand::{Preference, ResponseMarket, ResponseSegment, Tastes};
use crate::economics::pricing::NashMarket;
use crate::economics::pricing::rounds::Moves;
use crate::maths;
use crate::random::{Purpose, Stream, Streams};
use crate::statistics::{Moments, quantile_of_sorted, sorted};
use crate::units::{Elo, MoneyPerMtok, Ratio, Share, Spread, Utils};

/// A logit market of the textbook: linear price, no inertia, outside option of utility 0; `appeals` are a.
pub(super) fn logit(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64) -> NashMarket {
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
        outside: Utils(0.0),
        outside_inertia: Utils(0.0),
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

/// Calvano's: mu = 1/4.
pub(super) fn duopoly(a: f64, c: f64) -> NashMarket {
    logit(&[0, 1], &[a, a], &[c, c], 0.25)
}

/// A stream for each firm of a session.
pub(super) fn streams(firms: u64, session: u64) -> Vec<Stream> {
    (0..firms).map(|firm| Streams::new(2_020, session).open(Purpose::Strategy, firm, 0)).collect()
}

fn baseline(rule: &Learning) -> (StageGame, PriceGrid) {
    let market = duopoly(2.0, 1.0);
    let grid = PriceGrid::new(&market, rule, &[MoneyPerMtok(1.2); 2]).unwrap();
    (StageGame::of_market(&market, &grid).unwrap(), grid)
}

fn sessions(game: &StageGame, rule: &Learning, count: u64) -> Vec<Learned> {
    (0..count)
        .into_par_iter()
        .map(|session| learn(game, rule, streams(game.firms() as u64, session)))
        .collect()
}

fn gains(learned: &[Learned]) -> Vec<f64> {
    learned.iter().map(|session| session.cycle.gain.unwrap()).collect()
}

/// For the page docs/model/learning.md: prints what it states.
#[test]
#[ignore = "a measurement of minutes, for the page"]
fn measured() {
    let count = std::env::var("SESSIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let plain = Learning::default();
    let rules = [
        ("baseline", plain),
        ("in turn", Learning { moves: Moves::InTurn, ..plain }),
        ("synchronous", Learning { update: Update::Synchronous, ..plain }),
        ("synchronous, delta 0", Learning { update: Update::Synchronous, discount: Share(0.0), ..plain }),
        ("played cell, delta 0", Learning { discount: Share(0.0), ..plain }),
    ];
    for (name, rule) in rules {
        let (game, _) = baseline(&rule);
        let clock = std::time::Instant::now();
        let learned = sessions(&game, &rule, count);
        let seconds = clock.elapsed().as_secs_f64();
        let moments: Moments = gains(&learned).into_iter().collect();
        let periods = sorted(learned.iter().map(|session| session.periods as f64).collect());
        let total: f64 = periods.iter().sum();
        let by_length = |length: usize| learned.iter().filter(|s| s.cycle.states.len() == length).count();
        println!(
            "{name}: gain {:.4} sd {:.4} se {:.4}; converged {}; periods mean {:.0} median {:.0}; cycles of 1, 2: {} {}; {:.1} ns a period and thread",
            moments.mean().unwrap(),
            moments.sd().unwrap(),
            moments.standard_error().unwrap(),
            learned.iter().filter(|session| session.converged).count(),
            total / count as f64,
            quantile_of_sorted(&periods, 0.5).unwrap(),
            by_length(1),
            by_length(2),
            1e9 * seconds * rayon::current_num_threads() as f64 / total,
        );
        let fourth: f64 = gains(&learned).iter().map(|g| maths::pow(g - moments.mean().unwrap(), 4.0)).sum();
        println!("    kurtosis {:.2}", fourth / count as f64 / maths::pow(moments.sd().unwrap(), 4.0));
    }
}
