//! Variance-based indices: what part of an output's variance is owed to each factor, alone and with others.
//!
//! ```text
//! S_j  = V[E[y | x_j]] / V[y]                  first order: alone
//! ST_j = 1 - V[E[y | all but x_j]] / V[y]      total: alone and in all interactions
//! S_ij = V[E[y | x_i, x_j]] / V[y] - S_i - S_j second order: the interaction of the two
//! ```
//!
//! Sums run over base points; a, b, ab_j, ba_j are the outputs at A, B, AB_j, BA_j, all centred by the mean of a and b.
//!
//! With both kinds of hybrids (Azzini, Mara and Rosati, Environ. Model. Softw. 144, 2021; S_ij in the same spirit, Jansen's squared
//! distance of runs that share x_i and x_j over that of runs that share nothing):
//!
//! ```text
//! Q_j  = sum (a - b)^2 + (ba_j - ab_j)^2
//! S_j  = 2 sum (ab_j - a)(b - ba_j) / Q_j
//! ST_j = sum (b - ba_j)^2 + (a - ab_j)^2 / Q_j
//! S_ij = 1 - 2 sum (ba_i - ab_j)^2 + (ab_i - ba_j)^2 / (Q_i + Q_j) - S_i - S_j
//! ```
//!
//! With AB alone S_j = mean b (ab_j - a) / V (Saltelli et al. 2010) and ST_j = mean (a - ab_j)^2 / 2V (Jansen 1999), V over a and b.

use super::saltelli::Saltelli;
use crate::maths::sqrt;
use crate::statistics::design::Counter;
use crate::statistics::{Interval, student_quantile};

/// An index with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The estimate.
    pub value: f64,
    /// Its confidence interval; none where there is one net and one base point.
    pub interval: Option<Interval>,
}

/// The indices of one output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Indices {
    /// Base points that all runs are there of.
    pub samples: usize,
    /// By factor.
    pub first: Vec<Index>,
    /// By factor.
    pub total: Vec<Index>,
    /// By pair of factors, i < j; none where only one kind of hybrids was run.
    pub second: Vec<(usize, usize, Index)>,
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// Confidence level.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
}

/// Resamples of a bootstrap: its standard error then errs by 1/sqrt(2 x 999) = 2 %.
const RESAMPLES: usize = 999;

/// An output at the runs of whole base points.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluations {
    factors: usize,
    both: bool,
    bases: Vec<Base>,
}

#[derive(Debug, Clone, PartialEq)]
struct Base {
    net: usize,
    values: Vec<f64>,
}

impl Evaluations {
    /// The outputs of a design's runs, in their order; base points with a run that has none are left out.
    pub fn of(design: &Saltelli, outputs: &[Option<f64>]) -> Self {
        let whole = |(at, runs): (usize, &[Option<f64>])| {
            let values: Option<Vec<f64>> = runs.iter().copied().collect();
            Some(Base { net: design.net(at), values: values? })
        };
        let mut bases: Vec<Base> =
            outputs.chunks_exact(design.each()).enumerate().filter_map(whole).collect();
        let pairs: f64 = bases.iter().map(|base| base.values[0] + base.values[1]).sum();
        let mean = pairs / (2.0 * bases.len().max(1) as f64);
        for value in bases.iter_mut().flat_map(|base| &mut base.values) {
            *value -= mean;
        }
        Self { factors: design.factors(), both: design.both(), bases }
    }

    /// Whole base points.
    pub fn len(&self) -> usize {
        self.bases.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bases.is_empty()
    }

    /// The first `numerator` of `denominator` parts of each net, so that a part is balanced as the whole is.
    pub fn part(&self, numerator: usize, denominator: usize) -> Self {
        let nets = self.bases.iter().map(|base| base.net).max().map_or(0, |last| last + 1);
        let bases = (0..nets)
            .flat_map(|net| {
                let own: Vec<&Base> = self.bases.iter().filter(|base| base.net == net).collect();
                let kept = own.len() * numerator / denominator;
                own.into_iter().take(kept).cloned().collect::<Vec<_>>()
            })
            .collect();
        Self { bases, ..self.clone() }
    }

    /// The indices; none of an output that does not vary.
    pub fn indices(&self, sureness: Confidence) -> Option<Indices> {
        let each: Vec<Sums> = self.bases.iter().map(|base| self.sums(&base.values)).collect();
        let whole = total(&each)?;
        let point = whole.indices(self.factors)?;
        let mut nets: Vec<(usize, Sums)> = Vec::new();
        for (base, sums) in self.bases.iter().zip(&each) {
            match nets.last_mut() {
                Some((net, sum)) if *net == base.net => sum.add(sums, 1.0),
                _ => nets.push((base.net, sums.clone())),
            }
        }
        let errors = if nets.len() > 1 {
            jackknife(&whole, nets.iter().map(|(_, sums)| sums), self.factors)
        } else {
            bootstrap(&each, self.factors, sureness.seed)
        };
        let quantile = if nets.len() > 1 {
            student_quantile(0.5 + 0.5 * sureness.level, (nets.len() - 1) as f64)
        } else {
            crate::maths::normal_quantile(0.5 + 0.5 * sureness.level)
        };
        let index = |at: usize| {
            let half = errors.as_ref().map(|errors| quantile * errors[at]);
            let value = point[at];
            Index { value, interval: half.map(|half| Interval { low: value - half, high: value + half }) }
        };
        let k = self.factors;
        let pairs = if self.both { pairs(k) } else { Vec::new() };
        Some(Indices {
            samples: self.bases.len(),
            first: (0..k).map(index).collect(),
            total: (k..2 * k).map(index).collect(),
            second: pairs.into_iter().enumerate().map(|(at, (i, j))| (i, j, index(2 * k + at))).collect(),
        })
    }

    /// What one base point adds to each sum.
    fn sums(&self, values: &[f64]) -> Sums {
        let k = self.factors;
        let square = |x: f64| x * x;
        let (a, b) = (values[0], values[1]);
        let (ab, rest) = values[2..].split_at(k);
        let mut sums = Sums { n: 1.0, sum: a + b, squares: a * a + b * b, ..Sums::default() };
        if self.both {
            let ba = rest;
            for j in 0..k {
                sums.first.push(2.0 * (ab[j] - a) * (b - ba[j]));
                sums.total.push(square(b - ba[j]) + square(a - ab[j]));
                sums.apart.push(square(a - b) + square(ba[j] - ab[j]));
            }
            let near = |(i, j): (usize, usize)| square(ba[i] - ab[j]) + square(ab[i] - ba[j]);
            sums.near = pairs(k).into_iter().map(near).collect();
        } else {
            for ab in ab {
                sums.first.push(b * (ab - a));
                sums.total.push(0.5 * square(a - ab));
            }
        }
        sums
    }
}

/// Pairs i < j of k factors.
fn pairs(k: usize) -> Vec<(usize, usize)> {
    (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j))).collect()
}

/// Sums over base points, from which all indices follow.
#[derive(Debug, Clone, PartialEq, Default)]
struct Sums {
    n: f64,
    sum: f64,
    squares: f64,
    first: Vec<f64>,
    total: Vec<f64>,
    /// Squared distances of runs that share nothing; none with one kind of hybrids.
    apart: Vec<f64>,
    /// Squared distances of runs that share a pair of factors.
    near: Vec<f64>,
}

impl Sums {
    fn add(&mut self, other: &Self, weight: f64) {
        self.n += weight * other.n;
        self.sum += weight * other.sum;
        self.squares += weight * other.squares;
        let lists = [
            (&mut self.first, &other.first),
            (&mut self.total, &other.total),
            (&mut self.apart, &other.apart),
            (&mut self.near, &other.near),
        ];
        for (own, more) in lists {
            own.iter_mut().zip(more).for_each(|(own, more)| *own += weight * more);
        }
    }

    /// All S_j, all ST_j, all S_ij; none where nothing varies.
    fn indices(&self, k: usize) -> Option<Vec<f64>> {
        let below = |number: f64, scale: f64| (scale > 0.0).then(|| number / scale);
        if self.apart.is_empty() {
            let mean = self.sum / (2.0 * self.n);
            let variance = self.n * (self.squares / (2.0 * self.n) - mean * mean);
            return self.first.iter().chain(&self.total).map(|sum| below(*sum, variance)).collect();
        }
        let ratio = |sums: &[f64]| -> Option<Vec<f64>> {
            sums.iter().zip(&self.apart).map(|(sum, apart)| below(*sum, *apart)).collect()
        };
        let (first, totals) = (ratio(&self.first)?, ratio(&self.total)?);
        let second: Option<Vec<f64>> = pairs(k)
            .into_iter()
            .zip(&self.near)
            .map(|((i, j), near)| {
                Some(1.0 - below(2.0 * near, self.apart[i] + self.apart[j])? - first[i] - first[j])
            })
            .collect();
        Some([first, totals, second?].concat())
    }
}

fn total(each: &[Sums]) -> Option<Sums> {
    let (head, rest) = each.split_first()?;
    let mut sums = head.clone();
    for more in rest {
        sums.add(more, 1.0);
    }
    Some(sums)
}

/// Standard errors by leaving out one net at a time: se^2 = (G - 1)/G sum (t_(g) - mean)^2 (Quenouille, Tukey; for independent
/// scramblings Owen 1995). None where nothing is left to vary.
fn jackknife<'a>(whole: &Sums, nets: impl Iterator<Item = &'a Sums>, k: usize) -> Option<Vec<f64>> {
    let without: Option<Vec<Vec<f64>>> = nets
        .map(|net| {
            let mut rest = whole.clone();
            rest.add(net, -1.0);
            rest.indices(k)
        })
        .collect();
    let without = without?;
    let n = without.len() as f64;
    Some(spread(&without, (n - 1.0) / n))
}

/// Standard errors by drawing base points with replacement (Efron 1979; Archer, Saltelli and Sobol 1997).
fn bootstrap(each: &[Sums], k: usize, seed: u64) -> Option<Vec<f64>> {
    if each.len() < 2 {
        return None;
    }
    let chance = Counter::new(seed);
    let drawn: Vec<Vec<f64>> = (0..RESAMPLES)
        .filter_map(|resample| {
            let chance = chance.of(resample as u64);
            let mut times = vec![0.0; each.len()];
            (0..each.len()).for_each(|at| times[chance.below(at as u64, each.len())] += 1.0);
            let mut sums = each[0].clone();
            sums.add(&each[0], times[0] - 1.0);
            each[1..].iter().zip(&times[1..]).for_each(|(more, times)| sums.add(more, *times));
            sums.indices(k)
        })
        .collect();
    (drawn.len() > 1).then(|| spread(&drawn, 1.0 / (drawn.len() - 1) as f64))
}

/// By column: the root of `factor` times the squares about its mean.
fn spread(rows: &[Vec<f64>], factor: f64) -> Vec<f64> {
    let column = |at: usize| {
        let mean = rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64;
        let squares: f64 = rows.iter().map(|row| (row[at] - mean) * (row[at] - mean)).sum();
        sqrt(factor * squares)
    };
    (0..rows.first().map_or(0, Vec::len)).map(column).collect()
}
