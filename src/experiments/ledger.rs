//! The ledger: records of an experiment in job order, whatever the order they arrived in.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::frames::{Frame, Frames};
use super::plan::{Job, Plan};
use super::record::{Finished, JobRecord, JobResult, Layout, Subject};

/// Records in job order, with what they are about and their columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    subject: Subject,
    layout: Option<Layout>,
    records: BTreeMap<Job, JobRecord>,
}

impl Ledger {
    /// A ledger without records.
    pub fn new(subject: Subject) -> Self {
        Self { subject, layout: None, records: BTreeMap::new() }
    }

    /// The ledger that stored frames make; none without a subject.
    pub fn from_frames(frames: Frames) -> Option<Self> {
        let mut ledger = Self::new(frames.subject?);
        ledger.layout = frames.layout;
        ledger.records = frames.records.into_iter().map(|record| (record.job, record)).collect();
        Some(ledger)
    }

    /// What it is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Jobs of a plan that it does not have.
    pub fn missing(&self, plan: &Plan) -> Vec<Job> {
        plan.jobs().filter(|job| !self.records.contains_key(job)).collect()
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Enters a finished job and gives the frames to store for it. The first result sets the columns; one with other
    /// columns (a draw changed the record instants) is entered as failed, since it cannot be averaged with the rest.
    pub fn enter(&mut self, finished: Finished) -> Vec<Frame> {
        let Finished { mut record, layout } = finished;
        let mut frames = Vec::new();
        match (&self.layout, layout) {
            (None, Some(layout)) => {
                frames.push(Frame::Layout(layout.clone()));
                self.layout = Some(layout);
            }
            (Some(columns), Some(layout)) if *columns != layout => {
                let reason = "its record instants or names differ from those of the other replicates";
                record.result = JobResult::Failed(reason.to_owned());
            }
            _ => {}
        }
        frames.push(Frame::Record(record.clone()));
        self.records.insert(record.job, record);
        frames
    }

    /// What the records say.
    pub fn findings(&self) -> Findings {
        Findings::of(self.subject.clone(), self.layout.clone().unwrap_or_default(), &self.records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::example;
    use crate::experiments::{read_frames, write_frame};

    #[test]
    fn the_order_of_arrival_and_a_detour_over_disk_change_nothing() {
        let mut forward = Ledger::new(example::subject());
        let mut bytes = write_frame(&Frame::Subject(Box::new(example::subject())));
        for replicate in 0..20 {
            for frame in forward.enter(example::finished(replicate)) {
                bytes.extend(write_frame(&frame));
            }
        }
        let mut backward = Ledger::new(example::subject());
        for replicate in (0..20).rev() {
            backward.enter(example::finished(replicate));
        }
        let stored = Ledger::from_frames(read_frames(&bytes)).unwrap();
        // Compared as text, since an absent figure of a path is NaN inside and never equal to itself.
        let text = |ledger: &Ledger| format!("{:?}", ledger.findings());
        assert_eq!(text(&forward), text(&backward));
        assert_eq!(text(&forward), text(&stored));
    }

    #[test]
    fn a_gap_waits_to_be_filled() {
        let mut ledger = Ledger::new(example::subject());
        for replicate in [0, 1, 3] {
            ledger.enter(example::finished(replicate));
        }
        assert_eq!(ledger.findings().replicates, 2);
        assert_eq!(ledger.missing(&Plan::single(4)), [Job { replicate: 2, arm: 0 }]);
        ledger.enter(example::finished(2));
        assert_eq!(ledger.findings().replicates, 4);
    }

    #[test]
    fn other_columns_cannot_be_averaged() {
        let mut ledger = Ledger::new(example::subject());
        ledger.enter(example::finished(0));
        let mut odd = example::finished(1);
        odd.layout.as_mut().unwrap().instants.pop();
        ledger.enter(odd);
        let findings = ledger.findings();
        assert_eq!(findings.failures().count(), 1);
        assert_eq!(findings.estimate(0, "price_blended", "market").unwrap().n, 1);
    }
}
