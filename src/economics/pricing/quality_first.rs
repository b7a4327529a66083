//! Quality first: a margin held on cost, no answer to rivals; prices fall only as cost falls, and only by a part.
//!
//! p = min( p_now, c_1 / (1 - margin) (c / c_1)^pass ),   c_1 the unit cost at the product's first review. What is not passed on is margin to
//! be spent on quality through `[provider.investment]`: competition by quality, Shaked and Sutton (1982); sunk outlays on
//! quality as the way out of price wars, Sutton (1991).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::ids::OfferId;
use crate::maths;
use crate::random::Stream;
use crate::units::{MoneyPerMtok, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "quality_first",
    rule: "p = min(p, c_1 / (1 - margin) (c / c_1)^pass), c_1 the unit cost at first; rivals' prices do not enter",
    source: "Shaked and Sutton 1982; Sutton 1991",
    use_when: "a firm stays out of the price war and spends its margin on better models: does quality pay for it?",
};

/// A margin held, whatever rivals do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualityFirst {
    /// Part of the price that is not cost, at first.
    pub margin: Share,
    /// Part of a fall of cost that is passed on, in logarithms: at 50 % a cost of a quarter halves the price. Default 100 % (the margin stays as it is).
    #[serde(default = "all")]
    pub pass: Share,
    /// The unit cost meant. Default the floor: it falls with technology alone, not with the firm's own load.
    #[serde(default = "technology")]
    pub cost: CostBasis,
}

fn all() -> Share {
    Share::ONE
}

fn technology() -> CostBasis {
    CostBasis::Floor
}

impl Check for QualityFirst {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.margin >= Share(0.99) {
            complaints
                .error(
                    "quality-margin-too-high",
                    format!("{path}.margin"),
                    "the price would be more than a hundred times the cost",
                    &format!("found {}, must be below 99 %", self.margin.get()),
                )
                .help("a margin is on the price: 50 % doubles the cost");
        }
    }
}

impl Rule for QualityFirst {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Keeper { rule: *self, first: Vec::new() })
    }
}

/// The rule and the first unit cost of each product.
struct Keeper {
    rule: QualityFirst,
    first: Vec<(OfferId, MoneyPerMtok)>,
}

impl Pricer for Keeper {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        let mut moves = Vec::new();
        for own in seen.own {
            let cost = own.costs.on(self.rule.cost);
            let known = self.first.iter().find(|(offer, _)| *offer == own.offer).map(|(_, cost)| *cost);
            let first = known.unwrap_or_else(|| {
                self.first.push((own.offer, cost));
                cost
            });
            // A product that cost nothing at first has no ratio of costs.
            let fall = if first > MoneyPerMtok::ZERO { cost / first } else { 1.0 };
            let level = first / self.rule.margin.rest().get() * maths::pow(fall, self.rule.pass.get());
            if level < own.posted.blended() {
                moves.extend(PriceMove::to(own, level));
            }
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{level_at, product, rival};
    use super::*;

    const RULE: QualityFirst = QualityFirst { margin: Share(0.6), pass: Share(0.5), cost: CostBasis::Floor };

    #[test]
    fn half_of_a_fall_is_passed_on_and_none_of_a_rise() {
        // Cost 1 at 60 %: 2.5. Cost 0.25 passes half in logarithms: 2.5 / 2 = 1.25. Cost 4 would ask for 5.
        let mut firm = RULE.open();
        let mut price = 3.0;
        for (cost, expected) in [(1.0, 2.5), (0.25, 1.25), (4.0, 1.25), (0.0, 0.0)] {
            price = level_at(firm.as_mut(), 30.0, product(0, price, cost), &[]);
            assert!((price - expected).abs() < 1e-12, "{cost}: {price}");
        }
    }

    #[test]
    fn rivals_do_not_enter() {
        for theirs in [0.0, 0.1, 50.0] {
            let price = level_at(RULE.open().as_mut(), 30.0, product(0, 3.0, 1.0), &[rival(1, theirs)]);
            assert!((price - 2.5).abs() < 1e-12);
        }
    }

    #[test]
    fn with_all_passed_on_the_margin_stays() {
        let mut firm = QualityFirst { pass: Share::ONE, ..RULE }.open();
        for cost in [1.0, 0.7, 0.2] {
            let price = level_at(firm.as_mut(), 30.0, product(0, 3.0, cost), &[]);
            assert!((1.0 - cost / price - 0.6).abs() < 1e-12);
        }
    }

    #[test]
    fn a_margin_of_everything_is_refused() {
        let mut complaints = Complaints::new();
        QualityFirst { margin: Share::ONE, ..RULE }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "quality-margin-too-high");
    }
}
