//! Double-entry books: every posting debits one account and credits another, so they balance by construction and the
//! trial balance proves it. Each posting that moves cash also says what for, so the cash flow is there by the direct
//! method, and the balances give it once more by the indirect one.

use super::accounts::{ACCOUNTS, Account, Class};
use crate::units::Money;

/// What rounding may leave, over turnover.
const TOLERANCE: f64 = 1e-9;

/// Balances, debit positive, and what cash was moved by.
#[derive(Debug, Clone, PartialEq)]
pub struct Books {
    balance: [f64; ACCOUNTS],
    /// Cash received since the opening against each account, negative where paid.
    flow: [f64; ACCOUNTS],
    turnover: f64,
}

impl Books {
    /// Opens the books with the owners' cash.
    pub fn open(cash: Money) -> Self {
        let mut books = Self { balance: [0.0; ACCOUNTS], flow: [0.0; ACCOUNTS], turnover: 0.0 };
        books.post(Account::Cash, Account::Equity, cash);
        books
    }

    /// Debits one account and credits another with an amount.
    pub fn post(&mut self, debit: Account, credit: Account, amount: Money) {
        let amount = amount.get();
        self.balance[debit as usize] += amount;
        self.balance[credit as usize] -= amount;
        self.turnover += amount.abs();
        match (debit.is_cash(), credit.is_cash()) {
            (true, false) => self.flow[credit as usize] += amount,
            (false, true) => self.flow[debit as usize] -= amount,
            _ => {}
        }
    }

    /// Debit balance of an account (revenue and equity stand negative, as accountants write them).
    pub fn balance(&self, account: Account) -> Money {
        Money(self.balance[account as usize])
    }

    /// Cash received since the opening against an account; negative where it was paid.
    pub fn flow(&self, account: Account) -> Money {
        Money(self.flow[account as usize])
    }

    /// Cash in the bank, set aside or not.
    pub fn cash(&self) -> Money {
        self.balance(Account::Cash) + self.balance(Account::Earmarked)
    }

    /// Gross profit since the opening: sales less serving, depreciation of owned accelerators included.
    pub fn gross(&self) -> Money {
        -(self.balance(Account::Revenue)
            + self.balance(Account::Serving)
            + self.balance(Account::Depreciation))
    }

    /// Sum of the balances of a class, with the sign that it has in statements: assets and expenses debit, the others credit.
    pub fn sum(&self, class: Class) -> Money {
        let sum: f64 =
            Account::ALL.iter().filter(|a| a.class() == class).map(|a| self.balance[*a as usize]).sum();
        match class {
            Class::Asset | Class::Expense => Money(sum),
            Class::Liability | Class::Equity | Class::Income => Money(-sum),
        }
    }

    /// Result since the opening: income less all expenses.
    pub fn profit(&self) -> Money {
        self.sum(Class::Income) - self.sum(Class::Expense)
    }

    /// Assets less liabilities.
    fn net_assets(&self) -> Money {
        self.sum(Class::Asset) - self.sum(Class::Liability)
    }

    /// All that was ever posted.
    #[cfg(test)]
    pub fn turnover(&self) -> Money {
        Money(self.turnover)
    }

    /// Sum of all balances over turnover: zero but for rounding.
    pub fn imbalance(&self) -> f64 {
        self.balance.iter().sum::<f64>().abs() / self.turnover.max(1.0)
    }

    /// Cash less all that it was moved by, over turnover: zero but for rounding.
    pub fn unexplained(&self) -> f64 {
        (self.cash().get() - self.flow.iter().sum::<f64>()).abs() / self.turnover.max(1.0)
    }

    /// Proves the books.
    ///
    /// # Panics
    /// Where they do not balance, or cash is not what moved it, to 1e-9 of turnover: a bug, in a release too.
    pub fn prove(&self) {
        assert!(self.imbalance() < TOLERANCE, "books miss their balance by {} of turnover", self.imbalance());
        assert!(self.unexplained() < TOLERANCE, "cash is unexplained by {} of turnover", self.unexplained());
    }

    /// Takes over all assets and debts of another firm for a price paid to its owners: what the price exceeds them by is
    /// goodwill, and the seller's books close.
    pub fn take_over(&mut self, seller: &mut Self, price: Money) {
        for account in Account::ALL {
            if matches!(account.class(), Class::Asset | Class::Liability) {
                let amount = seller.balance(account);
                self.post(account, Account::Goodwill, amount);
                seller.post(Account::Equity, account, amount);
            }
        }
        self.post(Account::Goodwill, Account::Cash, price);
    }

    /// Takes over all assets and debts of another firm for shares: its owners become owners of this one with what they own, so there is
    /// no goodwill but over debts beyond all assets.
    pub fn unite(&mut self, other: &mut Self) {
        let owned = other.net_assets().max(Money::ZERO);
        self.take_over(other, Money::ZERO);
        self.post(Account::Goodwill, Account::Shares, owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn books_balance_and_profit_is_sales_less_costs() {
        let mut books = Books::open(Money(100.0));
        books.post(Account::Receivable, Account::Revenue, Money(30.0));
        books.post(Account::Cash, Account::Receivable, Money(30.0));
        books.post(Account::Serving, Account::Cash, Money(12.0));
        books.post(Account::Staff, Account::Cash, Money(20.0));
        assert_eq!(books.cash(), Money(98.0)); // 100 + 30 - 12 - 20
        assert_eq!(books.profit(), Money(-2.0)); // 30 - 12 - 20
        assert_eq!(books.flow(Account::Receivable), Money(30.0));
        assert_eq!(books.flow(Account::Staff), Money(-20.0));
        assert!(books.imbalance() < 1e-15 && books.unexplained() < 1e-15);
    }

    #[test]
    fn money_set_aside_is_still_in_the_bank() {
        let mut books = Books::open(Money(100.0));
        books.post(Account::Earmarked, Account::Cash, Money(30.0));
        assert_eq!((books.cash(), books.balance(Account::Cash)), (Money(100.0), Money(70.0)));
        books.post(Account::Cash, Account::Earmarked, Money(30.0));
        books.post(Account::Engineering, Account::Cash, Money(30.0));
        assert_eq!((books.cash(), books.profit()), (Money(70.0), Money(-30.0)));
        assert!(books.imbalance() < 1e-15 && books.unexplained() < 1e-15);
    }

    #[test]
    fn who_unite_own_together_what_they_owned() {
        let [mut one, mut other] = [100.0, 10.0].map(|cash| Books::open(Money(cash)));
        other.post(Account::Receivable, Account::Revenue, Money(7.0));
        one.unite(&mut other);
        assert_eq!(
            (one.balance(Account::Goodwill), one.balance(Account::Shares)),
            (Money(0.0), Money(-17.0))
        );
        assert_eq!(
            (one.cash(), one.net_assets(), other.net_assets()),
            (Money(110.0), Money(117.0), Money(0.0))
        );
        // Debts of 20 beyond all assets: nothing is owned, and that is what was taken over for nothing.
        let mut broke = Books::open(Money(0.0));
        broke.post(Account::Staff, Account::Debt, Money(20.0));
        one.unite(&mut broke);
        assert_eq!(
            (one.balance(Account::Goodwill), one.balance(Account::Shares)),
            (Money(20.0), Money(-17.0))
        );
        assert!(one.imbalance() < 1e-15 && one.unexplained() < 1e-15);
    }

    #[test]
    fn goodwill_is_the_price_beyond_net_assets() {
        let mut seller = Books::open(Money(10.0));
        seller.post(Account::FixedAssets, Account::Equity, Money(40.0));
        seller.post(Account::Cash, Account::DeferredRevenue, Money(5.0));
        let mut buyer = Books::open(Money(100.0));
        buyer.take_over(&mut seller, Money(60.0));
        // Net assets: 15 cash + 40 of accelerators - 5 deferred = 50; goodwill 60 - 50; cash 100 + 15 - 60.
        assert_eq!((buyer.balance(Account::Goodwill), buyer.cash()), (Money(10.0), Money(55.0)));
        assert_eq!(buyer.net_assets(), Money(100.0));
        assert_eq!((seller.net_assets(), seller.cash()), (Money(0.0), Money(0.0)));
        assert!(buyer.imbalance() < 1e-15 && buyer.unexplained() < 1e-15 && seller.imbalance() < 1e-15);
    }

    proptest! {
        /// Whatever is posted, assets are what is owed and owned, and what moved cash sums to cash.
        #[test]
        fn any_postings_balance(
            postings in proptest::collection::vec((0..ACCOUNTS, 0..ACCOUNTS, -1e12..1e12_f64), 0..200)
        ) {
            let mut books = Books::open(Money(1e9));
            for (debit, credit, amount) in postings {
                books.post(Account::ALL[debit], Account::ALL[credit], Money(amount));
            }
            prop_assert!(books.imbalance() < 1e-12, "{}", books.imbalance());
            prop_assert!(books.unexplained() < 1e-12, "{}", books.unexplained());
            let equity = books.sum(Class::Equity) + books.profit();
            let gap = (books.net_assets() - equity).get().abs() / books.turnover().get();
            prop_assert!(gap < 1e-12, "{gap}");
        }
    }
}
