//! A part of a rented fleet under contract: which part, at what discount, for how long.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::{Days, Share};

/// A part of a rented fleet at a fixed rent, paid whether it is used or not; afterwards the rent of the market again. In
/// a falling market it becomes a burden.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// The part of the fleet of the day of signing.
    pub share: Share,
    /// How far below the rent of that day. Seen: 31 to 65 % for one to three years (list prices of large clouds).
    pub discount: Share,
    /// For how long.
    pub term: Days,
}

impl Check for Lease {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.share == Share::ZERO {
            complaints.error(
                "contract-of-nothing",
                format!("{path}.share"),
                "a contract for no part of the fleet",
                "must be more than 0 %",
            );
        }
        if self.discount >= Share::ONE {
            complaints
                .error(
                    "contract-for-nothing",
                    format!("{path}.discount"),
                    "accelerators are not given away",
                    "must be less than 100 %",
                )
                .help("31 to 65 % were seen for one to three years");
        }
        if self.term.get() < 1.0 {
            complaints.error(
                "contract-instant",
                format!("{path}.term"),
                "a contract binds for some time",
                "must be at least 1 day",
            );
        }
    }
}
