//! Algorithmic progress: the compute that a quality needs halves in months; some of it is own, the rest diffuses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::technique::COMPUTE_TO_WORK;
use crate::complaint::{Check, Complaints};
use crate::maths::{exp, pow};
use crate::units::{Days, Ratio, Share};

/// Mean days of a month.
const MONTH: f64 = crate::calendar::DAYS_A_MONTH;

/// Progress of training algorithms, public and own. Beside it stop the trend `progress.model`, which already contains
/// it: software as a whole makes serving about three times cheaper a year, not three times on top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Algorithms {
    /// Time in which the compute that a quality needs halves. Default: 8 months (5 to 14, or 2 to 22; Ho et al., 2024).
    pub halving: Days,
    /// Time after which a secret has mostly (1 - 1/e) become known. Default: 12 months (assumption).
    pub diffusion: Days,
    /// Exponent with which effective compute becomes less work of a token. Default 67 % (range 50 to 100 %).
    pub theta: Share,
}

impl Default for Algorithms {
    fn default() -> Self {
        Self { halving: Days(8.0 * MONTH), diffusion: Days(12.0 * MONTH), theta: Share(COMPUTE_TO_WORK) }
    }
}

impl Algorithms {
    /// Effective compute for each operation after a time, over that of the start: A(t) = 2^(t / T).
    pub fn progress(&self, elapsed: Days) -> Ratio {
        Ratio(pow(2.0, elapsed / self.halving))
    }

    /// What is left of the work of a token at fixed quality: A^(-theta).
    pub fn work(&self, progress: Ratio) -> Ratio {
        Ratio(pow(progress.get(), -self.theta.get()))
    }

    /// What others have of a firm's own breakthrough so long after it: factor^(1 - e^(-t / T_d)), 1 at first and all of
    /// it in the end.
    pub fn diffused(&self, factor: Ratio, since: Days) -> Ratio {
        Ratio(pow(factor.get(), 1.0 - exp(-(since / self.diffusion))))
    }
}

impl Check for Algorithms {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        for (field, days) in [("halving", self.halving), ("diffusion", self.diffusion)] {
            if days <= Days::ZERO {
                complaints.error(
                    "not-positive",
                    format!("{path}.{field}"),
                    &format!("`{field}` must be above zero"),
                    "found 0",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t19_a_year() {
        let algorithms = Algorithms::default();
        // 2^(12/8) = 2.8284; 2.8284^-0.67 = 0.4983
        let year = algorithms.progress(Days(365.25));
        assert!((year.get() - 2.8284).abs() < 1e-4);
        assert!((algorithms.work(year).get() - 0.4983).abs() < 2e-4);
    }

    #[test]
    fn a_secret_leaks() {
        let algorithms = Algorithms::default();
        assert!((algorithms.diffused(Ratio(2.0), Days::ZERO).get() - 1.0).abs() < 1e-12);
        // 2^(1 - 1/e) = 2^0.63212 = 1.5498
        assert!((algorithms.diffused(Ratio(2.0), Days(365.25)).get() - 1.5498).abs() < 1e-4);
        assert!((algorithms.diffused(Ratio(2.0), Days(36_525.0)).get() - 2.0).abs() < 1e-9);
    }
}
