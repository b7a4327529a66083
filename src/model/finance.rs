//! Where a firm's money comes from beside its sales, and on what terms it stays on the market.

use crate::calendar::Instant;
use crate::economics::finance::{Acquisition, Conditions, EntryRule, Parent, Shutdown, Terms};
use crate::ids::ProviderId;
use crate::units::{Days, Money, MoneyPerMtok, PerDay, Ratio, Share};

/// Where a firm's money comes from beside its sales, and on what terms it stays on the market.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finance {
    /// Interest, tax, the books of owned accelerators.
    pub terms: Terms,
    /// Money that a million tokens sold bring elsewhere.
    pub complement: MoneyPerMtok,
    /// Who covers its losses.
    pub parent: Option<Parent>,
    /// Rounds of funding to come.
    pub rounds: Vec<FundingRound>,
    /// When it shuts a product.
    pub shutdown: Option<Shutdown>,
    /// When it comes, for a firm that waits outside.
    pub entry: Option<EntryRule>,
    /// What it pays for rivals that fail.
    pub acquisition: Option<Acquisition>,
    /// Rate at which its owned accelerators lose value, which turns what an hour costs into what one is worth.
    pub decline: Option<PerDay>,
}

/// A round of funding.
#[derive(Debug, Clone, PartialEq)]
pub struct FundingRound {
    /// Its name within the firm.
    pub name: String,
    /// When it opens.
    pub opens: Opens,
    /// How long investors wait for its conditions.
    pub patience: Days,
    /// Money that it brings.
    pub amount: Money,
    /// Chance that it closes once its conditions are met.
    pub chance: Share,
    /// What investors want to see.
    pub needs: Conditions,
    /// Whether it is lent: interest is due, and no shares are sold.
    pub loan: bool,
}

/// When a round of funding opens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Opens {
    /// On a day.
    At(Instant),
    /// At the first settlement after which money lasts for less than this.
    Runway(Days),
}

/// A change of what investors give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FundingShock {
    /// Whose rounds; all when absent.
    pub provider: Option<ProviderId>,
    /// What multiplies their amounts; nothing is given at zero.
    pub factor: Ratio,
    /// For how long.
    pub lasts: Days,
}
