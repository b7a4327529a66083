//! The ledger: records of an experiment in job order, whatever the order they arrived in.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::frames::{Frame, Frames, Kept, write_frame};
use super::plan::{Job, Plan};
use super::record::{Finished, JobRecord, JobResult, Layout, Reduced, Subject};

/// Records in job order, with what they are about and their columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    subject: Subject,
    layouts: Vec<Layout>,
    /// The layout that a reader of the stored frames has before it.
    current: Option<usize>,
    records: BTreeMap<Job, Kept>,
}

impl Ledger {
    /// A ledger without records.
    pub fn new(subject: Subject) -> Self {
        Self { subject, layouts: Vec::new(), current: None, records: BTreeMap::new() }
    }

    /// The ledger that stored frames make; none without a subject that has an arm. A record that is not of the subject's arms, or
    /// not in its columns, is as if it were not there: the job is run again.
    pub fn from_frames(frames: Frames) -> Option<Self> {
        let is_whole = |subject: &Subject| !subject.arms.is_empty() && subject.names.is_whole();
        let mut ledger = Self::new(frames.subject.filter(is_whole)?);
        // A file may say the same columns twice, where others stood between.
        let mut known = Vec::new();
        for layout in frames.layouts {
            let at = ledger.layouts.iter().position(|columns| *columns == layout);
            known.push(at.unwrap_or(ledger.layouts.len()));
            if at.is_none() {
                ledger.layouts.push(layout);
            }
        }
        ledger.current = known.last().copied();
        let own = |kept: Kept| Kept { layout: kept.layout.map(|at| known[at]), ..kept };
        let arms = ledger.subject.arms.len();
        let layouts = &ledger.layouts;
        let is_sound = |kept: &Kept| {
            let fits = match (&kept.record.result, kept.layout) {
                (JobResult::Done(run), Some(at)) => layouts[at].fits(run),
                (JobResult::Done(_), None) => false,
                (JobResult::Failed(_), _) => true,
            };
            fits && (kept.record.job.arm as usize) < arms
        };
        let records = frames.records.into_iter().map(own).filter(is_sound);
        ledger.records = records.map(|kept| (kept.record.job, kept)).collect();
        Some(ledger)
    }

    /// What it is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Jobs of a plan that it does not have.
    pub fn missing(&self, plan: &Plan) -> Vec<Job> {
        self.missing_of(plan.jobs())
    }

    /// Those of some jobs that it does not have.
    pub fn missing_of(&self, jobs: impl Iterator<Item = Job>) -> Vec<Job> {
        jobs.filter(|job| !self.records.contains_key(job)).collect()
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The columns that count: those of the first result in job order.
    pub fn layout(&self) -> Option<&Layout> {
        self.columns().map(|at| &self.layouts[at])
    }

    /// What is kept of a job that ended well and has the columns that count.
    pub fn done(&self, job: Job) -> Option<&Reduced> {
        let kept = self.records.get(&job)?;
        match &kept.record.result {
            JobResult::Done(reduced) if kept.layout == self.columns() => Some(reduced),
            _ => None,
        }
    }

    fn columns(&self) -> Option<usize> {
        self.records.values().find_map(|kept| kept.layout)
    }

    /// Its records in job order.
    pub fn records(&self) -> impl Iterator<Item = &JobRecord> {
        self.records.values().map(|kept| &kept.record)
    }

    /// Enters a finished job and gives the frames to store for it.
    pub fn enter(&mut self, finished: Finished) -> Vec<Frame> {
        let Finished { record, layout } = finished;
        let mut frames = Vec::new();
        let layout = layout.map(|layout| {
            let known = self.layouts.iter().position(|columns| *columns == layout);
            let at = known.unwrap_or(self.layouts.len());
            if known.is_none() {
                self.layouts.push(layout);
            }
            if self.current != Some(at) {
                frames.push(Frame::Layout(self.layouts[at].clone()));
                self.current = Some(at);
            }
            at
        });
        frames.push(Frame::Record(record.clone()));
        self.records.insert(record.job, Kept { record, layout });
        frames
    }

    /// Enters the records of another ledger of the same question. A job that both have must have come out the same in both.
    ///
    /// # Errors
    /// The first job that did not.
    pub fn join(&mut self, other: Self) -> Result<(), Job> {
        for (job, kept) in other.records {
            let layout = kept.layout.map(|at| other.layouts[at].clone());
            if let Some(own) = self.records.get(&job) {
                let columns = own.layout.map(|at| &self.layouts[at]);
                // As bytes, since an absent figure of a path is NaN inside and never equal to itself.
                let bytes = |record: &JobRecord| write_frame(&Frame::Record(record.clone()));
                if columns != layout.as_ref() || bytes(&own.record) != bytes(&kept.record) {
                    return Err(job);
                }
                continue;
            }
            self.enter(Finished { record: kept.record, layout });
        }
        Ok(())
    }

    /// The frames of all records in job order, as a reader of the whole needs them.
    pub fn frames(&self) -> impl Iterator<Item = Frame> {
        let mut current = None;
        self.records.values().flat_map(move |kept| {
            let turn = kept.layout.filter(|at| current != Some(*at));
            current = kept.layout.or(current);
            let layout = turn.map(|at| Frame::Layout(self.layouts[at].clone()));
            layout.into_iter().chain([Frame::Record(kept.record.clone())])
        })
    }

    /// What the records say. The first result in job order sets the columns; one with other columns (a draw changed the record
    /// instants) counts as failed, since it cannot be averaged with the rest.
    pub fn findings(&self) -> Findings {
        let layout = self.columns();
        let odd: BTreeMap<Job, JobRecord> = self
            .records
            .iter()
            .filter(|(_, kept)| kept.layout.is_some() && kept.layout != layout)
            .map(|(job, kept)| {
                (*job, JobRecord { result: JobResult::Failed(ODD.to_owned()), ..kept.record.clone() })
            })
            .collect();
        let used =
            self.records.iter().map(|(job, kept)| (*job, odd.get(job).unwrap_or(&kept.record))).collect();
        let layout = layout.map(|at| self.layouts[at].clone()).unwrap_or_default();
        Findings::of(self.subject.clone(), layout, &used)
    }
}

/// Why a run with other columns is left out.
const ODD: &str = "its record instants or names differ from those of the first replicate";

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
    fn a_stored_record_that_is_not_of_its_subject_is_as_if_it_were_not_there() {
        let bytes = |change: &dyn Fn(&mut Subject, &mut JobRecord)| {
            let (mut subject, finished) = (example::subject(), example::finished(0));
            let Finished { mut record, layout } = finished;
            change(&mut subject, &mut record);
            let frames =
                [Frame::Subject(Box::new(subject)), Frame::Layout(layout.unwrap()), Frame::Record(record)];
            frames.iter().flat_map(write_frame).collect::<Vec<u8>>()
        };
        let kept = |bytes: &[u8]| Ledger::from_frames(read_frames(bytes)).map(|ledger| ledger.len());
        assert_eq!(kept(&bytes(&|_, _| {})), Some(1));
        assert_eq!(kept(&bytes(&|_, record| record.job.arm = 1)), Some(0));
        let shorter = |record: &mut JobRecord| match &mut record.result {
            JobResult::Done(run) => drop(run.outcome.pop()),
            JobResult::Failed(_) => {}
        };
        assert_eq!(kept(&bytes(&|_, record| shorter(record))), Some(0));
        assert_eq!(kept(&bytes(&|subject, _| subject.arms.clear())), None);
        assert_eq!(kept(&bytes(&|subject, _| subject.names.providers.clear())), None);
        assert_eq!(kept(&bytes(&|subject, _| subject.names.offer_provider.clear())), None);
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

    #[test]
    fn which_columns_count_does_not_depend_on_who_came_first() {
        let odd = |replicate| {
            let mut odd = example::finished(replicate);
            *odd.layout.as_mut().unwrap().instants.last_mut().unwrap() += 1;
            odd
        };
        let jobs: [(u32, bool); 5] = [(0, false), (1, true), (2, false), (3, true), (4, false)];
        let of = |order: &[usize]| {
            let mut ledger = Ledger::new(example::subject());
            let mut bytes = write_frame(&Frame::Subject(Box::new(example::subject())));
            for at in order {
                let (replicate, is_odd) = jobs[*at];
                let finished = if is_odd { odd(replicate) } else { example::finished(replicate) };
                bytes.extend(ledger.enter(finished).iter().flat_map(write_frame));
            }
            (ledger, bytes)
        };
        let text = |ledger: &Ledger| format!("{:?}", ledger.findings());
        let (straight, _) = of(&[0, 1, 2, 3, 4]);
        let failed: Vec<u32> = straight.findings().failures().map(|(job, _)| job.replicate).collect();
        assert_eq!(failed, [1, 3]);
        let (turned, bytes) = of(&[3, 4, 1, 0, 2]);
        let stored = Ledger::from_frames(read_frames(&bytes)).unwrap();
        assert_eq!(text(&straight), text(&turned));
        assert_eq!(text(&straight), text(&stored));
        // Parts joined in any order, and written in job order.
        let mut joined = of(&[3, 4]).0;
        joined.join(of(&[1, 0, 2]).0).unwrap();
        assert_eq!(text(&straight), text(&joined));
        let mut bytes = write_frame(&Frame::Subject(Box::new(example::subject())));
        bytes.extend(joined.frames().flat_map(|frame| write_frame(&frame)));
        assert_eq!(text(&straight), text(&Ledger::from_frames(read_frames(&bytes)).unwrap()));
    }

    #[test]
    fn a_job_that_two_parts_have_must_have_come_out_the_same() {
        let of = |replicates: &[u32]| {
            let mut ledger = Ledger::new(example::subject());
            for replicate in replicates {
                ledger.enter(example::finished(*replicate));
            }
            ledger
        };
        let mut ledger = of(&[0, 1]);
        assert_eq!(ledger.join(of(&[1, 2])), Ok(()));
        assert_eq!(ledger.len(), 3);
        let mut other = Ledger::new(example::subject());
        let Finished { record, layout } = example::finished(7);
        let job = Job { replicate: 2, arm: 0 };
        other.enter(Finished { record: JobRecord { job, ..record }, layout });
        assert_eq!(ledger.join(other), Err(job));
    }
}
