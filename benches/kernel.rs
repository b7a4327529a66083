//! The kernel against plain programs of the same market, in one run: a bare heap of users and superposition, as anybody would write
//! W1 in an afternoon. Alternating runs, processor time, and quotients of medians; what was measured: `docs/performance.md`.
//!
//! `cargo bench --bench kernel`, or `-- quick` for one round; other words choose the rows whose names hold one of them.
#![allow(clippy::disallowed_methods, reason = "the plain programs are plain: the system's exp and ln")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;

use cpu_time::ProcessTime;
use pricewar::history::{Entity, Measure};
use pricewar::ids::OfferId;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, Scenario, load};
use pricewar::simulation::simulate;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const QUALITY: [f64; 6] = [2.4, 2.2, 2.0, 1.8, 1.6, 1.4];
const COST: [f64; 6] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5];
const DAYS: f64 = 1_095.0;

/// W1 as a plain program keeps it.
struct Plain {
    alpha: Vec<f32>,
    held: Vec<u8>,
    price: [f64; 6],
    next: [f64; 6],
    luck: ChaCha8Rng,
    counts: [f64; 7],
    /// Users outside, day by day over the last year.
    outside: f64,
    day: f64,
    reviews: u64,
}

impl Plain {
    fn new(users: usize) -> Self {
        let mut luck = ChaCha8Rng::seed_from_u64(1);
        let alpha = (0..users)
            .map(|_| {
                // Box and Muller
                let (u, v): (f64, f64) = (luck.random::<f64>().max(1e-300), luck.random());
                (0.5 * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()).exp() as f32
            })
            .collect();
        let mut counts = [0.0; 7];
        counts[6] = users as f64;
        Self {
            alpha,
            held: vec![6; users],
            price: COST.map(|c| 3.0 * c),
            next: std::array::from_fn(|j| 7.0 * (j + 1) as f64 / 6.0),
            luck,
            counts,
            outside: 0.0,
            day: 1.0,
            reviews: 0,
        }
    }

    /// Firms and the daily count up to an instant.
    fn upto(&mut self, t: f64) {
        loop {
            let firm = (0..6).min_by(|a, b| self.next[*a].total_cmp(&self.next[*b])).unwrap_or(0);
            let at = self.next[firm].min(self.day);
            if at > t {
                return;
            }
            if self.next[firm] <= self.day {
                let rivals = (0..6).filter(|k| *k != firm).map(|k| self.price[k]).fold(f64::MAX, f64::min);
                self.price[firm] = (1.05 * COST[firm]).max(0.98 * rivals);
                self.next[firm] += 7.0;
            } else {
                if self.day > DAYS - 365.0 {
                    self.outside += self.counts[6] / self.held.len() as f64 / 365.0;
                }
                self.day += 1.0;
            }
        }
    }

    fn exponential(&mut self) -> f64 {
        -(1.0 - self.luck.random::<f64>()).ln()
    }

    fn review(&mut self, user: usize) {
        let (alpha, held) = (f64::from(self.alpha[user]), self.held[user] as usize);
        let mut weight = [0.0; 7];
        let mut sum = 0.0;
        for (k, weight) in weight.iter_mut().enumerate() {
            let v = if k < 6 { QUALITY[k] - alpha * self.price[k] } else { 0.0 };
            sum += (v + f64::from(u8::from(k == held))).exp();
            *weight = sum;
        }
        let at = self.luck.random::<f64>() * sum;
        let chosen = weight.iter().position(|w| at < *w).unwrap_or(6);
        self.counts[held] -= 1.0;
        self.counts[chosen] += 1.0;
        self.held[user] = chosen as u8;
        self.reviews += 1;
    }
}

/// A heap entry a user; the top is replaced.
fn heap(users: usize) -> (u64, f64) {
    let mut plain = Plain::new(users);
    let mut queue: BinaryHeap<Reverse<(u64, u32)>> = BinaryHeap::with_capacity(users);
    for user in 0..users as u32 {
        let at = 30.0 * plain.exponential();
        queue.push(Reverse((at.to_bits(), user)));
    }
    while let Some(mut top) = queue.peek_mut() {
        let Reverse((bits, user)) = *top;
        let t = f64::from_bits(bits);
        if t > DAYS {
            break;
        }
        plain.upto(t);
        plain.review(user as usize);
        *top = Reverse(((t + 30.0 * plain.exponential()).to_bits(), user));
    }
    plain.upto(DAYS);
    (plain.reviews, plain.outside)
}

/// No queue: the next review comes at the rate of all users, of a user drawn evenly.
fn superposition(users: usize) -> (u64, f64) {
    let mut plain = Plain::new(users);
    let mut t = 0.0;
    loop {
        t += 30.0 / users as f64 * plain.exponential();
        if t > DAYS {
            break;
        }
        plain.upto(t);
        let user = plain.luck.random_range(0..users);
        plain.review(user);
    }
    plain.upto(DAYS);
    (plain.reviews, plain.outside)
}

fn market(name: &str, overrides: &[&str]) -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    load(&file, &overrides).unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
}

/// Reviews of a run, and the part of users outside over the last year where the market has six products.
fn ours(scenario: &Scenario) -> (u64, f64) {
    let history = simulate(&scenario.model, Streams::new(scenario.study.seed, 0));
    let all: f64 = scenario.model.segments.iter().map(|segment| segment.users.get()).sum();
    let mean = |j: u32| {
        let series = history.panel.values(Measure::Users, Entity::Offer(OfferId(j)));
        let values: Vec<f64> = series.into_iter().flatten().flatten().collect();
        let last = &values[values.len().saturating_sub(365)..];
        last.iter().sum::<f64>() / last.len().max(1) as f64
    };
    let inside: f64 = (0..scenario.model.offers.len() as u32).map(mean).sum();
    (history.reviews, 1.0 - inside / all)
}

/// A program, how often it runs, and its processor times.
struct Runner<'a> {
    name: String,
    run: Box<dyn Fn() -> (u64, f64) + 'a>,
    rounds: usize,
    seconds: Vec<f64>,
    found: (u64, f64),
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let quick = words.iter().any(|word| word == "quick");
    let wanted: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "quick").collect();
    let scenario = |name: &str, overrides: &[&str]| market(name, overrides);
    // A year: three make 10^7 users take half a minute a run; what drawing and placing them takes is in it.
    let short = ["horizon=365"];
    let sized = |users: &'static str| {
        let mut all = vec![users];
        all.extend(short);
        market("w1.toml", &all)
    };
    let agents = [
        ("W1 agents 1e4, 1095 days", scenario("w1.toml", &[])),
        ("W1 agents 1e6, 365 days", sized("segment.users.users=1e6")),
        ("W1 agents 1e7, 365 days", sized("segment.users.users=1e7")),
        ("W2 agents 1e4, 1095 days", scenario("w2.toml", &[])),
    ];
    let counted = |more: &[&'static str]| {
        let mut all = vec!["population=cohorts", "segment.users.users=1e9"];
        all.extend(more);
        all
    };
    let cohorts = vec![
        ("W1 cohorts 1e9, 4 classes", scenario("w1.toml", &counted(&["taste_classes=4"]))),
        ("W1 cohorts 1e9, 12 classes", scenario("w1.toml", &counted(&[]))),
        ("W1 cohorts 1e9, 48 classes", scenario("w1.toml", &counted(&["taste_classes=48"]))),
        (
            "W1 cohorts 1e5, 12 classes",
            scenario("w1.toml", &["population=cohorts", "segment.users.users=1e5"]),
        ),
        ("W2 cohorts 1e9, 12 classes", scenario("w2.toml", &counted(&[]))),
        ("world-1e9", scenario("world-1e9.toml", &[])),
    ];
    let mut runners = vec![
        Runner::new("plain superposition 1e4", 7, || superposition(10_000)),
        Runner::new("plain heap 1e4", 7, || heap(10_000)),
    ];
    for (name, scenario) in &agents {
        let rounds = if name.contains("1e7") { 3 } else { 5 };
        runners.push(Runner::new(name, rounds, move || ours(scenario)));
    }
    for (name, scenario) in &cohorts {
        runners
            .push(Runner::new(name, if name.starts_with("world") { 3 } else { 7 }, move || ours(scenario)));
    }
    // The first row is what the others are measured against.
    let mut row = 0;
    runners.retain(|runner| {
        row += 1;
        row == 1 || wanted.is_empty() || wanted.iter().any(|word| runner.name.contains(word))
    });
    for round in 0..if quick { 1 } else { 7 } {
        for runner in runners.iter_mut().filter(|runner| round < runner.rounds) {
            runner.take();
        }
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("processor time, median (fastest) of alternating runs; load average {}", load.trim());
    println!("{:<28} {:>16} {:>16} {:>9} {:>9}", "", "ms a run", "ns a review", "/ super", "outside");
    let base = runners[0].a_review();
    for runner in &runners {
        let (median, least) = (runner.median(), runner.least());
        let each = |seconds: f64| seconds / runner.found.0.max(1) as f64 * 1e9;
        let time = format!("{:.1} ({:.1})", median * 1e3, least * 1e3);
        let review = format!("{:.3} ({:.3})", each(median), each(least));
        let ratio = runner.a_review() / base;
        println!("{:<28} {time:>16} {review:>16} {ratio:>9.2e} {:>9.4}", runner.name, runner.found.1);
    }
}

impl<'a> Runner<'a> {
    fn new(name: &str, rounds: usize, run: impl Fn() -> (u64, f64) + 'a) -> Self {
        Self { name: name.to_owned(), run: Box::new(run), rounds, seconds: Vec::new(), found: (0, 0.0) }
    }

    fn take(&mut self) {
        let clock = ProcessTime::now();
        self.found = (self.run)();
        self.seconds.push(clock.elapsed().as_secs_f64());
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    fn median(&self) -> f64 {
        self.sorted()[self.seconds.len() / 2]
    }

    fn least(&self) -> f64 {
        self.sorted()[0]
    }

    fn a_review(&self) -> f64 {
        self.median() / self.found.0.max(1) as f64
    }
}
