//! The profit for which a firm comes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::DAYS_A_YEAR;
use crate::complaint::{Check, Complaints};
use crate::units::{Days, Money, MoneyPerDay, PerDay, Ratio, Share};

/// When a firm that waits outside comes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ConditionalEntry")]
pub struct EntryRule {
    /// Share of the market's tokens that it expects.
    pub share: Share,
    /// What coming costs: it is paid from cash when it comes.
    #[serde(default)]
    pub sunk: Money,
    /// Return on that cost that the expected profit must bring. Default: 20 %/year (an assumption: what venture capital
    /// asks for).
    #[serde(default = "hurdle")]
    pub hurdle: PerDay,
    /// Standard deviation of the error in ln(expected share), drawn at each monthly look. Default: none.
    #[serde(default)]
    pub error: Ratio,
    /// Time after the start before which it does not come. Default: none.
    #[serde(default)]
    pub wait: Days,
}

fn hurdle() -> PerDay {
    PerDay(0.2 / DAYS_A_YEAR)
}

impl EntryRule {
    /// Whether an expected profit a day covers the hurdle: profit >= hurdle x sunk, and more than nothing.
    pub fn pays(&self, profit: MoneyPerDay) -> bool {
        profit > MoneyPerDay::ZERO && profit.get() >= self.hurdle.get() * self.sunk.get()
    }
}

impl Check for EntryRule {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.share == Share::ZERO {
            complaints.error(
                "entry-without-share",
                format!("{path}.share"),
                "a firm that expects to sell nothing never comes",
                "must be more than 0",
            );
        }
        if self.sunk < Money::ZERO {
            complaints.error(
                "sunk-negative",
                format!("{path}.sunk"),
                "coming costs something or nothing",
                "must be at least 0",
            );
        }
        if self.error > Ratio(3.0) {
            complaints
                .error(
                    "entry-error-too-wide",
                    format!("{path}.error"),
                    "a firm that errs so far knows nothing of the market",
                    "must be at most 3",
                )
                .help("0.3 is wrong by a third either way");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_comes_for_its_hurdle() {
        let rule = EntryRule {
            share: Share(0.1),
            sunk: Money(365.25),
            hurdle: PerDay(0.2 / 365.25),
            error: Ratio(0.0),
            wait: Days(0.0),
        };
        // 20 % of 365.25 a year is 0.2 a day.
        assert!(rule.pays(MoneyPerDay(0.200_1)) && !rule.pays(MoneyPerDay(0.1999)));
        let free = EntryRule { sunk: Money(0.0), ..rule };
        assert!(free.pays(MoneyPerDay(1e-9)) && !free.pays(MoneyPerDay(0.0)));
    }
}
