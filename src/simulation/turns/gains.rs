//! What users gain from the market, over the distribution of their taste for price.

use std::f64::consts::PI;

use pulp::{Arch, Simd, WithSimd};

use super::super::world::World;
use crate::economics::demand::Nests;
use crate::economics::indices::surplus_per_day;
use crate::maths::{exp_lane, ln};
use crate::units::MtokPerDay;

/// Nodes, and the step, of the trapezoidal rule over the normal deviate of ln alpha. On a smooth integrand under a normal density
/// the rule converges faster than any power: with step 1/2 to about e^(-2 pi^2 / h^2).
const NODES: usize = 25;
const STEP: f64 = 0.5;

/// One value a node.
type Row = [f64; NODES];

/// What users gain a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::simulation) struct Gains {
    /// Over having the outside option only.
    pub(super) surplus: f64,
    /// Over the same offers at the prices that they were first posted at: the compensating variation of all moves of price.
    pub(super) from_prices: f64,
}

/// Gains a day of the users of a segment who know the market. Usage is independent of alpha over users, so each alpha has its part of
/// it; lasting tastes for providers are not integrated (they add the same option value before and after a price moves, to first
/// order).
pub(super) fn segment_gains(world: &World, segment: usize) -> Gains {
    let (view, model) = (&world.market.segments[segment], &world.model.segments[segment]);
    let usage = world.counts.aware_usage(segment) * view.growth * view.shock;
    let table = &world.market.tables[segment];
    let first = |(code, now): (&u8, &(f64, f64))| (now.0, view.first_term(*code).unwrap_or(now.1));
    let first: Vec<(f64, f64)> = table.code.iter().zip(&table.exact).map(first).collect();
    let worths = Arch::new().dispatch(Worths {
        median: model.tastes.price.median.get(),
        sigma: model.tastes.price.sigma.get(),
        now: &table.exact,
        first: &first,
        nests: table.nests.as_ref(),
        own_hosting: table.own_hosting(),
        outside: view.outside.get(),
    });
    let mut gains = Gains::default();
    for node in 0..worths.nodes {
        let (alpha, each) = (worths.alpha[node], MtokPerDay(usage * worths.density[node]));
        let money = |gain: f64| surplus_per_day(view.preference.reference_price, each, alpha, gain).get();
        gains.surplus += money(worths.now[node] - worths.outside[node]);
        gains.from_prices += money(worths.now[node] - worths.first[node]);
    }
    gains
}

/// Log-sums of one segment over the nodes of alpha, compiled for each width of vector: lane by lane, so any width gives the same digits.
struct Worths<'a> {
    median: f64,
    sigma: f64,
    /// Utility before price and price term by alternative, and the same at the prices first posted.
    now: &'a [(f64, f64)],
    first: &'a [(f64, f64)],
    nests: Option<&'a Nests>,
    /// Where the alternatives that are open outside the market start.
    own_hosting: Option<usize>,
    /// Utility of the outside option alone.
    outside: f64,
}

/// Nodes and the log-sums found there.
struct Found {
    nodes: usize,
    alpha: Row,
    density: Row,
    now: Row,
    first: Row,
    outside: Row,
}

impl WithSimd for Worths<'_> {
    type Output = Found;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn with_simd<S: Simd>(self, _: S) -> Found {
        let alike = self.sigma == 0.0;
        let (mut alpha, mut density): (Row, Row) = ([0.0; NODES], [0.0; NODES]);
        for node in 0..NODES {
            let z = (node as f64 - (NODES / 2) as f64) * STEP;
            alpha[node] = self.median * exp_lane(self.sigma * z);
            density[node] = STEP / (2.0 * PI).sqrt() * exp_lane(-0.5 * z * z);
        }
        // One node has all users then.
        let nodes = if alike { 1 } else { NODES };
        if alike {
            density[0] = 1.0;
        }
        let mut rows = vec![[0.0; NODES]; self.now.len()];
        self.utilities(self.now, &alpha, &mut rows);
        let now = log_sums(&rows);
        // Who can serve weights has more outside the market than nothing.
        let outside = self.own_hosting.map_or([self.outside; NODES], |own| log_sums(&rows[own..]));
        self.utilities(self.first, &alpha, &mut rows);
        Found { nodes, alpha, density, now, first: log_sums(&rows), outside }
    }
}

impl Worths<'_> {
    /// V by alternative and node, ln W where some are nested: the log-sum of a nested choice is that of ln W.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn utilities(&self, terms: &[(f64, f64)], alpha: &Row, rows: &mut [Row]) {
        for (row, (merit, term)) in rows.iter_mut().zip(terms) {
            for (utility, alpha) in row.iter_mut().zip(alpha) {
                *utility = merit - alpha * term;
            }
        }
        let Some(nests) = self.nests else { return };
        let mut one = vec![0.0; rows.len()];
        for node in 0..NODES {
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

/// ln sum_a exp V_a of each node.
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
