//! The report of price-war episodes: the definition with its thresholds, tables, a chart of each market, a page.

mod charts;
mod csv;
mod finding;
mod json;
mod section;
mod tables;
mod words;
mod write;

pub use charts::draw;
pub use csv::{episodes_csv, moves_csv};
pub use finding::{Costing, Finding, MarketEpisodes};
pub use json::json;
pub use section::section;
pub use tables::{episodes, participants};
pub use write::{Answer, definition, headline, notes, write};
