//! Laws of the comparison, on numbers made by hand.

use super::bridge::{Flows, bridge, steps};
use super::even::break_even;
use super::{Cut, PriceOpening};
use proptest::prelude::*;

fn flows(numbers: [f64; 5]) -> Flows {
    let [revenue, tokens, others, other_tokens, serving] = numbers;
    Flows { revenue, tokens, all_revenue: revenue + others, all_tokens: tokens + other_tokens, serving }
}

#[test]
fn a_bridge_by_hand() {
    // 10 Mtok at 4, cost 1 each; then half the price, 25 Mtok at 2, cost 0.8 each; nothing else is sold.
    let (before, after) = (flows([40.0, 10.0, 0.0, 0.0, 10.0]), flows([50.0, 25.0, 0.0, 0.0, 20.0]));
    let found = steps(&before, &after, 0.5).unwrap();
    // -2 x 10; (2 - 1) x 15; (1 - 0.8) x 25; nothing; nothing: 30 to 30.
    for (step, expected) in found.into_iter().zip([-20.0, 15.0, 5.0, 0.0, 0.0]) {
        assert!((step - expected).abs() < 1e-12, "{found:?}");
    }
    let whole = bridge(&[(before, after)], 0.5, (0.5, 0.95)).unwrap();
    assert!((whole.unit_margin_from.unwrap() - 3.0).abs() < 1e-12);
    assert!((whole.unit_margin_to.unwrap() - 1.2).abs() < 1e-12);
}

#[test]
fn break_even_by_hand() {
    let opening = PriceOpening {
        price: 4.0,
        unit_cost_average: 1.0,
        unit_cost_marginal: 3.0,
        share: Some(0.2),
        tokens_per_day: 1.0,
    };
    // Half of 4 is 2: 3 over 1 at cost 1; at cost 3 every token loses.
    let half = break_even(&opening, Cut::percent(50.0).left());
    let average = half.average.unwrap();
    assert!((average.volume_factor - 3.0).abs() < 1e-12 && (average.share.unwrap() - 0.6).abs() < 1e-12);
    assert_eq!(half.marginal, None);
    assert!((break_even(&opening, 1.0).marginal.unwrap().volume_factor - 1.0).abs() < 1e-12);
}

#[test]
fn nought_has_one_name() {
    assert_eq!(Cut::percent(-0.0).name(), "0%");
    assert_eq!(Cut::percent(-20.0).name(), "-20%");
    assert!(Cut::percent(100.0).left() <= 0.0 && Cut::percent(-0.0).is_none());
}

proptest! {
    #[test]
    fn the_steps_add_up(
        before in prop::array::uniform5(0.01_f64..100.0),
        after in prop::array::uniform5(0.0_f64..100.0),
        cut in -1.0_f64..1.0,
    ) {
        let (before, after) = (flows(before), flows(after));
        let sum: f64 = steps(&before, &after, cut).unwrap().iter().sum();
        let change = (after.all_revenue - after.serving) - (before.all_revenue - before.serving);
        // Prices of one over a hundredth make terms of a million, so rounding is relative to that.
        prop_assert!((sum - change).abs() < 1e-6, "{sum} {change}");
    }
}
