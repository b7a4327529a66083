//! The loss that a parent bears, and what a greater one makes a firm do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::MoneyPerDay;

/// A parent that covers losses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parent {
    /// Loss of a calendar quarter that it covers, month by month: "500 M CNY/quarter".
    pub loss_limit: MoneyPerDay,
    /// What a greater loss makes the firm do.
    #[serde(default)]
    pub beyond: Beyond,
}

/// What a firm does whose loss exceeds what its parent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// It leaves the market.
    #[default]
    Leave,
    /// It raises each price that lies below its average cost to that cost, and bears the rest of the loss itself.
    RaisePrices,
}

impl Check for Parent {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.loss_limit.get() < 0.0 {
            complaints.error(
                "loss-limit-negative",
                format!("{path}.loss_limit"),
                "a limit of losses is not negative",
                "must be at least 0",
            );
        }
    }
}
