//! `pricewar run`: one history.

use clap::Args;

use super::ask::Ask;
use super::flags::{Market, Output};
use super::open::open;
use super::trouble::{Ending, Trouble};
use crate::experiments::Plan;

/// Flags of `run`.
#[derive(Debug, Args)]
pub struct Run {
    #[command(flatten)]
    market: Market,
    #[command(flatten)]
    output: Output,
}

impl Run {
    /// Runs the first replicate of a scenario.
    pub fn run(&self) -> Result<Ending, Trouble> {
        if self.output.shard.is_some() {
            return Err(Trouble::Asked("a run is one history; shards are of `pricewar batch`".to_owned()));
        }
        let opened = open(&self.market, &[])?;
        let line = self.market.command("run");
        Ask::whole("run", (&opened, &[&opened.scenario.maker]), (line, &self.output)).answer(&Plan::single(1))
    }
}
