//! Commitment: a discount for a promise to spend so much every month of a term; what is missing at its end is paid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::{Line, What};
use crate::economics::billing::tariff::Rates;
use crate::units::{Money, Mtok, Share};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "commitment", english: "commitment", chinese: "承诺消费" };

/// A discount for a promise to spend so much every month of a term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Money a month that is promised, after the discount; summed over the term.
    pub spend: Money,
    /// Discount on the sheet, on all tokens.
    pub discount: Share,
    /// Months of the term.
    #[schemars(range(min = 1, max = 120))]
    pub months: u32,
}

impl Terms for Commitment {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let (months, factor) = (f64::from(self.months), self.discount.rest().get());
        let tokens = wanted * months;
        Line::tokens(rates, tokens, factor, out);
        let missing = self.spend * months - rates.average() * factor * tokens;
        if missing > Money::ZERO {
            out(Line::new(What::Shortfall, missing.get(), 1.0).lapsing(missing));
        }
    }

    fn months(&self) -> u32 {
        self.months
    }
}

impl Check for Commitment {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.spend.get(), &format!("{path}.spend"), complaints);
        if self.discount >= Share::ONE {
            complaints.error(
                "commitment-to-nothing",
                format!("{path}.discount"),
                "nobody can spend what was promised on tokens that are free",
                "must be less than 100 %",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::rates;
    use super::*;
    use crate::economics::billing::Plan;

    const YEAR: Commitment = Commitment { spend: Money(1000.0), discount: Share(0.2), months: 12 };

    #[test]
    fn a_shortfall_is_paid_when_the_term_ends() {
        // 500 Mtok a month at 2 x 0.8 = 800, promised 1000: 200 short each month
        let charge = Plan::Commitment(YEAR).charge(&rates(2.0), Mtok(500.0));
        assert!((charge.amount.get() - 1000.0).abs() < 1e-9);
        assert!((charge.lapsed.get() - 200.0).abs() < 1e-9);
        assert_eq!((charge.in_advance, charge.lapsed_in_advance), (Money::ZERO, Money::ZERO));
        assert_eq!(Plan::Commitment(YEAR).invoice(&rates(2.0), Mtok(500.0)).total, Money(12_000.0));
    }

    #[test]
    fn whoever_keeps_the_promise_has_the_discount() {
        // 800 x 1.6 = 1280 a month
        let invoice = Plan::Commitment(YEAR).invoice(&rates(2.0), Mtok(800.0));
        assert_eq!(invoice.total, Money(15_360.0));
        assert!(invoice.lines.iter().all(|line| line.what != What::Shortfall));
    }
}
