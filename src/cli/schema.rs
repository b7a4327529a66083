//! `pricewar schema`: the JSON schema of scenarios.

use clap::Args;

use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::scenario::schema_text;

/// Flags of `schema`.
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Prints it.
    #[expect(clippy::unused_self, reason = "all commands have the same shape")]
    pub fn run(&self) -> Result<Ending, Trouble> {
        say(schema_text().trim_end())?;
        Ok(Ending::Done)
    }
}
