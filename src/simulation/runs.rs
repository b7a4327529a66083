//! Training runs that a firm has under way, and the money that it has put aside for what it will invest in.

use super::firm::Firm;
use super::world::World;
use crate::calendar::Instant;
use crate::economics::finance::Account;
use crate::ids::ProviderId;
use crate::model::Training;
use crate::units::{GpuHours, Money, MoneyPerDay};

/// A training run, under way or over.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub training: Training,
    /// All that it costs.
    pub cost: Money,
    /// The same a day.
    pub rate: f64,
    pub is_going: bool,
    /// When it was done; none for one that is going on or was broken off.
    pub done: Option<Instant>,
    /// The scripted shock behind it, for the chronicle.
    pub shock: Option<u32>,
}

/// What a firm has set aside, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Purse {
    /// Gross profit since the opening that has been divided already.
    pub divided: Money,
    /// For the next training run.
    pub training: Money,
    /// For the next technique.
    pub compression: Money,
    /// Money of this month for accelerators beyond need, and for an emptier fleet.
    pub capacity: Money,
    pub service: Money,
    /// Runs started, techniques taken or passed over.
    pub runs: u32,
    pub rungs: usize,
}

impl Purse {
    pub(super) const EMPTY: Self = Self {
        divided: Money::ZERO,
        training: Money::ZERO,
        compression: Money::ZERO,
        capacity: Money::ZERO,
        service: Money::ZERO,
        runs: 0,
        rungs: 0,
    };
}

impl Firm {
    /// Stops all runs and puts what was set aside back into the till.
    pub(super) fn stop_runs(&mut self) {
        self.runs.iter_mut().for_each(|run| run.is_going = false);
        self.put_back();
    }

    /// Puts what was set aside back into the till.
    pub(super) fn put_back(&mut self) {
        let aside = self.purse.training + self.purse.compression;
        self.books.post(Account::Cash, Account::Earmarked, aside);
        self.purse = Purse {
            divided: self.purse.divided,
            runs: self.purse.runs,
            rungs: self.purse.rungs,
            ..Purse::EMPTY
        };
    }

    /// What its training runs cost a day.
    pub(super) fn spending(&self) -> f64 {
        self.runs.iter().filter(|run| run.is_going).map(|run| run.rate).sum()
    }

    /// What the models of its finished runs have to recover a day.
    pub(super) fn recovering(&self, now: Instant) -> MoneyPerDay {
        let serving = |run: &&Run| run.done.is_some_and(|done| now.since(done) < run.training.recovery.life);
        self.runs.iter().filter(serving).map(|run| run.training.recovery.charge(run.cost)).sum()
    }

    /// Whether a run of its own policy is under way.
    pub(super) fn is_training(&self) -> bool {
        self.runs.iter().any(|run| run.is_going && run.shock.is_none())
    }
}

impl World<'_> {
    /// Money for so many hours of a firm's present accelerator at the rents of today; nothing for one without any.
    pub(super) fn price_of(&self, provider: ProviderId, hours: GpuHours) -> Money {
        self.market_hours(provider).last().map_or(Money::ZERO, |hour| hour.total() * hours)
    }

    /// Begins a run of a firm: its cost is booked evenly until it ends. Its position among the firm's runs.
    pub(super) fn begin_run(
        &mut self,
        (provider, training): (ProviderId, Training),
        cost: Money,
        ends: Instant,
    ) -> usize {
        let rate = cost.get() / ends.since(self.now).get();
        let firm = &mut self.firms[provider.index()];
        firm.runs.push(Run { training, cost, rate, is_going: true, done: None, shock: self.shock });
        firm.runs.len() - 1
    }

    /// Books what a technique costs.
    pub(super) fn pay_technique(&mut self, provider: ProviderId, cost: Money) {
        self.meter.fixed[provider.index()] += cost.get();
        self.meter.techniques[provider.index()] += cost.get();
    }
}
