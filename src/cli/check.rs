//! `pricewar check`: all mistakes of a scenario, and what it implies.

use clap::Args;

use super::flags::Market;
use super::implied::implied;
use super::open::{open, warn};
use super::print::say;
use super::trouble::{Ending, Trouble};

/// Flags of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    market: Market,
}

impl Check {
    /// Checks a scenario. Its mistakes come as an error, all at once.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let opened = open(&self.market, &[])?;
        warn(&opened.scenario);
        say(&implied(&opened.scenario))?;
        Ok(Ending::Done)
    }
}
