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
    /// Tax on the profit of a calendar year, paid ahead month by month; losses are carried forward. 25 % in China (Enterprise Income Tax Law, article 4), 21 % in the United
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
        let yearly = self.interest.get() * crate::calendar::DAYS_A_YEAR;
        if yearly > MOST_INTEREST {
            complaints
                .error(
                    "interest-too-high",
                    format!("{path}.interest"),
                    "nobody lends at this rate",
                    &format!(
                        "found {:.0} %/year, at most {:.0} %/year",
                        100.0 * yearly,
                        100.0 * MOST_INTEREST
                    ),
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

/// Tax on the profit of calendar years with losses carried forward: T = tau max(0, profit of the year - losses carried).
/// It is paid ahead on the year so far, and what later losses of the same year turn out to be too much comes back.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Assessment {
    /// Losses that profits to come are set against.
    carried: f64,
    year: f64,
    paid: f64,
}

impl Assessment {
    /// What is to be paid now that a period has brought a profit; negative where tax comes back.
    pub fn assess(&mut self, profit: Money, tax: Share) -> Money {
        self.year += profit.get();
        let due = (self.year - self.carried).max(0.0) * tax.get();
        let now = due - self.paid;
        self.paid = due;
        Money(now)
    }

    /// The year ends: a loss is carried into the next.
    pub fn close_year(&mut self) {
        self.carried = (self.carried - self.year).max(0.0);
        (self.year, self.paid) = (0.0, 0.0);
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
    fn a_loss_is_set_against_later_profit_and_tax_of_the_year_comes_back() {
        let mut tax = Assessment::default();
        let quarter = Share(0.25);
        assert_eq!(tax.assess(Money(40.0), quarter), Money(10.0));
        assert_eq!(tax.assess(Money(-120.0), quarter), Money(-10.0));
        tax.close_year();
        assert_eq!(Money(tax.carried), Money(80.0));
        assert_eq!(tax.assess(Money(50.0), quarter), Money::ZERO);
        // 50 + 70 - 80 carried = 40, a quarter of it.
        assert_eq!(tax.assess(Money(70.0), quarter), Money(10.0));
        tax.close_year();
        assert_eq!(Money(tax.carried), Money::ZERO);
    }

    proptest! {
        /// Over years whose losses are carried, all tax is the rate on what is taxable of each, however it fell within it.
        #[test]
        fn all_tax_is_the_rate_on_what_is_taxable_of_each_year(
            years in proptest::collection::vec(proptest::collection::vec(-1e9..1e9_f64, 1..13), 1..8),
            rate in 0.0..0.9_f64
        ) {
            let mut assessment = Assessment::default();
            let (mut paid, mut owed, mut losses) = (0.0, 0.0, 0.0_f64);
            for months in years {
                let profit: f64 = months.iter().sum();
                for month in months {
                    paid += assessment.assess(Money(month), Share(rate)).get();
                }
                assessment.close_year();
                owed += rate * (profit - losses).max(0.0);
                losses = (losses - profit).max(0.0);
                // A hundred sums of up to 1e11, each right to 1e-5.
                prop_assert!((paid - owed).abs() <= 2e-3, "{paid} {owed}");
            }
        }
    }
}
