//! The war: strategies that set prices from what a firm can know.
//!
//! A new strategy touches two files: its own (parameters, check, rule, source, tests) and this one (`mod`, `pub use`, a
//! variant, an arm in `data`, a place among `STRATEGIES`, and one in `products` or `free` where it names products or may
//! post nothing); `tests.rs` lists it for the laws that all keep.

mod about;
mod anderson;
mod bandit;
mod belief;
mod best_response;
mod climb;
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
mod reviews;
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
    Shock, StageGame, Update, deviation_gain, impulse, learn,
};
pub use loss_leader::LossLeader;
pub use match_rival::MatchRival;
pub use penetration::Penetration;
pub use predation::Predation;
pub use pricer::{Belief, PriceMove, Pricer};
pub use q_learner::{Lesson, QLearner, Taught};
pub use quality_first::QualityFirst;
pub use reviews::{Reaction, Reviews};
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
use crate::units::Share;

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

    /// The rule, and the rules inside it, each with its path when `path` is that of the rule.
    pub fn parts(&self, path: &str) -> Vec<(String, &Self)> {
        let mut parts = vec![(path.to_owned(), self)];
        if let Self::Switching(rule) = self {
            parts.extend(rule.first.parts(&format!("{path}.switching.first")));
            parts.extend(rule.then.parts(&format!("{path}.switching.then")));
        }
        parts
    }

    /// The own products that the rule itself names, each with the path of the name.
    pub fn products(&self, path: &str) -> Vec<(String, &str)> {
        match self {
            Self::Scripted(rule) => (rule.moves.iter().enumerate())
                .map(|(k, step)| (format!("{path}.scripted.moves[{k}].product"), step.product.as_str()))
                .collect(),
            Self::LossLeader(rule) => vec![(format!("{path}.loss_leader.product"), rule.product.as_str())],
            _ => Vec::new(),
        }
    }

    /// Paths of the parameters with which the rule itself posts a free price.
    pub fn free(&self, path: &str) -> Vec<String> {
        let free = |is_free: bool, key: &str| {
            is_free.then(|| format!("{path}.{}.{key}", self.data().0)).into_iter().collect()
        };
        match self {
            Self::Scripted(rule) => (rule.moves.iter().enumerate())
                .filter(|(_, step)| step.price.is_free())
                .map(|(k, _)| format!("{path}.scripted.moves[{k}].price"))
                .collect(),
            Self::LossLeader(rule) => free(rule.discount >= Share::ONE, "discount"),
            Self::Predation(rule) => free(rule.depth >= Share::ONE, "depth"),
            Self::Penetration(rule) => free(rule.depth >= Share::ONE, "depth"),
            Self::GrimTrigger(rule) => free(rule.hold.is_free(), "hold"),
            Self::TitForTat(rule) => free(rule.cooperate.is_free(), "cooperate"),
            Self::Skimming(rule) => free(rule.first.is_free(), "first"),
            _ => Vec::new(),
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
