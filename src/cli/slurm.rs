//! `pricewar slurm`: the script of a job array that does a study in shards.

use std::env;

use clap::{Args, ValueEnum};

use super::ask::Ask;
use super::flags::{Errand, Market, quoted, replicates};
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::experiments::{MOST_SHARDS, Plan};

/// Flags of `slurm`.
#[derive(Debug, Args)]
pub struct Slurm {
    #[command(flatten)]
    market: Market,
    /// Tasks of the array, each of which does a shard
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_SHARDS)))]
    shards: u32,
    /// Replicates, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N", value_parser = replicates)]
    replicates: Option<u32>,
    /// What is done
    #[arg(long, value_enum, default_value_t = Study::Batch)]
    study: Study,
    /// Processors of each task
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    cpus: u16,
    /// Most time of each task, as Slurm writes it; a task that is cut off goes on where it was when it is submitted again
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// Memory of each task, as Slurm writes it (`pricewar STUDY --dry-run` says how much it takes)
    #[arg(long, value_name = "SIZE")]
    mem: Option<String>,
    /// Partition of the cluster
    #[arg(long, value_name = "NAME")]
    partition: Option<String>,
    /// Flags of the study, after `--`
    #[arg(last = true, value_name = "FLAGS")]
    more: Vec<String>,
}

/// What can be done in shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Study {
    /// Many histories
    Batch,
    /// Arms under the same luck
    Compare,
    /// Candidate cuts of a price
    Price,
    /// Many places
    Sweep,
    /// Which assumptions decide
    Sensitivity,
    /// Strategies against each other
    Tournament,
}

impl Study {
    fn word(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Compare => "compare",
            Self::Price => "price",
            Self::Sweep => "sweep",
            Self::Sensitivity => "sensitivity",
            Self::Tournament => "tournament",
        }
    }
}

/// What the script is to say beside the study.
#[derive(Debug)]
pub struct Script {
    shards: u32,
    cpus: u16,
    /// Lines of further options.
    options: String,
}

impl Slurm {
    /// Has the study itself print its script, so that all that is wrong with it is said before anything is submitted.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let line = self.market.command(self.study.word());
        let mut words = super::flags::unquoted(&line);
        words.extend(self.replicates.map(|n| format!("-n{n}")));
        words.extend(self.more.iter().cloned());
        let mut arguments = super::parse(words.into_iter().map(Into::into))?;
        let (_, output) = arguments.command.study().expect("all of these are studies");
        let flags = [
            (output.shard.is_some(), "--shard"),
            (output.out.is_some(), "--out"),
            (output.precision.is_some(), "--precision"),
            (output.dry_run, "--dry-run"),
            (output.force, "--force"),
            (output.json, "--json"),
            (output.threads.is_some(), "--threads"),
        ];
        if let Some((_, flag)) = flags.iter().find(|(is_given, _)| *is_given) {
            return Err(Trouble::Asked(format!(
                "{flag} is not for the tasks of an array: the script gives each its shard, its folder and, with --cpus, its threads"
            )));
        }
        let option = |name: &str, value: Option<&String>| Some(format!("#SBATCH --{name}={}\n", value?));
        let options = [
            option("time", self.time.as_ref()),
            option("mem", self.mem.as_ref()),
            option("partition", self.partition.as_ref()),
        ];
        output.errand = Errand::Script(Script {
            shards: self.shards,
            cpus: self.cpus,
            options: options.into_iter().flatten().collect::<Vec<_>>().concat(),
        });
        super::run(arguments)
    }
}

impl Ask<'_> {
    /// Prints the script.
    pub(super) fn script(&self, script: &Script, plan: &Plan, identity: &str) -> Result<Ending, Trouble> {
        let Script { shards, cpus, options } = script;
        let jobs = plan.jobs().count();
        if (*shards as usize) > jobs {
            return Err(Trouble::Asked(format!(
                "{shards} shards are more than the {jobs} runs that there are"
            )));
        }
        let program = env::current_exe()?.display().to_string();
        let here = env::current_dir()?.display().to_string();
        let rest = self.line.strip_prefix("pricewar ").unwrap_or(&self.line);
        let folder = self.shards_folder(identity).display().to_string();
        let (last, name) = (shards - 1, format!("pricewar-{}", self.command));
        let (program, here, folder) = (quoted(&program), quoted(&here), quoted(&folder));
        let replicates = plan.replicates;
        say(&format!(
            r#"#!/bin/bash
# {jobs} runs in {shards} shards. Submit, and submit again what was cut off: finished runs are kept.
#   sbatch SCRIPT                   all shards
#   sbatch --array=3,7 SCRIPT       some of them; the number of shards stays {shards}, whatever part is submitted
# Then one result, the same bytes as from one machine:
#   cd {here} && {program} merge {folder}
#SBATCH --job-name={name}
#SBATCH --array=0-{last}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={cpus}
#SBATCH --requeue
#SBATCH --output={name}-%A-%a.log
{options}set -euo pipefail
cd {here}
exec {program} {rest} -n {replicates} --shard "$SLURM_ARRAY_TASK_ID/{shards}" --threads {cpus} --quiet"#
        ))?;
        Ok(Ending::Done)
    }
}
