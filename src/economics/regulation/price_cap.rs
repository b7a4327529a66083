//! A price cap: p <= most for products of a tier of quality.
//!
//! p is the blended list price, three input tokens to one output token. A cap between cost and the price of a market
//! with power over prices raises use; one below cost makes firms leave.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::{Law, Line, Seller};
use crate::complaint::{Check, Complaints};
use crate::units::{Elo, MoneyPerMtok};

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "price_cap",
    rule: "p <= most, for products from `at_least` up to below `below`",
    source: "maximum prices of public utilities",
    use_when: "what would a maximum price do to use, and who could still pay their costs?",
};

/// No prices above a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceCap {
    /// The highest blended price.
    pub most: MoneyPerMtok,
    /// The quality from which it holds; any when absent.
    pub at_least: Option<Elo>,
    /// The quality below which it holds; any when absent.
    pub below: Option<Elo>,
}

impl Check for PriceCap {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if let (Some(least), Some(below)) = (self.at_least, self.below)
            && below <= least
        {
            complaints
                .error(
                    "cap-without-tier",
                    format!("{path}.below"),
                    "no quality lies in this tier",
                    &format!("found {}, must be more than `at_least`, {}", below.get(), least.get()),
                )
                .help("exchange `at_least` and `below`");
        }
    }
}

impl Law for PriceCap {
    fn line(&self, seller: &Seller) -> Option<Line> {
        let inside = self.at_least.is_none_or(|least| seller.quality >= least)
            && self.below.is_none_or(|below| seller.quality < below);
        inside.then_some(Line::AtMost(self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::regulation::UnitCost;
    use crate::units::Share;

    #[test]
    fn a_tier_holds_its_lower_bar() {
        let cap = PriceCap { most: MoneyPerMtok(2.0), at_least: Some(Elo(1200.0)), below: Some(Elo(1300.0)) };
        let zero = MoneyPerMtok::ZERO;
        let cost = UnitCost { marginal: zero, floor: zero, average: zero };
        let line = |quality| cap.line(&Seller { cost, share: Share::ONE, quality: Elo(quality) });
        assert_eq!(line(1199.0), None);
        assert_eq!(line(1200.0), Some(Line::AtMost(MoneyPerMtok(2.0))));
        assert_eq!(line(1300.0), None);
    }
}
