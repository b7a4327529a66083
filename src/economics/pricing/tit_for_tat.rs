//! Tit for tat: at each review the rivals' last move: p_C when they cooperate, their price when they do not.
//!
//! p = p_C where P_min >= p_C (1 - tolerance), else max( min(P_min, p_C), min(c (1 + floor), p_C) ); with chance
//! `generosity` it cooperates all the same. Axelrod (1984); generosity, without which two of them echo one cut for ever:
//! Nowak and Sigmund (1992).

use rand::RngExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use super::target::Target;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Elo, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "tit_for_tat",
    rule: "p = p_C where P_min >= p_C (1 - tolerance), else P_min, not below c (1 + floor); with chance `generosity` p_C all the same",
    source: "Axelrod 1984; generosity: Nowak and Sigmund 1992",
    use_when: "a rival that answers in kind and forgives: does a single cut stay one, or echo into a war?",
};

/// Answers in kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TitForTat {
    /// p_C: the cooperative price.
    pub cooperate: Target,
    /// Part by which a rival may lie below it and still cooperate. Default 5 % (assumption: lists differ by that much without ill will).
    pub tolerance: Share,
    /// Chance of cooperating after a rival's cut. Default 0 (Axelrod's rule; Nowak and Sigmund's has 1/3).
    pub generosity: Share,
    /// Mark-up over unit cost below which it does not follow.
    pub floor: Ratio,
    /// The unit cost meant.
    pub cost: CostBasis,
    /// Rivals more than this many Elo points worse are not comparable; all are when absent.
    pub window: Option<Elo>,
}

impl Default for TitForTat {
    fn default() -> Self {
        Self {
            cooperate: Target::List,
            tolerance: Share(0.05),
            generosity: Share::ZERO,
            floor: Ratio::ZERO,
            cost: CostBasis::default(),
            window: None,
        }
    }
}

impl Check for TitForTat {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if let Target::Markup(markup) = self.cooperate
            && self.floor >= markup
        {
            complaints.error(
                "answer-above-cooperation",
                format!("{path}.floor"),
                "it could never answer a cut",
                &format!(
                    "found {}, must be below the cooperative mark-up, {}",
                    self.floor.get(),
                    markup.get()
                ),
            );
        }
    }
}

impl Pricer for TitForTat {
    fn review(&mut self, seen: &InformationSet, luck: &mut Stream) -> Vec<PriceMove> {
        // One draw a review: a firm forgives as a whole or not at all.
        let forgives = self.generosity > Share::ZERO && luck.random::<f64>() < self.generosity.get();
        seen.own
            .iter()
            .filter_map(|own| {
                let peace = self.cooperate.of(own, self.cost);
                let rival = seen.cheapest_comparable(own.quality, self.window).unwrap_or(peace);
                let level = if forgives || rival >= peace * self.tolerance.rest().get() {
                    peace
                } else {
                    rival.max(floor(&own.costs, self.cost, self.floor).min(peace))
                };
                PriceMove::to(own, level)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::OwnProduct;
    use super::super::fixtures::{level_at, product, rival, sheet};
    use super::*;

    fn answer(mut rule: TitForTat, price: f64) -> f64 {
        level_at(&mut rule, 30.0, product(0, 2.0, 1.0), &[rival(1, price)])
    }

    #[test]
    fn it_answers_in_kind_and_returns() {
        // List 2, cost 1: within 5 % it cooperates, a cut is matched, not below cost, and peace is answered with peace.
        for (theirs, ours) in [(2.0, 2.0), (1.9, 2.0), (1.5, 1.5), (0.4, 1.0), (3.0, 2.0)] {
            assert!((answer(TitForTat::default(), theirs) - ours).abs() < 1e-12, "{theirs}");
        }
    }

    #[test]
    fn generosity_ends_the_echo_of_one_cut() {
        let listed = |price: f64| OwnProduct { posted: sheet(price), ..product(0, 2.0, 1.0) };
        let play = |generosity: f64| {
            let mut rules = [TitForTat { generosity: Share(generosity), ..TitForTat::default() }; 2];
            let mut prices = [1.2, 2.0];
            for month in 0..120 {
                let day = 30.0 * f64::from(month);
                let [one, two] = &mut rules;
                // Reviews on different days, so that each has its own draw.
                prices = [
                    level_at(one, day, listed(prices[0]), &[rival(1, prices[1])]),
                    level_at(two, day + 1.0, listed(prices[1]), &[rival(1, prices[0])]),
                ];
            }
            prices
        };
        // Without it the cut wanders between them for ever; with it both are back at the list.
        assert!(play(0.0).iter().any(|price| (price - 1.2).abs() < 1e-12));
        assert!(play(0.3).iter().all(|price| (price - 2.0).abs() < 1e-12));
    }

    #[test]
    fn it_is_never_above_the_cooperative_price_nor_below_its_floor() {
        let rule = TitForTat { floor: Ratio(0.25), ..TitForTat::default() };
        for step in 0..60 {
            let level = answer(rule, 0.1 * f64::from(step));
            assert!((1.25..=2.0).contains(&level), "{level}");
        }
    }

    #[test]
    fn an_answer_that_is_none_is_refused() {
        let mut complaints = Complaints::new();
        let rule =
            TitForTat { cooperate: Target::Markup(Ratio(0.2)), floor: Ratio(0.2), ..TitForTat::default() };
        rule.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "answer-above-cooperation");
    }
}
