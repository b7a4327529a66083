//! What stands in a fleet: accelerators by kind and age, the part of them under contract, and what an hour of them costs.

use super::hardware::GpuHour;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::units::{Days, Gpus, MoneyPerGpuHour, Share};

/// Accelerators of one kind that are retired together.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Vintage {
    kind: usize,
    count: Gpus,
    retires: Option<Instant>,
}

/// Accelerators of one kind whose rent is fixed and paid whether they are used or not.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Commitment {
    kind: usize,
    count: Gpus,
    rent: MoneyPerGpuHour,
    until: Instant,
}

/// The accelerators of a provider. The last kind is the present one, which new capacity is of and which the cost curves
/// are reckoned on.
///
/// Fleets are counted in **equivalents of the present kind**: one accelerator of kind k does the work of `parity_k`
/// present ones on the provider's products at their load of the day on which the present kind came (that kind's work
/// over the old kind's), so a mixed fleet stays one number for load, waiting and refusals.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    parity: Vec<f64>,
    vintages: Vec<Vintage>,
    commitments: Vec<Commitment>,
}

impl Default for Stock {
    fn default() -> Self {
        Self { parity: vec![1.0], vintages: Vec::new(), commitments: Vec::new() }
    }
}

impl Stock {
    /// Accelerators of the first kind at an instant; with a life, their ages are spread evenly over it, so that as many
    /// are retired each month.
    pub fn outfit(&mut self, count: Gpus, life: Option<Days>, now: Instant) {
        let Some(life) = life else {
            self.add(self.present(), count, None);
            return;
        };
        let parts = (life.get() / DAYS_A_MONTH).round().max(1.0);
        for part in 1..=(parts as u32) {
            let retires = now.after(life * (f64::from(part) / parts));
            self.add(self.present(), count / parts, Some(retires));
        }
    }

    /// Gives up all accelerators and contracts; the kinds stay.
    pub fn clear(&mut self) {
        self.vintages.clear();
        self.commitments.clear();
    }

    /// Position of the present kind.
    pub fn present(&self) -> usize {
        self.parity.len() - 1
    }

    /// Adds accelerators of a kind.
    pub fn add(&mut self, kind: usize, count: Gpus, retires: Option<Instant>) {
        match self.vintages.iter_mut().find(|own| own.kind == kind && own.retires == retires) {
            Some(own) => own.count += count,
            None => self.vintages.push(Vintage { kind, count, retires }),
        }
    }

    /// Takes over the accelerators of a stock whose only kind is the only one here, each to be retired when it would have been.
    pub fn join(&mut self, other: &mut Self) {
        for own in std::mem::take(&mut other.vintages) {
            self.add(own.kind, own.count, own.retires);
        }
        self.by_age();
    }

    /// Owned accelerators by the day on which they are retired, rented ones last.
    fn by_age(&mut self) {
        self.vintages.sort_by_key(|own| (own.retires.is_none(), own.retires));
    }

    /// Takes equivalents away, the oldest first, of kinds before `before`; what was taken, in equivalents.
    pub fn take(&mut self, equivalents: Gpus, before: usize) -> Gpus {
        let mut left = equivalents;
        for own in self.vintages.iter_mut().filter(|own| own.kind < before) {
            let parity = self.parity[own.kind];
            let taken = (own.count * parity).min(left);
            own.count = (own.count - taken / parity).max(Gpus::ZERO);
            left -= taken;
        }
        self.vintages.retain(|own| own.count > Gpus::ZERO);
        equivalents - left
    }

    /// Retires what has come to the end of its life: how many accelerators, and their equivalents.
    pub fn retire(&mut self, now: Instant) -> (Gpus, Gpus) {
        let is_due = |own: &Vintage| own.retires.is_some_and(|at| at <= now);
        let due = self.vintages.iter().filter(|own| is_due(own));
        let count = due.clone().map(|own| own.count).sum();
        let equivalents = due.map(|own| own.count * self.parity[own.kind]).sum();
        self.vintages.retain(|own| !is_due(own));
        (count, equivalents)
    }

    /// Equivalents that are retired by an instant.
    pub fn due_by(&self, at: Instant) -> Gpus {
        let due = self.vintages.iter().filter(|own| own.retires.is_some_and(|due| due <= at));
        due.map(|own| own.count * self.parity[own.kind]).sum()
    }

    /// A new present kind comes, one of which does the work of `worth` of the present until now.
    pub fn switch(&mut self, worth: f64) {
        for parity in &mut self.parity {
            *parity /= worth;
        }
        self.parity.push(1.0);
    }

    /// Takes the accelerators and contracts of another stock over, whose present kind does the work of `worth` of the present
    /// one here. Its kinds come after the own ones; the own present kind comes once more and stays the present one, so that
    /// what is ordered already finds its kind.
    pub fn absorb(&mut self, other: &mut Self, worth: f64) {
        let (shift, other) = (self.parity.len(), std::mem::take(other));
        self.parity.extend(other.parity.iter().map(|parity| parity * worth));
        let moved = |own: &Vintage| Vintage { kind: own.kind + shift, ..*own };
        self.vintages.extend(other.vintages.iter().map(moved));
        self.by_age();
        let bound = |own: &Commitment| Commitment { kind: own.kind + shift, ..*own };
        self.commitments.extend(other.commitments.iter().map(bound));
        self.parity.push(1.0);
    }

    /// Present accelerators to whose work one of a kind is equal.
    pub fn parity(&self, kind: usize) -> f64 {
        self.parity[kind]
    }

    /// Equivalents in all.
    pub fn installed(&self) -> Gpus {
        self.vintages.iter().map(|own| own.count * self.parity[own.kind]).sum()
    }

    /// Accelerators of a kind.
    pub fn count(&self, kind: usize) -> Gpus {
        self.vintages.iter().filter(|own| own.kind == kind).map(|own| own.count).sum()
    }

    /// Accelerators of the kinds before one.
    pub fn counts(&self, before: usize) -> Gpus {
        self.vintages.iter().filter(|own| own.kind < before).map(|own| own.count).sum()
    }

    /// Fixes the rent of a share of the accelerators for a term, at `discount` below `market` (rents by kind); of what is
    /// bound already, none once more.
    pub fn commit(&mut self, (share, discount): (Share, Share), market: &[GpuHour], until: Instant) {
        for (kind, hour) in market.iter().enumerate() {
            let free = (self.count(kind) - self.bound(kind)).max(Gpus::ZERO);
            let count = (self.count(kind) * share.get()).min(free);
            if count > Gpus::ZERO {
                let rent = hour.total() * discount.rest().get();
                self.commitments.push(Commitment { kind, count, rent, until });
            }
        }
    }

    /// Contracts that have run out are gone; whether there were any.
    pub fn expire(&mut self, now: Instant) -> bool {
        let before = self.commitments.len();
        self.commitments.retain(|own| own.until > now);
        self.commitments.len() < before
    }

    /// Accelerators of a kind under contract.
    fn bound(&self, kind: usize) -> Gpus {
        self.commitments.iter().filter(|own| own.kind == kind).map(|own| own.count).sum()
    }

    /// Equivalents under contract.
    pub fn committed(&self) -> Gpus {
        self.commitments.iter().map(|own| own.count * self.parity[own.kind]).sum()
    }

    /// An hour of an equivalent: what the whole fleet costs an hour over its equivalents, at market hours by kind.
    ///
    /// sum over kinds of (max(0, n_k - committed_k) market_k + sum over its contracts of n rent) / installed. Contracts
    /// are paid even for accelerators that are gone.
    pub fn hour(&self, market: &[GpuHour]) -> GpuHour {
        let installed = self.installed();
        if (self.parity.len() == 1 && self.commitments.is_empty()) || installed <= Gpus::ZERO {
            return market[self.present()];
        }
        let mut sum = GpuHour::default();
        for (kind, hour) in market.iter().enumerate() {
            let own = self.commitments.iter().filter(|own| own.kind == kind);
            let free = (self.count(kind) - self.bound(kind)).max(Gpus::ZERO).get();
            let fixed: MoneyPerGpuHour = own.map(|own| own.rent * own.count.get()).sum();
            sum.capital += hour.capital * free + fixed;
            sum.energy += hour.energy * free;
        }
        GpuHour { capital: sum.capital / installed.get(), energy: sum.energy / installed.get() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Ratio;

    fn rent(money: f64) -> GpuHour {
        GpuHour::rented(MoneyPerGpuHour(money))
    }

    fn rented(count: f64) -> Stock {
        let mut stock = Stock::default();
        stock.outfit(Gpus(count), None, Instant::START);
        stock
    }

    #[test]
    fn one_kind_at_market_costs_its_hour() {
        assert_eq!(rented(100.0).hour(&[rent(2.0)]), rent(2.0));
        assert_eq!(Stock::default().hour(&[rent(2.0)]), rent(2.0));
    }

    #[test]
    fn a_contract_is_a_gain_in_a_rising_market_and_a_burden_in_a_falling_one() {
        let mut stock = rented(100.0);
        stock.commit((Share(0.5), Share(0.4)), &[rent(2.0)], Instant::at_day(365.0));
        // half at 1.2, half at market: 1.6 today, 1.1 when the market falls to 1.0 (10 % above it), 2.6 at 4
        for (market, mean) in [(2.0, 1.6), (1.0, 1.1), (4.0, 2.6)] {
            assert!((stock.hour(&[rent(market)]).total().get() - mean).abs() < 1e-12);
        }
        assert_eq!(stock.committed(), Gpus(50.0));
        assert!(!stock.expire(Instant::at_day(364.0)) && stock.expire(Instant::at_day(365.0)));
        assert_eq!(stock.hour(&[rent(1.0)]), rent(1.0));
    }

    #[test]
    fn no_accelerator_is_bound_twice() {
        let mut stock = rented(100.0);
        let until = Instant::at_day(365.0);
        stock.commit((Share(0.6), Share(0.5)), &[rent(2.0)], until);
        stock.commit((Share(0.6), Share(0.25)), &[rent(2.0)], until);
        assert_eq!(stock.committed(), Gpus(100.0));
        // 60 at 1.0 and the 40 that were free at 1.5: 1.2
        assert!((stock.hour(&[rent(2.0)]).total().get() - 1.2).abs() < 1e-12);
        stock.take(Gpus(50.0), 1);
        stock.commit((Share(0.5), Share(0.0)), &[rent(2.0)], until);
        assert_eq!(stock.committed(), Gpus(100.0));
    }

    #[test]
    fn a_contract_is_paid_for_accelerators_that_are_gone() {
        let mut stock = rented(100.0);
        stock.commit((Share(0.8), Share(0.0)), &[rent(2.0)], Instant::at_day(365.0));
        stock.take(Gpus(50.0), 1);
        // 80 x 2 on 50
        assert!((stock.hour(&[rent(1.0)]).total().get() - 3.2).abs() < 1e-12);
    }

    #[test]
    fn a_refresh_keeps_equivalents_and_the_bill_follows_what_stands_there() {
        let mut stock = rented(300.0);
        // one new does the work of three
        stock.switch(3.0);
        assert!((stock.installed().get() - 100.0).abs() < 1e-9);
        assert_eq!(stock.hour(&[rent(2.0), rent(4.0)]).total(), MoneyPerGpuHour(6.0));
        let taken = stock.take(Gpus(40.0), 1);
        stock.add(1, taken, None);
        assert!((stock.installed().get() - 100.0).abs() < 1e-9);
        assert!((stock.count(0).get() - 180.0).abs() < 1e-9 && stock.count(1) == Gpus(40.0));
        // (180 x 2 + 40 x 4) / 100
        assert!((stock.hour(&[rent(2.0), rent(4.0)]).total().get() - 5.2).abs() < 1e-9);
    }

    #[test]
    fn owned_accelerators_are_retired_evenly_over_their_life() {
        let mut stock = Stock::default();
        stock.outfit(Gpus(60.0), Some(Days(DAYS_A_MONTH * 60.0)), Instant::START);
        let year = Instant::at_day(DAYS_A_MONTH * 12.0 + 0.5);
        assert!((stock.due_by(year).get() - 12.0).abs() < 1e-9);
        let (count, equivalents) = stock.retire(year);
        assert!((count.get() - 12.0).abs() < 1e-9 && count == equivalents);
        assert!((stock.installed().get() - 48.0).abs() < 1e-9);
        assert_eq!(stock.retire(year).0, Gpus::ZERO);
    }

    #[test]
    fn owned_hours_keep_their_energy_apart() {
        let mut stock = rented(10.0);
        stock.switch(2.0);
        let own = GpuHour { capital: MoneyPerGpuHour(1.0), energy: MoneyPerGpuHour(0.1) };
        let hour = stock.hour(&[own, own.scaled(Ratio(2.0))]);
        assert!((hour.capital.get() - 2.0).abs() < 1e-12 && (hour.energy.get() - 0.2).abs() < 1e-12);
    }
}
