//! Loss leader: one product free, or below its cost, and the others at a mark-up that carries the loss (freemium).
//!
//! leader: p = c (1 - discount);  others: p_k = min( c_k (1 + markup) + loss / q, c_k (1 + most) ),
//! loss = q_leader max(0, c - p_leader now) and q the tokens of the others, as last published.
//! Lal and Matutes (1994); free versions beside paid ones: Shapiro and Varian (1998).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{MoneyPerDay, MoneyPerMtok, MtokPerDay, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "loss_leader",
    rule: "leader: p = c (1 - discount); others: p = min(c (1 + markup) + loss / q, c (1 + most))",
    source: "Lal and Matutes 1994; Shapiro and Varian 1998",
    use_when: "one product is given away to bring users to the firm, where inertia keeps them for the paid ones",
};

/// One product carries the others' trade, the others carry its loss.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LossLeader {
    /// The own product that is sold below cost.
    pub product: String,
    /// Part of its unit cost that the leader's price lies below it. Default 100 % (free).
    #[serde(default = "free")]
    pub discount: Share,
    /// Mark-up over unit cost of the other products, before the loss that they carry.
    pub markup: Ratio,
    /// Largest mark-up over unit cost of the others with the loss. Default 3 (assumption: at four times its cost a product leads nobody anywhere).
    #[serde(default = "fourfold")]
    pub most: Ratio,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
}

fn free() -> Share {
    Share::ONE
}

fn fourfold() -> Ratio {
    Ratio(3.0)
}

impl Check for LossLeader {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.most < self.markup {
            complaints.error(
                "most-below-markup",
                format!("{path}.most"),
                "the largest mark-up lies below the one meant",
                &format!("found {}, must be at least `markup`, {}", self.most.get(), self.markup.get()),
            );
        }
    }
}

impl Pricer for LossLeader {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        let is_leader = |name: &str| name == self.product;
        let loss: MoneyPerDay = seen
            .own
            .iter()
            .filter(|own| is_leader(own.name))
            .map(|own| (own.costs.on(self.cost) - own.posted.blended()).max(MoneyPerMtok::ZERO) * own.sales)
            .sum();
        let carried: MtokPerDay =
            seen.own.iter().filter(|own| !is_leader(own.name)).map(|own| own.sales).sum();
        let each = if carried > MtokPerDay::ZERO { loss / carried } else { MoneyPerMtok::ZERO };
        seen.own
            .iter()
            .filter_map(|own| {
                let level = if is_leader(own.name) {
                    own.costs.on(self.cost) * self.discount.rest().get()
                } else {
                    let most = floor(&own.costs, self.cost, self.most);
                    (floor(&own.costs, self.cost, self.markup) + each).min(most)
                };
                PriceMove::to(own, level)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::OwnProduct;
    use super::super::fixtures::{look, moves, product};
    use super::*;

    fn rule() -> LossLeader {
        LossLeader {
            product: "mini".to_owned(),
            discount: Share::ONE,
            markup: Ratio(0.5),
            most: Ratio(3.0),
            cost: CostBasis::Average,
        }
    }

    fn prices(rule: &LossLeader, own: &[OwnProduct]) -> Vec<f64> {
        moves(&mut rule.clone(), &look(own, &[])).iter().map(|step| step.sheet.blended().get()).collect()
    }

    #[test]
    fn the_paid_one_carries_the_free_one() {
        // mini: free, cost 0.1, 500 Mtok/day: loses 50 a day. flagship: cost 1, 100 Mtok/day: 1.5 + 0.5 = 2.
        let free = OwnProduct {
            posted: super::super::fixtures::sheet(0.0),
            sales: MtokPerDay(500.0),
            ..product(1, 0.2, 0.1)
        };
        let found = prices(&rule(), &[product(0, 2.0, 1.0), free]);
        assert!((found[0] - 2.0).abs() < 1e-12 && found[1].abs() < 1e-12, "{found:?}");
        // A tenth below cost instead: 0.09.
        let cheap = LossLeader { discount: Share(0.1), ..rule() };
        assert!((prices(&cheap, &[free])[0] - 0.09).abs() < 1e-12);
    }

    #[test]
    fn a_loss_that_nobody_can_carry_is_not_loaded_on_anyone() {
        let free = OwnProduct {
            posted: super::super::fixtures::sheet(0.0),
            sales: MtokPerDay(1e9),
            ..product(1, 0.2, 0.1)
        };
        assert!((prices(&rule(), &[product(0, 2.0, 1.0), free])[0] - 4.0).abs() < 1e-12);
        let idle = OwnProduct { sales: MtokPerDay::ZERO, ..product(0, 2.0, 1.0) };
        assert!((prices(&rule(), &[idle, free])[0] - 1.5).abs() < 1e-12);
    }

    #[test]
    fn receipts_cover_costs_and_the_markup() {
        // Within the bound, the firm as a whole earns the mark-up on the others' cost: 0.5 x 100 x 1.
        let free = OwnProduct {
            posted: super::super::fixtures::sheet(0.0),
            sales: MtokPerDay(300.0),
            ..product(1, 0.2, 0.1)
        };
        let flagship = product(0, 2.0, 1.0);
        let found = prices(&rule(), &[flagship, free]);
        let profit = (found[0] - 1.0) * flagship.sales.get() - 0.1 * free.sales.get();
        assert!((profit - 50.0).abs() < 1e-9, "{profit}");
    }

    #[test]
    fn a_bound_below_the_markup_is_refused() {
        let mut complaints = Complaints::new();
        LossLeader { most: Ratio(0.1), ..rule() }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "most-below-markup");
    }
}
