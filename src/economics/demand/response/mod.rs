//! The long-run response of demand: tokens at given prices when all users have come to rest, and their slopes.
//!
//! Tokens of offer k in a segment are Q x_k^(-eta) E\[pi_k\]: the aware users' tokens at the reference price, use at the
//! offer's price, and the resting share (`choice::resting_shares`) averaged over types of users. With W = e^V, S = sum W,
//! O = sum of W over a provider, b = e^kappa - 1 and D = S + b O,
//!
//! pi_k = W_k D_k / T,   T = sum_l W_l D_l = S^2 + sum over providers of b O^2,   dT/dV_j = 2 W_j D_j = 2 T pi_j,
//!
//! so for two offers of one provider  d pi_k / d V_j = \[j = k\] pi_k + (1 + b) W_k W_j / T - 2 pi_k pi_j,
//! of two providers  d pi_k / d V_j = W_k W_j / T - 2 pi_k pi_j,  and dV_j/dP_j = -alpha x_j^(-eta) / P_ref. Without inertia this is the mixed logit with its own slopes.
//! Where offers are nested W is as in `nests.rs` and the slopes take a turn through the nest (`nested.rs`).

mod alone;
mod alone_nested;
mod nested;
mod routed;
#[cfg(test)]
mod tests;
mod users;
mod weights;

use std::ops::Range;

use self::users::Users;
use self::weights::{Scratch, dot, dot_of_three};
use super::nests::Nests;
use super::preference::Preference;
use crate::maths;
use crate::units::{MoneyPerMtok, Share, Spread, Utils};

/// A segment that comes to rest.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseSegment {
    /// Preference of its users.
    pub preference: Preference,
    /// Q: tokens that its aware users would use at the reference price  \[Mtok/day\].
    pub mass: f64,
    /// Utility of each offer before price: quality and brand less waiting.
    pub merit: Vec<Utils>,
    /// Effective price of each offer for the segment's mix over its level, the blended price.
    pub ratio: Vec<f64>,
    /// Utility of staying with a provider.
    pub inertia: Spread<Utils>,
    /// Utility of the outside option.
    pub outside: Utils,
    /// Inertia of those outside.
    pub outside_inertia: Utils,
    /// Part of the tokens of those who use an offer that is routed without inertia.
    pub multi_home: Share,
    /// Utility before price and g(x) of serving open weights oneself: outside too.
    pub own_hosting: Option<(f64, f64)>,
    /// Offers that its users hold to be alike.
    pub nests: Option<Nests>,
}

/// What demand is a response of: everything but the price levels.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseMarket {
    /// Segments.
    pub segments: Vec<ResponseSegment>,
    /// Position of the provider of each offer.
    pub owners: Vec<usize>,
    /// Providers, on sale or not.
    pub providers: usize,
    /// Types over which a segment is integrated where its users differ. The cost is one exponential for each type,
    /// segment and offer; 64 are usual, 256 are the opening's own where more than alpha differs. Above 256, where alpha
    /// alone differs, the trapezoidal rule over its deviate takes the place of strata: exact to round-off.
    pub types: usize,
}

/// Demand at the levels last asked for. Buffers are made once, so that asking again costs no memory.
pub struct Response<'a> {
    market: &'a ResponseMarket,
    /// Who decides for each provider: itself, or the firm that owns it.
    deciders: Vec<usize>,
    /// Offers, decider by decider and in it provider by provider; inside, everything is in this order.
    order: Vec<usize>,
    /// Place of each offer in `order`.
    place: Vec<usize>,
    /// Where the offers of each provider begin in `order`, in that order of providers, and the end.
    starts: Vec<usize>,
    /// Where the providers of a decider begin in `starts`, and the end.
    groups: Vec<usize>,
    /// Where its square of pairs begins.
    squares: Vec<usize>,
    users: Vec<Users>,
    shares: Vec<f64>,
    tokens: Vec<f64>,
    slopes: Vec<f64>,
    crowding: Vec<f64>,
    scratch: Scratch,
}

impl<'a> Response<'a> {
    /// Prepares a market whose providers each decide for themselves; nothing is sold before the first `at`.
    pub fn new(market: &'a ResponseMarket) -> Self {
        Self::under(market, &(0..market.providers).collect::<Vec<_>>())
    }

    /// The same where `deciders[p]` decides for provider p: users tell providers apart as before, whoever owns them.
    pub fn under(market: &'a ResponseMarket, deciders: &[usize]) -> Self {
        let (offers, firms) = (market.owners.len(), market.providers);
        let mut ranked: Vec<usize> = (0..firms).collect();
        ranked.sort_by_key(|p| (deciders[*p], *p));
        let mut order: Vec<usize> = (0..offers).collect();
        order.sort_by_key(|j| (deciders[market.owners[*j]], market.owners[*j]));
        let mut place = vec![0; offers];
        for (at, j) in order.iter().enumerate() {
            place[*j] = at;
        }
        let mut starts = vec![0; firms + 1];
        for (rank, p) in ranked.iter().enumerate() {
            starts[rank + 1] = starts[rank] + market.owners.iter().filter(|owner| *owner == p).count();
        }
        let groups: Vec<usize> =
            (0..=firms).map(|g| deciders.iter().filter(|decider| **decider < g).count()).collect();
        let mut squares = vec![0; firms + 1];
        for g in 0..firms {
            let size = starts[groups[g + 1]] - starts[groups[g]];
            squares[g + 1] = squares[g] + size * size;
        }
        let users: Vec<Users> =
            market.segments.iter().map(|segment| Users::of(segment, market, &order)).collect();
        let zeros = || vec![0.0; offers];
        Self {
            market,
            deciders: deciders.to_vec(),
            order,
            place,
            starts,
            groups,
            users,
            shares: vec![0.0; offers * market.segments.len()],
            tokens: vec![0.0; offers * market.segments.len()],
            slopes: vec![0.0; squares[firms] * market.segments.len()],
            crowding: vec![0.0; offers * market.segments.len()],
            squares,
            scratch: Scratch {
                relative: zeros(),
                usage: zeros(),
                term: zeros(),
                held: zeros(),
                share: zeros(),
                ..Scratch::default()
            },
        }
    }

    /// Demand at price levels, by offer.
    pub fn at(&mut self, levels: &[MoneyPerMtok]) {
        for s in 0..self.users.len() {
            self.lay_out(s, levels);
            if self.users[s].nests.is_some() {
                self.integrate_nested(s);
            } else {
                self.integrate(s);
                self.scratch.held.copy_from_slice(&self.scratch.share);
                if self.market.segments[s].multi_home > Share::ZERO {
                    self.route(s);
                }
            }
            self.scale(s);
        }
    }

    /// The offers for which a firm decides.
    pub fn offers_of(&self, firm: usize) -> &[usize] {
        &self.order[self.places_of(firm)]
    }

    /// Who decides for an offer.
    pub fn decider(&self, offer: usize) -> usize {
        self.deciders[self.market.owners[offer]]
    }

    fn places_of(&self, firm: usize) -> Range<usize> {
        self.starts[self.groups[firm]]..self.starts[self.groups[firm + 1]]
    }

    /// Tokens of an offer in a segment  \[Mtok/day\].
    pub fn tokens(&self, segment: usize, offer: usize) -> f64 {
        self.tokens[segment * self.order.len() + self.place[offer]]
    }

    /// E\[pi\]: part of a segment's aware users at an offer, wherever they route a part of their tokens.
    pub fn share(&self, segment: usize, offer: usize) -> f64 {
        self.shares[segment * self.order.len() + self.place[offer]]
    }

    /// What the market is worth to a segment's users over the outside option alone, at price levels: E\[ln(S / W_0) /
    /// alpha\], in reference prices for each token of Q (Small and Rosen 1981). Inertia is not in it: it is a habit, not
    /// welfare. Its slope in a price P_j is -x_j^(-eta) E\[pi_j\] / P_ref where there is no inertia.
    pub fn worth(&mut self, segment: usize, levels: &[MoneyPerMtok]) -> f64 {
        let (users, work) = (&self.users[segment], &mut self.scratch);
        work.price(&self.market.segments[segment], &self.order, levels);
        work.weigh(users, &self.starts);
        (0..users.alpha.len())
            .map(|i| {
                users.part[i] * (maths::ln(work.sum[i]) + work.top[i] - users.outside[i]) / users.alpha[i]
            })
            .sum()
    }

    /// d tokens of offer `of` / d level of offer `by`, both decided by one firm  \[Mtok/day for money/Mtok\].
    pub fn slope(&self, segment: usize, of: usize, by: usize) -> f64 {
        let firm = self.decider(of);
        debug_assert_eq!(firm, self.decider(by), "slopes are kept within firms");
        let (start, size) = (self.places_of(firm).start, self.places_of(firm).len());
        let pair = (self.place[by] - start) * size + self.place[of] - start;
        self.slopes[segment * self.squares[self.squares.len() - 1] + self.squares[firm] + pair]
    }

    /// How much flatter than its steepest the own slope is, because the offer already has some of the users: without
    /// inertia E\[alpha pi^2\] in the slope -E\[alpha pi (1 - pi)\]  \[Mtok/day for money/Mtok, positive\].
    pub fn crowding(&self, segment: usize, offer: usize) -> f64 {
        self.crowding[segment * self.order.len() + self.place[offer]]
    }

    /// Weights of a segment at price levels.
    fn lay_out(&mut self, s: usize, levels: &[MoneyPerMtok]) {
        self.scratch.price(&self.market.segments[s], &self.order, levels);
        self.scratch.weigh(&self.users[s], &self.starts);
    }

    /// Averages over the types of a segment: E\[pi\], E\[alpha d pi_k / d V_j\], and the crowded part of the last.
    fn integrate(&mut self, s: usize) {
        let (users, work) = (&self.users[s], &mut self.scratch);
        let (offers, pairs, types) =
            (self.order.len(), self.squares[self.market.providers], users.alpha.len());
        let slopes = &mut self.slopes[s * pairs..(s + 1) * pairs];
        let crowding = &mut self.crowding[s * offers..(s + 1) * offers];
        for g in 0..self.market.providers {
            let ranks = self.groups[g]..self.groups[g + 1];
            let (start, end) = (self.starts[ranks.start], self.starts[ranks.end]);
            let size = end - start;
            let square = &mut slopes[self.squares[g]..self.squares[g + 1]];
            for f in ranks.clone() {
                work.follow(users, f);
                let own = self.starts[f]..self.starts[f + 1];
                for j in own.clone() {
                    let weight = &work.weight[j * types..(j + 1) * types];
                    work.share[j] = dot(&work.chance, weight);
                    crowding[j] = dot_of_three(&work.crowd, weight, weight);
                    for k in j..own.end {
                        let other = &work.weight[k * types..(k + 1) * types];
                        let slope = dot_of_three(&work.pair, weight, other);
                        square[(j - start) * size + k - start] = slope;
                        square[(k - start) * size + j - start] = slope;
                    }
                    square[(j - start) * size + j - start] +=
                        dot_of_three(&users.alpha, &work.chance, weight);
                }
                for other in f + 1..ranks.end {
                    work.between(users, (f, other));
                    for j in own.clone() {
                        let weight = &work.weight[j * types..(j + 1) * types];
                        for k in self.starts[other]..self.starts[other + 1] {
                            let slope =
                                dot_of_three(&work.pair, weight, &work.weight[k * types..(k + 1) * types]);
                            square[(j - start) * size + k - start] = slope;
                            square[(k - start) * size + j - start] = slope;
                        }
                    }
                }
            }
        }
    }

    /// From averages over types to tokens and slopes in price levels.
    fn scale(&mut self, s: usize) {
        let offers = self.order.len();
        let segment = &self.market.segments[s];
        let eta = segment.preference.tastes.usage_elasticity.get();
        let reference = segment.preference.reference_price.get();
        let work = &self.scratch;
        let pairs = self.squares[self.market.providers];
        for g in 0..self.market.providers {
            let (start, end) = (self.starts[self.groups[g]], self.starts[self.groups[g + 1]]);
            let square = s * pairs + self.squares[g];
            for j in start..end {
                // dx_j / dlevel_j, and dV_j / dlevel_j over -alpha.
                let by_level = segment.ratio[self.order[j]] / reference;
                let utility = work.usage[j] * by_level;
                let tokens = segment.mass * work.usage[j] * work.share[j];
                for k in start..end {
                    let slope = &mut self.slopes[square + (j - start) * (end - start) + k - start];
                    *slope *= -segment.mass * work.usage[k] * utility;
                    if j == k && eta > 0.0 {
                        *slope -= eta * tokens / work.relative[j] * by_level;
                    }
                }
                self.shares[s * offers + j] = work.held[j];
                self.tokens[s * offers + j] = tokens;
                self.crowding[s * offers + j] *= segment.mass * work.usage[j] * utility;
            }
        }
    }
}
