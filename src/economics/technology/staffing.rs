//! Replicas for a load: peak demand, autoscaling and the square-root rule of staffing (Halfin and Whitt 1981).
//!
//! The variance of the offered load is taken as (1 + CV^2) / 2 times its mean, the peakedness of arrivals with that CV^2 before
//! exponential service (Whitt 1992); token counts are not exponential: an assumption.

use crate::maths::sqrt;
use crate::units::{Ratio, Share};

/// Peak over mean that autoscaling cannot remove: DeepSeek ran 278 nodes at peak and 226.75 on average on 27 to 28
/// February 2025 while handing night capacity to research (DeepSeek-AI, inference system overview, 2025).
pub const RESIDUAL_PEAK: f64 = 278.0 / 226.75;

/// Safety factor of the square-root rule, in standard deviations of the offered load: 1, usual range 0.5 to 2.
const SAFETY: f64 = 1.0;

/// How capacity is fitted to a load that moves over the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Staffing {
    /// Busiest hour over the mean of the day.
    pub peak_to_mean: Ratio,
    /// Part of the daily swing that autoscaling follows.
    pub autoscale: Share,
    /// Squared coefficient of variation of the time between requests; 1 for a Poisson stream.
    pub burstiness: Ratio,
}

impl Staffing {
    /// Peak over mean that capacity must cover: (1 - s) PMR + s PMR_res, s the autoscaled part; never above PMR.
    pub fn swing(&self) -> Ratio {
        let peak = self.peak_to_mean.get();
        let s = self.autoscale.get();
        Ratio((1.0 - s) * peak + s * peak.min(RESIDUAL_PEAK))
    }

    /// Replicas for an offered load of A replicas: n = max(1, ceil(A + beta sqrt(A (1 + CV^2) / 2))).
    pub fn replicas(&self, offered: Ratio) -> Ratio {
        let offered = offered.get();
        let slack = SAFETY * sqrt(offered * (1.0 + self.burstiness.get()) / 2.0);
        Ratio((offered + slack).ceil().max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn staffing(autoscale: f64) -> Staffing {
        Staffing { peak_to_mean: Ratio(1.6), autoscale: Share(autoscale), burstiness: Ratio(1.0) }
    }

    #[test]
    fn autoscaling_moves_the_swing_from_the_whole_to_the_residual_peak() {
        assert!((staffing(0.0).swing().get() - 1.6).abs() < 1e-12);
        // 278 / 226.75 = 1.22602
        assert!((staffing(1.0).swing().get() - 1.226_02).abs() < 1e-5);
        // (1.6 + 1.22602) / 2 = 1.41301
        assert!((staffing(0.5).swing().get() - 1.413_01).abs() < 1e-5);
    }

    #[test]
    fn the_square_root_rule_by_hand() {
        // A = 7.451: 7.451 + sqrt(7.451) = 7.451 + 2.730 = 10.18, hence 11
        assert!((staffing(0.0).replicas(Ratio(7.451)).get() - 11.0).abs() < 1e-12);
        assert!((staffing(0.0).replicas(Ratio::ZERO).get() - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn replicas_never_fall_in_load_and_cover_it(a in 0.0..1e6, more in 0.0..1e3) {
            let staffing = staffing(0.5);
            prop_assert!(staffing.replicas(Ratio(a + more)) >= staffing.replicas(Ratio(a)));
            prop_assert!(staffing.replicas(Ratio(a)) >= Ratio(a));
        }
    }
}
