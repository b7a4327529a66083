//! Subscription: a fee a month, a quota of tokens or messages, and what comes beyond it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MONTH, Overflow, PlanAbout, Terms, check_above_zero};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::{Line, What};
use crate::economics::billing::tariff::Rates;
use crate::units::{Days, Money, Mtok, Ratio, Share, Tokens};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "subscription", english: "subscription", chinese: "订阅" };

/// A fee a month with a quota.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = [{ "keys": ["quota", "cap"], "required": false }]))]
pub struct Subscription {
    /// Fee a month, paid when it begins.
    pub fee: Money,
    /// Tokens a month that it contains; without it and `cap`, all.
    pub quota: Option<Mtok>,
    /// Messages that it contains, instead of `quota`.
    pub cap: Option<MessageCap>,
    /// What becomes of tokens beyond.
    #[serde(default)]
    pub overflow: Overflow,
    /// Discount on the sheet for tokens beyond.
    #[serde(default)]
    pub discount: Share,
}

/// Messages in a window of time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageCap {
    /// Messages in a window.
    pub messages: Ratio,
    /// The window.
    pub every: Days,
    /// Tokens of a message, its answer and what is sent along included.
    pub size: Tokens,
    /// Part of the windows of a month that a user is there for. Default: 1 (a program that sends evenly).
    #[serde(default = "all")]
    pub used: Share,
}

fn all() -> Share {
    Share::ONE
}

impl MessageCap {
    /// Tokens a month.
    fn quota(&self) -> Mtok {
        let windows = MONTH / self.every.get() * self.used.get();
        Mtok(self.messages.get() * windows * self.size.get() / 1e6)
    }
}

impl Subscription {
    fn included(&self, wanted: Mtok) -> Mtok {
        let quota = self.cap.map(|cap| cap.quota()).or(self.quota);
        quota.map_or(wanted, |quota| wanted.min(quota))
    }
}

impl Terms for Subscription {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        let included = self.included(wanted);
        out(Line::new(What::Fee, 1.0, self.fee.get()).in_advance());
        Line::included(included, out);
        match self.overflow {
            Overflow::Pay => Line::tokens(rates, wanted - included, self.discount.rest().get(), out),
            Overflow::Stop => Line::stopped(wanted - included, out),
        }
    }

    fn served(&self, wanted: Mtok) -> Mtok {
        match self.overflow {
            Overflow::Pay => wanted,
            Overflow::Stop => self.included(wanted),
        }
    }
}

impl Check for Subscription {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        check_above_zero(self.fee.get(), &format!("{path}.fee"), complaints);
        if let Some(quota) = self.quota {
            check_above_zero(quota.get(), &format!("{path}.quota"), complaints);
        }
        if let Some(cap) = self.cap {
            for (key, value) in [
                ("messages", cap.messages.get()),
                ("every", cap.every.get()),
                ("size", cap.size.get()),
                ("used", cap.used.get()),
            ] {
                check_above_zero(value, &format!("{path}.cap.{key}"), complaints);
            }
        }
        if self.quota.is_none() && self.cap.is_none() && self.overflow == Overflow::Stop {
            complaints
                .error(
                    "stop-without-quota",
                    format!("{path}.overflow"),
                    "a subscription that contains all stops nowhere",
                    "given without `quota` and `cap`",
                )
                .help("give a `quota`, or leave `overflow` out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{month, rates};
    use super::*;
    use crate::economics::billing::Plan;

    const PRO: Subscription = Subscription {
        fee: Money(20.0),
        quota: Some(Mtok(10.0)),
        cap: None,
        overflow: Overflow::Pay,
        discount: Share(0.25),
    };

    #[test]
    fn a_quota_is_contained_and_the_rest_pays() {
        // 20 + 6 x 4 x 0.75 = 38
        assert_eq!(month(&Plan::Subscription(PRO), 4.0, 16.0), Money(38.0));
        assert_eq!(month(&Plan::Subscription(PRO), 4.0, 3.0), Money(20.0));
        let charge = Plan::Subscription(PRO).charge(&rates(4.0), Mtok(16.0));
        assert_eq!((charge.in_advance, charge.lapsed), (Money(20.0), Money::ZERO));
    }

    #[test]
    fn chatgpt_plus_ends_at_forty_messages_in_three_hours() {
        // 20 USD a month, GPT-4 capped at 40 messages per 3 hours (blog.deeplink.kr/?p=2856). Messages of 1,500 tokens
        // (assumption), sent in a quarter of the windows: 40 x 8 x 30.4375 x 0.25 x 1500 = 3.6525 Mtok.
        let cap = MessageCap {
            messages: Ratio(40.0),
            every: Days(3.0 / 24.0),
            size: Tokens(1500.0),
            used: Share(0.25),
        };
        let plus =
            Plan::Subscription(Subscription { quota: None, cap: Some(cap), overflow: Overflow::Stop, ..PRO });
        let charge = plus.charge(&rates(30.0), Mtok(5.0));
        assert!((charge.served.get() - 3.6525).abs() < 1e-12);
        assert_eq!(charge.amount, Money(20.0));
        let invoice = plus.invoice(&rates(30.0), Mtok(5.0));
        assert_eq!(invoice.total, Money(20.0));
        assert!((invoice.lines[2].quantity - 1.3475).abs() < 1e-12);
    }
}
