//! Instants of a subject as days and dates.

use jiff::civil::Date;

use super::table::Cell;
use crate::calendar::{Calendar, Instant};
use crate::experiments::Subject;

/// The calendar of a subject.
#[derive(Debug, Clone, Copy)]
pub struct Dates {
    calendar: Option<Calendar>,
}

impl Dates {
    /// The calendar that starts where the subject does.
    pub fn of(subject: &Subject) -> Self {
        Self { calendar: subject.start.parse::<Date>().ok().map(Calendar::new) }
    }

    /// The day as a cell; empty in records whose start is no date.
    pub fn cell(self, instant: i64) -> Cell {
        self.calendar.map_or(Cell::Empty, |calendar| Cell::Date(calendar.date(Instant(instant))))
    }

    /// The date, year-month-day; empty in records whose start is no date.
    pub fn date(self, instant: i64) -> String {
        self.calendar.map(|calendar| calendar.date(Instant(instant)).to_string()).unwrap_or_default()
    }
}
