//! Types of users: the fixed rule by which a segment is integrated over alpha, inertia and loyalty.

use super::segment::Tastes;
use crate::maths;
use crate::units::{Ratio, Spread, Utils};

/// Inertia at which staying is certain for all purposes; e^20 is 5e8.
pub(super) const MOST_INERTIA: f64 = 20.0;

/// Strata of alpha where nothing else differs.
const ALPHA_ONLY: usize = 64;

/// Most types of the rules in which all weigh the same; beyond, alpha alone is integrated by the trapezoidal rule.
const EVEN: usize = 256;

/// Deviates of alpha that the trapezoidal rule covers: beyond, one in 10^16 users.
const WIDEST: f64 = 8.3;

/// A type of user: standard normal deviates that the rule places.
pub(super) struct UserType {
    /// Part of all users.
    pub(super) part: f64,
    alpha: f64,
    inertia: f64,
    /// Of the lasting taste for each provider.
    pub(super) loyalty: Vec<f64>,
}

impl UserType {
    /// Its taste for price.
    pub(super) fn alpha(&self, tastes: &Tastes) -> f64 {
        tastes.price.median.get() * maths::exp(tastes.price.sigma.get() * self.alpha)
    }

    /// e^kappa - 1 where the median user has inertia `median` and ln kappa the standard deviation `sigma`.
    pub(super) fn boost(&self, median: f64, sigma: f64) -> f64 {
        let spread = if sigma == 0.0 { 1.0 } else { maths::exp(sigma * self.inertia) };
        maths::exp((median * spread).min(MOST_INERTIA)) - 1.0
    }
}

/// A type of user as it chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct UserKind {
    /// Taste for price.
    pub alpha: f64,
    /// kappa: utility of staying with the present provider.
    pub stay: f64,
    /// Lasting taste for each provider, in utils.
    pub loyalty: Vec<f64>,
}

/// The types of a segment, all weighing the same: what `user_types` places, at the tastes' own scale.
pub fn types_of(tastes: &Tastes, inertia: Spread<Utils>, providers: usize, most: usize) -> Vec<UserKind> {
    user_types(tastes, inertia.sigma, providers, most)
        .iter()
        .map(|user| UserKind {
            alpha: user.alpha(tastes),
            stay: maths::ln(1.0 + user.boost(inertia.median.get(), inertia.sigma.get())),
            loyalty: user.loyalty.iter().map(|deviate| tastes.loyalty.get() * deviate).collect(),
        })
        .collect()
}

/// One type where nothing differs, strata of alpha (64, or `most` if fewer) where only alpha does, else `most` points
/// of a Kronecker sequence with the generalised golden ratio (Roberts 2018), first coordinate stratified; these all
/// weigh the same. Where only alpha differs and `most` is above 256, the trapezoidal rule over its deviate: with a
/// normal density its error falls faster than any power of the step.
pub(super) fn user_types(
    tastes: &Tastes,
    inertia_sigma: Ratio,
    providers: usize,
    most: usize,
) -> Vec<UserType> {
    let only_alpha = inertia_sigma == Ratio::ZERO && tastes.loyalty == Utils::ZERO;
    let count = match (only_alpha, tastes.price.sigma == Ratio::ZERO) {
        (true, true) => 1,
        (true, false) => ALPHA_ONLY.min(most),
        _ => most,
    };
    if only_alpha && tastes.price.sigma > Ratio::ZERO && most > EVEN {
        return trapezoid(providers, most);
    }
    let ratio = golden_ratio(providers + 1);
    let steps: Vec<f64> = (0..=providers).map(|d| maths::pow(ratio, -((d + 1) as f64))).collect();
    (0..count)
        .map(|i| {
            let point = |d: usize| {
                maths::normal_quantile((0.5 + steps[d] * (i + 1) as f64).fract().clamp(1e-9, 1.0 - 1e-9))
            };
            UserType {
                part: 1.0 / count as f64,
                alpha: maths::normal_quantile((i as f64 + 0.5) / count as f64),
                inertia: point(0),
                loyalty: (0..providers).map(|p| point(p + 1)).collect(),
            }
        })
        .collect()
}

/// Deviates of alpha at equal distances, weighed by their density.
fn trapezoid(providers: usize, count: usize) -> Vec<UserType> {
    let step = 2.0 * WIDEST / (count - 1) as f64;
    let deviate = |i: usize| -WIDEST + step * i as f64;
    let density = |i: usize| maths::exp(-0.5 * deviate(i) * deviate(i));
    let whole: f64 = (0..count).map(density).sum();
    (0..count)
        .map(|i| UserType {
            part: density(i) / whole,
            alpha: deviate(i),
            inertia: 0.0,
            loyalty: vec![0.0; providers],
        })
        .collect()
}

/// The root above 1 of phi^(d + 1) = phi + 1.
fn golden_ratio(dimensions: usize) -> f64 {
    (0..64).fold(1.5, |phi, _| maths::pow(1.0 + phi, 1.0 / (dimensions as f64 + 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_types_as_users_differ() {
        let same = Tastes::default();
        let varied = Tastes { price: Spread { median: Ratio(0.8), sigma: Ratio(1.0) }, ..same };
        let loyal = Tastes { loyalty: Utils(0.5), ..varied };
        assert_eq!(user_types(&same, Ratio::ZERO, 3, 256).len(), 1);
        assert_eq!(user_types(&varied, Ratio::ZERO, 3, 256).len(), 64);
        assert_eq!(user_types(&varied, Ratio::ZERO, 3, 32).len(), 32);
        assert_eq!(user_types(&loyal, Ratio::ZERO, 3, 256).len(), 256);
        assert_eq!(user_types(&same, Ratio(0.3), 3, 48).len(), 48);
    }

    #[test]
    fn deviates_are_standard_and_differ_between_providers() {
        let types = user_types(&Tastes { loyalty: Utils(1.0), ..Tastes::default() }, Ratio(0.5), 3, 256);
        let mean = |of: &dyn Fn(&UserType) -> f64| types.iter().map(of).sum::<f64>() / types.len() as f64;
        // The rule's own error at 256 points: a tenth in a mean.
        for p in 0..3 {
            assert!(mean(&|user| user.loyalty[p]).abs() < 0.1);
            assert!((mean(&|user| user.loyalty[p] * user.loyalty[p]) - 1.0).abs() < 0.2);
        }
        assert!(mean(&|user| user.loyalty[0] * user.loyalty[1]).abs() < 0.2);
        assert!(mean(&|user| user.alpha * user.inertia).abs() < 0.2);
    }
}
