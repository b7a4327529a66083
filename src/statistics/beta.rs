//! The regularised incomplete beta function and its inverse: the law of a beta draw, and of Student's t.

use crate::maths::{exp, ln, ln_gamma};

/// Smallest number that stands for a vanishing denominator in Lentz's method.
const TINY: f64 = 1e-300;

/// Regularised incomplete beta function I_x(a, b): the chance that a beta(a, b) variable is at most x, for a, b > 0.
///
/// Continued fraction of DLMF 8.17.22 by the modified Lentz method, in the half where it converges fast
/// (x < (a + 1)/(a + b + 2)), and I_x(a, b) = 1 - I_{1-x}(b, a) (DLMF 8.17.4) in the other.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(a * ln(x) + b * ln(1.0 - x) - ln_beta(a, b));
    if x < (a + 1.0) / (a + b + 2.0) {
        front / a * continued_fraction(a, b, x)
    } else {
        1.0 - front / b * continued_fraction(b, a, 1.0 - x)
    }
}

/// The x with I_x(a, b) = p: bisection, tightened by Newton's steps wherever they stay inside the bracket.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = a / (a + b);
    // 200 halvings exhaust any double in (0, 1) that matters; Newton ends it after a handful.
    for _ in 0..200 {
        let gap = incomplete_beta(a, b, x) - p;
        if gap > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let density = exp((a - 1.0) * ln(x) + (b - 1.0) * ln(1.0 - x) - ln_beta(a, b));
        let newton = x - gap / density;
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-15 * x {
            return next;
        }
        x = next;
    }
    x
}

fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    // Terms needed grow like sqrt(max(a, b)); 10,000 cover parameters up to 10^7.
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + coefficient * d);
            c = away_from_zero(1.0 + coefficient / c);
            step = c * d;
            value *= step;
        }
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn closed_forms() {
        // I_x(1, b) = 1 - (1 - x)^b; I_x(a, 1) = x^a; I_1/2(a, a) = 1/2; I_x(2, 2) = 3x^2 - 2x^3.
        for i in 1..20 {
            let x = f64::from(i) / 20.0;
            assert!((incomplete_beta(1.0, 3.0, x) - (1.0 - (1.0 - x) * (1.0 - x) * (1.0 - x))).abs() < 1e-14);
            assert!((incomplete_beta(2.5, 1.0, x) - crate::maths::pow(x, 2.5)).abs() < 1e-14);
            assert!((incomplete_beta(2.0, 2.0, x) - (3.0 * x * x - 2.0 * x * x * x)).abs() < 1e-14);
        }
        for a in [0.5, 1.0, 7.0, 400.0] {
            assert!((incomplete_beta(a, a, 0.5) - 0.5).abs() < 1e-12, "{a}");
        }
    }

    proptest! {
        #[test]
        fn the_quantile_undoes_the_function(a in 0.3_f64..60.0, b in 0.3_f64..60.0, p in 0.001_f64..0.999) {
            let x = beta_quantile(a, b, p);
            prop_assert!((incomplete_beta(a, b, x) - p).abs() < 1e-10);
        }
    }
}
