//! The static Nash price: levels at which no firm gains by moving its own, rivals' being what they are.
//!
//! A firm chooses the levels L_j of its offers, all at once, to maximise sum_s sum_k q_sk (r_sk L_k - c_sk) with the
//! long-run tokens q of `demand::Response`. Its conditions, divided by the offer's receipts per level, are
//!
//! F_j = sum_s \[ r_sj q_sj + sum over own k of (r_sk L_k - c_sk) dq_sk/dL_j \] = 0.
//!
//! They are solved by the markup form of Morrow and Skerlos (2011): the own slope is split into its steepest part
//! -Lambda and the rest, L_j <- L_j + F_j / Lambda_j. For the logit that is p = c + mu + sum over own k of s_k (p_k - c_k),
//! which converges where p = c + mu / (1 - s) does not. Each step goes uphill in the firm's own profit, is bounded in
//! ln L and accelerated near the solution, so that the equilibrium found is the one nearest to the start.

use super::anderson::Anderson;
use crate::economics::demand::{Response, ResponseMarket};
use crate::maths;
use crate::units::MoneyPerMtok;

/// Residual at which the search ends.
const TOLERANCE: f64 = 1e-10;
/// Residual below which an equilibrium counts as found, where round-off keeps the search from ending.
const FOUND: f64 = 1e-8;
/// Steps before it is given up.
const STEPS: u32 = 600;
/// Largest step in ln L.
const LONGEST: f64 = 0.5;
/// Largest planned step in ln L at which the acceleration is trusted.
const NEAR: f64 = 0.25;
/// Steps without a better residual after which steps are halved.
const PATIENCE: u32 = 20;
/// Least price over cost, and over the reference price where costs are nothing.
const LEAST: (f64, f64) = (1e-3, 1e-6);
/// Largest price over the largest of cost, reference price and start.
const MOST: f64 = 1e6;

/// A market whose firms could price at will.
#[derive(Debug, Clone, PartialEq)]
pub struct NashMarket {
    /// Its long-run demand.
    pub demand: ResponseMarket,
    /// Unit cost by segment and offer: what one more token of the segment's mix costs in the long run.
    pub costs: Vec<Vec<MoneyPerMtok>>,
}

/// Prices from which nobody wants to depart, as far as a small move shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// Price level of each offer: its blended price.
    pub levels: Vec<MoneyPerMtok>,
    /// Largest |F_j| over the receipts of j per level: the relative error in a first-order condition.
    pub residual: f64,
    /// Evaluations of demand.
    pub iterations: u32,
    /// Whether all conditions hold, none at a bound.
    pub converged: bool,
}

/// The equilibrium near `start`, by offer. An offer that starts free starts at its cost.
pub fn nash(market: &NashMarket, start: &[MoneyPerMtok]) -> Equilibrium {
    Search::new(market, start).run()
}

/// The largest relative gain that a firm has from multiplying one of its levels by a factor between a half and two:
/// above nothing where an equilibrium is only local. Slow: sixteen evaluations of demand an offer.
pub fn deviations(market: &NashMarket, levels: &[MoneyPerMtok]) -> f64 {
    const FACTORS: [f64; 16] = [
        0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.005, 1.02, 1.05, 1.1, 1.25, 1.5, 1.75, 2.0,
    ];
    let mut response = Response::new(&market.demand);
    response.at(levels);
    let present: Vec<f64> =
        (0..market.demand.providers).map(|firm| profit(market, &response, levels, firm)).collect();
    let mut moved = levels.to_vec();
    let mut most: f64 = 0.0;
    for (j, firm) in market.demand.owners.iter().enumerate() {
        for factor in FACTORS {
            moved[j] = levels[j] * factor;
            response.at(&moved);
            let gain = profit(market, &response, &moved, *firm) - present[*firm];
            most = most.max(gain / present[*firm].abs().max(f64::MIN_POSITIVE));
        }
        moved[j] = levels[j];
    }
    most
}

/// What a firm earns at the levels that `response` stands at  \[money/day\].
fn profit(market: &NashMarket, response: &Response, levels: &[MoneyPerMtok], firm: usize) -> f64 {
    let margin = |s: usize, j: usize| levels[j] * market.demand.segments[s].ratio[j] - market.costs[s][j];
    response
        .offers_of(firm)
        .iter()
        .map(|j| (0..market.costs.len()).map(|s| response.tokens(s, *j) * margin(s, *j).get()).sum::<f64>())
        .sum()
}

struct Search<'a> {
    market: &'a NashMarket,
    response: Response<'a>,
    levels: Vec<MoneyPerMtok>,
    /// ln of the levels, their bounds, and the step that the markup form plans.
    logs: Vec<f64>,
    bounds: Vec<(f64, f64)>,
    plan: Vec<f64>,
    bound: bool,
}

impl<'a> Search<'a> {
    fn new(market: &'a NashMarket, start: &[MoneyPerMtok]) -> Self {
        let offers = market.demand.owners.len();
        let scales: Vec<(f64, f64)> = (0..offers).map(|j| scale(market, j)).collect();
        let bounds: Vec<(f64, f64)> = scales
            .iter()
            .zip(start)
            .map(|((cost, reference), start)| {
                let least = (LEAST.0 * cost).max(LEAST.1 * reference);
                (maths::ln(least), maths::ln(MOST * cost.max(*reference).max(start.get())))
            })
            .collect();
        let logs = (0..offers)
            .map(|j| {
                let from = if start[j].get() > 0.0 { start[j].get() } else { scales[j].0 };
                // A start without cost or price begins at its lower bound.
                maths::ln(from.max(f64::MIN_POSITIVE)).clamp(bounds[j].0, bounds[j].1)
            })
            .collect();
        Self {
            market,
            response: Response::new(&market.demand),
            levels: vec![MoneyPerMtok::ZERO; offers],
            logs,
            bounds,
            plan: vec![0.0; offers],
            bound: false,
        }
    }

    fn run(mut self) -> Equilibrium {
        let offers = self.logs.len();
        let mut past = Anderson::new(offers);
        let mut step = vec![0.0; offers];
        let (mut best, mut best_logs) = (f64::INFINITY, self.logs.clone());
        let (mut iterations, mut waited, mut damping) = (0, 0, 1.0);
        while iterations < STEPS {
            iterations += 1;
            let residual = self.conditions();
            if residual < 0.9 * best {
                waited = 0;
            } else {
                waited += 1;
            }
            if residual < best {
                best = residual;
                best_logs.copy_from_slice(&self.logs);
            }
            if best < TOLERANCE || (best < FOUND && waited >= PATIENCE) {
                break;
            }
            let planned = self.plan.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
            if waited >= PATIENCE {
                damping = f64::max(0.5 * damping, 0.05);
                waited = 0;
                past.forget();
            }
            if planned < NEAR {
                past.step(&self.logs, &self.plan, &mut step);
                let longest = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
                // An extrapolation far beyond the plan rests on a past that no longer holds.
                if !(longest <= (8.0 * planned).min(LONGEST)) {
                    past.forget();
                    step.copy_from_slice(&self.plan);
                }
            } else {
                past.forget();
                step.copy_from_slice(&self.plan);
            }
            for (log, (step, (low, high))) in self.logs.iter_mut().zip(step.iter().zip(&self.bounds)) {
                *log = (*log + damping * step.clamp(-LONGEST, LONGEST)).clamp(*low, *high);
            }
        }
        self.logs.copy_from_slice(&best_logs);
        self.finish(iterations)
    }

    /// The conditions at the present levels: plans a step for each and returns the residual.
    fn conditions(&mut self) -> f64 {
        for (level, log) in self.levels.iter_mut().zip(&self.logs) {
            *level = MoneyPerMtok(maths::exp(*log));
        }
        self.response.at(&self.levels);
        self.bound = false;
        let mut worst: f64 = 0.0;
        for firm in 0..self.market.demand.providers {
            for j in self.response.offers_of(firm) {
                let (receipts, condition, steepness) = self.condition(*j);
                let level = self.levels[*j].get();
                let target = level + condition / steepness;
                // Where nobody is left to buy, the way back is down.
                let sold = receipts > 0.0 && target.is_finite();
                self.plan[*j] = if sold && target > 0.0 {
                    maths::ln(target / level).clamp(-LONGEST, LONGEST)
                } else {
                    -LONGEST
                };
                let (low, high) = self.bounds[*j];
                self.bound |= self.logs[*j] <= low || self.logs[*j] >= high;
                worst = worst.max(if sold { (condition / receipts).abs() } else { 1.0 });
            }
        }
        worst
    }

    /// Receipts per level, F and Lambda of an offer.
    fn condition(&self, j: usize) -> (f64, f64, f64) {
        let (demand, response) = (&self.market.demand, &self.response);
        let (mut receipts, mut condition, mut steepness) = (0.0, 0.0, 0.0);
        for (s, segment) in demand.segments.iter().enumerate() {
            let direct = segment.ratio[j] * response.tokens(s, j);
            receipts += direct;
            condition += direct;
            for k in response.offers_of(demand.owners[j]) {
                let margin = self.levels[*k] * segment.ratio[*k] - self.market.costs[s][*k];
                condition += margin.get() * response.slope(s, *k, j);
            }
            steepness += segment.ratio[j] * (response.crowding(s, j) - response.slope(s, j, j));
        }
        (receipts, condition, steepness)
    }

    fn finish(mut self, iterations: u32) -> Equilibrium {
        let residual = self.conditions();
        Equilibrium { converged: residual < FOUND && !self.bound, levels: self.levels, residual, iterations }
    }
}

/// The level that pays an offer's cost and the one that pays the reference price, weighing segments by their mass.
fn scale(market: &NashMarket, j: usize) -> (f64, f64) {
    let (mut cost, mut reference, mut level) = (0.0, 0.0, 0.0);
    for (segment, costs) in market.demand.segments.iter().zip(&market.costs) {
        cost += segment.mass * costs[j].get();
        reference += segment.mass * segment.preference.reference_price.get();
        level += segment.mass * segment.ratio[j];
    }
    (cost / level, reference / level)
}
