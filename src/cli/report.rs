//! `pricewar report`: pages and charts of a stored result, drawn again.

use std::path::PathBuf;

use clap::Args;

use super::answer::{Answer, Origin, Way};
use super::drawing::style;
use super::flags::{Columns, Look, Voice, quoted};
use super::trouble::{Ending, Trouble};
use crate::report::disk::read_if_there;
use crate::report::lock::Lock;
use crate::report::place::manifest;
use crate::report::store::stored;
use crate::report::{SCENARIO, Timings};

/// Flags of `report`.
#[derive(Debug, Args)]
pub struct Redraw {
    /// Folder of a result
    folder: PathBuf,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    look: Look,
}

impl Redraw {
    /// Draws a result again from its records.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let style = style(&self.look)?;
        self.columns.check()?;
        let nothing = || Trouble::Asked(format!("{} holds no result of pricewar", self.folder.display()));
        let before = manifest(&self.folder)?;
        let again = |what: &str, command: &str| {
            Trouble::Asked(format!(
                "{} {what}: the same command with other --lang, --scale or --font draws it again without a run: {command} --out {}",
                self.folder.display(),
                quoted(&self.folder.display().to_string())
            ))
        };
        let Some(found) = stored(&self.folder)? else {
            return Err(match &before {
                Some(manifest) => again("holds an answer that is worked out at once", &manifest.command),
                None => nothing(),
            });
        };
        if let Some(shard) = before.as_ref().and_then(|manifest| manifest.shard) {
            return Err(Trouble::Asked(format!(
                "{} holds shard {shard} of a result, of which nothing can be drawn; `pricewar merge` makes the whole",
                self.folder.display()
            )));
        }
        let _lock = Lock::take(&self.folder)?;
        let scenario = read_if_there(&self.folder.join(SCENARIO))?.ok_or_else(nothing)?;
        let timings = before.as_ref().map_or_else(Timings::default, |manifest| manifest.timings);
        // Without a manifest the run was cut off before it could say how far it came; the same command goes on.
        let origin = if before.as_ref().is_some_and(|manifest| manifest.complete) {
            Origin::Fresh
        } else {
            Origin::Interrupted
        };
        let line = found.ledger.subject().command.clone();
        let command = line.split_whitespace().nth(1).unwrap_or("run").to_owned();
        if !matches!(command.as_str(), "run" | "batch") {
            let asked = before.as_ref().map_or(line.as_str(), |manifest| &manifest.command);
            return Err(again(&format!("holds an answer of `pricewar {command}`"), asked));
        }
        // How many runs were asked for is not stored: without `-n` it is as many as the scenario says.
        let resume = format!("{line} --out {}", quoted(&self.folder.display().to_string()));
        let way = |style| Way {
            command: &command,
            look: &self.look,
            formats: self.columns.with(&self.look),
            style,
            voice: Voice::Path,
            resume: resume.clone(),
        };
        let text = String::from_utf8_lossy(&scenario);
        Answer::write(
            found.ledger.findings(),
            &self.folder,
            (&found.identity, &text),
            (origin, timings),
            way(style),
        )?
        .say(&way(None))?;
        Ok(Ending::Done)
    }
}
