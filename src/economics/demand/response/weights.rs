//! Weights W = e^V of all offers for all types of a segment's users, and what the offers of a firm share.
//!
//! Shares do not depend on the level of utilities, so each type's best alternative stands at W = 1 whatever the prices:
//! no weight overflows and no sum vanishes, however stiff demand is.

use super::ResponseSegment;
use super::users::Users;
use crate::economics::demand::choice::shares;
use crate::economics::demand::nests::Nests;
use crate::maths;
use crate::units::MoneyPerMtok;

/// Utility below a type's best at which a weight stops falling: e^-600 is a share of nobody, and still a number whose
/// slopes, which are proportions of it, say at what price its owner would like it best.
pub(super) const LEAST_UTILITY: f64 = -600.0;

/// Largest utility that one price moved alone may win over the best before: e^300 can be squared.
pub(super) const MOST_UTILITY: f64 = 300.0;

/// Room for one segment.
#[derive(Default)]
pub(super) struct Scratch {
    /// x, x^(-eta) and g(x) by place.
    pub(super) relative: Vec<f64>,
    pub(super) usage: Vec<f64>,
    pub(super) term: Vec<f64>,
    /// E\[pi\] by place, and with the routed part of the tokens in it.
    pub(super) held: Vec<f64>,
    pub(super) share: Vec<f64>,
    /// V of the best alternative by type, the level of all weights.
    pub(super) top: Vec<f64>,
    /// Part of the nest by place and type, where offers are nested.
    pub(super) within: Vec<f64>,
    /// W of the outside option by type.
    pub(super) outside: Vec<f64>,
    /// W by place and type; O by firm and type.
    pub(super) weight: Vec<f64>,
    pub(super) own: Vec<f64>,
    /// S and 1 / T by type.
    pub(super) sum: Vec<f64>,
    pub(super) part: Vec<f64>,
    /// Of one firm, by type, times the type's part of users: D / T, and what multiplies W_j W_k in slopes and W_j^2 in
    /// crowding.
    pub(super) chance: Vec<f64>,
    pub(super) pair: Vec<f64>,
    pub(super) crowd: Vec<f64>,
}

impl Scratch {
    /// Relative prices, use and price terms at price levels.
    pub(super) fn price(&mut self, segment: &ResponseSegment, order: &[usize], levels: &[MoneyPerMtok]) {
        for (at, j) in order.iter().enumerate() {
            let price = levels[*j] * segment.ratio[*j];
            self.relative[at] = segment.preference.relative_price(price);
            self.usage[at] = segment.preference.usage(price);
            self.term[at] = segment.preference.price_term(price);
        }
    }

    /// W, O, S and 1 / T of all types.
    pub(super) fn weigh(&mut self, users: &Users, starts: &[usize]) {
        let (types, firms) = (users.alpha.len(), starts.len() - 1);
        for room in [&mut self.sum, &mut self.part, &mut self.chance, &mut self.pair, &mut self.crowd] {
            room.resize(types, 0.0);
        }
        self.top.clear();
        self.top.extend_from_slice(&users.outside);
        self.weight.resize(users.merit.len(), 0.0);
        self.own.clear();
        self.own.resize(firms * types, 0.0);
        let lanes = self.weight.chunks_exact_mut(types).zip(users.merit.chunks_exact(types));
        for ((weight, merit), term) in lanes.zip(&self.term) {
            let lanes = weight.iter_mut().zip(merit).zip(&users.alpha).zip(&mut self.top);
            for (((weight, merit), alpha), top) in lanes {
                *weight = merit - alpha * term;
                *top = top.max(*weight);
            }
        }
        if let Some(nests) = &users.nests {
            self.fold(users, nests);
        }
        for weight in self.weight.chunks_exact_mut(types) {
            for (weight, top) in weight.iter_mut().zip(&self.top) {
                *weight = maths::exp_lane((*weight - top).max(LEAST_UTILITY));
            }
        }
        self.outside.clear();
        let outside = |(own, top): (&f64, &f64)| maths::exp_lane((own - top).max(LEAST_UTILITY));
        self.outside.extend(users.outside.iter().zip(&self.top).map(outside));
        self.sum.copy_from_slice(&self.outside);
        for (part, outside) in self.part.iter_mut().zip(&self.outside) {
            *part = users.outside_boost * outside * outside;
        }
        for f in 0..firms {
            let own = &mut self.own[f * types..(f + 1) * types];
            for j in starts[f]..starts[f + 1] {
                for (own, weight) in own.iter_mut().zip(&self.weight[j * types..(j + 1) * types]) {
                    *own += weight;
                }
            }
            let totals = self.sum.iter_mut().zip(&mut self.part);
            for ((sum, part), (own, boost)) in totals.zip(own.iter().zip(&users.boost)) {
                *sum += own;
                *part += boost * own * own;
            }
        }
        for (part, sum) in self.part.iter_mut().zip(&self.sum) {
            *part = 1.0 / (sum * sum + *part);
        }
    }

    /// From V to ln W where offers are nested, and each offer's part of its nest.
    fn fold(&mut self, users: &Users, nests: &Nests) {
        let types = users.alpha.len();
        let offers = users.merit.len() / types;
        self.within.clear();
        self.within.resize(users.merit.len(), 0.0);
        let mut values = vec![0.0; offers];
        for i in 0..types {
            for (j, value) in values.iter_mut().enumerate() {
                *value = self.weight[j * types + i];
            }
            nests.fold(&mut values);
            self.top[i] = values.iter().copied().fold(users.outside[i], f64::max);
            for (j, value) in values.iter().enumerate() {
                self.weight[j * types + i] = *value;
            }
            for nest in nests.members() {
                let own: Vec<f64> = nest.iter().map(|j| values[*j].max(f64::MIN)).collect();
                for (j, part) in nest.iter().zip(shares(&own)) {
                    self.within[j * types + i] = part;
                }
            }
        }
    }

    /// What all offers of a firm share: pi_j = W_j D / T, and alpha d pi_k / d V_j = alpha \[j = k\] pi_k + pair W_j W_k.
    pub(super) fn follow(&mut self, users: &Users, f: usize) {
        let types = users.alpha.len();
        let all = self.own[f * types..(f + 1) * types].iter().zip(&users.boost).zip(&users.alpha);
        for (i, ((own, boost), alpha)) in all.enumerate() {
            let (sum, part) = (self.sum[i], self.part[i]);
            let chance = (sum + boost * own) * part;
            let of_users = users.part[i];
            self.chance[i] = of_users * chance;
            self.pair[i] = of_users * alpha * ((1.0 + boost) * part - 2.0 * chance * chance);
            self.crowd[i] = of_users * alpha * chance * (2.0 * chance - sum * part);
        }
    }
}

impl Scratch {
    /// What the offers of two providers of one decider share: alpha d pi_k / d V_j = pair W_j W_k.
    pub(super) fn between(&mut self, users: &Users, (f, other): (usize, usize)) {
        let types = users.alpha.len();
        for i in 0..types {
            let chance = |f: usize| (self.sum[i] + users.boost[i] * self.own[f * types + i]) * self.part[i];
            self.pair[i] = users.part[i] * users.alpha[i] * (self.part[i] - 2.0 * chance(f) * chance(other));
        }
    }
}

/// W of an offer for a type of user at another price, on the level `top` of all other weights.
pub(super) fn weigh(merit: f64, alpha: f64, term: f64, top: f64) -> f64 {
    maths::exp_lane((merit - alpha * term - top).clamp(LEAST_UTILITY, MOST_UTILITY))
}

/// sum a b, in four partial sums that vectors can hold.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (blocks, others) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = blocks.remainder().iter().zip(others.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in blocks.zip(others) {
        for i in 0..4 {
            sums[i] += x[i] * y[i];
        }
    }
    sums[0] + sums[1] + sums[2] + sums[3] + rest
}

/// sum a b c, likewise.
pub(super) fn dot_of_three(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (blocks, others, thirds) = (a.chunks_exact(4), b.chunks_exact(4), c.chunks_exact(4));
    let rest: f64 = blocks
        .remainder()
        .iter()
        .zip(others.remainder())
        .zip(thirds.remainder())
        .map(|((x, y), z)| x * y * z)
        .sum();
    for ((x, y), z) in blocks.zip(others).zip(thirds) {
        for i in 0..4 {
            sums[i] += x[i] * y[i] * z[i];
        }
    }
    sums[0] + sums[1] + sums[2] + sums[3] + rest
}
