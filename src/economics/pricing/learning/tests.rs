//! The literature's duopoly: markets for the tests of this room, and sessions held against the published figures.

use rayon::prelude::*;

use super::*;
use crate::economics::demand::{Preference, ResponseMarket, ResponseSegment, Tastes};
use crate::economics::pricing::NashMarket;
use crate::maths;
use crate::random::{Purpose, Stream, Streams};
use crate::statistics::Moments;
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

/// Calvano et al. (2020), representative experiment (alpha = 0.15, beta = 4e-6), 1,000 sessions.
const PUBLISHED: Published = Published { gain: 0.849, sd: 0.112, sessions: 1_000.0 };

struct Published {
    gain: f64,
    sd: f64,
    sessions: f64,
}

/// z of a two-sided test that a correct program fails with one seed in a thousand. Each of the two figures is tested so.
const Z: f64 = 3.29;

/// Fourth moment over squared variance of the sessions' gains, measured over 1,000 sessions. The standard error of a
/// standard deviation is sd x sqrt((kurtosis - 1) / 4n).
const KURTOSIS: f64 = 2.75;

fn holds_against_the_publication(count: u64) {
    let rule = Learning::default();
    let (game, _) = baseline(&rule);
    let learned = sessions(&game, &rule, count);
    assert!(learned.iter().all(|session| session.converged), "all published sessions converged");
    let found: Moments = gains(&learned).into_iter().collect();
    let (mean, sd) = (found.mean().unwrap(), found.sd().unwrap());
    let each = 1.0 / count as f64 + 1.0 / PUBLISHED.sessions;
    let error = PUBLISHED.sd * maths::sqrt(each);
    assert!((mean - PUBLISHED.gain).abs() < Z * error, "mean {mean}, published {}", PUBLISHED.gain);
    let error = PUBLISHED.sd * maths::sqrt(each * (KURTOSIS - 1.0) / 4.0);
    assert!((sd - PUBLISHED.sd).abs() < Z * error, "sd {sd}, published {}", PUBLISHED.sd);
}

#[test]
fn fifty_sessions_of_the_baseline_gain_what_is_published() {
    holds_against_the_publication(50);
}

#[test]
#[ignore = "a minute or more: as many sessions as were published"]
fn a_thousand_sessions_of_the_baseline_gain_what_is_published() {
    holds_against_the_publication(1_000);
}

#[test]
fn a_deviation_from_the_baseline_s_cycle_is_punished_and_does_not_pay() {
    // Published: a one-period deviation to the static best response is unprofitable in almost all sessions, and prices come
    // back to where they were: here in 95 % and in all (docs/model/learning.md). Sessions are the same in every run.
    let rule = Learning::default();
    let (game, grid) = baseline(&rule);
    let learned = sessions(&game, &rule, 24);
    let (mut unprofitable, mut returned) = (0, 0);
    for session in &learned {
        let shock = Shock { firm: 0, deviation: Deviation::MostProfit, after: 0, periods: 60 };
        let found = impulse(&game, &session.strategy, &session.cycle, shock);
        unprofitable += u32::from(found.pays(&game, 0, rule.discount.get()) < 0.0);
        returned += u32::from(found.back.is_some());
        let prices = found.prices(&game, &grid);
        assert_eq!((prices.len(), prices[0].len()), (61, 2));
    }
    assert!(unprofitable >= 22 && returned == 24, "{unprofitable} {returned}");
}
