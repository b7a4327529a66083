//! `pricewar equilibrium`: where prices would settle at the opening, what a cartel would charge, what a merger would
//! change; no history is simulated.

use std::path::PathBuf;

use clap::Args;

use super::drawing::{drawn, style};
use super::flags::{Look, Market, Voice, quoted};
use super::hint::hint;
use super::json::at_once;
use super::open::{Opened, open, warn};
use super::print::say;
use super::room::make_room;
use super::trouble::{Ending, Trouble};
use crate::equilibrium::{MarketEquilibrium, WrongMerger};
use crate::random::Streams;
use crate::report::Language;
use crate::report::equilibrium::{
    Answer, changes, draw, frame, market, merged, prices, profits, shares, verdict, write,
};
use crate::report::place::{Question, default_folder};
use crate::scenario::read_quantity;
use crate::simulation::{MergerAsked, NoEquilibrium, equilibrium};
use crate::units::Share;

/// Flags of `equilibrium`.
#[derive(Debug, Args)]
pub struct Equilibrium {
    #[command(flatten)]
    market: Market,
    /// Providers that set their prices together, with commas between them
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    merge: Vec<String>,
    /// What the merger saves of their unit costs ("10 %")
    #[arg(long, value_name = "SHARE", requires = "merge")]
    saving: Option<String>,
    /// Folder of the result, in place of output/SCENARIO/equilibrium-HASH
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Replaces another result in that folder
    #[arg(long)]
    force: bool,
    /// Prints the equilibrium as one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    look: Look,
}

impl Equilibrium {
    /// Finds the prices, writes them down, says them.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let opened = open(&self.market, &[])?;
        let style = style(&self.look)?;
        if !self.json {
            warn(&opened.scenario);
        }
        let found = self.find(&opened)?;
        let (command, identity) = (self.command(), self.identity(&opened));
        let folder =
            self.out.clone().unwrap_or_else(|| default_folder(&opened.name, "equilibrium", &identity));
        make_room(&folder, &identity, self.force)?;
        let voice = if self.json { Voice::Json } else { Voice::Words };
        let figures = style.map_or_else(Vec::new, |style| drawn(|style| draw(&found, style), &style, voice));
        let answer = Answer {
            equilibrium: &found,
            figures: &figures,
            scenario: &opened.scenario.text,
            question: &identity,
            command: &command,
            seed: opened.scenario.study.seed,
            language: self.look.lang.into(),
            formats: self.look.formats(),
        };
        write(&answer, &folder)?;
        let page = folder.join("report.html").display().to_string();
        let text = if self.json { at_once(&found, &command, &page)? } else { self.words(&found, &page) };
        say(&text)?;
        Ok(Ending::Done)
    }

    fn find(&self, opened: &Opened) -> Result<MarketEquilibrium, Trouble> {
        let asked = self.merger()?;
        let streams = Streams::new(opened.scenario.study.seed, 0);
        equilibrium(&opened.scenario.model, streams, asked.as_ref()).map_err(|why| match why {
            NoEquilibrium::Refused(refusal) => Trouble::Refused(refusal),
            NoEquilibrium::Merger(wrong) => Trouble::Asked(wrong_merger(wrong)),
        })
    }

    /// The merger that the flags ask for.
    fn merger(&self) -> Result<Option<MergerAsked>, Trouble> {
        if self.merge.is_empty() {
            return Ok(None);
        }
        let saving = self.saving.as_deref().map_or(Ok(Share::ZERO), saving)?;
        let providers = self.merge.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Some(MergerAsked { providers, saving }))
    }

    /// The command line that asks again.
    fn command(&self) -> String {
        let mut words = vec![self.market.command("equilibrium")];
        if !self.merge.is_empty() {
            words.push(format!("--merge {}", quoted(&self.merge.join(","))));
        }
        words.extend(self.saving.as_ref().map(|saving| format!("--saving {}", quoted(saving))));
        words.join(" ")
    }

    fn identity(&self, opened: &Opened) -> String {
        let scenario = format!("{}\n{:?} {:?}", opened.scenario.text, self.merge, self.saving);
        Question { command: "equilibrium", scenario: &scenario, seed: opened.scenario.study.seed }.identity()
    }

    /// The summary on a terminal.
    fn words(&self, of: &MarketEquilibrium, page: &str) -> String {
        let language: Language = self.look.lang.into();
        let mut parts = vec![of.title.clone(), frame(of, language)];
        for table in [prices(of, language), shares(of, language), profits(of, language), market(of, language)]
        {
            parts.push(table.terminal(None));
        }
        parts.push(verdict(of, language));
        if let Some(merger) = &of.merger {
            parts.push(merged(of, merger, language).terminal(None));
            parts.push(changes(of, merger, language).terminal(None));
        }
        parts.push(page.to_owned());
        parts.join("\n\n")
    }
}

/// A saving as a scenario writes a share.
fn saving(text: &str) -> Result<Share, Trouble> {
    let value = read_quantity(text, "share").filter(|value| (0.0..1.0).contains(value));
    value.map(Share).ok_or_else(|| {
        Trouble::Asked(format!(
            "--saving `{text}` is no part of the costs: write it as \"10 %\", from 0 to less than 100 %"
        ))
    })
}

fn wrong_merger(wrong: WrongMerger) -> String {
    match wrong {
        WrongMerger::Unknown(name, sellers) => {
            let help = hint(&name, &sellers.iter().map(String::as_str).collect::<Vec<_>>());
            format!("--merge: there is no provider `{name}`; {help}")
        }
        WrongMerger::Absent(name, sellers) => {
            format!("--merge: `{name}` has nothing on sale on the first day; there is {}", sellers.join(", "))
        }
        WrongMerger::TooFew => {
            "--merge takes two different providers or more, with commas between them: --merge A,B".to_owned()
        }
    }
}
