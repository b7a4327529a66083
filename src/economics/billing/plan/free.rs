//! Free tier: nothing to pay up to a limit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MONTH, Overflow, PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::Line;
use crate::economics::billing::tariff::Rates;
use crate::units::{Mtok, MtokPerDay, Ratio};

pub(super) const ABOUT: PlanAbout = PlanAbout { key: "free", english: "free tier", chinese: "免费额度" };

/// Nothing to pay up to a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Free {
    /// Tokens of a user in a time ("300 ktok/min", "1 Mtok/day").
    pub limit: MtokPerDay,
    /// A user's busiest time over its mean, at the scale of the limit: at 20 only a twentieth of a limit by the minute can
    /// be used. Default: 1, which suits limits by the day.
    #[serde(default = "even")]
    pub burst: Ratio,
    /// What becomes of tokens beyond.
    #[serde(default)]
    pub overflow: Overflow,
}

fn even() -> Ratio {
    Ratio(1.0)
}

impl Free {
    fn within(&self, wanted: Mtok) -> Mtok {
        wanted.min(Mtok(self.limit.get() * MONTH / self.burst.get()))
    }
}

impl Terms for Free {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let within = self.within(wanted);
        Line::included(within, out);
        match self.overflow {
            Overflow::Pay => Line::tokens(rates, wanted - within, 1.0, out),
            Overflow::Stop => Line::stopped(wanted - within, out),
        }
    }

    fn served(&self, wanted: Mtok) -> Mtok {
        match self.overflow {
            Overflow::Pay => wanted,
            Overflow::Stop => self.within(wanted),
        }
    }

    fn is_free(&self) -> bool {
        true
    }
}

impl Check for Free {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.limit.get(), &format!("{path}.limit"), complaints);
        if self.burst < Ratio(1.0) {
            complaints.error(
                "burst-below-mean",
                format!("{path}.burst"),
                "the busiest time is not below the mean",
                "must be at least 1",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{month, rates};
    use super::*;
    use crate::economics::billing::Plan;
    use crate::units::Money;

    #[test]
    fn a_limit_by_the_minute_binds_at_the_busiest_minute() {
        // 300 ktok/min is 432 Mtok a day; at a burst of 432 a user gets 1 Mtok a day, 30.4375 a month
        let free = Free { limit: MtokPerDay(432.0), burst: Ratio(432.0), overflow: Overflow::Pay };
        assert_eq!(month(&Plan::Free(free.clone()), 2.0, 30.0), Money(0.0));
        assert_eq!(month(&Plan::Free(free.clone()), 2.0, 60.4375), Money(60.0));
        let stop = Plan::Free(Free { overflow: Overflow::Stop, ..free });
        let charge = stop.charge(&rates(2.0), Mtok(60.4375));
        assert_eq!((charge.served, charge.amount), (Mtok(30.4375), Money(0.0)));
    }
}
