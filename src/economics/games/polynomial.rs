//! Characteristic polynomials of exact matrices, whether all their roots lie left of the imaginary axis, and the roots in doubles.

use num_traits::{One, Signed, Zero};

use super::exact::{Exact, approximately};
use crate::maths::sqrt;

/// A complex number: its real and its imaginary part.
pub type Complex = (f64, f64);

/// Coefficients of det(λ - M), the highest power first, by the method of Faddeev and Le Verrier.
pub fn characteristic(matrix: &[Vec<Exact>]) -> Vec<Exact> {
    let size = matrix.len();
    let mut coefficients = vec![Exact::one()];
    let mut power = vec![vec![Exact::zero(); size]; size];
    for step in 1..=size {
        // N <- M N + c I, c the last coefficient; the next one is -tr(M N) / step.
        let last = coefficients[step - 1].clone();
        power = product(matrix, &power);
        for (at, row) in power.iter_mut().enumerate() {
            row[at] += &last;
        }
        let turned = product(matrix, &power);
        let trace: Exact = (0..size).map(|at| turned[at][at].clone()).sum();
        coefficients.push(-trace / Exact::from_integer(step.into()));
    }
    coefficients
}

fn product(a: &[Vec<Exact>], b: &[Vec<Exact>]) -> Vec<Vec<Exact>> {
    let entry = |row: &[Exact], column: usize| {
        let terms = row.iter().zip(b).filter(|(value, _)| !value.is_zero());
        terms.map(|(value, other)| value * &other[column]).sum()
    };
    a.iter().map(|row| (0..b.len()).map(|column| entry(row, column)).collect()).collect()
}

/// Whether all roots lie left of the imaginary axis (Routh 1877): the first column of his scheme has one sign.
pub fn is_stable(coefficients: &[Exact]) -> bool {
    let every = |from: usize| coefficients.iter().skip(from).step_by(2).cloned().collect::<Vec<Exact>>();
    let (mut upper, mut lower) = (every(0), every(1));
    if !upper[0].is_positive() {
        return false;
    }
    while !lower.is_empty() {
        if !lower[0].is_positive() {
            return false;
        }
        let factor = &upper[0] / &lower[0];
        let next: Vec<Exact> = (1..upper.len())
            .map(|at| &upper[at] - &factor * lower.get(at).cloned().unwrap_or_else(Exact::zero))
            .collect();
        upper = std::mem::replace(&mut lower, next);
    }
    true
}

/// The roots, by the simultaneous iteration of Durand and Kerner; roots of nought are taken out exactly.
pub fn roots(coefficients: &[Exact]) -> Vec<Complex> {
    let noughts = coefficients.iter().rev().take_while(|value| value.is_zero()).count();
    let kept = &coefficients[..coefficients.len() - noughts];
    let mut all = vec![(0.0, 0.0); noughts];
    let degree = kept.len() - 1;
    let values: Vec<f64> = kept.iter().map(|value| approximately(&(value / &kept[0]))).collect();
    // All roots lie within this radius (Cauchy).
    let radius = 1.0 + values[1..].iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let seed: Complex = (0.4, 0.9);
    let mut found: Vec<Complex> = Vec::with_capacity(degree);
    let mut power = (radius.min(1e3), 0.0);
    for _ in 0..degree {
        power = times(power, seed);
        found.push(power);
    }
    for _ in 0..500 {
        let mut moved: f64 = 0.0;
        for at in 0..degree {
            let value = values.iter().fold((0.0, 0.0), |sum, c| {
                let (re, im) = times(sum, found[at]);
                (re + c, im)
            });
            let others = (0..degree)
                .filter(|other| *other != at)
                .fold((1.0, 0.0), |all, other| times(all, minus(found[at], found[other])));
            let change = over(value, others);
            found[at] = minus(found[at], change);
            moved = moved.max(change.0.abs() + change.1.abs());
        }
        if moved < 1e-14 * radius {
            break;
        }
    }
    all.extend(found.into_iter().map(|root| tidy(root, radius)));
    all.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1)));
    all
}

/// Parts that are rounding are nought: a root on an axis is on it.
fn tidy((re, im): Complex, radius: f64) -> Complex {
    let small = 1e-9 * radius.min(1.0 + sqrt(re * re + im * im));
    let clean = |value: f64| if value.abs() < small { 0.0 } else { value };
    (clean(re), clean(im))
}

fn times((a, b): Complex, (c, d): Complex) -> Complex {
    (a * c - b * d, a * d + b * c)
}

fn minus((a, b): Complex, (c, d): Complex) -> Complex {
    (a - c, b - d)
}

fn over((a, b): Complex, (c, d): Complex) -> Complex {
    let size = c * c + d * d;
    if size == 0.0 { (0.0, 0.0) } else { ((a * c + b * d) / size, (b * c - a * d) / size) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::games::exact::read;

    fn exact(values: &[&str]) -> Vec<Exact> {
        values.iter().map(|text| read(text).unwrap()).collect()
    }

    #[test]
    fn a_matrix_and_its_polynomial() {
        // [[2, 1], [1, 2]]: λ^2 - 4 λ + 3, roots 3 and 1.
        let found = characteristic(&[exact(&["2", "1"]), exact(&["1", "2"])]);
        assert_eq!(found, exact(&["1", "-4", "3"]));
        let roots = roots(&found);
        assert!((roots[0].0 - 3.0).abs() < 1e-12 && (roots[1].0 - 1.0).abs() < 1e-12, "{roots:?}");
    }

    #[test]
    fn a_turning_matrix_has_roots_on_the_axis() {
        let found = characteristic(&[exact(&["0", "-1"]), exact(&["1", "0"])]);
        assert_eq!(roots(&found), [(0.0, 1.0), (0.0, -1.0)]);
        assert!(!is_stable(&found));
    }

    #[test]
    fn routh_knows_left_from_right() {
        // (λ + 1)(λ + 2)(λ + 3); (λ + 1)(λ^2 + 1); (λ + 3)(λ^2 - λ + 1) = λ^3 + 2 λ^2 - 2 λ + 3.
        assert!(is_stable(&exact(&["1", "6", "11", "6"])));
        assert!(!is_stable(&exact(&["1", "1", "1", "1"])));
        assert!(!is_stable(&exact(&["1", "2", "-2", "3"])));
        assert!(
            is_stable(&exact(&["1"])) && is_stable(&exact(&["1", "2"])) && !is_stable(&exact(&["1", "0"]))
        );
    }
}
