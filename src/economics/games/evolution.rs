//! Evolutionary stability of a mix, decided exactly.
//!
//! x is stable against every rare mutant y when x'Ax > y'Ax, or they are equal and x'Ay > y'Ay (Maynard Smith and Price, Nature 246,
//! 1973). With k in the support S of x and B its best replies, this is: z'Cz > 0 for all z other than nought, with
//! c_ij = a_kj + a_ik - a_ij - a_kk, i and j in B but k, with z_i free in S and not below nought outside (Haigh 1975; Abakuks 1980). The free part must be
//! positive definite and what it leaves of the rest strictly copositive (Bomze 1992), which is so when every principal minor whose
//! last column has positive cofactors only is positive (Keller; Hadeler, Linear Algebra and its Applications 49, 1983).

use num_traits::{One, Signed, Zero};

use super::bimatrix::dot;
use super::exact::Exact;

/// Whether a mix is evolutionarily stable in the game with payoffs `a[own][other's]`.
pub fn is_evolutionarily_stable(a: &[Vec<Exact>], mix: &[Exact]) -> bool {
    let earned: Vec<Exact> = a.iter().map(|row| dot(row, mix)).collect();
    let Some(best) = earned.iter().max() else { return false };
    let is_played = |at: usize| mix[at].is_positive();
    if (0..mix.len()).any(|at| is_played(at) && earned[at] < *best) {
        return false;
    }
    let Some(anchor) = (0..mix.len()).find(|at| is_played(*at)) else { return false };
    let others = |played: bool| {
        let fits = |at: &usize| *at != anchor && earned[*at] == *best && is_played(*at) == played;
        (0..mix.len()).filter(fits).collect::<Vec<usize>>()
    };
    let free = others(true).len();
    let which: Vec<usize> = [others(true), others(false)].concat();
    let entry = |i: usize, j: usize| &a[anchor][j] + &a[i][anchor] - &a[i][j] - &a[anchor][anchor];
    // Twice the symmetric part.
    let form: Vec<Vec<Exact>> =
        which.iter().map(|i| which.iter().map(|j| entry(*i, *j) + entry(*j, *i)).collect()).collect();
    let Some(rest) = without_free(form, free) else { return false };
    is_strictly_copositive(&rest)
}

/// What is left of a form when its first coordinates are chosen to make it least; none where it is not positive in them.
fn without_free(mut form: Vec<Vec<Exact>>, free: usize) -> Option<Vec<Vec<Exact>>> {
    for step in 0..free {
        let pivot = form[step][step].clone();
        if !pivot.is_positive() {
            return None;
        }
        for row in step + 1..form.len() {
            let factor = &form[row][step] / &pivot;
            less(&mut form, (row, step), &factor);
        }
    }
    Some(form[free..].iter().map(|row| row[free..].to_vec()).collect())
}

fn is_strictly_copositive(form: &[Vec<Exact>]) -> bool {
    (1_u32..1 << form.len()).all(|chosen| {
        let which: Vec<usize> = (0..form.len()).filter(|at| chosen & (1 << at) != 0).collect();
        let part = |rows: &[usize], columns: &[usize]| {
            rows.iter().map(|i| columns.iter().map(|j| form[*i][*j].clone()).collect()).collect()
        };
        let last = which.len() - 1;
        let cofactor = |left_out: usize| {
            let rows: Vec<usize> = which.iter().copied().filter(|at| *at != which[left_out]).collect();
            let minor = determinant(part(&rows, &which[..last]));
            if (left_out + last).is_multiple_of(2) { minor } else { -minor }
        };
        !(0..which.len()).all(|at| cofactor(at).is_positive())
            || determinant(part(&which, &which)).is_positive()
    })
}

/// Takes a multiple of one row from another.
fn less(of: &mut [Vec<Exact>], (row, taken): (usize, usize), factor: &Exact) {
    let taken = of[taken].clone();
    for (value, other) in of[row].iter_mut().zip(&taken) {
        *value -= factor * other;
    }
}

/// By elimination.
fn determinant(mut of: Vec<Vec<Exact>>) -> Exact {
    let mut product = Exact::one();
    for step in 0..of.len() {
        let Some(pivot) = (step..of.len()).find(|row| !of[*row][step].is_zero()) else {
            return Exact::zero();
        };
        if pivot != step {
            of.swap(pivot, step);
            product = -product;
        }
        product *= &of[step][step];
        for row in step + 1..of.len() {
            let factor = &of[row][step] / &of[step][step];
            less(&mut of, (row, step), &factor);
        }
    }
    product
}
