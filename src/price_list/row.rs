//! A row of a price list, and how well its date is known.

use jiff::civil::Date;

use crate::measures::episodes::{Dated, Price};

/// What the date of a row is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// The day on which the seller announced or changed the price.
    Announced,
    /// The day of the product's release.
    ReleaseDate,
    /// The first dated sight of the price: it may be older.
    FirstSeen,
    /// A day on which the price is known to hold; it may be older.
    AsOf,
    /// The source names the month alone.
    Approx,
}

impl DateKind {
    /// All, as a list writes them.
    pub const ALL: [(&'static str, Self); 5] = [
        ("announced", Self::Announced),
        ("release_date", Self::ReleaseDate),
        ("first_seen", Self::FirstSeen),
        ("as_of", Self::AsOf),
        ("approx", Self::Approx),
    ];

    /// Whether the day is that of the change or its upper bound.
    pub fn dated(self) -> Dated {
        match self {
            Self::Announced | Self::ReleaseDate => Dated::Exact,
            Self::FirstSeen | Self::AsOf | Self::Approx => Dated::Bound,
        }
    }
}

/// A price of a product from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who sells.
    pub provider: String,
    /// The product.
    pub model: String,
    /// Where the list applies; empty where that is not said.
    pub region: String,
    /// The day.
    pub date: Date,
    /// How well it is known.
    pub kind: DateKind,
    /// Code of the currency, in capitals.
    pub currency: String,
    /// The price of a million tokens; none where that of input is missing.
    pub price: Option<Price>,
    /// Class as the list names it; empty where it does not.
    pub tier: String,
    /// Public quality.
    pub quality: Option<f64>,
}
