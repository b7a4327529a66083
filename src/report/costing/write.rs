//! What the result of a costing holds: its numbers, its charts and its page.

use std::io;
use std::path::Path;

use super::bill::sentences;
use super::curves::curves;
use super::tables::{long, products, providers, unit_costs};
use super::words::{say, words};
use crate::costing::Costing;
use crate::report::manifest::Manifest;
use crate::report::number::figure;
use crate::report::page::{Block, closing};
use crate::report::result::{Content, write_result};
use crate::report::{Figure, Formats, Language, SCENARIO};

/// A costing and what is written with it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The costing.
    pub costing: &'a Costing,
    /// Its charts.
    pub figures: &'a [Figure],
    /// The resolved scenario.
    pub scenario: &'a str,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Seed of all streams.
    pub seed: u64,
    /// Language of the page.
    pub language: Language,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
}

/// Writes a costing. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(answer: &Answer, folder: &Path) -> io::Result<()> {
    let json = serde_json::to_string_pretty(answer.costing)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), answer.scenario.as_bytes().to_vec()),
        ("cost.json".to_owned(), json.into_bytes()),
    ];
    let mut tables = vec![("cost", long(answer.costing))];
    tables.extend(curves(answer.costing).map(|table| ("curves", table)));
    let content =
        Content { files, tables, figures: answer.figures, page: page(answer), formats: answer.formats };
    let manifest = Manifest::new(answer.question, answer.command, answer.seed, answer.language);
    write_result(folder, content, manifest).map(|_| ())
}

/// What the four costs of a table are.
pub fn concepts(language: Language) -> &'static str {
    words(language).concepts
}

/// The sentence that says of when and of what load a costing is.
pub fn frame(costing: &Costing, language: Language) -> String {
    let w = words(language);
    let load = costing.load.map_or_else(
        || w.opening_load.to_owned(),
        |load| say(w.given_load, [("load", figure(load, "Mtok/day", language))]),
    );
    let frame = say(
        w.frame,
        [("date", costing.date.clone()), ("load", load), ("currency", costing.currency.clone())],
    );
    if costing.products.iter().any(|product| product.tokens_per_day.total > 0.0) {
        frame
    } else {
        format!("{frame} {}", w.nothing_sold)
    }
}

fn page<'a>(answer: &'a Answer) -> Vec<Block<'a>> {
    let (costing, language) = (answer.costing, answer.language);
    let w = words(language);
    let mut page = vec![
        Block::Title(say(w.title, [("title", costing.title.clone())])),
        Block::Text(frame(costing, language)),
        Block::Points(sentences(costing, language)),
        Block::Section(w.products.to_owned()),
        Block::Table(products(costing, language)),
        Block::Text(w.concepts.to_owned()),
    ];
    page.extend(answer.figures.iter().map(Block::Figure));
    page.extend([
        Block::Section(w.unit_costs.to_owned()),
        Block::Table(unit_costs(costing, language)),
        Block::Section(w.providers.to_owned()),
        Block::Table(providers(costing, language)),
        Block::Text(w.inference_note.to_owned()),
    ]);
    let files = if costing.curves.is_some() { w.files_and_curves } else { w.files };
    page.extend(closing(w.again, answer.command, files));
    page
}
