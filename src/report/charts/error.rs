//! Why a chart could not be drawn.
use std::fmt;

/// A chart that cannot be drawn: the data, not the machine, is at fault (except [`ChartError::Encoding`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// Nothing to draw: no series, no date, or no value at all.
    Empty(String),
    /// A value is NaN or infinite. An absent value is `None`.
    NotANumber(String),
    /// A series has another length than its dates.
    Length(String),
    /// A value outside what the chart can show (a negative share, zero on a logarithmic axis).
    Range(String),
    /// The style cannot be used: a size, a scale, a colour, a font file.
    Style(String),
    /// The PNG could not be written.
    Encoding(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(what) => write!(f, "nothing to draw: {what}"),
            Self::NotANumber(place) => {
                write!(f, "not a finite number: {place} (an absent value must be left out)")
            }
            Self::Length(what) => write!(f, "lengths differ: {what}"),
            Self::Range(what) => write!(f, "value out of range: {what}"),
            Self::Style(what) => write!(f, "chart style: {what}"),
            Self::Encoding(what) => write!(f, "PNG encoding: {what}"),
        }
    }
}

impl std::error::Error for ChartError {}
