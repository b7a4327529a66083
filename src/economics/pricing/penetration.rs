//! Penetration: p = c (1 - depth) until a share, a reach or a day is attained, then p = c (1 + target) (Dean 1950).
//!
//! Once attained it stays so: a firm that has made its market does not make it twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Days, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "penetration",
    rule: "p = c (1 - depth) until `share`, `reach` or `after` is attained, then c (1 + target)",
    source: "Dean 1950",
    use_when: "an entrant buys its way in by plan: does the share it bought stay when it raises the price?",
};

/// Below cost at first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Penetration {
    /// Part of unit cost that the price lies below it at first.
    pub depth: Share,
    /// Ends when its products sell this share of all tokens.
    pub share: Option<Share>,
    /// Ends when its products reach this part of the users who know the market.
    pub reach: Option<Share>,
    /// Ends this long after the start, in any case.
    pub after: Option<Days>,
    /// Mark-up over unit cost after that.
    pub target: Ratio,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
}

impl Check for Penetration {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.share.is_none() && self.reach.is_none() && self.after.is_none() {
            complaints
                .error(
                    "penetration-without-end",
                    format!("{path}.depth"),
                    "it would price below cost for ever",
                    "needs `share`, `reach` or `after`",
                )
                .help("say what it wants to attain, such as `share = \"20 %\"`");
        }
    }
}

impl Rule for Penetration {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Penetrator { rule: *self, attained: false })
    }
}

/// The rule and whether it has attained what it wants.
struct Penetrator {
    rule: Penetration,
    attained: bool,
}

impl Pricer for Penetrator {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        let share: Share = seen.own.iter().map(|own| own.share).sum();
        let reach: Share = seen.own.iter().map(|own| own.reach).sum();
        self.attained |= self.rule.share.is_some_and(|bar| share >= bar)
            || self.rule.reach.is_some_and(|bar| reach >= bar)
            || self.rule.after.is_some_and(|day| seen.elapsed >= day);
        let factor = if self.attained { 1.0 + self.rule.target.get() } else { self.rule.depth.rest().get() };
        seen.own.iter().filter_map(|own| PriceMove::to(own, own.costs.on(self.rule.cost) * factor)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::OwnProduct;
    use super::super::fixtures::{level_at, product};
    use super::*;

    const RULE: Penetration = Penetration {
        depth: Share(0.4),
        share: Some(Share(0.2)),
        reach: None,
        after: Some(Days(300.0)),
        target: Ratio(0.5),
        cost: CostBasis::Average,
    };

    fn price(firm: &mut dyn Pricer, day: f64, share: f64) -> f64 {
        let own = OwnProduct { share: Share(share), reach: Share(share), ..product(0, 2.0, 1.0) };
        level_at(firm, day, own, &[])
    }

    #[test]
    fn below_cost_until_the_share_is_won_and_never_again() {
        let mut firm = RULE.open();
        for (day, share, expected) in [(0.0, 0.0, 0.6), (30.0, 0.19, 0.6), (60.0, 0.2, 1.5), (90.0, 0.1, 1.5)]
        {
            assert!((price(firm.as_mut(), day, share) - expected).abs() < 1e-12, "{day}");
        }
    }

    #[test]
    fn the_day_ends_it_too_and_reach_is_another_measure() {
        assert!((price(RULE.open().as_mut(), 300.0, 0.0) - 1.5).abs() < 1e-12);
        let by_reach = Penetration { share: None, after: None, reach: Some(Share(0.1)), ..RULE };
        assert!((price(by_reach.open().as_mut(), 0.0, 0.1) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn prices_rise_once_at_most() {
        let mut firm = RULE.open();
        let prices: Vec<f64> =
            (0..50).map(|k| price(firm.as_mut(), f64::from(k), 0.01 * f64::from(k * 7 % 30))).collect();
        assert!(prices.windows(2).all(|pair| pair[1] >= pair[0]), "{prices:?}");
    }

    #[test]
    fn a_gift_without_end_is_refused() {
        let mut complaints = Complaints::new();
        Penetration { share: None, after: None, ..RULE }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "penetration-without-end");
    }
}
