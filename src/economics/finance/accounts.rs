//! The chart of accounts: what each is, and on which side of which statement it stands.

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What the firm has.
    Asset,
    /// What it owes.
    Liability,
    /// What its owners have put in.
    Equity,
    /// What it earns.
    Income,
    /// What that costs.
    Expense,
}

/// The accounts of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Money in the bank, credit drawn subtracted: an overdraft is a part of cash (IAS 7.8), and stands among the debts
    /// of a balance sheet.
    Cash,
    /// Invoiced and not yet paid.
    Receivable,
    /// What the owners put in at the opening.
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
    /// Money in the bank that the firm has set aside for what it will invest in.
    Earmarked,
    /// Accelerators that are owned, at cost less depreciation.
    FixedAssets,
    /// What was paid for another firm beyond its net assets.
    Goodwill,
    /// Money lent to the firm for a term.
    Debt,
    /// Paid by users and not yet served.
    DeferredRevenue,
    /// New shares sold in rounds of funding.
    Shares,
    /// What a parent has put in to cover losses.
    Support,
    /// Income beside the sale of tokens: what they bring in elsewhere, and what own products pay for their part of an
    /// owned fleet.
    OtherIncome,
    /// Paid by the state.
    Subsidy,
    /// Loss of value of owned accelerators.
    Depreciation,
    /// Book value of what was sold or retired, less what it brought.
    Disposal,
    /// Paid to the state beside the tax on profit.
    Levy,
    /// Interest on credit drawn and on debt.
    Interest,
    /// Tax on profit.
    Tax,
}

/// How many accounts there are.
pub(super) const ACCOUNTS: usize = Account::ALL.len();

impl Account {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 23] = [
        Self::Cash,
        Self::Receivable,
        Self::Equity,
        Self::Revenue,
        Self::Serving,
        Self::Staff,
        Self::Training,
        Self::Data,
        Self::Engineering,
        Self::Earmarked,
        Self::FixedAssets,
        Self::Goodwill,
        Self::Debt,
        Self::DeferredRevenue,
        Self::Shares,
        Self::Support,
        Self::OtherIncome,
        Self::Subsidy,
        Self::Depreciation,
        Self::Disposal,
        Self::Levy,
        Self::Interest,
        Self::Tax,
    ];

    /// Where it stands.
    pub fn class(self) -> Class {
        match self {
            Self::Cash | Self::Receivable | Self::Earmarked | Self::FixedAssets | Self::Goodwill => {
                Class::Asset
            }
            Self::Debt | Self::DeferredRevenue => Class::Liability,
            Self::Equity | Self::Shares | Self::Support => Class::Equity,
            Self::Revenue | Self::OtherIncome | Self::Subsidy => Class::Income,
            Self::Serving
            | Self::Staff
            | Self::Training
            | Self::Data
            | Self::Engineering
            | Self::Depreciation
            | Self::Disposal
            | Self::Levy
            | Self::Interest
            | Self::Tax => Class::Expense,
        }
    }

    /// Whether it is money in the bank.
    pub fn is_cash(self) -> bool {
        matches!(self, Self::Cash | Self::Earmarked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_stands_at_its_number() {
        for (at, account) in Account::ALL.into_iter().enumerate() {
            assert_eq!(account as usize, at);
        }
        assert_eq!(Account::Tax as usize + 1, ACCOUNTS);
    }
}
