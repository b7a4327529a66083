//! What a firm's money remembers from settlement to settlement: months, taxes, rounds of funding, its owned accelerators.

use crate::calendar::Instant;
use crate::economics::finance::{Account, Assessment, Books, Month, Months};
use crate::model::{Finance, Provider};
use crate::units::{Days, Gpus, Money};

/// What a firm's money remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Treasury {
    /// The last settled months.
    pub months: Months,
    /// How long money lasts; none where nothing is burnt.
    pub runway: Option<Days>,
    /// Losses carried forward.
    pub losses: Assessment,
    /// Result up to which tax is assessed.
    pub assessed: Money,
    /// Credit drawn and loans at the last settlement: what interest is due on.
    pub owed: Money,
    /// State of each round of funding.
    pub rounds: Vec<Round>,
    /// The quarter that runs.
    pub quarter: Quarter,
    /// Owned accelerators.
    pub assets: Assets,
    /// Books at the last settlement.
    before: Option<Flows>,
}

/// Cash and what of it came from owners and lenders.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flows {
    cash: Money,
    financing: Money,
}

/// How far a round of funding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Round {
    /// Not open yet.
    #[default]
    Ahead,
    /// Open since a day.
    Open(Instant),
    /// Closed or given up.
    Over,
}

/// A calendar quarter under a parent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Quarter {
    /// Result when it began.
    pub from: Money,
    /// Loss of it that the parent has covered.
    pub covered: Money,
}

/// Owned accelerators that stand in the balance sheet, in equivalents of the present kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Assets {
    /// In the books.
    pub count: f64,
    /// Come, sold and retired since they were last settled.
    pub bought: f64,
    pub given: f64,
    pub retired: f64,
    /// Loss of value that was metered up to then: of all, and of the part that serves the tokens sold.
    pub charged: (f64, f64),
}

impl Treasury {
    pub(super) fn open(provider: &Provider, books: &Books) -> Self {
        let rounds = vec![Round::Ahead; provider.finance.rounds.len()];
        Self { rounds, before: Some(Flows::of(books)), ..Self::default() }
    }

    /// Enters a settled month.
    pub(super) fn enter(&mut self, (time, sales, serving): (Days, Money, Money), books: &Books) {
        let now = Flows::of(books);
        if let Some(before) = self.before.replace(now) {
            let burn = (now.financing - before.financing) - (now.cash - before.cash);
            self.months.push(Month { time, sales, serving, burn });
        }
    }

    /// Reckons runway and debts anew from the books.
    pub(super) fn reckon(&mut self, books: &Books, credit: Money) {
        self.runway = self.months.runway(books.cash() + credit);
        self.owed = (-books.cash()).max(Money::ZERO) - books.balance(Account::Debt);
    }
}

impl Flows {
    fn of(books: &Books) -> Self {
        let sources = [Account::Equity, Account::Shares, Account::Support, Account::Debt, Account::Goodwill];
        Self { cash: books.cash(), financing: sources.iter().map(|account| books.flow(*account)).sum() }
    }
}

impl Finance {
    /// What owned accelerators that cost so much an hour by their loss of value are worth; none where they do not stand
    /// in the books. V = p_capital x 24 / delta.
    pub(super) fn worth(&self, capital_an_hour: f64) -> Option<f64> {
        let decline = self.decline.filter(|_| self.terms.capitalised)?;
        Some(capital_an_hour * 24.0 / decline.get())
    }
}

impl Assets {
    /// Accelerators arrive.
    pub(super) fn buy(&mut self, equivalents: Gpus) {
        self.bought += equivalents.get();
    }

    /// Another kind is the present one from now on, one of which does the work of `worth` of the old.
    pub(super) fn recount(&mut self, worth: f64) {
        for count in [&mut self.count, &mut self.bought, &mut self.given, &mut self.retired] {
            *count /= worth;
        }
    }
}
