//! Indirect utility of an offer and the usage that follows from it (Roy's identity).
//!
//! V_ij = mu (ln 10 / 400) (Elo_j - Elo_ref) - alpha_i g(x_ij) + xi_j - latency, with x_ij = (P_ij + h) / P_ref and
//! g(x) = (x^(1 - eta) - 1) / (1 - eta); tokens q_ij = q_0i x_ij^(-eta). `h` is a user's own cost of using a million
//! tokens (integration, review of answers), so a free offer is finite and still not infinitely attractive.

use super::segment::Tastes;
use crate::maths;
use crate::units::{Elo, MoneyPerMtok, Seconds, Utils};

/// Utils of one Elo point at mu = 1: ln 10 / 400 (Bradley-Terry on the Elo scale).
pub const ELO_UTILS: f64 = std::f64::consts::LN_10 / 400.0;

/// A free offer without a cost of its own would be used without bound and has no logarithm: it counts as a millionth of the
/// reference price, where the use of a million tokens costs no user anything that matters.
pub const LEAST_RELATIVE: f64 = 1e-6;

/// Where tastes are measured, and a segment's tastes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preference {
    /// Tastes of the segment.
    pub tastes: Tastes,
    /// P_ref: the price at which alpha and usage are measured.
    pub reference_price: MoneyPerMtok,
    /// Elo_ref: the quality whose utility is zero.
    pub reference_quality: Elo,
    /// h: a user's own cost of a million tokens.
    pub own_cost: MoneyPerMtok,
}

impl Preference {
    /// x = (P + h) / P_ref: relative price of using an offer at effective price `price`; where use answers prices not below
    /// [`LEAST_RELATIVE`].
    pub fn relative_price(&self, price: MoneyPerMtok) -> f64 {
        let x = (price + self.own_cost) / self.reference_price;
        if self.tastes.usage_elasticity.get() > 0.0 { x.max(LEAST_RELATIVE) } else { x }
    }

    /// g(x) of an effective price.
    pub fn price_term(&self, price: MoneyPerMtok) -> f64 {
        price_term(self.relative_price(price), self.tastes.usage_elasticity.get())
    }

    /// x^(-eta) of an effective price: tokens used relative to those at the reference price.
    pub fn usage(&self, price: MoneyPerMtok) -> f64 {
        usage(self.relative_price(price), self.tastes.usage_elasticity.get())
    }

    /// Utils of a quality above the reference.
    pub fn quality(&self, quality: Elo) -> Utils {
        quality_utils(quality, self.reference_quality) * self.tastes.quality.get()
    }

    /// Utils lost by waiting.
    pub fn latency(&self, per_token: Seconds) -> Utils {
        latency_utils(per_token, self.tastes.latency.get())
    }
}

/// g(x) = (x^(1 - eta) - 1) / (1 - eta), ln x at eta = 1.
///
/// At eta = 0, the textbook's linear price, the constant is dropped and g(x) = x: with one unit of use whatever the
/// price, the outside option is the one that pays nothing, as in Berry (1994). For eta above 0 use itself answers
/// the price and utility is measured from the reference price.
pub fn price_term(x: f64, eta: f64) -> f64 {
    if eta == 0.0 {
        x
    } else if is_one(eta) {
        maths::ln(x)
    } else {
        (maths::pow(x, 1.0 - eta) - 1.0) / (1.0 - eta)
    }
}

/// Whether an elasticity is 1, where powers of x turn into its logarithm.
pub(super) fn is_one(eta: f64) -> bool {
    (eta - 1.0).abs() < 1e-9
}

/// x^(-eta): tokens used at relative price x, per token used at the reference price.
pub fn usage(x: f64, eta: f64) -> f64 {
    if eta == 0.0 { 1.0 } else { maths::pow(x, -eta) }
}

/// (ln 10 / 400) (R - R_ref): utils of quality at mu = 1.
pub fn quality_utils(quality: Elo, reference: Elo) -> Utils {
    Utils(ELO_UTILS * (quality.get() - reference.get()))
}

/// Utils of waiting for 100 output tokens, as a loss.
pub fn latency_utils(per_token: Seconds, weight: f64) -> Utils {
    Utils(-weight * 100.0 * per_token.get())
}

/// Own-price elasticity of the tokens of an offer with share `s`, as a positive number:
/// (alpha (1 - s) x^(1 - eta) + eta) P / (P + h), by differentiating ln q_ij + ln P(j) in ln P.
pub fn own_price_elasticity(preference: &Preference, alpha: f64, share: f64, price: MoneyPerMtok) -> f64 {
    let eta = preference.tastes.usage_elasticity.get();
    let x = preference.relative_price(price);
    let in_x = alpha * (1.0 - share) * maths::pow(x, 1.0 - eta) + eta;
    in_x * (price / (price + preference.own_cost))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::demand::choice::shares;

    fn preference(eta: f64) -> Preference {
        Preference {
            tastes: Tastes { usage_elasticity: crate::units::Share(eta), ..Tastes::default() },
            reference_price: MoneyPerMtok(8.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(1.6),
        }
    }

    #[test]
    fn what_costs_nothing_at_all_is_used_within_bounds() {
        for eta in [0.4, 1.0] {
            let free = Preference { own_cost: MoneyPerMtok::ZERO, ..preference(eta) };
            // 10^6 to the eta
            let used = free.usage(MoneyPerMtok::ZERO);
            assert!((used / maths::pow(1e6, eta) - 1.0).abs() < 1e-12, "{used}");
            assert!(free.price_term(MoneyPerMtok::ZERO).is_finite());
        }
        let linear = Preference { own_cost: MoneyPerMtok::ZERO, ..preference(0.0) };
        assert_eq!((linear.price_term(MoneyPerMtok::ZERO), linear.usage(MoneyPerMtok::ZERO)), (0.0, 1.0));
    }

    #[test]
    fn the_price_term_is_continuous_up_to_the_logarithm_and_linear_at_zero() {
        for x in [0.2, 1.0, 3.0] {
            assert!((price_term(x, 1.0 - 1e-6) - price_term(x, 1.0)).abs() < 1e-5);
            assert!((price_term(x, 0.0) - x).abs() < 1e-15);
        }
    }

    #[test]
    fn t15_the_share_of_wins_of_two_that_differ_in_quality_alone() {
        for (difference, wins) in [(50.0, 0.571), (100.0, 0.640_06), (200.0, 0.760), (400.0, 0.909)] {
            let better = preference(0.5).quality(Elo(1200.0 + difference)).get();
            assert!((shares(&[better, 0.0])[0] - wins).abs() < 5e-4, "{difference}");
        }
        assert!((ELO_UTILS - 0.005_756_5).abs() < 1e-7);
    }

    #[test]
    fn usage_is_roy_s_identity() {
        // With income entering as y / P_ref, q / q_0 = -(dV/dx) / (dV/dy) = alpha g'(x) / alpha = x^(-eta).
        for eta in [0.0, 0.4, 1.0] {
            for x in [0.3_f64, 1.0, 2.5] {
                let step = 1e-6;
                let slope = (price_term(x + step, eta) - price_term(x - step, eta)) / (2.0 * step);
                assert!((slope - usage(x, eta)).abs() < 1e-6, "eta {eta} x {x}");
            }
        }
    }

    #[test]
    fn the_elasticity_is_the_slope_of_tokens() {
        for eta in [0.0, 0.4, 0.9] {
            let preference = preference(eta);
            let alpha = 0.8;
            let tokens = |price: f64| {
                let own = -alpha * preference.price_term(MoneyPerMtok(price));
                shares(&[own, -0.3, 0.0])[0] * preference.usage(MoneyPerMtok(price))
            };
            let (price, step) = (6.0, 1e-5);
            let slope = (maths::ln(tokens(price + step)) - maths::ln(tokens(price - step)))
                / (maths::ln(price + step) - maths::ln(price - step));
            let own = -alpha * preference.price_term(MoneyPerMtok(price));
            let share = shares(&[own, -0.3, 0.0])[0];
            let formula = own_price_elasticity(&preference, alpha, share, MoneyPerMtok(price));
            assert!((slope + formula).abs() < 1e-7, "eta {eta}: {slope} against {formula}");
        }
    }
}
