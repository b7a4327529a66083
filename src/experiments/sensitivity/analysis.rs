//! From the runs of a design to indices, noise, convergence and the tornado.

use super::design::{Design, Kind, ends};
use super::noise::noise;
use super::{IndexRow, InputNote, OutputAnswer, SensitivityAnswer, Swing};
use crate::experiments::estimate::Mean;
use crate::experiments::findings::Findings;
use crate::statistics::Moments;
use crate::statistics::sensitivity::{Cell, Confidence, Evaluations, Index, Indices};
use crate::study::{Effect, Method, Output, Parameter};

/// Parts of the samples that convergence is shown by, in eighths.
const EIGHTHS: [usize; 4] = [1, 2, 4, 8];
/// Base points or trajectories that indices are estimated from at least.
pub const FEWEST: usize = 8;

/// The answer from the findings of a design, whose arms they are.
pub fn analyse(findings: &Findings, design: &Design) -> SensitivityAnswer {
    let (asked, subject) = (design.asked(), &findings.subject);
    let factor = |input: usize| {
        asked.factors.iter().find(|factor| factor.inputs.contains(&input)).map_or("", |factor| &factor.name)
    };
    let inputs = asked.inputs.iter().enumerate().map(|(at, input)| {
        let (low, high) = ends(input);
        InputNote {
            path: input.path.clone(),
            factor: factor(at).to_owned(),
            unit: unit(input),
            law: input.distribution.to_string(),
            times: input.effect == Effect::Times,
            low,
            high,
        }
    });
    let points = subject.arms.len() as u64;
    SensitivityAnswer {
        title: subject.title.clone(),
        currency: subject.currency.clone(),
        seed: subject.seed,
        level: subject.level,
        method: match asked.method {
            Method::Sobol => "sobol",
            Method::Morris => "morris",
        },
        samples: u64::from(asked.samples),
        scrambles: if asked.method == Method::Sobol { u64::from(asked.scrambles) } else { 1 },
        replicates: u64::from(findings.replicates),
        points,
        runs: points * u64::from(findings.replicates),
        inputs: inputs.collect(),
        outputs: asked.outputs.iter().map(|output| Table::of(findings, output).answer(design)).collect(),
    }
}

/// The unit of an input's values; a ratio, which may be above one, has none that a reader would want.
fn unit(input: &Parameter) -> String {
    let ratio = input.effect == Effect::Set && input.unit == "share" && input.range.1 > 1.0;
    if ratio { "1".to_owned() } else { input.unit.clone() }
}

/// An output by arm, then by replicate.
struct Table<'a> {
    output: &'a Output,
    unit: String,
    level: f64,
    arms: Vec<Vec<Option<f64>>>,
}

impl<'a> Table<'a> {
    fn of(findings: &Findings, output: &'a Output) -> Self {
        let named = |column: &crate::experiments::Column| {
            column.measure == output.measure && column.entity == output.entity
        };
        let column = findings.layout.outcome.iter().position(named);
        let mut arms = vec![Vec::new(); findings.subject.arms.len()];
        for row in &findings.rows {
            let value = row.outcome.as_ref().ok().zip(column).and_then(|(values, column)| values[column]);
            arms[row.job.arm as usize].push(value);
        }
        let unit = column.map_or_else(String::new, |column| findings.layout.outcome[column].unit.clone());
        Self { output, unit, level: findings.subject.level, arms }
    }

    /// The mean over replicates of an arm; none where one has no figure, since the others had other luck.
    fn mean(&self, arm: usize) -> Option<f64> {
        let values = self.whole(arm)?;
        Some(values.iter().sum::<f64>() / values.len() as f64)
    }

    fn whole(&self, arm: usize) -> Option<Vec<f64>> {
        self.arms[arm].iter().copied().collect::<Option<Vec<f64>>>().filter(|values| !values.is_empty())
    }

    fn answer(&self, design: &Design) -> OutputAnswer {
        let first = design.first();
        let means: Vec<Option<f64>> = (first..self.arms.len()).map(|arm| self.mean(arm)).collect();
        // Base points are draws from the inputs' laws; hybrids lie between them and would count them twice.
        let drawn: Vec<usize> = (0..means.len()).filter(|point| is_drawn(design, *point)).collect();
        let moments: Moments = drawn.iter().filter_map(|point| means[*point]).collect();
        let rows: Vec<Vec<f64>> = drawn.iter().filter_map(|point| self.whole(first + point)).collect();
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let convergence: Vec<Vec<IndexRow>> =
            EIGHTHS.iter().map(|eighths| indices(design, &means, *eighths, self.level)).collect();
        OutputAnswer {
            output: self.output.name(),
            measure: self.output.measure.clone(),
            entity: self.output.entity.clone(),
            unit: self.unit.clone(),
            missing: means.iter().filter(|mean| mean.is_none()).count() as u64,
            base: Mean::of(self.arms[0].iter().flatten().copied(), self.level),
            mean: moments.mean(),
            sd: moments.sd(),
            noise: noise(&rows),
            indices: convergence.last().cloned().unwrap_or_default(),
            convergence: convergence.concat(),
            tornado: self.tornado(design),
        }
    }

    fn tornado(&self, design: &Design) -> Vec<Swing> {
        let swing = |(at, input): (usize, &Parameter)| Swing {
            parameter: input.path.clone(),
            at_low: self.over_base(1 + 2 * at),
            at_high: self.over_base(2 + 2 * at),
        };
        design.asked().inputs.iter().enumerate().map(swing).collect()
    }

    /// An arm less the scenario as it is, in pairs.
    fn over_base(&self, arm: usize) -> Mean {
        let pairs = self.arms[arm].iter().zip(&self.arms[0]);
        Mean::of(pairs.filter_map(|(value, base)| Some((*value)? - (*base)?)), self.level)
    }
}

fn is_drawn(design: &Design, point: usize) -> bool {
    match design.kind() {
        Kind::Sobol(saltelli) => {
            matches!(saltelli.cell(point % saltelli.each()), Cell::A | Cell::B)
        }
        Kind::Morris(_) => true,
    }
}

/// The rows of a part of the samples; none where it is too small or the output does not vary in it.
fn indices(design: &Design, means: &[Option<f64>], eighths: usize, level: f64) -> Vec<IndexRow> {
    let sureness = Confidence { level, seed: design.seed };
    let factors = &design.asked().factors;
    let row = |(parameter, other): (usize, Option<usize>),
               index: &'static str,
               found: &Index,
               samples: usize| IndexRow {
        parameter: factors[parameter].name.clone(),
        parameter_2: other.map(|other| factors[other].name.clone()),
        index,
        value: found.value,
        ci_low: found.interval.map(|interval| interval.low),
        ci_high: found.interval.map(|interval| interval.high),
        samples: samples as u64,
    };
    match design.kind() {
        Kind::Sobol(saltelli) => {
            let part = Evaluations::of(saltelli, means).part(eighths, 8);
            let found =
                Some(part).filter(|part| part.len() >= FEWEST).and_then(|part| part.indices(sureness));
            let Indices { samples, first, total, second } = found.unwrap_or_default();
            let own = |index, list: &[Index]| -> Vec<IndexRow> {
                list.iter().enumerate().map(|(at, found)| row((at, None), index, found, samples)).collect()
            };
            let pairs = second.iter().map(|(i, j, found)| row((*i, Some(*j)), "S2", found, samples));
            own("S1", &first).into_iter().chain(own("ST", &total)).chain(pairs).collect()
        }
        Kind::Morris(morris) => {
            let runs = means.len() / morris.each() * eighths / 8 * morris.each();
            let Some(found) =
                morris.effects(&means[..runs], sureness).filter(|found| found.samples >= FEWEST)
            else {
                return Vec::new();
            };
            let own = found.mu_star.iter().enumerate();
            let own = own.map(|(at, index)| row((at, None), "mu_star", index, found.samples));
            let spreads =
                found.sigma.iter().enumerate().filter_map(|(at, index)| Some((at, index.as_ref()?)));
            // What a group's spread means is not known, since its inputs move in directions of their own.
            let spreads = spreads.filter(|(at, _)| factors[*at].inputs.len() == 1);
            own.chain(spreads.map(|(at, index)| row((at, None), "sigma", index, found.samples))).collect()
        }
    }
}
