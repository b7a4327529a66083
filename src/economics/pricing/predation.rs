//! Predation: p = c (1 - depth), below avoidable cost, until a rival leaves; then p = c (1 + recoup). A war of attrition.
//!
//! fighting -> recouping when fewer rivals sell than the most that sold while it fought; fighting -> given up when own cash falls below
//! the reserve; recouping -> fighting when a rival comes back and `resume` says so. A price below average variable cost, or
//! marginal cost, is the test of Areeda and Turner (1975); that the deeper purse wins, of Telser (1966). Who leaves is
//! not asked: a firm sees rivals, not their names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Money, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "predation",
    rule: "p = c (1 - depth) while cash lasts and no rival has left, then c (1 + recoup); c (1 + retreat) when cash is short",
    source: "Areeda and Turner 1975; the long purse: Telser 1966",
    use_when: "asking who survives a war below cost, what it costs the winner, and whether recoupment pays for it",
};

/// Below cost until a rival leaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predation {
    /// Part of unit cost that the price lies below it while it fights.
    pub depth: Share,
    /// Cash below which it gives up.
    #[serde(default)]
    pub reserve: Money,
    /// Mark-up over unit cost once a rival has left.
    pub recoup: Ratio,
    /// Mark-up over unit cost once it has given up. Default 0 (assumption: it competes at cost).
    #[serde(default)]
    pub retreat: Ratio,
    /// The unit cost meant. The average is avoidable where capacity is rented; `marginal` is the stricter test.
    #[serde(default)]
    pub cost: CostBasis,
    /// Whether it fights again when a rival comes back.
    #[serde(default)]
    pub resume: bool,
}

impl Check for Predation {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.recoup <= self.retreat {
            complaints
                .error(
                    "recoup-without-gain",
                    format!("{path}.recoup"),
                    "a war that is won would pay no better than one that is lost",
                    &format!("found {}, must be above `retreat`, {}", self.recoup.get(), self.retreat.get()),
                )
                .help("raise recoup or lower retreat");
        }
    }
}

impl Rule for Predation {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Predator { rule: *self, state: State::Waiting })
    }
}

/// Where the war stands; the numbers are rivals that sold when it began, and when it was won.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Fighting(usize),
    Recouping(usize),
    GivenUp,
}

struct Predator {
    rule: Predation,
    state: State,
}

impl Predator {
    fn next(&self, rivals: usize, cash: Money) -> State {
        let short = cash < self.rule.reserve;
        match self.state {
            State::GivenUp => State::GivenUp,
            // Without rivals there is nobody to fight.
            State::Waiting if rivals == 0 => State::Recouping(0),
            State::Fighting(first) if rivals < first => State::Recouping(rivals),
            State::Waiting | State::Fighting(_) if short => State::GivenUp,
            State::Waiting => State::Fighting(rivals),
            State::Fighting(first) => State::Fighting(first.max(rivals)),
            State::Recouping(left) if rivals > left && self.rule.resume && !short => State::Fighting(rivals),
            State::Recouping(left) => State::Recouping(left.min(rivals)),
        }
    }
}

impl Pricer for Predator {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        self.state = self.next(seen.rival_firms(), seen.cash);
        let factor = match self.state {
            State::Waiting | State::Fighting(_) => self.rule.depth.rest().get(),
            State::Recouping(_) => 1.0 + self.rule.recoup.get(),
            State::GivenUp => 1.0 + self.rule.retreat.get(),
        };
        seen.own.iter().filter_map(|own| PriceMove::to(own, own.costs.on(self.rule.cost) * factor)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::RivalProduct;
    use super::super::fixtures::{level, look, product, rival};
    use super::*;

    const RULE: Predation = Predation {
        depth: Share(0.3),
        reserve: Money(100.0),
        recoup: Ratio(0.8),
        retreat: Ratio(0.1),
        cost: CostBasis::Average,
        resume: false,
    };

    fn war(rule: Predation, looks: &[(&[RivalProduct], f64)]) -> Vec<f64> {
        let mut firm = rule.open();
        let own = [product(0, 1.5, 1.0)];
        looks
            .iter()
            .map(|(rivals, cash)| {
                level(firm.as_mut(), &InformationSet { cash: Money(*cash), ..look(&own, rivals) })
            })
            .collect()
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn it_fights_until_a_rival_leaves_and_recoups() {
        // Cost 1: 0.7 while two sell, 1.8 once one has left, and when it comes back.
        let (two, one) = ([rival(1, 1.2), rival(2, 1.2)], [rival(2, 1.2)]);
        close(
            &war(RULE, &[(&two, 900.0), (&two, 500.0), (&one, 300.0), (&two, 300.0)]),
            &[0.7, 0.7, 1.8, 1.8],
        );
        let stubborn = Predation { resume: true, ..RULE };
        close(&war(stubborn, &[(&two, 900.0), (&one, 300.0), (&two, 300.0)]), &[0.7, 1.8, 0.7]);
    }

    #[test]
    fn it_gives_up_for_good_when_cash_is_short() {
        let (two, one) = ([rival(1, 1.2), rival(2, 1.2)], [rival(2, 1.2)]);
        close(
            &war(RULE, &[(&two, 900.0), (&two, 99.0), (&two, 900.0), (&one, 900.0)]),
            &[0.7, 1.1, 1.1, 1.1],
        );
        // The rival went first: the last of the cash was well spent.
        close(&war(RULE, &[(&two, 900.0), (&one, 99.0)]), &[0.7, 1.8]);
    }

    #[test]
    fn a_firm_of_many_products_is_one_rival_and_nobody_is_no_prey() {
        let twice = [rival(1, 1.2), RivalProduct { offer: crate::ids::OfferId(7), ..rival(1, 1.3) }];
        close(&war(RULE, &[(&twice, 900.0), (&twice[..1], 900.0), (&[], 900.0)]), &[0.7, 0.7, 1.8]);
        close(&war(RULE, &[(&[], 900.0)]), &[1.8]);
    }

    #[test]
    fn the_price_of_the_fight_is_below_cost_and_that_of_peace_above() {
        for depth in [0.01, 0.5, 1.0] {
            let rule = Predation { depth: Share(depth), ..RULE };
            let prices = war(rule, &[(&[rival(1, 1.0)], 900.0), (&[], 900.0)]);
            assert!(prices[0] < 1.0 && prices[1] > 1.0);
        }
    }

    #[test]
    fn a_war_that_pays_nothing_is_refused() {
        let mut complaints = Complaints::new();
        Predation { recoup: Ratio(0.1), ..RULE }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "recoup-without-gain");
    }
}
