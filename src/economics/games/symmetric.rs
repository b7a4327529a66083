//! Symmetric equilibria of a symmetric game of two: mixes that are best replies to themselves.
//!
//! They are the points of P = { x >= 0 : Ax <= 1 } that have, for every strategy, one of its two labels: not played, or a best reply.
//! Faces of P all of whose points do so are sets of symmetric equilibria; their corners are the extreme ones.

use std::collections::BTreeSet;

use super::bimatrix::dot;
use super::equilibria::{order, vertices};
use super::evolution::is_evolutionarily_stable;
use super::exact::Exact;

/// A mix that is a best reply to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymmetricEquilibrium {
    /// Chance of every strategy.
    pub mix: Vec<Exact>,
    /// What a player earns.
    pub payoff: Exact,
    /// Whether no rare mutant can invade (Maynard Smith and Price 1973).
    pub is_evolutionarily_stable: bool,
}

/// All symmetric equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymmetricEquilibria {
    /// Extreme ones, those with fewer strategies first.
    pub extreme: Vec<SymmetricEquilibrium>,
    /// Largest sets of them whose mixes are symmetric equilibria too, by position; single ones are left out.
    pub faces: Vec<Vec<usize>>,
}

/// All symmetric equilibria of the game with payoffs `a[own][other's]`; none where there are more than `most` vertices.
pub fn symmetric_equilibria(a: &[Vec<Exact>], most: usize) -> Option<SymmetricEquilibria> {
    let size = a.len();
    let all = (1_u128 << size) - 1;
    let is_whole = |labels: u128| (labels | (labels >> size)) & all == all;
    let mut found = vertices(a, most)?;
    found.retain(|vertex| is_whole(vertex.labels));
    found.sort_by_cached_key(|vertex| order(&vertex.mix, &[]));
    let with =
        |needed: u128| (0..found.len()).filter(|at| found[*at].labels & needed == needed).collect::<Vec<_>>();
    let mut seen: BTreeSet<u128> = found.iter().map(|vertex| vertex.labels).collect();
    let mut open: Vec<u128> = seen.iter().copied().collect();
    let mut faces = BTreeSet::new();
    while let Some(labels) = open.pop() {
        let mut is_largest = true;
        for vertex in found.iter().filter(|vertex| vertex.labels & labels != labels) {
            let larger = labels & vertex.labels;
            if is_whole(larger) {
                is_largest = false;
                if seen.insert(larger) {
                    open.push(larger);
                }
            }
        }
        let members = with(labels);
        if is_largest && members.len() > 1 {
            faces.insert(members);
        }
        if seen.len() > most {
            return None;
        }
    }
    let extreme = found.iter().map(|vertex| SymmetricEquilibrium {
        payoff: vertex.mix.iter().zip(a).map(|(chance, row)| chance * dot(row, &vertex.mix)).sum(),
        is_evolutionarily_stable: is_evolutionarily_stable(a, &vertex.mix),
        mix: vertex.mix.clone(),
    });
    Some(SymmetricEquilibria { extreme: extreme.collect(), faces: faces.into_iter().collect() })
}
