//! The benchmark of an instant: static Nash prices at today's costs, qualities and tastes.
//!
//! Costs are the long-run marginal ones, of a fleet that grows with its load; demand is that of the users who know the
//! market, come to rest at the prices. The search starts from the last snapshot's prices, so that a month's small
//! changes are followed and not a jump to another equilibrium.

use crate::economics::pricing::{NashMarket, nash_under};
use crate::simulation::static_market::static_market;
use crate::simulation::world::World;
use crate::units::MoneyPerMtok;

/// Types of users over which demand is integrated (docs/model/pricing.md, "Types of users").
const TYPES: usize = 64;

/// Relative error in a first-order condition beyond which prices are no equilibrium; within it they are right to a tenth
/// of a thousandth, less than their integration is.
const MOST_RESIDUAL: f64 = 1e-4;

/// Gain, over a firm's profit, that it may forgo without the prices ceasing to be a benchmark: an epsilon-equilibrium.
/// Profit is flat at its top, so the integration error of prices (some per cent) forgoes as much.
const MOST_GAIN: f64 = 0.01;

/// Static Nash prices.
pub(super) struct Nash {
    /// Blended, by offer; none for those not on sale.
    pub levels: Vec<Option<MoneyPerMtok>>,
    /// Effective, by segment and offer, money per Mtok.
    pub effective: Vec<Vec<f64>>,
}

/// The static Nash prices of all offers on sale; `before` are those of the last snapshot. None where none are found.
pub(super) fn prices(world: &World, before: &[Option<MoneyPerMtok>]) -> Option<Nash> {
    let offers: Vec<usize> =
        (0..world.market.offers.len()).filter(|j| world.market.offers[*j].is_usable()).collect();
    let mut all = Nash {
        levels: vec![None; world.market.offers.len()],
        effective: vec![vec![0.0; world.market.offers.len()]; world.market.segments.len()],
    };
    if offers.is_empty() {
        return Some(all);
    }
    let market = market(world, &offers);
    let start: Vec<MoneyPerMtok> = offers.iter().map(|j| paid(world, *j, before[*j])).collect();
    let deciders: Vec<usize> = world.operators.iter().map(|operator| operator.index()).collect();
    let found = nash_under(&market, &deciders, &start);
    if (!found.converged && found.residual > MOST_RESIDUAL) || found.gain > MOST_GAIN {
        return None;
    }
    for (at, j) in offers.iter().enumerate() {
        let level = found.levels[at].get() - world.law_on_price(*j);
        all.levels[*j] = Some(MoneyPerMtok(level.max(0.0)));
        for (s, effective) in all.effective.iter_mut().enumerate() {
            let pays = found.levels[at].get() * market.demand.segments[s].ratio[at];
            effective[*j] = pays - world.market.segments[s].terms.on_price();
        }
    }
    Some(all)
}

/// What users pay at an offer's benchmark of last month, or at its posted price: where the search starts.
fn paid(world: &World, offer: usize, before: Option<MoneyPerMtok>) -> MoneyPerMtok {
    let level = before.unwrap_or(world.market.offers[offer].posted.blended());
    MoneyPerMtok((level.get() + world.law_on_price(offer)).max(0.0))
}

/// The market in which firms could price these offers at will.
pub(in crate::simulation) fn market(world: &World, offers: &[usize]) -> NashMarket {
    static_market(world, offers, TYPES)
}
