//! Mean and variance of a sample, one value at a time.

use crate::maths::sqrt;

/// Running mean and sum of squared deviations (Welford, Technometrics 4, 1962): stable where the naive sum of squares
/// cancels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    n: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Takes a value in: m' = m + (x - m)/n, S' = S + (x - m)(x - m').
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        let gap = value - self.mean;
        self.mean += gap / self.n as f64;
        self.squares += gap * (value - self.mean);
    }

    /// Number of values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Their mean; none of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.mean)
    }

    /// Their standard deviation, divided by n - 1; none below two values.
    pub fn sd(&self) -> Option<f64> {
        (self.n > 1).then(|| sqrt(self.squares.max(0.0) / (self.n - 1) as f64))
    }

    /// Standard error of the mean, sd / sqrt n; none below two values.
    pub fn standard_error(&self) -> Option<f64> {
        Some(self.sd()? / sqrt(self.n as f64))
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut moments = Self::default();
        values.into_iter().for_each(|value| moments.add(value));
        moments
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_values_by_hand() {
        // Mean of 2, 4, 4, 6 is 4; squared deviations 4 + 0 + 0 + 4 = 8; 8/3 under the root.
        let moments: Moments = [2.0, 4.0, 4.0, 6.0].into_iter().collect();
        assert_eq!(moments.mean(), Some(4.0));
        assert!((moments.sd().unwrap() - (8.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((moments.standard_error().unwrap() - (8.0_f64 / 3.0).sqrt() / 2.0).abs() < 1e-15);
    }

    #[test]
    fn what_cannot_be_known_is_absent() {
        assert_eq!(Moments::default().mean(), None);
        let one: Moments = [3.0].into_iter().collect();
        assert_eq!((one.mean(), one.sd(), one.standard_error()), (Some(3.0), None, None));
    }

    proptest! {
        #[test]
        fn shifting_moves_the_mean_alone(values in prop::collection::vec(-9.0_f64..9.0, 2..40), shift in -1e6_f64..1e6) {
            let here: Moments = values.iter().copied().collect();
            let there: Moments = values.iter().map(|v| v + shift).collect();
            prop_assert!((there.mean().unwrap() - here.mean().unwrap() - shift).abs() < 1e-8);
            prop_assert!((there.sd().unwrap() - here.sd().unwrap()).abs() < 1e-8);
        }
    }
}
