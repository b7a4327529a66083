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
    #[command(flatten)]
    output: Output,
}

impl Tournament {
    /// Plays or reads the game, solves it, writes it down, says it.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let output = &self.output;
        if output.shard.is_some() {
            return Err(Trouble::Asked(
                "--shard is not for tournament: its profiles are played on one machine".to_owned(),
            ));
        }
        if self.payoffs.is_some() && output.dry_run {
            return Err(Trouble::Asked("--dry-run is for runs, and payoffs of a table need none".to_owned()));
        }
        match &self.payoffs {
            Some(file) => table::run(self, file),
            None => market::run(self),
        }
    }

    fn market(&self) -> Market {
        let scenario = self.scenario.clone().unwrap_or_default();
        Market { scenario, set: self.set.clone(), seed: self.seed, stored: None }
    }
}
