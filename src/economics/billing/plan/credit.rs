//! Free credit: money given to new users, to be spent within a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::{Line, What};
use crate::economics::billing::tariff::Rates;
use crate::units::{Money, Mtok};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "credit", english: "free credit", chinese: "赠送额度" };

/// Money given to new users.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// The money.
    pub amount: Money,
    /// Months after which what is left of it lapses.
    #[schemars(range(min = 1, max = 120))]
    pub months: u32,
}

impl Terms for Credit {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let tokens = wanted * f64::from(self.months);
        Line::tokens(rates, tokens, 1.0, out);
        let given = self.amount.min(rates.average() * tokens);
        if given > Money::ZERO {
            out(Line::new(What::Credit, given.get(), -1.0));
        }
    }

    fn months(&self) -> u32 {
        self.months
    }

    fn is_for_newcomers(&self) -> bool {
        true
    }
}

impl Check for Credit {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.amount.get(), &format!("{path}.amount"), complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::rates;
    use super::*;
    use crate::economics::billing::Plan;

    #[test]
    fn a_credit_is_spent_and_no_more() {
        let credit = Plan::Credit(Credit { amount: Money(10.0), months: 6 });
        // 6 x 1 x 2 = 12, less 10
        assert_eq!(credit.invoice(&rates(2.0), Mtok(1.0)).total, Money(2.0));
        assert_eq!(credit.invoice(&rates(2.0), Mtok(0.5)).total, Money(0.0));
    }
}
