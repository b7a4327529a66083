//! All Nash equilibria of a game of two seats, exactly.
//!
//! With payoffs moved to above nought, P = { x >= 0 : B'x <= 1 } and Q = { y >= 0 : Ay <= 1 } (von Stengel, Handbook of Game Theory 3,
//! 2002). A point has a label for every own strategy it does not play and for every strategy of the other that is a best reply to
//! it; a pair is an equilibrium when together they have all labels. Pairs of vertices are the extreme equilibria. Sets of vertices
//! U, V of which every pair is one span a set conv(U) x conv(V) of equilibria, and the largest such sets together are all there are
//! (Winkels 1979; Jansen 1981; Avis, Rosenberg, Savani and von Stengel 2010). A game without ties has single pairs only, an odd number
//! of them (Lemke and Howson 1964).

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::bimatrix::{Bimatrix, transposed};
use super::exact::{Exact, parts, whole};
use super::polytope::{Ray, extreme_rays};

/// A pair of mixes from which nobody gains by another strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equilibrium {
    /// Chance of every row.
    pub rows: Vec<Exact>,
    /// Chance of every column.
    pub columns: Vec<Exact>,
    /// What each player earns.
    pub payoffs: [Exact; 2],
    /// Whether any other strategy of either player would lose by it.
    pub is_strict: bool,
    /// The connected set of equilibria it belongs to, counted from 0.
    pub component: usize,
}

impl Equilibrium {
    /// The row and the column that are played for sure, if they are.
    pub fn pure(&self) -> Option<(usize, usize)> {
        let sure = |mix: &[Exact]| mix.iter().position(One::is_one);
        sure(&self.rows).zip(sure(&self.columns))
    }
}

/// A largest set of equilibria that is a product: any mix of these rows with any mix of these columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subset {
    /// Corners of the row player's side.
    pub rows: Vec<Vec<Exact>>,
    /// Corners of the column player's side.
    pub columns: Vec<Vec<Exact>>,
    /// The connected set that it is part of.
    pub component: usize,
}

impl Subset {
    /// Whether it is more than a point.
    pub fn is_continuum(&self) -> bool {
        self.rows.len() > 1 || self.columns.len() > 1
    }
}

/// All equilibria of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equilibria {
    /// Extreme equilibria, those with fewer strategies first.
    pub extreme: Vec<Equilibrium>,
    /// The sets that they span; single points too.
    pub subsets: Vec<Subset>,
    /// Connected sets.
    pub components: usize,
}

impl Equilibria {
    /// Whether there are infinitely many.
    pub fn has_continuum(&self) -> bool {
        self.subsets.iter().any(Subset::is_continuum)
    }
}

/// A vertex of a polytope of best replies.
#[derive(Debug, Clone)]
pub(super) struct Vertex {
    /// Its mix.
    pub mix: Vec<Exact>,
    /// Own strategies not played, then best replies of the other: the lower bits are the player's own.
    pub labels: u128,
}

/// Vertices of { z >= 0 : Mz <= 1 } but for nought, M with a row for each strategy of the other player.
pub(super) fn vertices(replies: &[Vec<Exact>], most: usize) -> Option<Vec<Vertex>> {
    let own = replies[0].len();
    let (flat, _) = whole(replies.iter().flatten());
    // Moving all payoffs by a constant changes no best reply; above nought every polytope is bounded.
    let least = flat.iter().min().cloned().unwrap_or_default();
    let lift = BigInt::one() - least;
    let planes: Vec<Vec<BigInt>> = flat
        .chunks(own)
        .map(|row| row.iter().map(|value| -(value + &lift)).chain([BigInt::one()]).collect())
        .collect();
    let rays = extreme_rays(own + 1, &planes, most)?;
    let mine = (1_u128 << own) - 1;
    let vertex = |ray: &Ray| {
        let values = &ray.at[..own];
        // The bit between is that of the last coordinate, which is one at every vertex.
        let labels = (ray.tight & mine) | ((ray.tight >> (own + 1)) << own);
        values.iter().any(Signed::is_positive).then(|| Vertex { mix: parts(values), labels })
    };
    Some(rays.iter().filter_map(vertex).collect())
}

/// All equilibria; none where a polytope has more than `most` vertices.
pub fn equilibria(game: &Bimatrix, most: usize) -> Option<Equilibria> {
    let (m, n) = (game.rows(), game.columns());
    let rows = vertices(&transposed(&game.b), most)?;
    let columns = vertices(&game.a, most)?;
    // Labels of both in one order: rows, then columns.
    let all = (1_u128 << (m + n)) - 1;
    let row_labels: Vec<u128> = rows.iter().map(|vertex| vertex.labels).collect();
    let turn = |labels: u128| ((labels & ((1 << n) - 1)) << m) | (labels >> n);
    let column_labels: Vec<u128> = columns.iter().map(|vertex| turn(vertex.labels)).collect();
    let products = products(&row_labels, &column_labels, all, most)?;
    let components = components(&products);
    let count = components.iter().max().map_or(0, |last| last + 1);
    let mut extreme = Vec::new();
    let mut seen = BTreeSet::new();
    for ((one, other), component) in products.iter().zip(&components) {
        for x in one {
            for y in other {
                if seen.insert((*x, *y)) {
                    extreme.push(equilibrium(game, (&rows[*x].mix, &columns[*y].mix), *component));
                }
            }
        }
    }
    let mix = |of: &[Vertex], which: &[usize]| which.iter().map(|at| of[*at].mix.clone()).collect();
    let mut subsets: Vec<Subset> = products
        .iter()
        .zip(&components)
        .map(|((one, other), component)| Subset {
            rows: mix(&rows, one),
            columns: mix(&columns, other),
            component: *component,
        })
        .collect();
    extreme.sort_by_cached_key(|found| order(&found.rows, &found.columns));
    // Components are numbered as they come up in that order.
    let mut names = vec![usize::MAX; count];
    let mut next = 0;
    for found in &mut extreme {
        if names[found.component] == usize::MAX {
            names[found.component] = next;
            next += 1;
        }
        found.component = names[found.component];
    }
    for subset in &mut subsets {
        subset.component = names[subset.component];
        subset.rows.sort_by_cached_key(|mix| order(mix, &[]));
        subset.columns.sort_by_cached_key(|mix| order(mix, &[]));
    }
    subsets.sort_by_cached_key(|subset| {
        (subset.component, order(&subset.rows[0], &subset.columns[0]), subset.rows.len())
    });
    Some(Equilibria { extreme, subsets, components: count })
}

fn equilibrium(game: &Bimatrix, (x, y): (&[Exact], &[Exact]), component: usize) -> Equilibrium {
    let is_sole = |values: Vec<Exact>, mix: &[Exact]| {
        let best = values.iter().max().cloned().unwrap_or_else(Exact::zero);
        mix.iter().any(One::is_one) && values.iter().filter(|value| **value == best).count() == 1
    };
    Equilibrium {
        payoffs: game.payoffs(x, y),
        is_strict: is_sole(game.of_rows(y), x) && is_sole(game.of_columns(x), y),
        rows: x.to_vec(),
        columns: y.to_vec(),
        component,
    }
}

/// Few strategies first, then those that stand first; of the same strategies the larger chance of the first one.
pub(super) fn order(x: &[Exact], y: &[Exact]) -> (usize, Vec<usize>, Vec<usize>, Vec<Exact>) {
    let support = |mix: &[Exact]| (0..mix.len()).filter(|at| mix[*at].is_positive()).collect::<Vec<usize>>();
    let (rows, columns) = (support(x), support(y));
    (rows.len() + columns.len(), rows, columns, x.iter().chain(y).map(|chance| -chance).collect())
}

/// Largest products of sets of vertices of which every pair has all labels, as positions; none where there are more than `most`.
///
/// A pair lacks no label, so with L(U) the labels that all of U have, V is every y with the labels that L(U) lacks, and U every x
/// with those that L(V) lacks: closed pairs, found from single vertices by taking more.
fn products(
    rows: &[u128],
    columns: &[u128],
    all: u128,
    most: usize,
) -> Option<Vec<(Vec<usize>, Vec<usize>)>> {
    let with = |of: &[u128], needed: u128| {
        (0..of.len()).filter(|at| of[*at] & needed == needed).collect::<Vec<usize>>()
    };
    let common = |of: &[u128], which: &[usize]| which.iter().fold(all, |labels, at| labels & of[*at]);
    let close = |labels: u128| {
        let partners = with(columns, all & !labels);
        (!partners.is_empty()).then(|| (with(rows, all & !common(columns, &partners)), partners))
    };
    let mut found: BTreeSet<(Vec<usize>, Vec<usize>)> = rows.iter().filter_map(|row| close(*row)).collect();
    let mut open: Vec<(Vec<usize>, Vec<usize>)> = found.iter().cloned().collect();
    // Only vertices that are in an equilibrium can make a larger set.
    let alive: Vec<usize> = {
        let set: BTreeSet<usize> = found.iter().flat_map(|(one, _)| one.iter().copied()).collect();
        set.into_iter().collect()
    };
    while let Some((members, partners)) = open.pop() {
        if partners.len() == 1 {
            // One partner is left: a larger set of rows would have none.
            continue;
        }
        let labels = common(rows, &members);
        for more in alive.iter().filter(|at| !members.contains(at)) {
            let Some(closed) = close(labels & rows[*more]) else { continue };
            if found.insert(closed.clone()) {
                open.push(closed);
            }
            if found.len() > most {
                return None;
            }
        }
    }
    Some(found.into_iter().collect())
}

/// For every product the connected set it belongs to: products that share an equilibrium are one.
fn components(products: &[(Vec<usize>, Vec<usize>)]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..products.len()).collect();
    let meet = |one: &[usize], other: &[usize]| one.iter().any(|at| other.contains(at));
    for at in 0..products.len() {
        for before in 0..at {
            let (one, other) = (&products[at], &products[before]);
            if of[at] != of[before] && meet(&one.0, &other.0) && meet(&one.1, &other.1) {
                let (from, to) = (of[at].max(of[before]), of[at].min(of[before]));
                for component in &mut of {
                    if *component == from {
                        *component = to;
                    }
                }
            }
        }
    }
    let kinds: BTreeSet<usize> = of.iter().copied().collect();
    let names: Vec<usize> = kinds.into_iter().collect();
    of.iter().map(|component| names.iter().position(|name| name == component).unwrap_or(0)).collect()
}
