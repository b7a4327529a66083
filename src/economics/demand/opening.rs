//! The opening state: brand terms, outside utilities and inertia that make the observed shares and churn a rest point.
//!
//! Berry (1994) inverts shares into mean utilities, xi <- xi + ln(observed) - ln(predicted). Here the prediction is the
//! resting distribution of users with inertia (`choice::resting_shares`), so a market whose prices do not move stays
//! where it was observed. Users are integrated over alpha, inertia and loyalty by a fixed low-discrepancy rule.

use super::choice::{group_sums, log_sum, resting_shares};
use super::nests::Nests;
use super::observed::{Known, OpeningMarket, OpeningSegment};
use super::user_types::{MOST_INERTIA, UserType, user_types};
use crate::maths;
use crate::units::{Spread, Utils};

/// What makes it a rest point.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// xi of each offer.
    pub brand: Vec<Utils>,
    /// Utility of the outside option, by segment.
    pub outside: Vec<Utils>,
    /// Inertia, by segment.
    pub inertia: Vec<Spread<Utils>>,
    /// Share of each offer among the tokens sold.
    pub token_shares: Vec<f64>,
    /// Tokens used, by segment and offer, in the unit of `mass`.
    pub tokens: Vec<Vec<f64>>,
    /// Probability of leaving one's provider at a review, by segment.
    pub leaving: Vec<f64>,
    /// Share of aware users outside, by segment.
    pub outside_shares: Vec<f64>,
    /// Largest remaining |ln observed - ln predicted|.
    pub residual: f64,
}

/// Steps taken before the search is given up; the contraction below gains about a digit in three.
const STEPS: usize = 400;
/// Residual at which the search ends: far below the sampling error of any population.
const TOLERANCE: f64 = 1e-6;
/// Part of Berry's step taken. With strong inertia resting shares follow e^(2V), without e^V: 0.6 contracts both.
const DAMPING: f64 = 0.6;
/// Sums of weights within which their squares, which resting shares are made of, keep all digits.
const LEAST_WEIGHT: f64 = 1e-100;
/// The same from above.
const MOST_WEIGHT: f64 = 1e100;
/// Types of users in a segment where more than alpha differs.
const TYPES: usize = 256;
/// The same in each of several segments that are kin, which together have many more.
const KIN_TYPES: usize = 64;

/// Solves the market. Where an observation cannot be met the nearest lawful value is taken; of shares the residual says so, of
/// churn beyond what indifferent users show `leaving` does.
///
/// `start` is the solution of a nearby market, from which the search goes on.
pub fn solve(market: &OpeningMarket, start: Option<&Solved>) -> Solved {
    let mut search = Search::new(market);
    if let Some(start) = start {
        search.start_from(start);
    }
    for _ in 0..STEPS {
        search.predict();
        if search.correct() < TOLERANCE {
            break;
        }
    }
    search.finish()
}

struct Search<'a> {
    market: &'a OpeningMarket,
    types: Vec<Vec<UserType>>,
    /// exp(merit - alpha g) by segment, type and offer: what the search does not move.
    fixed: Vec<Vec<f64>>,
    /// Whether some segment considers an offer.
    is_considered: Vec<bool>,
    /// x^(-eta) by segment and offer.
    usage: Vec<Vec<f64>>,
    brand: Vec<f64>,
    outside: Vec<f64>,
    inertia: Vec<f64>,
    token_shares: Vec<f64>,
    tokens: Vec<Vec<f64>>,
    outside_shares: Vec<f64>,
    leaving: Vec<f64>,
    residual: f64,
}

impl<'a> Search<'a> {
    fn new(market: &'a OpeningMarket) -> Self {
        let offers = market.offers.len();
        let types: Vec<_> = market
            .segments
            .iter()
            .map(|s| {
                let alone = market.segments.iter().filter(|other| other.kin == s.kin).count() == 1;
                let most = if alone { TYPES } else { KIN_TYPES };
                user_types(&s.preference.tastes, s.inertia_sigma, market.providers, most)
            })
            .collect();
        let fixed =
            market.segments.iter().zip(&types).map(|(s, types)| fixed_weights(market, s, types)).collect();
        let considered = |j: usize| market.segments.iter().any(|s| s.merit[j].get() > f64::NEG_INFINITY);
        let is_considered = (0..offers).map(considered).collect();
        let usage = market.segments.iter().map(|s| s.usage.clone()).collect();
        let given = |known: &Known<Utils>, start: f64| match known {
            Known::Given(value) => value.get(),
            Known::Observed(_) => start,
        };
        Self {
            market,
            types,
            fixed,
            is_considered,
            usage,
            brand: market.offers.iter().map(|offer| given(&offer.brand, 0.0)).collect(),
            outside: market.segments.iter().map(|s| given(&s.outside, 0.0)).collect(),
            inertia: market.segments.iter().map(|s| given(&s.inertia, 2.0)).collect(),
            token_shares: vec![0.0; offers],
            tokens: vec![vec![0.0; offers]; market.segments.len()],
            outside_shares: vec![0.0; market.segments.len()],
            leaving: vec![0.0; market.segments.len()],
            residual: f64::INFINITY,
        }
    }

    /// Takes over the unknowns of another solution.
    fn start_from(&mut self, start: &Solved) {
        let unknown = |known: &Known<Utils>| matches!(known, Known::Observed(_));
        for (j, offer) in self.market.offers.iter().enumerate() {
            if unknown(&offer.brand) {
                self.brand[j] = start.brand[j].get();
            }
        }
        for (s, segment) in self.market.segments.iter().enumerate() {
            if unknown(&segment.outside) {
                self.outside[s] = start.outside[s].get();
            }
            if unknown(&segment.inertia) {
                self.inertia[s] = start.inertia[s].median.get();
            }
        }
    }

    /// Resting shares of all segments at the present guess.
    fn predict(&mut self) {
        let offers = self.market.offers.len();
        let mut group: Vec<usize> = self.market.offers.iter().map(|offer| offer.provider).collect();
        group.push(self.market.providers);
        let appeal: Vec<f64> = self.brand.iter().map(|xi| maths::exp(*xi)).collect();
        let firms = self.market.providers;
        let (mut weights, mut rest) = (vec![0.0; offers + 1], vec![0.0; offers + 1]);
        let (mut boosts, mut own, mut leaves) =
            (vec![0.0; firms + 1], vec![0.0; firms + 1], vec![0.0; firms + 1]);
        for (s, segment) in self.market.segments.iter().enumerate() {
            let each = 1.0 / self.types[s].len() as f64;
            let sigma = segment.inertia_sigma.get();
            let (mut outside, mut inside, mut left) = (0.0, 0.0, 0.0);
            self.tokens[s].fill(0.0);
            let free = segment.multi_home.get();
            boosts[firms] = maths::exp(segment.outside_inertia.get().min(MOST_INERTIA)) - 1.0;
            for (t, user) in self.types[s].iter().enumerate() {
                let boost = user.boost(self.inertia[s], sigma);
                boosts[..firms].fill(boost);
                let fixed = &self.fixed[s][t * offers..(t + 1) * offers];
                for (weight, (fixed, appeal)) in weights.iter_mut().zip(fixed.iter().zip(&appeal)) {
                    *weight = fixed * appeal;
                }
                self.weigh(s, user, &mut weights);
                group_sums(&weights, &group, &mut own);
                resting_shares(&weights, &group, (&boosts, &own), &mut rest);
                // What those inside route goes where W alone says, over all offers; nobody is inside where none is considered.
                let routes = own[..firms].iter().sum::<f64>();
                let each_weight =
                    if free > 0.0 && routes > 0.0 { free * (1.0 - rest[offers]) / routes } else { 0.0 };
                let sum: f64 = own.iter().sum();
                outside += each * rest[offers];
                // Chance of leaving at a review, by provider; it is the same for all of its offers.
                for (leave, stay) in leaves.iter_mut().zip(&own) {
                    *leave = (sum - stay) / (sum + boost * stay);
                }
                for j in 0..offers {
                    let held = each * rest[j];
                    left += held * leaves[group[j]];
                    inside += held;
                    let used =
                        if free > 0.0 { (1.0 - free) * held + each * each_weight * weights[j] } else { held };
                    self.tokens[s][j] += used * self.usage[s][j];
                }
            }
            for tokens in &mut self.tokens[s] {
                *tokens *= segment.mass;
            }
            self.outside_shares[s] = outside;
            self.leaving[s] = if inside > 0.0 { left / inside } else { 0.0 };
        }
        self.pool();
        let sold: f64 = self.tokens.iter().flatten().sum();
        for (j, share) in self.token_shares.iter_mut().enumerate() {
            let tokens: f64 = self.tokens.iter().map(|segment| segment[j]).sum();
            *share = if sold > 0.0 { tokens / sold } else { 0.0 };
        }
    }

    /// Weights of the offers, which `weights` holds as e^V without nests, and of the outside option behind them. Only their
    /// ratios matter: where their squares would leave the range of a double they are taken from the largest V down.
    fn weigh(&self, s: usize, user: &UserType, weights: &mut [f64]) {
        let segment = &self.market.segments[s];
        let offers = self.market.offers.len();
        let hosting =
            segment.own_hosting.map(|(merit, term)| merit - user.alpha(&segment.preference.tastes) * term);
        if let Some(nests) = &segment.nests {
            for weight in &mut weights[..offers] {
                *weight = maths::ln(*weight);
            }
            nests.fold(&mut weights[..offers]);
            for weight in &mut weights[..offers] {
                *weight = maths::exp(*weight);
            }
        }
        weights[offers] = maths::exp(self.outside[s]) + hosting.map_or(0.0, maths::exp);
        let sum: f64 = weights.iter().sum();
        if (LEAST_WEIGHT..MOST_WEIGHT).contains(&sum) {
            return;
        }
        let values = offer_values(self.market, segment, user);
        for (weight, (value, xi)) in weights.iter_mut().zip(values.zip(&self.brand)) {
            *weight = value + xi;
        }
        if let Some(nests) = &segment.nests {
            nests.fold(&mut weights[..offers]);
        }
        weights[offers] = log_sum(&[self.outside[s], hosting.unwrap_or(f64::NEG_INFINITY)]);
        let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for weight in weights {
            *weight = maths::exp(*weight - top);
        }
    }

    /// Puts what is predicted of a segment and its kin in place of what is predicted of it alone.
    fn pool(&mut self) {
        let segments = &self.market.segments;
        for first in 0..segments.len() {
            let kin: Vec<usize> = (first..segments.len()).filter(|s| segments[*s].kin == first).collect();
            if kin.len() < 2 {
                continue;
            }
            let sum =
                |of: &dyn Fn(usize) -> f64| kin.iter().map(|s| segments[*s].users * of(*s)).sum::<f64>();
            let (users, out) = (sum(&|_| 1.0), sum(&|s| self.outside_shares[s]));
            let left = sum(&|s| (1.0 - self.outside_shares[s]) * self.leaving[s]);
            let leaving = if users > out { left / (users - out) } else { 0.0 };
            for s in kin {
                self.outside_shares[s] = out / users;
                self.leaving[s] = leaving;
            }
        }
    }

    /// Moves every unknown towards its observation; returns the largest distance there was.
    fn correct(&mut self) -> f64 {
        let mut worst: f64 = 0.0;
        let mut gap = |observed: f64, predicted: f64| {
            let gap = maths::ln(observed) - maths::ln(predicted.max(f64::MIN_POSITIVE));
            worst = worst.max(gap.abs());
            gap
        };
        // Within a nest shares follow V / lambda: the step is lambda times as long (Grigolon and Verboven 2014).
        let of = |segment: &OpeningSegment| segment.nests.as_ref().map_or(1.0, Nests::lambda);
        let lambda = self.market.segments.iter().map(of).fold(1.0, f64::min);
        for (j, offer) in self.market.offers.iter().enumerate() {
            if let Known::Observed(share) = offer.brand
                && self.is_considered[j]
            {
                self.brand[j] += DAMPING * lambda * gap(share, self.token_shares[j]);
            }
        }
        for (s, segment) in self.market.segments.iter().enumerate() {
            // Where nothing is considered all are outside, whatever its utility.
            if let Known::Observed(share) = segment.outside
                && segment.merit.iter().any(|merit| merit.get() > f64::NEG_INFINITY)
            {
                self.outside[s] += DAMPING * gap(share, self.outside_shares[s]);
            }
            if let Known::Observed(leaving) = segment.inertia {
                // Leaving falls about as e^(-kappa), so a gap in logarithms is the step in kappa.
                let at_rest = self.inertia[s] == 0.0 && leaving > self.leaving[s];
                if !at_rest {
                    let step = DAMPING * gap(leaving, self.leaving[s]);
                    self.inertia[s] = (self.inertia[s] - step).clamp(0.0, MOST_INERTIA);
                }
            }
        }
        self.level_brands();
        self.residual = worst;
        worst
    }

    /// Shares that are all observed leave the common level of xi open; the outside option fixes its own, so the
    /// share-weighted mean of xi is set to zero.
    fn level_brands(&mut self) {
        let observed: Option<Vec<f64>> = self
            .market
            .offers
            .iter()
            .map(|offer| match offer.brand {
                Known::Observed(share) => Some(share),
                Known::Given(_) => None,
            })
            .collect();
        if let Some(shares) = observed {
            let mean: f64 = self.brand.iter().zip(&shares).map(|(xi, share)| xi * share).sum();
            for xi in &mut self.brand {
                *xi -= mean;
            }
        }
    }

    fn finish(self) -> Solved {
        let inertia = self
            .market
            .segments
            .iter()
            .zip(&self.inertia)
            .map(|(segment, kappa)| Spread { median: Utils(*kappa), sigma: segment.inertia_sigma })
            .collect();
        Solved {
            brand: self.brand.into_iter().map(Utils).collect(),
            outside: self.outside.into_iter().map(Utils).collect(),
            inertia,
            token_shares: self.token_shares,
            tokens: self.tokens,
            leaving: self.leaving,
            outside_shares: self.outside_shares,
            residual: self.residual,
        }
    }
}

fn fixed_weights(market: &OpeningMarket, segment: &OpeningSegment, types: &[UserType]) -> Vec<f64> {
    types.iter().flat_map(|user| offer_values(market, segment, user)).map(maths::exp).collect()
}

/// V of each offer to a type of user, without its brand.
fn offer_values(
    market: &OpeningMarket,
    segment: &OpeningSegment,
    user: &UserType,
) -> impl Iterator<Item = f64> {
    let tastes = &segment.preference.tastes;
    let alpha = user.alpha(tastes);
    market.offers.iter().enumerate().map(move |(j, offer)| {
        let loyalty = tastes.loyalty.get() * user.loyalty[offer.provider];
        segment.merit[j].get() - alpha * segment.terms[j] + loyalty
    })
}

#[cfg(test)]
mod tests {
    use super::super::observed::OpeningOffer;
    use super::super::preference::Preference;
    use super::*;
    use crate::economics::demand::segment::Tastes;
    use crate::units::{Elo, MoneyPerMtok, Ratio, Share};

    fn market(loyalty: f64, sigma: f64) -> OpeningMarket {
        let tastes = Tastes {
            price: Spread { median: Ratio(0.8), sigma: Ratio(sigma) },
            usage_elasticity: Share(0.4),
            loyalty: Utils(loyalty),
            ..Tastes::default()
        };
        let preference = Preference {
            tastes,
            reference_price: MoneyPerMtok(8.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(1.6),
        };
        let offer = |provider, share| OpeningOffer { provider, brand: Known::Observed(share) };
        OpeningMarket {
            offers: vec![offer(0, 0.5), offer(0, 0.1), offer(1, 0.3), offer(2, 0.1)],
            segments: vec![
                OpeningSegment {
                    preference,
                    kin: 0,
                    users: 3.0,
                    mass: 3.0,
                    terms: [100.0, 12.0, 5.0, 1.0].map(|p| preference.price_term(MoneyPerMtok(p))).to_vec(),
                    usage: [100.0, 12.0, 5.0, 1.0].map(|p| preference.usage(MoneyPerMtok(p))).to_vec(),
                    merit: [0.5, 0.1, 0.0, -0.3].map(Utils).to_vec(),
                    inertia: Known::Observed(0.02),
                    inertia_sigma: Ratio(0.3),
                    outside: Known::Observed(0.25),
                    outside_inertia: Utils(0.5),
                    multi_home: Share(0.3),
                    own_hosting: Some((-1.0, 0.2)),
                    nests: None,
                },
                OpeningSegment {
                    preference,
                    kin: 1,
                    users: 1.0,
                    mass: 1.0,
                    terms: [90.0, 11.0, 5.0, 0.0].map(|p| preference.price_term(MoneyPerMtok(p))).to_vec(),
                    usage: [90.0, 11.0, 5.0, 0.0].map(|p| preference.usage(MoneyPerMtok(p))).to_vec(),
                    merit: [0.9, 0.2, 0.0, -0.6].map(Utils).to_vec(),
                    inertia: Known::Given(Utils(1.0)),
                    inertia_sigma: Ratio(0.0),
                    outside: Known::Given(Utils(0.0)),
                    outside_inertia: Utils(0.0),
                    multi_home: Share::ZERO,
                    own_hosting: None,
                    nests: None,
                },
            ],
            providers: 3,
        }
    }

    #[test]
    fn observed_shares_churn_and_outside_come_out() {
        for (loyalty, sigma) in [(0.0, 0.0), (0.0, 0.5), (1.0, 0.5)] {
            let solved = solve(&market(loyalty, sigma), None);
            assert!(solved.residual < 1e-6, "{}", solved.residual);
            for (found, wanted) in solved.token_shares.iter().zip([0.5, 0.1, 0.3, 0.1]) {
                assert!((found - wanted).abs() < 1e-6, "{found} {wanted}");
            }
            assert!((solved.leaving[0] - 0.02).abs() < 1e-6);
            assert!((solved.outside_shares[0] - 0.25).abs() < 1e-6);
            let mean: f64 = solved.brand.iter().zip([0.5, 0.1, 0.3, 0.1]).map(|(xi, s)| xi.get() * s).sum();
            assert!(mean.abs() < 1e-9);
        }
    }

    fn shares_come_out(market: &OpeningMarket) -> Solved {
        let solved = solve(market, None);
        assert!(solved.residual < 1e-6, "{}", solved.residual);
        for (found, wanted) in solved.token_shares.iter().zip([0.5, 0.1, 0.3, 0.1]) {
            assert!((found - wanted).abs() < 1e-6, "{found} {wanted}");
        }
        solved
    }

    #[test]
    fn those_who_consider_nothing_route_nothing() {
        let mut strict = market(0.5, 0.5);
        strict.segments[1].merit.fill(Utils(f64::NEG_INFINITY));
        strict.segments[1].multi_home = Share(0.3);
        let solved = shares_come_out(&strict);
        assert!(solved.tokens[1].iter().all(|tokens| tokens.abs() <= 0.0));
        assert!((solved.outside_shares[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_level_of_utility_is_nobodys_business() {
        // V + 600 of everything, as e^V could not be written down; 800 of inertia outside is as good as 20.
        let (mut high, mut plain) = (market(0.5, 0.5), market(0.5, 0.5));
        for segment in &mut high.segments {
            segment.merit.iter_mut().for_each(|merit| *merit += Utils(600.0));
        }
        // What stands beside the outside option would have to be climbed over first.
        (high.segments[0].own_hosting, plain.segments[0].own_hosting) = (None, None);
        high.segments[1].outside = Known::Given(Utils(600.0));
        high.segments[1].outside_inertia = Utils(800.0);
        plain.segments[1].outside_inertia = Utils(MOST_INERTIA);
        let (high, plain) = (shares_come_out(&high), shares_come_out(&plain));
        assert!((high.outside[0].get() - 600.0 - plain.outside[0].get()).abs() < 1e-4);
        for (a, b) in high.brand.iter().zip(&plain.brand) {
            assert!((a.get() - b.get()).abs() < 1e-4, "{a:?} {b:?}");
        }
        let mut afar = market(0.5, 0.5);
        afar.segments[1].outside = Known::Given(Utils(900.0));
        assert!((shares_come_out(&afar).outside_shares[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn churn_beyond_indifference_leaves_no_inertia() {
        let mut restless = market(0.0, 0.0);
        restless.segments[0].inertia = Known::Observed(0.999);
        let solved = solve(&restless, None);
        assert!(solved.inertia[0].median.get() < 1e-6);
        assert!(solved.leaving[0] < 0.999);
    }
}
