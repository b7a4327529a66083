//! The estimators against functions whose indices are known in closed form.

use std::f64::consts::PI;

use super::*;
use crate::maths::cos;

const NINETY_FIVE: f64 = 0.95;

/// Ishigami and Homma (1990) with a = 7, b = 0.1, on the unit cube.
fn ishigami(x: &[f64]) -> f64 {
    let sine = |u: f64| cos(PI * (2.0 * u - 1.0) - PI / 2.0);
    let third = PI * (2.0 * x[2] - 1.0);
    sine(x[0]) + 7.0 * sine(x[1]) * sine(x[1]) + 0.1 * third * third * third * third * sine(x[0])
}

/// Its indices: with V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V13 = 8 b^2 pi^8/225, as Saltelli et al. print them.
const FIRST: [f64; 3] = [0.313_905, 0.442_411, 0.0];
const TOTAL: [f64; 3] = [0.557_589, 0.442_411, 0.243_684];

/// Sobol's G with the coefficients of Saltelli and Sobol (1995).
const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

fn g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

/// V_j = 1/(3 (1 + a_j)^2), V = prod(1 + V_j) - 1; S_j = V_j/V, ST_j = V_j prod_(i != j)(1 + V_i)/V.
fn g_indices() -> (Vec<f64>, Vec<f64>) {
    let own: Vec<f64> = G.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let all: f64 = own.iter().map(|v| 1.0 + v).product();
    let first = own.iter().map(|v| v / (all - 1.0)).collect();
    let total = own.iter().map(|v| v * all / (1.0 + v) / (all - 1.0)).collect();
    (first, total)
}

fn alone(inputs: usize) -> (Vec<Vec<usize>>, usize) {
    ((0..inputs).map(|input| vec![input]).collect(), inputs)
}

fn run(
    function: impl Fn(&[f64]) -> f64,
    inputs: usize,
    (samples, nets): (usize, usize),
    both: bool,
    seed: u64,
) -> Indices {
    let design = Saltelli::new(alone(inputs), (samples, nets), both, seed).unwrap();
    let outputs: Vec<Option<f64>> = (0..design.len()).map(|at| Some(function(&design.point(at)))).collect();
    let sureness = Sureness { level: NINETY_FIVE, seed };
    Evaluations::of(&design, &outputs).indices(sureness).unwrap()
}

fn largest(found: &[Index], known: &[f64]) -> f64 {
    found.iter().zip(known).map(|(index, known)| (index.value - known).abs()).fold(0.0, f64::max)
}

#[test]
fn ishigami_to_the_accuracy_of_the_best_published_tool() {
    // The best published tool errs by 0.008 on average over seeds in its worst first-order index, at 1,024 base points.
    let (mut first, mut total) = (0.0, 0.0);
    for seed in 0..30 {
        let found = run(ishigami, 3, (1_024, 1), true, seed);
        first += largest(&found.first, &FIRST) / 30.0;
        total += largest(&found.total, &TOTAL) / 30.0;
    }
    eprintln!("ishigami 1024x1: {first:.4} {total:.4}");
    let (mut a, mut b) = (0.0, 0.0);
    for seed in 0..30 {
        let found = run(ishigami, 3, (1_024, 8), true, seed);
        a += largest(&found.first, &FIRST) / 30.0;
        b += largest(&found.total, &TOTAL) / 30.0;
    }
    eprintln!("ishigami 128x8: {a:.4} {b:.4}");
    let (mut a, mut b) = (0.0, 0.0);
    for seed in 0..30 {
        let found = run(ishigami, 3, (1_024, 1), false, seed);
        a += largest(&found.first, &FIRST) / 30.0;
        b += largest(&found.total, &TOTAL) / 30.0;
    }
    eprintln!("ishigami AB alone: {a:.4} {b:.4}");
    assert!(first < 0.010 && total < 0.010, "{first} {total}");
}

#[test]
fn g_function_first_total() {
    let (known, totals) = g_indices();
    let (mut first, mut total) = (0.0, 0.0);
    for seed in 0..30 {
        let found = run(g, 8, (1_024, 1), true, seed);
        first += largest(&found.first, &known) / 30.0;
        total += largest(&found.total, &totals) / 30.0;
    }
    eprintln!("g: {first:.4} {total:.4}");
    assert!(first < 0.010 && total < 0.010, "{first} {total}");
}
