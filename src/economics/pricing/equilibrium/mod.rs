//! The static Nash price: levels at which no firm gains by moving its own, rivals' being what they are.
//!
//! A firm chooses the levels L_j of its offers, all at once, to maximise sum_s sum_k q_sk (r_sk L_k - c_sk) with the
//! long-run tokens q of `demand::Response`. Its conditions, divided by the offer's receipts per level, are
//!
//! F_j = sum_s \[ r_sj q_sj + sum over own k of (r_sk L_k - c_sk) dq_sk/dL_j \] = 0.
//!
//! `search` solves them, `deviation` asks whether a move pays all the same, `settle` puts both together and refuses a
//! market that has no finite price. Who decides is apart from whose offer it is: firms that merge keep their users'
//! loyalty and inertia, and set all prices together.

mod deviation;
mod search;
mod settle;
#[cfg(test)]
mod tests;

pub use deviation::{Gain, Reply, best_reply, largest_gain};
pub use settle::{NoPrice, Settled, joint, settle};

use self::search::{Search, condition};
use crate::economics::demand::{Response, ResponseMarket};
use crate::units::{MoneyPerDay, MoneyPerMtok, MtokPerDay};

/// Moves of one level that are tried: none, small ones to tell a top from a valley, and leaps to another hill.
const MOVES: [f64; 11] = [1.0, 0.995, 1.005, 0.5, 0.65, 0.8, 0.92, 1.08, 1.25, 1.5, 2.0];
/// Gain that is no more than round-off.
const ROUND_OFF: f64 = 1e-9;
/// Leaps that are followed.
const LEAPS: u32 = 4;
/// Part of all firms' profits below which a firm's gain is measured against that part: what a firm gains that sells to
/// nobody (a share of 1e-30, say) moves no market, and is mostly the last digits of its profit.
const NOBODY: f64 = 1e-12;
/// The same as a part of what all users would pay at the reference price, for a market in which all stay outside: well
/// above e^-600, at which a weight stops falling.
const UNSEEN: f64 = 1e-240;

/// A market whose firms could price at will.
#[derive(Debug, Clone, PartialEq)]
pub struct NashMarket {
    /// Its long-run demand.
    pub demand: ResponseMarket,
    /// Unit cost by segment and offer: what one more token of the segment's mix costs in the long run.
    pub costs: Vec<Vec<MoneyPerMtok>>,
}

/// An end of the range in which a price is looked for: a thousandth of cost, a million times the largest of cost,
/// reference price and start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The lower one.
    Lowest,
    /// The upper one.
    Highest,
}

/// Prices at which every first-order condition holds; `deviations` tells whether a move pays all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// Price level of each offer: its blended price.
    pub levels: Vec<MoneyPerMtok>,
    /// Largest |F_j| over the receipts of j per level: the relative error in a first-order condition.
    pub residual: f64,
    /// Largest relative gain in profit that a firm has from moving one price: nothing at an equilibrium, something where
    /// profit has a valley or a higher hill. Without pure equilibrium there is always some.
    pub gain: f64,
    /// Evaluations of demand in the last search.
    pub iterations: u32,
    /// Whether all conditions hold, none at a bound.
    pub converged: bool,
    /// An offer whose price stands at a bound, and which.
    pub bound: Option<(usize, Bound)>,
}

/// The equilibrium near `start`, by offer, of providers that each decide for themselves. An offer that starts free starts
/// at its cost. A market with an offer that nobody takes at any price (to the last digit of a double) does not converge.
/// Where a leap of one price pays, the search goes on from there, as long as that lowers the gain.
pub fn nash(market: &NashMarket, start: &[MoneyPerMtok]) -> Equilibrium {
    nash_under(market, &alone(market), start)
}

/// The same where `deciders[p]` decides for provider p.
pub fn nash_under(market: &NashMarket, deciders: &[usize], start: &[MoneyPerMtok]) -> Equilibrium {
    let mut found = Search::new(market, deciders, start).run();
    for _ in 0..LEAPS {
        let Some((offer, factor)) = found.leap(market, deciders) else { break };
        let mut levels = found.levels.clone();
        levels[offer] = levels[offer] * factor;
        let other = Search::new(market, deciders, &levels).run();
        if !other.converged || other.gain >= found.gain {
            break;
        }
        found = other;
    }
    found
}

/// The largest gain that a firm has from moving one of its levels, over its profit: the epsilon of an
/// epsilon-equilibrium, as far as `MOVES` show.
pub fn deviations(market: &NashMarket, levels: &[MoneyPerMtok]) -> f64 {
    best_move(&mut Response::new(&market.demand), market, levels).0
}

/// F_j over the receipts of each offer per level, at any levels: nothing where the condition holds, above it where the
/// firm would gain by raising the price (0.1: of every unit that a small rise brings in, 0.1 is left after the tokens
/// lost), below it where by lowering it. None for an offer that sells nothing.
pub fn gaps(market: &NashMarket, deciders: &[usize], levels: &[MoneyPerMtok]) -> Vec<Option<f64>> {
    let mut response = Response::under(&market.demand, deciders);
    response.at(levels);
    (0..levels.len())
        .map(|j| {
            let (receipts, condition, _) = condition(market, &response, levels, j);
            (receipts > 0.0).then(|| condition / receipts)
        })
        .collect()
}

/// What a firm earns over unit costs at the levels that `response` stands at.
pub fn profit(market: &NashMarket, response: &Response, levels: &[MoneyPerMtok], firm: usize) -> MoneyPerDay {
    let margin = |s: usize, j: usize| levels[j] * market.demand.segments[s].ratio[j] - market.costs[s][j];
    response
        .offers_of(firm)
        .iter()
        .flat_map(|j| {
            (0..market.costs.len()).map(move |s| margin(s, *j) * MtokPerDay(response.tokens(s, *j)))
        })
        .sum()
}

/// Each provider for itself.
fn alone(market: &NashMarket) -> Vec<usize> {
    (0..market.demand.providers).collect()
}

/// The profit of each firm, and the least that a gain is measured against.
fn profits(market: &NashMarket, response: &Response, levels: &[MoneyPerMtok]) -> (Vec<f64>, f64) {
    let each: Vec<f64> =
        (0..market.demand.providers).map(|firm| profit(market, response, levels, firm).get()).collect();
    let least = NOBODY * each.iter().map(|profit| profit.abs()).sum::<f64>();
    let whole: f64 = market.demand.segments.iter().map(|s| s.mass * s.preference.reference_price.get()).sum();
    (each, least.max(UNSEEN * whole).max(f64::MIN_POSITIVE))
}

/// The largest gain from moving one level, and the offer and factor that bring it.
fn best_move(response: &mut Response, market: &NashMarket, levels: &[MoneyPerMtok]) -> (f64, usize, f64) {
    response.at(levels);
    let (_, least) = profits(market, response, levels);
    let profits = response.profits_alone(levels, &market.costs, &MOVES);
    let mut best = (0.0, 0, MOVES[0]);
    for (j, profits) in profits.chunks_exact(MOVES.len()).enumerate() {
        let here = profits[0].get();
        for (factor, profit) in MOVES.iter().zip(profits) {
            let gain = (profit.get() - here) / here.abs().max(least);
            if gain > best.0 {
                best = (gain, j, *factor);
            }
        }
    }
    best
}

impl Equilibrium {
    /// The move that pays most, where one does.
    fn leap(&self, market: &NashMarket, deciders: &[usize]) -> Option<(usize, f64)> {
        if !self.converged || self.gain <= ROUND_OFF {
            return None;
        }
        let mut response = Response::under(&market.demand, deciders);
        let (_, offer, factor) = best_move(&mut response, market, &self.levels);
        Some((offer, factor))
    }
}
