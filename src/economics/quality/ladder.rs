//! The Elo ladder: Bradley-Terry win shares, utils of an Elo point, and Elo from wins, from accuracy and from compute.
//!
//! Differences of Elo are bare numbers, since they may be negative; `Elo` itself is a place on the ladder.

use crate::maths::{log10, pow};
use crate::units::{Ratio, Share, Utils};

/// Utils of an Elo point on the logit scale: ln 10 / 400 = 0.0057565.
pub const UTILS_A_POINT: f64 = std::f64::consts::LN_10 / 400.0;

/// Elo of a tenfold effective compute: 100 (range 50 to 150; an assumption, no map from loss to Elo is accepted).
pub const ELO_A_DECADE: f64 = 100.0;

/// Chance that the better of two is preferred: 1 / (1 + 10^(-d / 400)) (Bradley-Terry, which Arena scores are fits of).
pub fn wins(difference: f64) -> Share {
    Share(1.0 / (1.0 + pow(10.0, -difference / 400.0)))
}

/// Utility of a difference of Elo for a buyer whose taste for quality is mu: mu (ln 10 / 400) d. One who judges by a
/// single comparison has 1, one who averages k tasks about sqrt(k).
pub fn utils(difference: f64, taste: Ratio) -> Utils {
    Utils(taste.get() * UTILS_A_POINT * difference)
}

/// Difference of Elo that a share of wins shows: 400 log10(w / (1 - w)); none at 0 and 1.
pub fn elo_of_wins(wins: Share) -> Option<f64> {
    let w = wins.get();
    (w > 0.0 && w < 1.0).then(|| 400.0 * log10(w / (1.0 - w)))
}

/// Change of Elo when a part r of the accuracy q is recovered, a local logit slope:
/// -(400 / ln 10) (1 - r) q / (q (1 - q)) = -(400 / ln 10) (1 - r) / (1 - q) (assumption); none at q = 1.
pub fn elo_of_recovery(recovery: Share, accuracy: Share) -> Option<f64> {
    let missed = accuracy.rest().get();
    (missed > 0.0).then(|| -recovery.rest().get() / missed / UTILS_A_POINT)
}

/// Change of Elo with effective compute multiplied: 100 log10 of it; none for no compute at all.
pub fn elo_of_compute(factor: Ratio) -> Option<f64> {
    (factor > Ratio::ZERO).then(|| ELO_A_DECADE * log10(factor.get()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn t15_the_ladder() {
        for (difference, share) in [(50.0, 0.571), (100.0, 0.640_06), (200.0, 0.760), (400.0, 0.909)] {
            assert!((wins(difference).get() - share).abs() < 5e-4, "{difference}");
        }
        assert!((utils(100.0, Ratio(1.0)).get() - 0.575_65).abs() < 1e-5);
    }

    #[test]
    fn other_measures_by_hand() {
        // 173.72 x 0.02 / 0.3 = 11.58
        assert!((elo_of_recovery(Share(0.98), Share(0.7)).unwrap() + 11.58).abs() < 1e-2);
        assert_eq!(elo_of_recovery(Share(0.98), Share::ONE), None);
        // a year of algorithms, 2.8284: 45.15
        assert!((elo_of_compute(Ratio(2.8284)).unwrap() - 45.15).abs() < 1e-2);
        assert_eq!((elo_of_compute(Ratio::ZERO), elo_of_wins(Share::ONE)), (None, None));
    }

    proptest! {
        #[test]
        fn wins_and_elo_undo_each_other(difference in -800.0..800.0) {
            prop_assert!((elo_of_wins(wins(difference)).unwrap() - difference).abs() < 1e-6);
            prop_assert!((wins(difference).get() + wins(-difference).get() - 1.0).abs() < 1e-12);
        }
    }
}
