//! Dominated strategies of a game of two, by pure strategies and by mixes, and what is left when they are struck out round by round.
//!
//! Strategy i is dominated by a mix z of the others when Σ_k z_k (a_kj - a_ij) >= 0 in every column j, and > 0 in one (weakly) or in all
//! (strictly). Such z make a cone; the sum of its extreme rays is above nought wherever any of them is, so it decides both. Striking
//! out strictly dominated strategies loses no equilibrium, in any order (Gilboa, Kalai and Zemel 1990); striking out weakly dominated
//! ones may, and what is left depends on the order: here all of a round at once, of both players.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::bimatrix::{Bimatrix, transposed};
use super::exact::{Exact, parts, whole};
use super::polytope::extreme_rays;

/// How a strategy is dominated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Worse against everything.
    Strict,
    /// Never better and somewhere worse.
    Weak,
}

/// A dominated strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dominated {
    /// Whose: 0 the row player's, 1 the column player's.
    pub player: usize,
    /// Which of the whole game.
    pub strategy: usize,
    /// How.
    pub strength: Strength,
    /// By what: strategies of the whole game with their chances.
    pub by: Vec<(usize, Exact)>,
    /// In which round, from 1.
    pub round: usize,
}

/// What is struck out, and what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elimination {
    /// What is struck out, round by round.
    pub struck: Vec<Dominated>,
    /// What is left of each player.
    pub left: [Vec<usize>; 2],
}

/// Strikes out what is dominated, strictly only or weakly too; none where a cone has more than `most` rays.
pub fn eliminate(game: &Bimatrix, strength: Strength, most: usize) -> Option<Elimination> {
    let sides = [game.a.clone(), transposed(&game.b)];
    let mut left: [Vec<usize>; 2] = [(0..game.rows()).collect(), (0..game.columns()).collect()];
    let mut struck = Vec::new();
    for round in 1.. {
        let mut now = Vec::new();
        for player in 0..2 {
            for at in 0..left[player].len() {
                let payoffs: Vec<Vec<Exact>> = left[player]
                    .iter()
                    .map(|own| {
                        left[1 - player].iter().map(|other| sides[player][*own][*other].clone()).collect()
                    })
                    .collect();
                let Some((found, by)) = dominated(&payoffs, at, most)? else { continue };
                if strength == Strength::Weak || found == Strength::Strict {
                    let by = by.into_iter().map(|(which, chance)| (left[player][which], chance)).collect();
                    now.push(Dominated { player, strategy: left[player][at], strength: found, by, round });
                }
            }
        }
        if now.is_empty() {
            break;
        }
        for gone in &now {
            left[gone.player].retain(|strategy| *strategy != gone.strategy);
        }
        struck.extend(now);
    }
    Some(Elimination { struck, left })
}

/// By what a strategy is dominated: strictly rather than weakly, by a single strategy rather than by a mix.
type Found = Option<(Strength, Vec<(usize, Exact)>)>;

fn dominated(payoffs: &[Vec<Exact>], own: usize, most: usize) -> Option<Found> {
    let others: Vec<usize> = (0..payoffs.len()).filter(|at| *at != own).collect();
    if others.is_empty() {
        return Some(None);
    }
    let gains: Vec<Vec<Exact>> = (0..payoffs[0].len())
        .map(|column| others.iter().map(|other| &payoffs[*other][column] - &payoffs[own][column]).collect())
        .collect();
    let (flat, _) = whole(gains.iter().flatten());
    let planes: Vec<Vec<BigInt>> = flat.chunks(others.len()).map(<[BigInt]>::to_vec).collect();
    let rays = extreme_rays(others.len(), &planes, most)?;
    if rays.is_empty() {
        return Some(None);
    }
    let judge = |mix: &[BigInt]| {
        let gain = |plane: &Vec<BigInt>| plane.iter().zip(mix).map(|(a, b)| a * b).sum::<BigInt>();
        let above = planes.iter().filter(|plane| gain(plane).is_positive()).count();
        match above {
            0 => None,
            all if all == planes.len() => Some(Strength::Strict),
            _ => Some(Strength::Weak),
        }
    };
    let sum = (0..others.len()).map(|at| rays.iter().map(|ray| &ray.at[at]).sum()).collect::<Vec<BigInt>>();
    let Some(strength) = judge(&sum) else { return Some(None) };
    let single = |at: usize| (0..others.len()).map(|k| BigInt::from(u8::from(k == at))).collect::<Vec<_>>();
    let candidates = (0..others.len()).map(single).filter(|mix| {
        // A single strategy lies in the cone only if it never loses.
        planes.iter().all(|plane| !plane.iter().zip(mix).map(|(a, b)| a * b).sum::<BigInt>().is_negative())
    });
    let mix = candidates
        .chain(rays.iter().map(|ray| ray.at.clone()))
        .chain([sum])
        .find(|mix| judge(mix) == Some(strength))?;
    let by = parts(&mix).into_iter().enumerate().filter(|(_, chance)| !chance.is_zero());
    Some(Some((strength, by.map(|(at, chance)| (others[at], chance)).collect())))
}
