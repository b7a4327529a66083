//! What tokens of training are worth when they repeat: a reference for those who choose `tokens` of a run.

use proptest::prelude::*;

use crate::maths::exp;
use crate::units::Ratio;

/// Constant of repetition R: 15.4 (Muennighoff et al., 2023); up to four epochs are nearly free, little is left after 16.
const REPETITION: f64 = 15.4;

/// Worth of a corpus read so many times over that of once: 1 + R (1 - e^(-(epochs - 1) / R)); a part of an epoch is
/// worth itself.
fn repetition(epochs: Ratio) -> Ratio {
    let epochs = epochs.get();
    if epochs <= 1.0 {
        return Ratio(epochs);
    }
    Ratio(1.0 + REPETITION * (1.0 - exp(-(epochs - 1.0) / REPETITION)))
}

#[test]
fn t14_repetition() {
    for (epochs, worth) in [(1.0, 1.0), (4.0, 3.7259), (10.0, 7.8156), (40.0, 15.1763)] {
        let found = repetition(Ratio(epochs)).get();
        assert!((found / worth - 1.0).abs() < 1e-4, "{epochs}: {found}");
    }
}

proptest! {
    #[test]
    fn repetition_helps_less_and_less(epochs in 1.0..200.0) {
        let worth = |epochs| repetition(Ratio(epochs)).get();
        let (first, second) = (worth(epochs + 1.0) - worth(epochs), worth(epochs + 2.0) - worth(epochs + 1.0));
        prop_assert!(second < first + 1e-12 && first >= 0.0 && worth(epochs) <= 1.0 + REPETITION);
    }
}
