//! Time: integer instants since a scenario's start, and the civil calendar they fall on.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::units::Days;

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// Days of a mean month, as a duration: 365.25 / 12.
pub const DAYS_A_MONTH: f64 = 30.4375;

/// Days of a mean year, as a duration.
pub const DAYS_A_YEAR: f64 = 365.25;

/// Days that dates can be apart: from the year -9999 to 9999.
const MOST_DAYS: i64 = 7_304_484;

/// A point in time: milliseconds since the scenario's start. Integer, so that there is no NaN and no epsilon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// The scenario's start.
    pub const START: Self = Self(0);

    /// The instant that many days after the start, to the nearest millisecond.
    pub fn at_day(days: f64) -> Self {
        Self((days * DAY as f64).round() as i64)
    }

    /// Days since the start.
    pub fn days(self) -> f64 {
        self.0 as f64 / DAY as f64
    }

    /// The whole day it falls in.
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The instant a duration later.
    pub fn after(self, span: Days) -> Self {
        Self(self.0 + (span.get() * DAY as f64).round() as i64)
    }

    /// The next instant there is.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Time since an earlier instant.
    pub fn since(self, earlier: Self) -> Days {
        Days((self.0 - earlier.0) as f64 / DAY as f64)
    }
}

/// The civil calendar of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    start: Date,
}

impl Calendar {
    /// A calendar whose instant zero is midnight of `start`.
    pub fn new(start: Date) -> Self {
        Self { start }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The date of an instant; the first or last that there is for one beyond all dates.
    pub fn date(self, instant: Instant) -> Date {
        self.start.saturating_add(instant.day().clamp(-MOST_DAYS, MOST_DAYS).days())
    }

    /// Midnight of a date.
    pub fn instant(self, date: Date) -> Instant {
        let days = self.start.until(date).map_or(0, |span| span.get_days());
        Instant(i64::from(days) * DAY)
    }

    /// Midnight of the first day of the month that follows an instant's.
    pub fn next_month(self, instant: Instant) -> Instant {
        let first = self.date(instant).first_of_month();
        self.instant(first.saturating_add(1.month()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_the_calendar_s_own() {
        let calendar = Calendar::new(date(2024, 1, 31));
        let february = calendar.next_month(Instant::START);
        assert_eq!(calendar.date(february), date(2024, 2, 1));
        let march = calendar.next_month(february);
        assert_eq!(march.since(february), Days(29.0));
        assert_eq!(calendar.instant(date(2024, 3, 1)), march);
    }

    #[test]
    fn beyond_the_calendar_is_its_end() {
        let calendar = Calendar::new(jiff::civil::date(2025, 1, 1));
        assert_eq!(calendar.date(Instant(i64::MAX)), Date::MAX);
        assert_eq!(calendar.date(Instant(i64::MIN)), Date::MIN);
    }

    #[test]
    fn days_round_trip() {
        let instant = Instant::at_day(7.0 / 6.0);
        assert!((instant.days() - 7.0 / 6.0).abs() < 1e-8);
        assert_eq!(instant.day(), 1);
        assert_eq!(Instant(-1).day(), -1);
    }
}
