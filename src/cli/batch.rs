//! `pricewar batch`: many histories.

use clap::Args;

use super::ask::Ask;
use super::flags::{Market, Output, replicates};
use super::open::open;
use super::trouble::{Ending, Trouble};
use crate::experiments::Plan;

/// Flags of `batch`.
#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    pub(super) market: Market,
    /// Replicates, in place of the scenario's
    #[arg(short = 'n', long, value_name = "N", value_parser = replicates, allow_negative_numbers = true)]
    replicates: Option<u32>,
    #[command(flatten)]
    pub(super) output: Output,
}

impl Batch {
    /// Runs the replicates of a scenario.
    pub fn run(&self) -> Result<Ending, Trouble> {
        // The door knows the lawful range, so the flag goes through it like any other value.
        let more: Vec<String> = self.replicates.iter().map(|n| format!("batch.replicates={n}")).collect();
        let opened = open(&self.market, &more)?;
        let plan = Plan::single(opened.scenario.study.replicates);
        let line = self.market.command("batch");
        Ask::whole("batch", (&opened, &[&opened.scenario.maker]), (line, &self.output)).answer(&plan)
    }
}
