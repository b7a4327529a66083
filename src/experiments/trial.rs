//! One job from luck to record: draw the parameters, make the model, simulate, measure, reduce.

use super::credit::Credits;
use super::draws::draw_all;
use super::path::Path;
use super::plan::Job;
use super::record::{Event, Finished, JobRecord, JobResult, Layout, Reduced};
use crate::history::History;
use crate::measures::outcome;
use crate::model::Model;
use crate::random::Streams;
use crate::study::{ModelMaker, Output, Study};

/// Replicates of which the whole chronicle is kept: enough to show that histories differ, few enough to read.
pub const EXEMPLARS: u32 = 3;

/// How jobs of a study are done.
pub struct Trial<'a, S> {
    /// What is asked.
    pub study: &'a Study,
    /// Makes the model of each arm.
    pub arms: &'a [&'a dyn ModelMaker],
    /// The simulation.
    pub simulate: S,
    /// What is kept of each history.
    pub keeps: Keeps<'a>,
}

/// What is kept of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps<'a> {
    /// Every measure, the thinned path, what falls in price are put down to, a few chronicles.
    All,
    /// These measures and nothing else: a design has thousands of points.
    Only(&'a [Output]),
}

impl<S: Fn(&Model, Streams) -> History + Sync> Trial<'_, S> {
    /// Does a job.
    pub fn run(&self, job: Job) -> Finished {
        // All arms of a replicate draw from the same streams: the same parameters, the same luck.
        let streams = Streams::new(self.study.seed, u64::from(job.replicate));
        let draws = draw_all(&self.study.parameters, streams);
        match self.arms[job.arm as usize].make(&draws) {
            Ok(model) => {
                let history = (self.simulate)(&model, streams);
                let (reduced, layout) = match self.keeps {
                    Keeps::All => reduce(&model, &history, job),
                    Keeps::Only(outputs) => reduce_to(outputs, &model, &history),
                };
                let record = JobRecord { job, draws, result: JobResult::Done(reduced) };
                Finished { record, layout: Some(layout) }
            }
            Err(reason) => {
                Finished { record: JobRecord { job, draws, result: JobResult::Failed(reason) }, layout: None }
            }
        }
    }
}

/// What is kept of a history, and the columns it is kept in.
fn reduce(model: &Model, history: &History, job: Job) -> (Reduced, Layout) {
    let names = model.names();
    let outcome = outcome(history, &names, model.record.window, &model.record.episodes);
    let (instants, path) = Path::thin(&history.panel);
    let layout = Layout::of(&outcome, history, instants, (&names, &model.currency));
    let chronicle = (job.replicate < EXEMPLARS)
        .then(|| history.chronicle.list().iter().map(|happening| Event::of(happening, &names)).collect());
    let reduced = Reduced {
        outcome: outcome.figures.iter().map(|figure| figure.value).collect(),
        path,
        credits: history.attributions.iter().map(|found| Credits::of(found, &names)).collect(),
        statements: history.statements.amounts.clone(),
        episodes: outcome.episodes,
        chronicle,
        reviews: history.reviews,
        events: history.events,
    };
    (reduced, layout)
}

/// Some measures of a history, and their columns.
fn reduce_to(outputs: &[Output], model: &Model, history: &History) -> (Reduced, Layout) {
    let names = model.names();
    let outcome = outcome(history, &names, model.record.window, &model.record.episodes);
    let all = Layout::of(&outcome, history, Vec::new(), (&names, &model.currency)).outcome;
    let position = |output: &Output| {
        all.iter().position(|column| column.measure == output.measure && column.entity == output.entity)
    };
    let kept: Vec<usize> = outputs.iter().filter_map(position).collect();
    let reduced = Reduced {
        outcome: kept.iter().map(|at| outcome.figures[*at].value).collect(),
        path: Path::none(),
        credits: Vec::new(),
        statements: Vec::new(),
        episodes: Vec::new(),
        chronicle: None,
        reviews: history.reviews,
        events: history.events,
    };
    let outcome = kept.into_iter().map(|at| all[at].clone()).collect();
    (reduced, Layout { outcome, ..Layout::default() })
}
