//! Contracts for capacity: how much to reserve, what reserving saves, and an hour part of which is locked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::hardware::GpuHour;
use crate::units::{Days, Ratio, Share};

/// A rented part under contract: `committed` of the fleet is locked at a discount until its term ends. In a falling
/// market it becomes a burden.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Discount on the rent at the start: A100 at AWS 41 % (1 year) and 65 % (3 years), H100 at Google 31 % and 56 %.
    pub discount: Share,
    /// Time from the start for which the price is locked; afterwards the market's holds.
    pub term: Days,
}

impl Contract {
    /// Hour of a fleet of which `reserved` is under this contract: inside the term the reserved part pays the opening
    /// hour less the discount, whatever the market does; the rest pays the market's.
    pub fn hour(&self, opening: GpuHour, market: GpuHour, reserved: Share, elapsed: Days) -> GpuHour {
        if elapsed >= self.term {
            return market;
        }
        let locked = opening.scaled(Ratio(self.discount.rest().get() * reserved.get()));
        let free = market.scaled(Ratio(reserved.rest().get()));
        GpuHour { capital: locked.capital + free.capital, energy: locked.energy + free.energy }
    }
}

/// A load that lies anywhere between two values with equal chance, in any unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UniformLoad {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

impl UniformLoad {
    /// Reservation that costs least: P(load > R) = p_res / p_od, the newsvendor's rule; none when reserving costs more
    /// than renting on demand.
    pub fn reservation(&self, price: Ratio) -> f64 {
        if price.get() >= 1.0 { 0.0 } else { self.high - price.get() * (self.high - self.low) }
    }

    /// Cost of a reservation R in on-demand hours: (p_res / p_od) R + E\[(load - R)+\].
    pub fn cost(&self, reservation: f64, price: Ratio) -> f64 {
        let mean = f64::midpoint(self.low, self.high);
        let beyond = if reservation <= self.low {
            mean - reservation
        } else {
            let above = (self.high - reservation).max(0.0);
            above * above / (2.0 * (self.high - self.low))
        };
        price.get() * reservation + beyond
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::units::MoneyPerGpuHour;

    const LOAD: UniformLoad = UniformLoad { low: 0.4, high: 1.6 };

    #[test]
    fn t10_the_newsvendor() {
        let price = Ratio(3.0 / 5.12);
        // 1.6 - 0.58594 x 1.2 = 0.8969; 0.58594 x 0.8969 + 0.7031^2 / 2.4 = 0.5255 + 0.2060 = 0.7315
        assert!((LOAD.reservation(price) - 0.8969).abs() < 1e-4);
        assert!((LOAD.cost(LOAD.reservation(price), price) - 0.7315).abs() < 1e-4);
        assert!((LOAD.cost(1.6, price) - 0.9375).abs() < 1e-4);
        assert!((LOAD.cost(0.0, price) - 1.0).abs() < 1e-12);
        assert!(LOAD.reservation(Ratio(1.2)).abs() < 1e-12);
    }

    #[test]
    fn a_contract_holds_while_the_market_falls() {
        let hour = |price| GpuHour::rented(MoneyPerGpuHour(price));
        let contract = Contract { discount: Share(0.4), term: Days(365.0) };
        // 0.6 x 2 x 0.6 + 0.4 x 2 = 1.52; after the market has fallen to 1: 0.72 + 0.4 = 1.12; after the term 1
        let paid =
            |market, days| contract.hour(hour(2.0), hour(market), Share(0.6), Days(days)).total().get();
        assert!((paid(2.0, 0.0) - 1.52).abs() < 1e-12);
        assert!((paid(1.0, 300.0) - 1.12).abs() < 1e-12);
        assert!((paid(1.0, 365.0) - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_other_reservation_is_cheaper(price in 0.05..1.0, other in 0.0..2.0) {
            let best = LOAD.reservation(Ratio(price));
            prop_assert!(LOAD.cost(best, Ratio(price)) <= LOAD.cost(other, Ratio(price)) + 1e-12);
        }
    }
}
