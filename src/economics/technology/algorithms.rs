//! Algorithmic progress: the compute that a quality needs halves in months, and effective compute becomes less work.

use crate::calendar::DAYS_A_MONTH;
use crate::maths::{exp, pow};
use crate::units::{Days, Ratio};

/// Time in which the compute that a quality needs halves: 8 months (5 to 14, or 2 to 22; Ho et al., 2024).
pub const HALVING: Days = Days(8.0 * DAYS_A_MONTH);

/// Exponent theta with which effective compute becomes less work of a token at equal quality: 0.67, between 0.5
/// (compute-optimal, N ~ C^0.5) and 1 (all progress spent on a smaller model).
const COMPUTE_TO_WORK: f64 = 0.67;

/// What is left after a time of the compute that a quality needs: 1 / alg(t) = 2^(-t / halving).
pub fn compute_left(elapsed: Days, halving: Days) -> Ratio {
    Ratio(exp(-std::f64::consts::LN_2 * elapsed.get() / halving.get()))
}

/// What effective compute multiplied leaves of the work of a token at fixed quality: factor^(-theta).
pub fn work_left(factor: Ratio) -> Ratio {
    Ratio(pow(factor.get(), -COMPUTE_TO_WORK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t19_a_year() {
        // 2^(12/8) = 2.8284; 2.8284^-0.67 = 0.4983
        let year = Ratio(1.0 / compute_left(Days(365.25), HALVING).get());
        assert!((year.get() - 2.8284).abs() < 1e-4);
        assert!((work_left(year).get() - 0.4983).abs() < 2e-4);
        assert!((compute_left(Days::ZERO, HALVING).get() - 1.0).abs() < 1e-15);
    }
}
