//! Scripted: a dated list of prices, as history wrote it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::InformationSet;
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::PriceSheet;
use crate::random::Stream;
use crate::units::Days;

/// What it is.
pub(super) const ABOUT: About = About {
    name: "scripted",
    rule: "the last dated price on or before the review",
    source: "history",
    use_when: "the past is to be replayed, or a plan of prices is to be tried as it stands",
};

/// Prices on dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scripted {
    /// The moves; each is decided at the first price review on or after its day.
    pub moves: Vec<ScriptedMove>,
}

/// A price from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptedMove {
    /// Time since the start.
    pub after: Days,
    /// Own product.
    pub product: String,
    /// Its price from then on.
    pub price: PriceSheet,
}

impl Check for Scripted {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.moves.is_empty() {
            complaints
                .error("script-empty", format!("{path}.moves"), "a script without moves", "is empty")
                .help("list moves, or take pricing = \"hold\"");
        }
    }
}

impl Pricer for Scripted {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let due = self
                    .moves
                    .iter()
                    .filter(|step| step.product == own.name && step.after <= seen.elapsed)
                    .max_by(|a, b| a.after.get().total_cmp(&b.after.get()))?;
                (due.price != own.posted).then_some(PriceMove { offer: own.offer, sheet: due.price })
            })
            .collect()
    }
}
