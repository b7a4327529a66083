//! The top of a profit with more than one hill: coordinate by coordinate, a grid in logarithms and then golden sections.

use crate::maths;

/// Points of the grid: steps of 15 % over three orders of magnitude, finer than the hills of a logit.
const GRID: u32 = 48;
/// Golden sections: each leaves 61.8 % of a step of the grid, so that the end is known to 1e-9.
const SECTIONS: u32 = 40;
/// Rounds over the coordinates.
const ROUNDS: u32 = 12;
/// Largest move of a round, in logarithms, that counts as rest.
const REST: f64 = 1e-9;

/// Moves `at` to where `value` is largest within `bounds` (positive numbers), each coordinate in turn until none moves.
pub(super) fn climb(at: &mut [f64], bounds: &[(f64, f64)], value: impl Fn(&[f64]) -> f64) {
    for _ in 0..ROUNDS {
        let mut moved: f64 = 0.0;
        for j in 0..at.len() {
            let before = at[j];
            let top = best_of_one(at, j, bounds[j], &value);
            at[j] = top;
            moved = moved.max(maths::ln(top / before).abs());
        }
        if moved < REST || at.len() == 1 {
            return;
        }
    }
}

/// The best value of coordinate j, the others as they are.
fn best_of_one(at: &[f64], j: usize, (low, high): (f64, f64), value: &impl Fn(&[f64]) -> f64) -> f64 {
    let mut trial = at.to_vec();
    let mut of = |log: f64| {
        trial[j] = maths::exp(log);
        value(&trial)
    };
    let (start, end) = (maths::ln(low), maths::ln(high));
    let step = (end - start) / f64::from(GRID);
    let mut top = (start, of(start));
    for k in 1..=GRID {
        let log = start + step * f64::from(k);
        let here = of(log);
        if here > top.1 {
            top = (log, here);
        }
    }
    // The golden section: what is kept of an interval, 1 / phi.
    let keep = 0.5 * (maths::sqrt(5.0) - 1.0);
    let (mut a, mut b) = ((top.0 - step).max(start), (top.0 + step).min(end));
    let (mut c, mut d) = (b - keep * (b - a), a + keep * (b - a));
    let (mut at_c, mut at_d) = (of(c), of(d));
    for _ in 0..SECTIONS {
        if at_c > at_d {
            (b, d, at_d) = (d, c, at_c);
            c = b - keep * (b - a);
            at_c = of(c);
        } else {
            (a, c, at_c) = (c, d, at_d);
            d = a + keep * (b - a);
            at_d = of(d);
        }
    }
    let middle = 0.5 * (a + b);
    // A top at a bound lies at the end of the grid itself.
    maths::exp(if of(middle) >= top.1 { middle } else { top.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_of_two_hills_is_found_from_either() {
        // Hills at 1/2 and 4, the second higher.
        let hill = |x: f64, at: f64| maths::exp(-20.0 * maths::ln(x / at) * maths::ln(x / at));
        for start in [0.4, 5.0] {
            let mut at = [start];
            climb(&mut at, &[(0.01, 100.0)], |x| hill(x[0], 0.5) + 1.5 * hill(x[0], 4.0));
            assert!((at[0] - 4.0).abs() < 1e-6, "{at:?}");
        }
    }

    #[test]
    fn two_coordinates_that_hang_together_come_to_rest_and_bounds_hold() {
        // -(a - 2)^2 - (b - 3)^2 + (a - 2)(b - 3): top at (2, 3).
        let value = |x: &[f64]| {
            let (a, b) = (x[0] - 2.0, x[1] - 3.0);
            a * b - a * a - b * b
        };
        let mut at = [1.0, 1.0];
        climb(&mut at, &[(0.1, 10.0), (0.1, 10.0)], value);
        assert!((at[0] - 2.0).abs() < 1e-4 && (at[1] - 3.0).abs() < 1e-4, "{at:?}");
        climb(&mut at, &[(0.1, 1.5), (0.1, 10.0)], value);
        assert!((at[0] - 1.5).abs() < 1e-9);
    }
}
