//! Trend: P_t = P_0 e^(-lambda t), the exponential model of falling prices, whatever rivals do. P_0 is
//! a product's first price, and its time runs from its launch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::InformationSet;
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::maths;
use crate::random::Stream;
use crate::units::{Growth, MoneyPerMtok};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "trend",
    rule: "p = max(P_0 e^(-lambda t), min(floor, P_0))",
    source: "exponential model of falling prices",
    use_when: "a price should fall at a given rate whatever rivals do: the null of every claim that there is a war",
};

/// An exponential fall.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// lambda, a continuous rate: 100 at 20 %/year is 36.8 after five years.
    pub fall: Growth,
    /// Blended price at which the fall ends.
    #[serde(default)]
    pub floor: MoneyPerMtok,
}

impl Check for Trend {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Pricer for Trend {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let left = maths::exp(-self.fall.get() * own.age.get());
                let listed = own.listed.blended();
                let level = (listed * left).max(self.floor.min(listed));
                PriceMove::to(own, level)
            })
            .collect()
    }
}
