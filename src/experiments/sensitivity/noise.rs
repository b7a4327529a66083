//! How much of what is seen is luck: a two-way layout of points and replicates.

use serde::Serialize;

/// Parts of variance from the layout y_pr = mean + f_p + l_r + e_pr of P points under R replicates of the same luck.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Noise {
    /// Part of the variance between points' means that is left of luck: (s_e^2 / R) / V\[mean_p\]. It goes into total indices, not into
    /// first-order ones; more replicates take it away.
    pub of_means: f64,
    /// Part of the variance of a single run at a point drawn at random that is luck, shared or not:
    /// (s_l^2 + s_e^2) / (s_f^2 + s_l^2 + s_e^2). No choice of inputs takes it away.
    pub of_runs: f64,
}

/// The parts, from rows of replicates by point; none below two points or two replicates, or where nothing varies.
///
/// With mean squares of the layout without repetition (Scheffé 1959): s_e^2 = sum (y_pr - y_p. - y_.r + y_..)^2 / ((P - 1)(R - 1)),
/// s_f^2 = V\[y_p.\] - s_e^2/R, s_l^2 = V\[y_.r\] - s_e^2/P, each at least 0.
pub fn noise(rows: &[&[f64]]) -> Option<Noise> {
    let replicates = rows.first()?.len();
    if rows.len() < 2 || replicates < 2 || rows.iter().any(|row| row.len() != replicates) {
        return None;
    }
    let (p, r) = (rows.len() as f64, replicates as f64);
    let points: Vec<f64> = rows.iter().map(|row| row.iter().sum::<f64>() / r).collect();
    let lucks: Vec<f64> = (0..replicates).map(|at| rows.iter().map(|row| row[at]).sum::<f64>() / p).collect();
    let mean = points.iter().sum::<f64>() / p;
    let variance = |values: &[f64]| {
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (values.len() - 1) as f64
    };
    let rest = |point: usize, luck: usize| rows[point][luck] - points[point] - lucks[luck] + mean;
    let squares: f64 = (0..rows.len())
        .flat_map(|point| (0..replicates).map(move |luck| (point, luck)))
        .map(|(point, luck)| rest(point, luck) * rest(point, luck))
        .sum();
    let mixed = squares / ((p - 1.0) * (r - 1.0));
    let between = variance(&points);
    let effect = (between - mixed / r).max(0.0);
    let shared = (variance(&lucks) - mixed / p).max(0.0);
    let all = effect + shared + mixed;
    (between > 0.0 && all > 0.0)
        .then(|| Noise { of_means: (mixed / r / between).min(1.0), of_runs: (shared + mixed) / all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::normal_quantile;
    use crate::statistics::design::Counter;

    #[test]
    fn a_layout_by_hand() {
        // Points 0 and 4 under lucks 0 and 1 with rests +-1: rows (1, 0) and (3, 6). Means 0.5, 4.5; lucks 2, 3; mean 2.5.
        // Rests 1, -1, -1, 1: s_e^2 = 4; V[y_p.] = 8; so of means 4/2/8 = 1/4; s_f^2 = 6, s_l^2 = max(0.5 - 2, 0) = 0.
        let found = noise(&[&[1.0, 0.0], &[3.0, 6.0]]).unwrap();
        assert!((found.of_means - 0.25).abs() < 1e-12);
        assert!((found.of_runs - 0.4).abs() < 1e-12);
    }

    #[test]
    fn known_parts_are_found_again() {
        // f, l, e normal with variances 4, 1, 2 at 400 points and 40 replicates: of means 0.05/4.05 = 0.0123, of runs 3/7 = 0.43.
        let normal = |part: u64, at: u64| normal_quantile(Counter::new(3).of(part).uniform(at));
        let rows: Vec<Vec<f64>> = (0..400)
            .map(|p| {
                (0..40)
                    .map(|r| 2.0 * normal(1, p) + normal(2, r) + 2_f64.sqrt() * normal(3, p * 40 + r))
                    .collect()
            })
            .collect();
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let found = noise(&rows).unwrap();
        assert!((found.of_means - 0.0123).abs() < 0.002, "{found:?}");
        assert!((found.of_runs - 0.43).abs() < 0.06, "{found:?}");
    }

    #[test]
    fn shared_luck_alone_leaves_means_clean() {
        let rows: [&[f64]; 3] = [&[0.0, 5.0], &[1.0, 6.0], &[3.0, 8.0]];
        assert!(noise(&rows).unwrap().of_means < 1e-12);
        assert_eq!(noise(&[&[1.0], &[2.0]]), None);
        assert_eq!(noise(&[&[1.0, 1.0], &[1.0, 1.0]]), None);
    }
}
