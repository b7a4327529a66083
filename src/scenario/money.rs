//! Rounds of funding and their droughts as they stand in a scenario, and the finance of a firm that they make.

use schemars::JsonSchema;
use serde::Deserialize;

use super::file::Day;
use super::firm::ProviderFile;
use super::resolve::Names;
use crate::calendar::Calendar;
use crate::economics::finance::Conditions;
use crate::model::{Finance, FundingRound, FundingShock, Opens, ShockKind};
use crate::units::{Days, Money, Ratio, Share};

/// A round of funding.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FundingRound")]
#[schemars(extend("x-one-of" = [{ "keys": ["at", "runway"], "required": true }]))]
pub struct FundingFile {
    /// Name of the round; its luck depends on it.
    pub name: String,
    /// The day on which it opens.
    pub at: Option<Day>,
    /// It opens at the first settlement after which the firm's money lasts for less than this.
    pub runway: Option<Days>,
    /// How long investors wait for its conditions, and for a drought to end. Default: 90 days (assumption).
    #[serde(default = "patience")]
    pub patience: Days,
    /// Money that it brings.
    pub amount: Money,
    /// Chance that it closes once its conditions are met. Default: it does.
    #[serde(default = "sure")]
    pub chance: Share,
    /// What investors want to see. Default: nothing.
    #[serde(default)]
    pub needs: Conditions,
    /// Whether it is lent at the firm's `finance.interest`, and no shares are sold. Default: `false`.
    #[serde(default)]
    pub loan: bool,
}

fn patience() -> Days {
    Days(90.0)
}

fn sure() -> Share {
    Share::ONE
}

/// A drought of funding, or a flood.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FundingShock")]
pub struct FundingDrought {
    /// The provider. Default: all.
    pub provider: Option<String>,
    /// What multiplies the amounts of rounds that close meanwhile; at 0 none closes.
    pub factor: Ratio,
    /// For how long.
    pub lasts: Days,
}

/// A firm's finance.
pub(super) fn finance(firm: &ProviderFile, calendar: Calendar) -> Finance {
    let owned = firm.technology.as_ref().and_then(|technology| technology.owned.as_ref());
    Finance {
        terms: firm.finance,
        complement: firm.complement,
        parent: firm.parent,
        rounds: firm.funding.iter().map(|round| of_file(round, calendar)).collect(),
        shutdown: firm.shutdown,
        entry: firm.enters,
        acquisition: firm.acquires,
        decline: owned.map(|owned| owned.depreciation),
    }
}

fn of_file(round: &FundingFile, calendar: Calendar) -> FundingRound {
    let opens = match (round.at, round.runway) {
        (Some(day), _) => Opens::At(calendar.instant(day.0)),
        (None, runway) => Opens::Runway(runway.unwrap_or_default()),
    };
    FundingRound {
        name: round.name.clone(),
        opens,
        patience: round.patience,
        amount: round.amount,
        chance: round.chance,
        needs: round.needs,
        loan: round.loan,
    }
}

impl Names<'_> {
    /// A drought of funding.
    pub(super) fn drought(&self, drought: &FundingDrought) -> ShockKind {
        ShockKind::Funding(FundingShock {
            provider: drought.provider.as_ref().map(|name| self.provider(name)),
            factor: drought.factor,
            lasts: drought.lasts,
        })
    }
}
