//! The fleet and the rules by which it grows and shrinks: orders arrive after a lead time, surplus rent is released.

use super::hardware::GpuHour;
use crate::maths::exp;
use crate::units::{Days, Gpus, Growth, MoneyPerDay, Ratio, Share};

/// What rounding in the last digits may add to a count of accelerators before it counts as one more.
const ROUNDING: f64 = 1e-6;

/// Accelerators of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fleet {
    /// In service.
    pub installed: Gpus,
    /// Ordered and not yet here.
    pub ordered: Gpus,
}

impl Fleet {
    /// A fleet with nothing on order.
    pub fn of(installed: Gpus) -> Self {
        Self { installed, ordered: Gpus::ZERO }
    }

    /// Places an order.
    pub fn order(&mut self, gpus: Gpus) {
        self.ordered += gpus;
    }

    /// An order arrives.
    pub fn deliver(&mut self, gpus: Gpus) {
        let arriving = gpus.min(self.ordered);
        self.ordered -= arriving;
        self.installed += arriving;
    }

    /// Gives capacity back; never more than there is.
    pub fn release(&mut self, gpus: Gpus) {
        self.installed -= gpus.min(self.installed);
    }

    /// What the costs of its products need to know: all products together require `required`, an hour costs `hour`, the
    /// part `committed` is paid for whether it is used or not.
    pub fn charge(&self, required: Gpus, hour: GpuHour, committed: Share) -> FleetCharge {
        FleetCharge { gpus: self.installed, required, own: None, hour, committed }
    }

    /// What the fleet costs a day at that GPU-hour, used or not.
    pub fn cost(&self, hour: GpuHour) -> MoneyPerDay {
        MoneyPerDay(self.installed.get() * 24.0 * hour.total().get())
    }
}

/// When a provider orders capacity and when it gives some back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CapacityPolicy {
    /// Time from order to service.
    pub lead_time: Days,
    /// Capacity kept above the requirement.
    pub headroom: Share,
    /// Surplus over the desired fleet that is borne before any is released.
    pub patience: Share,
    /// Part of the fleet that is paid for whether it is used or not, and cannot be released.
    pub committed: Share,
}

/// What a review of capacity decides.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CapacityMove {
    /// Accelerators to order.
    pub order: Gpus,
    /// Accelerators to release.
    pub release: Gpus,
}

impl CapacityPolicy {
    /// The fleet wanted for a requirement that grows: R (1 + headroom) e^(g L), g the expected growth, L the lead time.
    pub fn desired(&self, required: Gpus, growth: Growth) -> Gpus {
        let grown = exp(growth.get() * self.lead_time.get());
        let wanted = required.get() * (1.0 + self.headroom.get()) * grown;
        Gpus((wanted - ROUNDING).ceil().max(0.0))
    }

    /// Orders what is missing, counting what is on its way; releases a surplus beyond the patience for it, down to the
    /// desired fleet, as far as it is not committed.
    pub fn review(&self, fleet: &Fleet, required: Gpus, growth: Growth) -> CapacityMove {
        let desired = self.desired(required, growth);
        let coming = fleet.installed + fleet.ordered;
        let tolerated = desired * (1.0 + self.patience.get());
        let releasable = ((fleet.installed * self.committed.rest().get()).get() + ROUNDING).floor();
        let surplus = if coming > tolerated { (coming - desired).get() } else { 0.0 };
        CapacityMove {
            order: (desired - coming).max(Gpus::ZERO),
            release: Gpus(surplus.min(releasable).max(0.0)),
        }
    }
}

/// What a product's costs need to know about the fleet it shares.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FleetCharge {
    /// Accelerators that are paid for.
    pub gpus: Gpus,
    /// Accelerators that all products of the provider require together, captive use included: idle capacity is shared
    /// out in proportion to it.
    pub required: Gpus,
    /// Of them, those that the product's users require; as many as its load would alone where that is not known. Captive use on the same
    /// replicas makes them fewer, for a larger load needs less room for its peaks.
    pub own: Option<Gpus>,
    /// What an hour of one costs.
    pub hour: GpuHour,
    /// Part of the fleet that is paid for whether it is used or not.
    pub committed: Share,
}

impl FleetCharge {
    /// Whether there is capacity beyond the requirement.
    pub fn is_idle(&self) -> bool {
        self.gpus > self.required
    }

    /// What the whole fleet costs a day: capital and energy.
    #[cfg(test)]
    pub fn per_day(&self) -> MoneyPerDay {
        MoneyPerDay(self.gpus.get() * 24.0 * self.hour.total().get())
    }
}

/// Offered load over the fleet: 1 when the busiest hour runs exactly at the targets of latency and memory.
///
/// A load on no fleet at all is the largest ratio there is.
pub fn utilisation(offered: Gpus, fleet: Gpus) -> Ratio {
    if offered <= Gpus::ZERO {
        Ratio::ZERO
    } else if fleet <= Gpus::ZERO {
        Ratio(1e6)
    } else {
        Ratio((offered / fleet).min(1e6))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::units::MoneyPerGpuHour;

    fn policy(committed: f64) -> CapacityPolicy {
        CapacityPolicy {
            lead_time: Days(60.0),
            headroom: Share(0.1),
            patience: Share(0.2),
            committed: Share(committed),
        }
    }

    #[test]
    fn deepseeks_day_costs_what_it_published() {
        // 226.75 nodes x 8 x 24 h x 2 USD = 87,072 USD
        let fleet = Fleet::of(Gpus(226.75 * 8.0));
        let cost = fleet.cost(GpuHour::rented(MoneyPerGpuHour(2.0)));
        assert!((cost.get() - 87_072.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_missing_is_ordered_once() {
        let mut fleet = Fleet::of(Gpus(100.0));
        // 200 x 1.1 = 220 desired, 100 here
        let first = policy(0.0).review(&fleet, Gpus(200.0), Growth::ZERO);
        assert_eq!(first, CapacityMove { order: Gpus(120.0), release: Gpus::ZERO });
        fleet.order(first.order);
        assert_eq!(policy(0.0).review(&fleet, Gpus(200.0), Growth::ZERO), CapacityMove::default());
        fleet.deliver(first.order);
        assert_eq!(fleet, Fleet::of(Gpus(220.0)));
    }

    #[test]
    fn growth_over_the_lead_time_is_ordered_ahead() {
        // ln 2 / 60 a day over 60 days doubles: 100 x 1.1 x 2 = 220
        let growth = Growth(std::f64::consts::LN_2 / 60.0);
        let desired = policy(0.0).desired(Gpus(99.9), growth);
        assert_eq!(desired, Gpus(220.0));
    }

    #[test]
    fn a_surplus_is_borne_for_a_while_and_released_as_far_as_it_is_not_committed() {
        let fleet = Fleet::of(Gpus(200.0));
        // desired 165, tolerated 198 < 200: release 35
        assert_eq!(policy(0.0).review(&fleet, Gpus(150.0), Growth::ZERO).release, Gpus(35.0));
        // desired 176, tolerated 211
        assert_eq!(policy(0.0).review(&fleet, Gpus(160.0), Growth::ZERO).release, Gpus::ZERO);
        // nine tenths committed: only 20 can go
        assert_eq!(policy(0.9).review(&fleet, Gpus(50.0), Growth::ZERO).release, Gpus(20.0));
        assert_eq!(policy(1.0).review(&fleet, Gpus(50.0), Growth::ZERO).release, Gpus::ZERO);
    }

    #[test]
    fn a_fleet_never_goes_below_nothing() {
        let mut fleet = Fleet::of(Gpus(8.0));
        fleet.release(Gpus(100.0));
        fleet.deliver(Gpus(5.0));
        assert_eq!(fleet, Fleet::default());
    }

    proptest! {
        #[test]
        fn a_review_never_orders_and_releases_at_once(
            installed in 0.0..1e5, ordered in 0.0..1e4, required in 0.0..1e5, committed in 0.0..1.0,
        ) {
            let fleet = Fleet { installed: Gpus(installed), ordered: Gpus(ordered) };
            let decided = policy(committed).review(&fleet, Gpus(required), Growth::ZERO);
            prop_assert!(decided.order.get() >= 0.0 && decided.release.get() >= 0.0);
            prop_assert!(decided.order == Gpus::ZERO || decided.release == Gpus::ZERO);
            prop_assert!(decided.release <= fleet.installed);
        }

        #[test]
        fn utilisation_is_finite_and_not_negative(offered in 0.0..1e8, fleet in 0.0..1e8) {
            let ratio = utilisation(Gpus(offered), Gpus(fleet)).get();
            prop_assert!((0.0..=1e6).contains(&ratio));
        }
    }
}
