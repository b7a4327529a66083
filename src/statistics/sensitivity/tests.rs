//! The estimators against functions whose indices are known in closed form.

use std::f64::consts::PI;

use super::*;
use crate::maths::cos;

/// Ishigami and Homma (1990) with a = 7, b = 0.1, on the unit cube.
fn ishigami(x: &[f64]) -> f64 {
    let sine = |u: f64| cos(PI * (2.0 * u - 1.0) - PI / 2.0);
    let third = PI * (2.0 * x[2] - 1.0);
    sine(x[0]) + 7.0 * sine(x[1]) * sine(x[1]) + 0.1 * third * third * third * third * sine(x[0])
}

/// Sobol's G with the coefficients of Saltelli and Sobol (1995).
const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

fn g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn alone(inputs: usize) -> (Vec<Vec<usize>>, usize) {
    ((0..inputs).map(|input| vec![input]).collect(), inputs)
}

fn study(
    function: impl Fn(&[f64]) -> f64,
    factors: (Vec<Vec<usize>>, usize),
    (samples, nets): (usize, usize),
    both: bool,
    seed: u64,
) -> Indices {
    let design = Saltelli::new(factors, (samples, nets), both, seed).unwrap();
    let outputs: Vec<Option<f64>> = (0..design.len()).map(|at| Some(function(&design.point(at)))).collect();
    Evaluations::of(&design, &outputs).indices(Confidence { level: 0.95, seed }).unwrap()
}

#[test]
fn intervals_obey_level_and_seed() {
    let design = Saltelli::new(alone(3), (128, 1), true, 5).unwrap();
    let outputs: Vec<Option<f64>> = (0..design.len()).map(|at| Some(ishigami(&design.point(at)))).collect();
    let of = |level, seed| {
        let found = Evaluations::of(&design, &outputs).indices(Confidence { level, seed }).unwrap();
        found.total[0].interval.unwrap()
    };
    let ratio = of(0.99, 1).half_width() / of(0.68, 1).half_width();
    // Normal quantiles 2.576 and 0.994.
    assert!((ratio - 2.590).abs() < 0.01, "{ratio}");
    assert_eq!(of(0.95, 1), of(0.95, 1));
    assert!((of(0.95, 1).low - of(0.95, 2).low).abs() > 1e-9);
}

#[test]
fn shifting_and_stretching_an_output_changes_no_index() {
    for both in [true, false] {
        let plain = study(ishigami, alone(3), (256, 1), both, 3);
        let moved = study(|x| 1e6 + 40.0 * ishigami(x), alone(3), (256, 1), both, 3);
        for (a, b) in plain.first.iter().chain(&plain.total).zip(moved.first.iter().chain(&moved.total)) {
            assert!((a.value - b.value).abs() < 1e-6, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_group_has_the_closed_index_of_its_members() {
    // Inputs 1 and 3 as one factor: S = ST = (V1 + V13)/V = 0.557589, and nothing interacts with input 2.
    let found = study(ishigami, (vec![vec![0, 2], vec![1]], 3), (1_024, 1), true, 1);
    assert!((found.first[0].value - 0.557_589).abs() < 0.02);
    assert!((found.total[0].value - 0.557_589).abs() < 0.02);
    assert!(found.second[0].2.value.abs() < 0.02);
}

#[test]
fn a_base_point_with_a_gap_is_left_out() {
    let design = Saltelli::new(alone(3), (64, 1), true, 1).unwrap();
    let mut outputs: Vec<Option<f64>> =
        (0..design.len()).map(|at| Some(ishigami(&design.point(at)))).collect();
    outputs[3] = None;
    outputs[5] = None;
    let found = Evaluations::of(&design, &outputs).indices(Confidence { level: 0.95, seed: 1 }).unwrap();
    assert_eq!(found.samples, 63);
    let flat = vec![Some(2.0); design.len()];
    assert_eq!(Evaluations::of(&design, &flat).indices(Confidence { level: 0.95, seed: 1 }), None);
}

#[test]
fn hybrids_share_what_they_should() {
    let design = Saltelli::new((vec![vec![0], vec![1, 2]], 3), (8, 2), true, 9).unwrap();
    for base in 0..8 {
        let of = |cell: usize| design.point(base * design.each() + cell);
        let (a, b) = (of(0), of(1));
        assert_eq!([design.cell(2), design.cell(5)], [Cell::Ab(0), Cell::Ba(1)]);
        assert_eq!(of(2), [b[0], a[1], a[2]]);
        assert_eq!(of(3), [a[0], b[1], b[2]]);
        assert_eq!(of(4), [a[0], b[1], b[2]]);
        assert_eq!(of(5), [b[0], a[1], a[2]]);
    }
    assert_eq!(Saltelli::new(alone(3), (8, 3), true, 1), None);
    assert_eq!(Saltelli::new(alone(Saltelli::MOST_INPUTS + 1), (8, 1), true, 1), None);
}

#[test]
fn elementary_effects_of_a_line_are_its_slopes() {
    // y = 3 x1 - 2 x2: effects 3 and -2 everywhere, so mu* 3 and 2, sigma 0; x1 x3 adds an effect that varies.
    let design = Morris::new(alone(3), (20, 4), 1).unwrap();
    let outputs: Vec<Option<f64>> =
        (0..design.len()).map(|at| design.point(at)).map(|x| Some(3.0 * x[0] - 2.0 * x[1])).collect();
    let found = design.effects(&outputs, Confidence { level: 0.95, seed: 1 }).unwrap();
    let values = |list: &[Index]| list.iter().map(|index| index.value).collect::<Vec<_>>();
    for (found, known) in values(&found.mu_star).into_iter().zip([3.0, 2.0, 0.0]) {
        assert!((found - known).abs() < 1e-12);
    }
    assert!(found.sigma.iter().all(|sigma| sigma.unwrap().value < 1e-12));
}

#[test]
fn screening_ranks_the_inputs_of_g() {
    // The larger a_j, the less G depends on x_j.
    let design = Morris::new(alone(8), (40, 4), 2).unwrap();
    let outputs: Vec<Option<f64>> = (0..design.len()).map(|at| Some(g(&design.point(at)))).collect();
    let found = design.effects(&outputs, Confidence { level: 0.95, seed: 1 }).unwrap();
    let stars: Vec<f64> = found.mu_star.iter().map(|index| index.value).collect();
    assert!(
        stars[0] > stars[1] && stars[1] > stars[2] && stars[2] > stars[3] && stars[3] > stars[4],
        "{stars:?}"
    );
    assert!(found.mu_star.iter().all(|index| index.interval.unwrap().contains(index.value)));
}

#[test]
fn trajectories_move_one_factor_at_a_time_on_the_grid() {
    let design = Morris::new((vec![vec![0], vec![1, 2]], 3), (10, 6), 4).unwrap();
    let step = 6.0 / 10.0;
    for start in (0..design.len()).step_by(design.each()) {
        let points: Vec<Vec<f64>> = (0..design.each()).map(|at| design.point(start + at)).collect();
        for point in &points {
            assert!(point.iter().all(|x| (-1e-12..=1.0 + 1e-12).contains(x) && ((x * 5.0).round() - x * 5.0).abs() < 1e-9));
        }
        for pair in points.windows(2) {
            let moved: Vec<bool> =
                pair[0].iter().zip(&pair[1]).map(|(a, b)| ((a - b).abs() - step).abs() < 1e-9).collect();
            assert!(moved == [true, false, false] || moved == [false, true, true], "{moved:?}");
        }
    }
    assert_eq!(Morris::new(alone(2), (4, 5), 1), None);
}
