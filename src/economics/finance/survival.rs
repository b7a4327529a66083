//! Who stays: the loss a parent bears, the price below which a product is shut, the profit for which a firm comes, and what
//! it pays for another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::DAYS_A_YEAR;
use crate::complaint::{Check, Complaints};
use crate::units::{Days, Money, MoneyPerDay, PerDay, Ratio, Share};

/// A parent that covers losses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parent {
    /// Loss of a calendar quarter that it covers, month by month: "500 M CNY/quarter".
    pub loss_limit: MoneyPerDay,
    /// What a greater loss makes the firm do.
    #[serde(default)]
    pub beyond: Beyond,
}

/// What a firm does whose loss exceeds what its parent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// It leaves the market.
    #[default]
    Leave,
    /// It raises each price that lies below its average cost to that cost, and bears the rest of the loss itself.
    RaisePrices,
}

/// When a product is shut: its posted price has stayed below the cost that ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shutdown {
    /// For how long the price must stay below.
    pub after: Days,
    /// The cost that ends with the product. Default: `"marginal"`, energy and network on a fleet that is paid for anyway.
    #[serde(default)]
    pub cost: Avoidable,
}

/// The cost that ends when a product is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Avoidable {
    /// Of one more token on a fleet that is already paid for.
    #[default]
    Marginal,
    /// Hardware at full use.
    Floor,
    /// Fleet cost over tokens, idle capacity included.
    Average,
}

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

/// What a firm pays for rivals that fail.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acquisition {
    /// Price over the failing firm's sales of a year; debts are taken over beside it.
    pub multiple: Ratio,
}

impl Acquisition {
    /// The price at some sales a day.
    pub fn price(&self, sales_per_day: f64) -> Money {
        Money(self.multiple.get() * sales_per_day * DAYS_A_YEAR)
    }
}

impl Check for Parent {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.loss_limit.get() < 0.0 {
            complaints.error(
                "loss-limit-negative",
                format!("{path}.loss_limit"),
                "a limit of losses is not negative",
                "must be at least 0",
            );
        }
    }
}

impl Check for Shutdown {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.after.get() < 1.0 {
            complaints
                .error(
                    "shutdown-instant",
                    format!("{path}.after"),
                    "a product is not shut for the price of an hour",
                    "must be at least 1 day",
                )
                .help("a quarter or two is usual");
        }
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
        assert_eq!(Acquisition { multiple: Ratio(2.0) }.price(10.0), Money(7_305.0));
    }
}
