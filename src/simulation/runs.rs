//! Training runs that a firm has under way, and what they cost.

use super::firm::Firm;
use super::world::World;
use crate::calendar::Instant;
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

impl Firm {
    /// Stops all runs and puts what was set aside back into the till.
    pub(super) fn stop_runs(&mut self) {
        self.runs.iter_mut().for_each(|run| run.is_going = false);
        self.put_back();
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
}
