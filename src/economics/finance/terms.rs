//! Terms of a firm's money: what credit costs, what the state takes, how owned accelerators stand in the books.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::{Days, Money, PerDay, Share};

/// Terms of a firm's money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Finance")]
pub struct Terms {
    /// Interest on credit drawn and on loans: a simple rate over the days for which they are owed. Default: none.
    pub interest: PerDay,
    /// Tax on profit; losses are carried forward. 25 % in China (Enterprise Income Tax Law, article 4), 21 % in the United
    /// States (26 U.S.C. 11). Default: none.
    pub tax: Share,
    /// Owned accelerators stand in the balance sheet: cash is paid when they come, and their loss of value is a cost without
    /// cash. Default: `false`, their loss of value is paid in cash by the hour, as to a lessor at cost.
    pub capitalised: bool,
    /// What owned accelerators bring when they are given up, as a part of their market value. Default: 86 %, the discount of
    /// 14 % at which airlines without cash sold aircraft (Pulvino 1998, an assumption for accelerators).
    pub recovery: Share,
}

impl Default for Terms {
    fn default() -> Self {
        Self { interest: PerDay(0.0), tax: Share::ZERO, capitalised: false, recovery: Share(0.86) }
    }
}

/// Interest that a debt brings, r D t; nothing on money that is not owed.
pub fn interest(owed: Money, rate: PerDay, time: Days) -> Money {
    owed.max(Money::ZERO) * (rate.get() * time.get())
}

/// Highest interest a year: beyond it a firm would owe twice its debt within two months.
const MOST_INTEREST: f64 = 5.0;

impl Check for Terms {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let yearly = self.interest.get() * 365.25;
        if !(0.0..=MOST_INTEREST).contains(&yearly) {
            complaints
                .error(
                    "interest-out-of-range",
                    format!("{path}.interest"),
                    "nobody lends at this rate",
                    &format!("found {:.4}/year, allowed from 0 to {MOST_INTEREST}", yearly),
                )
                .help("\"6 %/year\" is six per cent a year");
        }
        if self.tax >= Share::ONE {
            complaints
                .error(
                    "tax-of-all",
                    format!("{path}.tax"),
                    "a tax that takes all profit leaves nothing to work for",
                    "must be less than 100 %",
                )
                .help("21 to 35 % are usual");
        }
    }
}

/// Tax on profit with losses carried forward: T = tau max(0, profit - losses carried). Summed over time it is tau times the
/// highest cumulated profit so far, whatever the path.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Assessment {
    carried: f64,
}

impl Assessment {
    /// The tax on a period's profit.
    pub fn assess(&mut self, profit: Money, tax: Share) -> Money {
        let taxed = profit.get() - self.carried;
        self.carried = (-taxed).max(0.0);
        Money(taxed.max(0.0) * tax.get())
    }

    /// Losses that profits to come are set against.
    pub fn carried(&self) -> Money {
        Money(self.carried)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn interest_is_simple() {
        // 1000 at 6 % a year over half a year: 30.
        let rate = PerDay(0.06 / 365.25);
        assert!((interest(Money(1_000.0), rate, Days(182.625)).get() - 30.0).abs() < 1e-9);
        assert_eq!(interest(Money(-5.0), rate, Days(100.0)), Money::ZERO);
    }

    #[test]
    fn a_loss_is_set_against_later_profit() {
        let mut tax = Assessment::default();
        let quarter = Share(0.25);
        assert_eq!(tax.assess(Money(-80.0), quarter), Money::ZERO);
        assert_eq!(tax.assess(Money(50.0), quarter), Money::ZERO);
        assert_eq!(tax.carried(), Money(30.0));
        // 70 - 30 carried = 40, a quarter of it.
        assert_eq!(tax.assess(Money(70.0), quarter), Money(10.0));
    }

    proptest! {
        #[test]
        fn all_tax_is_the_rate_on_the_highest_cumulated_profit(
            profits in proptest::collection::vec(-1e9..1e9_f64, 1..60), rate in 0.0..0.9_f64
        ) {
            let mut assessment = Assessment::default();
            let (mut sum, mut highest, mut paid) = (0.0, 0.0_f64, 0.0);
            for profit in profits {
                paid += assessment.assess(Money(profit), Share(rate)).get();
                sum += profit;
                highest = highest.max(sum);
            }
            prop_assert!((paid - rate * highest).abs() <= 1e-6 * (1.0 + highest), "{paid} {highest}");
        }
    }
}
