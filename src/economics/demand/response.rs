//! The long-run response of demand: tokens at given prices when all users have come to rest, and their slopes.
//!
//! Tokens of offer k in a segment are Q x_k^(-eta) E\[pi_k\]: the aware users' tokens at the reference price, use at the
//! offer's price, and the resting share (`choice::resting_shares`) averaged over types of users. With W = e^V, S = sum W,
//! O = sum of W over a provider, b = e^kappa - 1 and D = S + b O,
//!
//! pi_k = W_k D_k / T,   T = sum_l W_l D_l = S^2 + sum over providers of b O^2,   dT/dV_j = 2 W_j D_j = 2 T pi_j,
//!
//! so for two offers of one provider  d pi_k / d V_j = \[j = k\] pi_k + (1 + b) W_k W_j / T - 2 pi_k pi_j,
//! and dV_j/dP_j = -alpha x_j^(-eta) / P_ref. Without inertia this is the mixed logit with its own slopes.

use super::preference::Preference;
use super::user_types::user_types;
use crate::maths;
use crate::units::{MoneyPerMtok, Spread, Utils};

/// Largest utility that a price may add (it is below zero at and above the reference price): e^300 can be squared.
const MOST_UTILITY: f64 = 300.0;

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
    /// segment and offer; 64 are usual, 256 are the opening's own where more than alpha differs.
    pub types: usize,
}

/// Demand at the levels last asked for. Buffers are made once, so that asking again costs no memory.
pub struct Response<'a> {
    market: &'a ResponseMarket,
    /// Offers, firm by firm; inside, everything is in this order.
    order: Vec<usize>,
    /// Place of each offer in `order`.
    place: Vec<usize>,
    /// Where the offers of a firm begin in `order`, and the end.
    starts: Vec<usize>,
    /// Where its square of pairs begins.
    squares: Vec<usize>,
    users: Vec<Users>,
    tokens: Vec<f64>,
    slopes: Vec<f64>,
    crowding: Vec<f64>,
    scratch: Scratch,
}

/// Types of a segment's users: what prices do not move. Types are the lanes of every loop.
struct Users {
    alpha: Vec<f64>,
    boost: Vec<f64>,
    /// W of the outside option.
    outside: Vec<f64>,
    outside_boost: f64,
    /// W of each offer at g = 0, by place and type.
    appeal: Vec<f64>,
}

/// Room for one segment.
#[derive(Default)]
struct Scratch {
    /// x, x^(-eta) and g(x) by place.
    relative: Vec<f64>,
    usage: Vec<f64>,
    term: Vec<f64>,
    /// E\[pi\] by place.
    share: Vec<f64>,
    /// W by place and type; O by firm and type.
    weight: Vec<f64>,
    own: Vec<f64>,
    /// S and 1 / T by type.
    sum: Vec<f64>,
    part: Vec<f64>,
    /// Of one firm, by type: D / T, and what multiplies W_j W_k in slopes and W_j^2 in crowding.
    chance: Vec<f64>,
    pair: Vec<f64>,
    crowd: Vec<f64>,
}

impl<'a> Response<'a> {
    /// Prepares a market; nothing is sold before the first `at`.
    pub fn new(market: &'a ResponseMarket) -> Self {
        let (offers, firms) = (market.owners.len(), market.providers);
        let mut order: Vec<usize> = (0..offers).collect();
        order.sort_by_key(|j| market.owners[*j]);
        let mut place = vec![0; offers];
        for (at, j) in order.iter().enumerate() {
            place[*j] = at;
        }
        let starts: Vec<usize> =
            (0..=firms).map(|f| market.owners.iter().filter(|owner| **owner < f).count()).collect();
        let mut squares = vec![0; firms + 1];
        for f in 0..firms {
            let size = starts[f + 1] - starts[f];
            squares[f + 1] = squares[f] + size * size;
        }
        let users: Vec<Users> =
            market.segments.iter().map(|segment| Users::of(segment, market, &order)).collect();
        let zeros = || vec![0.0; offers];
        Self {
            market,
            order,
            place,
            starts,
            users,
            tokens: vec![0.0; offers * market.segments.len()],
            slopes: vec![0.0; squares[firms] * market.segments.len()],
            crowding: vec![0.0; offers * market.segments.len()],
            squares,
            scratch: Scratch {
                relative: zeros(),
                usage: zeros(),
                term: zeros(),
                share: zeros(),
                ..Scratch::default()
            },
        }
    }

    /// Demand at price levels, by offer.
    pub fn at(&mut self, levels: &[MoneyPerMtok]) {
        for s in 0..self.users.len() {
            self.integrate(s, levels);
            self.scale(s);
        }
    }

    /// The offers of a firm.
    pub fn offers_of(&self, firm: usize) -> &[usize] {
        &self.order[self.starts[firm]..self.starts[firm + 1]]
    }

    /// Tokens of an offer in a segment  \[Mtok/day\].
    pub fn tokens(&self, segment: usize, offer: usize) -> f64 {
        self.tokens[segment * self.order.len() + self.place[offer]]
    }

    /// d tokens of offer `of` / d level of offer `by`, both of one firm  \[Mtok/day for money/Mtok\].
    pub fn slope(&self, segment: usize, of: usize, by: usize) -> f64 {
        let firm = self.market.owners[of];
        debug_assert_eq!(firm, self.market.owners[by], "slopes are kept within firms");
        let (start, size) = (self.starts[firm], self.starts[firm + 1] - self.starts[firm]);
        let pair = (self.place[by] - start) * size + self.place[of] - start;
        self.slopes[segment * self.squares[self.squares.len() - 1] + self.squares[firm] + pair]
    }

    /// How much flatter than its steepest the own slope is, because the offer already has some of the users: without
    /// inertia E\[alpha pi^2\] in the slope -E\[alpha pi (1 - pi)\]  \[Mtok/day for money/Mtok, positive\].
    pub fn crowding(&self, segment: usize, offer: usize) -> f64 {
        self.crowding[segment * self.order.len() + self.place[offer]]
    }

    /// Averages over the types of a segment: E\[pi\], E\[alpha d pi_k / d V_j\], and the crowded part of the last.
    fn integrate(&mut self, s: usize, levels: &[MoneyPerMtok]) {
        let (segment, users, work) = (&self.market.segments[s], &self.users[s], &mut self.scratch);
        for (at, j) in self.order.iter().enumerate() {
            let price = levels[*j] * segment.ratio[*j];
            work.relative[at] = segment.preference.relative_price(price);
            work.usage[at] = segment.preference.usage(price);
            work.term[at] = segment.preference.price_term(price);
        }
        work.weigh(users, &self.starts);
        let (offers, pairs, types) =
            (self.order.len(), self.squares[self.market.providers], users.alpha.len());
        let slopes = &mut self.slopes[s * pairs..(s + 1) * pairs];
        let crowding = &mut self.crowding[s * offers..(s + 1) * offers];
        let each = 1.0 / types as f64;
        for f in 0..self.market.providers {
            work.follow(users, f);
            let (start, size) = (self.starts[f], self.starts[f + 1] - self.starts[f]);
            let square = &mut slopes[self.squares[f]..self.squares[f + 1]];
            for row in 0..size {
                let j = start + row;
                let weight = &work.weight[j * types..(j + 1) * types];
                work.share[j] = each * dot(&work.chance, weight);
                crowding[j] = each * dot_of_three(&work.crowd, weight, weight);
                for column in row..size {
                    let k = start + column;
                    let other = &work.weight[k * types..(k + 1) * types];
                    let slope = each * dot_of_three(&work.pair, weight, other);
                    square[row * size + column] = slope;
                    square[column * size + row] = slope;
                }
                square[row * size + row] += each * dot_of_three(&users.alpha, &work.chance, weight);
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
        for f in 0..self.market.providers {
            let (start, end) = (self.starts[f], self.starts[f + 1]);
            let square = s * pairs + self.squares[f];
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
                self.tokens[s * offers + j] = tokens;
                self.crowding[s * offers + j] *= segment.mass * work.usage[j] * utility;
            }
        }
    }
}

impl Scratch {
    /// W, O, S and 1 / T of all types.
    fn weigh(&mut self, users: &Users, starts: &[usize]) {
        let (types, firms) = (users.alpha.len(), starts.len() - 1);
        for room in [&mut self.sum, &mut self.part, &mut self.chance, &mut self.pair, &mut self.crowd] {
            room.resize(types, 0.0);
        }
        self.weight.resize(users.appeal.len(), 0.0);
        self.own.clear();
        self.own.resize(firms * types, 0.0);
        let lanes = self.weight.chunks_exact_mut(types).zip(users.appeal.chunks_exact(types));
        for ((weight, appeal), term) in lanes.zip(&self.term) {
            for ((weight, appeal), alpha) in weight.iter_mut().zip(appeal).zip(&users.alpha) {
                *weight = appeal * maths::exp_lane((-alpha * term).min(MOST_UTILITY));
            }
        }
        self.sum.copy_from_slice(&users.outside);
        for (part, outside) in self.part.iter_mut().zip(&users.outside) {
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

    /// What all offers of a firm share: pi_j = W_j D / T, and alpha d pi_k / d V_j = alpha \[j = k\] pi_k + pair W_j W_k.
    fn follow(&mut self, users: &Users, f: usize) {
        let types = users.alpha.len();
        let all = self.own[f * types..(f + 1) * types].iter().zip(&users.boost).zip(&users.alpha);
        for (i, ((own, boost), alpha)) in all.enumerate() {
            let (sum, part) = (self.sum[i], self.part[i]);
            let chance = (sum + boost * own) * part;
            self.chance[i] = chance;
            self.pair[i] = alpha * ((1.0 + boost) * part - 2.0 * chance * chance);
            self.crowd[i] = alpha * chance * (2.0 * chance - sum * part);
        }
    }
}

/// sum a b, in four partial sums that vectors can hold.
fn dot(a: &[f64], b: &[f64]) -> f64 {
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
fn dot_of_three(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
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

impl Users {
    fn of(segment: &ResponseSegment, market: &ResponseMarket, order: &[usize]) -> Self {
        let tastes = &segment.preference.tastes;
        let types = user_types(tastes, segment.inertia.sigma, market.providers, market.types);
        let mut outside = Vec::with_capacity(types.len());
        let mut appeal = vec![0.0; types.len() * order.len()];
        let mut utility = vec![0.0; order.len()];
        for (i, user) in types.iter().enumerate() {
            for (utility, j) in utility.iter_mut().zip(order) {
                *utility = segment.merit[*j].get() + tastes.loyalty.get() * user.loyalty[market.owners[*j]];
            }
            // Shares do not hang on the level of utilities; with the best at 0 no weight overflows.
            let top = utility.iter().copied().fold(segment.outside.get(), f64::max);
            outside.push(maths::exp(segment.outside.get() - top));
            for (at, v) in utility.iter().enumerate() {
                appeal[at * types.len() + i] = maths::exp(v - top);
            }
        }
        let (median, sigma) = (segment.inertia.median.get(), segment.inertia.sigma.get());
        Self {
            alpha: types.iter().map(|user| user.alpha(tastes)).collect(),
            boost: types.iter().map(|user| user.boost(median, sigma)).collect(),
            outside,
            outside_boost: maths::exp(segment.outside_inertia.get()) - 1.0,
            appeal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::demand::{
        Known, OpeningMarket, OpeningOffer, OpeningSegment, Tastes, shares, solve,
    };
    use crate::units::{Elo, Ratio, Share};

    fn market(sigma: f64, loyalty: f64, inertia: f64, eta: f64) -> ResponseMarket {
        let tastes = Tastes {
            price: Spread { median: Ratio(0.8), sigma: Ratio(sigma) },
            usage_elasticity: Share(eta),
            loyalty: Utils(loyalty),
            ..Tastes::default()
        };
        let preference = Preference {
            tastes,
            reference_price: MoneyPerMtok(8.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(1.6),
        };
        let segment = |mass, merit: [f64; 4], ratio: [f64; 4], outside| ResponseSegment {
            preference,
            mass,
            merit: merit.map(Utils).to_vec(),
            ratio: ratio.to_vec(),
            inertia: Spread { median: Utils(inertia), sigma: Ratio(0.0) },
            outside: Utils(outside),
            outside_inertia: Utils(0.4 * inertia),
        };
        ResponseMarket {
            segments: vec![
                segment(3.0, [0.5, 0.1, 0.0, -0.3], [1.0; 4], -0.5),
                segment(1.0, [0.9, -0.2, 0.2, -0.6], [0.7, 0.9, 1.2, 0.8], 0.3),
            ],
            owners: vec![1, 0, 1, 2],
            providers: 3,
            types: 64,
        }
    }

    const LEVELS: [MoneyPerMtok; 4] =
        [MoneyPerMtok(20.0), MoneyPerMtok(9.0), MoneyPerMtok(5.0), MoneyPerMtok(1.0)];

    #[test]
    fn without_inertia_and_spread_it_is_the_logit() {
        let market = market(0.0, 0.0, 0.0, 0.4);
        let mut response = Response::new(&market);
        response.at(&LEVELS);
        for (s, segment) in market.segments.iter().enumerate() {
            let price = |j: usize| LEVELS[j] * segment.ratio[j];
            let mut utility: Vec<f64> = (0..4)
                .map(|j| segment.merit[j].get() - 0.8 * segment.preference.price_term(price(j)))
                .collect();
            utility.push(segment.outside.get());
            let shares = shares(&utility);
            for (j, share) in shares[..4].iter().enumerate() {
                let wanted = segment.mass * segment.preference.usage(price(j)) * share;
                assert!((response.tokens(s, j) - wanted).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn it_agrees_with_the_opening_s_own_demand() {
        for loyalty in [0.0, 0.5] {
            agree(&ResponseMarket { types: 256, ..market(1.0, loyalty, 3.0, 0.4) });
        }
    }

    fn agree(market: &ResponseMarket) {
        let mut response = Response::new(market);
        response.at(&LEVELS);
        let solved = solve(
            &OpeningMarket {
                offers: market
                    .owners
                    .iter()
                    .map(|provider| OpeningOffer { provider: *provider, brand: Known::Given(Utils::ZERO) })
                    .collect(),
                segments: market
                    .segments
                    .iter()
                    .map(|segment| OpeningSegment {
                        preference: segment.preference,
                        mass: segment.mass,
                        prices: (0..4).map(|j| LEVELS[j] * segment.ratio[j]).collect(),
                        merit: segment.merit.clone(),
                        inertia: Known::Given(segment.inertia.median),
                        inertia_sigma: segment.inertia.sigma,
                        outside: Known::Given(segment.outside),
                        outside_inertia: segment.outside_inertia,
                    })
                    .collect(),
                providers: market.providers,
            },
            None,
        );
        for s in 0..2 {
            for j in 0..4 {
                assert!((response.tokens(s, j) / solved.tokens[s][j] - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn slopes_are_those_of_tokens() {
        for (sigma, loyalty, inertia, eta) in
            [(0.0, 0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.4), (1.0, 0.5, 5.0, 0.4), (0.5, 1.0, 2.0, 1.0)]
        {
            let market = market(sigma, loyalty, inertia, eta);
            let (mut response, mut up, mut down) =
                (Response::new(&market), Response::new(&market), Response::new(&market));
            response.at(&LEVELS);
            for by in 0..4 {
                let step = 1e-4 * LEVELS[by].get();
                let moved = |sign: f64| {
                    let mut levels = LEVELS;
                    levels[by] += MoneyPerMtok(sign * step);
                    levels
                };
                up.at(&moved(1.0));
                down.at(&moved(-1.0));
                for of in response.offers_of(market.owners[by]) {
                    for s in 0..2 {
                        let slope = (up.tokens(s, *of) - down.tokens(s, *of)) / (2.0 * step);
                        let found = response.slope(s, *of, by);
                        assert!(
                            (slope - found).abs() < 1e-7 * response.tokens(s, *of).max(1e-3),
                            "d{of}/d{by}: {slope} {found}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn crowding_leaves_a_slope_that_falls() {
        let market = market(1.0, 0.5, 5.0, 0.4);
        let mut response = Response::new(&market);
        response.at(&LEVELS);
        for s in 0..2 {
            for j in 0..4 {
                assert!(response.crowding(s, j) >= 0.0);
                assert!(response.slope(s, j, j) < 0.0);
            }
        }
    }

    #[test]
    fn prices_beyond_all_reason_do_not_overflow() {
        let market = market(1.0, 0.5, 5.0, 1.0);
        let mut response = Response::new(&market);
        for level in [1e-12, 1e12] {
            response.at(&[MoneyPerMtok(level); 4]);
            for s in 0..2 {
                assert!(
                    (0..4).all(|j| response.tokens(s, j).is_finite() && response.slope(s, j, j).is_finite())
                );
            }
        }
    }
}
