//! Double-entry books: every posting debits one account and credits another, so they balance by construction and the
//! trial balance proves it.

use crate::units::Money;

/// The accounts of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Money in the bank (an asset; negative: drawn credit).
    Cash,
    /// Invoiced and not yet paid (an asset).
    Receivable,
    /// What the owners put in.
    Equity,
    /// Sales of tokens.
    Revenue,
    /// Fleet, energy and network for tokens sold.
    Serving,
    /// Staff and other running cost.
    Staff,
    /// Training.
    Training,
    /// Data.
    Data,
    /// Techniques that were adopted: the engineers' work and the trials.
    Engineering,
    /// Money in the bank that the firm has set aside for what it will invest in (an asset).
    Earmarked,
    /// What users have paid in advance and not yet had (a debt).
    Deferred,
}

const ACCOUNTS: usize = 11;

/// Balances, debit positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    balance: [f64; ACCOUNTS],
    turnover: f64,
}

impl Accounts {
    /// Opens the books with the owners' cash.
    pub fn open(cash: Money) -> Self {
        let mut books = Self { balance: [0.0; ACCOUNTS], turnover: 0.0 };
        books.post(Account::Cash, Account::Equity, cash);
        books
    }

    /// Debits one account and credits another with an amount.
    pub fn post(&mut self, debit: Account, credit: Account, amount: Money) {
        self.balance[debit as usize] += amount.get();
        self.balance[credit as usize] -= amount.get();
        self.turnover += amount.get().abs();
    }

    /// Debit balance of an account (revenue and equity stand negative, as accountants write them).
    pub fn balance(&self, account: Account) -> Money {
        Money(self.balance[account as usize])
    }

    /// Cash in the bank, set aside or not.
    pub fn cash(&self) -> Money {
        self.balance(Account::Cash) + self.balance(Account::Earmarked)
    }

    /// Gross profit since the opening: sales less serving.
    pub fn gross(&self) -> Money {
        -(self.balance(Account::Revenue) + self.balance(Account::Serving))
    }

    /// Sum of all balances over turnover: zero but for rounding.
    pub fn imbalance(&self) -> f64 {
        self.balance.iter().sum::<f64>().abs() / self.turnover.max(1.0)
    }

    /// Result since the opening: sales less all costs.
    pub fn profit(&self) -> Money {
        use Account::{Data, Engineering, Revenue, Serving, Staff, Training};
        let results = [Revenue, Serving, Staff, Training, Data, Engineering];
        let sum: f64 = results.iter().map(|a| self.balance[*a as usize]).sum();
        Money(-sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_balance_and_profit_is_sales_less_costs() {
        let mut books = Accounts::open(Money(100.0));
        books.post(Account::Receivable, Account::Revenue, Money(30.0));
        books.post(Account::Cash, Account::Receivable, Money(30.0));
        books.post(Account::Serving, Account::Cash, Money(12.0));
        books.post(Account::Staff, Account::Cash, Money(20.0));
        assert_eq!(books.cash(), Money(98.0)); // 100 + 30 - 12 - 20
        assert_eq!(books.profit(), Money(-2.0)); // 30 - 12 - 20
        assert!(books.imbalance() < 1e-15);
    }

    #[test]
    fn money_set_aside_is_still_in_the_bank() {
        let mut books = Accounts::open(Money(100.0));
        books.post(Account::Earmarked, Account::Cash, Money(30.0));
        assert_eq!((books.cash(), books.balance(Account::Cash)), (Money(100.0), Money(70.0)));
        books.post(Account::Cash, Account::Earmarked, Money(30.0));
        books.post(Account::Engineering, Account::Cash, Money(30.0));
        assert_eq!((books.cash(), books.profit()), (Money(70.0), Money(-30.0)));
        assert!(books.imbalance() < 1e-15);
    }
}
