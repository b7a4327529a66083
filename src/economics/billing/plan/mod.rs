//! The door of the plans: an enum of data, one file for each.
//!
//! A plan turns the tokens that a user wants in a month into lines, given what each kind of token pays as it goes. Fees and
//! package prices are money and stand still; everything else is a part of the posted sheet, so a cut carries through.

mod commitment;
mod credit;
#[cfg(test)]
mod fixtures;
mod free;
mod package;
mod promotion;
mod provisioned;
mod subscription;
mod volume_tiers;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use commitment::Commitment;
pub use credit::Credit;
pub use free::Free;
pub use package::Package;
pub use promotion::Promotion;
pub use provisioned::Provisioned;
pub use subscription::{MessageCap, Subscription};
pub use volume_tiers::{Tier, VolumeTiers};

use super::invoice::{Charge, Invoice, Line};
use super::tariff::Rates;
use crate::complaint::{Check, Complaints};
use crate::units::Mtok;

/// Days of the month by which fees and quotas are meted out.
pub(super) const MONTH: f64 = crate::calendar::DAYS_A_MONTH;

/// A billing mode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// The more tokens in a month, the less each costs.
    VolumeTiers(VolumeTiers),
    /// A fee a month with a quota.
    Subscription(Subscription),
    /// Tokens bought beforehand that lapse after a term.
    Package(Package),
    /// A discount for a promise to spend so much every month of a term.
    Commitment(Commitment),
    /// Capacity of so many tokens a minute, rented by the month.
    Provisioned(Provisioned),
    /// Nothing to pay up to a limit.
    Free(Free),
    /// Money given to new users.
    Credit(Credit),
    /// A discount on everything, as long as the plan is offered.
    Promotion(Promotion),
}

/// What becomes of tokens beyond a quota, a limit or a capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// They pay as they go.
    #[default]
    Pay,
    /// They are not served.
    Stop,
}

/// What a plan says of itself; its name in the languages of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanAbout {
    /// Its key in a scenario.
    pub key: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// Its name in Chinese.
    pub chinese: &'static str,
}

/// The rule of a plan.
trait Terms: Check {
    /// Writes the lines of a term in which a user wants so much every month.
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line));

    /// Of what a user wants in a month, what it gets.
    fn served(&self, wanted: Mtok) -> Mtok {
        wanted
    }

    /// Months of a term, before whose end users cannot leave.
    fn months(&self) -> u32 {
        1
    }

    /// Whether a token pays the same however many there are.
    fn is_linear(&self) -> bool {
        false
    }

    /// Whether some user pays nothing for its tokens.
    fn is_free(&self) -> bool {
        false
    }

    /// Tokens a month at which the bill falls. Elsewhere it must never fall when more is used: then use that answers the
    /// average price comes to rest at one place between two of these (`demand::plan_choice`).
    fn falls(&self) -> Vec<Mtok> {
        Vec::new()
    }

    /// Whether it is for the first months of a user only.
    fn is_for_newcomers(&self) -> bool {
        false
    }
}

impl Plan {
    fn data(&self) -> (&'static PlanAbout, &dyn Terms) {
        match self {
            Self::VolumeTiers(plan) => (&volume_tiers::ABOUT, plan),
            Self::Subscription(plan) => (&subscription::ABOUT, plan),
            Self::Package(plan) => (&package::ABOUT, plan),
            Self::Commitment(plan) => (&commitment::ABOUT, plan),
            Self::Provisioned(plan) => (&provisioned::ABOUT, plan),
            Self::Free(plan) => (&free::ABOUT, plan),
            Self::Credit(plan) => (&credit::ABOUT, plan),
            Self::Promotion(plan) => (&promotion::ABOUT, plan),
        }
    }

    /// What it says of itself.
    pub fn about(&self) -> &'static PlanAbout {
        self.data().0
    }

    /// The invoice of a term, in each month of which a user wants so much.
    pub fn invoice(&self, rates: &Rates, wanted: Mtok) -> Invoice {
        let mut lines = Vec::new();
        self.data().1.bill(rates, wanted, &mut |line| lines.push(line));
        Invoice::of(self.months(), lines)
    }

    /// The same in sums, exact, by the month.
    pub fn charge(&self, rates: &Rates, wanted: Mtok) -> Charge {
        let terms = self.data().1;
        Charge::of(terms.months(), terms.served(wanted), |out| terms.bill(rates, wanted, out))
    }

    /// Months of a term.
    pub fn months(&self) -> u32 {
        self.data().1.months()
    }

    /// Whether a token pays the same however many there are.
    pub fn is_linear(&self) -> bool {
        self.data().1.is_linear()
    }

    /// Whether some user pays nothing for its tokens.
    pub fn is_free(&self) -> bool {
        self.data().1.is_free()
    }

    /// Tokens a month at which the bill falls, upwards.
    pub fn falls(&self) -> Vec<Mtok> {
        self.data().1.falls()
    }

    /// Whether it is for the first months of a user only.
    pub fn is_for_newcomers(&self) -> bool {
        self.data().1.is_for_newcomers()
    }

    /// Pay as you go, which is no plan but what the sheet says.
    pub fn as_you_go(rates: &Rates, wanted: Mtok) -> Invoice {
        let mut lines = Vec::new();
        Line::tokens(rates, wanted, 1.0, &mut |line| lines.push(line));
        Invoice::of(1, lines)
    }
}

/// What each plan says of itself; pay as you go comes first.
pub const PLANS: [&PlanAbout; 9] = [
    &PlanAbout { key: "pay_as_you_go", english: "pay as you go", chinese: "按量付费" },
    &volume_tiers::ABOUT,
    &subscription::ABOUT,
    &package::ABOUT,
    &commitment::ABOUT,
    &provisioned::ABOUT,
    &free::ABOUT,
    &credit::ABOUT,
    &promotion::ABOUT,
];

impl Check for Plan {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let (about, terms) = self.data();
        terms.check(&format!("{path}.{}", about.key), complaints);
    }
}

/// An amount that must be more than nothing.
fn check_above_zero(value: f64, path: &str, complaints: &mut Complaints) {
    if value <= 0.0 {
        complaints.error("plan-of-nothing", path, "a plan of nothing is no plan", "must be more than 0");
    }
}
