//! Flags that several commands share.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::merge::Merging;
use super::precision::Precision;
use super::slurm::Script;
use super::trouble::Trouble;
use crate::experiments::Shard;
use crate::report::{Formats, Language};

/// Which market.
#[derive(Debug, Args)]
pub struct Market {
    /// A scenario file, or the name of a bundled one (`pricewar list`)
    pub scenario: String,
    /// Sets a value of the scenario; may be given often
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all chance, in place of the scenario's
    #[arg(long)]
    pub seed: Option<u64>,
    /// Text of a resolved scenario that is meant in place of the file, flags and all; of a stored result.
    #[arg(skip)]
    pub stored: Option<String>,
}

/// What becomes of an answer.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line, which is given or not")]
pub struct Output {
    /// Folder of the result, in place of output/SCENARIO/COMMAND-HASH
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replaces another result in that folder, and runs again what is stored
    #[arg(long)]
    pub force: bool,
    /// Prints nothing but the path of the report
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
    /// Prints the answer as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Threads, in place of as many as there are processors
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<NonZeroUsize>,
    /// Says what it takes (runs, time, memory, disk), runs one history to know it and writes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Goes on after a kill with what is stored, as the same command does anyhow; from the start where nothing is
    #[arg(long, conflicts_with = "force")]
    pub resume: bool,
    /// Does part I of N of the runs alone, I from 0 to N-1, for `pricewar merge`
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Adds blocks of replicates until an interval is no wider than ± this: 'share_tokens.NAME 0.5pt'
    #[arg(long, value_name = "MEASURE WIDTH", conflicts_with = "shard", value_parser = Precision::read)]
    pub precision: Option<Precision>,
    #[command(flatten)]
    pub columns: Columns,
    #[command(flatten)]
    pub look: Look,
    /// What is done in place of answering.
    #[arg(skip)]
    pub errand: Errand,
}

/// What is done with a question.
#[derive(Debug, Default)]
pub enum Errand {
    /// It is answered.
    #[default]
    Answer,
    /// Its answer is made from the records of shards.
    Merge(RefCell<Option<Box<Merging>>>),
    /// A script is printed that has it answered in shards.
    Script(Script),
}

/// Tables in columns.
#[derive(Debug, Clone, Copy, Args)]
pub struct Columns {
    /// Writes replicates.parquet and panel.parquet beside the CSVs, in a build with the feature `parquet`
    #[arg(long)]
    pub parquet: bool,
}

/// How pages and charts look.
#[derive(Debug, Clone, Args)]
pub struct Look {
    /// Draws no charts
    #[arg(long)]
    pub no_charts: bool,
    /// Language of pages, charts and the summary
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    pub lang: Tongue,
    /// Size of charts: 1 is 960 pixels wide, 2 the default, 4 the most
    #[arg(long, value_parser = scale)]
    pub scale: Option<f64>,
    /// Writes result.xlsx beside the CSVs: one workbook, a sheet a table
    #[arg(long)]
    pub xlsx: bool,
    /// A font for charts, before the built-in ones; may be given often
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,
}

/// A language, as the flag names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::English,
            Tongue::Zh => Self::Chinese,
        }
    }
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Progress and a summary.
    Words,
    /// The path of the report.
    Path,
    /// One JSON object.
    Json,
}

impl Output {
    /// How much is said.
    pub fn voice(&self) -> Voice {
        match (self.json, self.quiet) {
            (true, _) => Voice::Json,
            (_, true) => Voice::Path,
            _ => Voice::Words,
        }
    }

    /// In what forms the tables are wanted beside CSV.
    pub fn formats(&self) -> Formats {
        self.columns.with(&self.look)
    }

    /// Threads to use.
    pub fn threads(&self) -> usize {
        let there = || std::thread::available_parallelism();
        self.threads.or_else(|| there().ok()).map_or(1, NonZeroUsize::get)
    }
}

impl Columns {
    /// In what forms the tables are wanted beside CSV.
    pub fn with(self, look: &Look) -> Formats {
        Formats { parquet: self.parquet, ..look.formats() }
    }

    /// Refuses what this build has not got.
    pub fn check(self) -> Result<(), Trouble> {
        if self.parquet && cfg!(not(feature = "parquet")) {
            return Err(Trouble::Asked(
                "--parquet: this build of pricewar writes no Parquet; one that does is made by `cargo install --path . --features parquet` (or `cargo build --release --features parquet`)".to_owned(),
            ));
        }
        Ok(())
    }
}

impl Market {
    /// The command line that asks for this market again.
    pub fn command(&self, command: &str) -> String {
        let mut words = vec!["pricewar".to_owned(), command.to_owned(), quoted(&self.scenario)];
        words.extend(self.seed.map(|seed| format!("--seed {seed}")));
        words.extend(self.set.iter().map(|set| format!("--set {}", quoted(set))));
        words.join(" ")
    }
}

/// A number of replicates.
pub fn replicates(text: &str) -> Result<u32, String> {
    let within = |n: &u32| (1..=1_000_000).contains(n);
    text.parse().ok().filter(within).ok_or_else(|| "expected a whole number from 1 to 1,000,000".to_owned())
}

/// Most threads: more than the largest machines have, and few enough to be started at once.
const MOST_THREADS: usize = 1024;

/// A number of threads.
pub fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let within = |n: &NonZeroUsize| n.get() <= MOST_THREADS;
    let expected = || format!("expected a whole number from 1 to {MOST_THREADS}");
    text.parse().ok().filter(within).ok_or_else(expected)
}

/// A scale that charts can have.
fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.5..=4.0).contains(&scale) {
        Ok(scale)
    } else {
        Err("charts can be 0.5 to 4 times as large".to_owned())
    }
}

/// The words of a line whose words were quoted by `quoted`.
pub fn unquoted(line: &str) -> Vec<String> {
    let (mut words, mut word, mut within) = (Vec::new(), None::<String>, false);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                within = !within;
                word.get_or_insert_default();
            }
            '\\' if !within => word.get_or_insert_default().extend(letters.next()),
            ' ' if !within => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

/// A word as a POSIX shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted() {
        let set = vec!["segment.a b.churn=2 %/month".to_owned(), "title=it's".to_owned()];
        let market = Market { scenario: "my file.toml".into(), set, seed: Some(3), stored: None };
        assert_eq!(
            market.command("batch"),
            r"pricewar batch 'my file.toml' --seed 3 --set 'segment.a b.churn=2 %/month' --set 'title=it'\''s'"
        );
        let words = unquoted(&market.command("batch"));
        assert_eq!(words[2], "my file.toml");
        assert_eq!(words[6..], ["segment.a b.churn=2 %/month", "--set", "title=it's"]);
        assert_eq!(unquoted(&format!("a {} b", quoted(""))), ["a", "", "b"]);
    }
}
