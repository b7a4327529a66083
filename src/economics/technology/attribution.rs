//! Who gets the credit: Shapley contributions of factors to a change between two states.
//!
//! phi_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! \[v(S + i) - v(S)\], where v(S) is the value with the
//! factors in S at their new state and all others at their old one. The contributions sum to v(all) - v(none) whatever v
//! is (efficiency), do not depend on the order of factors, and a factor that changes nothing gets nothing (Shapley 1953).

/// Factors that a set can hold: 2^16 evaluations are the most that is worth waiting for.
pub const MOST_FACTORS: usize = 16;

/// Shapley contributions of `factors` factors; `value` is asked once for every set, bit i standing for factor i.
///
/// # Panics
/// With more than `MOST_FACTORS` factors.
pub fn shapley(factors: usize, mut value: impl FnMut(u32) -> f64) -> Vec<f64> {
    assert!(factors <= MOST_FACTORS, "2^{factors} sets are too many");
    let values: Vec<f64> = (0..1_u32 << factors).map(&mut value).collect();
    contributions(factors, &values)
}

/// The same from the values of all sets, in the order of their bits.
pub fn contributions(factors: usize, values: &[f64]) -> Vec<f64> {
    let weights = weights(factors);
    (0..factors)
        .map(|factor| {
            let bit = 1_usize << factor;
            (0..values.len())
                .filter(|set| set & bit == 0)
                .map(|set| weights[set.count_ones() as usize] * (values[set | bit] - values[set]))
                .sum()
        })
        .collect()
}

/// s! (n - s - 1)! / n! by the size s of the set.
fn weights(factors: usize) -> Vec<f64> {
    let n = factors as f64;
    let mut weights = Vec::with_capacity(factors);
    let mut weight = 1.0 / n;
    for size in 0..factors {
        weights.push(weight);
        // w(s + 1) = w(s) (s + 1) / (n - s - 1)
        weight *= (size + 1) as f64 / (n - size as f64 - 1.0);
    }
    weights
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::maths::ln;

    /// T17: GPT-4 at its launch on A100 (state 0) against DeepSeek's fleet on H800 (state 1): h, f, q, k, u lam, net, train.
    const OLD: [f64; 7] = [1.335_47, 0.56, 1.0, 1.0, 0.153, 0.020, 0.500];
    const NEW: [f64; 7] = [0.561_73, 0.074, 0.5, 0.559_28, 0.103_60, 0.016, 0.0197];

    fn serving(x: &[f64]) -> f64 {
        x[0] * x[1] * x[2] * x[3] / x[4]
    }

    fn state(set: u32) -> Vec<f64> {
        (0..7).map(|i| if set & (1 << i) == 0 { OLD[i] } else { NEW[i] }).collect()
    }

    #[test]
    fn t17_of_a_product_each_factor_gets_its_own_logarithm() {
        let phi = shapley(5, |set| ln(serving(&state(set))));
        let expected = [0.8660, 2.0239, std::f64::consts::LN_2, 0.5811, -0.3899];
        for (found, fall) in phi.iter().zip(expected) {
            assert!((found + fall).abs() < 1e-4, "{phi:?}");
        }
        assert!((serving(&OLD) - 4.888).abs() < 1e-3 && (serving(&NEW) - 0.112_21).abs() < 1e-5);
        assert!((phi.iter().sum::<f64>() - ln(serving(&NEW) / serving(&OLD))).abs() < 1e-12);
    }

    #[test]
    fn t17_with_parts_that_add_up() {
        let phi = shapley(7, |set| {
            let x = state(set);
            ln(serving(&x) + x[5] + x[6])
        });
        let expected = [-0.6727, -1.5724, -0.5380, -0.4509, 0.3008, -0.0085, -0.6574];
        for (found, known) in phi.iter().zip(expected) {
            assert!((found - known).abs() < 1e-4, "{phi:?}");
        }
        // The parts sum to the whole to the last digits; the published whole carries the rounding of its inputs.
        let whole = |x: &[f64]| serving(x) + x[5] + x[6];
        let sum: f64 = phi.iter().sum();
        assert!((sum - ln(whole(&NEW) / whole(&OLD))).abs() < 1e-9);
        assert!((sum + 3.599_06).abs() < 1e-4);
    }

    #[test]
    fn two_factors_by_hand() {
        // v = x y from (1, 1) to (2, 3): x gets ((2 - 1) + (6 - 3)) / 2 = 2, y gets ((3 - 1) + (6 - 2)) / 2 = 3
        let phi = shapley(2, |set| [1.0, 2.0, 3.0, 6.0][set as usize]);
        assert_eq!(phi, [2.0, 3.0]);
    }

    proptest! {
        #[test]
        fn contributions_sum_to_the_change_whatever_the_order(
            values in prop::collection::vec(-10.0_f64..10.0, 32), rotation in 0_usize..5,
        ) {
            let phi = contributions(5, &values);
            let whole = values[31] - values[0];
            prop_assert!((phi.iter().sum::<f64>() - whole).abs() < 1e-9);
            // The same factors, counted from another one on.
            let turned = |set: usize| (0..5).filter(|i| set & (1 << i) != 0).map(|i| 1 << ((i + rotation) % 5)).sum::<usize>();
            let again = shapley(5, |set| values[turned(set as usize)]);
            for i in 0..5 {
                prop_assert!((again[i] - phi[(i + rotation) % 5]).abs() < 1e-9);
            }
        }

        #[test]
        fn a_factor_that_changes_nothing_gets_nothing(values in prop::collection::vec(-10.0_f64..10.0, 16)) {
            let phi = shapley(5, |set| values[(set & 15) as usize]);
            prop_assert!(phi[4].abs() < 1e-12);
        }
    }
}
