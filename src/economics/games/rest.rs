//! The replicator dynamic and where it rests: the share of a strategy grows by what it earns over the average.
//!
//! dx_i/dt = x_i ((Ax)_i - x'Ax) in one population that plays itself (Taylor and Jonker, Mathematical Biosciences 40, 1978), and
//! dx_i/dt = x_i ((Ay)_i - x'Ay), dy_j/dt = y_j ((B'x)_j - x'By) in two (Hofbauer and Sigmund 1998, ch. 10). A rest point plays
//! strategies that earn the same. Rest points are exact; so is whether all eigenvalues of the Jacobian have negative real parts
//! (Routh). A strategy that is not played grows at rate (Ax)_i - x'Ax, an eigenvalue too; the others are those of the face.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::bimatrix::{Bimatrix, dot, transposed};
use super::exact::{Exact, approximately, parts, whole};
use super::polynomial::{Complex, characteristic, is_stable, roots};
use super::polytope::extreme_rays;

/// What becomes of shares near a rest point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// They come back: all eigenvalues have negative real parts.
    Sink,
    /// Some go away and none comes back: all have positive real parts.
    Source,
    /// Some go away.
    Saddle,
    /// The eigenvalues do not say: none is positive, some have no real part.
    Neutral,
}

/// A point at which shares stand still, alone among those that play the same strategies.
#[derive(Debug, Clone, PartialEq)]
pub struct RestPoint {
    /// Shares of strategies, of one population or of two.
    pub shares: Vec<Vec<Exact>>,
    /// Whether no strategy that is not played would grow: a Nash equilibrium.
    pub is_equilibrium: bool,
    /// What becomes of shares nearby.
    pub stability: Stability,
    /// Eigenvalues of the Jacobian on the simplex, the largest real part first.
    pub eigenvalues: Vec<Complex>,
}

/// Where a dynamic rests.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rest {
    /// Isolated points, those with fewer strategies first.
    pub points: Vec<RestPoint>,
    /// Sets of several rest points, as their corners for each population.
    pub continua: Vec<Vec<Vec<Vec<Exact>>>>,
}

/// Rest points of one population; none where a cone has more than `most` rays.
pub fn one_population(a: &[Vec<Exact>], most: usize) -> Option<Rest> {
    let mut rest = Rest::default();
    for support in supports(a.len()) {
        let corners = even(a, &support, &support, most)?;
        match &corners[..] {
            [] => {}
            [x] => rest.points.push(single(a, &support, x)),
            _ => rest.continua.push(vec![corners]),
        }
    }
    Some(rest)
}

/// Rest points of two populations; none where a cone has more than `most` rays.
pub fn two_populations(game: &Bimatrix, most: usize) -> Option<Rest> {
    let turned = transposed(&game.b);
    let mut rest = Rest::default();
    for rows in supports(game.rows()) {
        for columns in supports(game.columns()) {
            // Rows earn the same against y, columns against x.
            let y = even(&game.a, &rows, &columns, most)?;
            let x = even(&turned, &columns, &rows, most)?;
            match (&x[..], &y[..]) {
                ([], _) | (_, []) => {}
                ([x], [y]) => rest.points.push(pair(game, &turned, (x, y))),
                _ => rest.continua.push(vec![x, y]),
            }
        }
    }
    rest.points.sort_by_key(|point| point.shares.iter().flatten().filter(|share| !share.is_zero()).count());
    Some(rest)
}

/// All sets of strategies but the empty one, small ones first.
fn supports(size: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> =
        (1_u32..1 << size).map(|chosen| (0..size).filter(|at| chosen & (1 << at) != 0).collect()).collect();
    all.sort_by_key(|support: &Vec<usize>| (support.len(), support.clone()));
    all
}

/// Corners of the set of mixes of `played` against which all of `own` earn the same, if one of that set plays all of `played`; of a
/// single mix that mix.
fn even(payoffs: &[Vec<Exact>], own: &[usize], played: &[usize], most: usize) -> Option<Vec<Vec<Exact>>> {
    let gap = |of: &usize| {
        let (first, next) = (&payoffs[own[0]], &payoffs[*of]);
        played.iter().map(|column| &next[*column] - &first[*column]).collect::<Vec<Exact>>()
    };
    let mut planes: Vec<Vec<BigInt>> = Vec::new();
    for other in &own[1..] {
        let gap = gap(other);
        let (row, _) = whole(gap.iter());
        planes.push(row.iter().map(|value| -value).collect());
        planes.push(row);
    }
    let rays = extreme_rays(played.len(), &planes, most)?;
    let plays_all = (0..played.len()).all(|at| rays.iter().any(|ray| ray.at[at].is_positive()));
    if rays.is_empty() || !plays_all {
        return Some(Vec::new());
    }
    let spread = |values: &[BigInt]| {
        let mut mix = vec![Exact::zero(); payoffs[0].len()];
        for (at, part) in played.iter().zip(parts(values)) {
            mix[*at] = part;
        }
        mix
    };
    let mut corners: Vec<Vec<Exact>> = rays.iter().map(|ray| spread(&ray.at)).collect();
    corners.sort_by(|one, other| other.cmp(one));
    Some(corners)
}

fn single(a: &[Vec<Exact>], support: &[usize], x: &[Exact]) -> RestPoint {
    let earned: Vec<Exact> = a.iter().map(|row| dot(row, x)).collect();
    let payoff = earned[support[0]].clone();
    let outside = (0..x.len()).filter(|at| x[*at].is_zero()).map(|at| &earned[at] - &payoff);
    let columns = transposed(a);
    // Payoffs less the average move nothing and make the direction off the simplex an eigenvector of nought.
    let face: Vec<Vec<Exact>> = support
        .iter()
        .map(|i| {
            let entry = |j: &usize| {
                let average = dot(&columns[*j], x) - &payoff + &earned[*j] - &payoff;
                &x[*i] * (&a[*i][*j] - &payoff - average)
            };
            support.iter().map(entry).collect()
        })
        .collect();
    let mut polynomial = characteristic(&face);
    polynomial.pop();
    judged(vec![x.to_vec()], &outside.collect::<Vec<_>>(), &polynomial)
}

fn pair(game: &Bimatrix, turned: &[Vec<Exact>], (x, y): (&[Exact], &[Exact])) -> RestPoint {
    let [own, other] = game.payoffs(x, y);
    let (rows, columns) = (game.of_rows(y), game.of_columns(x));
    let idle = |mix: &[Exact], earned: &[Exact], payoff: &Exact| {
        (0..mix.len()).filter(|at| mix[*at].is_zero()).map(|at| &earned[at] - payoff).collect::<Vec<_>>()
    };
    let outside = [idle(x, &rows, &own), idle(y, &columns, &other)].concat();
    let played = |mix: &[Exact]| (0..mix.len()).filter(|at| mix[*at].is_positive()).collect::<Vec<usize>>();
    let (s, t) = (played(x), played(y));
    let size = s.len() + t.len();
    let mut face = vec![vec![Exact::zero(); size]; size];
    // How a share of one population answers one of the other.
    let answer = |payoffs: &[Vec<Exact>], mix: &[Exact], (i, j): (usize, usize)| {
        let average: Exact = mix.iter().zip(payoffs).map(|(share, row)| share * &row[j]).sum();
        &mix[i] * (&payoffs[i][j] - average)
    };
    for (row, i) in s.iter().enumerate() {
        for (column, j) in t.iter().enumerate() {
            face[row][s.len() + column] = answer(&game.a, x, (*i, *j));
            face[s.len() + column][row] = answer(turned, y, (*j, *i));
        }
    }
    let mut polynomial = characteristic(&face);
    polynomial.truncate(polynomial.len() - 2);
    judged(vec![x.to_vec(), y.to_vec()], &outside, &polynomial)
}

fn judged(shares: Vec<Vec<Exact>>, outside: &[Exact], face: &[Exact]) -> RestPoint {
    let mut eigenvalues = roots(face);
    let flipped: Vec<Exact> =
        face.iter().enumerate().map(|(at, c)| if at.is_multiple_of(2) { c.clone() } else { -c }).collect();
    let rises = outside.iter().any(Signed::is_positive) || eigenvalues.iter().any(|(re, _)| *re > 0.0);
    let stability = if outside.iter().all(Signed::is_negative) && is_stable(face) {
        Stability::Sink
    } else if outside.iter().all(Signed::is_positive) && is_stable(&flipped) {
        Stability::Source
    } else if rises {
        Stability::Saddle
    } else {
        Stability::Neutral
    };
    let is_equilibrium = !outside.iter().any(Signed::is_positive);
    eigenvalues.extend(outside.iter().map(|rate| (approximately(rate), 0.0)));
    eigenvalues.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1)));
    RestPoint { shares, is_equilibrium, stability, eigenvalues }
}
