//! Statistics against certified data and against laws known beforehand.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::maths;
use pricewar::random::{Purpose, Stream, Streams};
use pricewar::statistics::{Moments, slope, student_interval, wilson_interval};
use rand::RngExt;

/// NIST Statistical Reference Datasets, univariate: certified mean and standard deviation.
#[test]
fn numacc_1_to_4() {
    // NumAcc1: 10000001, 10000003, 10000002. Mean 10000002, sd 1, exactly.
    let one: Moments = [10_000_001.0, 10_000_003.0, 10_000_002.0].into_iter().collect();
    assert_close(one, 10_000_002.0, 1.0, 1e-15);
    // NumAcc2: 1.2, then 1.1 and 1.3 by turns, 1001 in all. Mean 1.2, sd 0.1. NumAcc3 and 4: the same on a pedestal.
    for (base, tolerance) in [(1.0, 1e-13), (1_000_000.0, 1e-8), (10_000_000.0, 1e-7)] {
        let first = std::iter::once(base + 0.2);
        let rest = (0..1_000).map(|i| base + if i % 2 == 0 { 0.1 } else { 0.3 });
        assert_close(first.chain(rest).collect(), base + 0.2, 0.1, tolerance);
    }
}

/// NIST Longley-like simple regression "Norris": 36 points, certified slope.
#[test]
fn norris() {
    let points = [
        (0.2, 0.1),
        (337.4, 338.8),
        (118.2, 118.1),
        (884.6, 888.0),
        (10.1, 9.2),
        (226.5, 228.1),
        (666.3, 668.5),
        (996.3, 998.5),
        (448.6, 449.1),
        (777.0, 778.9),
        (558.2, 559.2),
        (0.4, 0.3),
        (0.6, 0.1),
        (775.5, 778.1),
        (666.9, 668.8),
        (338.0, 339.3),
        (447.5, 448.9),
        (11.6, 10.8),
        (556.0, 557.7),
        (228.1, 228.3),
        (995.8, 998.0),
        (887.6, 888.8),
        (120.2, 119.6),
        (0.3, 0.3),
        (0.3, 0.6),
        (556.8, 557.6),
        (339.1, 339.3),
        (887.2, 888.0),
        (999.0, 998.5),
        (779.0, 778.9),
        (11.1, 10.2),
        (118.3, 117.6),
        (229.2, 228.9),
        (669.1, 668.4),
        (448.9, 449.2),
        (0.5, 0.2),
    ];
    let found = slope(&points).unwrap();
    assert!((found - 1.002_116_818_020_45).abs() < 1e-13, "{found}");
}

/// Experiments of each coverage test. The count of hits is binomial; four of its standard deviations are allowed, so that
/// with a true coverage equal to the nominal one a test fails by chance once in 16,000 seeds.
const EXPERIMENTS: u32 = 4_000;

#[test]
fn student_intervals_of_normal_samples_cover_as_often_as_they_say() {
    for (entity, n) in [(1, 3), (2, 10), (3, 40)] {
        let mut stream = Streams::new(2_024, 0).open(Purpose::Draw, entity, 0);
        for level in [0.8, 0.95] {
            let hits = (0..EXPERIMENTS)
                .filter(|_| {
                    let sample: Moments = (0..n).map(|_| 5.0 + 2.0 * normal(&mut stream)).collect();
                    student_interval(&sample, level).unwrap().contains(5.0)
                })
                .count();
            assert_covers(hits, level, 0.0);
        }
    }
}

#[test]
fn student_intervals_of_skewed_samples_are_nearly_honest() {
    // Exponential samples of 100: the known lack of coverage of Student's interval is under one and a half points.
    let mut stream = Streams::new(2_024, 1).open(Purpose::Draw, 4, 0);
    let hits = (0..EXPERIMENTS)
        .filter(|_| {
            let sample: Moments = (0..100).map(|_| -maths::ln(1.0 - stream.random::<f64>())).collect();
            student_interval(&sample, 0.95).unwrap().contains(1.0)
        })
        .count();
    assert_covers(hits, 0.95, 0.015);
}

#[test]
fn wilson_intervals_cover_on_average() {
    // Coverage of a discrete count swings with the chance; over chances drawn evenly it is the nominal one within a point.
    let mut stream = Streams::new(2_024, 2).open(Purpose::Draw, 5, 0);
    let hits = (0..EXPERIMENTS)
        .filter(|_| {
            let chance = stream.random::<f64>();
            let yes = (0..50).filter(|_| stream.random::<f64>() < chance).count();
            wilson_interval(yes as f64 / 50.0, 50, 0.95).unwrap().contains(chance)
        })
        .count();
    assert_covers(hits, 0.95, 0.01);
}

fn normal(stream: &mut Stream) -> f64 {
    // The open interval: a half step above the grid of 53 bits.
    maths::normal_quantile(stream.random::<f64>().mul_add(1.0 - 2e-16, 1e-16))
}

fn assert_close(moments: Moments, mean: f64, sd: f64, relative: f64) {
    let off = |found: f64, certified: f64| (found - certified).abs() / certified;
    assert!(off(moments.mean().unwrap(), mean) < 1e-14, "{moments:?}");
    assert!(off(moments.sd().unwrap(), sd) < relative, "{moments:?}");
}

fn assert_covers(hits: usize, level: f64, bias: f64) {
    let share = hits as f64 / f64::from(EXPERIMENTS);
    let four_deviations = 4.0 * (level * (1.0 - level) / f64::from(EXPERIMENTS)).sqrt();
    assert!((share - level).abs() < four_deviations + bias, "{share} for {level}");
}
