//! Undercut: p = max(floor, (1 - by) x cheapest comparable rival); Bertrand's price war in steps.
//!
//! With `relent`, a firm that is held at its floor by rivals jumps back to the top, so that prices can run in the
//! cycles of Edgeworth (Maskin and Tirole 1988).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Elo, MoneyPerMtok, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "undercut",
    rule: "p = max((1 - by) P_min, c (1 + floor)); with relent, c (1 + relent) where the floor holds it back",
    source: "Bertrand 1883; Edgeworth cycles: Maskin and Tirole 1988",
    use_when: "a firm buys share by being the cheapest: the aggressor of a price war",
};

/// Undercutting with a floor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undercut {
    /// Step below the cheapest comparable rival.
    pub by: Share,
    /// Mark-up over unit cost below which it does not go.
    #[serde(default)]
    pub floor: Ratio,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
    /// Rivals more than this many Elo points worse are not comparable; all are when absent.
    pub window: Option<Elo>,
    /// Mark-up over unit cost to which it returns when it can undercut no more; it stays at its floor when absent.
    pub relent: Option<Ratio>,
}

impl Check for Undercut {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.by >= Share::ONE {
            complaints.error(
                "undercut-all",
                format!("{path}.by"),
                "nothing would be left",
                "must be below 100 %",
            );
        }
        if let Some(relent) = self.relent
            && relent <= self.floor
        {
            complaints
                .error(
                    "relent-below-floor",
                    format!("{path}.relent"),
                    "the price to return to lies at or below the floor",
                    "must be above `floor`",
                )
                .help("raise relent, or leave it out to stay at the floor");
        }
    }
}

impl Undercut {
    fn level(&self, lowest: MoneyPerMtok, top: Option<MoneyPerMtok>, rival: MoneyPerMtok) -> MoneyPerMtok {
        let target = rival * self.by.rest().get();
        match top {
            Some(top) if target < lowest => top,
            _ => target.max(lowest),
        }
    }
}

impl Pricer for Undercut {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let rival = seen.cheapest_comparable(own.quality, self.window)?;
                let lowest = floor(&own.costs, self.cost, self.floor);
                let top = self.relent.map(|markup| floor(&own.costs, self.cost, markup));
                PriceMove::to(own, self.level(lowest, top, rival))
            })
            .collect()
    }
}
