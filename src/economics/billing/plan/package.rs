//! Prepaid packages: tokens bought beforehand that lapse when their term ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::{Line, What};
use crate::economics::billing::tariff::Rates;
use crate::units::{Money, Mtok};

pub(super) const ABOUT: PlanAbout = PlanAbout { key: "package", english: "package", chinese: "资源包" };

/// Tokens bought beforehand that lapse after a term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Price of a package.
    pub price: Money,
    /// Tokens in it, of all kinds alike.
    pub tokens: Mtok,
    /// Months after which what is left of it lapses.
    #[schemars(range(min = 1, max = 120))]
    pub months: u32,
}

impl Package {
    /// Packages for so many tokens in a term: as many as are filled, and one more where that is no dearer than paying
    /// for the rest as one goes. At least one, or it is no package.
    fn bought(&self, rates: &Rates, tokens: Mtok) -> f64 {
        let filled = (tokens / self.tokens).floor();
        let rest = tokens - self.tokens * filled;
        let one_more = rest > Mtok::ZERO && rates.average() * rest >= self.price;
        (filled + f64::from(u8::from(one_more))).max(1.0)
    }
}

impl Terms for Package {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let tokens = wanted * f64::from(self.months);
        let bought = self.bought(rates, tokens);
        let included = tokens.min(self.tokens * bought);
        let lapsed = self.price * (bought - included / self.tokens);
        out(Line::new(What::Package, bought, self.price.get()).in_advance().lapsing(lapsed));
        Line::included(included, out);
        Line::tokens(rates, tokens - included, 1.0, out);
    }

    fn months(&self) -> u32 {
        self.months
    }
}

impl Check for Package {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.price.get(), &format!("{path}.price"), complaints);
        check_above_zero(self.tokens.get(), &format!("{path}.tokens"), complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::rates;
    use super::*;
    use crate::economics::billing::Plan;

    /// iFlytek's Spark Pro from 0.21 CNY per 10,000 tokens (hk.outputnews.com): 21 CNY/Mtok; the size is an assumption.
    const SPARK: Package = Package { price: Money(2100.0), tokens: Mtok(100.0), months: 12 };

    #[test]
    fn what_is_left_lapses_and_is_earned_then() {
        // 6 Mtok a month for a year: 72 of 100 used, 28 x 21 = 588 lapse
        let plan = Plan::Package(SPARK);
        let invoice = plan.invoice(&rates(30.0), Mtok(6.0));
        assert_eq!((invoice.months, invoice.total), (12, Money(2100.0)));
        let charge = plan.charge(&rates(30.0), Mtok(6.0));
        assert_eq!(charge.amount, Money(175.0));
        assert!((charge.lapsed.get() - 588.0 / 12.0).abs() < 1e-9);
        assert_eq!(charge.lapsed_in_advance, charge.lapsed);
    }

    #[test]
    fn another_package_is_bought_where_the_rest_costs_as_much() {
        // 15 a month: 180 in the year; the 80 beyond the first would cost 80 x 30 = 2400 as one goes
        assert_eq!(Plan::Package(SPARK).invoice(&rates(30.0), Mtok(15.0)).total, Money(4200.0));
        // 10 a month: 120; 20 x 30 = 600 as one goes is less than 2100
        assert_eq!(Plan::Package(SPARK).invoice(&rates(30.0), Mtok(10.0)).total, Money(2700.0));
    }
}
