//! The market for rented accelerators: rent is the owner's cost times one plus a scarcity that wanders and returns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths::{exp, ln, sqrt};
use crate::units::{Days, MoneyPerGpuHour, Ratio};

/// Scarcity of accelerators: -0.1 in a glut, when owners rent below their cost, to 4 in a shortage. An H100 cost its
/// owner 1.62 USD an hour while it rented for 8 in early 2023 (3.9), 2.99 in September 2024 (0.85) and 1.70 in October
/// 2025 (0.05).
pub const RANGE: (f64, f64) = (-0.1, 4.0);

/// How scarcity moves: ln(1 + s) is an Ornstein-Uhlenbeck process, so that rents stay positive and a shortage fades.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Scarcity {
    /// Scarcity to which it returns. Default: 0.3 (assumption, between the trough of 2025 and the rents of 2024).
    pub mean: Ratio,
    /// Time in which half of a shortage is gone. Default: 365 days (assumption; 8 USD of early 2023 were 4.76 by October
    /// 2023 and 2.99 by September 2024).
    pub half_life: Days,
    /// Standard deviation of ln(1 + s) over a year. Default: 0.4 (assumption; a rise of 40 % in five months, 2025-26, is
    /// then 1.3 standard deviations).
    pub volatility: Ratio,
}

impl Default for Scarcity {
    fn default() -> Self {
        Self { mean: Ratio(0.3), half_life: Days(365.0), volatility: Ratio(0.4) }
    }
}

impl Scarcity {
    /// Scarcity after a time, for a standard normal draw z: x = ln(1 + s), m = ln(1 + mean), k = ln 2 / half-life,
    /// x' = m + (x - m) e^(-k t) + sigma sqrt((1 - e^(-2 k t)) / (2 k)) z, held inside its range. Exact for any step.
    pub fn step(&self, scarcity: f64, elapsed: Days, z: f64) -> f64 {
        let (x, mean) = (ln(1.0 + held(scarcity)), ln(1.0 + self.mean.get()));
        let k = std::f64::consts::LN_2 / self.half_life.get().max(1e-9);
        let left = exp(-k * elapsed.get());
        let daily = self.volatility.get() / sqrt(crate::calendar::DAYS_A_YEAR);
        let spread = daily * sqrt((1.0 - left * left) / (2.0 * k));
        held(exp(mean + (x - mean) * left + spread * z) - 1.0)
    }
}

/// Rent of an hour whose owner pays `own`: own (1 + s).
pub fn rent(own: MoneyPerGpuHour, scarcity: f64) -> MoneyPerGpuHour {
    own * (1.0 + held(scarcity))
}

/// Scarcity that a rent shows.
pub fn scarcity(rent: MoneyPerGpuHour, own: MoneyPerGpuHour) -> f64 {
    held(rent / own - 1.0)
}

fn held(scarcity: f64) -> f64 {
    scarcity.clamp(RANGE.0, RANGE.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_h100_of_2023_and_of_2025() {
        let own = MoneyPerGpuHour(1.62);
        // 8 / 1.62 - 1 = 3.938; 1.70 / 1.62 - 1 = 0.049
        assert!((scarcity(MoneyPerGpuHour(8.0), own) - 3.938).abs() < 1e-3);
        assert!((rent(own, 0.049).get() - 1.70).abs() < 1e-3);
        assert!((rent(own, 9.0).get() - 1.62 * 5.0).abs() < 1e-12);
    }

    #[test]
    fn half_of_a_shortage_is_gone_after_its_half_life() {
        let quiet = Scarcity { mean: Ratio(0.0), half_life: Days(100.0), ..Scarcity::default() };
        // ln 4 halves to ln 2: s from 3 to 1
        assert!((quiet.step(3.0, Days(100.0), 0.0) - 1.0).abs() < 1e-9);
        // two steps of half the time are one of the whole
        let twice = quiet.step(quiet.step(3.0, Days(50.0), 0.0), Days(50.0), 0.0);
        assert!((twice - 1.0).abs() < 1e-9);
        assert!((quiet.step(0.7, Days(0.0), 2.0) - 0.7).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn it_never_leaves_its_range_and_rises_with_the_draw(s in -0.5..6.0, days in 0.0..2_000.0, z in -8.0..8.0) {
            let law = Scarcity::default();
            let next = law.step(s, Days(days), z);
            prop_assert!((RANGE.0..=RANGE.1).contains(&next));
            prop_assert!(law.step(s, Days(days), z + 1.0) >= next);
        }
    }
}
