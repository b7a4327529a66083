//! Morris's screening: which inputs matter at all, for a few runs each.
//!
//! A trajectory starts on a grid of p levels and moves one factor after another by D = p / (2 (p - 1)) of its range (Morris,
//! Technometrics 33, 1991). Each step gives an elementary effect of its factor,
//!
//! ```text
//! EE_j = (y(x + D e_j) - y(x)) / D          mu*_j = mean |EE_j|,   sigma_j = sd EE_j
//! ```
//!
//! mu* (Campolongo, Cariboni and Saltelli, Environ. Model. Softw. 22, 2007) says how much a factor moves the output over its whole range,
//! sigma how much that depends on where the others stand: curvature or interaction. A factor of several inputs moves all of them at
//! once, each in a direction of its own; its sigma then means nothing more than a spread.

use super::indices::{Confidence, Index};
use crate::maths::sqrt;
use crate::statistics::design::Counter;
use crate::statistics::{Interval, Moments, quantile_of_sorted, sorted};

/// The design: trajectories over the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Morris {
    factors: Vec<Vec<usize>>,
    inputs: usize,
    trajectories: usize,
    levels: u32,
    chance: Counter,
}

/// Measures of one output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effects {
    /// Trajectories that all runs are there of.
    pub samples: usize,
    /// mu*, by factor.
    pub mu_star: Vec<Index>,
    /// sigma, by factor; none of one trajectory.
    pub sigma: Vec<Option<Index>>,
}

/// A statistic of elementary effects.
type Statistic = fn(&[f64]) -> Option<f64>;

/// Resamples of the bootstrap.
const RESAMPLES: usize = 999;

impl Morris {
    /// So many trajectories over `inputs` inputs, the members of `factors`, on an even number of levels; none where an input does not
    /// exist or the number is odd or below two.
    pub fn new(
        (factors, inputs): (Vec<Vec<usize>>, usize),
        (trajectories, levels): (usize, u32),
        seed: u64,
    ) -> Option<Self> {
        let known = factors.iter().flatten().all(|input| *input < inputs);
        let even = levels >= 2 && levels.is_multiple_of(2);
        (known && even).then(|| Self { factors, inputs, trajectories, levels, chance: Counter::new(seed) })
    }

    /// Runs of a trajectory.
    pub fn each(&self) -> usize {
        self.factors.len() + 1
    }

    /// Runs in all.
    pub fn len(&self) -> usize {
        self.trajectories * self.each()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// D, a part of the range.
    fn step(&self) -> f64 {
        f64::from(self.levels) / (2.0 * f64::from(self.levels - 1))
    }

    /// The point of a run; runs of a trajectory follow each other.
    pub fn point(&self, run: usize) -> Vec<f64> {
        let (chance, done) = (self.of(run / self.each()), run % self.each());
        let order = self.order(run / self.each());
        let half = self.levels / 2;
        let grid = f64::from(self.levels - 1);
        // Half of the levels can go up by D, and the other half are where those end: a fair coin says from which end.
        let low = |input: usize| chance.of(1).below(input as u64, half as usize) as f64 / grid;
        let falls = |input: usize| chance.of(2).bits(input as u64) >> 63 == 1;
        let mut moved = vec![false; self.inputs];
        order[..done].iter().flat_map(|factor| &self.factors[*factor]).for_each(|input| moved[*input] = true);
        (0..self.inputs)
            .map(|input| low(input) + if falls(input) == moved[input] { 0.0 } else { self.step() })
            .collect()
    }

    fn of(&self, trajectory: usize) -> Counter {
        self.chance.of(trajectory as u64)
    }

    /// The order in which a trajectory moves its factors.
    fn order(&self, trajectory: usize) -> Vec<usize> {
        self.of(trajectory).of(0).permutation(self.factors.len())
    }

    /// What the outputs of the runs say, in their order; trajectories with a run that has none are left out.
    pub fn effects(&self, outputs: &[Option<f64>], sureness: Confidence) -> Option<Effects> {
        let steps = |(trajectory, runs): (usize, &[Option<f64>])| -> Option<Vec<f64>> {
            let values: Option<Vec<f64>> = runs.iter().copied().collect();
            let values = values?;
            let mut effects = vec![0.0; self.factors.len()];
            for (at, factor) in self.order(trajectory).into_iter().enumerate() {
                let sign = match self.factors[factor][..] {
                    [only]
                        if self.point(trajectory * self.each() + at)[only]
                            > self.point(trajectory * self.each() + at + 1)[only] =>
                    {
                        -1.0
                    }
                    _ => 1.0,
                };
                effects[factor] = sign * (values[at + 1] - values[at]) / self.step();
            }
            Some(effects)
        };
        let rows: Vec<Vec<f64>> = outputs.chunks_exact(self.each()).enumerate().filter_map(steps).collect();
        let samples = rows.len();
        if samples == 0 {
            return None;
        }
        let columns: Vec<Vec<f64>> =
            (0..self.factors.len()).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
        let each = |of: Statistic| -> Vec<Option<Index>> {
            columns.iter().map(|effects| index(effects, of, sureness)).collect()
        };
        Some(Effects {
            samples,
            mu_star: each(mean_size).into_iter().flatten().collect(),
            sigma: each(deviation),
        })
    }
}

fn mean_size(effects: &[f64]) -> Option<f64> {
    (!effects.is_empty())
        .then(|| effects.iter().map(|effect| effect.abs()).sum::<f64>() / effects.len() as f64)
}

fn deviation(effects: &[f64]) -> Option<f64> {
    effects.iter().copied().collect::<Moments>().sd()
}

/// A statistic with the bootstrap's percentile interval, widened by sqrt(n/(n - 1)) about the estimate, since a resample of few
/// trajectories varies less than trajectories do.
fn index(effects: &[f64], of: Statistic, sureness: Confidence) -> Option<Index> {
    let value = of(effects)?;
    let n = effects.len();
    if n < 2 {
        return Some(Index { value, interval: None });
    }
    let chance = Counter::new(sureness.seed);
    let drawn: Vec<f64> = (0..RESAMPLES)
        .filter_map(|resample| {
            let chance = chance.of(resample as u64);
            let again: Vec<f64> = (0..n).map(|at| effects[chance.below(at as u64, n)]).collect();
            of(&again)
        })
        .collect();
    let drawn = sorted(drawn);
    let wide = sqrt(n as f64 / (n - 1) as f64);
    let end = |p: f64| Some(value + wide * (quantile_of_sorted(&drawn, p)? - value));
    let outside = 0.5 * (1.0 - sureness.level);
    let interval = Interval { low: end(outside)?, high: end(1.0 - outside)? };
    Some(Index { value, interval: Some(interval) })
}
