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

/// Types of users in a segment whose users differ. Exponentials are the cost, one for each type, segment and offer.
const TYPES: usize = 64;

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

/// Types of a segment's users: what prices do not move.
struct Users {
    alpha: Vec<f64>,
    boost: Vec<f64>,
    /// W of the outside option.
    outside: Vec<f64>,
    outside_boost: f64,
    /// W of each offer at g = 0, by type and place.
    appeal: Vec<f64>,
}

#[derive(Default)]
struct Scratch {
    relative: Vec<f64>,
    usage: Vec<f64>,
    term: Vec<f64>,
    weight: Vec<f64>,
    rest: Vec<f64>,
    share: Vec<f64>,
    own: Vec<f64>,
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
        let users =
            market.segments.iter().map(|s| Users::of(s, &market.owners, market.providers, &order)).collect();
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
                weight: zeros(),
                rest: zeros(),
                share: zeros(),
                own: vec![0.0; firms],
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
        let offers = self.order.len();
        let firms = self.market.providers;
        let (segment, users) = (&self.market.segments[s], &self.users[s]);
        let work = &mut self.scratch;
        for (at, j) in self.order.iter().enumerate() {
            let price = levels[*j] * segment.ratio[*j];
            work.relative[at] = segment.preference.relative_price(price);
            work.usage[at] = segment.preference.usage(price);
            work.term[at] = segment.preference.price_term(price);
        }
        let pairs = self.squares[firms];
        let slopes = &mut self.slopes[s * pairs..(s + 1) * pairs];
        let crowding = &mut self.crowding[s * offers..(s + 1) * offers];
        slopes.fill(0.0);
        crowding.fill(0.0);
        work.share.fill(0.0);
        let each = 1.0 / users.alpha.len() as f64;
        for (i, alpha) in users.alpha.iter().enumerate() {
            let (boost, outside) = (users.boost[i], users.outside[i]);
            let appeal = &users.appeal[i * offers..(i + 1) * offers];
            for ((weight, appeal), term) in work.weight.iter_mut().zip(appeal).zip(&work.term) {
                *weight = appeal * maths::exp((-alpha * term).min(MOST_UTILITY));
            }
            let (mut sum, mut squares) = (outside, users.outside_boost * outside * outside);
            for f in 0..firms {
                let own: f64 = work.weight[self.starts[f]..self.starts[f + 1]].iter().sum();
                work.own[f] = own;
                sum += own;
                squares += boost * own * own;
            }
            let part = 1.0 / (sum * sum + squares);
            let pull = each * alpha;
            for f in 0..firms {
                let range = self.starts[f]..self.starts[f + 1];
                let size = range.len();
                let chance = (sum + boost * work.own[f]) * part;
                let stay = (1.0 + boost) * part;
                let square = &mut slopes[self.squares[f]..self.squares[f + 1]];
                for j in range.clone() {
                    work.rest[j] = work.weight[j] * chance;
                    work.share[j] += each * work.rest[j];
                }
                for (row, j) in range.clone().enumerate() {
                    let (w, pi) = (work.weight[j], work.rest[j]);
                    crowding[j] += pull * pi * (2.0 * pi - w * sum * part);
                    for (column, k) in range.clone().enumerate() {
                        square[row * size + column] +=
                            pull * (stay * w * work.weight[k] - 2.0 * pi * work.rest[k]);
                    }
                    square[row * size + row] += pull * pi;
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

impl Users {
    fn of(segment: &ResponseSegment, owners: &[usize], providers: usize, order: &[usize]) -> Self {
        let tastes = &segment.preference.tastes;
        let types = user_types(tastes, segment.inertia.sigma, providers, TYPES);
        let mut outside = Vec::with_capacity(types.len());
        let mut appeal = Vec::with_capacity(types.len() * order.len());
        let mut utility = vec![0.0; order.len()];
        for user in &types {
            for (utility, j) in utility.iter_mut().zip(order) {
                *utility = segment.merit[*j].get() + tastes.loyalty.get() * user.loyalty[owners[*j]];
            }
            // Shares do not hang on the level of utilities; with the best at 0 no weight overflows.
            let top = utility.iter().copied().fold(segment.outside.get(), f64::max);
            outside.push(maths::exp(segment.outside.get() - top));
            appeal.extend(utility.iter().map(|v| maths::exp(v - top)));
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
    use crate::economics::demand::{Known, OpeningMarket, OpeningOffer, OpeningSegment, Tastes, shares, solve};
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
            for j in 0..4 {
                let wanted = segment.mass * segment.preference.usage(price(j)) * shares[j];
                assert!((response.tokens(s, j) - wanted).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn it_agrees_with_the_opening_s_own_demand() {
        // Only alpha differs, so both use the same 64 strata.
        let market = market(1.0, 0.0, 3.0, 0.4);
        let mut response = Response::new(&market);
        response.at(&LEVELS);
        let solved = solve(
            &OpeningMarket {
                offers: market
                    .owners
                    .iter()
                    .map(|provider| OpeningOffer {
                        provider: *provider,
                        brand: Known::Given(Utils::ZERO),
                    })
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
                assert!((0..4).all(|j| response.tokens(s, j).is_finite() && response.slope(s, j, j).is_finite()));
            }
        }
    }
}
