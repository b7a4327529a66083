//! `pricewar completions`: completions for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Arguments;
use super::print::say;
use super::trouble::{Ending, Trouble};

/// Flags of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints them.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "pricewar", &mut script);
        say(String::from_utf8_lossy(&script).trim_end())?;
        Ok(Ending::Done)
    }
}
