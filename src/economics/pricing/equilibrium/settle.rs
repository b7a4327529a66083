//! Where prices settle: the equilibrium of a market looked for from several starts, with every firm's best reply asked,
//! or the reason why there is no finite price.

use super::deviation::{best_reply, largest_gain};
use super::{Bound, Equilibrium, LEAPS, NashMarket, nash_under, profit};
use crate::economics::demand::Response;
use crate::units::MoneyPerMtok;

/// Rounds in which firms answer one another in turn where the search finds no rest.
const ROUNDS: u32 = 60;

/// Prices at which the first-order conditions hold, and what a firm still gains by moving.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The prices; `gain` in them is that of any move, of one price or of all of a firm's.
    pub equilibrium: Equilibrium,
    /// Whether no move pays.
    pub is_equilibrium: bool,
}

/// Why a market has no finite price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoPrice {
    /// Users of a segment do not mind the price (alpha is nothing): profit grows with it for ever.
    Indifferent {
        /// The segment.
        segment: usize,
    },
    /// A price runs to an end of the range in which it is looked for, profit still rising.
    Runaway {
        /// The offer.
        offer: usize,
        /// The end.
        bound: Bound,
        /// The price there.
        level: MoneyPerMtok,
    },
    /// No point where the conditions hold was found, nor do firms that answer one another come to rest.
    Restless {
        /// Relative error of the first-order conditions where the search ended.
        residual: f64,
    },
}

/// The static Nash equilibrium, looked for from each of the starts until no firm gains by a move; where some gain is left
/// everywhere, that of the least. `deciders[p]` decides for provider p. An offer that starts free starts at its cost.
///
/// # Errors
/// Why there is no finite price.
pub fn settle(
    market: &NashMarket,
    deciders: &[usize],
    starts: &[Vec<MoneyPerMtok>],
) -> Result<Settled, NoPrice> {
    let segments = &market.demand.segments;
    let indifferent = |s: &usize| segments[*s].preference.tastes.price.median.get() <= 0.0;
    if let Some(segment) = (0..segments.len()).find(indifferent) {
        return Err(NoPrice::Indifferent { segment });
    }
    let (mut best, mut trouble): (Option<Settled>, Option<NoPrice>) = (None, None);
    for start in starts {
        let mut found = nash_under(market, deciders, start);
        if !found.converged && found.bound.is_none() {
            found = in_turn(market, deciders, found);
        }
        for _ in 0..=LEAPS {
            if !found.converged {
                trouble = Some(reason(&found));
                break;
            }
            let gain = largest_gain(market, deciders, &found.levels);
            if let Some((offer, bound)) = gain.reply.bound.filter(|_| gain.pays()) {
                return Err(NoPrice::Runaway { offer, bound, level: gain.reply.levels[offer] });
            }
            found.gain = gain.gain;
            let settled = Settled { equilibrium: found, is_equilibrium: !gain.pays() };
            if best.as_ref().is_none_or(|best| gain.gain < best.equilibrium.gain) {
                best = Some(settled.clone());
            }
            if settled.is_equilibrium {
                return Ok(settled);
            }
            found = nash_under(market, deciders, &gain.reply.levels);
        }
    }
    // Without a start there is nothing to look for.
    best.ok_or_else(|| trouble.unwrap_or(NoPrice::Restless { residual: f64::INFINITY }))
}

/// Part of a profit by which a hill must be higher to be another: less is the error of the search.
const HIGHER: f64 = 1e-9;

/// The highest joint profit: all providers decide as one. A single owner has no rival to wait for, so the highest of the
/// hills that are found from the starts is taken, the first of equals.
///
/// # Errors
/// Why there is no finite price from any start.
pub fn joint(market: &NashMarket, starts: &[Vec<MoneyPerMtok>]) -> Result<Settled, NoPrice> {
    let deciders = vec![0; market.demand.providers];
    let mut response = Response::under(&market.demand, &deciders);
    let (mut best, mut trouble): (Option<(f64, Settled)>, Option<NoPrice>) = (None, None);
    for start in starts {
        match settle(market, &deciders, std::slice::from_ref(start)) {
            Ok(settled) => {
                let levels = &settled.equilibrium.levels;
                response.at(levels);
                let earned = profit(market, &response, levels, 0).get();
                if best.as_ref().is_none_or(|(most, _)| earned > most + HIGHER * most.abs()) {
                    best = Some((earned, settled));
                }
            }
            Err(why) => trouble = trouble.or(Some(why)),
        }
    }
    let none = || trouble.unwrap_or(NoPrice::Restless { residual: f64::INFINITY });
    best.map(|(_, settled)| settled).ok_or_else(none)
}

fn reason(found: &Equilibrium) -> NoPrice {
    match found.bound {
        Some((offer, bound)) => NoPrice::Runaway { offer, bound, level: found.levels[offer] },
        None => NoPrice::Restless { residual: found.residual },
    }
}

/// Firms answer one another with their best replies, in turn, until the search finds its way from there.
fn in_turn(market: &NashMarket, deciders: &[usize], from: Equilibrium) -> Equilibrium {
    let mut found = from;
    let mut firms: Vec<usize> = market.demand.owners.iter().map(|owner| deciders[*owner]).collect();
    firms.sort_unstable();
    firms.dedup();
    for round in 1..=ROUNDS {
        let mut levels = found.levels.clone();
        for firm in &firms {
            let reply = best_reply(market, deciders, *firm, &levels);
            if let Some(bound) = reply.bound {
                return Equilibrium { levels: reply.levels, bound: Some(bound), ..found };
            }
            levels = reply.levels;
        }
        // A search after every few rounds: near the rest it is much faster than answers are.
        if round % 5 == 0 {
            let other = nash_under(market, deciders, &levels);
            if other.converged {
                return other;
            }
        }
        found.levels = levels;
    }
    found
}
