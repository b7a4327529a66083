//! Speed of the simulator on its benchmark markets; how to run and what was measured: `benches/README.md`.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use pricewar::experiments::{Finished, Keeps, Plan, Sink, Trial, run_jobs};
use pricewar::random::Streams;
use pricewar::scenario::{Scenario, load};
use pricewar::simulation::simulate;

fn main() {
    divan::main();
}

fn market(name: &str, overrides: &[&str]) -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    load(&file, &overrides)
        .unwrap_or_else(|error| panic!("{}", error.render(pricewar::scenario::Paint::Plain)))
}

/// One run; items are user reviews, so that the last column reads reviews a second.
fn reviews(bencher: Bencher, scenario: &Scenario) {
    let streams = Streams::new(scenario.study.seed, 0);
    let reviews = simulate(&scenario.model, streams).reviews;
    bencher.counter(ItemsCount::new(reviews)).bench_local(|| simulate(black_box(&scenario.model), streams));
}

/// W1: six firms undercut until day 84; 10,000 users, 1,095 days.
#[divan::bench(sample_count = 20)]
fn w1_users_1e4(bencher: Bencher) {
    reviews(bencher, &market("w1.toml", &[]));
}

/// W1 with a million users, 60 days.
#[divan::bench(sample_count = 5)]
fn w1_users_1e6(bencher: Bencher) {
    reviews(bencher, &market("w1.toml", &["segment.users.users=1e6", "horizon=60", "record.window=30"]));
}

/// W2: W1 with prices that never come to rest.
#[divan::bench(sample_count = 20)]
fn w2_users_1e4(bencher: Bencher) {
    reviews(bencher, &market("w2.toml", &[]));
}

struct Count(usize);

impl Sink for Count {
    fn keep(&mut self, _: Finished) -> std::io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

/// A batch of 40 replicates of W1; items are replicates. The quotient of the two rows is the gain of a second thread.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn batch_threads(bencher: Bencher, threads: usize) {
    let scenario = market("w1.toml", &[]);
    let trial = Trial { study: &scenario.study, arms: &[&scenario.maker], simulate, keeps: Keeps::All };
    let jobs: Vec<_> = Plan::single(40).jobs().collect();
    bencher.counter(ItemsCount::new(jobs.len())).bench_local(|| {
        let mut count = Count(0);
        run_jobs(&jobs, threads, &AtomicBool::new(false), |job| trial.run(job), &mut count)
            .expect("counting cannot fail");
        count.0
    });
}
