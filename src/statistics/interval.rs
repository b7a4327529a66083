//! Confidence intervals of a mean and of a chance.

use super::beta::beta_quantile;
use super::moments::Moments;
use crate::maths::{normal_quantile, sqrt};

/// An interval between two numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Half its width.
    pub fn half_width(self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether a number lies in it, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Quantile of Student's t: the t with P(T <= t) = p, for p strictly between 0 and 1 and `freedom` > 0 degrees.
///
/// With x = nu/(nu + t^2), P(|T| > t) = I_x(nu/2, 1/2) (DLMF 8.17, Abramowitz and Stegun 26.7.1), inverted on the side
/// where neither x nor 1 - x is lost to rounding.
pub fn student_quantile(p: f64, freedom: f64) -> f64 {
    let tail = 2.0 * p.min(1.0 - p);
    // y = t^2/(nu + t^2) has the beta(1/2, nu/2) law: exact near the middle, where x is nearly one.
    let t = if tail > 0.5 {
        let y = beta_quantile(0.5, 0.5 * freedom, 1.0 - tail);
        sqrt(freedom * y / (1.0 - y))
    } else {
        let x = beta_quantile(0.5 * freedom, 0.5, tail);
        sqrt(freedom * (1.0 - x) / x)
    };
    if p < 0.5 { -t } else { t }
}

/// Student's interval of a mean: mean -+ t_{n-1} sd / sqrt n. None below two values.
pub fn student_interval(moments: &Moments, level: f64) -> Option<Interval> {
    let (mean, error) = (moments.mean()?, moments.standard_error()?);
    let half = student_quantile(0.5 + 0.5 * level, (moments.n() - 1) as f64) * error;
    Some(Interval { low: mean - half, high: mean + half })
}

/// Wilson's score interval of a chance from `n` yes-or-no outcomes of which the part `share` is yes (Wilson, JASA 22,
/// 1927). Unlike Student's it does not shrink to a point when all outcomes agree. None of nothing, nor of what is no part.
pub fn wilson_interval(share: f64, n: u64, level: f64) -> Option<Interval> {
    if n == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let n = n as f64;
    let z = normal_quantile(0.5 + 0.5 * level);
    let below = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / below;
    let half = z / below * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    Some(Interval { low: (centre - half).clamp(0.0, share), high: (centre + half).clamp(share, 1.0) })
}

/// Replicates with which a Student interval would be about half as wide: the error falls with the square root, so four
/// times as many.
pub fn replicates_to_halve(n: u64) -> u64 {
    n.saturating_mul(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_part_has_no_interval() {
        for share in [-0.1, 1.1, 1e308, f64::NAN] {
            assert_eq!(wilson_interval(share, 10, 0.95), None);
        }
        assert_eq!(wilson_interval(0.5, 0, 0.95), None);
        assert!(wilson_interval(1.0, 10, 0.95).is_some());
    }

    #[test]
    fn student_s_table() {
        // Two-sided 95 % and 99 % points as printed in any table (NIST/SEMATECH e-Handbook 1.3.6.7.2), three decimals.
        let table = [
            (1.0, 12.706, 63.657),
            (2.0, 4.303, 9.925),
            (5.0, 2.571, 4.032),
            (10.0, 2.228, 3.169),
            (30.0, 2.042, 2.750),
            (100.0, 1.984, 2.626),
        ];
        for (freedom, at_95, at_99) in table {
            assert!((student_quantile(0.975, freedom) - at_95).abs() < 5.1e-4, "{freedom}");
            assert!((student_quantile(0.995, freedom) - at_99).abs() < 5.1e-4, "{freedom}");
        }
        // One degree is Cauchy's law, tan(pi (p - 1/2)); two degrees have (2p - 1) / sqrt(2 p (1 - p)).
        for p in [0.01, 0.3, 0.6, 0.9, 0.999] {
            let cauchy = (std::f64::consts::PI * (p - 0.5)).tan();
            assert!((student_quantile(p, 1.0) - cauchy).abs() < 1e-9 * cauchy.abs().max(1.0), "{p}");
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            assert!((student_quantile(p, 2.0) - two).abs() < 1e-10 * two.abs().max(1.0), "{p}");
        }
        assert!(student_quantile(0.5, 7.0).abs() < 1e-12);
    }

    #[test]
    fn many_degrees_are_the_normal_law() {
        for p in [0.6, 0.9, 0.975, 0.999] {
            assert!((student_quantile(p, 1e6) - normal_quantile(p)).abs() < 1e-4);
        }
    }

    #[test]
    fn an_interval_by_hand() {
        // 2, 4, 4, 6: mean 4, sd sqrt(8/3), standard error sqrt(2/3) = 0.81650, t_3 = 3.18245, half width 2.59845.
        let moments: Moments = [2.0, 4.0, 4.0, 6.0].into_iter().collect();
        let interval = student_interval(&moments, 0.95).unwrap();
        assert!((interval.half_width() - 2.598_45).abs() < 1e-4);
        assert_eq!(student_interval(&[1.0].into_iter().collect(), 0.95), None);
    }

    #[test]
    fn a_chance_that_never_failed_is_not_certain() {
        // All of 10: z^2/n = 0.38415, so the lower end is 1/(1 + 0.38415) = 0.72247.
        let interval = wilson_interval(1.0, 10, 0.95).unwrap();
        assert!((interval.low - 0.722_47).abs() < 1e-5);
        assert!((interval.high - 1.0).abs() < 1e-15);
        assert_eq!(wilson_interval(0.0, 0, 0.95), None);
    }

    proptest! {
        #[test]
        fn the_quantile_is_odd_and_rises(freedom in 1.0_f64..200.0, p in 0.5_f64..0.99) {
            let t = student_quantile(p, freedom);
            prop_assert!((t + student_quantile(1.0 - p, freedom)).abs() < 1e-9 * t.max(1.0));
            prop_assert!(student_quantile(p + 0.005, freedom) > t);
        }
    }
}
