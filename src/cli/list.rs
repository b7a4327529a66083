//! `pricewar list`: the bundled scenarios.

use clap::Args;

use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::report::table::{Cell, Table};
use crate::scenario::BUNDLED;

/// Flags of `list`.
#[derive(Debug, Args)]
pub struct List {}

impl List {
    /// Lists them with their questions.
    #[expect(clippy::unused_self, reason = "all commands have the same shape")]
    pub fn run(&self) -> Result<Ending, Trouble> {
        let mut table = Table::new(["scenario", "question"], 2);
        for bundled in BUNDLED {
            table.push(vec![Cell::text(bundled.name), Cell::text(bundled.question())]);
        }
        say(&table.terminal(None))?;
        Ok(Ending::Done)
    }
}
