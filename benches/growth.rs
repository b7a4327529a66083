//! How cost grows with users, providers, replicates and threads, in one run: alternating runs, quotients of medians, and the exponent
//! b of cost ~ size^b between the ends. What was measured: `docs/performance.md`.
//!
//! `cargo bench --bench growth`
#![allow(clippy::disallowed_methods, reason = "exponents are printed, not simulated")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use pricewar::experiments::{Finished, Keeps, Plan, Sink, Trial, run_jobs};
use pricewar::random::Streams;
use pricewar::scenario::{Paint, Scenario, load, load_text};
use pricewar::simulation::simulate;

/// Runs of each size; they take turns, so that a busy minute meets all.
const ROUNDS: usize = 5;

fn w1(overrides: &[String]) -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/w1.toml");
    load(&file, overrides).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
}

/// W1 with any number of firms, of the same spread of qualities and costs.
fn firms(count: usize) -> Scenario {
    let mut text = "title = \"firms\"\nstart = 2025-01-01\nhorizon = \"365 days\"\ncurrency = \"USD\"\nseed = 1\n\
                    [record]\nattribution = false\n\
                    [reference]\nprice = 1\nown_cost = 0\n\
                    [[segment]]\nname = \"users\"\nusers = 10_000\nusage = { median = 1 }\nreview = \"30 days\"\ninertia = 1\n\
                    tastes = { price = { median = 1, sigma = 1 }, usage_elasticity = 0 }\n"
        .to_owned();
    for j in 0..count {
        let place = j as f64 / (count - 1) as f64;
        let (appeal, cost) = (2.4 - place, 1.0 - 0.5 * place);
        let firm = format!(
            "[[provider]]\nname = \"F{j}\"\ncash = \"1 T USD\"\npricing.undercut = {{ by = \"2 %\", floor = \"5 %\" }}\n\
             reviews = {{ every = \"7 days\" }}\n[[provider.product]]\nname = \"p\"\nappeal = {appeal}\n\
             constant_cost = {cost}\nprice = {{ input = {price}, output = {price} }}\n",
            price = 3.0 * cost
        );
        text.write_str(&firm).expect("a text takes all");
    }
    load_text("firms", &text, &[]).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
}

struct Count(usize);

impl Sink for Count {
    fn keep(&mut self, _: Finished) -> std::io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

/// A batch without a disk.
fn batch(scenario: &Scenario, (replicates, threads): (u32, usize)) {
    let trial = Trial { study: &scenario.study, arms: &[&scenario.maker], simulate, keeps: Keeps::All };
    let jobs: Vec<_> = Plan::single(replicates).jobs().collect();
    let mut count = Count(0);
    run_jobs(&jobs, threads, &AtomicBool::new(false), |job| trial.run(job), &mut count)
        .expect("counting cannot fail");
    assert_eq!(count.0, jobs.len());
}

/// Sizes along one axis, and what runs at each.
struct Axis<'a> {
    name: &'static str,
    sizes: Vec<f64>,
    run: Box<dyn Fn(usize) + 'a>,
}

impl Axis<'_> {
    fn measure(&self) {
        let mut seconds = vec![Vec::new(); self.sizes.len()];
        for _ in 0..ROUNDS {
            for (at, own) in seconds.iter_mut().enumerate() {
                let clock = Instant::now();
                (self.run)(at);
                own.push(clock.elapsed().as_secs_f64());
            }
        }
        let medians: Vec<f64> = seconds
            .into_iter()
            .map(|mut own| {
                own.sort_by(f64::total_cmp);
                own[ROUNDS / 2]
            })
            .collect();
        let last = medians.len() - 1;
        let exponent = (medians[last] / medians[0]).ln() / (self.sizes[last] / self.sizes[0]).ln();
        println!("{} (cost ~ size^{exponent:.2})", self.name);
        for (size, median) in self.sizes.iter().zip(&medians) {
            println!("{size:>12} {:>10.1} ms {:>8.2} x", median * 1e3, median / medians[0]);
        }
    }
}

fn main() {
    let streams = Streams::new(1, 0);
    let users: Vec<f64> = vec![1e3, 1e4, 1e5, 1e6];
    let of_users: Vec<Scenario> = users
        .iter()
        .map(|count| w1(&[format!("segment.users.users={count}"), "horizon=365".to_owned()]))
        .collect();
    let providers = vec![2.0, 4.0, 8.0, 16.0, 32.0];
    let of_providers: Vec<Scenario> = providers.iter().map(|count| firms(*count as usize)).collect();
    let year = w1(&["horizon=365".to_owned()]);
    let replicates = vec![10.0, 20.0, 40.0, 80.0];
    let threads = vec![1.0, 2.0];
    let axes = [
        Axis {
            name: "users, agents, W1 over a year",
            sizes: users.clone(),
            run: Box::new(|at| {
                simulate(&of_users[at].model, streams);
            }),
        },
        Axis {
            name: "providers of one product, 10,000 agents, a year",
            sizes: providers.clone(),
            run: Box::new(|at| {
                simulate(&of_providers[at].model, streams);
            }),
        },
        Axis {
            name: "replicates of W1 over a year, one thread",
            sizes: replicates.clone(),
            run: Box::new(|at| batch(&year, (replicates[at] as u32, 1))),
        },
        Axis {
            name: "threads, 80 replicates of W1 over a year",
            sizes: threads.clone(),
            run: Box::new(|at| batch(&year, (80, threads[at] as usize))),
        },
    ];
    println!("load average {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    for axis in &axes {
        axis.measure();
    }
}
