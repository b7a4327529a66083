//! Promotion: a discount on everything as long as the plan is offered. Its end stands beside the plan, as `until`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::Line;
use crate::economics::billing::tariff::Rates;
use crate::units::{Mtok, Share};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "promotion", english: "promotion", chinese: "限时优惠" };

/// A discount on everything, as long as the plan is offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// Discount on the sheet.
    pub discount: Share,
}

impl Terms for Promotion {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        Line::tokens(rates, wanted, self.discount.rest().get(), out);
    }

    fn is_linear(&self) -> bool {
        true
    }

    fn is_free(&self) -> bool {
        self.discount >= Share::ONE
    }
}

impl Check for Promotion {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.discount.get(), &format!("{path}.discount"), complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::month;
    use super::*;
    use crate::economics::billing::Plan;
    use crate::units::Money;

    #[test]
    fn deepseek_v3_s_first_weeks_were_half_of_its_list() {
        // input 2, sold at 1 until 2025-02-08 (apifox.com/apidoc/docs-site/5435161)
        assert_eq!(month(&Plan::Promotion(Promotion { discount: Share(0.5) }), 2.0, 30.0), Money(30.0));
    }
}
