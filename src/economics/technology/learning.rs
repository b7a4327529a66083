//! Learning by doing: Wright's law, and a provider's own serving know-how with the ceiling that physics sets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::maths::{ln, pow};
use crate::units::{Mtok, Ratio, Share};

/// What is left of a unit cost after so many doublings of cumulative production: (1 - LR)^d, which is Wright's
/// c = c0 (Q/Q0)^(-e) with LR = 1 - 2^(-e) (Nagy et al., 2013, 62 technologies; a median of about 20 % a doubling).
pub fn wright(rate: Share, doublings: Ratio) -> Ratio {
    Ratio(pow(rate.rest().get(), doublings.get()))
}

/// Doublings between two cumulative amounts: log2(after / before); none where it has not grown or there was none.
pub fn doublings(before: Mtok, after: Mtok) -> Ratio {
    if before <= Mtok::ZERO || after <= before {
        Ratio::ZERO
    } else {
        Ratio(ln(after / before) / std::f64::consts::LN_2)
    }
}

/// Know-how of serving: with each doubling of the tokens it has served a provider wastes less of its hardware. Rate and
/// cap are assumptions. Beside it, lower the trend `progress.serving`, lest the same gain be counted twice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Learning {
    /// Tokens that the provider has served before the start, from which doublings are counted.
    pub served: Mtok,
    /// Fall of the time of arithmetic with each doubling of the provider's own cumulative tokens. Default: 7.5 % (assumption; range 5 to 10 %, below the 20 % of manufacturing).
    #[serde(default = "rate")]
    pub rate: Share,
    /// Part of the peak at which it ends. Default: 60 % (assumption: the best published kernels).
    #[serde(default = "cap")]
    pub cap: Share,
}

fn rate() -> Share {
    Share(0.075)
}

fn cap() -> Share {
    Share(0.6)
}

impl Learning {
    /// The default rate and cap after so many tokens served.
    pub fn after(served: Mtok) -> Self {
        Self { served, rate: rate(), cap: cap() }
    }

    /// Doublings after so many tokens more.
    pub fn doublings(&self, since: Mtok) -> Ratio {
        doublings(self.served, self.served + since)
    }

    /// Efficiency after so many doublings: eta / (1 - LR)^d up to the cap, or to itself where it is better already.
    pub fn efficiency(&self, eta: f64, doublings: Ratio) -> f64 {
        let left = wright(self.rate, doublings).get();
        (eta / left.max(f64::MIN_POSITIVE)).min(self.cap.get().max(eta))
    }
}

impl Check for Learning {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.served <= Mtok::ZERO {
            complaints
                .error(
                    "not-positive",
                    format!("{path}.served"),
                    "doublings are counted from what was served before the start: `served` must be above zero",
                    "found 0",
                )
                .help("give the tokens of the years before, or leave `learning` out");
        }
        if self.rate >= Share::ONE {
            complaints.error(
                "out-of-range",
                format!("{path}.rate"),
                "a doubling cannot take all of the work away",
                "must be less than 100 %",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wright_by_hand() {
        // 20 % a doubling, three doublings: 0.8^3 = 0.512
        assert!((wright(Share(0.2), Ratio(3.0)).get() - 0.512).abs() < 1e-12);
        // Nvidia's cumulative compute 0.94 M to 6.42 M H100: log2 6.830 = 2.772 doublings; 4.76 to 2.99 USD an hour is
        // 0.628 = 0.8455^2.772, hence about 15 % a doubling
        let since = doublings(Mtok(0.94), Mtok(6.42));
        assert!((since.get() - 2.772).abs() < 1e-3);
        assert!((wright(Share(0.1545), since).get() - 2.99 / 4.76).abs() < 2e-3);
        assert_eq!(doublings(Mtok(0.0), Mtok(5.0)), Ratio::ZERO);
        assert_eq!(doublings(Mtok(5.0), Mtok(4.0)), Ratio::ZERO);
    }

    #[test]
    fn know_how_without_a_beginning_is_refused() {
        let void = Learning { rate: Share::ONE, ..Learning::after(Mtok::ZERO) };
        let mut complaints = Complaints::new();
        void.check("l", &mut complaints);
        let found: Vec<_> = complaints.list().iter().map(|one| (one.code, one.path.as_str())).collect();
        assert_eq!(found, [("not-positive", "l.served"), ("out-of-range", "l.rate")]);
    }

    #[test]
    fn know_how_ends_at_its_cap() {
        let learning = Learning { rate: Share(0.1), ..Learning::after(Mtok(100.0)) };
        // 100 Mtok and 300 more: two doublings
        assert!((learning.doublings(Mtok(300.0)).get() - 2.0).abs() < 1e-12);
        // 0.4 / 0.9^2 = 0.49383
        assert!((learning.efficiency(0.4, Ratio(2.0)) - 0.493_83).abs() < 1e-5);
        assert!((learning.efficiency(0.4, Ratio(50.0)) - 0.6).abs() < 1e-12);
        assert!((learning.efficiency(0.7, Ratio(50.0)) - 0.7).abs() < 1e-12);
    }
}
