//! `pricewar cost`: what the tokens of every product cost at a date and load; no history is simulated.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::drawing::{drawn, style};
use super::flags::{Look, Market, Voice, quoted};
use super::hint::hint_of;
use super::json::at_once;
use super::open::{Opened, open, warn};
use super::print::say;
use super::room::make_room;
use super::told::numbered;
use super::trouble::{Ending, Trouble};
use crate::costing::Costing;
use crate::random::Streams;
use crate::report::Language;
use crate::report::costing::{
    Answer, concepts, draw, frame, products, providers, sentences, unit_costs, write,
};
use crate::report::place::{Question, default_folder};
use crate::scenario::read_quantity;
use crate::simulation::{Asked, costing};
use crate::units::{Days, MtokPerDay};

/// Flags of `cost`.
#[derive(Debug, Args)]
pub struct Cost {
    #[command(flatten)]
    market: Market,
    /// Technology of that date, in place of the first day
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,
    /// Tokens a day of each product ("1 Gtok/day"), in place of the opening's
    #[arg(long, value_name = "QUANTITY")]
    load: Option<String>,
    /// One product alone, by its name or as PROVIDER/PRODUCT
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    /// Folder of the result, in place of output/SCENARIO/cost-HASH
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Replaces another result in that folder
    #[arg(long)]
    force: bool,
    /// Prints the costing as one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    look: Look,
}

impl Cost {
    /// Works out the costs, writes them down, says them.
    pub fn run(&self) -> Result<Ending, Trouble> {
        let opened = open(&self.market, &[])?;
        let style = style(&self.look)?;
        if !self.json {
            warn(&opened.scenario);
        }
        let costing = self.costing(&opened)?;
        let command = self.command();
        let identity = self.identity(&opened);
        let folder = self.out.clone().unwrap_or_else(|| default_folder(&opened.name, "cost", &identity));
        make_room(&folder, &identity, self.force)?;
        let voice = if self.json { Voice::Json } else { Voice::Words };
        let figures =
            style.map_or_else(Vec::new, |style| drawn(|style| draw(&costing, style), &style, voice));
        let answer = Answer {
            costing: &costing,
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
        let text = if self.json { at_once(&costing, &command, &page)? } else { self.words(&costing, &page) };
        say(&text)?;
        Ok(Ending::Done)
    }

    fn costing(&self, opened: &Opened) -> Result<Costing, Trouble> {
        let (model, study) = (&opened.scenario.model, &opened.scenario.study);
        let start = model.calendar.start();
        let at = match self.at {
            Some(date) if date < start => {
                return Err(Trouble::Asked(format!("--at {date} lies before the scenario's start, {start}")));
            }
            Some(date) => Days(model.calendar.instant(date).days()),
            None => Days::ZERO,
        };
        let load = self.load.as_deref().map(|text| flow("--load", text, "1 Gtok/day")).transpose()?;
        let asked = Asked { at, load, product: self.product.clone() };
        costing(model, Streams::new(study.seed, 0), &asked).map_err(|names| {
            let product = self.product.clone().unwrap_or_default();
            let own: Vec<&str> = names.iter().filter_map(|name| Some(name.split_once('/')?.1)).collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let help = hint_of(&product, &[&known[..], &own].concat(), &known);
            Trouble::Asked(format!("there is no product `{product}`; {help}"))
        })
    }

    /// The command line that asks again.
    fn command(&self) -> String {
        let mut words = vec![self.market.command("cost")];
        words.extend(self.at.map(|date| format!("--at {date}")));
        words.extend(self.load.as_ref().map(|load| format!("--load {}", quoted(load))));
        words.extend(self.product.as_ref().map(|name| format!("--product {}", quoted(name))));
        words.join(" ")
    }

    fn identity(&self, opened: &Opened) -> String {
        let scenario = format!("{}\n{:?} {:?} {:?}", opened.scenario.text, self.at, self.load, self.product);
        Question { command: "cost", scenario: &scenario, seed: opened.scenario.study.seed }.identity()
    }

    /// The summary on a terminal.
    fn words(&self, costing: &Costing, page: &str) -> String {
        let language: Language = self.look.lang.into();
        let mut parts = vec![costing.title.clone(), frame(costing, language)];
        parts.push(numbered(&sentences(costing, language)));
        parts.push(products(costing, language).terminal(None));
        parts.push(concepts(language).to_owned());
        // A dozen products by kind of token fill a screen; the page has them all.
        if costing.products.len() <= FEW {
            parts.push(unit_costs(costing, language).terminal(None));
        }
        parts.push(providers(costing, language).terminal(None));
        parts.push(page.to_owned());
        parts.join("\n\n")
    }
}

/// Products of which a terminal shows costs by kind of token.
const FEW: usize = 4;

/// A date as a scenario writes it.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "no such date; write year-month-day, such as 2025-12-31".to_owned())
}

/// Range of a flow of tokens  \[Mtok/day\]: from a token a day to a hundred million times what China was said to
/// use at the start of 2024.
const FLOWS: (f64, f64) = (1e-6, 1e13);

/// A flow of tokens as a scenario writes it; `example` shows how.
pub(super) fn flow(flag: &str, text: &str, example: &str) -> Result<MtokPerDay, Trouble> {
    let value = read_quantity(text, "Mtok/day").filter(|value| (FLOWS.0..=FLOWS.1).contains(value));
    value.map(MtokPerDay).ok_or_else(|| {
        Trouble::Asked(format!("{flag} `{text}` is no flow of tokens; write it as \"{example}\""))
    })
}
