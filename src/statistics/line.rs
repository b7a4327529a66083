//! A straight line through points.

/// Rise for one x of the least-squares line, sum (x - mean x)(y - mean y) / sum (x - mean x)^2: on values centred first, since
/// the normal equations of raw values cancel. None below two points or where all x are equal.
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len();
    if n < 2 {
        return None;
    }
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / n as f64;
    let (x_mean, y_mean) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut xy) = (0.0, 0.0);
    for (x, y) in points {
        let (x, y) = (x - x_mean, y - y_mean);
        xx += x * x;
        xy += x * y;
    }
    (xx > 0.0).then(|| xy / xx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_by_hand() {
        // x = 0, 1, 2, 3 and y = 1, 3, 4, 8: xx = 5, xy = 11.
        let found = slope(&[(0.0, 1.0), (1.0, 3.0), (2.0, 4.0), (3.0, 8.0)]).unwrap();
        assert!((found - 2.2).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_line() {
        assert_eq!(slope(&[(1.0, 2.0)]), None);
        assert_eq!(slope(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(slope(&[(0.0, 1.0), (1.0, 1.0)]), Some(0.0));
    }
}
