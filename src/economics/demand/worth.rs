//! What a market is worth to users whose tastes for price differ: surplus (Small and Rosen 1981) and compensating variation of a
//! segment.

use std::f64::consts::PI;

use pulp::{Arch, Simd, WithSimd};

use super::nests::Nests;
use crate::maths::{exp_lane, ln};
use crate::units::{MoneyPerDay, MoneyPerMtok, MtokPerDay};

/// Nodes, and the step, of the trapezoidal rule over the normal deviate of ln alpha. On a smooth integrand under a normal density
/// the rule converges faster than any power: with step 1/2 to about e^(-2 pi^2 / h^2).
const NODES: usize = 25;
const STEP: f64 = 0.5;

/// One value a node.
type Row = [f64; NODES];

/// What users gain a day  \[money/day\].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Gains {
    /// Over having the outside option only.
    pub surplus: f64,
    /// Over the same offers at the prices that they were first posted at: the compensating variation of all moves of price.
    pub from_prices: f64,
}

/// What the users of a segment can choose from. Its outside option is finite.
#[derive(Debug, Clone, Copy)]
pub struct Worth<'a> {
    /// Median and sigma of alpha.
    pub alpha: (f64, f64),
    /// Utility before price and price term of each alternative; the options outside the market come last.
    pub now: &'a [(f64, f64)],
    /// The same at the prices first posted.
    pub first: &'a [(f64, f64)],
    /// Alternatives that users hold to be alike, where they do.
    pub nests: Option<&'a Nests>,
    /// Position of serving open weights oneself, where users can: it and what follows is open to who stays outside.
    pub own_hosting: Option<usize>,
    /// Utility of the outside option alone.
    pub outside: f64,
}

impl Worth<'_> {
    /// Gains of users with so much use a day at the reference price. Usage is independent of alpha over users, so each alpha has its part
    /// of it; lasting tastes for providers are not integrated (they add the same option value before and after a price moves, to first
    /// order).
    pub fn gains(self, reference: MoneyPerMtok, usage: MtokPerDay) -> Gains {
        let found = Arch::new().dispatch(self);
        let mut gains = Gains::default();
        for node in 0..found.nodes {
            let (alpha, each) = (found.alpha[node], usage * found.density[node]);
            let money = |gain: f64| surplus_per_day(reference, each, alpha, gain).get();
            gains.surplus += money(found.now[node] - found.outside[node]);
            gains.from_prices += money(found.now[node] - found.first[node]);
        }
        gains
    }

    /// V by alternative and node, ln W where some are nested: the log-sum of a nested choice is that of ln W.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn utilities(&self, terms: &[(f64, f64)], (alpha, nodes): (&Row, usize), rows: &mut [Row]) {
        for (row, (merit, term)) in rows.iter_mut().zip(terms) {
            for (utility, alpha) in row.iter_mut().zip(alpha) {
                *utility = merit - alpha * term;
            }
        }
        let Some(nests) = self.nests else { return };
        let mut one = vec![0.0; rows.len()];
        for node in 0..nodes {
            for (utility, row) in one.iter_mut().zip(rows.iter()) {
                *utility = row[node];
            }
            nests.fold(&mut one);
            for (utility, row) in one.iter().zip(rows.iter_mut()) {
                row[node] = *utility;
            }
        }
    }
}

/// Surplus of a user per day: (P_ref q_0 / alpha) ln sum_j exp V_j. Inertia is not in V: it is a habit, not welfare.
pub fn surplus_per_day(reference: MoneyPerMtok, usage: MtokPerDay, alpha: f64, log_sum: f64) -> MoneyPerDay {
    reference * usage * (log_sum / alpha)
}

/// Nodes and the log-sums found there.
#[derive(Debug)]
pub struct Found {
    nodes: usize,
    alpha: Row,
    density: Row,
    now: Row,
    first: Row,
    outside: Row,
}

/// Compiled for each width of vector; lane by lane, so that any width gives the same digits.
impl WithSimd for Worth<'_> {
    type Output = Found;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn with_simd<S: Simd>(self, _: S) -> Found {
        let (median, sigma) = self.alpha;
        let (mut alpha, mut density): (Row, Row) = ([median; NODES], [1.0; NODES]);
        // Users who are alike are all at one node.
        let nodes = if sigma == 0.0 { 1 } else { NODES };
        if nodes > 1 {
            for node in 0..NODES {
                let z = (node as f64 - (NODES / 2) as f64) * STEP;
                alpha[node] = median * exp_lane(sigma * z);
                density[node] = STEP / (2.0 * PI).sqrt() * exp_lane(-0.5 * z * z);
            }
        }
        let mut rows = vec![[0.0; NODES]; self.now.len()];
        self.utilities(self.now, (&alpha, nodes), &mut rows);
        let now = log_sums(&rows);
        let outside = self.own_hosting.map_or([self.outside; NODES], |own| log_sums(&rows[own..]));
        self.utilities(self.first, (&alpha, nodes), &mut rows);
        Found { nodes, alpha, density, now, first: log_sums(&rows), outside }
    }
}

/// `demand::log_sum` of each node.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
fn log_sums(rows: &[Row]) -> Row {
    let mut top = [f64::NEG_INFINITY; NODES];
    for row in rows {
        for (top, utility) in top.iter_mut().zip(row) {
            *top = top.max(*utility);
        }
    }
    let mut sum = [0.0; NODES];
    for row in rows {
        for ((sum, utility), top) in sum.iter_mut().zip(row).zip(&top) {
            *sum += exp_lane(utility - top);
        }
    }
    for (sum, top) in sum.iter_mut().zip(&top) {
        *sum = top + ln(*sum);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::demand::choice::log_sum;
    use crate::maths::exp;

    const TERMS: [(f64, f64); 4] = [(1.5, 0.8), (0.4, 0.1), (2.0, 2.5), (0.0, 0.0)];
    const FIRST: [(f64, f64); 4] = [(1.5, 1.1), (0.4, 0.1), (2.0, 2.4), (0.0, 0.0)];

    fn worth(alpha: (f64, f64), own_hosting: Option<usize>) -> Worth<'static> {
        Worth { alpha, now: &TERMS, first: &FIRST, nests: None, own_hosting, outside: 0.0 }
    }

    fn sum(terms: &[(f64, f64)], alpha: f64) -> f64 {
        log_sum(&terms.iter().map(|(merit, term)| merit - alpha * term).collect::<Vec<_>>())
    }

    #[test]
    fn users_alike_gain_their_log_sums() {
        let gains = worth((1.3, 0.0), None).gains(MoneyPerMtok(2.0), MtokPerDay(5.0));
        let money = 2.0 * 5.0 / 1.3;
        assert!((gains.surplus - money * sum(&TERMS, 1.3)).abs() < 1e-12);
        assert!((gains.from_prices - money * (sum(&TERMS, 1.3) - sum(&FIRST, 1.3))).abs() < 1e-12);
        // Who can serve the last but one has it outside, too.
        let hosted = worth((1.3, 0.0), Some(2)).gains(MoneyPerMtok(2.0), MtokPerDay(5.0));
        assert!((hosted.surplus - money * (sum(&TERMS, 1.3) - sum(&TERMS[2..], 1.3))).abs() < 1e-12);
    }

    #[test]
    fn users_who_differ_gain_the_mean_over_them() {
        // A rule of Simpson's with 4,000 steps over nine standard deviations.
        let (median, sigma) = (0.9, 0.6);
        let gain = |z: f64| {
            let alpha = median * exp(sigma * z);
            exp(-0.5 * z * z) / (2.0 * PI).sqrt() / alpha * sum(&TERMS, alpha)
        };
        let h = 18.0 / 4_000.0;
        let of = |i: i32| {
            if i % 4_000 == 0 {
                1.0
            } else if i % 2 == 0 {
                2.0
            } else {
                4.0
            }
        };
        let exact: f64 = (0..=4_000).map(|i| of(i) * gain(-9.0 + f64::from(i) * h)).sum::<f64>() * h / 3.0;
        let found = worth((median, sigma), None).gains(MoneyPerMtok(1.0), MtokPerDay(1.0)).surplus;
        assert!((found / exact - 1.0).abs() < 1e-8, "{found} {exact}");
    }
}
