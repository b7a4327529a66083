//! The design behind variance-based indices: pairs of base points and the hybrids between them.
//!
//! A base point is a pair (A, B) of independent points. For each factor j the hybrid AB_j is A with the inputs of j from B, and BA_j is
//! B with those of j from A. With AB alone a base point takes 2 + k runs for k factors (Saltelli et al., Comput. Phys. Commun. 181,
//! 2010), with both 2 + 2k, and then second-order indices come for nothing (Saltelli, Comput. Phys. Commun. 145, 2002).
//!
//! Pairs come from one scrambled Sobol sequence of twice as many dimensions, A from the first half and B from the second. There may be
//! several independent scramblings, each with its share of the base points: what they differ by is then what intervals are made of.

use crate::statistics::design::{Counter, MOST_DIMENSIONS, Scrambled};

/// Which of a base point's runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The first of the pair.
    A,
    /// The second.
    B,
    /// A with a factor from B.
    Ab(usize),
    /// B with a factor from A.
    Ba(usize),
}

/// The design.
#[derive(Debug, Clone, PartialEq)]
pub struct Saltelli {
    /// By factor: its inputs.
    factors: Vec<Vec<usize>>,
    inputs: usize,
    samples: usize,
    both: bool,
    nets: Vec<Scrambled>,
}

impl Saltelli {
    /// Inputs at most.
    pub const MOST_INPUTS: usize = MOST_DIMENSIONS / 2;

    /// A design of `samples` base points over `inputs` inputs, which are the members of `factors`, in `nets` scramblings that share the
    /// base points evenly; with `both` kinds of hybrids or AB alone. None above [`Self::MOST_INPUTS`], or where nets do not divide.
    pub fn new(
        (factors, inputs): (Vec<Vec<usize>>, usize),
        (samples, nets): (usize, usize),
        both: bool,
        seed: u64,
    ) -> Option<Self> {
        let divides = nets > 0 && samples > 0 && samples.is_multiple_of(nets);
        let known = factors.iter().flatten().all(|input| *input < inputs);
        if !divides || !known {
            return None;
        }
        let chance = Counter::new(seed);
        let nets: Option<Vec<Scrambled>> =
            (0..nets).map(|net| Scrambled::new(2 * inputs, chance.bits(net as u64))).collect();
        Some(Self { factors, inputs, samples, both, nets: nets? })
    }

    /// Runs of a base point.
    pub fn each(&self) -> usize {
        2 + self.factors.len() * (1 + usize::from(self.both))
    }

    /// Runs in all.
    pub fn len(&self) -> usize {
        self.samples * self.each()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Factors.
    pub fn factors(&self) -> usize {
        self.factors.len()
    }

    /// Whether both kinds of hybrids are run.
    pub fn both(&self) -> bool {
        self.both
    }

    /// The net that a base point is of.
    pub fn net(&self, base: usize) -> usize {
        base / (self.samples / self.nets.len())
    }

    /// The point of a run: runs of one base point follow each other, A, B, all AB, all BA; base points of one net follow each other.
    pub fn point(&self, run: usize) -> Vec<f64> {
        let (base, cell) = (run / self.each(), self.cell(run % self.each()));
        let each = self.samples / self.nets.len();
        let pair = self.nets[self.net(base)].point((base % each) as u64);
        let (own, other) = match cell {
            Cell::A | Cell::Ab(_) => (0, self.inputs),
            Cell::B | Cell::Ba(_) => (self.inputs, 0),
        };
        let mut point: Vec<f64> = (0..self.inputs).map(|input| pair[input + own]).collect();
        if let Cell::Ab(factor) | Cell::Ba(factor) = cell {
            for &input in &self.factors[factor] {
                point[input] = pair[input + other];
            }
        }
        point
    }

    /// Which run of a base point has this number.
    pub fn cell(&self, at: usize) -> Cell {
        match at {
            0 => Cell::A,
            1 => Cell::B,
            at if at < 2 + self.factors.len() => Cell::Ab(at - 2),
            at => Cell::Ba(at - 2 - self.factors.len()),
        }
    }
}
