//! Findings: what all records together say. A pure function of the records in job order.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::credit::{Credited, Credits, credited};
use super::estimate::{Estimate, quantiles};
use super::impulse::{Impulse, impulses};
use super::plan::Job;
use super::record::{Column, Event, JobRecord, JobResult, Layout, Reduced, Subject};
use crate::calendar::Instant;
use crate::history::Part;
use crate::measures::episodes::Episode;
use crate::statistics::Moments;

/// What an experiment found.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// What it is about.
    pub subject: Subject,
    /// Columns of rows and of paths.
    pub layout: Layout,
    /// Replicates finished in all arms, counted from the first without a gap; nothing beyond them is used.
    pub replicates: u32,
    /// One row a job, in job order.
    pub rows: Vec<Row>,
    /// By arm, then by column of `layout.outcome`.
    pub estimates: Vec<Vec<Estimate>>,
    /// By arm, then by column of `layout.statements`: what the books say.
    pub statements: Vec<Vec<Estimate>>,
    /// By arm: what falls in price are put down to.
    pub credits: Vec<Vec<Credited>>,
    /// By arm, then by column of `layout.path`.
    pub bands: Vec<Vec<Bands>>,
    /// By arm: how prices answer those that are forced.
    pub impulses: Vec<Vec<Impulse>>,
    /// Whole histories of the first few replicates.
    pub exemplars: Vec<Exemplar>,
    /// Reviews that users made, all runs together.
    pub reviews: u64,
    /// Events that the loop took, all runs together.
    pub events: u64,
}

/// A job in the table of replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub job: Job,
    /// Values of the uncertain parameters; empty where the run broke before they were kept.
    pub draws: Vec<f64>,
    /// Its measures, or why it failed.
    pub outcome: Result<Vec<Option<f64>>, String>,
    /// What falls in price are put down to; empty for a failed run.
    pub credits: Vec<Credits>,
}

/// Bands of one series over time, by instant of the layout.
pub type Bands = Vec<Option<Band>>;

/// What the replicates say of a series at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Replicates that have the figure.
    pub n: u32,
    /// Their mean.
    pub mean: f32,
    /// Their quantiles at `QUANTILES`.
    pub quantiles: [f32; 5],
}

impl Band {
    /// The median.
    pub fn median(&self) -> f32 {
        self.quantiles[2]
    }
}

/// A whole history of one replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemplar {
    /// Which.
    pub job: Job,
    /// What happened.
    pub chronicle: Vec<Event>,
    /// Price-war episodes.
    pub episodes: Vec<Episode>,
    /// Its path, by column of `layout.path`, then by instant.
    pub path: Vec<Vec<Option<f32>>>,
}

impl Findings {
    /// What is read off the rows of the replicates of which all arms have it: by replicate, then by arm.
    pub(super) fn whole_replicates<'a, T>(
        &'a self,
        arms: usize,
        read: impl Fn(&'a Row) -> Option<T>,
    ) -> Vec<Vec<T>> {
        // Rows are in job order: all arms of a replicate before the next.
        let replicates = self.rows.chunks(arms.max(1)).filter(|rows| rows.len() == arms);
        replicates.filter_map(|rows| rows.iter().map(&read).collect()).collect()
    }

    /// Sums records up. Records of replicates beyond the first gap wait for it to be filled.
    pub fn of(subject: Subject, layout: Layout, records: &BTreeMap<Job, &JobRecord>) -> Self {
        let arms = subject.arms.len() as u32;
        let whole =
            |replicate: &u32| (0..arms).all(|arm| records.contains_key(&Job { replicate: *replicate, arm }));
        let replicates = (0..u32::MAX).take_while(whole).count() as u32;
        let used: Vec<&JobRecord> =
            records.values().copied().filter(|record| record.job.replicate < replicates).collect();
        let by_arm: Vec<Vec<&Reduced>> = (0..arms)
            .map(|arm| used.iter().filter(|r| r.job.arm == arm).filter_map(|r| done(r)).collect())
            .collect();
        let level = subject.level;
        let estimates = by_arm
            .iter()
            .map(|runs| {
                layout.outcome.iter().enumerate().map(|(at, c)| estimate(runs, at, c, level)).collect()
            })
            .collect();
        let credits = by_arm
            .iter()
            .map(|runs| {
                let credits: Vec<&[Credits]> = runs.iter().map(|run| run.credits.as_slice()).collect();
                credited(&credits, &subject.names, level)
            })
            .collect();
        let statements = by_arm
            .iter()
            .map(|runs| {
                let line = |at: usize| -> Vec<f64> { runs.iter().map(|run| run.statements[at]).collect() };
                let columns = 0..layout.statements.len();
                columns.map(|at| Estimate::of(&line(at), "money", level)).collect()
            })
            .collect();
        let bands = by_arm
            .iter()
            .map(|runs| {
                (0..layout.path.len()).into_par_iter().map(|column| bands(runs, column, &layout)).collect()
            })
            .collect();
        let impulses = by_arm.iter().map(|runs| impulses(runs, &subject, &layout)).collect();
        let all = || by_arm.iter().flatten();
        Self {
            replicates,
            rows: used.iter().map(|record| row(record)).collect(),
            estimates,
            statements,
            credits,
            bands,
            impulses,
            exemplars: used.iter().filter_map(|record| exemplar(record, &layout)).collect(),
            reviews: all().map(|run| run.reviews).sum(),
            events: all().map(|run| run.events).sum(),
            subject,
            layout,
        }
    }

    /// The estimate of a measure of an entity in an arm.
    pub fn estimate(&self, arm: usize, measure: &str, entity: &str) -> Option<&Estimate> {
        let column = position(&self.layout.outcome, measure, entity)?;
        self.estimates.get(arm)?.get(column)
    }

    /// What a part contributes to an entity's change in price, in an arm.
    pub fn credit(&self, arm: usize, part: Part, entity: &str) -> Option<&Credited> {
        self.credits.get(arm)?.iter().find(|credited| credited.part == part && credited.entity == entity)
    }

    /// Bands of a series of an entity in an arm, by instant of the layout.
    pub fn bands(&self, arm: usize, measure: &str, entity: &str) -> Option<&Bands> {
        let column = position(&self.layout.path, measure, entity)?;
        self.bands.get(arm)?.get(column)
    }

    /// Figures of a measure in all runs of an arm that have it, in order.
    pub fn values(&self, arm: u32, measure: &str, entity: &str) -> Vec<f64> {
        let Some(column) = position(&self.layout.outcome, measure, entity) else { return Vec::new() };
        let rows = self.rows.iter().filter(|row| row.job.arm == arm);
        rows.filter_map(|row| row.outcome.as_ref().ok()?[column]).collect()
    }

    /// Days of the layout's instants since the start.
    pub fn days(&self) -> Vec<f64> {
        self.layout.instants.iter().map(|at| Instant(*at).days()).collect()
    }

    /// Runs that failed, with the reason.
    pub fn failures(&self) -> impl Iterator<Item = (Job, &str)> {
        self.rows.iter().filter_map(|row| Some((row.job, row.outcome.as_ref().err()?.as_str())))
    }
}

impl Exemplar {
    /// A series of this history, by instant of the layout.
    pub fn series(&self, layout: &Layout, measure: &str, entity: &str) -> Option<&[Option<f32>]> {
        self.path.get(position(&layout.path, measure, entity)?).map(Vec::as_slice)
    }
}

fn position(columns: &[Column], measure: &str, entity: &str) -> Option<usize> {
    columns.iter().position(|column| column.measure == measure && column.entity == entity)
}

fn done(record: &JobRecord) -> Option<&Reduced> {
    match &record.result {
        JobResult::Done(reduced) => Some(reduced),
        JobResult::Failed(_) => None,
    }
}

fn estimate(runs: &[&Reduced], at: usize, column: &Column, level: f64) -> Estimate {
    let values: Vec<f64> = runs.iter().filter_map(|run| run.outcome[at]).collect();
    Estimate::of(&values, &column.unit, level)
}

fn bands(runs: &[&Reduced], column: usize, layout: &Layout) -> Bands {
    let columns = layout.path.len();
    let at = |row| {
        let values: Vec<f64> =
            runs.iter().filter_map(|run| run.path.at(row, column, columns).map(f64::from)).collect();
        let moments: Moments = values.iter().copied().collect();
        let (mean, n) = (moments.mean()? as f32, moments.n() as u32);
        Some(Band { n, mean, quantiles: quantiles(values)?.map(|q| q as f32) })
    };
    (0..layout.instants.len()).map(at).collect()
}

fn row(record: &JobRecord) -> Row {
    let outcome = match &record.result {
        JobResult::Done(reduced) => Ok(reduced.outcome.clone()),
        JobResult::Failed(reason) => Err(reason.clone()),
    };
    let credits = done(record).map_or_else(Vec::new, |reduced| reduced.credits.clone());
    Row { job: record.job, draws: record.draws.clone(), outcome, credits }
}

fn exemplar(record: &JobRecord, layout: &Layout) -> Option<Exemplar> {
    let run = done(record)?;
    let columns = layout.path.len();
    let path = (0..columns)
        .map(|column| (0..layout.instants.len()).map(|row| run.path.at(row, column, columns)).collect())
        .collect();
    Some(Exemplar {
        job: record.job,
        chronicle: run.chronicle.clone()?,
        episodes: run.episodes.clone(),
        path,
    })
}
