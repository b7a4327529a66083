//! `pricewar new`: a scenario file to edit, from a bundled one.

use std::path::Path;

use clap::Args;

use super::library::nearest;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::report::disk::write_whole;
use crate::scenario::Bundled;

/// Flags of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// Name of the file to write, with or without .toml
    name: String,
    /// The bundled scenario to start from
    #[arg(long, default_value = "baseline")]
    from: String,
    /// Replaces a file of that name
    #[arg(long)]
    force: bool,
}

impl New {
    /// Writes the file, and the one it extends where it does.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let bundled = Bundled::named(&self.from).ok_or_else(|| {
            let help =
                nearest(&self.from).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Trouble::Asked(format!("there is no bundled scenario `{}`{help}", self.from))
        })?;
        let file = format!("{}.toml", self.name.strip_suffix(".toml").unwrap_or(&self.name));
        let path = Path::new(&file);
        if path.exists() && !self.force {
            return Err(Trouble::Asked(format!("{file} is there already; --force replaces it")));
        }
        if let Some(base) = bundled.base() {
            let beside = path.with_file_name(format!("{}.toml", base.name));
            if !beside.exists() {
                write_whole(&beside, base.text.as_bytes())?;
            }
        }
        write_whole(path, bundled.text.as_bytes())?;
        say(&format!("{file}\nedit it, then: pricewar check {file} && pricewar run {file}"))?;
        Ok(Ending::Done)
    }
}
