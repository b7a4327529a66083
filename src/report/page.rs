//! A page as a list of blocks, before it is Markdown or HTML.

use super::charts::{ChartError, Heading};
use super::table::Table;

/// A chart that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Path within the result: `charts/prices.png`.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence.
    pub caption: String,
    /// The bytes of the PNG.
    pub png: Vec<u8>,
}

impl Figure {
    /// A figure as it was drawn under its heading, or why it was not.
    pub(super) fn drawn(
        file: &str,
        heading: &Heading,
        caption: String,
        png: Result<Vec<u8>, ChartError>,
    ) -> Result<Self, String> {
        let png = png.map_err(|error| error.to_string())?;
        Ok(Self { file: file.to_owned(), title: heading.title.clone(), caption, png })
    }
}

/// How a page of an answer ends: the command that gives it again, and what the files beside it hold.
pub(super) fn closing<'a>(again: &str, command: &str, files: &str) -> [Block<'a>; 3] {
    [Block::Text(again.to_owned()), Block::Code(command.to_owned()), Block::Text(files.to_owned())]
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'a> {
    /// The title of the page.
    Title(String),
    /// The question below it.
    Question(String),
    /// A section's heading.
    Section(String),
    /// A paragraph.
    Text(String),
    /// Points of a list.
    Points(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(&'a Figure),
    /// A command line.
    Code(String),
}
