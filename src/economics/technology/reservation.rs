//! How much capacity to reserve when a part can be rented on demand: the newsvendor's rule.

use crate::units::Ratio;

/// A load that lies anywhere between two values with equal chance, in any unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UniformLoad {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

impl UniformLoad {
    /// The load over a day of a mean of 1 and a busiest hour of `peak`: as far below the mean as above it.
    pub fn over_a_day(peak: Ratio) -> Self {
        Self { low: (2.0 - peak.get()).max(0.0), high: peak.get() }
    }

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
            // a load that does not move is never above what is reserved for it
            let above = (self.high - reservation).max(0.0);
            if above > 0.0 { above * above / (2.0 * (self.high - self.low)) } else { 0.0 }
        };
        price.get() * reservation + beyond
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn a_day_of_the_default_swing_and_one_without() {
        // 2 - 1.6 = 0.4
        let day = UniformLoad::over_a_day(Ratio(1.6));
        assert!((day.low - 0.4).abs() < 1e-12 && (day.high - 1.6).abs() < 1e-12);
        // reserved for half the price, all of a load that does not move
        let still = UniformLoad::over_a_day(Ratio(1.0));
        assert!((still.reservation(Ratio(0.5)) - 1.0).abs() < 1e-12);
        assert!((still.cost(1.0, Ratio(0.5)) - 0.5).abs() < 1e-12);
        assert!((still.cost(0.4, Ratio(0.5)) - 0.8).abs() < 1e-12);
        assert!((still.cost(1.2, Ratio(0.5)) - 0.6).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_other_reservation_is_cheaper(price in 0.05..1.0, other in 0.0..2.0) {
            let best = LOAD.reservation(Ratio(price));
            prop_assert!(LOAD.cost(best, Ratio(price)) <= LOAD.cost(other, Ratio(price)) + 1e-12);
        }
    }
}
