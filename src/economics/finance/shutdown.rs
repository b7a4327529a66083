//! The price below which a product is shut.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::Days;

/// When a product is shut: its posted price has stayed below the cost that ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shutdown {
    /// For how long the price must stay below.
    pub after: Days,
    /// The cost that ends with the product. Default: `"marginal"`, energy and network on a fleet that is paid for anyway.
    #[serde(default)]
    pub cost: Avoidable,
}

/// The cost that ends when a product is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Avoidable {
    /// Of one more token on a fleet that is already paid for.
    #[default]
    Marginal,
    /// Hardware at full use.
    Floor,
    /// Fleet cost over tokens, idle capacity included.
    Average,
}

impl Check for Shutdown {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.after.get() < 1.0 {
            complaints
                .error(
                    "shutdown-instant",
                    format!("{path}.after"),
                    "a product is not shut for the price of an hour",
                    "must be at least 1 day",
                )
                .help("a quarter or two is usual");
        }
    }
}
