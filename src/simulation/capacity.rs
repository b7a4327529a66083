//! A firm's capacity: kinds of accelerators, what outages leave of them, what they cost together.

use super::firm::Firm;
use super::world::World;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::economics::finance::Account;
use crate::economics::technology::{CapacityPolicy, Fleet, GpuHour, Plant};
use crate::ids::{AcceleratorId, ProviderId};
use crate::model::Provider;
use crate::units::{Days, Gpus, Money, Share};

/// Beyond a fleet twice as large as the promise needs, answers come no faster to speak of.
const MOST_EMPTIER: f64 = 1.0;

/// A kind of accelerator in a firm's halls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Kind {
    pub accelerator: AcceleratorId,
    pub plant: Plant,
    pub owned: bool,
    /// Whether they stand in their firm's balance sheet.
    pub in_books: bool,
    /// Time from service to retirement; they stay when absent.
    pub life: Option<Days>,
    /// When it came: its price is given for that day.
    pub since: Instant,
    /// What an hour of one costs this month, before the state of the rental market.
    pub listed: GpuHour,
}

impl Kind {
    /// The kind of the opening.
    pub(super) fn first(provider: &Provider) -> Option<Self> {
        let (plant, kit) = (provider.plant?, provider.kit?);
        let finance = &provider.finance;
        let in_books = kit.owned && finance.terms.capitalised && finance.decline.is_some();
        let rented = Self::rented(&plant, kit.accelerator, Instant::START);
        Some(Self { owned: kit.owned, in_books, life: kit.life, ..rented })
    }

    /// Another kind in the place of one: owned, booked and retired as that is.
    pub(super) fn instead(
        before: Option<&Self>,
        (plant, accelerator): (&Plant, AcceleratorId),
        since: Instant,
    ) -> Self {
        let rented = Self::rented(plant, accelerator, since);
        before.map_or(rented, |own| Self {
            owned: own.owned,
            in_books: own.in_books,
            life: own.life,
            ..rented
        })
    }

    fn rented(plant: &Plant, accelerator: AcceleratorId, since: Instant) -> Self {
        let listed = plant.gpu_hour(Days::ZERO);
        Self { accelerator, plant: *plant, owned: false, in_books: false, life: None, since, listed }
    }
}

impl Firm {
    /// The plant of today.
    pub(super) fn plant(&self) -> Option<Plant> {
        self.kinds.last().map(|kind| kind.plant)
    }

    /// The fleet that outages leave.
    pub(super) fn working(&self) -> Gpus {
        self.lost.iter().fold(self.fleet.installed, |left, part| left * part.rest().get())
    }

    /// What an hour of its present fleet costs at a later date, when prices have moved on and contracts have run out.
    pub(super) fn hour_at(&self, at: Instant) -> Option<GpuHour> {
        let market: Vec<_> =
            self.kinds.iter().map(|kind| kind.plant.gpu_hour(at.since(kind.since))).collect();
        let mut stock = self.stock.clone();
        stock.expire(at);
        (!market.is_empty()).then(|| stock.hour(&market))
    }

    /// A month begins: prices of hours move on.
    pub(super) fn age(&mut self, at: Instant) {
        for kind in &mut self.kinds {
            kind.listed = kind.plant.gpu_hour(at.since(kind.since));
        }
    }

    /// Part of the fleet that is paid for whether it is used or not: by habit, or by contract where that is more.
    pub(super) fn committed(&self) -> Share {
        let Some(plant) = self.plant() else { return Share::ZERO };
        let (bound, installed) = (self.stock.committed(), self.fleet.installed);
        let by_contract = if installed > Gpus::ZERO { (bound / installed).min(1.0) } else { 0.0 };
        plant.capacity.committed.max(Share(by_contract))
    }

    /// Accelerators that its load requires, with those that this month's money for service and capacity pays: the fleet
    /// runs emptier by service over the fleet's bill, and capacity buys as many as it pays for a month.
    pub(super) fn wanted(&self) -> Gpus {
        let required = self.published.required();
        let (service, capacity) = (self.purse.service, self.purse.capacity);
        if service + capacity <= Money::ZERO {
            return required;
        }
        let month = Days(DAYS_A_MONTH);
        let each = Fleet::of(Gpus(1.0)).cost(self.hour.unwrap_or_default()) * month;
        let bill = each * self.fleet.installed.get();
        let emptier = if bill > Money::ZERO { 1.0 + (service / bill).min(MOST_EMPTIER) } else { 1.0 };
        let more = if each > Money::ZERO { capacity / each } else { 0.0 };
        required * emptier + Gpus(more)
    }

    /// The rules of capacity with what is under contract.
    pub(super) fn policy(&self, plant: &Plant) -> CapacityPolicy {
        CapacityPolicy { committed: self.committed(), ..plant.capacity }
    }

    /// The fleet as it will stand at an instant if nothing more is ordered: what is retired by then is gone.
    pub(super) fn fleet_by(&self, at: Instant) -> Fleet {
        let gone = self.stock.due_by(at).min(self.fleet.installed);
        Fleet { installed: self.fleet.installed - gone, ..self.fleet }
    }

    /// Gives equivalents back, the oldest first.
    pub(super) fn release(&mut self, equivalents: Gpus) {
        self.fleet.release(equivalents);
        self.give(equivalents, usize::MAX);
    }

    /// Takes equivalents of kinds before `before` out of the halls, the oldest first; what was taken.
    pub(super) fn give(&mut self, equivalents: Gpus, before: usize) -> Gpus {
        let (_, booked) = self.booked();
        let taken = self.stock.take(equivalents, before);
        self.treasury.assets.given += booked - self.booked().1;
        taken
    }

    /// What its accelerators in the books lose in value an hour  \[money/h\], and of how many equivalents.
    pub(super) fn booked(&self) -> (f64, f64) {
        let own = self.kinds.iter().enumerate().filter(|(_, kind)| kind.in_books);
        own.fold((0.0, 0.0), |(loss, equivalents), (k, kind)| {
            let count = self.stock.count(k).get();
            (loss + count * kind.listed.capital.get(), equivalents + count * self.stock.parity(k))
        })
    }

    /// Ordered accelerators of a kind arrive.
    pub(super) fn deliver(&mut self, gpus: Gpus, kind: usize, at: Instant) {
        let parity = self.stock.parity(kind);
        let before = self.fleet.installed;
        self.fleet.deliver(gpus * parity);
        let arrived = (self.fleet.installed - before) / parity;
        if arrived > Gpus::ZERO {
            self.treasury.assets.buy(arrived * parity);
            let retires = self.kinds[kind].life.map(|life| at.after(life));
            self.stock.add(kind, arrived, retires);
        }
    }

    /// Takes out what has come to the end of its life: how many accelerators.
    pub(super) fn retire(&mut self, now: Instant) -> Gpus {
        let (_, booked) = self.booked();
        let (count, equivalents) = self.stock.retire(now);
        self.fleet.release(equivalents);
        self.treasury.assets.retired += booked - self.booked().1;
        count
    }

    /// Takes another firm's fleet and contracts over, whose accelerators each do the work of `worth` of the present kind. A firm
    /// without a plant takes the other's as it stands. What either has ordered the other does not wait for.
    ///
    /// Accelerators in the other's books stay in the books where its own stand there (`booked`); else they are sold at book
    /// value and leased back, so that they are paid as all others are.
    pub(super) fn take_over(&mut self, other: &mut Self, worth: f64, booked: bool) {
        let mut kinds = std::mem::take(&mut other.kinds);
        let count = std::mem::take(&mut other.treasury.assets.count);
        if booked {
            self.treasury.assets.count += count * worth;
        } else {
            for kind in &mut kinds {
                kind.in_books = false;
            }
            let value = other.books.balance(Account::FixedAssets);
            other.books.post(Account::Cash, Account::FixedAssets, value);
        }
        let fleet = std::mem::take(&mut other.fleet);
        if self.kinds.is_empty() {
            (self.kinds, self.fleet, self.stock) =
                (kinds, Fleet::of(fleet.installed), std::mem::take(&mut other.stock));
            return;
        }
        let present = self.kinds.last().copied();
        self.kinds.extend(kinds);
        self.kinds.extend(present);
        self.fleet.installed += fleet.installed * worth;
        self.stock.absorb(&mut other.stock, worth);
    }

    /// Gives everything up: accelerators, orders, contracts, training runs. The kind stays.
    pub(super) fn close_halls(&mut self) {
        self.fleet = Fleet::default();
        self.stock.clear();
        self.lost.clear();
        self.stop_runs();
    }
}

impl World<'_> {
    /// Gives a firm a fleet of its present kind, and nothing else.
    pub(super) fn outfit(&mut self, provider: ProviderId, gpus: Gpus) {
        let now = self.now;
        let firm = &mut self.firms[provider.index()];
        firm.fleet = Fleet::of(gpus);
        firm.stock.clear();
        firm.outfitted(gpus);
        if gpus > Gpus::ZERO {
            firm.stock.outfit(gpus, firm.kinds.last().and_then(|kind| kind.life), now);
        }
        self.renew_hour(provider);
    }

    /// Hours of a firm's kinds at the rents of today.
    pub(super) fn market_hours(&self, provider: ProviderId) -> Vec<GpuHour> {
        let kinds = &self.firms[provider.index()].kinds;
        kinds
            .iter()
            .map(|kind| {
                if kind.owned { kind.listed } else { kind.listed.scaled(self.rents.factor(kind.accelerator)) }
            })
            .collect()
    }

    /// What an hour of an equivalent costs a firm, reckoned anew after its fleet, its contracts or rents have changed.
    pub(super) fn renew_hour(&mut self, provider: ProviderId) {
        let market = self.market_hours(provider);
        let firm = &mut self.firms[provider.index()];
        firm.hour = (!market.is_empty()).then(|| firm.stock.hour(&market));
    }
}
