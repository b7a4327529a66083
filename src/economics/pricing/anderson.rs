//! Anderson's acceleration of a fixed point (Anderson 1965; Walker and Ni 2011).
//!
//! For y <- y + r(y), with the last differences dY, dR of points and residuals: gamma = argmin |r - dR gamma| and
//! y' = y + r - (dY + dR) gamma. Where r is linear in as many directions as are kept, y' is the fixed point.

use crate::maths;

/// Differences kept.
const DEPTH: usize = 8;

/// A direction whose part across the newer ones is smaller than this says nothing of its own.
const DEPENDENT: f64 = 1e-7;

/// The past of an iteration. Buffers are made once.
pub(super) struct Anderson {
    size: usize,
    /// Differences of points and of residuals, newest first.
    points: Vec<Vec<f64>>,
    residuals: Vec<Vec<f64>>,
    kept: usize,
    last: Option<(Vec<f64>, Vec<f64>)>,
    basis: Vec<Vec<f64>>,
    /// Upper triangle of the decomposition, by direction.
    triangle: [[f64; DEPTH]; DEPTH],
}

impl Anderson {
    pub(super) fn new(size: usize) -> Self {
        let block = || vec![vec![0.0; size]; DEPTH];
        Self {
            size,
            points: block(),
            residuals: block(),
            kept: 0,
            last: None,
            basis: block(),
            triangle: [[0.0; DEPTH]; DEPTH],
        }
    }

    /// Forgets the past: the iteration has jumped.
    pub(super) fn forget(&mut self) {
        self.kept = 0;
        self.last = None;
    }

    /// Takes in a point and its residual and writes the step to the next point.
    pub(super) fn step(&mut self, point: &[f64], residual: &[f64], step: &mut [f64]) {
        self.remember(point, residual);
        step.copy_from_slice(residual);
        let used = self.decompose();
        // gamma solves triangle gamma = basis' r, from the last direction up.
        let mut gamma = [0.0; DEPTH];
        for i in (0..used).rev() {
            let mut right = dot(&self.basis[i], residual);
            for (g, t) in gamma[i + 1..used].iter().zip(&self.triangle[i][i + 1..used]) {
                right -= g * t;
            }
            gamma[i] = right / self.triangle[i][i];
        }
        for (i, g) in gamma[..used].iter().enumerate() {
            for (step, (p, r)) in step.iter_mut().zip(self.points[i].iter().zip(&self.residuals[i])) {
                *step -= g * (p + r);
            }
        }
    }

    fn remember(&mut self, point: &[f64], residual: &[f64]) {
        if let Some((before, was)) = &mut self.last {
            self.points.rotate_right(1);
            self.residuals.rotate_right(1);
            for j in 0..self.size {
                self.points[0][j] = point[j] - before[j];
                self.residuals[0][j] = residual[j] - was[j];
            }
            self.kept = (self.kept + 1).min(DEPTH).min(self.size);
            before.copy_from_slice(point);
            was.copy_from_slice(residual);
        } else {
            self.last = Some((point.to_vec(), residual.to_vec()));
        }
    }

    /// Gram and Schmidt on the differences of residuals, newest first; ends at the first dependent one.
    fn decompose(&mut self) -> usize {
        for k in 0..self.kept {
            let (done, rest) = self.basis.split_at_mut(k);
            let new = &mut rest[0];
            new.copy_from_slice(&self.residuals[k]);
            let whole = maths::sqrt(dot(new, new));
            for (i, q) in done.iter().enumerate() {
                let along = dot(q, new);
                self.triangle[i][k] = along;
                for (n, q) in new.iter_mut().zip(q) {
                    *n -= along * q;
                }
            }
            let length = maths::sqrt(dot(new, new));
            if length <= DEPENDENT * whole {
                return k;
            }
            self.triangle[k][k] = length;
            for n in new.iter_mut() {
                *n /= length;
            }
        }
        self.kept
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_map_is_solved_once_its_directions_are_known() {
        // r = b - A y with a matrix on which y + r alone would diverge.
        let a = [[2.6, 0.3, 0.1], [0.2, 0.4, 0.0], [0.5, 0.1, 1.2]];
        let root = [1.0, -2.0, 0.5];
        let residual =
            |y: &[f64]| -> Vec<f64> { a.iter().map(|row| dot(row, &root) - dot(row, y)).collect() };
        let mut past = Anderson::new(3);
        let (mut y, mut step) = (vec![0.0; 3], vec![0.0; 3]);
        for _ in 0..5 {
            let r = residual(&y);
            past.step(&y, &r, &mut step);
            for (y, step) in y.iter_mut().zip(&step) {
                *y += step;
            }
        }
        for (y, root) in y.iter().zip(root) {
            assert!((y - root).abs() < 1e-9, "{y} {root}");
        }
    }
}
