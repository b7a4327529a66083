//! Lists of real prices: rows of a table, read with every mistake named, and sorted into markets of postings.

mod market;
mod read;
mod row;
#[cfg(test)]
mod tests;

pub use market::{ListMarket, Rates, markets};
pub use read::{Mistake, PriceList, read};
pub use row::{DateKind, Row};
