//! Whom a policy is for: who pays or is paid, and which segments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which side of the market money is asked or given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The firm that sells.
    #[default]
    Seller,
    /// The user who buys.
    User,
}

/// Whether a segment is among those named; none named are all.
pub(super) fn covers(named: &[String], segment: &str) -> bool {
    named.is_empty() || named.iter().any(|name| name == segment)
}
