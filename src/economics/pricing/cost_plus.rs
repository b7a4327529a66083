//! Cost plus: p = c / (1 - m), with a margin m on the price; the oldest rule in use (Hall and Hitch 1939).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::Share;

/// What it is.
pub(super) const ABOUT: About = About {
    name: "cost_plus",
    rule: "p = c / (1 - margin)",
    source: "Hall and Hitch 1939",
    use_when: "a firm prices by its books, and its prices should fall as its costs do",
};

/// A margin on a unit cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostPlus {
    /// m: part of the price that is not cost.
    pub margin: Share,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
}

impl Check for CostPlus {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.margin >= Share(0.99) {
            complaints
                .error(
                    "margin-too-high",
                    format!("{path}.margin"),
                    "the price would be more than a hundred times the cost",
                    "must be below 99 %",
                )
                .help("a margin is on the price: 50 % doubles the cost");
        }
    }
}

impl Pricer for CostPlus {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let level = own.costs.on(self.cost) / self.margin.rest().get();
                PriceMove::to(own, level)
            })
            .collect()
    }
}
