//! A page as a list of blocks, before it is Markdown or HTML.

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
