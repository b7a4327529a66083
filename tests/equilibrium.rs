//! The equilibrium of a market without a history: closed forms, brute force, differences, and the command that prints it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::economics::demand::{Preference, Response, ResponseMarket, ResponseSegment, Tastes};
use pricewar::economics::pricing::{NashMarket, Settled, joint, profit, settle};
use pricewar::maths;
use pricewar::random::{Purpose, Streams};
use pricewar::units::{Elo, MoneyPerMtok, Ratio, Share, Spread, Utils};
use rand::RngExt;

/// A textbook market: V = (a - p) / mu + noise, the outside option worth `outside` / mu, one token for each user.
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

fn alone(market: &NashMarket) -> Vec<usize> {
    (0..market.demand.providers).collect()
}

fn starts(market: &NashMarket, at: f64) -> Vec<Vec<MoneyPerMtok>> {
    let offers = market.demand.owners.len();
    vec![vec![MoneyPerMtok(at); offers], vec![MoneyPerMtok::ZERO; offers]]
}

fn prices(settled: &Settled) -> Vec<f64> {
    settled.equilibrium.levels.iter().map(|level| level.get()).collect()
}

fn nash_of(market: &NashMarket, at: f64) -> Vec<f64> {
    let settled = settle(market, &alone(market), &starts(market, at)).unwrap();
    assert!(settled.is_equilibrium, "{settled:?}");
    prices(&settled)
}

/// Shares of products and of the outside option, by the definition of the logit.
fn shares(prices: &[f64], appeals: &[f64], mu: f64, outside: f64) -> (Vec<f64>, f64) {
    let utilities: Vec<f64> = prices.iter().zip(appeals).map(|(p, a)| (a - p) / mu).collect();
    let top = utilities.iter().copied().fold(outside / mu, f64::max);
    let weights: Vec<f64> = utilities.iter().map(|v| maths::exp(v - top)).collect();
    let none = maths::exp(outside / mu - top);
    let sum: f64 = weights.iter().sum::<f64>() + none;
    (weights.iter().map(|w| w / sum).collect(), none / sum)
}

/// Equilibrium prices by another road: each firm has one markup m = mu / (1 - S), S its total share (Anderson, de Palma
/// and Thisse 1992), so that firms answer one another by bisection in m until nothing moves.
fn brute(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64, outside: f64) -> Vec<f64> {
    let firms = owners.iter().max().unwrap() + 1;
    let mut markups = vec![mu; firms];
    let at =
        |markups: &[f64]| -> Vec<f64> { owners.iter().zip(costs).map(|(f, c)| c + markups[*f]).collect() };
    for _ in 0..2_000 {
        let before = markups.clone();
        for f in 0..firms {
            // m (1 - S(m)) - mu rises in m.
            let (mut low, mut high) = (mu, mu + 1e3);
            for _ in 0..200 {
                markups[f] = 0.5 * (low + high);
                let (s, none) = shares(&at(&markups), appeals, mu, outside);
                let others: f64 = owners.iter().zip(&s).filter(|(o, _)| **o != f).map(|(_, s)| s).sum();
                // The rest of the market, not 1 - S: S may be 1 to the last digit.
                if markups[f] * (others + none) > mu { high = markups[f] } else { low = markups[f] }
            }
        }
        if markups.iter().zip(&before).all(|(m, b)| (m - b).abs() < 1e-13) {
            break;
        }
    }
    at(&markups)
}

fn close(found: &[f64], wanted: &[f64], within: f64, what: &str) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < within, "{what}: {found} for {wanted}");
    }
}

#[test]
fn the_textbook_duopoly_and_its_cartel() {
    let market = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
    close(&nash_of(&market, 1.6), &[1.472_927; 2], 5e-7, "Nash");
    let cartel = joint(&market, &starts(&market, 1.6)).unwrap();
    close(&prices(&cartel), &[1.924_981; 2], 5e-7, "joint");
    for (levels, wanted) in [(1.472_926_7, 0.222_927), (1.924_981, 0.337_490)] {
        let levels = [MoneyPerMtok(levels); 2];
        let mut response = Response::new(&market.demand);
        response.at(&levels);
        assert!((profit(&market, &response, &levels, 0).get() - wanted).abs() < 1e-6);
    }
}

#[test]
fn many_markets_agree_with_brute_force() {
    let mut luck = Streams::new(5, 0).open(Purpose::Strategy, 0, 0);
    let mut between = |low: f64, high: f64| low + (high - low) * luck.random::<f64>();
    for case in 0..60 {
        let mu = [0.01, 0.03, 0.1, 0.25, 1.0][case % 5];
        let owners: &[usize] =
            [&[0, 1][..], &[0, 1, 2], &[0, 1, 2, 3], &[0, 0, 1], &[0, 1, 0, 2, 1]][(case / 5) % 5];
        let appeals: Vec<f64> = owners.iter().map(|_| between(1.5, 2.5)).collect();
        let costs: Vec<f64> = owners.iter().map(|_| between(0.5, 1.2)).collect();
        let outside = [0.0, -1.0, 1.0][case % 3];
        let market = textbook(owners, &appeals, &costs, mu, outside);
        let wanted = brute(owners, &appeals, &costs, mu, outside);
        for start in [0.8, 1.5, 5.0] {
            close(&nash_of(&market, start), &wanted, 1e-6, &format!("{case} from {start}"));
        }
        let all = vec![0; owners.len()];
        let wanted = brute(&all, &appeals, &costs, mu, outside);
        let cartel = joint(&market, &starts(&market, 1.5)).unwrap();
        assert!(cartel.is_equilibrium);
        close(&prices(&cartel), &wanted, 1e-6, &format!("{case} joint"));
        // The common markup is mu over the outside share.
        let (_, none) = shares(&prices(&cartel), &appeals, mu, outside);
        for (p, c) in prices(&cartel).iter().zip(&costs) {
            assert!((p - c - mu / none).abs() < 1e-6);
        }
    }
}

#[test]
fn a_market_that_hardly_sells_has_the_markup_of_a_firm_alone() {
    for outside in [14.0, 50.0, 400.0, 900.0] {
        let mut market = textbook(&[0, 1, 1], &[2.0, 2.0, 1.5], &[1.0; 3], 0.25, 0.0);
        market.demand.segments[0].outside = Utils(outside);
        let wanted = brute(&[0, 1, 1], &[2.0, 2.0, 1.5], &[1.0; 3], 0.25, 0.25 * outside);
        assert!((wanted[0] - 1.25).abs() < 1e-5);
        for start in [0.5, 1.2, 40.0] {
            close(&nash_of(&market, start), &wanted, 1e-6, &format!("{outside}"));
        }
    }
}

#[test]
fn a_firm_that_nobody_buys_from_does_not_run_off() {
    // 1,500 utils behind: its share is nothing to the last digit, and its best price is still c + mu.
    let market = textbook(&[0, 1], &[2.0, 0.5], &[1.0, 1.0], 0.001, 0.0);
    let found = nash_of(&market, 1.5);
    let wanted = brute(&[0, 1], &[2.0, 0.5], &[1.0; 2], 0.001, 0.0);
    close(&found, &wanted, 1e-6, "stiff");
    assert!((found[1] - 1.001).abs() < 1e-6);
}
