//! The search for levels at which every first-order condition holds: of all firms at once, or of one, rivals' prices
//! being what they are.
//!
//! The markup form of Morrow and Skerlos (2011): the own slope is split into its steepest part -Lambda and the rest,
//! L_j <- L_j + F_j / Lambda_j. For the logit that is p = c + mu + sum over own k of s_k (p_k - c_k), which converges
//! where p = c + mu / (1 - s) does not. A planned step goes uphill in the firm's own profit; steps are bounded in ln L
//! and accelerated near the solution, so what is found is near the start.

use super::super::anderson::Anderson;
use super::{Bound, Equilibrium, NashMarket, best_move};
use crate::economics::demand::Response;
use crate::maths;
use crate::units::MoneyPerMtok;

/// Residual at which the search ends.
const TOLERANCE: f64 = 1e-9;
/// Residual below which an equilibrium counts as found, where round-off keeps the search from ending.
const FOUND: f64 = 1e-8;
/// Steps before it is given up.
const STEPS: u32 = 600;
/// Largest step in ln L.
const LONGEST: f64 = 0.5;
/// Largest planned step in ln L at which the acceleration is trusted.
const NEAR: f64 = 0.25;
/// Largest step over the largest one planned.
const FARTHEST: f64 = 50.0;
/// Steps in which the residual must halve; else as many follow that each offer paces by itself.
const PATIENCE: u32 = 20;
/// Least price over cost, and over the reference price where costs are nothing.
const LEAST: (f64, f64) = (1e-3, 1e-6);
/// Largest price over the largest of cost, reference price and start.
pub(super) const MOST: f64 = 1e6;

pub(super) struct Search<'a> {
    market: &'a NashMarket,
    response: Response<'a>,
    /// Offers that move.
    moving: Vec<usize>,
    levels: Vec<MoneyPerMtok>,
    /// ln of the levels, their bounds, and the step that the markup form plans.
    logs: Vec<f64>,
    bounds: Vec<(f64, f64)>,
    plan: Vec<f64>,
    bound: Option<(usize, Bound)>,
}

impl<'a> Search<'a> {
    /// Of all firms.
    pub(super) fn new(market: &'a NashMarket, deciders: &[usize], start: &[MoneyPerMtok]) -> Self {
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
            response: Response::under(&market.demand, deciders),
            moving: (0..offers).collect(),
            levels: vec![MoneyPerMtok::ZERO; offers],
            logs,
            bounds,
            plan: vec![0.0; offers],
            bound: None,
        }
    }

    /// Of one firm; the others keep their prices of the start.
    pub(super) fn of(
        firm: usize,
        market: &'a NashMarket,
        deciders: &[usize],
        start: &[MoneyPerMtok],
    ) -> Self {
        let mut search = Self::new(market, deciders, start);
        search.moving = search.response.offers_of(firm).to_vec();
        // Not through the logarithm and back: a rival's price stands to the last digit.
        search.levels.copy_from_slice(start);
        search
    }

    /// Searches, and asks what single moves would bring.
    pub(super) fn run(self) -> Equilibrium {
        let mut found = self.rest();
        let (gain, ..) = best_move(&mut found.0.response, found.0.market, &found.1.levels);
        Equilibrium { gain, ..found.1 }
    }

    /// Searches; the gain is not asked for.
    pub(super) fn run_alone(self) -> Equilibrium {
        self.rest().1
    }

    fn rest(mut self) -> (Self, Equilibrium) {
        let offers = self.logs.len();
        let mut past = Anderson::new(offers);
        let mut step = vec![0.0; offers];
        let mut paces = vec![Pace::default(); offers];
        let (mut best, mut best_logs) = (f64::INFINITY, self.logs.clone());
        let (mut iterations, mut waited, mut mark, mut slow) = (0, 0, f64::INFINITY, 0);
        while iterations < STEPS {
            iterations += 1;
            let residual = self.conditions();
            waited += 1;
            if residual < 0.5 * mark {
                (mark, waited) = (residual, 0);
            }
            if residual < best {
                best = residual;
                best_logs.copy_from_slice(&self.logs);
            }
            if best < TOLERANCE || (best < FOUND && waited >= PATIENCE) {
                break;
            }
            if waited >= PATIENCE {
                (mark, waited, slow) = (residual, 0, PATIENCE);
                paces.fill(Pace::default());
                past.forget();
            }
            if slow > 0 {
                slow -= 1;
                for ((step, plan), pace) in step.iter_mut().zip(&self.plan).zip(&mut paces) {
                    *step = pace.step(*plan);
                }
            } else {
                self.accelerate(&mut past, &mut step);
            }
            for (log, (step, (low, high))) in self.logs.iter_mut().zip(step.iter().zip(&self.bounds)) {
                *log = (*log + step.clamp(-LONGEST, LONGEST)).clamp(*low, *high);
            }
        }
        self.logs.copy_from_slice(&best_logs);
        self.finish(iterations)
    }

    /// The accelerated step where the planned one is short, else the planned one.
    fn accelerate(&self, past: &mut Anderson, step: &mut [f64]) {
        let planned = longest(&self.plan);
        if planned >= NEAR {
            past.forget();
            step.copy_from_slice(&self.plan);
            return;
        }
        past.step(&self.logs, &self.plan, step);
        // Uphill on the whole, and not far beyond what is planned: the past may say little of what lies ahead.
        let along: f64 = step.iter().zip(&self.plan).map(|(step, plan)| step * plan).sum();
        if along > 0.0 {
            let fit = (FARTHEST * planned).min(LONGEST) / longest(step);
            for step in step.iter_mut() {
                *step *= fit.min(1.0);
            }
        } else {
            step.copy_from_slice(&self.plan);
        }
    }

    /// The conditions at the present levels: plans a step for each and returns the residual.
    fn conditions(&mut self) -> f64 {
        for j in &self.moving {
            self.levels[*j] = MoneyPerMtok(maths::exp(self.logs[*j]));
        }
        self.response.at(&self.levels);
        self.bound = None;
        let mut worst: f64 = 0.0;
        for j in self.moving.iter().copied() {
            let (receipts, condition, steepness) = condition(self.market, &self.response, &self.levels, j);
            let level = self.levels[j].get();
            let target = level + condition / steepness;
            // Where nobody is left to buy, the way back is down.
            let sold = receipts > 0.0 && target.is_finite();
            self.plan[j] = if sold && target > 0.0 {
                maths::ln(target / level).clamp(-LONGEST, LONGEST)
            } else {
                -LONGEST
            };
            let (low, high) = self.bounds[j];
            if self.logs[j] <= low {
                self.bound = Some((j, Bound::Lowest));
            } else if self.logs[j] >= high {
                self.bound = Some((j, Bound::Highest));
            }
            worst = worst.max(if sold { (condition / receipts).abs() } else { 1.0 });
        }
        worst
    }

    fn finish(mut self, iterations: u32) -> (Self, Equilibrium) {
        let residual = self.conditions();
        let found = Equilibrium {
            converged: residual < FOUND && self.bound.is_none(),
            levels: self.levels.clone(),
            residual,
            gain: 0.0,
            iterations,
            bound: self.bound,
        };
        (self, found)
    }
}

/// Receipts per level, F and Lambda of an offer at the levels that `response` stands at.
pub(super) fn condition(
    market: &NashMarket,
    response: &Response,
    levels: &[MoneyPerMtok],
    j: usize,
) -> (f64, f64, f64) {
    let (mut receipts, mut condition, mut steepness) = (0.0, 0.0, 0.0);
    for (s, segment) in market.demand.segments.iter().enumerate() {
        let direct = segment.ratio[j] * response.tokens(s, j);
        receipts += direct;
        condition += direct;
        for k in response.offers_of(response.decider(j)) {
            let margin = levels[*k] * segment.ratio[*k] - market.costs[s][*k];
            condition += margin.get() * response.slope(s, *k, j);
        }
        steepness += segment.ratio[j] * (response.crowding(s, j) - response.slope(s, j, j));
    }
    (receipts, condition, steepness)
}

/// The pace of one offer where the acceleration does not help: quicker while its steps keep their direction, as on a
/// ledge where profit hardly rises, and slower when they turn, as where rivals overshoot in step (Riedmiller and
/// Braun 1993).
#[derive(Clone, Copy)]
struct Pace {
    factor: f64,
    before: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { factor: 0.5, before: 0.0 }
    }
}

impl Pace {
    fn step(&mut self, plan: f64) -> f64 {
        let change = if plan * self.before < 0.0 { 0.5 } else { 1.3 };
        self.factor = (self.factor * change).clamp(0.01, 30.0);
        self.before = plan;
        self.factor * plan
    }
}

fn longest(steps: &[f64]) -> f64 {
    steps.iter().fold(0.0, |most, step| most.max(step.abs()))
}

/// The level that pays an offer's cost and the one that pays the reference price, weighing segments by their mass.
pub(super) fn scale(market: &NashMarket, j: usize) -> (f64, f64) {
    let (mut cost, mut reference, mut level) = (0.0, 0.0, 0.0);
    for (segment, costs) in market.demand.segments.iter().zip(&market.costs) {
        cost += segment.mass * costs[j].get();
        reference += segment.mass * segment.preference.reference_price.get();
        level += segment.mass * segment.ratio[j];
    }
    // Without tokens or proportions there is no scale; the search then ends where it starts, unconverged.
    if level > 0.0 { (cost / level, reference / level) } else { (0.0, 0.0) }
}
