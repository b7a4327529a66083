//! What a segment cannot do without: an offer that misses one of its requirements is no alternative of its users,
//! whatever it costs.
//!
//! Utility trades a worse quality against a lower price; a requirement does not. In the set of alternatives that users
//! consider before they choose (Manski 1977, "The structure of random utility models") it is a hard screen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::{Elo, Seconds, Share};

/// What an offer must have to be considered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Requirements {
    /// Least quality. A release that reaches it opens the segment to the product.
    pub quality: Option<Elo>,
    /// Least `trust` of the provider. A provider that states none does not meet any.
    pub trust: Option<Share>,
    /// Longest time that an output token may take, as published by the day.
    pub latency: Option<Seconds>,
    /// Region in which the tokens must be served: one of the provider's `regions`.
    pub region: Option<String>,
}

impl Requirements {
    /// Whether a provider of this trust, which serves in these regions, can be considered at all.
    pub fn welcomes(&self, trust: Option<Share>, regions: &[String]) -> bool {
        self.trust.is_none_or(|least| trust.is_some_and(|trust| trust >= least))
            && self.region.as_ref().is_none_or(|region| regions.contains(region))
    }

    /// Whether a product is good and quick enough as it is today.
    pub fn is_met(&self, quality: Elo, per_token: Seconds) -> bool {
        self.quality.is_none_or(|least| quality >= least) && self.latency.is_none_or(|most| per_token <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_requirement_screens_by_itself() {
        let none = Requirements::default();
        assert!(none.welcomes(None, &[]) && none.is_met(Elo(0.0), Seconds(1e9)));
        let strict = Requirements {
            quality: Some(Elo(1200.0)),
            trust: Some(Share(0.8)),
            latency: Some(Seconds(0.05)),
            region: Some("EU".into()),
        };
        let here = ["CN".to_owned(), "EU".to_owned()];
        assert!(strict.welcomes(Some(Share(0.8)), &here));
        assert!(!strict.welcomes(Some(Share(0.79)), &here));
        assert!(!strict.welcomes(None, &here));
        assert!(!strict.welcomes(Some(Share(0.9)), &here[..1]));
        assert!(strict.is_met(Elo(1200.0), Seconds(0.05)));
        assert!(!strict.is_met(Elo(1199.0), Seconds(0.05)));
        assert!(!strict.is_met(Elo(1200.0), Seconds(0.051)));
    }
}
