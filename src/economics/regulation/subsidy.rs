//! A subsidy: money of the state for every million tokens, to the seller (its unit cost falls by it, though not below
//! nothing) or to the user (the price paid is max(0, p - s); the state pays what is left of s). A negative levy, with its
//! incidence (Fullerton and Metcalf, Handbook of Public Economics 4, 2002).

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
    name: "subsidy",
    rule: "c - s (seller) or max(0, p - s) (user)",
    source: "Fullerton and Metcalf 2002",
    use_when: "does public money for tokens reach users, and is it worth its cost?",
};

/// Money of the state for every million tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subsidy {
    /// For a million tokens, input and output alike.
    pub rate: MoneyPerMtok,
    /// Who gets it. Default: the seller.
    #[serde(default)]
    pub payee: Payer,
    /// The segments whose tokens count; all when absent.
    #[serde(default)]
    pub segments: Vec<String>,
}

impl Check for Subsidy {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Law for Subsidy {
    fn terms(&self, segment: &str) -> Terms {
        match self.payee {
            _ if !covers(&self.segments, segment) => Terms::NONE,
            Payer::Seller => Terms { seller_gets: self.rate, ..Terms::NONE },
            Payer::User => Terms { user_gets: self.rate, ..Terms::NONE },
        }
    }

    fn segments(&self) -> &[String] {
        &self.segments
    }
}
