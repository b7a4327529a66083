//! The war: strategies that set prices from what a firm can know.
//!
//! A new strategy touches two files: its own (parameters, check, rule, source, tests) and this one (`mod`, a variant,
//! an arm in `open` and one in `check`).

mod about;
mod anderson;
mod bandit;
mod belief;
mod best_response;
mod cost_plus;
mod equilibrium;
#[cfg(test)]
mod fixtures;
mod forward_looking;
mod grim_trigger;
mod hold;
mod information;
mod learning;
mod loss_leader;
mod match_rival;
mod penetration;
mod perceived;
mod predation;
mod pricer;
mod q_learner;
mod quality_first;
mod rounds;
mod rule;
mod scripted;
mod skimming;
mod switching;
mod target;
#[cfg(test)]
mod tests;
mod tit_for_tat;
mod trend;
mod undercut;
mod value_based;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use about::About;
pub use bandit::{Bandit, Explore};
pub use belief::{Prior, PriorPrice};
pub use best_response::BestResponse;
pub use cost_plus::CostPlus;
pub use equilibrium::{
    Bound, Equilibrium, Gain, NashMarket, NoPrice, Reply, Settled, best_reply, deviations, gaps, joint,
    largest_gain, nash, nash_under, profit, settle,
};
pub use forward_looking::ForwardLooking;
pub use grim_trigger::GrimTrigger;
pub use information::{CostBasis, InformationSet, OwnCosts, OwnProduct, RivalProduct, Scale};
pub use learning::{
    Cycle, Deviation, Impulse, Learned, LearnedStrategy, Learning, MOST_CELLS, PriceGrid, Refusal, Session,
    Shock, StageGame, Update, impulse, joint_maximum, learn,
};
pub use loss_leader::LossLeader;
pub use match_rival::MatchRival;
pub use penetration::Penetration;
pub use predation::Predation;
pub use pricer::{Belief, PriceMove, Pricer};
pub use q_learner::{Lesson, QLearner, Taught};
pub use quality_first::QualityFirst;
pub use rounds::{Moves, Rounds};
pub use scripted::{Scripted, ScriptedMove};
pub use skimming::Skimming;
pub use switching::{Switching, Until};
pub use target::Target;
pub use tit_for_tat::TitForTat;
pub use trend::Trend;
pub use undercut::Undercut;
pub use value_based::ValueBased;

use rule::Rule;

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
    /// Learn from nothing but its own profit what to answer to the last prices.
    QLearner(QLearner),
    /// Most own profit on believed demand, rivals staying put.
    BestResponse(BestResponse),
    /// Best response with the value of users who stay.
    ForwardLooking(ForwardLooking),
    /// Below cost until a share is won, then a mark-up.
    Penetration(Penetration),
    /// High at first, then down at a rate.
    Skimming(Skimming),
    /// The next best alternative and the worth of the quality beside it.
    ValueBased(ValueBased),
    /// A margin held whatever rivals do; prices fall with cost.
    QualityFirst(QualityFirst),
    /// One product free or below cost, the others carry it.
    LossLeader(LossLeader),
    /// Below cost until a rival leaves, then a mark-up.
    Predation(Predation),
    /// A collusive price until someone undercuts it.
    GrimTrigger(GrimTrigger),
    /// What rivals did last, and peace when they make it.
    TitForTat(TitForTat),
    /// Learns on a grid of mark-ups while it earns.
    Bandit(Bandit),
    /// One rule until something happens, then another.
    Switching(Switching),
}

impl PricingRule {
    /// Moves that are written down beforehand, whatever happens.
    pub fn dated(&self) -> &[ScriptedMove] {
        match self {
            Self::Scripted(rule) => &rule.moves,
            _ => &[],
        }
    }

    /// How it learns before the history begins, where it does.
    pub fn learning(&self) -> Option<&Learning> {
        match self {
            Self::QLearner(rule) => Some(&rule.0),
            _ => None,
        }
    }

    /// The key of the rule in a scenario, and its parameters.
    fn data(&self) -> (&'static str, &dyn Rule) {
        match self {
            Self::Hold => ("hold", &hold::Hold),
            Self::Scripted(rule) => ("scripted", rule),
            Self::Trend(rule) => ("trend", rule),
            Self::CostPlus(rule) => ("cost_plus", rule),
            Self::MatchRival(rule) => ("match_rival", rule),
            Self::Undercut(rule) => ("undercut", rule),
            Self::BestResponse(rule) => ("best_response", rule),
            Self::ForwardLooking(rule) => ("forward_looking", rule),
            Self::Penetration(rule) => ("penetration", rule),
            Self::Skimming(rule) => ("skimming", rule),
            Self::ValueBased(rule) => ("value_based", rule),
            Self::QualityFirst(rule) => ("quality_first", rule),
            Self::LossLeader(rule) => ("loss_leader", rule),
            Self::Predation(rule) => ("predation", rule),
            Self::GrimTrigger(rule) => ("grim_trigger", rule),
            Self::TitForTat(rule) => ("tit_for_tat", rule),
            Self::Bandit(rule) => ("bandit", rule),
            Self::Switching(rule) => ("switching", rule),
            Self::QLearner(rule) => ("q_learner", rule),
        }
    }

    /// The living strategy, with a state of its own.
    pub fn open(&self) -> Box<dyn Pricer> {
        self.data().1.open()
    }
}

/// What each strategy says of itself.
pub const STRATEGIES: [&About; 19] = [
    &hold::ABOUT,
    &scripted::ABOUT,
    &trend::ABOUT,
    &cost_plus::ABOUT,
    &match_rival::ABOUT,
    &undercut::ABOUT,
    &best_response::ABOUT,
    &forward_looking::ABOUT,
    &penetration::ABOUT,
    &skimming::ABOUT,
    &value_based::ABOUT,
    &quality_first::ABOUT,
    &loss_leader::ABOUT,
    &predation::ABOUT,
    &grim_trigger::ABOUT,
    &tit_for_tat::ABOUT,
    &bandit::ABOUT,
    &switching::ABOUT,
    &q_learner::ABOUT,
];

impl Check for PricingRule {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let (name, rule) = self.data();
        rule.check(&format!("{path}.{name}"), complaints);
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
