//! Speed of Q-learning in the stage game; how to run and what was measured: `benches/README.md`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use pricewar::economics::pricing::{Learning, Moves, Session, StageGame, Update};
use pricewar::maths;
use pricewar::random::{Purpose, Streams};

fn main() {
    divan::main();
}

/// A logit of n firms with a = 2, c = 1, mu = 1/4 and 15 prices from 1.43 to 1.97.
fn logit(firms: usize) -> StageGame {
    let m = 15_usize;
    let earned = |prices: &[f64]| -> Vec<f64> {
        let weights: Vec<f64> = prices.iter().map(|p| maths::exp((2.0 - p) / 0.25)).collect();
        let all = weights.iter().sum::<f64>() + 1.0;
        prices.iter().zip(&weights).map(|(p, w)| (p - 1.0) * w / all).collect()
    };
    let price = |k: usize| 1.43 + 0.54 * k as f64 / 14.0;
    let profits = (0..m.pow(firms as u32))
        .flat_map(|state| earned(&(0..firms).map(|i| price(state / m.pow(i as u32) % m)).collect::<Vec<_>>()))
        .collect();
    StageGame::new(m, profits, earned(&vec![1.47; firms]), earned(&vec![1.92; firms]))
        .expect("four firms are within the limit")
}

/// A million periods from the hundred-thousandth on; items are periods.
fn periods(bencher: Bencher, firms: usize, rule: Learning) {
    const PERIODS: u64 = 1_000_000;
    let game = logit(firms);
    // It must not converge before it is measured.
    let rule = Learning { stable: u64::MAX, most: u64::MAX, ..rule };
    bencher
        .counter(ItemsCount::new(PERIODS))
        .with_inputs(|| {
            let streams =
                (0..firms as u64).map(|firm| Streams::new(1, 0).open(Purpose::Strategy, firm, 0)).collect();
            let mut session = Session::new(&game, &rule, streams);
            session.play(100_000);
            session
        })
        .bench_local_values(|mut session| {
            session.play(black_box(PERIODS));
            session
        });
}

/// Moves at once, the played cell updated.
#[divan::bench(args = [2, 3, 4], sample_count = 10)]
fn at_once(bencher: Bencher, firms: usize) {
    periods(bencher, firms, Learning::default());
}

/// Moves in turn.
#[divan::bench(args = [2, 3], sample_count = 10)]
fn in_turn(bencher: Bencher, firms: usize) {
    periods(bencher, firms, Learning { moves: Moves::InTurn, ..Learning::default() });
}

/// All actions of the visited row updated.
#[divan::bench(args = [2, 3], sample_count = 10)]
fn synchronous(bencher: Bencher, firms: usize) {
    periods(bencher, firms, Learning { update: Update::Synchronous, ..Learning::default() });
}
