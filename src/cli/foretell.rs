//! `--dry-run`: what a question takes, from one run of it; nothing is written.

use std::fs;

use cpu_time::ProcessTime;
use serde_json::json;

use super::ask::Ask;
use super::flags::Voice;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::experiments::{Frame, Job, Plan, Trial, write_frame};
use crate::report::place::{Standing, look};
use crate::simulation::simulate;

/// How many times its size on disk a record takes in memory: its numbers are packed on disk, and the findings hold them once more
/// (assumption, of the packing of the records; it errs upwards).
const UNPACKED: u64 = 3;

/// Tables, pages and charts of a result, whatever the number of replicates (assumption, of bundled scenarios).
const PAGES: u64 = 6_000_000;

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
        let clock = ProcessTime::now();
        let finished = trial.run(jobs.first().copied().unwrap_or(Job { replicate: 0, arm: 0 }));
        let seconds = clock.elapsed().as_secs_f64();
        let record = write_frame(&Frame::Record(finished.record)).len() as u64;
        let threads = self.output.threads();
        let whole = seconds * missing as f64 / threads as f64;
        let stored = jobs.len() - missing;
        let one = peak().unwrap_or(0);
        let memory = one * threads.min(missing.max(1)) as u64 + UNPACKED * record * jobs.len() as u64;
        let disk = record * jobs.len() as u64 + PAGES;
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

/// Most memory that this process had so far, where the system tells  \[bytes\].
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
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
