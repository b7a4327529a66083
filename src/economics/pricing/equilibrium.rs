//! The static Nash price: levels at which no firm gains by moving its own, rivals' being what they are.
//!
//! A firm chooses the levels L_j of its offers, all at once, to maximise sum_s sum_k q_sk (r_sk L_k - c_sk) with the
//! long-run tokens q of `demand::Response`. Its conditions, divided by the offer's receipts per level, are
//!
//! F_j = sum_s \[ r_sj q_sj + sum over own k of (r_sk L_k - c_sk) dq_sk/dL_j \] = 0.
//!
//! They are solved by the markup form of Morrow and Skerlos (2011): the own slope is split into its steepest part
//! -Lambda and the rest, L_j <- L_j + F_j / Lambda_j. For the logit that is p = c + mu + sum over own k of s_k (p_k - c_k),
//! which converges where p = c + mu / (1 - s) does not. A planned step goes uphill in the firm's own profit; steps are
//! bounded in ln L and accelerated near the solution, so the equilibrium found is one near the start.

use super::anderson::Anderson;
use crate::economics::demand::{Response, ResponseMarket};
use crate::maths;
use crate::units::{MoneyPerDay, MoneyPerMtok, MtokPerDay};

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
const MOST: f64 = 1e6;

/// Moves of one level that are tried: none, small ones to tell a top from a valley, and leaps to another hill.
const MOVES: [f64; 11] = [1.0, 0.995, 1.005, 0.5, 0.65, 0.8, 0.92, 1.08, 1.25, 1.5, 2.0];
/// Gain that is no more than round-off.
const ROUND_OFF: f64 = 1e-9;
/// Leaps that are followed.
const LEAPS: u32 = 4;

/// A market whose firms could price at will.
#[derive(Debug, Clone, PartialEq)]
pub struct NashMarket {
    /// Its long-run demand.
    pub demand: ResponseMarket,
    /// Unit cost by segment and offer: what one more token of the segment's mix costs in the long run.
    pub costs: Vec<Vec<MoneyPerMtok>>,
}

/// Prices at which every first-order condition holds; `deviations` tells whether a move pays all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// Price level of each offer: its blended price.
    pub levels: Vec<MoneyPerMtok>,
    /// Largest |F_j| over the receipts of j per level: the relative error in a first-order condition.
    pub residual: f64,
    /// Largest relative gain in profit that a firm has from moving one price: nothing at an equilibrium, something where
    /// profit has a valley or a higher hill. Without pure equilibrium there is always some.
    pub gain: f64,
    /// Evaluations of demand in the last search.
    pub iterations: u32,
    /// Whether all conditions hold, none at a bound.
    pub converged: bool,
}

/// The equilibrium near `start`, by offer. An offer that starts free starts at its cost. A market with an offer that
/// nobody takes at any price (to the last digit of a double) does not converge. Where a leap of one price pays, the
/// search goes on from there, as long as that lowers the gain.
pub fn nash(market: &NashMarket, start: &[MoneyPerMtok]) -> Equilibrium {
    let mut found = Search::new(market, start).run();
    for _ in 0..LEAPS {
        let Some((offer, factor)) = found.leap(market) else { break };
        let mut levels = found.levels.clone();
        levels[offer] = levels[offer] * factor;
        let other = Search::new(market, &levels).run();
        if !other.converged || other.gain >= found.gain {
            break;
        }
        found = other;
    }
    found
}

/// The largest gain that a firm has from moving one of its levels, over its profit: the epsilon of an
/// epsilon-equilibrium, as far as `MOVES` show.
pub fn deviations(market: &NashMarket, levels: &[MoneyPerMtok]) -> f64 {
    best_move(&mut Response::new(&market.demand), market, levels).0
}

/// The largest gain, and the offer and factor that bring it.
fn best_move(response: &mut Response, market: &NashMarket, levels: &[MoneyPerMtok]) -> (f64, usize, f64) {
    let profits = response.profits_alone(levels, &market.costs, &MOVES);
    let mut best = (0.0, 0, MOVES[0]);
    for (j, profits) in profits.chunks_exact(MOVES.len()).enumerate() {
        let here = profits[0].get();
        for (factor, profit) in MOVES.iter().zip(profits) {
            let gain = (profit.get() - here) / here.abs().max(f64::MIN_POSITIVE);
            if gain > best.0 {
                best = (gain, j, *factor);
            }
        }
    }
    best
}

impl Equilibrium {
    /// The move that pays most, where one does.
    fn leap(&self, market: &NashMarket) -> Option<(usize, f64)> {
        if !self.converged || self.gain <= ROUND_OFF {
            return None;
        }
        let (_, offer, factor) = best_move(&mut Response::new(&market.demand), market, &self.levels);
        Some((offer, factor))
    }
}

/// What a firm earns over unit costs at the levels that `response` stands at.
pub fn profit(market: &NashMarket, response: &Response, levels: &[MoneyPerMtok], firm: usize) -> MoneyPerDay {
    let margin = |s: usize, j: usize| levels[j] * market.demand.segments[s].ratio[j] - market.costs[s][j];
    response
        .offers_of(firm)
        .iter()
        .flat_map(|j| {
            (0..market.costs.len()).map(move |s| margin(s, *j) * MtokPerDay(response.tokens(s, *j)))
        })
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
        let (gain, ..) = best_move(&mut self.response, self.market, &self.levels);
        Equilibrium {
            converged: residual < FOUND && !self.bound,
            levels: self.levels,
            residual,
            gain,
            iterations,
        }
    }
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
fn scale(market: &NashMarket, j: usize) -> (f64, f64) {
    let (mut cost, mut reference, mut level) = (0.0, 0.0, 0.0);
    for (segment, costs) in market.demand.segments.iter().zip(&market.costs) {
        cost += segment.mass * costs[j].get();
        reference += segment.mass * segment.preference.reference_price.get();
        level += segment.mass * segment.ratio[j];
    }
    // Without tokens or proportions there is no scale; the search then ends where it starts, unconverged.
    if level > 0.0 { (cost / level, reference / level) } else { (0.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::demand::{Preference, ResponseSegment, Tastes};
    use crate::units::{Elo, Ratio, Share, Spread, Utils};

    /// A textbook market: linear price, no inertia; `appeals` are a, alpha = 1 / mu.
    fn textbook(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64, outside: f64) -> NashMarket {
        let tastes = Tastes {
            price: Spread::same(Ratio(1.0 / mu)),
            usage_elasticity: Share(0.0),
            ..Tastes::default()
        };
        let segment = ResponseSegment {
            preference: Preference {
                tastes,
                reference_price: MoneyPerMtok(1.0),
                reference_quality: Elo(1200.0),
                own_cost: MoneyPerMtok(0.0),
            },
            mass: 1.0,
            merit: appeals.iter().map(|a| Utils(a / mu)).collect(),
            ratio: vec![1.0; owners.len()],
            inertia: Spread::same(Utils(0.0)),
            outside: Utils(outside / mu),
            outside_inertia: Utils(0.0),
        };
        NashMarket {
            demand: ResponseMarket {
                segments: vec![segment],
                owners: owners.to_vec(),
                providers: owners.iter().max().unwrap() + 1,
                types: 1,
            },
            costs: vec![costs.iter().copied().map(MoneyPerMtok).collect()],
        }
    }

    fn solved(market: &NashMarket, start: f64) -> Vec<f64> {
        let found = nash(market, &vec![MoneyPerMtok(start); market.demand.owners.len()]);
        assert!(found.converged, "residual {} after {}", found.residual, found.iterations);
        found.levels.iter().map(|level| level.get()).collect()
    }

    #[test]
    fn the_symmetric_duopoly_has_its_textbook_price() {
        // p = c + mu / (1 - s), s = e^((a - p)/mu) / (2 e^((a - p)/mu) + 1), by bisection.
        for (a, c, mu) in [(2.0, 1.0, 0.25), (1.0, 0.2, 0.6), (4.0, 1.0, 0.3)] {
            let excess = |p: f64| {
                let w = maths::exp((a - p) / mu);
                p - c - mu / (1.0 - w / (2.0 * w + 1.0))
            };
            let (mut low, mut high) = (c, c + 10.0 * mu);
            for _ in 0..100 {
                let middle = 0.5 * (low + high);
                if excess(middle) > 0.0 { high = middle } else { low = middle }
            }
            let levels = solved(&textbook(&[0, 1], &[a, a], &[c, c], mu, 0.0), c);
            assert!((levels[0] - low).abs() < 1e-8 && (levels[1] - low).abs() < 1e-8, "{levels:?} {low}");
        }
    }

    #[test]
    fn calvano_s_duopoly_and_its_cartel() {
        // Calvano, Calzolari, Denicolo and Pastorello (2020): p_N = 1.4729, p_M = 1.9250.
        let duopoly = solved(&textbook(&[0, 1], &[2.0, 2.0], &[1.0, 1.0], 0.25, 0.0), 1.2);
        assert!((duopoly[0] - 1.472_927).abs() < 1e-6, "{duopoly:?}");
        let cartel = solved(&textbook(&[0, 0], &[2.0, 2.0], &[1.0, 1.0], 0.25, 0.0), 1.2);
        assert!((cartel[0] - 1.924_981).abs() < 1e-6, "{cartel:?}");
    }

    #[test]
    fn many_equal_firms_leave_a_markup_of_mu() {
        let n = 2_000;
        let owners: Vec<usize> = (0..n).collect();
        let levels = solved(&textbook(&owners, &vec![2.0; n], &vec![1.0; n], 0.25, 0.0), 3.0);
        // mu / (1 - s) - mu is about mu / n.
        assert!(levels.iter().all(|p| (p - 1.25).abs() < 1.01 * 0.25 / n as f64), "{}", levels[0]);
    }

    #[test]
    fn a_firm_of_two_products_prices_above_two_firms_of_one() {
        let apart = solved(&textbook(&[0, 1, 2], &[2.0; 3], &[1.0; 3], 0.25, 0.0), 1.2);
        let joint = solved(&textbook(&[0, 0, 1], &[2.0; 3], &[1.0; 3], 0.25, 0.0), 1.2);
        assert!(joint[0] > apart[0] + 1e-3 && (joint[0] - joint[1]).abs() < 1e-9);
        // The rival follows, by less: prices are strategic complements.
        assert!(joint[2] > apart[2] && joint[2] < joint[0]);
    }

    #[test]
    fn a_cost_is_passed_on_in_part() {
        let before = solved(&textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0), 1.2);
        let one = solved(&textbook(&[0, 1], &[2.0; 2], &[1.01, 1.0], 0.25, 0.0), 1.2);
        let both = solved(&textbook(&[0, 1], &[2.0; 2], &[1.01; 2], 0.25, 0.0), 1.2);
        let passed = |after: &[f64], j: usize| (after[j] - before[j]) / 0.01;
        assert!(passed(&one, 0) > 0.0 && passed(&one, 0) < 1.0);
        assert!(passed(&one, 1) > 0.0 && passed(&one, 1) < passed(&one, 0));
        assert!(passed(&both, 0) > passed(&one, 0) && passed(&both, 0) < 1.0);
    }

    #[test]
    fn a_market_without_tokens_has_no_equilibrium_and_does_no_harm() {
        let mut empty = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
        empty.demand.segments[0].mass = 0.0;
        let found = nash(&empty, &[MoneyPerMtok(1.5), MoneyPerMtok::ZERO]);
        assert!(!found.converged && found.levels.iter().all(|level| level.get().is_finite()));
        let nobody = NashMarket {
            demand: ResponseMarket { segments: Vec::new(), owners: Vec::new(), providers: 0, types: 1 },
            costs: Vec::new(),
        };
        assert!(nash(&nobody, &[]).converged);
    }
}
