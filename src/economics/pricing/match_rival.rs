//! Match rival: p = max(floor, min(list price, cheapest comparable rival)). Follows down, and back up to its own list
//! (price matching: Salop 1986).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Elo, Ratio};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "match_rival",
    rule: "p = max(min(P_min, P_0), min(c (1 + floor), P_0))",
    source: "price matching: Salop 1986",
    use_when: "a firm follows cuts but starts none and never goes above its list",
};

/// Matching with a floor.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MatchRival {
    /// Mark-up over unit cost below which it does not follow.
    pub floor: Ratio,
    /// The unit cost meant.
    pub cost: CostBasis,
    /// Rivals more than this many Elo points worse are not comparable; all are when absent.
    pub window: Option<Elo>,
}

impl Check for MatchRival {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Pricer for MatchRival {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let listed = own.listed.blended();
                let rival = seen.cheapest_comparable(own.quality, self.window)?;
                // A floor above the own list price does not raise it.
                let lowest = floor(&own.costs, self.cost, self.floor).min(listed);
                PriceMove::to(own, rival.min(listed).max(lowest))
            })
            .collect()
    }
}
