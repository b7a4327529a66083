//! A table, laid out once, and its renderers: CSV, Markdown, terminal.

use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};
use jiff::civil::Date;

use super::markdown::plain;

/// One rule under the heads, nothing else.
const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, or a number already written for a reader.
    Text(String),
    /// A number in full precision.
    Number(f64),
    /// A number in single precision.
    Single(f32),
    /// A count.
    Count(u64),
    /// A day.
    Date(Date),
    /// Nothing known: an empty cell, never zero.
    Empty,
}

impl Cell {
    /// A number where there is one.
    pub fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The number that a reader of the CSV finds there; none of words, days and nothing.
    pub fn value(&self) -> Option<f64> {
        match self {
            // In single precision the text is shorter than the number: 0.1, and not 0.10000000149011612.
            Self::Single(_) => self.plain().parse().ok(),
            // Nought has two signs and one text.
            Self::Number(value) => Some(value + 0.0),
            Self::Count(count) => Some(*count as f64),
            Self::Text(_) | Self::Date(_) | Self::Empty => None,
        }
    }

    /// As CSV has it; of a number the shortest text that reads back as the same.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value) => shortest(*value, format!("{value}"), format!("{value:e}")),
            Self::Single(value) => shortest(f64::from(*value), format!("{value}"), format!("{value:e}")),
            Self::Count(count) => count.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// Plain digits, or powers of ten where plain digits would be a row of noughts.
fn shortest(value: f64, plain: String, powers: String) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-5..1e15).contains(&value.abs()) {
        plain
    } else {
        powers
    }
}

/// A column's head.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Where its cells stand.
    pub side: Side,
}

/// Where cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words stand left.
    Left,
    /// Numbers stand right.
    Right,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Heads of its columns.
    pub heads: Vec<Head>,
    /// Its rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table whose first `words` columns hold words and the others numbers.
    pub fn new<T: Into<String>>(names: impl IntoIterator<Item = T>, words: usize) -> Self {
        let side = |at| if at < words { Side::Left } else { Side::Right };
        let heads = names
            .into_iter()
            .enumerate()
            .map(|(at, name)| Head { name: name.into(), side: side(at) })
            .collect();
        Self { heads, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.heads.len());
        self.rows.push(row);
    }

    /// As CSV: UTF-8, line feeds, quotes only where needed, full precision.
    ///
    /// # Errors
    /// Never for memory; the signature is the writer's.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.heads.iter().map(|head| head.name.as_str()))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::plain))?;
        }
        writer.into_inner().map_err(|broken| io::Error::other(broken.to_string()))
    }

    /// A number as CSV has it.
    pub fn plain_number(value: f64) -> String {
        Cell::Number(value).plain()
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.heads.iter().map(|head| escaped(&head.name)).collect());
        let rule = |head: &Head| if head.side == Side::Left { "---" } else { "---:" }.to_owned();
        out.push_str(&line(self.heads.iter().map(rule).collect()));
        for row in &self.rows {
            out.push_str(&line(row.iter().map(|cell| escaped(&cell.plain())).collect()));
        }
        out
    }

    /// For a terminal of that many columns; wide characters take two.
    pub fn terminal(&self, width: Option<u16>) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic);
        if let Some(width) = width {
            table.set_width(width);
        }
        table.set_header(self.heads.iter().map(|head| head.name.as_str()));
        for row in &self.rows {
            table.add_row(row.iter().map(Cell::plain));
        }
        for (at, head) in self.heads.iter().enumerate() {
            if let (Some(column), Side::Right) = (table.column_mut(at), head.side) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.to_string()
    }

    /// Cells as text, row by row, for a page.
    pub fn texts(&self) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(Cell::plain).collect()).collect()
    }
}

/// A cell that cannot break its row or become markup.
fn escaped(text: &str) -> String {
    plain(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> Table {
        let mut table = Table::new(["name", "value"], 1);
        table.push(vec![Cell::text("a, \"b\" | c"), Cell::Number(0.1 + 0.2)]);
        table.push(vec![Cell::text("海豚智能"), Cell::Empty]);
        table
    }

    #[test]
    fn csv_keeps_every_digit_and_absence() {
        let text = String::from_utf8(table().csv().unwrap()).unwrap();
        assert_eq!(text, "name,value\n\"a, \"\"b\"\" | c\",0.30000000000000004\n海豚智能,\n");
    }

    #[test]
    fn markdown_cells_cannot_break_the_row() {
        assert_eq!(
            table().markdown(),
            "| name | value |\n| --- | ---: |\n| a, \"b\" \\| c | 0.30000000000000004 |\n| 海豚智能 |  |\n"
        );
    }

    proptest! {
        #[test]
        fn numbers_read_back_as_they_were(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let back: f64 = Cell::Number(value).plain().parse().unwrap();
            // Nought has two signs and one text.
            prop_assert!(back.to_bits() == value.to_bits() || (back.abs() + value.abs()) <= 0.0);
        }
    }
}
