//! The trend of technology: smooth yearly falls of cost by driver, each with the floor that physics sets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::maths::{exp, ln};
use crate::units::{Days, PerDay, Share};

/// Days of a mean year.
const YEAR: f64 = crate::calendar::DAYS_A_YEAR;

/// Smallest part of today's work per token: 1 %.
const LEAST_WORK: Share = Share(0.01);

/// How fast each driver makes serving cheaper at a fixed quality: continuous rates, so that `"69.3 %/year"` halves the
/// cost in a year; 0 stops a driver. The defaults (÷1.38, ÷2.0, ÷1.26 and ÷1.2 a year) multiply to ÷4.2 a year; the
/// software part is ÷3.0, the open-model estimate of Gundlach et al., "The price of progress", arXiv 2511.23455
/// (2025). Jumps beyond the trend (a new architecture, another chip) belong in shocks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Progress {
    /// Fall of the price of a GPU-hour of equal performance. Default 32.2 %/year (÷1.38; Hobbhahn et al., Epoch AI,
    /// 2023). Never below the electricity of the hour.
    pub hardware: PerDay,
    /// Fall of the work a token needs at fixed quality: better training, sparser and smaller models. Default
    /// 69.3 %/year (÷2.0).
    pub model: PerDay,
    /// Fall through narrower number formats. Default 23.1 %/year (÷1.26). Ends at 4 bits.
    pub precision: PerDay,
    /// Rise of the efficiency of serving software: kernels, batching, overlap. Default 18.2 %/year (÷1.2). Ends where
    /// measured efficiencies end.
    pub serving: PerDay,
    /// Smallest part of today's work per token that any model of the same quality will need. Default 1 %; an
    /// assumption: the smallest models at GPT-3 level had about 1/60 of its weights after four years.
    pub least_work: Share,
}

impl Default for Progress {
    fn default() -> Self {
        let yearly = |factor: f64| PerDay(ln(factor) / YEAR);
        Self {
            hardware: yearly(1.38),
            model: yearly(2.0),
            precision: yearly(1.26),
            serving: yearly(1.2),
            least_work: LEAST_WORK,
        }
    }
}

impl Progress {
    /// No progress at all.
    pub const NONE: Self = Self {
        hardware: PerDay::ZERO,
        model: PerDay::ZERO,
        precision: PerDay::ZERO,
        serving: PerDay::ZERO,
        least_work: LEAST_WORK,
    };

    /// The factors after a time: e^(-rate t) by driver.
    pub fn after(&self, elapsed: Days) -> Factors {
        let factor = |rate: PerDay| exp(-rate.get() * elapsed.get());
        Factors {
            hardware: factor(self.hardware),
            model: factor(self.model).max(self.least_work.get()),
            precision: factor(self.precision),
            serving: factor(self.serving),
        }
    }
}

impl Check for Progress {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.least_work <= Share::ZERO {
            complaints
                .error(
                    "work-without-floor",
                    format!("{path}.least_work"),
                    "a token cannot come to need no work at all",
                    "found 0",
                )
                .help("give a small positive share, such as 1 %");
        }
    }
}

/// What is left of each driver's cost, 1 at the start. How they enter is written at [`ServingLaw`] and [`GpuHour`];
/// each enters at one place only, so that no gain is counted twice.
///
/// [`ServingLaw`]: super::serving::ServingLaw
/// [`GpuHour`]: super::hardware::GpuHour
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factors {
    /// Of the price of a GPU-hour.
    pub hardware: f64,
    /// Of the work of a token: arithmetic, weights, keys and values, network alike.
    pub model: f64,
    /// Of the width of numbers, before the floor at 4 bits.
    pub precision: f64,
    /// Of the time lost to inefficiency, before the ceilings of efficiency.
    pub serving: f64,
}

impl Factors {
    /// The start.
    pub const ONE: Self = Self { hardware: 1.0, model: 1.0, precision: 1.0, serving: 1.0 };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_year_of_the_defaults_is_the_product_of_section_eleven() {
        let year = Progress::default().after(Days(365.25));
        // 1.38 x 2.0 x 1.26 x 1.2 = 4.1731
        let product = year.hardware * year.model * year.precision * year.serving;
        assert!((1.0 / product - 4.173_12).abs() < 1e-4, "{}", 1.0 / product);
        // the software part: 2.0 x 1.26 x 1.2 = 3.024
        assert!((1.0 / (year.model * year.precision * year.serving) - 3.024).abs() < 1e-9);
    }

    #[test]
    fn no_progress_changes_nothing() {
        assert_eq!(Progress::NONE.after(Days(3_000.0)), Factors::ONE);
    }

    proptest! {
        #[test]
        fn every_factor_falls_in_time_and_stays_positive(early in 0.0..20_000.0, later in 0.0..10_000.0) {
            let progress = Progress::default();
            let (before, after) = (progress.after(Days(early)), progress.after(Days(early + later)));
            prop_assert!(after.hardware <= before.hardware && after.hardware > 0.0);
            prop_assert!(after.model <= before.model && after.model >= progress.least_work.get());
            prop_assert!(after.precision <= before.precision && after.serving <= before.serving);
        }
    }
}
