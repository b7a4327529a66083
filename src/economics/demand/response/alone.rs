//! What a firm earns when it moves one price and all else stands still: the question that tells an equilibrium from a
//! point where only the slopes are zero.
//!
//! One offer's W changes S and the O of its provider, and T = S^2 + sum of b O^2 with them, so that an answer takes one
//! exponential for each type and segment, where `Response::at` takes one for each offer too.

use super::Response;
use super::weights::weigh;
use crate::units::{MoneyPerDay, MoneyPerMtok};

impl Response<'_> {
    /// Profit over unit costs (by segment and offer) of the owner of offer j with its level times each of the factors:
    /// at `j * factors.len()` and on.
    pub fn profits_alone(
        &mut self,
        levels: &[MoneyPerMtok],
        costs: &[Vec<MoneyPerMtok>],
        factors: &[f64],
    ) -> Vec<MoneyPerDay> {
        let mut profits = vec![MoneyPerDay::ZERO; levels.len() * factors.len()];
        let (mut margin, mut rest, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        for (s, costs) in costs.iter().enumerate() {
            let (segment, users, work) = (&self.market.segments[s], &self.users[s], &mut self.scratch);
            work.price(segment, &self.order, levels);
            work.weigh(users, &self.starts);
            let types = users.alpha.len();
            let each = segment.mass / types as f64;
            rest.clear();
            rest.extend(work.part.iter().zip(&work.sum).map(|(part, sum)| 1.0 / part - sum * sum));
            moved.resize(types, 0.0);
            for f in 0..self.market.providers {
                let places = self.starts[f]..self.starts[f + 1];
                // Margin times use: what a weight is worth to the firm.
                let worth = |place: usize| {
                    let j = self.order[place];
                    (levels[j] * segment.ratio[j] - costs[j]).get() * work.usage[place]
                };
                margin.clear();
                margin.resize(types, 0.0);
                for place in places.clone() {
                    let worth = worth(place);
                    let weights = &work.weight[place * types..(place + 1) * types];
                    for (margin, weight) in margin.iter_mut().zip(weights) {
                        *margin += worth * weight;
                    }
                }
                let lanes = Lanes {
                    alpha: &users.alpha,
                    boost: &users.boost,
                    sum: &work.sum,
                    rest: &rest,
                    own: &work.own[f * types..(f + 1) * types],
                    margin: &margin,
                };
                for place in places {
                    let (j, before) = (self.order[place], worth(place));
                    let lane = place * types..(place + 1) * types;
                    let (weight, appeal) = (&work.weight[lane.clone()], &users.appeal[lane]);
                    for (factor, profit) in factors.iter().zip(&mut profits[j * factors.len()..]) {
                        let price = levels[j] * *factor * segment.ratio[j];
                        let after = (price - costs[j]).get() * segment.preference.usage(price);
                        let term = segment.preference.price_term(price);
                        lanes.earn((weight, before), (appeal, term, after), &mut moved);
                        *profit += MoneyPerDay(each * moved.iter().sum::<f64>());
                    }
                }
            }
        }
        profits
    }
}

/// A firm's users by type: S, T - S^2, O, and the sum over its offers of W times what a weight is worth.
struct Lanes<'a> {
    alpha: &'a [f64],
    boost: &'a [f64],
    sum: &'a [f64],
    rest: &'a [f64],
    own: &'a [f64],
    margin: &'a [f64],
}

impl Lanes<'_> {
    /// What the firm earns from a user of each type when an offer of weight W and worth `before` gets the price term
    /// and the worth `after`.
    fn earn(
        &self,
        (weight, before): (&[f64], f64),
        (appeal, term, after): (&[f64], f64, f64),
        earned: &mut [f64],
    ) {
        let types = earned.len();
        let (weight, appeal, alpha, boost) =
            (&weight[..types], &appeal[..types], &self.alpha[..types], &self.boost[..types]);
        let (sum, rest, own, margin) =
            (&self.sum[..types], &self.rest[..types], &self.own[..types], &self.margin[..types]);
        for i in 0..types {
            let new = weigh(appeal[i], alpha[i], term);
            // Differences may round to nothing where one weight is nearly all.
            let new_sum = (sum[i] + (new - weight[i])).max(new);
            let new_own = (own[i] + (new - weight[i])).max(new);
            let pull = boost[i] * new_own * new_own;
            let whole = new_sum * new_sum + (rest[i] + (pull - boost[i] * own[i] * own[i])).max(pull);
            let money = margin[i] + (after * new - before * weight[i]);
            earned[i] = money * (new_sum + boost[i] * new_own) / whole;
        }
    }
}
