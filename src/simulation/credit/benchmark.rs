//! The benchmark of an instant: static Nash prices at today's costs, qualities and tastes.

use crate::simulation::world::World;
use crate::units::MoneyPerMtok;

/// Static Nash prices.
pub(super) struct Nash {
    /// Blended, by offer; none for those not on sale.
    pub levels: Vec<Option<MoneyPerMtok>>,
    /// Effective, by segment and offer, money per Mtok.
    pub effective: Vec<Vec<f64>>,
}

pub(super) fn prices(world: &World) -> Nash {
    Nash {
        levels: vec![None; world.market.offers.len()],
        effective: world
            .market
            .segments
            .iter()
            .map(|view| view.prices.iter().map(|price| price.get()).collect())
            .collect(),
    }
}
