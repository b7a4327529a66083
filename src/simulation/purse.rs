//! Money that a firm has put aside for what it will invest in.

use super::firm::Firm;
use super::world::World;
use crate::economics::finance::Account;
use crate::ids::ProviderId;
use crate::units::Money;

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
}

impl World<'_> {
    /// Books what a technique costs.
    pub(super) fn pay_technique(&mut self, provider: ProviderId, cost: Money) {
        self.meter.fixed[provider.index()] += cost.get();
        self.meter.techniques[provider.index()] += cost.get();
    }
}
