//! Best response: the levels of most own profit, all own products at once, on demand as the firm believes it, rivals'
//! prices staying as posted.
//!
//! max over L of sum_j (L_j - c_j) x_j^(-eta) s_j(L), with s_j of `perceived.rs` and alpha of `belief.rs`: with one product
//! (p - c) / (p + h) = 1 / \[alpha (1 - s) x^(1 - eta) + eta\]. Firms that know demand and answer one another so come to the
//! static Nash price where users answer at once (Cournot 1838; Bertrand 1883; Anderson, de Palma and Thisse 1992).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::belief::{Learner, Prior};
use super::information::{CostBasis, InformationSet};
use super::perceived::{Perceived, moves};
use super::pricer::{Belief, PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{MoneyPerMtok, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "best_response",
    rule: "most own profit over all own products: (p - c) / (p + h) = 1 / [alpha (1 - s) x^(1 - eta) + eta], alpha as believed, rivals' prices as posted",
    source: "Bertrand 1883; Anderson, de Palma and Thisse 1992; inversion of shares: Berry 1994",
    use_when: "the reference firm of economics: rational, myopic, learning demand; many of them lead to the static Nash price",
};

/// Best response on believed demand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BestResponse {
    /// The unit cost taken as that of one more token in the long run. Default the floor: the average charges each token with idle capacity, so a firm that loses users would raise its price until none is left.
    pub cost: CostBasis,
    /// What it believes of demand at first.
    pub prior: Prior,
    /// Most that a price moves at one review; without bound when absent.
    pub step: Option<Share>,
}

impl Default for BestResponse {
    fn default() -> Self {
        Self { cost: CostBasis::Floor, prior: Prior::default(), step: None }
    }
}

impl Check for BestResponse {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        self.prior.check(&format!("{path}.prior"), complaints);
    }
}

impl Rule for BestResponse {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Responder { rule: *self, learner: Learner::new(self.prior) })
    }
}

/// The rule and what it has learnt.
struct Responder {
    rule: BestResponse,
    learner: Learner,
}

impl Pricer for Responder {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        self.learner.observe(seen);
        let firm = Perceived {
            alpha: self.learner.alpha(),
            eta: self.rule.prior.usage_elasticity,
            scale: seen.scale,
        };
        let reach: Vec<f64> = seen.own.iter().map(|own| own.reach.get()).collect();
        let costs: Vec<MoneyPerMtok> = seen.own.iter().map(|own| own.costs.on(self.rule.cost)).collect();
        let users = firm.users(seen.own, &reach);
        let levels = Perceived::best(seen.own, users, &costs).unwrap_or_default();
        moves(seen.own, levels, self.rule.step)
    }

    fn belief(&self) -> Option<Belief> {
        Some(self.learner.belief())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{level, look, product, rival};
    use super::super::{OwnProduct, RivalProduct};
    use super::*;
    use crate::maths;

    fn certain(alpha: f64) -> BestResponse {
        BestResponse { prior: Prior::certain(alpha, 0.0), ..BestResponse::default() }
    }

    /// Two firms of appeal a answer one another on exact logit shares; the price they come to.
    fn duopoly(start: f64, (a, c, mu): (f64, f64, f64)) -> [f64; 2] {
        let mut firms = [certain(1.0 / mu).open(), certain(1.0 / mu).open()];
        let mut prices = [start, start];
        for _ in 0..200 {
            let w = prices.map(|p| maths::exp((a - p) / mu));
            let sum = 1.0 + w[0] + w[1];
            let answer = |firm: &mut dyn Pricer, me: usize| {
                let own = [OwnProduct { reach: Share(w[me] / sum), ..product(0, prices[me], c) }];
                let rivals = [RivalProduct { reach: Share(w[1 - me] / sum), ..rival(1, prices[1 - me]) }];
                level(firm, &InformationSet { outside: Share(1.0 / sum), ..look(&own, &rivals) })
            };
            let [one, two] = &mut firms;
            prices = [answer(one.as_mut(), 0), answer(two.as_mut(), 1)];
        }
        prices
    }

    #[test]
    fn firms_that_know_demand_come_to_the_static_nash_price() {
        // Calvano, Calzolari, Denicolo and Pastorello (2020): a = 2, c = 1, mu = 1/4, p_N = 1.472927.
        for start in [1.0, 1.2, 3.0] {
            let prices = duopoly(start, (2.0, 1.0, 0.25));
            assert!(prices.iter().all(|p| (p - 1.472_927).abs() < 1e-6), "from {start}: {prices:?}");
        }
    }

    #[test]
    fn a_small_offer_of_the_linear_market_adds_mu_to_cost() {
        // s near 0: p = c + mu / (1 - s) = 1 + 0.5.
        let own = [OwnProduct { reach: Share(1e-9), ..product(0, 1.4, 1.0) }];
        let level = level(certain(2.0).open().as_mut(), &look(&own, &[rival(1, 1.4)]));
        assert!((level - 1.5).abs() < 1e-5, "{level}");
    }

    #[test]
    fn a_step_holds_it_back_and_belief_is_shown() {
        let mut firm = BestResponse { step: Some(Share(0.1)), ..certain(2.0) }.open();
        let own = [product(0, 5.0, 1.0)];
        assert!((level(firm.as_mut(), &look(&own, &[rival(1, 1.4)])) - 4.5).abs() < 1e-12);
        assert_eq!(firm.belief(), Some(Belief { mean: 2.0, sd: 0.0 }));
    }

    #[test]
    fn more_cost_is_a_higher_price_and_more_taste_for_price_a_lower_one() {
        let price = |alpha: f64, cost: f64| {
            let own = [product(0, 1.5, cost)];
            level(certain(alpha).open().as_mut(), &look(&own, &[]))
        };
        assert!(price(2.0, 1.1) > price(2.0, 1.0) && price(3.0, 1.0) < price(2.0, 1.0));
    }
}
