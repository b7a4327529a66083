//! What a firm earns when it moves one price and all else stands still: the question that tells an equilibrium from a
//! point where only the slopes are zero.
//!
//! One offer's W changes S and the O of its provider, and T = S^2 + sum of b O^2 with them, so that an answer takes one
//! exponential for each type and segment, where `Response::at` takes one for each offer too.

use std::ops::Range;

use super::Response;
use super::alone_nested::Mover;
use super::routed::earned as earned_by_route;
use super::users::Users;
use super::weights::{Scratch, dot, weigh};
use crate::units::{MoneyPerDay, MoneyPerMtok};

impl Response<'_> {
    /// Profit over unit costs (by segment and offer) of the firm that decides for offer j, with the level of j times each
    /// of the factors: at `j * factors.len()` and on.
    pub fn profits_alone(
        &mut self,
        levels: &[MoneyPerMtok],
        costs: &[Vec<MoneyPerMtok>],
        factors: &[f64],
    ) -> Vec<MoneyPerDay> {
        let mut profits = vec![MoneyPerDay::ZERO; levels.len() * factors.len()];
        let (mut firm, mut moved) = (Firm::default(), Vec::new());
        for (s, costs) in costs.iter().enumerate() {
            let (segment, users, work) = (&self.market.segments[s], &self.users[s], &mut self.scratch);
            work.price(segment, &self.order, levels);
            work.weigh(users, &self.starts);
            if users.nests.is_some() {
                self.nested_alone(s, levels, (costs, factors), &mut profits);
                continue;
            }
            firm.rest.clear();
            firm.rest.extend(work.part.iter().zip(&work.sum).map(|(part, sum)| 1.0 / part - sum * sum));
            moved.resize(users.alpha.len(), 0.0);
            // Margin times use: what a weight is worth to the firm.
            let order = &self.order;
            let worth = |work: &Scratch, place: usize| {
                let j = order[place];
                (levels[j] * segment.ratio[j] - costs[j]).get() * work.usage[place]
            };
            for g in 0..self.market.providers {
                let ranks = self.groups[g]..self.groups[g + 1];
                for f in ranks.clone() {
                    let places = |f: usize| self.starts[f]..self.starts[f + 1];
                    firm.gather((users, work), places(f), &worth);
                    firm.sisters((users, work), ranks.clone().filter(|r| *r != f), &places, &worth);
                    let types = users.alpha.len();
                    let own = &work.own[f * types..(f + 1) * types];
                    let lanes = Lanes { users, work, firm: &firm, own, free: segment.multi_home.get() };
                    for place in places(f) {
                        let (j, before) = (order[place], worth(work, place));
                        for (factor, profit) in factors.iter().zip(&mut profits[j * factors.len()..]) {
                            let price = levels[j] * *factor * segment.ratio[j];
                            let after = (price - costs[j]).get() * segment.preference.usage(price);
                            let term = segment.preference.price_term(price);
                            lanes.earn((place, before), (term, after), &mut moved);
                            *profit += MoneyPerDay(segment.mass * dot(&users.part, &moved));
                        }
                    }
                }
            }
        }
        profits
    }

    /// The same in a segment whose offers are nested, whose weights are laid out.
    fn nested_alone(
        &self,
        s: usize,
        levels: &[MoneyPerMtok],
        (costs, factors): (&[MoneyPerMtok], &[f64]),
        profits: &mut [MoneyPerDay],
    ) {
        let (segment, users, work) = (&self.market.segments[s], &self.users[s], &self.scratch);
        let Some(nests) = &users.nests else { return };
        let firm_of: Vec<usize> = (0..self.order.len())
            .map(|place| self.starts.partition_point(|start| *start <= place) - 1)
            .collect();
        let mut moved = vec![0.0; users.alpha.len()];
        for g in 0..self.market.providers {
            let own = self.starts[self.groups[g]]..self.starts[self.groups[g + 1]];
            let worth = |place: usize| {
                let j = self.order[place];
                let margin = (levels[j] * segment.ratio[j] - costs[j]).get();
                if own.contains(&place) { margin * work.usage[place] } else { 0.0 }
            };
            let mover = Mover {
                users,
                work,
                nests,
                firm_of: &firm_of,
                firms: self.market.providers,
                worth: (0..self.order.len()).map(worth).collect(),
                free: segment.multi_home.get(),
            };
            for place in own.clone() {
                let j = self.order[place];
                for (factor, profit) in factors.iter().zip(&mut profits[j * factors.len()..]) {
                    let price = levels[j] * *factor * segment.ratio[j];
                    let after = (price - costs[j]).get() * segment.preference.usage(price);
                    mover.earn(place, (segment.preference.price_term(price), after), &mut moved);
                    *profit += MoneyPerDay(segment.mass * dot(&users.part, &moved));
                }
            }
        }
    }
}

/// What a firm has before it moves a price, by type of user.
#[derive(Default)]
struct Firm {
    /// T - S^2.
    rest: Vec<f64>,
    /// Sum over the offers of the moved one's provider of W times what a weight is worth.
    margin: Vec<f64>,
    /// The same over the firm's other providers, and over them times b O.
    others: Vec<f64>,
    pull: Vec<f64>,
}

impl Firm {
    /// The offers of the moved one's provider.
    fn gather(
        &mut self,
        (users, work): (&Users, &Scratch),
        places: Range<usize>,
        worth: &impl Fn(&Scratch, usize) -> f64,
    ) {
        let types = users.alpha.len();
        self.margin.clear();
        self.margin.resize(types, 0.0);
        for place in places {
            let worth = worth(work, place);
            let weights = &work.weight[place * types..(place + 1) * types];
            for (margin, weight) in self.margin.iter_mut().zip(weights) {
                *margin += worth * weight;
            }
        }
    }

    /// The offers of the firm's other providers.
    fn sisters(
        &mut self,
        (users, work): (&Users, &Scratch),
        ranks: impl Iterator<Item = usize>,
        places: &impl Fn(usize) -> Range<usize>,
        worth: &impl Fn(&Scratch, usize) -> f64,
    ) {
        let types = users.alpha.len();
        for room in [&mut self.others, &mut self.pull] {
            room.clear();
            room.resize(types, 0.0);
        }
        for f in ranks {
            let own = &work.own[f * types..(f + 1) * types];
            for place in places(f) {
                let worth = worth(work, place);
                let weights = &work.weight[place * types..(place + 1) * types];
                for i in 0..types {
                    self.others[i] += worth * weights[i];
                    self.pull[i] += worth * weights[i] * users.boost[i] * own[i];
                }
            }
        }
    }
}

/// A firm's users by type.
struct Lanes<'a> {
    users: &'a Users,
    work: &'a Scratch,
    firm: &'a Firm,
    /// O of the moved offer's provider.
    own: &'a [f64],
    /// Part of the tokens that is routed.
    free: f64,
}

impl Lanes<'_> {
    /// What the firm earns from a user of each type when an offer whose weight is worth `before` gets the price term and
    /// the worth `after`.
    fn earn(&self, (place, before): (usize, f64), (term, after): (f64, f64), earned: &mut [f64]) {
        let types = earned.len();
        let lane = place * types..(place + 1) * types;
        let (weight, merit) = (&self.work.weight[lane.clone()], &self.users.merit[lane]);
        let (alpha, boost) = (&self.users.alpha[..types], &self.users.boost[..types]);
        let (top, sum) = (&self.work.top[..types], &self.work.sum[..types]);
        let (rest, own, margin) = (&self.firm.rest[..types], &self.own[..types], &self.firm.margin[..types]);
        let (others, pulled) = (&self.firm.others[..types], &self.firm.pull[..types]);
        for i in 0..types {
            let new = weigh(merit[i], alpha[i], term, top[i]);
            // Differences may round to nothing where one weight is nearly all.
            let new_sum = (sum[i] + (new - weight[i])).max(new);
            let new_own = (own[i] + (new - weight[i])).max(new);
            let pull = boost[i] * new_own * new_own;
            let whole = new_sum * new_sum + (rest[i] + (pull - boost[i] * own[i] * own[i])).max(pull);
            let money = margin[i] + (after * new - before * weight[i]);
            let own_money = money * (new_sum + boost[i] * new_own);
            earned[i] = (own_money + (others[i] * new_sum + pulled[i])) / whole;
            if self.free > 0.0 {
                let outside = (self.work.outside[i], self.users.outside_boost);
                let routed = earned_by_route(money + others[i], (new_sum, whole), outside);
                earned[i] = (1.0 - self.free) * earned[i] + self.free * routed;
            }
        }
    }
}
