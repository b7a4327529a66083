//! `pricewar tournament`: strategies against each other; which are in equilibrium.

mod market;
mod table;

use std::path::PathBuf;

use clap::Args;

use super::flags::{Market, Output};
use super::trouble::{Ending, Trouble};

/// Flags of `tournament`.
#[derive(Debug, Args)]
pub struct Tournament {
    /// A scenario with a table [tournament]: a file, or the name of a bundled one
    #[arg(required_unless_present = "payoffs", conflicts_with = "payoffs")]
    scenario: Option<String>,
    /// A CSV of payoffs: a head with the column player's strategies, a line for each of the row player's
    #[arg(long, value_name = "FILE")]
    payoffs: Option<PathBuf>,
    /// The column player's payoffs in a table of their own, laid out like the first
    #[arg(long, value_name = "FILE", conflicts_with = "zero_sum", requires = "payoffs")]
    column_payoffs: Option<PathBuf>,
    /// The column player loses what the row player wins
    #[arg(long, requires = "payoffs")]
    zero_sum: bool,
    /// Sets a value of the scenario; may be given often
    #[arg(long = "set", value_name = "PATH=VALUE", conflicts_with = "payoffs")]
    set: Vec<String>,
    /// Seed of all chance, in place of the scenario's
    #[arg(long, conflicts_with = "payoffs")]
    seed: Option<u64>,
    /// Runs of every profile, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N", conflicts_with = "payoffs")]
    replicates: Option<u32>,
    /// Text of a resolved scenario that is meant in place of the file, flags and all; of a stored result.
    #[arg(skip)]
    pub(super) stored: Option<String>,
    #[command(flatten)]
    pub(super) output: Output,
}

impl Tournament {
    /// Plays or reads the game, solves it, writes it down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let output = &self.output;
        if self.payoffs.is_some() {
            let flag = [
                (output.dry_run, "--dry-run"),
                (output.shard.is_some(), "--shard"),
                (output.columns.parquet, "--parquet"),
                (output.precision.is_some(), "--precision"),
                (output.resume, "--resume"),
                (output.threads.is_some(), "--threads"),
            ];
            if let Some((_, flag)) = flag.iter().find(|(is_given, _)| *is_given) {
                return Err(Trouble::Asked(format!("{flag} is for runs, and payoffs of a table need none")));
            }
        }
        match &self.payoffs {
            Some(file) => table::run(self, file),
            None => market::run(self),
        }
    }

    fn market(&self) -> Market {
        let scenario = self.scenario.clone().unwrap_or_default();
        Market { scenario, set: self.set.clone(), seed: self.seed, stored: self.stored.clone() }
    }
}
