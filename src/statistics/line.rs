//! A straight line through points.

use super::interval::{Interval, student_quantile};
use crate::maths::sqrt;

/// A least-squares line y = intercept + slope x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Height at x = 0.
    pub intercept: f64,
    /// Rise for one x.
    pub slope: f64,
    /// Standard error of the slope under independent, equal errors; none with two points.
    pub slope_error: Option<f64>,
    /// Part of the variance of y that the line explains; none where y does not vary.
    pub r_squared: Option<f64>,
    /// Points.
    pub n: u64,
}

impl Line {
    /// Student's interval of the slope with n - 2 degrees of freedom; none with two points.
    pub fn slope_interval(&self, level: f64) -> Option<Interval> {
        let half = student_quantile(0.5 + 0.5 * level, (self.n - 2) as f64) * self.slope_error?;
        Some(Interval { low: self.slope - half, high: self.slope + half })
    }
}

/// Ordinary least squares, on values centred first (the normal equations of raw values cancel). None below two points
/// or where all x are equal.
pub fn fit_line(points: &[(f64, f64)]) -> Option<Line> {
    let n = points.len();
    if n < 2 {
        return None;
    }
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / n as f64;
    let (x_mean, y_mean) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        let (x, y) = (x - x_mean, y - y_mean);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    if xx <= 0.0 {
        return None;
    }
    let slope = xy / xx;
    let intercept = y_mean - slope * x_mean;
    let residuals: f64 = points
        .iter()
        .map(|(x, y)| y - y_mean - slope * (x - x_mean))
        .map(|residual| residual * residual)
        .sum();
    let slope_error = (n > 2).then(|| sqrt(residuals / (n - 2) as f64 / xx));
    let r_squared = (yy > 0.0).then(|| 1.0 - residuals / yy);
    Some(Line { intercept, slope, slope_error, r_squared, n: n as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_by_hand() {
        // x = 0, 1, 2, 3 and y = 1, 3, 4, 8: xx = 5, xy = 11, slope 2.2, intercept 4 - 2.2 x 1.5 = 0.7;
        // residuals 0.3, 0.1, -1.1, 0.7 with squares summing to 1.8; error sqrt(1.8 / 2 / 5) = 0.42426.
        let line = fit_line(&[(0.0, 1.0), (1.0, 3.0), (2.0, 4.0), (3.0, 8.0)]).unwrap();
        assert!((line.slope - 2.2).abs() < 1e-12);
        assert!((line.intercept - 0.7).abs() < 1e-12);
        assert!((line.slope_error.unwrap() - 0.18_f64.sqrt()).abs() < 1e-12);
        // t_2 at 95 % is 4.30265.
        assert!((line.slope_interval(0.95).unwrap().half_width() - 4.302_65 * 0.18_f64.sqrt()).abs() < 1e-4);
    }

    #[test]
    fn what_has_no_line() {
        assert_eq!(fit_line(&[(1.0, 2.0)]), None);
        assert_eq!(fit_line(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(fit_line(&[(0.0, 1.0), (1.0, 1.0)]).unwrap().slope_error, None);
    }
}
