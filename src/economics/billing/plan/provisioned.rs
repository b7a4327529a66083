//! Provisioned capacity: so many tokens a minute, rented by the month, used or not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MONTH, Overflow, PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::{Line, What};
use crate::economics::billing::tariff::Rates;
use crate::units::{Money, Mtok, MtokPerDay, Share};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "provisioned", english: "provisioned capacity", chinese: "预置容量" };

/// Capacity of so many tokens a minute, rented by the month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provisioned {
    /// Tokens that a unit can serve in a time ("10 ktok/min").
    pub rate: MtokPerDay,
    /// Rent of a unit for a month, paid when it begins.
    pub fee: Money,
    /// Months of the term. Default: 1.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 120))]
    pub months: u32,
    /// Part of a unit that a user's traffic can fill, its quiet hours being what they are. Default: 100 % (as lists quote
    /// it); an office's hours fill about a third.
    #[serde(default = "full")]
    pub fill: Share,
    /// What becomes of tokens beyond the units that are rented.
    #[serde(default)]
    pub overflow: Overflow,
}

fn one() -> u32 {
    1
}

fn full() -> Share {
    Share::ONE
}

/// Part of a unit that is rounding: a rate a minute, a use a day and a month in days do not divide without it.
const ROUNDING: f64 = 1e-9;

impl Provisioned {
    /// Tokens a month that a unit serves.
    fn unit(&self) -> Mtok {
        Mtok(self.rate.get() * MONTH * self.fill.get())
    }

    /// Units rented: as many as are filled, and one more where the rest would cost as much as one goes or would not be
    /// served. At least one.
    fn rented(&self, rates: &Rates, wanted: Mtok) -> f64 {
        let units = wanted / self.unit();
        let filled = (units + ROUNDING).floor();
        let rest = wanted - self.unit() * filled;
        let one_more = units - filled > ROUNDING
            && (self.overflow == Overflow::Stop || rates.average() * rest >= self.fee);
        let dear = self.overflow == Overflow::Pay && rates.average() * self.unit() < self.fee;
        if dear { 1.0 } else { (filled + f64::from(u8::from(one_more))).max(1.0) }
    }
}

impl Terms for Provisioned {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let months = f64::from(self.months);
        let units = self.rented(rates, wanted);
        let within = wanted.min(self.unit() * units);
        out(Line::new(What::Capacity, units * months, self.fee.get()).in_advance());
        Line::included(within * months, out);
        Line::tokens(rates, (wanted - within) * months, 1.0, out);
    }

    fn months(&self) -> u32 {
        self.months
    }
}

impl Check for Provisioned {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.rate.get(), &format!("{path}.rate"), complaints);
        check_above_zero(self.fee.get(), &format!("{path}.fee"), complaints);
        check_above_zero(self.fill.get(), &format!("{path}.fill"), complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::rates;
    use super::*;
    use crate::economics::billing::Plan;

    /// Doubao pro-32k: 10 k tokens a minute for 2000 CNY a month (vb.xmbxxkj.cn/chaogupeizi/48076.html).
    const DOUBAO: Provisioned = Provisioned {
        rate: MtokPerDay(14.4),
        fee: Money(2000.0),
        months: 1,
        fill: Share(1.0),
        overflow: Overflow::Pay,
    };

    #[test]
    fn doubao_s_capacity_costs_more_than_its_tokens() {
        // always full it serves 14.4 x 30.4375 = 438.3 Mtok: 4.563 CNY/Mtok, the 4.6 of the press
        let full = Plan::Provisioned(DOUBAO).charge(&rates(0.8), Mtok(438.3));
        assert!((full.average().unwrap().get() - 4.5631).abs() < 1e-4);
        // as one goes, 0.8 a Mtok, the same tokens are 350.64
        let go = Plan::as_you_go(&rates(0.8), Mtok(438.3));
        assert_eq!(go.total, Money(350.64));
        // beyond the unit nobody rents a second one that costs five times the tokens it serves
        let more = Plan::Provisioned(DOUBAO).invoice(&rates(0.8), Mtok(538.3));
        assert_eq!(more.total, Money(2080.0));
    }

    #[test]
    fn units_are_rented_until_they_no_longer_pay() {
        // at 10 a Mtok a full unit saves 4383 - 2000; 500 Mtok: the 61.7 beyond cost 617 as one goes, less than a unit
        assert_eq!(Plan::Provisioned(DOUBAO).invoice(&rates(10.0), Mtok(500.0)).total, Money(2617.0));
        // 700: the 261.7 beyond would be 2617, so a second unit
        assert_eq!(Plan::Provisioned(DOUBAO).invoice(&rates(10.0), Mtok(700.0)).total, Money(4000.0));
        let stop = Provisioned { overflow: Overflow::Stop, ..DOUBAO };
        assert_eq!(Plan::Provisioned(stop).invoice(&rates(10.0), Mtok(500.0)).total, Money(4000.0));
        // So many times what a unit of 1 ktok/min serves fills as many units, to the last digit.
        let small =
            Provisioned { rate: MtokPerDay(1.44), fee: Money(20.0), overflow: Overflow::Stop, ..DOUBAO };
        for units in 1..=40 {
            let month = Mtok(1.44 * f64::from(units) * MONTH);
            assert!((small.rented(&rates(10.0), month) - f64::from(units)).abs() < 1e-12, "{units}");
        }
    }
}
