//! Nested logit: offers that users hold to be alike share a nest, within which the unobserved parts of utility are correlated
//! (McFadden 1978; lambda and 1 - lambda as in Train 2009, section 4.2).
//!
//! With I_n = sum over the offers l of nest n of e^(V_l / lambda), an offer j of it has
//!
//! P(j) = e^(V_j / lambda) I_n^(lambda - 1) / sum over nests m of I_m^lambda,
//!
//! the logit of the weights W_j = e^(V_j / lambda) I_n^(lambda - 1). An offer alone in its nest, and the outside option, keep
//! W = e^V. Since the weights of a nest add up to I_n^lambda, the log-sum of a nested choice is ln sum W too; so all that is
//! said of W elsewhere (inertia as odds, where users rest, routing, surplus) holds as it stands, and at lambda = 1 it is the
//! plain logit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths::{exp, exp_f32, ln, ln_f32};
use crate::units::Share;

/// Which offers a segment holds to be alike, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nesting {
    /// What offers of one nest have in common.
    pub by: Likeness,
    /// 1 - lambda: 0 is the plain logit; near 100 % only the best offer of a nest is ever taken.
    pub correlation: Share,
}

/// What offers of one nest have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// Open weights, or closed.
    Openness,
    /// The first of the provider's `regions`.
    Region,
    /// The provider.
    Provider,
}

/// Largest correlation; beyond, choice within a nest is decided by less than a hundredth of a util.
pub const MOST_CORRELATION: Share = Share(0.99);

/// Alternatives in nests. Those that are alone in theirs are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Nests {
    members: Vec<Vec<usize>>,
    lambda: f64,
}

impl Nests {
    /// Puts alternatives of the same key together; none where nothing is nested.
    pub fn of(keys: &[u32], nesting: Nesting) -> Option<Self> {
        let lambda = 1.0 - nesting.correlation.get();
        let mut known: Vec<u32> = keys.to_vec();
        known.sort_unstable();
        known.dedup();
        let members: Vec<Vec<usize>> = known
            .iter()
            .map(|key| (0..keys.len()).filter(|a| keys[*a] == *key).collect::<Vec<_>>())
            .filter(|nest| nest.len() > 1)
            .collect();
        (!members.is_empty() && lambda < 1.0).then_some(Self { members, lambda })
    }

    /// lambda.
    pub fn lambda(&self) -> f64 {
        self.lambda
    }

    /// Nests of two or more, as positions of their alternatives.
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The same where alternatives stand in this order.
    pub(super) fn in_order(&self, order: &[usize]) -> Self {
        let place = |a: &usize| order.iter().position(|known| known == a);
        let members = self.members.iter().map(|nest| nest.iter().filter_map(place).collect()).collect();
        Self { members, lambda: self.lambda }
    }

    /// Turns V of the alternatives into ln W.
    pub fn fold(&self, utilities: &mut [f64]) {
        for nest in &self.members {
            let top = nest.iter().map(|a| utilities[*a]).fold(f64::NEG_INFINITY, f64::max);
            if top == f64::NEG_INFINITY {
                continue;
            }
            let sum: f64 = nest.iter().map(|a| exp((utilities[*a] - top) / self.lambda)).sum();
            let shift = top + (self.lambda - 1.0) * ln(sum);
            for a in nest {
                utilities[*a] = (utilities[*a] - top) / self.lambda + shift;
            }
        }
    }

    /// The same in single precision, as agents choose, over lanes of users: `rows` by alternative.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the loops over lanes vectorise only when the body is inlined")]
    pub fn fold_lanes<const LANES: usize>(&self, rows: &mut [[f32; LANES]]) {
        let steep = (1.0 / self.lambda) as f32;
        let less = (self.lambda - 1.0) as f32;
        for nest in &self.members {
            let mut top = [f32::MIN; LANES];
            for a in nest {
                for l in 0..LANES {
                    top[l] = top[l].max(rows[*a][l]);
                }
            }
            let mut sum = [0.0_f32; LANES];
            for a in nest {
                for l in 0..LANES {
                    sum[l] += exp_f32((rows[*a][l] - top[l]) * steep);
                }
            }
            for l in 0..LANES {
                sum[l] = top[l] + less * ln_f32(sum[l]);
            }
            for a in nest {
                for l in 0..LANES {
                    rows[*a][l] = (rows[*a][l] - top[l]) * steep + sum[l];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::demand::{log_sum, shares};
    use proptest::prelude::*;

    fn nesting(correlation: f64) -> Nesting {
        Nesting { by: Likeness::Openness, correlation: Share(correlation) }
    }

    proptest! {
        /// The published form, nest by nest: P(n) P(j | n).
        #[test]
        fn weights_are_mcfadden_s(
            v in prop::collection::vec(-4.0_f64..4.0, 5),
            correlation in 0.01_f64..0.95,
        ) {
            let (lambda, keys) = (1.0 - correlation, [0, 1, 0, 1, 2]);
            let nests = Nests::of(&keys, nesting(correlation)).unwrap();
            let inclusive = |n: u32| {
                let own: Vec<f64> = (0..5).filter(|j| keys[*j] == n).map(|j| v[j] / lambda).collect();
                log_sum(&own)
            };
            let values: Vec<f64> = (0..3).map(|n| lambda * inclusive(n)).collect();
            let upper = shares(&values);
            let mut folded = v.clone();
            nests.fold(&mut folded);
            for (j, share) in shares(&folded).iter().enumerate() {
                let wanted = upper[keys[j] as usize] * exp(v[j] / lambda - inclusive(keys[j]));
                prop_assert!((share - wanted).abs() < 1e-12);
            }
            prop_assert!((log_sum(&folded) - log_sum(&values)).abs() < 1e-12, "the surplus");
            let mut rows: Vec<[f32; 2]> = v.iter().map(|v| [*v as f32, 0.0]).collect();
            nests.fold_lanes(&mut rows);
            for (row, exact) in rows.iter().zip(&folded) {
                prop_assert!((f64::from(row[0]) - exact).abs() < 2e-5 / lambda, "{} {exact}", row[0]);
            }
        }
    }

    #[test]
    fn a_nest_of_nobody_has_no_weight_and_a_copy_in_a_tight_nest_takes_from_its_like() {
        let nests = Nests::of(&[0, 0, 1], nesting(0.5)).unwrap();
        let mut v = [f64::NEG_INFINITY, f64::NEG_INFINITY, 1.0];
        nests.fold(&mut v);
        assert_eq!(v.map(f64::to_bits), [f64::NEG_INFINITY, f64::NEG_INFINITY, 1.0].map(f64::to_bits));
        // Red bus, blue bus (Debreu 1960): two of a kind against a third, all of utility 0.
        let tight = Nests::of(&[0, 0, 1], nesting(0.99)).unwrap();
        let mut v = [0.0; 3];
        tight.fold(&mut v);
        assert!((shares(&v)[2] - 0.5).abs() < 0.004);
        assert!(Nests::of(&[0, 0, 1], nesting(0.0)).is_none());
        assert!(Nests::of(&[0, 1, 2], nesting(0.5)).is_none());
    }
}
