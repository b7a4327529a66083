//! Bandit: learns what demand bears while it earns, on a grid of mark-ups, with no model of demand at all.
//!
//! Arm k is p = c (1 + m_k). At a review the profit rate seen, sum of sales x (posted price - c), is credited to the arm
//! tried before; each arm is tried once, then with n_k trials of mean r_k, N = sum n_k and the range w of all rewards seen
//!
//! `thompson`: arm of largest r_k + (w / 4) z_k / sqrt(n_k), z_k standard normal    (Thompson 1933; a range is about 4 sd)
//! `ucb1`:     arm of largest r_k + w sqrt(2 ln N / n_k)                            (Auer, Cesa-Bianchi and Fischer 2002)
//!
//! Rewards are taken as of one lasting market; where costs fall and rivals move, old trials mislead, so `memory` lets them
//! fade: at each credit all n_k shrink by that factor (Garivier and Moulines 2011).

use rand::RngExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::maths;
use crate::random::Stream;
use crate::units::{Days, MoneyPerDay, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "bandit",
    rule: "p = c (1 + m_k), k the arm of largest sampled (thompson) or upper (ucb1) mean of the profit rate seen",
    source: "Thompson 1933; Auer, Cesa-Bianchi and Fischer 2002; fading memory: Garivier and Moulines 2011",
    use_when: "prices are set by a learning algorithm without a model: does it find the best price, or a collusive one?",
};

/// How the next arm is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Explore {
    /// By a draw from what is believed of each arm.
    #[default]
    Thompson,
    /// By the upper end of what is believed of each arm.
    Ucb1,
}

/// A bandit on mark-ups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bandit {
    /// The mark-ups over unit cost that it tries. Default 0, 0.1, 0.25, 0.5, 1 and 2 (assumption: from the competitive price to a gross margin of two thirds).
    pub markups: Vec<Ratio>,
    /// How it chooses among them.
    pub explore: Explore,
    /// The unit cost meant. Default the floor: the average moves with the sales that an arm brings, and the arm with it.
    pub cost: CostBasis,
    /// Shortest time for which an arm is tried. Default 25 days (a monthly review with jitter is a trial, a reaction is not).
    pub dwell: Days,
    /// What a trial still counts for after one more. Default 95 % (assumption: twenty trials are remembered).
    pub memory: Share,
}

impl Default for Bandit {
    fn default() -> Self {
        Self {
            markups: [0.0, 0.1, 0.25, 0.5, 1.0, 2.0].map(Ratio).to_vec(),
            explore: Explore::default(),
            cost: CostBasis::Floor,
            dwell: Days(25.0),
            memory: Share(0.95),
        }
    }
}

impl Check for Bandit {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.markups.len() < 2 {
            complaints.error(
                "bandit-without-choice",
                format!("{path}.markups"),
                "there is nothing to learn with fewer than two mark-ups",
                &format!("found {}", self.markups.len()),
            );
        }
        if self.memory < Share(0.5) {
            complaints
                .error(
                    "bandit-without-memory",
                    format!("{path}.memory"),
                    "it would forget faster than it learns",
                    &format!("found {}, must be at least 50 %", self.memory.get()),
                )
                .help("95 % remembers about twenty trials");
        }
    }
}

impl Rule for Bandit {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Learner {
            arms: vec![Arm::default(); self.markups.len()],
            rule: self.clone(),
            seen: None,
            tried: None,
        })
    }
}

/// Trials and mean reward of a mark-up.
#[derive(Debug, Clone, Copy, Default)]
struct Arm {
    trials: f64,
    mean: f64,
}

/// The rule and what it has earned.
struct Learner {
    rule: Bandit,
    arms: Vec<Arm>,
    /// Least and largest reward seen.
    seen: Option<(f64, f64)>,
    /// The arm being tried and since when.
    tried: Option<(usize, Days)>,
}

impl Learner {
    fn credit(&mut self, arm: usize, reward: f64) {
        let (low, high) = self.seen.unwrap_or((reward, reward));
        self.seen = Some((low.min(reward), high.max(reward)));
        for arm in &mut self.arms {
            arm.trials *= self.rule.memory.get();
        }
        let arm = &mut self.arms[arm];
        arm.trials += 1.0;
        arm.mean += (reward - arm.mean) / arm.trials;
    }

    fn choose(&self, luck: &mut Stream) -> Option<usize> {
        if let Some(untried) = self.arms.iter().position(|arm| arm.trials <= 0.0) {
            return Some(untried);
        }
        let width = self.seen.map_or(0.0, |(low, high)| high - low);
        let all: f64 = self.arms.iter().map(|arm| arm.trials).sum();
        let mut best: Option<(usize, f64)> = None;
        for (k, arm) in self.arms.iter().enumerate() {
            let bonus = match self.rule.explore {
                // A draw of exactly 0 has no quantile.
                Explore::Thompson => {
                    0.25 * maths::normal_quantile(luck.random::<f64>().max(1e-15)) / maths::sqrt(arm.trials)
                }
                Explore::Ucb1 => maths::sqrt(2.0 * maths::ln(all.max(1.0)) / arm.trials),
            };
            let score = arm.mean + width * bonus;
            if best.is_none_or(|(_, top)| score > top) {
                best = Some((k, score));
            }
        }
        best.map(|(k, _)| k)
    }
}

impl Pricer for Learner {
    fn review(&mut self, seen: &InformationSet, luck: &mut Stream) -> Vec<PriceMove> {
        if seen.own.is_empty() {
            return Vec::new();
        }
        let is_over = self.tried.is_none_or(|(_, since)| seen.elapsed - since >= self.rule.dwell);
        if is_over {
            if let Some((arm, _)) = self.tried {
                let margin = |own: &super::OwnProduct| own.posted.blended() - own.costs.on(self.rule.cost);
                let reward: MoneyPerDay = seen.own.iter().map(|own| margin(own) * own.sales).sum();
                self.credit(arm, reward.get());
            }
            self.tried = self.choose(luck).map(|arm| (arm, seen.elapsed));
        }
        let Some((arm, _)) = self.tried else { return Vec::new() };
        let markup = self.rule.markups[arm];
        seen.own
            .iter()
            .filter_map(|own| PriceMove::to(own, floor(&own.costs, self.rule.cost, markup)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::OwnProduct;
    use super::super::fixtures::{level_at, product};
    use super::*;
    use crate::units::MtokPerDay;

    /// Prices posted in a market whose tokens are 100 e^(-p), at unit cost 1: profit is largest at p = 2.
    fn play(rule: &Bandit, trials: u32) -> Vec<f64> {
        let mut firm = rule.open();
        let mut price = 1.0;
        (0..trials)
            .map(|month| {
                let sales = MtokPerDay(100.0 * maths::exp(-price));
                let own = OwnProduct { sales, ..product(0, price, 1.0) };
                price = level_at(firm.as_mut(), 30.0 * f64::from(month), own, &[]);
                price
            })
            .collect()
    }

    fn rule(explore: Explore) -> Bandit {
        Bandit { explore, memory: Share::ONE, ..Bandit::default() }
    }

    #[test]
    fn each_arm_is_tried_once_and_then_the_upper_mean_decides() {
        // Rewards of the arms: 100 (p - 1) e^(-p) = 0, 3.33, 7.16, 11.16, 13.53, 9.96; equal trials, so equal bonuses.
        let prices = play(&rule(Explore::Ucb1), 7);
        let expected = [1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 2.0];
        assert!(prices.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{prices:?}");
    }

    #[test]
    fn both_find_the_best_price() {
        for (explore, least) in [(Explore::Thompson, 0.5), (Explore::Ucb1, 0.3)] {
            let prices = play(&rule(explore), 600);
            let last = &prices[300..];
            let hits =
                last.iter().filter(|price| (*price - 2.0).abs() < 1e-9).count() as f64 / last.len() as f64;
            assert!(hits > least, "{explore:?}: {hits}");
        }
    }

    #[test]
    fn a_reaction_within_the_trial_keeps_the_arm() {
        let mut firm = rule(Explore::Ucb1).open();
        let first = level_at(firm.as_mut(), 0.0, product(0, 1.0, 1.0), &[]);
        assert!((level_at(firm.as_mut(), 3.0, product(0, 1.0, 1.0), &[]) - first).abs() < 1e-12);
        assert!((level_at(firm.as_mut(), 30.0, product(0, 1.0, 1.0), &[]) - 1.1).abs() < 1e-12);
    }

    #[test]
    fn impossible_bandits_are_refused() {
        let mut complaints = Complaints::new();
        Bandit { markups: vec![Ratio(0.1)], memory: Share(0.1), ..Bandit::default() }
            .check("p", &mut complaints);
        let codes: Vec<&str> = complaints.list().iter().map(|complaint| complaint.code).collect();
        assert_eq!(codes, ["bandit-without-choice", "bandit-without-memory"]);
    }
}
