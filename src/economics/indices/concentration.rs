//! Concentration of a market.

/// Herfindahl-Hirschman index, sum of squared percentage shares: 10,000 (sum s_i^2) / (sum s_i)^2. None where nothing
/// is sold. US Merger Guidelines 2023: above 1,800 a market is highly concentrated.
pub fn hhi(amounts: &[f64]) -> Option<f64> {
    let sum: f64 = amounts.iter().sum();
    (sum > 0.0).then(|| 10_000.0 * amounts.iter().map(|amount| (amount / sum) * (amount / sum)).sum::<f64>())
}

/// CR_k: part of the market that the k largest hold. None where nothing is sold.
pub fn concentration_ratio(amounts: &[f64], largest: usize) -> Option<f64> {
    let sum: f64 = amounts.iter().sum();
    let mut sorted = amounts.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    (sum > 0.0).then(|| sorted.iter().take(largest).sum::<f64>() / sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_firms() {
        assert!((hhi(&[2.0; 4]).unwrap() - 2_500.0).abs() < 1e-9);
        assert!((concentration_ratio(&[2.0; 4], 3).unwrap() - 0.75).abs() < 1e-12);
        assert_eq!(hhi(&[0.0, 0.0]), None);
    }

    proptest! {
        #[test]
        fn a_merger_at_given_shares_does_not_lower_the_index(v in prop::collection::vec(0.01_f64..9.0, 2..9)) {
            let before = hhi(&v).unwrap();
            let mut merged = v[1..].to_vec();
            merged[0] += v[0];
            prop_assert!(hhi(&merged).unwrap() >= before - 1e-9);
        }
    }
}
