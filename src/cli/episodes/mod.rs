//! `pricewar episodes`: price-war episodes in a file of real prices, or in a run of a scenario.

mod list;
mod sensitivity;
mod simulated;
mod thresholds;

use std::path::PathBuf;

use clap::Args;

use self::simulated::Searched;
use self::thresholds::Asked;
use super::drawing::{drawn, style};
use super::flags::{Look, Voice, quoted};
use super::json::at_once;
use super::print::say;
use super::room::make_room;
use super::trouble::{Ending, Trouble};
use crate::measures::episodes::Thresholds;
use crate::report::Language;
use crate::report::episodes::{
    Answer, Finding, definition, draw, episodes, headline, json, notes, participants, write,
};
use crate::report::place::{Question, default_folder};

/// Flags of `episodes`.
#[derive(Debug, Args)]
pub struct Episodes {
    #[command(flatten)]
    simulated: simulated::Run,
    /// Real list prices: a CSV with the columns provider, model, date, currency, input_per_mtok, output_per_mtok
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Prints what is found under other values of each threshold, one at a time, and writes nothing
    #[arg(long, requires = "prices")]
    sensitivity: bool,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    rows: list::Rows,
    /// Folder of the result, in place of output/NAME/episodes-HASH
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Replaces another result in that folder
    #[arg(long)]
    force: bool,
    /// Prints the episodes as one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    look: Look,
}

impl Episodes {
    /// Finds the episodes, writes them down, says them.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let style = style(&self.look)?;
        let searched = match &self.prices {
            Some(file) => {
                let thresholds = self.asked.thresholds(&Thresholds::default())?;
                let opened = list::open(file, &self.rows)?;
                if self.sensitivity {
                    let find = |thresholds, trend| opened.find(&self.rows, thresholds, trend);
                    let table = sensitivity::table(thresholds, opened.trend, find);
                    say(table.markdown().trim_end())?;
                    return Ok(Ending::Done);
                }
                let finding = opened.find(&self.rows, thresholds, opened.trend);
                let text = opened.text;
                let name = file.file_stem().map_or_else(|| "prices".into(), |stem| stem.to_string_lossy());
                Searched { finding, name: name.into_owned(), text, seed: 0 }
            }
            None => self.simulated.find(&self.asked, !self.json)?,
        };
        let Searched { finding, name, text, seed } = searched;
        let command = self.command();
        let identity = Question { command: &command, scenario: &text, seed }.identity();
        let folder = self.out.clone().unwrap_or_else(|| default_folder(&name, "episodes", &identity));
        make_room(&folder, &identity, self.force)?;
        let voice = if self.json { Voice::Json } else { Voice::Words };
        let figures =
            style.map_or_else(Vec::new, |style| drawn(|style| draw(&finding, style), &style, voice));
        let answer = Answer {
            finding: &finding,
            figures: &figures,
            question: &identity,
            command: &command,
            seed,
            language: self.look.lang.into(),
            formats: self.look.formats(),
        };
        write(&answer, &folder)?;
        let page = folder.join("report.html").display().to_string();
        say(&if self.json {
            at_once(&json(&finding), &command, &page)?
        } else {
            self.words(&finding, &page)
        })?;
        Ok(Ending::Done)
    }

    /// The command line that asks again.
    fn command(&self) -> String {
        let mut words = match &self.prices {
            Some(file) => {
                let mut words =
                    vec![format!("pricewar episodes --prices {}", quoted(&file.to_string_lossy()))];
                words.extend(self.rows.words());
                words
            }
            None => vec![self.simulated.command()],
        };
        words.extend(self.asked.words());
        words.join(" ")
    }

    /// The summary on a terminal.
    fn words(&self, of: &Finding, page: &str) -> String {
        let language: Language = self.look.lang.into();
        let mut parts = vec![of.title.clone(), headline(of, language).join("\n")];
        let found = of.episodes();
        if !found.is_empty() {
            parts.push(episodes(of, language).terminal(None));
        }
        if let [(market, _, episode)] = found.as_slice() {
            parts.push(participants(market, episode, language).terminal(None));
        }
        parts.push(definition(of, language));
        parts.push(notes(of, language).join("\n"));
        parts.push(page.to_owned());
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }
}
