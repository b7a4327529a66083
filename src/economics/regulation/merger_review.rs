//! Merger review: a merger does not happen where it makes a concentrated market much more so.
//!
//! With H the Herfindahl-Hirschman index after the merger, D its rise at given shares (2 s_a s_b in squared per cent) and
//! s the merged share: not allowed where H > hhi and D > change for one of the thresholds, or s > share and D > the smallest
//! change. Defaults: Merger Guidelines of the US Department of Justice and Federal Trade Commission, 2023, guideline 1 (1,800,
//! 100; 30 % and 100). The European Union's (2004/C 31/03, paragraphs 19 and 20) see no problem up to 1,000, up to 2,000 with
//! a change below 250, and above with a change below 150: thresholds `{ hhi = 1000, change = 250 }` and
//! `{ hhi = 2000, change = 150 }`. Both are presumptions that a firm may rebut; here they decide.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::{Law, Merger, Ruling};
use crate::complaint::{Check, Complaints};
use crate::units::Share;

/// The index of a market with one firm.
const MONOPOLY: f64 = 10_000.0;

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "merger_review",
    rule: "not where HHI > 1800 and its rise > 100, or the share > 30 % and the rise > 100",
    source: "US Merger Guidelines 2023, guideline 1; EU 2004/C 31/03",
    use_when: "which mergers would thresholds stop, and what is gained by it?",
};

/// Mergers that concentrate the market too much do not happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MergerReview {
    /// Each stops a merger that passes both of its numbers. Default: an index above 1,800 with a rise above 100.
    pub thresholds: Vec<Threshold>,
    /// A merged share above it stops a merger too, where the index rises by more than the least of the changes. Default: 30 %.
    pub share: Share,
}

/// An index and its rise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Herfindahl-Hirschman index after the merger, 0 to 10,000.
    #[schemars(range(min = 0.0, max = 10_000.0))]
    pub hhi: f64,
    /// Its rise.
    #[schemars(range(min = 0.0, max = 10_000.0))]
    pub change: f64,
}

impl Default for MergerReview {
    fn default() -> Self {
        Self { thresholds: vec![Threshold { hhi: 1_800.0, change: 100.0 }], share: Share(0.3) }
    }
}

impl Check for MergerReview {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.thresholds.is_empty() {
            complaints
                .error(
                    "review-without-threshold",
                    format!("{path}.thresholds"),
                    "without a threshold nothing is reviewed",
                    "the list is empty",
                )
                .help("leave `thresholds` out for those of the US Merger Guidelines of 2023");
        }
        for (at, threshold) in self.thresholds.iter().enumerate() {
            // Two firms of share s each: the index rises by 2 s^2, at most half of the monopoly's.
            if threshold.change >= MONOPOLY / 2.0 {
                complaints.error(
                    "threshold-unreachable",
                    format!("{path}.thresholds[{at}].change"),
                    "no merger raises the index by more",
                    "must be less than 5000",
                );
            }
        }
    }
}

impl Law for MergerReview {
    fn merger(&self, case: &Merger) -> Option<Ruling> {
        let (after, rise) = case.concentration()?;
        let all: f64 = case.sales.iter().sum();
        let share = (case.sales[case.buyer] + case.sales[case.target]) / all;
        let least = self.thresholds.iter().map(|threshold| threshold.change).fold(MONOPOLY, f64::min);
        let stopped = self.thresholds.iter().any(|t| after > t.hhi && rise > t.change)
            || (share > self.share.get() && rise > least);
        Some(Ruling { allowed: !stopped })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allowed(review: &MergerReview, sales: &[f64]) -> bool {
        review.merger(&Merger { sales, buyer: 0, target: 1 }).unwrap().allowed
    }

    #[test]
    fn the_guidelines_of_2023() {
        let us = MergerReview::default();
        // 10 + 10 of ten equals: 1,000 before, rise 200, after 1,200; share 20 %.
        assert!(allowed(&us, &[10.0; 10]));
        // 25 + 25 of four: rise 1,250, after 3,750.
        assert!(!allowed(&us, &[25.0; 4]));
        // 29 + 2 of many small ones: after 31^2 + 69 x 1 = 1,030, rise 116, share 31 %.
        let mut small = vec![29.0, 2.0];
        small.extend([1.0; 69]);
        assert!(!allowed(&us, &small));
        // 70 + 0.5: after above 4,970, rise 70: too little.
        assert!(allowed(&us, &[70.0, 0.5, 29.5]));
    }

    #[test]
    fn the_guidelines_of_the_european_union() {
        let eu = MergerReview {
            thresholds: vec![
                Threshold { hhi: 1_000.0, change: 250.0 },
                Threshold { hhi: 2_000.0, change: 150.0 },
            ],
            share: Share::ONE,
        };
        // Ten equals: after 1,200, rise 200: below 250.
        assert!(allowed(&eu, &[10.0; 10]));
        // 12 + 12 and eight of 9.5: after 576 + 722 = 1,298, rise 288.
        let mut nine = vec![12.0, 12.0];
        nine.extend([9.5; 8]);
        assert!(!allowed(&eu, &nine));
        // 50 + 2 and 48: after 2,704 + 2,304 = 5,008, rise 200.
        assert!(!allowed(&eu, &[50.0, 2.0, 48.0]));
    }

    proptest! {
        #[test]
        fn a_merger_at_given_shares_raises_the_index_by_twice_the_product(
            sales in prop::collection::vec(0.01_f64..9.0, 2..9),
        ) {
            let (_, rise) = Merger { sales: &sales, buyer: 0, target: 1 }.concentration().unwrap();
            let all: f64 = sales.iter().sum();
            let product = 20_000.0 * sales[0] * sales[1] / (all * all);
            prop_assert!((rise - product).abs() < 1e-6);
        }
    }
}
