//! What a kind of user and a product have agreed on: the plan that is taken, and until when it binds.
//!
//! Terms are counted in settlements, and all users of one kind who hold a product are under one contract: it ends for all
//! of them at once, the kinds of a segment in different months. Whoever comes between joins it until its end. While it
//! binds, the plan is kept whatever becomes of the sheet, and users stay; when it ends each of them reviews its choice.

use crate::calendar::Instant;
use crate::economics::billing::Rates;
use crate::economics::demand::{Preference, Taken};
use crate::model::Offer;
use crate::units::Mtok;

/// A contract of a kind of user with a product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Contract {
    /// What is taken, and what follows.
    pub taken: Taken,
    /// Whether the product can be had at all; not where no plan serves the user and none pays as it goes.
    pub is_open: bool,
    /// The settlement with which it ends, counted from the opening.
    pub until: u32,
}

/// When something is agreed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When {
    /// The instant.
    pub at: Instant,
    /// Settlements since the opening.
    pub month: u32,
    /// Position of the users' class among those of their segment: contracts at the opening end in its turn. That of a product
    /// that comes later begins with it.
    pub class: u32,
}

impl Contract {
    /// What users agree on who want `base` tokens a month at the reference price; `before` is what they had.
    pub(super) fn agree(
        before: Option<&Self>,
        preference: &Preference,
        (offer, rates): (&Offer, &Rates),
        base: Mtok,
        when: When,
    ) -> Self {
        if let Some(before) = before.filter(|before| before.binds(when.month)) {
            let same = before.taken.plan.map(|plan| (plan, &offer.plans[plan].terms));
            // Under the plan that is kept: what it costs may have moved with the sheet and with use.
            let kept = Taken::best(preference, rates, (false, same.into_iter()), base);
            return Self { taken: kept.unwrap_or(before.taken), ..*before };
        }
        let offered = offer.plans.iter().enumerate().filter(|(_, plan)| plan.is_offered(when.at));
        let plans = offered.map(|(k, plan)| (k, &plan.terms));
        let taken = Taken::best(preference, rates, (offer.pay_as_you_go, plans), base);
        let is_open = taken.is_some();
        let taken = taken.unwrap_or_else(|| Taken::as_you_go(preference, rates.average()));
        let until = match before {
            Some(_) => when.month + taken.months,
            None => 1 + when.class % taken.months,
        };
        Self { taken, is_open, until }
    }

    /// Whether it binds and has not ended.
    pub(super) fn binds(&self, month: u32) -> bool {
        self.taken.months > 1 && month < self.until
    }

    /// Whether it has bound its users, and ends with this settlement.
    pub(super) fn ends(&self, month: u32) -> bool {
        self.taken.months > 1 && month == self.until
    }

    /// Months of the term that are still to come, `part` of the present one having passed.
    pub(super) fn left(&self, month: u32, part: f64) -> f64 {
        (f64::from(self.until.saturating_sub(month)) - part).max(0.0)
    }
}
