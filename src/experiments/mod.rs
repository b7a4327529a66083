//! Experiments: jobs are planned, run on several threads, kept as records, and summed up as findings.
//!
//! Every output is a pure function of the records in job order, so threads, interruption and resumption cannot change
//! a byte of it.

mod batch;
mod compare;
mod credit;
mod derived;
mod draws;
mod estimate;
#[cfg(test)]
pub(crate) mod example;
mod findings;
mod frames;
mod impulse;
mod ledger;
mod path;
mod plan;
mod precision;
mod price;
mod record;
mod sensitivity;
mod shard;
mod sweep;
mod sweep_points;
mod tournament;
mod trial;

pub use batch::{Sink, WORKER, run_jobs};
pub use compare::{CAUSES, Causal, Compared, Comparison, Difference, Part, causal_arms};
pub use credit::{Credited, Credits};
pub use draws::{draw, draw_all, value_at};
pub use estimate::{Estimate, Mean, QUANTILES};
pub use findings::{Band, Bands, Exemplar, Findings, Row};
pub use frames::{Frame, Frames, Kept, read_frames, write_frame};
pub use impulse::{BEFORE, EDGES, Impulse, Response};
pub use ledger::Ledger;
pub use path::{MAX_ROWS, Path};
pub use plan::{BASE, Job, Plan};
pub use precision::{Narrow, Within, narrow};
pub use price::{
    Best, BreakEven, Bridge, BridgePart, BridgeStep, Candidate, Cut, EvenPoint, Next, Pinned, PriceAnswer,
    PriceOpening, PriceQuestion, Replaced, arms, compare,
};
pub use record::{
    BenchmarkNote, ClassNote, Column, Event, Finished, JobRecord, JobResult, Layout, ParameterNote, Reduced,
    ShockNote, StatementColumn, Subject,
};
pub use sensitivity::{
    Design, FEWEST, IndexRow, InputNote, Noise, OutputAnswer, Point, SensitivityAnswer, Swing, analyse, noise,
};
pub use shard::{MOST_SHARDS, Shard};
pub use sweep::{Axis, Condition, Height, SweepAnswer, Swept, crossings, frontier, sweep};
pub use sweep_points::sweep_points;
pub use tournament::{Deviation, Profile, RESAMPLES, TournamentAnswer, tournament};
pub use trial::{EXEMPLARS, Keeps, Trial};
