//! Tables as Parquet: the cells of the CSV in typed columns, where nothing is known null; the same bytes for the same table.

use std::io;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::manifest::VERSION;
use super::table::{Cell, Side, Table};

/// Rows of a group: readers take a group at a time into memory.
const GROUP: usize = 1 << 18;

/// The first day of Unix, from which Parquet counts dates.
const EPOCH: Date = date(1970, 1, 1);

/// A table as a Parquet file.
///
/// # Errors
/// Those of the writer of the format, in words.
pub fn parquet(table: &Table) -> io::Result<Vec<u8>> {
    write(table).map_err(io::Error::other)
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Count,
    Number,
    Day,
}

impl Kind {
    /// By the first cell that has something; of a column without any by the side on which it stands.
    fn of(table: &Table, at: usize) -> Self {
        let known = table.rows.iter().find_map(|row| match row[at] {
            Cell::Text(_) => Some(Self::Text),
            Cell::Number(_) | Cell::Single(_) => Some(Self::Number),
            Cell::Count(_) => Some(Self::Count),
            Cell::Date(_) => Some(Self::Day),
            Cell::Empty => None,
        });
        let usual = if table.heads[at].side == Side::Left { Self::Text } else { Self::Number };
        known.unwrap_or(usual)
    }

    fn field(self, name: &str) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = match self {
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Count => (Physical::INT64, None),
            Self::Number => (Physical::DOUBLE, None),
            Self::Day => (Physical::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(name, physical);
        field.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build().map(Arc::new)
    }
}

fn write(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let kinds: Vec<Kind> = (0..table.heads.len()).map(|at| Kind::of(table, at)).collect();
    let fields: Result<Vec<TypePtr>, ParquetError> =
        kinds.iter().zip(&table.heads).map(|(kind, head)| kind.field(&head.name)).collect();
    let schema = Type::group_type_builder("table").with_fields(fields?).build()?;
    let properties = WriterProperties::builder()
        .set_created_by(format!("pricewar {VERSION}"))
        .set_compression(Compression::SNAPPY)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            fill(column.untyped(), rows, at)?;
            column.close()?;
            at += 1;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// Writes the cells of a column.
fn fill(column: &mut ColumnWriter, rows: &[Vec<Cell>], at: usize) -> Result<(), ParquetError> {
    let cells = || rows.iter().map(|row| &row[at]);
    match column {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let of = |cell: &Cell| Some(cell.plain()).filter(|text| !text.is_empty());
            let (levels, texts) = known(cells().map(of));
            let texts: Vec<ByteArray> = texts.iter().map(|text: &String| text.as_str().into()).collect();
            writer.write_batch(&texts, Some(&levels), None)
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let (levels, numbers) = known(cells().map(Cell::value));
            writer.write_batch(&numbers, Some(&levels), None)
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let of =
                |cell: &Cell| if let Cell::Count(count) = cell { i64::try_from(*count).ok() } else { None };
            let (levels, counts) = known(cells().map(of));
            writer.write_batch(&counts, Some(&levels), None)
        }
        ColumnWriter::Int32ColumnWriter(writer) => {
            let of = |cell: &Cell| if let Cell::Date(date) = cell { Some(days(*date)) } else { None };
            let (levels, dates) = known(cells().map(of));
            writer.write_batch(&dates, Some(&levels), None)
        }
        _ => Err(ParquetError::General("a column of another type than any that is made".to_owned())),
    }
    .map(|_| ())
}

/// The definition levels of cells, 1 where there is something, and what there is.
fn known<T>(cells: impl Iterator<Item = Option<T>>) -> (Vec<i16>, Vec<T>) {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    (levels, values)
}

/// Days since the first day of Unix.
fn days(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}
