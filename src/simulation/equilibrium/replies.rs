//! Best-reply curves of a duopoly of one product each: what a textbook draws of Bertrand's game.

use super::standing::Scene;
use crate::economics::pricing::best_reply;
use crate::equilibrium::Replies;
use crate::units::MoneyPerMtok;

/// Points of a curve.
const POINTS: usize = 61;
/// Part of the range from cost to the joint maximum that is drawn beyond both ends.
const BEYOND: f64 = 0.15;
/// Posted prices up to this many times the joint maximum are in the picture; others would squeeze it.
const POSTED: f64 = 1.6;

/// The curves; none unless exactly two providers have exactly one product each on sale.
pub(super) fn replies(
    scene: &Scene,
    posted: &[MoneyPerMtok],
    nash: &[MoneyPerMtok],
    joint: &[MoneyPerMtok],
) -> Option<Replies> {
    let market = &scene.market;
    let [first, second] = market.demand.owners[..] else { return None };
    if first == second {
        return None;
    }
    let deciders: Vec<usize> = (0..market.demand.providers).collect();
    let costs = (0..2).map(|j| market.costs.iter().map(|c| c[j].get()).fold(f64::INFINITY, f64::min));
    let lowest = nash.iter().map(|level| level.get()).chain(costs).fold(f64::INFINITY, f64::min);
    let highest = joint.iter().chain(nash).map(|level| level.get()).fold(0.0, f64::max);
    let near = |level: &f64| *level <= POSTED * highest;
    let highest = posted.iter().map(|level| level.get()).filter(near).fold(highest, f64::max);
    let beyond = BEYOND * (highest - lowest);
    let (low, high) = ((lowest - beyond).max(0.1 * lowest), highest + beyond);
    let curve = |firm: usize, own: usize| -> Vec<(f64, f64)> {
        let mut levels = nash.to_vec();
        (0..POINTS)
            .map(|i| {
                let rival = low + (high - low) * i as f64 / (POINTS - 1) as f64;
                levels[1 - own] = MoneyPerMtok(rival);
                // The next search starts from this reply.
                levels = best_reply(market, &deciders, firm, &levels).levels;
                (rival, levels[own].get())
            })
            .collect()
    };
    Some(Replies {
        firms: [scene.names(0).0.to_owned(), scene.names(1).0.to_owned()],
        of_first: curve(first, 0),
        of_second: curve(second, 1),
    })
}
