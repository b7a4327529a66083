//! Quantiles of a sample.

/// The values in ascending order.
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// Quantile of type 7 (Hyndman and Fan, The American Statistician 50, 1996; the default of R and NumPy): linear
/// interpolation at h = (n - 1) p between the order statistics. None of nothing.
pub fn quantile_of_sorted(values: &[f64], p: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let h = last as f64 * p.clamp(0.0, 1.0);
    let below = (h.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let part = h - below as f64;
    // Between equal neighbours nothing is computed, so that a constant sample gives exactly its constant.
    if part <= 0.0 || values[above] <= values[below] {
        return Some(values[below]);
    }
    Some(values[below] + part * (values[above] - values[below]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_of_r() {
        // R: quantile(c(1, 2, 4, 8, 16), c(.05, .25, .5, .6, .95)) -> 1.2 2.0 4.0 5.6 14.4
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (p, q) in
            [(0.05, 1.2), (0.25, 2.0), (0.5, 4.0), (0.6, 5.6), (0.95, 14.4), (0.0, 1.0), (1.0, 16.0)]
        {
            assert!((quantile_of_sorted(&values, p).unwrap() - q).abs() < 1e-12, "{p}");
        }
        assert_eq!(quantile_of_sorted(&[], 0.5), None);
        assert_eq!(quantile_of_sorted(&[7.0], 0.3), Some(7.0));
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_stay_inside(values in prop::collection::vec(-9.0_f64..9.0, 1..40), a in 0.0_f64..1.0, b in 0.0_f64..1.0) {
            let values = sorted(values);
            let (low, high) = (a.min(b), a.max(b));
            let (q, r) = (quantile_of_sorted(&values, low).unwrap(), quantile_of_sorted(&values, high).unwrap());
            prop_assert!(values[0] <= q && q <= r && r <= *values.last().unwrap());
        }
    }
}
