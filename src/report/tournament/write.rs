//! What the result of a game holds: its numbers, its pictures, its page.

use std::io;
use std::path::Path;

use super::game::Game;
use super::json::json;
use super::sentences::{reading, sentences};
use super::tables::{equilibria, long, payoffs, rest, struck};
use super::words::{say, words};
use crate::report::manifest::Manifest;
use crate::report::page::{Block, closing};
use crate::report::result::{Content, write_result};
use crate::report::{Figure, Formats, Language};

/// A game and what is written with it.
#[derive(Debug)]
pub struct GameReport<'a> {
    /// The game.
    pub game: &'a Game,
    /// Its pictures.
    pub figures: &'a [Figure],
    /// Files that it was read from, by name.
    pub inputs: Vec<(String, Vec<u8>)>,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Language of the page.
    pub language: Language,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
}

/// Writes a game. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(report: &GameReport, folder: &Path) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&json(report.game))? + "\n";
    let mut files = report.inputs.clone();
    files.push(("game.json".to_owned(), text.into_bytes()));
    let manifest = Manifest::new(report.question, report.command, 0, report.language);
    let tables = vec![("equilibria", long(report.game))];
    let content =
        Content { files, tables, figures: report.figures, page: page(report), formats: report.formats };
    write_result(folder, content, manifest).map(|_| ())
}

fn page<'a>(report: &'a GameReport) -> Vec<Block<'a>> {
    let (game, language) = (report.game, report.language);
    let w = words(language);
    let mut page = vec![
        Block::Title(say(w.title, [("title", game.title.clone())])),
        Block::Text(reading(game, language)),
        Block::Points(sentences(game, language)),
    ];
    page.extend(body(game, report.figures, language));
    page.extend(closing(w.again, report.command, w.files));
    page
}

/// The part of a page that any game has.
pub(super) fn body<'a>(game: &Game, figures: &'a [Figure], language: Language) -> Vec<Block<'a>> {
    let w = words(language);
    let mut page = vec![Block::Section(w.equilibria.to_owned()), Block::Table(equilibria(game, language))];
    if game.solution.equilibria.has_continuum() {
        page.push(Block::Text(w.continua_note.to_owned()));
    }
    page.extend([
        Block::Section(w.payoffs.to_owned()),
        Block::Table(payoffs(game, language)),
        Block::Text(w.payoffs_text.to_owned()),
    ]);
    page.extend(figures.iter().filter(|figure| figure.file.contains("payoffs")).map(Block::Figure));
    if let Some(table) = struck(game, language) {
        page.extend([Block::Section(w.struck.to_owned()), Block::Table(table)]);
    }
    page.push(Block::Section(w.rest.to_owned()));
    match (rest(game, language), &game.solution.rest) {
        (Some(table), Some(rest)) => {
            let of_one = game.solution.symmetric.is_some();
            page.push(Block::Text(if of_one { w.rest_text_one } else { w.rest_text_two }.to_owned()));
            page.extend(
                figures.iter().filter(|figure| figure.file.contains("replicator")).map(Block::Figure),
            );
            page.push(Block::Table(table));
            if !rest.continua.is_empty() {
                page.push(Block::Text(say(w.rest_more, [("n", rest.continua.len().to_string())])));
            }
        }
        _ => page.push(Block::Text(w.too_many.to_owned())),
    }
    page
}
