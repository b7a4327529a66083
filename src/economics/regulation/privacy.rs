//! A duty to protect data: unit costs (1 + cost) c + duty, and utility + trust for users who care.
//!
//! The General Data Protection Regulation acted like a rise of 20 % in what data cost the firms that it binds, and they
//! stored 26 % less of it (Demirer, Jimenez Hernandez, Li and Peng, NBER 32146, 2024). What trust is worth to users differs: give the
//! segments that care.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::Law;
use super::scope::covers;
use super::terms::Terms;
use crate::complaint::{Check, Complaints};
use crate::units::{MoneyPerMtok, Ratio, Utils};

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "privacy",
    rule: "c (1 + cost) + duty; V + trust",
    source: "Demirer, Jimenez Hernandez, Li and Peng 2024 (cost)",
    use_when: "does a duty that costs money pay by the users who trust the market for it?",
};

/// Cost up, trust up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Rise of all unit costs. Default: 0 %.
    #[serde(default)]
    pub cost: Ratio,
    /// Cost for a million tokens of the segments named, beside it. Default: 0.
    #[serde(default)]
    pub duty: MoneyPerMtok,
    /// Utility that the duty adds to all products on sale. One unit multiplies the odds of using a product by e. Default: 0.
    #[serde(default)]
    pub trust: Utils,
    /// The segments that care, and whose tokens bear `duty`; all when absent.
    #[serde(default)]
    pub segments: Vec<String>,
}

impl Check for Privacy {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Law for Privacy {
    fn terms(&self, segment: &str) -> Terms {
        let everywhere = Terms { cost: Ratio(1.0 + self.cost.get()), ..Terms::NONE };
        if covers(&self.segments, segment) {
            Terms { duty: self.duty, trust: self.trust, ..everywhere }
        } else {
            everywhere
        }
    }

    fn segments(&self) -> &[String] {
        &self.segments
    }
}
