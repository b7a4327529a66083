//! Logit choice: probabilities, the log-sum, and where a user with inertia comes to rest.

use crate::maths;

/// P(j) = exp V_j / sum_k exp V_k, computed from the largest V down so that nothing overflows.
pub fn shares(utilities: &[f64]) -> Vec<f64> {
    let top = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = utilities.iter().map(|v| maths::exp(v - top)).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

/// ln sum_j exp V_j: expected utility of the best choice, less Euler's constant.
pub fn log_sum(utilities: &[f64]) -> f64 {
    let top = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + maths::ln(utilities.iter().map(|v| maths::exp(v - top)).sum())
}

/// Where a user with inertia is found in the long run.
///
/// At a review a user of alternative k goes to j with probability W_j e^(kappa_k \[j is k's own\]) / D_k, where
/// W = exp V, `own` are the alternatives of k's provider (k itself for the outside option) and
/// D_k = sum_l W_l + (e^(kappa_k) - 1) W_own(k). Since W_k D_k P(k -> j) is symmetric in k and j, the chain is reversible
/// with the resting distribution pi_k proportional to W_k D_k.
///
/// `weights` are W_k, `group[k]` is the position of k's provider among groups, `boosts[g]` is e^kappa - 1 of group g and
/// `own[g]` the sum of its weights (`group_sums`). Writes pi into `out`.
pub fn resting_shares(weights: &[f64], group: &[usize], (boosts, own): (&[f64], &[f64]), out: &mut [f64]) {
    let sum: f64 = own.iter().sum();
    let mut total = 0.0;
    for (k, share) in out.iter_mut().enumerate() {
        let g = group[k];
        *share = weights[k] * (sum + boosts[g] * own[g]);
        total += *share;
    }
    for share in out.iter_mut() {
        *share /= total;
    }
}

/// Sums of weights by group.
pub fn group_sums(weights: &[f64], group: &[usize], own: &mut [f64]) {
    own.fill(0.0);
    for (weight, g) in weights.iter().zip(group) {
        own[*g] += weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_sum_to_one_and_follow_utility(v in prop::collection::vec(-50.0_f64..50.0, 1..12)) {
            let p = shares(&v);
            prop_assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (i, a) in v.iter().enumerate() {
                for (j, b) in v.iter().enumerate() {
                    prop_assert!(a < b || p[i] >= p[j]);
                }
            }
        }

        #[test]
        fn the_resting_distribution_is_stationary(
            v in prop::collection::vec(-2.0_f64..2.0, 3..8),
            kappa in 0.0_f64..4.0,
        ) {
            // Last alternative: outside, without inertia; offers 0 and 1 belong to one provider.
            let n = v.len();
            let weights: Vec<f64> = v.iter().map(|x| maths::exp(*x)).collect();
            let group: Vec<usize> = (0..n).map(|k| if k == 1 { 0 } else { k }).collect();
            let boosts: Vec<f64> = (0..n).map(|k| if k + 1 == n { 0.0 } else { maths::exp(kappa) - 1.0 }).collect();
            let (mut own, mut rest) = (vec![0.0; n], vec![0.0; n]);
            group_sums(&weights, &group, &mut own);
            resting_shares(&weights, &group, (&boosts, &own), &mut rest);
            let mut next = vec![0.0; n];
            for k in 0..n {
                let row: Vec<f64> = (0..n)
                    .map(|j| weights[j] * if group[j] == group[k] { 1.0 + boosts[group[k]] } else { 1.0 })
                    .collect();
                let sum: f64 = row.iter().sum();
                for j in 0..n {
                    next[j] += rest[k] * row[j] / sum;
                }
            }
            for k in 0..n {
                prop_assert!((next[k] - rest[k]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_log_sum_plus_euler_s_constant_is_the_mean_of_the_best() {
        use crate::random::{Purpose, Streams};
        use rand::RngExt;
        let v = [0.3, -0.5, 1.1];
        let mut luck = Streams::new(1, 0).open(Purpose::Strategy, 0, 0);
        let n = 200_000;
        let gumbel = |u: f64| -maths::ln(-maths::ln(u));
        let mean = (0..n)
            .map(|_| v.iter().map(|x| x + gumbel(luck.random::<f64>().max(1e-300))).fold(f64::MIN, f64::max))
            .sum::<f64>()
            / f64::from(n);
        // Standard error of a Gumbel mean: pi / sqrt(6 n) = 0.0029; 4 of them: false alarm 6e-5.
        assert!((mean - log_sum(&v) - 0.577_215_664_9).abs() < 4.0 * 1.2825 / f64::from(n).sqrt());
    }
}
