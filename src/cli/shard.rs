//! `--shard i/n`: a part of the runs of a question, left as records for `pricewar merge`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::answer::{Origin, end};
use super::ask::Ask;
use super::flags::{Voice, quoted};
use super::interrupt::listen;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::experiments::{JobResult, Ledger, Plan, Shard};
use crate::report::disk::write_whole;
use crate::report::manifest::{Failure, MANIFEST, Manifest, Written};
use crate::report::place::{default_folder, manifest};
use crate::report::{SCENARIO, Timings};

impl Ask<'_> {
    /// Runs the jobs of a shard and leaves their records; no tables, no charts, for nothing is to be read off a part.
    pub(super) fn leave(&self, plan: &Plan, shard: Shard, identity: &str) -> Result<Ending, Trouble> {
        let folder = self.shard_folder(shard, identity);
        if !self.output.force && manifest(&folder)?.is_some_and(|before| before.shard.is_none()) {
            let place = folder.display();
            return Err(Trouble::Asked(format!(
                "{place} holds a whole result; a shard needs a folder of its own"
            )));
        }
        let mut shelf = self.shelf(&folder, (identity, Some(shard)), &plan.arms)?;
        let jobs = shelf.ledger.missing_of(shard.jobs(plan));
        let before = manifest(&folder)?.filter(|before| before.complete && jobs.is_empty());
        let timings = self.fill(&jobs, &mut shelf, listen())?;
        let is_whole = shelf.ledger.missing_of(shard.jobs(plan)).is_empty();
        let origin = match &before {
            Some(_) => Origin::Stored,
            None if is_whole => Origin::Fresh,
            None => Origin::Interrupted,
        };
        let timings = if jobs.is_empty() { shelf.before.unwrap_or(timings) } else { timings };
        let manifest = self.shard_manifest((shard, identity), plan, (&shelf.ledger, is_whole), timings);
        let text = serde_json::to_string_pretty(&manifest).map_err(std::io::Error::from)? + "\n";
        write_whole(&folder.join(MANIFEST), text.as_bytes())?;
        self.say_shard(&manifest, &folder, (shard, shelf.ledger.len(), origin))?;
        Ok(end(&manifest, origin, &self.way(None)))
    }

    /// The folder of a shard: its own beside its sisters, so that shards on one file system never meet, or the one that is given.
    pub(super) fn shard_folder(&self, shard: Shard, identity: &str) -> PathBuf {
        let own = || self.shards_folder(identity).join(shard.folder());
        self.output.out.clone().unwrap_or_else(own)
    }

    /// The folder of all shards of a question.
    pub(super) fn shards_folder(&self, identity: &str) -> PathBuf {
        let answer = default_folder(&self.opened.name, self.command, identity);
        answer.with_file_name(format!("{}-shards", answer.file_name().unwrap_or_default().to_string_lossy()))
    }

    fn shard_manifest(
        &self,
        (shard, identity): (Shard, &str),
        plan: &Plan,
        (ledger, complete): (&Ledger, bool),
        timings: Timings,
    ) -> Manifest {
        let seed = self.opened.scenario.study.seed;
        let failed = ledger.records().filter_map(|record| match &record.result {
            JobResult::Failed(reason) => Some(Failure {
                arm: plan.arms[record.job.arm as usize].clone(),
                replicate: record.job.replicate,
                seed,
                reason: reason.clone(),
            }),
            JobResult::Done(_) => None,
        });
        let command = format!("{} -n {} --shard {shard}", self.line, plan.replicates);
        let text = self.opened.scenario.text.as_bytes();
        let written = Written { file: SCENARIO.to_owned(), blake3: blake3::hash(text).to_hex().to_string() };
        Manifest {
            replicates: plan.replicates,
            failed: failed.collect(),
            complete,
            shard: Some(shard),
            timings,
            files: vec![written],
            ..Manifest::new(identity, &command, seed, self.output.look.language())
        }
    }

    fn say_shard(
        &self,
        manifest: &Manifest,
        folder: &Path,
        (shard, runs, origin): (Shard, usize, Origin),
    ) -> Result<(), Trouble> {
        let place = folder.display().to_string();
        let merge = if self.output.out.is_some() {
            "pricewar merge FOLDER...".to_owned()
        } else {
            let all = folder.parent().unwrap_or(folder).to_string_lossy();
            format!("pricewar merge {}", quoted(&all))
        };
        match self.output.voice() {
            Voice::Json => {
                let value = json!({
                    "version": manifest.version, "command": manifest.command, "shard": shard.to_string(),
                    "runs": runs, "failed": manifest.failed.len(), "complete": manifest.complete,
                    "stored": origin == Origin::Stored, "seed": manifest.seed, "folder": place, "merge": merge,
                });
                say(&format!("{value:#}"))?;
            }
            Voice::Path => say(&place)?,
            Voice::Words => {
                let stored = if origin == Origin::Stored { ", stored before" } else { "" };
                let noun = if runs == 1 { "run" } else { "runs" };
                say(&format!(
                    "shard {shard}: {runs} {noun}, seed {}{stored}\n{place}\nwhen all {} are there: {merge}",
                    manifest.seed, shard.of
                ))?;
            }
        }
        Ok(())
    }
}
