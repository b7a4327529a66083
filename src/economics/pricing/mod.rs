//! The war: strategies that set prices from what a firm can know.
//!
//! A new strategy touches two files: its own (parameters, check, rule, source, tests) and this one (`mod`, a variant,
//! an arm in `open` and one in `check`).

mod anderson;
mod cost_plus;
mod equilibrium;
mod hold;
mod information;
mod match_rival;
mod pricer;
mod scripted;
mod trend;
mod undercut;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cost_plus::CostPlus;
pub use equilibrium::{
    Bound, Equilibrium, Gain, NashMarket, NoPrice, Reply, Settled, best_reply, deviations, gaps, joint,
    largest_gain, nash, nash_under, profit, settle,
};
pub use information::{CostBasis, InformationSet, OwnCosts, OwnProduct, RivalProduct, Scale};
pub use match_rival::MatchRival;
pub use pricer::{Belief, PriceMove, Pricer};
pub use scripted::{Scripted, ScriptedMove};
pub use trend::Trend;
pub use undercut::Undercut;

use crate::complaint::{Check, Complaints};
use crate::units::{Days, Share, Spread};

/// How a provider sets its prices.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PricingRule {
    /// Keep the prices as they are.
    #[default]
    Hold,
    /// Follow a dated list.
    Scripted(Scripted),
    /// Fall exponentially, whatever happens.
    Trend(Trend),
    /// Unit cost over one minus a margin.
    CostPlus(CostPlus),
    /// Follow the cheapest comparable rival, down to a floor.
    MatchRival(MatchRival),
    /// Beat the cheapest comparable rival, down to a floor.
    Undercut(Undercut),
}

impl PricingRule {
    /// Moves that are written down beforehand, whatever happens.
    pub fn dated(&self) -> &[ScriptedMove] {
        match self {
            Self::Scripted(rule) => &rule.moves,
            _ => &[],
        }
    }

    /// The living strategy, with a state of its own.
    pub fn open(&self) -> Box<dyn Pricer> {
        match self {
            Self::Hold => Box::new(hold::Hold),
            Self::Scripted(rule) => Box::new(rule.clone()),
            Self::Trend(rule) => Box::new(*rule),
            Self::CostPlus(rule) => Box::new(*rule),
            Self::MatchRival(rule) => Box::new(*rule),
            Self::Undercut(rule) => Box::new(*rule),
        }
    }
}

impl Check for PricingRule {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        match self {
            Self::Hold | Self::Trend(_) => {}
            Self::Scripted(rule) => rule.check(&format!("{path}.scripted"), complaints),
            Self::CostPlus(rule) => rule.check(&format!("{path}.cost_plus"), complaints),
            Self::MatchRival(rule) => rule.check(&format!("{path}.match_rival"), complaints),
            Self::Undercut(rule) => rule.check(&format!("{path}.undercut"), complaints),
        }
    }
}

/// When a provider looks at its prices of its own accord.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reviews {
    /// Time from one review to the next.
    pub every: Days,
    /// Time from the start to the first review; `every` when absent.
    pub first: Option<Days>,
    /// Each review falls up to this much earlier or later, evenly.
    pub jitter: Days,
    /// Time from the decision to the day the new price is posted.
    pub notice: Days,
    /// Smallest change worth posting: lists move rarely and far (median cut of 2021-25: 79 %).
    pub least: Share,
}

impl Default for Reviews {
    /// Monthly, on the dot, posted at once and however small: price lists of 2023-25 moved a few times a year, so a month is a fine grid.
    fn default() -> Self {
        Self { every: Days(30.0), first: None, jitter: Days::ZERO, notice: Days::ZERO, least: Share::ZERO }
    }
}

impl Check for Reviews {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.every.get() < 1e-3 {
            complaints
                .error(
                    "review-cadence",
                    format!("{path}.every"),
                    "prices are reviewed too often",
                    "must be at least 0.001 days (86 seconds)",
                )
                .help("a week or a month is usual");
        }
        if self.jitter.get() * 2.0 > self.every.get() {
            complaints.error(
                "jitter-above-cadence",
                format!("{path}.jitter"),
                "reviews could overtake each other",
                "must be at most half of `every`",
            );
        }
    }
}

/// How a provider answers a rival's cut. In May 2024 seven firms answered within eight days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// Smallest cut of a rival's price that is answered.
    #[serde(default = "a_tenth")]
    pub to: Share,
    /// Chance of answering at all.
    #[serde(default = "always")]
    pub probability: Share,
    /// Time until the answer is decided, log-normal.
    pub delay: Spread<Days>,
}

fn a_tenth() -> Share {
    Share(0.1)
}

fn always() -> Share {
    Share::ONE
}
