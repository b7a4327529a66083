//! Characteristic polynomials of exact matrices, whether all their roots lie left of the imaginary axis, and the roots in doubles.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::exact::{Exact, approximately};
use crate::maths::{pow, sqrt};

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

/// The roots, by the simultaneous iteration of Durand and Kerner. Roots of nought are taken out exactly, and so is what makes a
/// root a double one: the iteration finds simple roots to the last digits, double ones to half of the digits.
pub fn roots(coefficients: &[Exact]) -> Vec<Complex> {
    let noughts = coefficients.iter().rev().take_while(|value| value.is_zero()).count();
    let mut all = vec![(0.0, 0.0); noughts];
    let mut left = coefficients[..coefficients.len() - noughts].to_vec();
    while left.len() > 1 {
        // A root is once less a root of what a polynomial shares with its derivative.
        let shared = shared(&left, slopes(&left));
        all.extend(simple(&divided(&left, &shared).0));
        left = shared;
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1)));
    all
}

/// Coefficients of the derivative.
fn slopes(of: &[Exact]) -> Vec<Exact> {
    let powers = (1..of.len()).rev();
    of.iter().zip(powers).map(|(value, power)| value * Exact::from_integer(power.into())).collect()
}

/// The largest polynomial that divides both, by Euclid's algorithm.
fn shared(one: &[Exact], other: Vec<Exact>) -> Vec<Exact> {
    let (mut one, mut other) = (one.to_vec(), other);
    while !other.is_empty() {
        let (_, rest) = divided(&one, &other);
        // Coefficients would grow without bound.
        let rest = rest.iter().map(|value| value / &rest[0]).collect();
        one = std::mem::replace(&mut other, rest);
    }
    one
}

/// Quotient and rest of a division of polynomials; the rest begins with what is not nought.
fn divided(of: &[Exact], by: &[Exact]) -> (Vec<Exact>, Vec<Exact>) {
    let (mut quotient, mut rest) = (Vec::new(), of.to_vec());
    while rest.len() >= by.len() {
        let factor = &rest[0] / &by[0];
        for (own, other) in rest.iter_mut().zip(by) {
            *own -= &factor * other;
        }
        quotient.push(factor);
        // The first is nought now.
        rest.remove(0);
    }
    (quotient, rest.into_iter().skip_while(Zero::is_zero).collect())
}

/// Simple roots. Payoffs in another unit have the same roots in that unit: the iteration is of a polynomial whose coefficients
/// are at most 1.
fn simple(coefficients: &[Exact]) -> Vec<Complex> {
    let monic: Vec<Exact> = coefficients.iter().map(|value| value / &coefficients[0]).collect();
    let shift = shift(&monic);
    let unit = pow(2.0, shift as f64);
    let scaled = |root| {
        let (re, im) = tidy(root);
        (re * unit, im * unit)
    };
    of_small(&monic, shift).into_iter().map(scaled).collect()
}

/// The power of two in which roots are measured: with it the coefficient of λ^(n - k), measured in its k-th power, is at most 1
/// for all k, and some are not much less.
fn shift(monic: &[Exact]) -> i64 {
    // Numerator below 2^bits, denominator from 2^(bits - 1) on.
    let bits = |value: &Exact| value.numer().bits() as i64 - value.denom().bits() as i64 + 1;
    let power = |(k, value): (usize, &Exact)| Integer::div_ceil(&bits(value), &(k as i64));
    let above_nought = monic.iter().enumerate().skip(1).filter(|(_, value)| !value.is_zero());
    above_nought.map(power).max().unwrap_or(0)
}

/// Roots in units of 2^shift.
fn of_small(monic: &[Exact], shift: i64) -> Vec<Complex> {
    let unit = Exact::from_integer(num_traits::pow(BigInt::from(2), shift.unsigned_abs() as usize));
    let step = if shift < 0 { unit } else { unit.recip() };
    let mut factor = Exact::one();
    let mut values: Vec<f64> = Vec::with_capacity(monic.len());
    for value in monic {
        values.push(approximately(&(value * &factor)));
        factor *= &step;
    }
    let degree = values.len() - 1;
    // All roots lie within this radius (Cauchy), which is at most 2.
    let radius = 1.0 + values[1..].iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let seed: Complex = (0.4, 0.9);
    let mut found: Vec<Complex> = Vec::with_capacity(degree);
    let mut power = (radius, 0.0);
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
            let size = found[at].0.abs() + found[at].1.abs();
            moved = moved.max((change.0.abs() + change.1.abs()) / size.max(f64::MIN_POSITIVE));
        }
        // As long as the smallest root moves, it is not found.
        if moved < 1e-15 {
            break;
        }
    }
    found
}

/// Part of a root's size below which one of its parts is rounding.
const ROUNDING: f64 = 1e-9;

/// A root that lies on an axis but for rounding lies on it.
fn tidy((re, im): Complex) -> Complex {
    let small = ROUNDING * sqrt(re * re + im * im);
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
    fn roots_that_come_several_times_are_found_to_the_digit() {
        // (λ + 1)^4; (λ^2 + 1)^2 (λ - 2); (λ - 1)(λ - 1e-8).
        assert_eq!(roots(&exact(&["1", "4", "6", "4", "1"])), [(-1.0, 0.0); 4]);
        let twice = roots(&exact(&["1", "-2", "2", "-4", "1", "-2"]));
        let expected = [(2.0, 0.0), (0.0, 1.0), (0.0, 1.0), (0.0, -1.0), (0.0, -1.0)];
        for (found, expected) in twice.iter().zip(expected) {
            assert!(
                (found.0 - expected.0).abs() < 1e-14 && (found.1 - expected.1).abs() < 1e-14,
                "{twice:?}"
            );
        }
        let far = roots(&exact(&["1", "-1.00000001", "1e-8"]));
        assert!((far[0].0 - 1.0).abs() < 1e-14 && (far[1].0 - 1e-8).abs() < 1e-20, "{far:?}");
    }

    #[test]
    fn another_unit_has_the_same_roots_in_that_unit() {
        // (λ + u)(λ^2 + 4 u^2) = λ^3 + u λ^2 + 4 u^2 λ + 4 u^3.
        for (unit, text) in [(1e-100, "1e-100"), (1e-9, "1e-9"), (1e6, "1e6"), (1e100, "1e100")] {
            let u = read(text).unwrap();
            let four = Exact::from_integer(4.into());
            let found = roots(&[Exact::one(), u.clone(), &four * &u * &u, &four * &u * &u * &u]);
            for ((re, im), expected) in found.iter().zip([(0.0, 2.0), (0.0, -2.0), (-1.0, 0.0)]) {
                assert!(
                    (re / unit - expected.0).abs() < 1e-14 && (im / unit - expected.1).abs() < 1e-14,
                    "{found:?}"
                );
            }
        }
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
