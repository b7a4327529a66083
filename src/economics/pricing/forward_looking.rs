//! Forward looking: a best response that knows what a user who stays is worth: bargains, then rip-offs.
//!
//! In a period of length T a user of the firm chooses anew with chance lambda = 1 - e^(-renewal T) and stays otherwise.
//! With f_j the part of those who choose anew that take own offer j, and n_j the own reach,
//!
//! stay_j = \[1 - lambda (1 - f)\] n_j / n for own users (f = sum f_j, n = sum n_j),   win_j = lambda f_j for all others,
//!
//! and both answer prices with the same alpha (`perceived.rs`), so own users are hard to lose and others hard to win. A
//! user more at the end of the period is worth the margin to come for as long as it stays, discounted:
//!
//! v_j = \[delta theta / (1 - delta theta)\] max(0, p^BR_j - c_j) x(p^BR_j)^(-eta) / (1 + theta),
//! theta = 1 - lambda = stay - win,   delta = e^(-discount T),
//!
//! with p^BR the best response on those who choose anew. Over 1 + theta, for sticky users answer a price twice, when they
//! could leave and when they could come: at rest (n = f small, eta = 0, no discount) the rule earns just that margin. The
//! firm maximises over all its levels L, not below c (1 - depth),
//!
//! sum_j \[ (L_j - c_j) x_j^(-eta) + v_j \] \[ n stay_j(L) + (1 - n) win_j(L) \].
//!
//! A base that shrinks faster than `renewal` allows teaches the firm a higher one, halfway at each look, and back as it rests.
//! f is read off the change of reach over the last period, n_now = (1 - lambda) n_before + lambda f, and is at most 0.9. At lambda = 1 it is
//! the best response. The profit has two hills, a raid below cost and a harvest above the best response; which is higher
//! turns with n. Klemperer (1995); Farrell and Klemperer (2007); that stickiness may lower prices: Dube, Hitsch and Rossi (2009).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::belief::{Learner, Prior};
use super::climb::climb;
use super::information::{CostBasis, InformationSet, OwnProduct};
use super::perceived::{Perceived, moves};
use super::pricer::{Belief, PriceMove, Pricer};
use super::rule::Rule;
use crate::calendar::{DAYS_A_MONTH, DAYS_A_YEAR};
use crate::complaint::{Check, Complaints};
use crate::ids::OfferId;
use crate::maths;
use crate::random::Stream;
use crate::units::{Days, MoneyPerMtok, PerDay, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "forward_looking",
    rule: "most of sum [(p - c) x^(-eta) + v] [n stay(p) + (1 - n) win(p)], v the discounted margin of a user while it stays",
    source: "Klemperer 1995; Farrell and Klemperer 2007; Dube, Hitsch and Rossi 2009",
    use_when: "users stick to their provider and firms know it: entrants buy users below cost, firms with many of them harvest",
};

/// Highest price that is thought of, over the best response: far beyond what sticky users bear.
const HIGHEST: f64 = 10.0;
/// Most that a firm reads f, of all its offers, off as: where users are quicker than `renewal` says, a month of growth would else say that all who
/// choose choose it, and that nothing could make its users leave.
const MOST_CHOICE: f64 = 0.9;
/// Most that users are taken to choose anew: daily, beyond which nothing sticks.
const MOST_RENEWAL: f64 = 1.0;
/// Share of all users that a firm counts as having at most: with all of them there is nobody left to win.
const MOST_REACH: f64 = 1.0 - 1e-6;

/// A best response with the value of users who stay.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ForwardLooking {
    /// The unit cost taken as that of one more token in the long run. Default the floor: the average rises for a firm that loses users, which would drive its price up and the rest away.
    pub cost: CostBasis,
    /// What it believes of demand at first.
    pub prior: Prior,
    /// Rate at which a user chooses anew, at least: a firm whose users leave faster learns it. Default 5 %/month (assumption: one change of mind in twenty months).
    pub renewal: PerDay,
    /// Discount rate of profit to come. Default 12 %/year (assumption: cost of capital of a young firm).
    pub discount: PerDay,
    /// T: the period that the firm plans for. Default 30 days (that of price reviews).
    pub period: Days,
    /// Most that a price lies below unit cost. Default 50 % (assumption: what investors bear of a bargain).
    pub depth: Share,
    /// Most that a price moves at one review; without bound when absent.
    pub step: Option<Share>,
}

impl Default for ForwardLooking {
    fn default() -> Self {
        Self {
            cost: CostBasis::Floor,
            prior: Prior::default(),
            renewal: PerDay(0.05 / DAYS_A_MONTH),
            discount: PerDay(0.12 / DAYS_A_YEAR),
            period: Days(30.0),
            depth: Share(0.5),
            step: None,
        }
    }
}

impl Check for ForwardLooking {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        self.prior.check(&format!("{path}.prior"), complaints);
        if self.period < Days(1.0) {
            complaints.error(
                "plan-too-short",
                format!("{path}.period"),
                "in so short a time no user chooses",
                &format!("found {} days, must be at least 1", self.period.get()),
            );
        }
        if self.renewal <= PerDay::ZERO {
            complaints
                .error(
                    "renewal-zero",
                    format!("{path}.renewal"),
                    "users who never choose anew have no value that ends",
                    "must be more than 0",
                )
                .help("a few per cent a month are usual");
        }
    }
}

impl Rule for ForwardLooking {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Planner {
            rule: *self,
            learner: Learner::new(self.prior),
            before: None,
            free: Vec::new(),
            renewal: self.renewal.get(),
        })
    }
}

/// The rule, its belief, and what it saw of the users who choose.
struct Planner {
    rule: ForwardLooking,
    learner: Learner,
    /// Reach by offer at an earlier look.
    before: Option<(Days, Vec<(OfferId, f64)>)>,
    /// f by offer: part of those who choose anew that took it.
    free: Vec<(OfferId, f64)>,
    /// Rate at which users choose anew, as it looks now  \[1/day\].
    renewal: f64,
}

fn of(list: &[(OfferId, f64)], offer: OfferId) -> Option<f64> {
    list.iter().find(|(known, _)| *known == offer).map(|(_, value)| *value)
}

impl Planner {
    /// Reads f off the change of reach, once half a period has passed: over less, noise would stand for choice.
    fn count(&mut self, seen: &InformationSet) {
        let now: Vec<(OfferId, f64)> = seen.own.iter().map(|own| (own.offer, own.reach.get())).collect();
        match &self.before {
            None => {
                self.free.clone_from(&now);
                self.before = Some((seen.elapsed, now));
            }
            Some((when, before)) if seen.elapsed - *when >= self.rule.period * 0.5 => {
                let span = (seen.elapsed - *when).get();
                let all = |list: &[(OfferId, f64)]| list.iter().map(|(_, reach)| reach).sum::<f64>();
                // Nobody leaves without choosing: users who leave faster than they are said to choose, choose faster.
                let leaving = maths::ln(all(before) / all(&now)) / span;
                if leaving.is_finite() {
                    let rate = leaving.max(self.rule.renewal.get());
                    self.renewal = (0.5 * (self.renewal + rate)).min(MOST_RENEWAL);
                }
                let chose = 1.0 - maths::exp(-self.renewal * span);
                self.free = now
                    .iter()
                    .map(|(offer, reach)| {
                        // What was on sale before it came here (a merger) brought its users along.
                        let came = seen.own.iter().any(|own| own.offer == *offer && own.age.get() >= span);
                        let was = of(before, *offer).unwrap_or(if came { *reach } else { 0.0 });
                        (*offer, (was + (reach - was) / chose).max(0.0))
                    })
                    .collect();
                self.before = Some((seen.elapsed, now));
            }
            Some(_) => {}
        }
    }

    /// The levels that the objective asks for.
    fn levels(&self, seen: &InformationSet) -> Option<Vec<MoneyPerMtok>> {
        let rule = &self.rule;
        let firm =
            Perceived { alpha: self.learner.alpha(), eta: rule.prior.usage_elasticity, scale: seen.scale };
        let costs: Vec<MoneyPerMtok> = seen.own.iter().map(|own| own.costs.on(rule.cost)).collect();
        let free = self.free(seen.own);
        let best = Perceived::best(seen.own, firm.users(seen.own, &free), &costs)?;
        let theta = maths::exp(-self.renewal * rule.period.get());
        let habit = theta * maths::exp(-rule.discount.get() * rule.period.get());
        let worth = habit / (1.0 - habit) / (1.0 + theta);
        let values: Vec<f64> = costs
            .iter()
            .zip(&best)
            .map(|(cost, best)| worth * (*best - *cost).get().max(0.0) * firm.usage(*best))
            .collect();
        let n = seen.own.iter().map(|own| own.reach.get()).sum::<f64>().min(MOST_REACH);
        let kept = 1.0 - (1.0 - theta) * (1.0 - free.iter().sum::<f64>());
        let stay: Vec<f64> =
            seen.own.iter().map(|own| kept * own.reach.get() / n.max(f64::MIN_POSITIVE)).collect();
        let win: Vec<f64> = free.iter().map(|free| (1.0 - theta) * free).collect();
        let users = [(n, firm.merits(seen.own, &stay)), (1.0 - n, firm.merits(seen.own, &win))];
        let profit = |levels: &[f64]| {
            let mut chosen = Vec::with_capacity(levels.len());
            let mut sum = 0.0;
            for (mass, merits) in &users {
                firm.choice(merits, levels, &mut chosen);
                for (j, (chance, usage)) in chosen.iter().enumerate() {
                    sum += mass * chance * ((levels[j] - costs[j].get()) * usage + values[j]);
                }
            }
            sum
        };
        let bounds: Vec<(f64, f64)> = costs
            .iter()
            .zip(&best)
            .map(|(cost, best)| {
                let high = best.get() * HIGHEST;
                // What costs nothing has its floor at a thousandth of the best response.
                let low = (cost.get() * rule.depth.rest().get()).max(best.get() * 1e-3);
                (low.min(high), high)
            })
            .collect();
        let mut levels: Vec<f64> =
            best.iter().zip(&bounds).map(|(best, (low, high))| best.get().clamp(*low, *high)).collect();
        climb(&mut levels, &bounds, profit);
        Some(levels.into_iter().map(MoneyPerMtok).collect())
    }

    /// f of each own offer, scaled where their sum is more than is believed.
    fn free(&self, own: &[OwnProduct]) -> Vec<f64> {
        let free: Vec<f64> =
            own.iter().map(|own| of(&self.free, own.offer).unwrap_or(own.reach.get())).collect();
        let fit = (MOST_CHOICE / free.iter().sum::<f64>()).min(1.0);
        free.iter().map(|free| free * fit).collect()
    }
}

impl Pricer for Planner {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        self.learner.observe(seen);
        self.count(seen);
        let levels = self.levels(seen).unwrap_or_default();
        moves(seen.own, levels, self.rule.step)
    }

    fn belief(&self) -> Option<Belief> {
        Some(self.learner.belief())
    }
}

#[cfg(test)]
mod tests {
    use super::super::BestResponse;
    use super::super::fixtures::{level_at, product};
    use super::*;

    fn rule(renewal: f64) -> ForwardLooking {
        ForwardLooking {
            prior: Prior::certain(2.0, 0.4),
            renewal: PerDay(renewal),
            depth: Share(0.9),
            ..ForwardLooking::default()
        }
    }

    /// Its second review, when the reach has gone from `before` to `now`.
    fn price(rule: ForwardLooking, before: f64, now: f64) -> f64 {
        let mut firm = rule.open();
        let own = |reach: f64| OwnProduct { reach: Share(reach), ..product(0, 1.8, 1.0) };
        level_at(firm.as_mut(), 0.0, own(before), &[]);
        level_at(firm.as_mut(), 30.0, own(now), &[])
    }

    #[test]
    fn users_who_always_choose_anew_have_no_value_and_it_is_the_best_response() {
        // lambda = 1 - e^(-30): theta = 0, v = 0, stay = win = f = n. The climb knows a top to the root of round-off.
        let prior = Prior::certain(2.0, 0.4);
        let mut plain = BestResponse { prior, ..BestResponse::default() }.open();
        for reach in [0.01, 0.3, 0.8] {
            let own = OwnProduct { reach: Share(reach), ..product(0, 1.8, 1.0) };
            let best = level_at(plain.as_mut(), 30.0, own, &[]);
            let here = price(rule(1.0), reach, reach);
            assert!((here - best).abs() < 1e-6 * best, "{reach}: {here} {best}");
        }
    }

    #[test]
    fn the_larger_the_base_the_higher_the_price() {
        // The same part f = 0.3 of those who choose, for bases of different size: n_now = n + lambda (f - n).
        let mut plain = BestResponse { prior: Prior::certain(2.0, 0.4), ..BestResponse::default() }.open();
        let best = level_at(plain.as_mut(), 30.0, product(0, 1.8, 1.0), &[]);
        for renewal in [0.0016, 0.02] {
            let lambda = 1.0 - maths::exp(-renewal * 30.0);
            let prices: Vec<f64> = [0.02, 0.1, 0.3, 0.6, 0.9]
                .iter()
                .map(|base| price(rule(renewal), *base, base + lambda * (0.3 - base)))
                .collect();
            assert!(prices.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{prices:?}");
            // A bargain first, a rip-off last.
            assert!(prices[0] < best && prices[4] > best, "{best} in {prices:?}");
        }
        // By a search of 60,000 prices outside of this program: 2.2504 for a base of 0.9, of which f = 0.3 returns.
        let lambda = 1.0 - maths::exp(-0.0016 * 30.0);
        assert!((price(rule(0.0016), 0.9, 0.9 + lambda * (0.3 - 0.9)) - 2.250_4).abs() < 1e-3);
    }

    #[test]
    fn at_rest_sticky_users_are_charged_less_as_dube_hitsch_and_rossi_found() {
        // Linear price, small shares, no discount: best response c + mu, at rest c + mu / (1 + theta); mu = 1/2.
        let theta = maths::exp(-0.01 * 30.0);
        let rest = 1.0 + 0.5 / (1.0 + theta);
        let rule = ForwardLooking { prior: Prior::certain(2.0, 0.0), discount: PerDay::ZERO, ..rule(0.01) };
        let own = OwnProduct { reach: Share(1e-5), ..product(0, rest, 1.0) };
        let level = level_at(rule.open().as_mut(), 0.0, own, &[]);
        assert!((level - rest).abs() < 1e-4, "{level} {rest}");
    }

    #[test]
    fn a_bargain_ends_at_its_depth() {
        // Sticky users, none yet: worth 1 / (e^(0.0016 x 30) e^(0.0003 x 30) - 1), about 17 half margins each.
        let deep =
            ForwardLooking { depth: Share(0.4), prior: Prior::certain(2.0, 0.4), ..Default::default() };
        assert!((price(deep, 0.0, 0.0) - 0.6).abs() < 1e-9);
    }

    #[test]
    fn impossible_plans_are_refused() {
        let mut complaints = Complaints::new();
        ForwardLooking { period: Days(0.1), renewal: PerDay::ZERO, ..Default::default() }
            .check("p", &mut complaints);
        let codes: Vec<&str> = complaints.list().iter().map(|complaint| complaint.code).collect();
        assert_eq!(codes, ["plan-too-short", "renewal-zero"]);
    }
}
