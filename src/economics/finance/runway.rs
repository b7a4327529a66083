//! Runway: how long money lasts at the rate at which it was spent lately.

use crate::units::{Days, Money};

/// Months of which the burn is the mean: one month may hold a tax, a purchase or a round; a quarter is what boards look at.
const MONTHS: usize = 3;

/// What one settled month brought.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Month {
    /// Its length.
    pub time: Days,
    /// Sales.
    pub sales: Money,
    /// Cost of serving, with the depreciation of owned accelerators.
    pub serving: Money,
    /// Cash that went out in operations and investment, less what came in; negative where money came in.
    pub burn: Money,
}

/// The last settled months, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Months(Vec<Month>);

impl Months {
    /// One more month; the fifth-last is forgotten.
    pub fn push(&mut self, month: Month) {
        if month.time <= Days::ZERO {
            return;
        }
        self.0.push(month);
        if self.0.len() > MONTHS + 1 {
            self.0.remove(0);
        }
    }

    /// (cash + credit not drawn) / burn, the burn a mean over the last three months; none where nothing is burnt. `left` is
    /// cash after credit drawn, plus the whole credit line.
    pub fn runway(&self, left: Money) -> Option<Days> {
        let last = self.0.iter().rev().take(MONTHS);
        let (burn, time) =
            last.fold((0.0, 0.0), |(burn, time), m| (burn + m.burn.get(), time + m.time.get()));
        (burn > 0.0).then(|| Days(left.get().max(0.0) / burn * time))
    }

    /// ln(sales a day of the last month / of the month three before) over the time between; none without both.
    pub fn growth(&self) -> Option<f64> {
        let [first, .., last] = self.0.as_slice() else { return None };
        if self.0.len() <= MONTHS {
            return None;
        }
        let daily = |m: &Month| m.sales.get() / m.time.get();
        let between: f64 = self.0.iter().skip(1).map(|m| m.time.get()).sum();
        (daily(first) > 0.0 && daily(last) > 0.0)
            .then(|| crate::maths::ln(daily(last) / daily(first)) / between)
    }

    /// (sales - serving) / sales of the last month; none where nothing was sold.
    pub fn margin(&self) -> Option<f64> {
        let last = self.0.last()?;
        (last.sales > Money::ZERO).then(|| (last.sales - last.serving) / last.sales)
    }

    /// Sales a day over the months kept; none before the first.
    pub fn sales_per_day(&self) -> Option<f64> {
        let time: f64 = self.0.iter().map(|m| m.time.get()).sum();
        (time > 0.0).then(|| self.0.iter().map(|m| m.sales.get()).sum::<f64>() / time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(sales: f64, burn: f64) -> Month {
        Month { time: Days(30.0), sales: Money(sales), serving: Money(0.8 * sales), burn: Money(burn) }
    }

    #[test]
    fn runway_is_money_over_burn() {
        let mut months = Months::default();
        assert_eq!(months.runway(Money(90.0)), None);
        for burn in [500.0, 20.0, 40.0, 30.0] {
            months.push(month(10.0, burn));
        }
        // 90 spent in the last 90 days: 90 more last 90 days; the 500 of four months ago are forgotten.
        assert!((months.runway(Money(90.0)).unwrap().get() - 90.0).abs() < 1e-12);
        assert_eq!(months.runway(Money(-1.0)), Some(Days(0.0)));
        months.push(month(10.0, -100.0));
        assert_eq!(months.runway(Money(90.0)), None);
    }

    #[test]
    fn growth_needs_four_months_and_is_continuous() {
        let mut months = Months::default();
        for sales in [100.0, 110.0, 120.0] {
            months.push(month(sales, 0.0));
            assert_eq!(months.growth(), None);
        }
        months.push(month(100.0 * std::f64::consts::E, 0.0));
        // One e-fold in 90 days.
        assert!((months.growth().unwrap() - 1.0 / 90.0).abs() < 1e-12);
        assert!((months.margin().unwrap() - 0.2).abs() < 1e-12);
    }
}
