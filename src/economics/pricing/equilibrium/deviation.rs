//! Whether a move pays: a firm's best reply to its rivals' prices, looked for far and wide, and the largest gain of all.
//!
//! Where users differ, profit over price may have several hills. So a firm's own prices are tried one by one and all
//! together over a wide grid, and the best of them and the present ones are climbed from.

use super::search::Search;
use super::{Bound, MOVES, NashMarket, ROUND_OFF, profit, profits};
use crate::economics::demand::Response;
use crate::maths;
use crate::units::{MoneyPerDay, MoneyPerMtok};

/// Moves on each side of the grid, and the largest factor on it: steps of a fifth to twenty times or a twentieth.
const GRID: (i32, f64) = (16, 20.0);
/// Factors beyond the grid, for users who hardly mind a price.
const FAR: [f64; 4] = [100.0, 1e3, 1e4, 1e5];

/// A firm's best reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Price levels of all offers, the firm's own at their best.
    pub levels: Vec<MoneyPerMtok>,
    /// What it then earns over unit costs.
    pub profit: MoneyPerDay,
    /// An own offer whose price stands at a bound of the search: profit still rises there.
    pub bound: Option<(usize, Bound)>,
}

/// The largest gain that a firm has from another price or other prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// Over its profit; nothing at an equilibrium.
    pub gain: f64,
    /// Who has it.
    pub firm: usize,
    /// The move.
    pub reply: Reply,
}

/// The best reply of a firm to the levels of others; `deciders[p]` decides for provider p.
pub fn best_reply(market: &NashMarket, deciders: &[usize], firm: usize, levels: &[MoneyPerMtok]) -> Reply {
    let mut response = Response::under(&market.demand, deciders);
    let own = response.offers_of(firm).to_vec();
    let mut earn = |levels: &[MoneyPerMtok]| {
        response.at(levels);
        profit(market, &response, levels, firm)
    };
    let mut best = Reply { levels: levels.to_vec(), profit: earn(levels), bound: None };
    let here = best.clone();
    let mut consider = |levels: Vec<MoneyPerMtok>, bound, best: &mut Reply| {
        let profit = earn(&levels);
        if profit > best.profit {
            *best = Reply { levels, profit, bound };
        }
    };
    for factor in grid() {
        let mut moved = levels.to_vec();
        for j in &own {
            moved[*j] = moved[*j] * factor;
        }
        consider(moved, None, &mut best);
        let mut moved = levels.to_vec();
        for j in &own {
            let cost = cost_level(market, *j);
            // Beyond cost the margin is stretched; below it there is none to stretch.
            moved[*j] = MoneyPerMtok(cost + (moved[*j].get() - cost).max(0.0) * factor);
        }
        consider(moved, None, &mut best);
        if own.len() > 1 {
            for j in &own {
                let mut moved = levels.to_vec();
                moved[*j] = moved[*j] * factor;
                consider(moved, None, &mut best);
            }
        }
    }
    let hill = best.clone();
    for start in [&hill, &here] {
        let found = Search::of(firm, market, deciders, &start.levels).run_alone();
        consider(found.levels, found.bound, &mut best);
        if hill == here {
            break;
        }
    }
    best
}

/// The largest gain of a firm from moving its prices, one or all: the epsilon of an epsilon-equilibrium.
pub fn largest_gain(market: &NashMarket, deciders: &[usize], levels: &[MoneyPerMtok]) -> Gain {
    let mut response = Response::under(&market.demand, deciders);
    response.at(levels);
    let (here, least) = profits(market, &response, levels);
    let still = Reply { levels: levels.to_vec(), profit: MoneyPerDay::ZERO, bound: None };
    let mut largest = Gain { gain: 0.0, firm: 0, reply: still };
    for (firm, here) in here.iter().enumerate() {
        if response.offers_of(firm).is_empty() {
            continue;
        }
        let reply = best_reply(market, deciders, firm, levels);
        let gain = (reply.profit.get() - here) / here.abs().max(least);
        if gain > largest.gain {
            largest = Gain { gain, firm, reply };
        }
    }
    largest
}

impl Gain {
    /// Whether it is more than round-off.
    pub fn pays(&self) -> bool {
        self.gain > ROUND_OFF
    }
}

/// Factors that are tried, none of them 1.
fn grid() -> impl Iterator<Item = f64> {
    let (steps, most) = GRID;
    let even = (-steps..=steps)
        .filter(|i| *i != 0)
        .map(move |i| maths::exp(maths::ln(most) * f64::from(i) / f64::from(steps)));
    even.chain(MOVES.into_iter().skip(1)).chain(FAR)
}

/// The level that pays an offer's cost, weighing segments by their mass.
fn cost_level(market: &NashMarket, j: usize) -> f64 {
    super::search::scale(market, j).0
}
