//! A price that a rule goes to: its list price, a mark-up on cost, or a level.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::information::{CostBasis, OwnProduct, floor};
use crate::units::{MoneyPerMtok, Ratio};

/// A blended price, said in one of three ways.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The product's list: the price it was first posted at.
    #[default]
    List,
    /// This mark-up over unit cost, on the rule's basis.
    Markup(Ratio),
    /// This blended price for every product.
    Level(MoneyPerMtok),
}

impl Target {
    /// Whether it is a price of nothing, whatever cost is.
    pub(super) fn is_free(self) -> bool {
        self == Self::Level(MoneyPerMtok::ZERO)
    }

    /// The level meant for a product.
    pub(super) fn of(self, own: &OwnProduct, basis: CostBasis) -> MoneyPerMtok {
        match self {
            Self::List => own.listed.blended(),
            Self::Markup(markup) => floor(&own.costs, basis, markup),
            Self::Level(level) => level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::product;
    use super::*;

    #[test]
    fn three_ways_to_say_a_price() {
        // Listed at 2, average cost 1.
        let own = product(0, 2.0, 1.0);
        let level = |target: Target| target.of(&own, CostBasis::Average).get();
        assert!((level(Target::List) - 2.0).abs() < 1e-12);
        assert!((level(Target::Markup(Ratio(0.4))) - 1.4).abs() < 1e-12);
        assert!((level(Target::Level(MoneyPerMtok(0.7))) - 0.7).abs() < 1e-12);
    }
}
