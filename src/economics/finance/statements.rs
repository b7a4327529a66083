//! Statements from books: income, cash flow by the direct method, balance sheet. A period is the difference between two
//! states of the books; costs and payments are negative, so lines add up to their sums.

use super::accounts::Account;
use super::books::Books;

/// A statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// What was earned over a period.
    Income,
    /// What moved cash over a period.
    CashFlow,
    /// What there is at its end.
    Balance,
}

impl Statement {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::CashFlow => "cash_flow",
            Self::Balance => "balance",
        }
    }
}

/// A line of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The statement.
    pub statement: Statement,
    /// Its name in tables.
    pub name: &'static str,
    of: Of,
}

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Results of accounts over the period, credit positive.
    Results(&'static [Account]),
    /// Cash received against accounts over the period.
    Flows(&'static [Account]),
    /// Balances at the end, debit positive.
    Assets(&'static [Account]),
    /// Balances at the end, credit positive.
    Claims(&'static [Account]),
    /// Cash where it is above zero, and what is owed where it is below.
    CashHeld,
    Overdraft,
    /// Result since the opening.
    Retained,
    /// Sum of the named lines of this statement, all of which stand before it; a test checks the names.
    Sum(&'static [&'static str]),
}

use Account::{
    Cash, Data, Debt, DeferredRevenue, Depreciation, Disposal, Earmarked, Engineering, Equity, FixedAssets,
    Goodwill, Interest, Levy, OtherIncome, Receivable, Revenue, Serving, Shares, Staff, Subsidy, Support,
    Tax, Training,
};

const fn line(statement: Statement, name: &'static str, of: Of) -> Line {
    Line { statement, name, of }
}

/// All lines in the order of the page.
pub const LINES: [Line; 47] = [
    line(Statement::Income, "revenue", Of::Results(&[Revenue])),
    line(Statement::Income, "serving", Of::Results(&[Serving])),
    line(Statement::Income, "depreciation", Of::Results(&[Depreciation])),
    line(Statement::Income, "gross_profit", Of::Sum(&["revenue", "serving", "depreciation"])),
    line(Statement::Income, "other_income", Of::Results(&[OtherIncome])),
    line(Statement::Income, "subsidies", Of::Results(&[Subsidy])),
    line(Statement::Income, "staff", Of::Results(&[Staff])),
    line(Statement::Income, "training", Of::Results(&[Training])),
    line(Statement::Income, "data", Of::Results(&[Data])),
    line(Statement::Income, "engineering", Of::Results(&[Engineering])),
    line(Statement::Income, "disposal", Of::Results(&[Disposal])),
    line(Statement::Income, "levies", Of::Results(&[Levy])),
    line(
        Statement::Income,
        "operating_profit",
        Of::Sum(&[
            "gross_profit",
            "other_income",
            "subsidies",
            "staff",
            "training",
            "data",
            "engineering",
            "disposal",
            "levies",
        ]),
    ),
    line(Statement::Income, "interest", Of::Results(&[Interest])),
    line(Statement::Income, "tax", Of::Results(&[Tax])),
    line(Statement::Income, "net_profit", Of::Sum(&["operating_profit", "interest", "tax"])),
    line(Statement::CashFlow, "customers", Of::Flows(&[Receivable, Revenue, DeferredRevenue])),
    line(Statement::CashFlow, "other_income", Of::Flows(&[OtherIncome, Depreciation])),
    line(Statement::CashFlow, "subsidies", Of::Flows(&[Subsidy])),
    line(Statement::CashFlow, "serving", Of::Flows(&[Serving])),
    line(Statement::CashFlow, "staff", Of::Flows(&[Staff])),
    line(Statement::CashFlow, "training", Of::Flows(&[Training])),
    line(Statement::CashFlow, "data", Of::Flows(&[Data])),
    line(Statement::CashFlow, "engineering", Of::Flows(&[Engineering])),
    line(Statement::CashFlow, "levies", Of::Flows(&[Levy])),
    line(Statement::CashFlow, "interest", Of::Flows(&[Interest])),
    line(Statement::CashFlow, "tax", Of::Flows(&[Tax])),
    line(
        Statement::CashFlow,
        "operations",
        Of::Sum(&[
            "customers",
            "other_income",
            "subsidies",
            "serving",
            "staff",
            "training",
            "data",
            "engineering",
            "levies",
            "interest",
            "tax",
        ]),
    ),
    line(Statement::CashFlow, "fixed_assets", Of::Flows(&[FixedAssets, Disposal])),
    line(Statement::CashFlow, "acquisitions", Of::Flows(&[Goodwill])),
    line(Statement::CashFlow, "investment", Of::Sum(&["fixed_assets", "acquisitions"])),
    line(Statement::CashFlow, "shares", Of::Flows(&[Shares])),
    line(Statement::CashFlow, "parent", Of::Flows(&[Support])),
    line(Statement::CashFlow, "loans", Of::Flows(&[Debt])),
    line(Statement::CashFlow, "owners", Of::Flows(&[Equity])),
    line(Statement::CashFlow, "financing", Of::Sum(&["shares", "parent", "loans", "owners"])),
    line(Statement::CashFlow, "change_in_cash", Of::Sum(&["operations", "investment", "financing"])),
    line(Statement::Balance, "cash", Of::CashHeld),
    line(Statement::Balance, "receivable", Of::Assets(&[Receivable])),
    line(Statement::Balance, "fixed_assets", Of::Assets(&[FixedAssets])),
    line(Statement::Balance, "goodwill", Of::Assets(&[Goodwill])),
    line(Statement::Balance, "assets", Of::Sum(&["cash", "receivable", "fixed_assets", "goodwill"])),
    line(Statement::Balance, "credit_drawn", Of::Overdraft),
    line(Statement::Balance, "loans", Of::Claims(&[Debt])),
    line(Statement::Balance, "deferred_revenue", Of::Claims(&[DeferredRevenue])),
    line(Statement::Balance, "paid_in", Of::Claims(&[Equity, Shares, Support])),
    line(Statement::Balance, "retained", Of::Retained),
];

/// The amounts of all lines for the time between two states of one firm's books.
pub fn amounts(before: &Books, after: &Books) -> Vec<f64> {
    let balance = |accounts: &[Account]| accounts.iter().map(|a| after.balance(*a).get()).sum::<f64>();
    let mut amounts: Vec<f64> = Vec::with_capacity(LINES.len());
    for line in &LINES {
        let amount = match line.of {
            Of::Results(accounts) => {
                accounts.iter().map(|a| (before.balance(*a) - after.balance(*a)).get()).sum()
            }
            Of::Flows(accounts) => accounts.iter().map(|a| (after.flow(*a) - before.flow(*a)).get()).sum(),
            Of::Assets(accounts) => balance(accounts),
            Of::Claims(accounts) => -balance(accounts),
            Of::CashHeld => balance(&[Cash, Earmarked]).max(0.0),
            Of::Overdraft => (-balance(&[Cash, Earmarked])).max(0.0),
            Of::Retained => after.profit().get(),
            Of::Sum(names) => LINES
                .iter()
                .zip(&amounts)
                .filter(|(other, _)| other.statement == line.statement && names.contains(&other.name))
                .map(|(_, amount)| amount)
                .sum(),
        };
        amounts.push(amount);
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::finance::Class;
    use crate::units::Money;
    use proptest::prelude::*;

    fn of(amounts: &[f64], statement: Statement, name: &str) -> f64 {
        let at = LINES.iter().position(|line| line.statement == statement && line.name == name).unwrap();
        amounts[at]
    }

    /// Change of cash by the indirect method: profit, and back what was no cash; an account of its own to hold the direct
    /// method against.
    fn change_by_balances(before: &Books, after: &Books) -> f64 {
        let moved = |account: Account| (before.balance(account) - after.balance(account)).get();
        let profit = (after.profit() - before.profit()).get();
        let others = Account::ALL
            .into_iter()
            .filter(|a| !a.is_cash() && matches!(a.class(), Class::Asset | Class::Liability | Class::Equity));
        profit + others.map(moved).sum::<f64>()
    }

    #[test]
    fn every_sum_names_lines_before_it_and_every_account_stands_somewhere() {
        for (at, line) in LINES.iter().enumerate() {
            if let Of::Sum(names) = line.of {
                for name in names {
                    let found = LINES[..at]
                        .iter()
                        .filter(|other| other.statement == line.statement && other.name == *name);
                    assert_eq!(found.count(), 1, "{name}");
                }
            }
        }
        for account in Account::ALL.into_iter().filter(|a| !a.is_cash()) {
            let holds = |of: &Of| match of {
                Of::Flows(list) => list.contains(&account),
                _ => false,
            };
            // Staying within a class would be a posting between two of them, which cash does not see.
            assert_eq!(LINES.iter().filter(|line| holds(&line.of)).count(), 1, "{account:?}");
        }
    }

    #[test]
    fn a_year_by_hand() {
        let opening = Books::open(Money(100.0));
        let mut books = opening.clone();
        books.post(Account::Receivable, Account::Revenue, Money(50.0));
        books.post(Account::Cash, Account::Receivable, Money(50.0));
        books.post(Account::FixedAssets, Account::Cash, Money(120.0));
        books.post(Account::Depreciation, Account::FixedAssets, Money(30.0));
        books.post(Account::Cash, Account::Shares, Money(20.0));
        books.post(Account::Interest, Account::Cash, Money(2.0));
        books.post(Account::Staff, Account::Cash, Money(60.0));
        let amounts = amounts(&opening, &books);
        let holds = |statement, name: &str, known: f64| {
            let found = of(&amounts, statement, name);
            assert!((found - known).abs() < 1e-12, "{name}: {found}");
        };
        holds(Statement::Income, "gross_profit", 20.0); // 50 - 30
        holds(Statement::Income, "operating_profit", -40.0); // 20 - 60
        holds(Statement::Income, "net_profit", -42.0);
        holds(Statement::CashFlow, "operations", -12.0); // 50 - 2 - 60
        holds(Statement::CashFlow, "investment", -120.0);
        holds(Statement::CashFlow, "financing", 20.0);
        // 100 - 112: twelve of credit are drawn, and 90 of accelerators are left.
        holds(Statement::CashFlow, "change_in_cash", -112.0);
        holds(Statement::Balance, "credit_drawn", 12.0);
        holds(Statement::Balance, "assets", 90.0);
        holds(Statement::Balance, "paid_in", 120.0);
        holds(Statement::Balance, "retained", -42.0);
    }

    proptest! {
        /// The two methods explain the same change, and the sheet balances, whatever is posted.
        #[test]
        fn direct_and_indirect_agree_and_the_sheet_balances(
            postings in proptest::collection::vec((0_usize..23, 0_usize..23, -1e9..1e9_f64), 0..100),
            more in proptest::collection::vec((0_usize..23, 0_usize..23, -1e9..1e9_f64), 0..100)
        ) {
            let mut before = Books::open(Money(1e8));
            for (debit, credit, amount) in postings {
                before.post(Account::ALL[debit], Account::ALL[credit], Money(amount));
            }
            let mut after = before.clone();
            for (debit, credit, amount) in more {
                after.post(Account::ALL[debit], Account::ALL[credit], Money(amount));
            }
            let amounts = amounts(&before, &after);
            let slack = 1e-9 * after.turnover().get();
            let direct = of(&amounts, Statement::CashFlow, "change_in_cash");
            prop_assert!((direct - (after.cash() - before.cash()).get()).abs() < slack);
            prop_assert!((direct - change_by_balances(&before, &after)).abs() < slack);
            let sheet = |name| of(&amounts, Statement::Balance, name);
            let claims = ["credit_drawn", "loans", "deferred_revenue", "paid_in", "retained"];
            prop_assert!((sheet("assets") - claims.map(sheet).iter().sum::<f64>()).abs() < slack);
            let income = of(&amounts, Statement::Income, "net_profit");
            prop_assert!((income - (after.profit() - before.profit()).get()).abs() < slack);
        }
    }
}
