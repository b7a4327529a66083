//! When a provider looks at its prices: on a cadence of its own, and after a rival's cut.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::{Days, Share, Spread};

/// When a provider looks at its prices of its own accord.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reviews {
    /// Time from one review to the next. Default: 30 days (assumption: price lists of 2023-25 moved a few times a year).
    pub every: Days,
    /// Time from the start to the first review; `every` when absent.
    pub first: Option<Days>,
    /// Each review falls up to this much earlier or later, evenly.
    pub jitter: Days,
    /// Time from the decision to the day the new price is posted.
    pub notice: Days,
    /// Smallest change worth posting: lists move rarely and far (median cut of 2021-25: 79 %).
    pub least: Share,
}

impl Default for Reviews {
    /// Monthly, on the dot, posted at once and however small: price lists of 2023-25 moved a few times a year, so a month is a fine grid.
    fn default() -> Self {
        Self { every: Days(30.0), first: None, jitter: Days::ZERO, notice: Days::ZERO, least: Share::ZERO }
    }
}

impl Check for Reviews {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.every.get() < 1e-3 {
            complaints
                .error(
                    "review-cadence",
                    format!("{path}.every"),
                    "prices are reviewed too often",
                    "must be at least 0.001 days (86 seconds)",
                )
                .help("a week or a month is usual");
        }
        if self.jitter.get() * 2.0 > self.every.get() {
            complaints.error(
                "jitter-above-cadence",
                format!("{path}.jitter"),
                "reviews could overtake each other",
                "must be at most half of `every`",
            );
        }
    }
}

/// How a provider answers a rival's cut. In May 2024 seven firms answered within eight days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// Smallest cut of a rival's price that is answered. Default: 10 % (assumption: what users notice, `attention.salient`).
    #[serde(default = "a_tenth")]
    pub to: Share,
    /// Chance of answering at all.
    #[serde(default = "always")]
    pub probability: Share,
    /// Time until the answer is decided, log-normal.
    pub delay: Spread<Days>,
}

fn a_tenth() -> Share {
    Share(0.1)
}

fn always() -> Share {
    Share::ONE
}
