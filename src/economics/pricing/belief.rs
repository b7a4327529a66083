//! What a firm believes of demand: alpha, the users' taste for price, as a normal distribution that learns from moves.
//!
//! Users answer a price in time: the log-odds of an offer follow its price term with a lag (Koyck 1954, partial adjustment),
//!
//! d ln(s_j / s_0) = -alpha d G_j + e,   e ~ N(0, noise^2),   dG/dt = (g(x) - G) / lag,   x = (P + h) / `P_ref`,
//!
//! with s the parts of users that an offer reaches and s_0 those that use none (all offers that stood still, where nobody is
//! outside). Own moves and rivals' count alike. With d = -d ln(s_j/s_0) and y = d G_j the belief N(m, v) becomes
//!
//! K = v y / (y^2 v + noise^2),   m <- m + K (d - m y),   v <- v (1 - K y)                        (Kalman 1960, scalar).
//!
//! The firm acts on max(m, 0.05); m itself is not cut, so that bad luck is not learnt as certainty. Changes of one look
//! share the luck of s_0 and are taken as independent. A price seen at a look is taken to have stood since the last one. A
//! firm that takes users for quicker than they are learns an alpha that is too small, and asks too much.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::information::{InformationSet, Scale};
use super::pricer::Belief;
use crate::complaint::{Check, Complaints};
use crate::economics::demand::{LEAST_RELATIVE, Tastes, price_term};
use crate::ids::OfferId;
use crate::maths;
use crate::units::{Days, MoneyPerMtok, Ratio, Share};

/// Smallest alpha that a firm acts on: below it the best price runs away.
const LEAST_ALPHA: f64 = 0.05;
/// Looks closer than this are one: users take days to answer, and reactions to rivals follow each other in hours.
const APART: Days = Days(7.0);
/// Change of G that counts as a move, far above round-off.
const MOVED: f64 = 1e-9;

/// What a firm takes demand for before it has seen any.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Prior {
    /// alpha: the users' taste for price at the reference price.
    pub price: PriorPrice,
    /// eta: elasticity of use, taken as known. Default 0.4 (that of users, where none is given).
    pub usage_elasticity: Share,
    /// Standard deviation of what else moves the log-odds of an offer between two looks. Default 0.2 (assumption: a tenth of the users known to two points in a hundred).
    pub noise: Ratio,
    /// Time in which users answer 63 % of a price move, taken as known. Default 180 days (assumption: 2 to 5 % a month change at unchanged prices, more after a move). Give 0 where all users choose every round.
    pub lag: Days,
}

impl Default for Prior {
    fn default() -> Self {
        Self {
            price: PriorPrice::default(),
            usage_elasticity: Tastes::default().usage_elasticity,
            noise: Ratio(0.2),
            lag: Days(180.0),
        }
    }
}

/// A normal belief of alpha.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PriorPrice {
    /// Its mean. Default 0.8 (that of users, where none is given: measured elasticities of tokens lie near 1.1).
    pub mean: Ratio,
    /// Its standard deviation; 0 is certainty that never learns, the textbook case. Default 0.4 (assumption: half of the mean).
    pub sd: Ratio,
}

impl Default for PriorPrice {
    fn default() -> Self {
        Self { mean: Tastes::default().price.median, sd: Ratio(0.4) }
    }
}

impl Prior {
    /// Certain knowledge of alpha and eta.
    pub fn certain(alpha: f64, eta: f64) -> Self {
        Self {
            price: PriorPrice { mean: Ratio(alpha), sd: Ratio::ZERO },
            usage_elasticity: Share(eta),
            ..Self::default()
        }
    }
}

impl Check for Prior {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.price.mean.get() < LEAST_ALPHA {
            complaints
                .error(
                    "belief-without-price",
                    format!("{path}.price.mean"),
                    "a firm that believes users do not mind the price has no best one",
                    &format!("found {}, must be at least {LEAST_ALPHA}", self.price.mean.get()),
                )
                .help("0.8 is usual");
        }
        if self.price.sd.get() > 0.0 && self.noise.get() < 1e-3 {
            complaints
                .error(
                    "belief-without-noise",
                    format!("{path}.noise"),
                    "one move would teach the firm everything",
                    &format!("found {}, must be at least 0.001", self.noise.get()),
                )
                .help("for a firm that knows demand exactly give price.sd = 0");
        }
    }
}

/// A belief that lives: the normal distribution and what was seen at the look before.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Learner {
    prior: Prior,
    mean: f64,
    variance: f64,
    before: Option<Look>,
}

/// What counts of a look.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    elapsed: Days,
    outside: f64,
    offers: Vec<Stand>,
}

/// Where an offer stands: its price term, what users have taken in of it (G), and its reach.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stand {
    offer: OfferId,
    term: f64,
    taken_in: f64,
    reach: f64,
}

impl Learner {
    pub(super) fn new(prior: Prior) -> Self {
        let sd = prior.price.sd.get();
        Self { prior, mean: prior.price.mean.get(), variance: sd * sd, before: None }
    }

    /// The alpha that the firm acts on.
    pub(super) fn alpha(&self) -> f64 {
        self.mean.max(LEAST_ALPHA)
    }

    /// The belief as reports show it: the mean acted on and the standard deviation.
    pub(super) fn belief(&self) -> Belief {
        Belief { mean: self.alpha(), sd: maths::sqrt(self.variance) }
    }

    /// Learns from what changed since the look before.
    pub(super) fn observe(&mut self, seen: &InformationSet) {
        if self.prior.price.sd.get() <= 0.0 {
            return;
        }
        let Some(before) = self.before.take() else {
            self.before = Some(self.look(seen));
            return;
        };
        if seen.elapsed - before.elapsed < APART {
            self.before = Some(before);
            return;
        }
        let mut now = self.look(seen);
        self.take_in(&before, &mut now);
        for (y, d) in changes(&before, &now) {
            self.learn(y, d);
        }
        self.before = Some(now);
    }

    /// What users have taken in of the prices since the look before: G <- G + (1 - e^(-t / lag)) (g - G).
    fn take_in(&self, before: &Look, now: &mut Look) {
        let (span, lag) = ((now.elapsed - before.elapsed).get(), self.prior.lag.get());
        let part = if lag > 0.0 { 1.0 - maths::exp(-span / lag) } else { 1.0 };
        for stand in &mut now.offers {
            if let Some(was) = before.offers.iter().find(|was| was.offer == stand.offer) {
                stand.taken_in = was.taken_in + part * (stand.term - was.taken_in);
            }
        }
    }

    /// One fall `d` of log-odds at a rise `y` of the price term.
    fn learn(&mut self, y: f64, d: f64) {
        let noise = self.prior.noise.get();
        let spread = y * y * self.variance + noise * noise;
        if spread > 0.0 && spread.is_finite() && d.is_finite() {
            let gain = self.variance * y / spread;
            self.mean += gain * (d - self.mean * y);
            self.variance *= (1.0 - gain * y).max(0.0);
        }
    }

    fn look(&self, seen: &InformationSet) -> Look {
        let term = |price: MoneyPerMtok| term(price, seen.scale, self.prior.usage_elasticity);
        let own = seen.own.iter().map(|own| (own.offer, own.posted, own.reach));
        let rivals = seen.rivals.iter().map(|rival| (rival.offer, rival.posted, rival.reach));
        let offers = own
            .chain(rivals)
            .map(|(offer, posted, reach)| {
                let term = term(posted.blended());
                Stand { offer, term, taken_in: term, reach: reach.get() }
            })
            .collect();
        Look { elapsed: seen.elapsed, outside: seen.outside.get(), offers }
    }
}

/// g(x) of a blended price.
fn term(price: MoneyPerMtok, scale: Scale, eta: Share) -> f64 {
    let x = ((price + scale.own_cost) / scale.price).max(LEAST_RELATIVE);
    price_term(x, eta.get())
}

/// Rise of the price term and fall of log-odds, for each offer that moved and had users before and after.
fn changes(before: &Look, now: &Look) -> Vec<(f64, f64)> {
    let pairs: Vec<(Stand, Stand)> = now
        .offers
        .iter()
        .filter_map(|now| Some((*before.offers.iter().find(|was| was.offer == now.offer)?, *now)))
        .collect();
    let moved = |pair: &(Stand, Stand)| (pair.1.taken_in - pair.0.taken_in).abs() > MOVED;
    let (mut was, mut is) = (before.outside, now.outside);
    if was <= 0.0 || is <= 0.0 {
        let still = || pairs.iter().filter(|pair| !moved(pair));
        was = still().map(|pair| pair.0.reach).sum();
        is = still().map(|pair| pair.1.reach).sum();
    }
    if was <= 0.0 || is <= 0.0 {
        return Vec::new();
    }
    pairs
        .iter()
        .filter(|pair| moved(pair) && pair.0.reach > 0.0 && pair.1.reach > 0.0)
        .map(|(a, b)| (b.taken_in - a.taken_in, maths::ln(a.reach / was) - maths::ln(b.reach / is)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{look, product, rival};
    use super::super::{OwnProduct, RivalProduct};
    use super::*;

    fn at<'a>(
        days: f64,
        outside: f64,
        own: &'a [OwnProduct<'a>],
        rivals: &'a [RivalProduct],
    ) -> InformationSet<'a> {
        InformationSet { elapsed: Days(days), outside: Share(outside), ..look(own, rivals) }
    }

    /// A duopoly's shares at prices, alpha and eta 0; last the part outside.
    fn logit(alpha: f64, prices: [f64; 2]) -> [f64; 3] {
        let w = prices.map(|p| maths::exp(1.0 - alpha * p));
        let sum = 1.0 + w[0] + w[1];
        [w[0] / sum, w[1] / sum, 1.0 / sum]
    }

    fn seen_by(learner: &mut Learner, days: f64, alpha: f64, prices: [f64; 2]) {
        let s = logit(alpha, prices);
        let own = [OwnProduct { reach: Share(s[0]), ..product(0, prices[0], 1.0) }];
        let rivals = [RivalProduct { reach: Share(s[1]), ..rival(1, prices[1]) }];
        learner.observe(&at(days, s[2], &own, &rivals));
    }

    fn prior(sd: f64, noise: f64) -> Prior {
        Prior {
            price: PriorPrice { mean: Ratio(0.8), sd: Ratio(sd) },
            usage_elasticity: Share::ZERO,
            noise: Ratio(noise),
            lag: Days::ZERO,
        }
    }

    #[test]
    fn one_move_by_hand() {
        // Truth 1.2, own price from 1 to 2: y = 1, d = 1.2. v = 0.16, noise^2 = 0.04: K = 0.16 / 0.2 = 0.8,
        // m = 0.8 + 0.8 (1.2 - 0.8) = 1.12, v = 0.16 x 0.2 = 0.032.
        let mut learner = Learner::new(prior(0.4, 0.2));
        seen_by(&mut learner, 0.0, 1.2, [1.0, 1.0]);
        seen_by(&mut learner, 30.0, 1.2, [2.0, 1.0]);
        let belief = learner.belief();
        assert!((belief.mean - 1.12).abs() < 1e-12, "{belief:?}");
        assert!((belief.sd - 0.032_f64.sqrt()).abs() < 1e-12, "{belief:?}");
    }

    #[test]
    fn many_moves_of_either_firm_teach_the_truth() {
        let mut learner = Learner::new(prior(0.4, 0.2));
        for k in 0..400 {
            let prices = if k % 2 == 0 { [1.0, 1.5] } else { [1.4, 1.2] };
            seen_by(&mut learner, 30.0 * f64::from(k), 1.7, prices);
        }
        assert!((learner.alpha() - 1.7).abs() < 0.02, "{}", learner.alpha());
        assert!(learner.belief().sd < 0.05);
    }

    #[test]
    fn slow_users_are_understood_by_a_firm_that_knows_them_for_slow() {
        // Truth 1.2; log-odds follow the price with a lag of 200 days; one rise, then quiet.
        let learnt = |lag: f64| {
            let mut learner = Learner::new(Prior { lag: Days(lag), ..prior(0.4, 0.2) });
            let mut odds = -1.2;
            for k in 0..24 {
                let price = if k < 2 { 1.0 } else { 2.5 };
                odds += (1.0 - maths::exp(-30.0 / 200.0)) * (-1.2 * price - odds);
                let reach = maths::exp(odds) / (1.0 + maths::exp(odds));
                let own = [OwnProduct { reach: Share(reach), ..product(0, price, 1.0) }];
                learner.observe(&at(30.0 * f64::from(k), 1.0 - reach, &own, &[]));
            }
            learner.alpha()
        };
        // Beside what it takes in, 24 looks leave a good part of the prior, 0.8.
        assert!((0.9..1.25).contains(&learnt(200.0)), "{}", learnt(200.0));
        assert!(learnt(0.0) < 0.5, "{}", learnt(0.0));
    }

    #[test]
    fn certainty_never_learns_and_close_looks_are_one() {
        let mut sure = Learner::new(prior(0.0, 0.2));
        let mut hasty = Learner::new(prior(0.4, 0.2));
        for (day, price) in [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)] {
            seen_by(&mut sure, 30.0 * day, 2.0, [price, 1.0]);
            seen_by(&mut hasty, day, 2.0, [price, 1.0]);
        }
        assert!((sure.alpha() - 0.8).abs() < 1e-15 && sure.belief().sd.abs() < 1e-15);
        assert!((hasty.alpha() - 0.8).abs() < 1e-15);
    }

    #[test]
    fn nobody_outside_and_nobody_inside_do_no_harm() {
        // Nobody outside: the rival that stood still is the reference. Odds fall from 1 to 1/3 at y = 1: d = ln 3.
        let mut learner = Learner::new(prior(0.4, 0.2));
        let rivals = |reach: f64| [RivalProduct { reach: Share(reach), ..rival(1, 1.0) }];
        let own = |price: f64, reach: f64| [OwnProduct { reach: Share(reach), ..product(0, price, 1.0) }];
        learner.observe(&at(0.0, 0.0, &own(1.0, 0.5), &rivals(0.5)));
        learner.observe(&at(30.0, 0.0, &own(2.0, 0.25), &rivals(0.75)));
        assert!((learner.alpha() - (0.8 + 0.8 * (maths::ln(3.0) - 0.8))).abs() < 1e-12);
        // All shares nothing, a free price: nothing is learnt and nothing breaks.
        let before = learner.belief();
        learner.observe(&at(60.0, 0.0, &own(0.0, 0.0), &rivals(0.0)));
        learner.observe(&at(90.0, 0.0, &own(2.0, 0.0), &rivals(0.0)));
        assert_eq!(learner.belief(), before);
    }

    #[test]
    fn sales_that_rise_with_the_price_do_not_lead_below_the_least() {
        let mut learner = Learner::new(prior(0.4, 0.2));
        seen_by(&mut learner, 0.0, -3.0, [1.0, 1.0]);
        seen_by(&mut learner, 30.0, -3.0, [2.0, 1.0]);
        assert!((learner.alpha() - LEAST_ALPHA).abs() < 1e-15);
    }

    #[test]
    fn impossible_beliefs_are_refused() {
        let mut complaints = Complaints::new();
        Prior { noise: Ratio::ZERO, ..prior(0.4, 0.0) }.check("p", &mut complaints);
        Prior::certain(0.0, 0.4).check("p", &mut complaints);
        let codes: Vec<&str> = complaints.list().iter().map(|complaint| complaint.code).collect();
        assert_eq!(codes, ["belief-without-noise", "belief-without-price"]);
    }
}
