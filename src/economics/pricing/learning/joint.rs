//! Joint-maximum prices: levels at which the firms of a market earn most together, p_M of Calvano et al. (2020).

use super::refusal::Refusal;
use crate::economics::demand::Response;
use crate::economics::pricing::{NashMarket, nash, profit};
use crate::maths;
use crate::units::MoneyPerMtok;

/// First and last step of the search in ln L; profit is flat at its top, so shorter steps drown in round-off.
const STEPS: (f64, f64) = (0.1, 1e-8);
/// Rounds before it is given up: fifty times what a market of six offers takes.
const ROUNDS: u32 = 10_000;
/// Highest level over its start; beyond it there is no maximum to be found.
const FAR: f64 = 1e4;

/// argmax over levels L of sum over firms of profit(L), by offer, near `start`  \[money/Mtok\].
///
/// Where users' loyalty does not tell one owner from another, it is the Nash price of the market with a single owner
/// (`nash`). Elsewhere a single owner would change demand; the sum of profits is then climbed by steps in one ln L at a
/// time, halved when none pays (compass search; Kolda, Lewis and Torczon, SIAM Review 45, 2003).
///
/// # Errors
/// Where profit rises without bound or no top is found.
pub fn joint_maximum(market: &NashMarket, start: &[MoneyPerMtok]) -> Result<Vec<MoneyPerMtok>, Refusal> {
    let mut merged = market.clone();
    merged.demand.owners.fill(0);
    merged.demand.providers = 1;
    let one_owner = nash(&merged, start);
    let ownerless =
        market.demand.segments.iter().all(|segment| {
            segment.inertia.median.get() <= 0.0 && segment.preference.tastes.loyalty.get() <= 0.0
        });
    if ownerless {
        return if one_owner.converged { Ok(one_owner.levels) } else { Err(Refusal::NoJointMaximum) };
    }
    climb(market, if one_owner.converged { &one_owner.levels } else { start })
}

fn climb(market: &NashMarket, start: &[MoneyPerMtok]) -> Result<Vec<MoneyPerMtok>, Refusal> {
    let mut response = Response::new(&market.demand);
    let mut total = |levels: &[MoneyPerMtok]| -> f64 {
        response.at(levels);
        (0..market.demand.providers).map(|firm| profit(market, &response, levels, firm).get()).sum()
    };
    let mut levels = start.to_vec();
    let (mut best, mut step) = (total(&levels), STEPS.0);
    for _ in 0..ROUNDS {
        let mut paid = false;
        for j in 0..levels.len() {
            for factor in [maths::exp(step), maths::exp(-step)] {
                let before = levels[j];
                levels[j] = before * factor;
                let found = total(&levels);
                if found > best {
                    (best, paid) = (found, true);
                    break;
                }
                levels[j] = before;
            }
            if levels[j].get() > FAR * start[j].get() {
                return Err(Refusal::NoJointMaximum);
            }
        }
        if !paid {
            step *= 0.5;
            if step < STEPS.1 {
                return Ok(levels);
            }
        }
    }
    Err(Refusal::NoJointMaximum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::pricing::learning::tests::duopoly;
    use crate::units::{Spread, Utils};

    #[test]
    fn the_climb_ends_where_the_conditions_hold() {
        let market = duopoly(2.0, 1.0);
        let start = [MoneyPerMtok(1.5), MoneyPerMtok(1.4)];
        let exact = joint_maximum(&market, &start).unwrap();
        let climbed = climb(&market, &start).unwrap();
        assert!((exact[0].get() - 1.924_981).abs() < 1e-6, "{exact:?}");
        for (exact, climbed) in exact.iter().zip(&climbed) {
            // Round-off of profit, 1e-16, is the square of a relative move of 1e-8.
            assert!((exact.get() - climbed.get()).abs() < 1e-6, "{exact:?} {climbed:?}");
        }
    }

    #[test]
    fn with_inertia_a_single_owner_is_not_the_joint_maximum() {
        let mut market = duopoly(2.0, 1.0);
        market.demand.segments[0].inertia = Spread::same(Utils(1.0));
        let start = [MoneyPerMtok(1.5), MoneyPerMtok(1.5)];
        let found = joint_maximum(&market, &start).unwrap();
        let mut response = Response::new(&market.demand);
        let mut total = |a: f64, b: f64| {
            let levels = [MoneyPerMtok(a), MoneyPerMtok(b)];
            response.at(&levels);
            profit(&market, &response, &levels, 0).get() + profit(&market, &response, &levels, 1).get()
        };
        let (a, b) = (found[0].get(), found[1].get());
        for (x, y) in [(1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99), (1.01, 1.01), (0.99, 0.99)] {
            assert!(total(a * x, b * y) < total(a, b));
        }
    }
}
