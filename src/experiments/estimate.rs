//! What a sample of one measure says: mean with its interval, spread, quantiles.

use serde::Serialize;

use crate::statistics::{Interval, Moments, quantile_of_sorted, sorted, student_interval, wilson_interval};

/// The quantiles that tables and bands show.
pub const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What a sample of one measure says. A number that the sample cannot give is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// Replicates that have the figure.
    pub n: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their standard deviation.
    pub sd: Option<f64>,
    /// Interval of the mean: Student's, or Wilson's for a yes-or-no outcome.
    pub interval: Option<Interval>,
    /// Quantiles at `QUANTILES`.
    pub quantiles: Option<[f64; 5]>,
}

/// A mean over replicates and its Student interval; what is not known is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Mean {
    /// The mean.
    pub mean: Option<f64>,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
}

impl Mean {
    /// Mean and interval of a sample; no interval below two values.
    pub fn of(values: impl IntoIterator<Item = f64>, level: f64) -> Self {
        let moments: Moments = values.into_iter().collect();
        let interval = student_interval(&moments, level);
        Self {
            mean: moments.mean(),
            ci_low: interval.map(|interval| interval.low),
            ci_high: interval.map(|interval| interval.high),
        }
    }
}

impl Estimate {
    /// The estimate from the figures of all replicates in their order; `unit` tells a yes-or-no outcome (`chance`).
    pub fn of(values: &[f64], unit: &str, level: f64) -> Self {
        let moments: Moments = values.iter().copied().collect();
        let interval = if unit == "chance" {
            // One run is an anecdote, not an estimate, for a chance as for a mean.
            moments
                .mean()
                .filter(|_| moments.n() > 1)
                .and_then(|share| wilson_interval(share, moments.n(), level))
        } else {
            student_interval(&moments, level)
        };
        Self {
            n: moments.n(),
            mean: moments.mean(),
            sd: moments.sd(),
            interval,
            quantiles: quantiles(values.to_vec()),
        }
    }

    /// The median.
    pub fn median(&self) -> Option<f64> {
        self.quantiles.map(|quantiles| quantiles[2])
    }
}

/// Quantiles of a sample at `QUANTILES`; none of nothing.
pub(super) fn quantiles(values: Vec<f64>) -> Option<[f64; 5]> {
    let ascending = sorted(values);
    let mut at = [0.0; 5];
    for (slot, p) in at.iter_mut().zip(QUANTILES) {
        *slot = quantile_of_sorted(&ascending, p)?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_has_no_interval() {
        let one = Estimate::of(&[0.3], "share", 0.95);
        assert_eq!((one.n, one.mean, one.sd, one.interval), (1, Some(0.3), None, None));
        assert_eq!(Estimate::of(&[1.0], "chance", 0.95).interval, None);
        assert_eq!(Estimate::of(&[], "share", 0.95), Estimate::default());
    }

    #[test]
    fn a_constant_has_an_interval_without_width_but_a_chance_does_not() {
        let constant = Estimate::of(&[2.0; 10], "share", 0.95).interval.unwrap();
        assert_eq!((constant.low, constant.high), (2.0, 2.0));
        assert!(Estimate::of(&[1.0; 10], "chance", 0.95).interval.unwrap().low < 0.8);
    }
}
