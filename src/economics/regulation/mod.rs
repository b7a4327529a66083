//! The law: what a state may do to a market for tokens, each policy as data, a check and its answers to the questions
//! that a market asks of the law.
//!
//! A new policy touches two files: its own (parameters, check, rule, equation, source, tests) and this one (`mod`, a
//! variant, an arm in `data`, its `ABOUT`).

mod about;
mod below_cost_ban;
mod law;
mod levy;
mod merger_review;
mod portability;
mod price_cap;
mod privacy;
mod scope;
mod subsidy;
mod terms;
#[cfg(test)]
mod tests;
mod voucher;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use about::About;
pub use below_cost_ban::{AvoidableCost, BelowCostBan, Enforcement, ExPost};
pub use law::{Law, Line, Merger, Procedure, Ruling, Seller, UnitCost};
pub use levy::Levy;
pub use merger_review::{MergerReview, Threshold};
pub use portability::Portability;
pub use price_cap::PriceCap;
pub use privacy::Privacy;
pub use scope::Payer;
pub use subsidy::Subsidy;
pub use terms::Terms;
pub use voucher::Voucher;

use crate::complaint::{Check, Complaints};

/// What a state does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// No sales below avoidable cost.
    BelowCostBan(BelowCostBan),
    /// Users may take their data and settings along: less inertia.
    Portability(Portability),
    /// Money to the state for every million tokens.
    Levy(Levy),
    /// Money of the state for every million tokens.
    Subsidy(Subsidy),
    /// Compute paid for users by the state.
    Voucher(Voucher),
    /// No prices above a line.
    PriceCap(PriceCap),
    /// A duty to protect data: cost and trust rise.
    Privacy(Privacy),
    /// Mergers that concentrate the market too much do not happen.
    MergerReview(MergerReview),
}

impl Policy {
    /// The key of the policy in a scenario, and its parameters.
    fn data(&self) -> (&'static str, &dyn Law) {
        match self {
            Self::BelowCostBan(policy) => ("below_cost_ban", policy),
            Self::Portability(policy) => ("portability", policy),
            Self::Levy(policy) => ("levy", policy),
            Self::Subsidy(policy) => ("subsidy", policy),
            Self::Voucher(policy) => ("voucher", policy),
            Self::PriceCap(policy) => ("price_cap", policy),
            Self::Privacy(policy) => ("privacy", policy),
            Self::MergerReview(policy) => ("merger_review", policy),
        }
    }

    /// Its answers to what a market asks of the law.
    pub fn law(&self) -> &dyn Law {
        self.data().1
    }

    /// The key of the policy in a scenario.
    pub fn key(&self) -> &'static str {
        self.data().0
    }
}

/// What each policy says of itself.
pub const POLICIES: [&About; 8] = [
    &below_cost_ban::ABOUT,
    &portability::ABOUT,
    &levy::ABOUT,
    &subsidy::ABOUT,
    &voucher::ABOUT,
    &price_cap::ABOUT,
    &privacy::ABOUT,
    &merger_review::ABOUT,
];

impl Check for Policy {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let (name, law) = self.data();
        law.check(&format!("{path}.{name}"), complaints);
    }
}
