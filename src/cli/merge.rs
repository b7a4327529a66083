//! `pricewar merge`: the records of shards put together, and the question asked again, which finds nothing left to run. So every
//! command that can be asked in shards is merged by its own code.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;

use super::absent::absent;
use super::answer::Origin;
use super::ask::{Ask, Gathered, added, without_replicates};
use super::flags::{Columns, Errand, Look, Output, quoted, unquoted};
use super::trouble::{Ending, Trouble};
use crate::experiments::{Ledger, Plan, Shard};
use crate::report::disk::{at, read_if_there, write_whole};
use crate::report::lock::Lock;
use crate::report::manifest::{SOURCE, VERSION};
use crate::report::place::{Standing, look, manifest};
use crate::report::store::{RECORDS, Stored, stored, write_ledger};
use crate::report::{SCENARIO, Timings};

/// Flags of `merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Folders of shards, or folders that hold such folders
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Folder of the result, in place of that of the same command without shards
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Replaces another result in that folder
    #[arg(long)]
    force: bool,
    /// Prints nothing but the path of the report
    #[arg(long, short, conflicts_with = "json")]
    quiet: bool,
    /// Prints the answer as one JSON object
    #[arg(long)]
    json: bool,
    /// Threads, in place of as many as there are processors
    #[arg(long, value_name = "N", value_parser = super::flags::threads)]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    look: Look,
}

/// What is left of a shard's folder when its records are taken.
#[derive(Debug)]
struct Part {
    folder: PathBuf,
    shard: Option<Shard>,
}

/// Records of shards on their way to the command that asked for them.
#[derive(Debug)]
pub struct Merging {
    identity: String,
    ledger: Ledger,
    parts: Vec<Part>,
    timings: Timings,
}

impl Merge {
    /// Puts shards together and writes what the command without shards would have written.
    pub fn run(&self) -> Result<Ending, Trouble> {
        self.columns.check()?;
        let mut found = Vec::new();
        for folder in &self.folders {
            for folder in expanded(folder)? {
                // Whoever still writes there is not to be read.
                let _lock = Lock::share(&folder)?;
                let Some(stored) = stored(&folder)? else { return Err(nothing(&folder)) };
                found.push((folder, stored));
            }
        }
        if found.is_empty() {
            return Err(Trouble::Asked("none of these folders has a finished run in it so far".to_owned()));
        }
        let text = scenario(&found)?;
        let line = found[0].1.ledger.subject().command.clone();
        let merging = joined(found)?;
        let mut arguments = super::parse(unquoted(&line).into_iter().map(Into::into))?;
        let (stored, output) = arguments.command.study().ok_or_else(|| {
            Trouble::Asked(format!("the records are of `{line}`, which cannot be done in shards"))
        })?;
        *stored = Some(text);
        *output = Output {
            out: self.out.clone(),
            force: self.force,
            quiet: self.quiet,
            json: self.json,
            threads: self.threads,
            dry_run: false,
            resume: false,
            shard: None,
            precision: None,
            columns: self.columns,
            look: self.look.clone(),
            errand: Errand::Merge(RefCell::new(Some(Box::new(merging)))),
        };
        super::run(arguments)
    }
}

/// The resolved scenario, of the folder that was asked for the most replicates; refuses folders that do not belong together.
fn scenario(found: &[(PathBuf, Stored)]) -> Result<String, Trouble> {
    let mut texts = Vec::new();
    for (folder, stored) in found {
        if stored.source != SOURCE {
            return Err(Trouble::Asked(format!(
                "{} was made by another build of pricewar (source {}) than this one ({VERSION}, source {SOURCE}); merge with that one, or run the shard again",
                folder.display(),
                stored.source
            )));
        }
        let text = read_if_there(&folder.join(SCENARIO))?.ok_or_else(|| nothing(folder))?;
        texts.push(String::from_utf8_lossy(&text).into_owned());
    }
    for (at, (folder, stored)) in found.iter().enumerate().skip(1) {
        if stored.identity != found[0].1.identity {
            let how = difference((&found[0].1, &texts[0]), (stored, &texts[at]));
            return Err(Trouble::Asked(format!(
                "{} and {} ask different questions and cannot be merged: {how}",
                found[0].0.display(),
                folder.display()
            )));
        }
    }
    let most = |text: &&String| replicates(text);
    Ok(texts.iter().max_by_key(most).cloned().unwrap_or_default())
}

/// The folders with records that are meant: itself, or those in it.
fn expanded(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if folder.join(RECORDS).is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    if !folder.is_dir() {
        return Err(absent(folder));
    }
    let entries = std::fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    // A shard that was killed before its first record has none, and is named as missing.
    let mut within: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join(RECORDS).is_file()).collect();
    within.sort();
    Ok(within)
}

fn nothing(folder: &Path) -> Trouble {
    Trouble::Asked(format!("{} holds no records that this version of pricewar can read", folder.display()))
}

/// All records in one ledger.
fn joined(found: Vec<(PathBuf, Stored)>) -> Result<Merging, Trouble> {
    let mut parts: Vec<Part> = Vec::new();
    let mut timings = Timings::default();
    let mut all: Option<(String, Ledger)> = None;
    for (folder, stored) in found {
        if let Some(manifest) = manifest(&folder)? {
            timings = added(timings, manifest.timings);
        }
        let shard = stored.shard;
        match &mut all {
            None => all = Some((stored.identity, stored.ledger)),
            Some((_, ledger)) => {
                let arms = ledger.subject().arms.clone();
                ledger.join(stored.ledger).map_err(|job| {
                    Trouble::Asked(format!(
                        "replicate {} of arm {} came out differently in {} than in a folder before it; the same question gives the same bytes everywhere, so one of the two is damaged: run it again with --force",
                        job.replicate, arms[job.arm as usize], folder.display()
                    ))
                })?;
            }
        }
        parts.push(Part { folder, shard });
    }
    let (identity, ledger) = all.ok_or_else(|| Trouble::Asked("there is nothing to merge".to_owned()))?;
    Ok(Merging { identity, ledger, parts, timings })
}

/// The most replicates that a resolved scenario asks for.
fn replicates(text: &str) -> i64 {
    let tree = text.parse::<toml::Table>().unwrap_or_default();
    let of = |name: &str| tree.get(name)?.get("replicates")?.as_integer();
    ["batch", "sensitivity", "sweep", "tournament"].into_iter().filter_map(of).sum()
}

/// In what two questions differ.
fn difference(one: (&Stored, &str), other: (&Stored, &str)) -> String {
    let command = |stored: &Stored| stored.ledger.subject().command.clone();
    let (left, right) = (without_replicates(one.1), without_replicates(other.1));
    let (mut left, mut right) = (left.lines(), right.lines());
    loop {
        let (a, b) = (left.next(), right.next());
        if a != b {
            let line = |line: Option<&str>| line.map_or("nothing".to_owned(), |line| format!("`{line}`"));
            return format!("the scenario has {} in one, {} in the other", line(a), line(b));
        }
        if a.is_none() {
            return format!("`{}`, `{}`", command(one.0), command(other.0));
        }
    }
}

impl Ask<'_> {
    /// Writes the records of shards down as those of the whole, if they are all there.
    pub(super) fn merged(
        &self,
        plan: &Plan,
        merging: Merging,
        (folder, identity): (PathBuf, String),
    ) -> Result<Gathered, Trouble> {
        let Merging { identity: theirs, mut ledger, parts, timings } = merging;
        if theirs != identity {
            return Err(Trouble::Asked(format!(
                "{SCENARIO} beside the records does not ask what they answer; was it changed? The shard's command makes it anew"
            )));
        }
        if let (Standing::Same(stored, _), false) = (look(&folder, &identity)?, self.output.force) {
            // Replicates that are there already stay.
            ledger.join(stored.ledger).map_err(|job| {
                let place = folder.display();
                Trouble::Asked(format!("replicate {} came out differently in {place}", job.replicate))
            })?;
        }
        if !ledger.missing(plan).is_empty() {
            return Err(Trouble::Asked(self.lacking(plan, &ledger, &parts)));
        }
        let lock = Lock::take(&folder)?;
        self.standing(&folder, &identity)?;
        write_ledger(&folder, &identity, &ledger)?;
        write_whole(&folder.join(SCENARIO), self.opened.scenario.text.as_bytes())?;
        let (findings, lock) = (ledger.findings(), Some(lock));
        Ok(Gathered { findings, folder, identity, origin: Origin::Fresh, timings, manifest: None, lock })
    }

    /// Which shards are not whole, and the commands that make them so.
    fn lacking(&self, plan: &Plan, ledger: &Ledger, parts: &[Part]) -> String {
        let arms = plan.arms.len() as u32;
        let line = format!("{} -n {}", self.line, plan.replicates);
        let missing = ledger.missing(plan);
        let Some(of) = parts.iter().find_map(|part| part.shard).map(|shard| shard.of) else {
            return format!("{} runs are missing; this makes them: {line}", missing.len());
        };
        let mut by_shard: BTreeMap<Shard, usize> = BTreeMap::new();
        for job in missing {
            *by_shard.entry(Shard::with(job, arms, of)).or_default() += 1;
        }
        let lines = by_shard.iter().map(|(shard, runs)| {
            let begun = parts.iter().find(|part| part.shard == Some(*shard));
            let all = shard.jobs(plan).count();
            let out = begun.map_or_else(String::new, |part| {
                format!(" --out {}", quoted(&part.folder.to_string_lossy()))
            });
            format!("  shard {shard}, {runs} of its {all} runs: {line} --shard {shard}{out}")
        });
        let lines: Vec<String> = lines.collect();
        let (n, verb) = (by_shard.len(), if by_shard.len() == 1 { "is" } else { "are" });
        format!(
            "{n} of {of} shards {verb} not whole; what is missing, and the command that makes it:\n{}",
            lines.join("\n")
        )
    }
}
