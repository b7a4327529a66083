//! Skimming: high at first, then down the demand curve at a rate: p = max(p_1 e^(-fall t), min(c (1 + floor), p_1)).
//!
//! p_1 is the first price of a product under the rule and t the time it has been on sale (Dean 1950; Stokey 1979 shows when
//! patient users make it pay no more than one price).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use super::target::Target;
use crate::complaint::{Check, Complaints};
use crate::ids::OfferId;
use crate::maths;
use crate::random::Stream;
use crate::units::{MoneyPerMtok, PerDay, Ratio};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "skimming",
    rule: "p = max(p_1 e^(-fall t), min(c (1 + floor), p_1)), t the time a product has been on sale",
    source: "Dean 1950; Stokey 1979",
    use_when: "a leader in quality sells first to those who pay most and comes down before rivals catch up",
};

/// High first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skimming {
    /// p_1: the first price.
    #[serde(default)]
    pub first: Target,
    /// Rate of fall, a continuous rate.
    pub fall: PerDay,
    /// Mark-up over unit cost below which it does not fall.
    #[serde(default)]
    pub floor: Ratio,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
}

impl Check for Skimming {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if let Target::Markup(markup) = self.first
            && self.floor >= markup
        {
            complaints.error(
                "skim-below-floor",
                format!("{path}.floor"),
                "the first price lies at the floor already",
                &format!("found {}, must be below the first mark-up, {}", self.floor.get(), markup.get()),
            );
        }
    }
}

impl Rule for Skimming {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Skimmer { rule: *self, first: Vec::new() })
    }
}

/// The rule and the first price of each product, which later costs do not move.
struct Skimmer {
    rule: Skimming,
    first: Vec<(OfferId, MoneyPerMtok)>,
}

impl Pricer for Skimmer {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        let mut moves = Vec::with_capacity(seen.own.len());
        for own in seen.own {
            let known = self.first.iter().find(|(offer, _)| *offer == own.offer).map(|(_, level)| *level);
            let first = known.unwrap_or_else(|| {
                let level = self.rule.first.of(own, self.rule.cost);
                self.first.push((own.offer, level));
                level
            });
            let left = maths::exp(-self.rule.fall.get() * own.age.get());
            let lowest = floor(&own.costs, self.rule.cost, self.rule.floor).min(first);
            moves.extend(PriceMove::to(own, (first * left).max(lowest)));
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use super::super::OwnProduct;
    use super::super::fixtures::{level_at, product};
    use super::*;
    use crate::units::Days;

    const RULE: Skimming = Skimming {
        first: Target::Markup(Ratio(3.0)),
        fall: PerDay(0.01),
        floor: Ratio(0.2),
        cost: CostBasis::Average,
    };

    fn price(firm: &mut dyn Pricer, age: f64, cost: f64) -> f64 {
        level_at(firm, age, OwnProduct { age: Days(age), ..product(0, 2.0, cost) }, &[])
    }

    #[test]
    fn it_halves_in_its_half_life_and_ends_at_its_floor() {
        // Cost 1, first 4; e^(-0.01 t) is 1/2 after 69.3 days; the floor is 1.2.
        let mut firm = RULE.open();
        assert!((price(firm.as_mut(), 0.0, 1.0) - 4.0).abs() < 1e-12);
        assert!((price(firm.as_mut(), 100.0 * std::f64::consts::LN_2, 1.0) - 2.0).abs() < 1e-12);
        assert!((price(firm.as_mut(), 1_000.0, 1.0) - 1.2).abs() < 1e-12);
        // A cost that falls lowers the floor and not the first price.
        assert!((price(firm.as_mut(), 100.0 * std::f64::consts::LN_2, 0.1) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_floor_above_the_list_does_not_raise_it() {
        let mut firm = Skimming { first: Target::List, ..RULE }.open();
        assert!((price(firm.as_mut(), 10.0, 5.0) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn prices_never_rise_while_costs_stay() {
        let mut firm = RULE.open();
        let prices: Vec<f64> = (0..40).map(|k| price(firm.as_mut(), 10.0 * f64::from(k), 1.0)).collect();
        assert!(prices.windows(2).all(|pair| pair[1] <= pair[0]), "{prices:?}");
    }

    #[test]
    fn a_floor_at_the_first_price_is_refused() {
        let mut complaints = Complaints::new();
        Skimming { floor: Ratio(3.0), ..RULE }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "skim-below-floor");
    }
}
