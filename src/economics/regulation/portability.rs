//! Portability: inertia becomes (1 - relief) times what it was. Users may take their data, prompts and settings along.
//!
//! Article 20 of the General Data Protection Regulation (EU 2016/679) gives persons, and chapter VI of the Data Act
//! (EU 2023/2854) gives customers of clouds, the right to take data along. How much of the cost of changing that removes is
//! not known; in mobile telephony in the United States, where a number could be kept, prices of plans fell by 1.0, 4.8 and
//! 6.8 %, from small to large plans (Park, Journal of Industrial Economics 59, 2011).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::Law;
use super::scope::covers;
use super::terms::Terms;
use crate::complaint::{Check, Complaints};
use crate::units::{Ratio, Share};

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "portability",
    rule: "inertia x (1 - relief)",
    source: "GDPR (EU 2016/679), article 20; Data Act (EU 2023/2854), chapter VI",
    use_when: "what would users and small firms gain if changing the provider were easier?",
};

/// Lower inertia.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portability {
    /// Part of the utility of staying that goes.
    pub relief: Share,
    /// The segments; all when absent.
    #[serde(default)]
    pub segments: Vec<String>,
}

impl Check for Portability {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Law for Portability {
    fn terms(&self, segment: &str) -> Terms {
        let kept = if covers(&self.segments, segment) { self.relief.rest().get() } else { 1.0 };
        Terms { inertia: Ratio(kept), ..Terms::NONE }
    }

    fn segments(&self) -> &[String] {
        &self.segments
    }
}
