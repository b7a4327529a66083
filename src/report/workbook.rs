//! `result.xlsx`: the tables of a result as sheets of one workbook, cell by cell what the CSVs hold, numbers as numbers and
//! dates as dates; the same bytes for the same tables.

use std::io;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Head, Table};

/// Name of the file within a result.
pub const WORKBOOK: &str = "result.xlsx";

/// Rows and columns of a sheet at most, and letters of its name and of a cell (Microsoft, "Excel specifications and limits").
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
const MOST_OF_NAME: usize = 31;
const MOST_OF_CELL: usize = 32_767;

/// The first year that Excel has dates of.
const FIRST_YEAR: i16 = 1900;

/// Width of a column of numbers: Excel shows eleven characters of a plain number; and of words at most, so that a long
/// sentence does not push the others off the screen.
const OF_NUMBERS: usize = 12;
const OF_WORDS: usize = 48;

/// A workbook and what did not fit into it.
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is not in it and why, a sentence each.
    pub notes: Vec<String>,
}

/// The workbook of tables, a sheet each, in their order.
///
/// # Errors
/// Those of the writer of the format, in words.
pub fn workbook(tables: &[(&'static str, Table)]) -> io::Result<Made> {
    let mut workbook = Workbook::new();
    let mut notes = Vec::new();
    let made = write(&mut workbook, tables, &mut notes);
    let bytes = made.map_err(|error| io::Error::other(format!("{WORKBOOK}: {error}")))?;
    Ok(Made { bytes, notes })
}

fn write(
    workbook: &mut Workbook,
    tables: &[(&'static str, Table)],
    notes: &mut Vec<String>,
) -> Result<Vec<u8>, XlsxError> {
    // The date of making is a property of the format. Any would do that is always the same; ZIP cannot tell earlier ones.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let looks = Looks { head: Format::new().set_bold(), date: Format::new().set_num_format("yyyy-mm-dd") };
    for (name, table) in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.chars().take(MOST_OF_NAME).collect::<String>())?;
        if table.rows.len() >= MOST_ROWS || table.heads.len() > MOST_COLUMNS {
            let note = too_large(name, table);
            sheet.write_string(0, 0, &note)?;
            notes.push(note);
            continue;
        }
        if fill(sheet, table, &looks)? {
            notes.push(format!(
                "{WORKBOOK}: texts of {name} that are longer than a cell holds ({MOST_OF_CELL} characters) are cut off; {name}.csv has them whole"
            ));
        }
    }
    workbook.save_to_buffer()
}

fn too_large(name: &str, table: &Table) -> String {
    format!(
        "{name} is not in {WORKBOOK}: its {} rows and {} columns are more than a sheet holds ({MOST_ROWS} and {MOST_COLUMNS}); {name}.csv has it whole",
        table.rows.len() + 1,
        table.heads.len()
    )
}

/// How cells look.
struct Looks {
    head: Format,
    date: Format,
}

/// Writes a table into a sheet; returns whether texts were cut off.
fn fill(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<bool, XlsxError> {
    let mut cut = false;
    let mut short = |text: &str| {
        let mut short: String = text.chars().take(MOST_OF_CELL).collect();
        if short.len() < text.len() {
            cut = true;
            short.pop();
            short.push('…');
        }
        short
    };
    for (at, Head { name, .. }) in table.heads.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, short(name), &looks.head)?;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            let (row, at) = (row as u32 + 1, at as u16);
            match (cell, cell.value()) {
                (_, Some(value)) if value.is_finite() => {
                    sheet.write_number(row, at, value)?;
                }
                (Cell::Date(date), _) if date.year() >= FIRST_YEAR => {
                    sheet.write_datetime_with_format(row, at, excel(*date)?, &looks.date)?;
                }
                _ => {
                    let text = cell.plain();
                    if !text.is_empty() {
                        sheet.write_string(row, at, short(&text))?;
                    }
                }
            }
        }
    }
    for at in 0..table.heads.len() {
        sheet.set_column_width(at as u16, width(table, at) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(cut)
}

fn excel(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)
}

/// Width of a column in characters: the widest of its cells within reason, and a little air.
fn width(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().map(|row| match &row[at] {
        Cell::Text(text) => columns(text),
        Cell::Empty => 0,
        _ => OF_NUMBERS,
    });
    let head = columns(&table.heads[at].name);
    cells.chain([head]).max().unwrap_or(0).min(OF_WORDS) + 2
}

/// How many places a text takes: letters of East Asia take two.
fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: usize, columns: usize) -> Made {
        let mut table = Table::new((0..columns).map(|at| at.to_string()), 0);
        table.rows = vec![vec![Cell::Empty; columns]; rows];
        workbook(&[("replicates", table)]).unwrap()
    }

    #[test]
    fn what_a_sheet_cannot_hold_is_said_and_the_workbook_is_made() {
        assert!(of(1, MOST_COLUMNS).notes.is_empty());
        let wide = of(1, MOST_COLUMNS + 1);
        assert_eq!(
            wide.notes,
            [
                "replicates is not in result.xlsx: its 2 rows and 16385 columns are more than a sheet holds (1048576 and 16384); replicates.csv has it whole"
            ]
        );
        let long = of(MOST_ROWS, 1);
        assert!(long.notes[0].contains("its 1048577 rows"), "{:?}", long.notes);
        assert!(long.bytes.starts_with(b"PK"));
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_told() {
        let mut table = Table::new(["text"], 1);
        table.push(vec![Cell::text("海".repeat(MOST_OF_CELL))]);
        assert!(workbook(&[("chronicle", table.clone())]).unwrap().notes.is_empty());
        table.push(vec![Cell::text("海".repeat(MOST_OF_CELL + 1))]);
        let made = workbook(&[("chronicle", table)]).unwrap();
        assert!(made.notes[0].contains("texts of chronicle"), "{:?}", made.notes);
    }
}
