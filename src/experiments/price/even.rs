//! Break-even: how much more must be sold at a lower price to earn as much as before.

use super::{BreakEven, EvenPoint, PriceOpening};

/// What must be sold after a cut that leaves the part `left` of the price.
///
/// At a constant unit cost c, q0 (p0 - c) = q1 (p1 - c) gives the factor q1/q0 = (p0 - c)/(p1 - c). In a market of the same
/// size V, s1 V (p1 - c) = s0 V (p0 - c), so the share of break-even is s1 = s0 times that factor. Nothing where p1 <= c
/// (each token sold loses), nor where p0 <= c (there is no profit to make up for).
pub(super) fn break_even(opening: &PriceOpening, left: f64) -> BreakEven {
    let at = |cost: f64| {
        let (before, after) = (opening.price - cost, opening.price * left - cost);
        let volume_factor = before / after;
        (before > 0.0 && after > 0.0 && volume_factor.is_finite())
            .then(|| EvenPoint { volume_factor, share: opening.share.map(|share| share * volume_factor) })
    };
    BreakEven { average: at(opening.unit_cost_average), marginal: at(opening.unit_cost_marginal) }
}
