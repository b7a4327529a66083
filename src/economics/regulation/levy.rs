//! A levy: money to the state for every million tokens, from the seller (its unit cost rises by it) or from the user (the
//! price paid is p + t).
//!
//! Who is asked does not matter where both sides see it: with users who decide by what they pay, a price p - t and a
//! levy of t on users is the same bargain as a price p and a levy on sellers (Fullerton and Metcalf, Handbook of Public
//! Economics 4, 2002, section 2). In the logit with linear price the pass-through to users lies between 0 and 1.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::Law;
use super::scope::{Payer, covers};
use super::terms::Terms;
use crate::complaint::{Check, Complaints};
use crate::units::MoneyPerMtok;

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "levy",
    rule: "c + t (seller) or p + t (user)",
    source: "Fullerton and Metcalf 2002",
    use_when: "who bears a tax on tokens, and what does it raise?",
};

/// Money to the state for every million tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Levy {
    /// For a million tokens, input and output alike.
    pub rate: MoneyPerMtok,
    /// Who is asked. Default: the seller.
    #[serde(default)]
    pub payer: Payer,
    /// The segments whose tokens count; all when absent.
    #[serde(default)]
    pub segments: Vec<String>,
}

impl Check for Levy {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Law for Levy {
    fn terms(&self, segment: &str) -> Terms {
        match self.payer {
            _ if !covers(&self.segments, segment) => Terms::NONE,
            Payer::Seller => Terms { seller_owes: self.rate, ..Terms::NONE },
            Payer::User => Terms { user_owes: self.rate, ..Terms::NONE },
        }
    }

    fn segments(&self) -> &[String] {
        &self.segments
    }
}
