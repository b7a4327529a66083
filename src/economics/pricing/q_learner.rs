//! Q-learner: learns by trial from nothing but its own profit what to answer to the prices of the last period (Watkins
//! and Dayan 1992; Calvano, Calzolari, Denicolo and Pastorello, American Economic Review 110, 2020).
//!
//! Q_i(s, a) <- (1 - alpha) Q_i(s, a) + alpha \[pi_i + delta max Q_i(s', .)\]. The learning takes place before the history
//! begins, in a session of all firms (`learning`); the history shows what they do when they have learned.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::InformationSet;
use super::learning::{LearnedStrategy, Learning, PriceGrid, StageGame};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::ids::OfferId;
use crate::random::Stream;
use crate::units::MoneyPerMtok;

/// What it is.
pub(super) const ABOUT: About = About {
    name: "q_learner",
    rule: "Q(s, a) <- (1 - alpha) Q(s, a) + alpha [profit + delta max Q(s', .)], played greedily when it has learned",
    source: "Watkins and Dayan 1992; Calvano, Calzolari, Denicolo and Pastorello 2020; in turn: Klein 2021",
    use_when: "the question is whether pricing algorithms collude: all firms learn, in a market in rounds",
};

/// How it learns.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct QLearner(pub Learning);

impl Check for QLearner {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        self.0.check(path, complaints);
    }
}

/// Before a session has taught it anything it keeps its prices.
impl Pricer for QLearner {
    fn review(&mut self, _: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        Vec::new()
    }
}

/// What a session has taught all of its firms.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The game that was learned.
    pub game: StageGame,
    /// The prices that its actions are.
    pub grid: PriceGrid,
    /// What each firm does in each state.
    pub strategy: LearnedStrategy,
    /// The offers of the grid, in its order.
    pub offers: Vec<OfferId>,
}

/// One firm that plays what it has learned.
#[derive(Debug, Clone)]
pub struct Taught {
    /// What was learned.
    pub lesson: Arc<Lesson>,
    /// Which of the grid's players it is.
    pub player: usize,
}

impl Taught {
    /// The state that posted prices are: of each player the action whose price of its first offer is nearest.
    fn state(&self, seen: &InformationSet) -> usize {
        let Lesson { game, grid, offers, .. } = &*self.lesson;
        let posted = |id: OfferId| {
            let own = seen.own.iter().find(|own| own.offer == id).map(|own| own.posted.blended());
            own.or_else(|| {
                seen.rivals.iter().find(|rival| rival.offer == id).map(|rival| rival.posted.blended())
            })
        };
        let actions: Vec<usize> = (0..game.firms())
            .map(|player| {
                let first = grid.offers_of(player).next();
                let price = first.and_then(|at| Some((at, posted(offers[at])?)));
                // A rival that has left is taken to ask its highest price.
                price.map_or(grid.actions() - 1, |(at, price)| nearest(&grid.prices[at], price))
            })
            .collect();
        game.state(&actions)
    }
}

fn nearest(prices: &[MoneyPerMtok], price: MoneyPerMtok) -> usize {
    let far = |candidate: &MoneyPerMtok| (candidate.get() - price.get()).abs();
    let nearer = |(_, a): &(usize, &MoneyPerMtok), (_, b): &(usize, &MoneyPerMtok)| far(a).total_cmp(&far(b));
    prices.iter().enumerate().min_by(nearer).map_or(0, |(at, _)| at)
}

impl Pricer for Taught {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        let Lesson { game, grid, strategy, offers } = &*self.lesson;
        let action = strategy.action(game, self.state(seen), self.player);
        grid.offers_of(self.player)
            .filter_map(|at| {
                let own = seen.own.iter().find(|own| own.offer == offers[at])?;
                PriceMove::to(own, grid.prices[at][action])
            })
            .collect()
    }
}
