//! `--dry-run`: what a question takes, from one run of it; nothing is written.

use std::fs;

use cpu_time::ProcessTime;
use serde_json::json;

use super::ask::Ask;
use super::flags::Voice;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::experiments::{Finished, Frame, Job, Keeps, Plan, Trial, write_frame};
use crate::report::place::{Standing, look};
use crate::simulation::simulate;

/// What a result takes, as measured on two cores with the release build: batches of 4 to 800 runs of eight bundled scenarios
/// (baseline, china-2024, duopoly-logit, predation, adoption, world-1e9, w1, regulator), and `compare`, `price`, `sweep`,
/// `sensitivity` and `tournament` of 8 to 250 runs. Sizes with `du`, memory with `/usr/bin/time`.
///
/// Rows of a run in the tables, as a part of its record: 0.09 (predation) to 0.29 (duopoly-logit), 0.12 to 0.14 of the others.
const ROWS: f64 = 0.15;
/// Rows of a run of which only a few figures are kept  \[bytes\]: 56 to 156.
const SHORT_ROWS: u64 = 150;
/// A row of panel.csv  \[bytes\]: 82 to 107.
const PANEL_ROW: u64 = 100;
/// A figure of an arm in the tables of arms and in JSON  \[bytes\]: 230 (price) to 460 (compare).
const FIGURE: u64 = 350;
/// Pages without charts, and what else does not grow  \[bytes\]: 0.1 to 0.33 MB; of a design, of whose runs only a few figures
/// are kept, 0.02 MB (sweep) to 0.1 MB (tournament); of a shard the scenario and the manifest.
const PAGES: u64 = 250_000;
const SHORT_PAGES: u64 = 50_000;
const NO_PAGES: u64 = 25_000;
/// A chart, as a file and in the page  \[bytes\]: 0.19 to 0.25 MB.
const CHART: u64 = 230_000;
/// Charts of a batch: 9 to 21 are drawn, 2.1 to 5.3 MB in all.
const CHARTS: u64 = 15;
/// The workbook, as a part of the tables: 0.58 (predation) to 0.63 (baseline).
const WORKBOOK: f64 = 0.6;

/// What a record takes in memory, as a multiple of its size on disk: 1.5 (baseline, predation) to 2.8 (duopoly-logit).
const UNPACKED: u64 = 2;
/// What a thread takes that draws charts  \[bytes\]: 20 to 22 MB on one, two and four threads.
const CANVAS: u64 = 21_000_000;

impl Ask<'_> {
    /// Says how many runs there are, and how much time, memory and disk they take.
    pub(super) fn foretell(&self, plan: &Plan, identity: &str) -> Result<Ending, Trouble> {
        let folder = match self.output.shard {
            Some(shard) => self.shard_folder(shard, identity),
            None => self.folder(identity),
        };
        let jobs: Vec<Job> = match self.output.shard {
            Some(shard) => shard.jobs(plan).collect(),
            None => plan.jobs().collect(),
        };
        let missing = match look(&folder, identity)? {
            Standing::Same(stored, _) if !self.output.force => {
                stored.ledger.missing_of(jobs.iter().copied()).len()
            }
            _ => jobs.len(),
        };
        let study = &self.opened.scenario.study;
        let trial = Trial { study, arms: self.makers, simulate, keeps: self.keeps };
        let (clock, idle) = (ProcessTime::now(), memory("VmRSS:"));
        let finished = trial.run(jobs.first().copied().unwrap_or(Job { replicate: 0, arm: 0 }));
        let seconds = clock.elapsed().as_secs_f64();
        let world = memory("VmHWM:").saturating_sub(idle);
        let one = One::of(&finished);
        let threads = self.output.threads();
        let whole = seconds * missing as f64 / threads as f64;
        let (stored, runs) = (jobs.len() - missing, jobs.len() as u64);
        let (memory, disk) = if self.output.shard.is_some() {
            let busy = threads.min(missing.max(1)) as u64;
            (idle + world * busy + UNPACKED * one.record * runs, one.record * runs + NO_PAGES)
        } else {
            let charts = self.charts(plan);
            let drawing = if charts > 0 { CANVAS * (threads as u64).min(charts) } else { 0 };
            let running = world * threads.min(missing.max(1)) as u64;
            (idle + running.max(drawing) + UNPACKED * one.record * runs, self.disk(&one, plan, runs))
        };
        let (arms, replicates) = (plan.arms.len(), plan.replicates);
        if self.output.voice() == Voice::Json {
            let value = json!({
                "arms": arms, "replicates": replicates, "runs": jobs.len(), "stored": stored,
                "seconds_a_run": seconds, "threads": threads, "seconds": whole,
                "memory_bytes": memory, "disk_bytes": disk, "folder": folder.display().to_string(),
            });
            say(&format!("{value:#}"))?;
            return Ok(Ending::Done);
        }
        let what = match self.command {
            "sweep" | "sensitivity" => "points",
            "tournament" => "profiles",
            _ => "arms",
        };
        let of = if arms == 1 && what == "arms" {
            format!("{replicates} replicates")
        } else {
            format!("{arms} {what} x {replicates} replicates = {} runs", arms as u64 * u64::from(replicates))
        };
        let part = self
            .output
            .shard
            .map_or_else(String::new, |shard| format!("; shard {shard} has {} of them", jobs.len()));
        let before = if stored > 0 { format!("; {stored} are stored already") } else { String::new() };
        say(&format!(
            "{of}{part}{before}\ntime    about {} on {threads} quiet processors at {seconds:.2} s a run\nmemory  about {}\ndisk    about {} in {}",
            spell(whole),
            megabytes(memory),
            megabytes(disk),
            folder.display(),
        ))?;
        if let Some(precision) = &self.output.precision {
            say(&format!("{}: more blocks of {replicates} until it is reached", precision.text))?;
        }
        Ok(Ending::Done)
    }
}

/// What one run leaves.
struct One {
    /// Its record  \[bytes\].
    record: u64,
    /// Figures of its outcome.
    figures: u64,
    /// Values of its path.
    path: u64,
}

impl One {
    fn of(finished: &Finished) -> Self {
        let layout = finished.layout.as_ref();
        Self {
            record: write_frame(&Frame::Record(finished.record.clone())).len() as u64,
            figures: layout.map_or(0, |layout| layout.outcome.len() as u64),
            path: layout.map_or(0, |layout| (layout.path.len() * layout.instants.len()) as u64),
        }
    }
}

impl Ask<'_> {
    /// How many charts are drawn.
    fn charts(&self, plan: &Plan) -> u64 {
        let outputs = match self.keeps {
            Keeps::All => 1,
            Keeps::Only(outputs) => outputs.len() as u64,
        };
        match self.command {
            _ if self.output.look.no_charts => 0,
            "batch" | "run" => CHARTS,
            "price" if plan.arms.len() > 1 => 2,
            "sweep" => outputs,
            "sensitivity" => 3 * outputs,
            "compare" | "tournament" => 2,
            _ => 0,
        }
    }

    /// What a whole result takes on disk  \[bytes\].
    fn disk(&self, one: &One, plan: &Plan, runs: u64) -> u64 {
        let (rows, pages) = match self.keeps {
            Keeps::All => ((ROWS * one.record as f64) as u64, PAGES),
            Keeps::Only(_) => (SHORT_ROWS, SHORT_PAGES),
        };
        let panel = if matches!(self.command, "batch" | "run") { PANEL_ROW * one.path } else { 0 };
        let arms = FIGURE * one.figures * plan.arms.len() as u64;
        let tables = rows * runs + panel + arms;
        let workbook = if self.output.look.xlsx { (WORKBOOK * tables as f64) as u64 } else { 0 };
        one.record * runs + tables + workbook + pages + CHART * self.charts(plan)
    }
}

/// What the system says of this process's memory, where it does  \[bytes\].
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|found| found.strip_prefix(line));
    let kilobytes = found.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// A time as people say it.
fn spell(seconds: f64) -> String {
    match seconds {
        s if s < 90.0 => format!("{s:.0} seconds"),
        s if s < 5_400.0 => format!("{:.0} minutes", s / 60.0),
        s => format!("{:.1} hours", s / 3_600.0),
    }
}

/// A size as people say it.
fn megabytes(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 1_000.0 { format!("{megabytes:.0} MB") } else { format!("{:.1} GB", megabytes / 1e3) }
}
