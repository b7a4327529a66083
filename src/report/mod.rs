//! The report: findings in, files out. Tables in full precision for machines, a page in words for people, charts inside.

pub mod charts;
pub mod compare;
pub mod costing;
pub mod disk;
pub mod episodes;
pub mod equilibrium;
pub mod figures;
pub mod invoice;
pub mod language;
pub mod lock;
pub mod manifest;
pub mod number;
pub mod place;
pub mod price;
pub mod sensitivity;
pub mod store;
pub mod sweep;
pub mod table;
pub mod tables;
pub mod tournament;

mod bilingual;
mod cause;
mod classes;
#[cfg(feature = "parquet")]
mod columns;
mod dates;
mod happening;
mod html;
mod markdown;
mod names;
mod narrative;
mod page;
mod reader_tables;
mod result;
mod sentences;
mod statement_words;
mod statements;
mod studied;
mod sure;
mod words;
mod workbook;
mod write;

pub use language::Language;
pub use manifest::{Manifest, Timings};
pub use names::label;
pub use page::Figure;
pub use reader_tables::{market, providers_in_brief};
pub use result::Formats;
pub use sentences::findings as sentences;
pub use write::{Report, SCENARIO, write};
