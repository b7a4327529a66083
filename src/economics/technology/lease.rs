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

/// Terms of a contract for the `committed` part of a fleet, signed on its first day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Discount on the rent of the first day: A100 at AWS 41 % (1 year) and 65 % (3 years), H100 at Google 31 % and 56 %.
    pub discount: Share,
    /// Time for which the price is locked; afterwards the market's holds.
    pub term: Days,
}

impl Contract {
    /// The contract for a share of the fleet.
    pub fn of(self, share: Share) -> Lease {
        Lease { share, discount: self.discount, term: self.term }
    }
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
        Contract { discount: self.discount, term: self.term }.check(path, complaints);
    }
}

impl Check for Contract {
    fn check(&self, path: &str, complaints: &mut Complaints) {
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
