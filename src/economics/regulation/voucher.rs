//! Compute vouchers: the state pays a user's bill up to a credit.
//!
//! With v the credit and B the bill, both a day and on average over the users of a segment, the state pays min(v, B) of it.
//! Money that does not depend on the last token leaves use as it is and makes having an offer worth more than having none:
//! in the choice alpha g(x) falls by alpha v / E with E = P_ref q, the money in which the logit of demand measures a user's
//! utility. A user's credit is in proportion to its usual use, `credit` on average.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::Law;
use super::scope::covers;
use super::terms::Terms;
use crate::complaint::{Check, Complaints};
use crate::units::MoneyPerDay;

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "voucher",
    rule: "the state pays min(v, bill)",
    source: "a transfer in kind: Hicks's lump sum, up to the bill",
    use_when: "does paying first bills bring users who would not come at the market's price?",
};

/// Compute paid for users.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voucher {
    /// What the state pays of a user's bill at most, on average over users. For instance "30 CNY/month".
    pub credit: MoneyPerDay,
    /// The segments; all when absent.
    #[serde(default)]
    pub segments: Vec<String>,
}

impl Check for Voucher {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.credit < MoneyPerDay::ZERO {
            complaints
                .error(
                    "voucher-negative",
                    format!("{path}.credit"),
                    "a voucher takes nothing from users",
                    "must be at least 0",
                )
                .help("money from users to the state is a `levy` with `payer = \"user\"`");
        }
    }
}

impl Law for Voucher {
    fn terms(&self, segment: &str) -> Terms {
        if covers(&self.segments, segment) {
            Terms { credit: self.credit, ..Terms::NONE }
        } else {
            Terms::NONE
        }
    }

    fn segments(&self) -> &[String] {
        &self.segments
    }
}
