//! What a firm pays for a rival that fails.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::DAYS_A_YEAR;
use crate::units::{Money, Ratio};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_is_a_multiple_of_the_sales_of_a_year() {
        assert_eq!(Acquisition { multiple: Ratio(2.0) }.price(10.0), Money(7_305.0));
    }
}
