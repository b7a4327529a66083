//! What a series is, and the checks that every chart makes before it draws.
use jiff::civil::Date;

use super::error::ChartError;

/// Values at the dates of a chart; `None` is a gap, never zero.
pub type Values = Vec<Option<f64>>;

/// The dates of a chart: days (fractions allowed, increasing) since a start date.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    /// The date of day 0.
    pub start: Date,
    /// Days since the start.
    pub days: Vec<f64>,
}

/// A band between two quantiles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// Lower edge.
    pub low: Values,
    /// Upper edge.
    pub high: Values,
}

/// A date axis: its first and last day, counted from a start date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// The date of day 0.
    pub start: Date,
    /// The first day shown.
    pub first: f64,
    /// The last day shown.
    pub last: f64,
}

/// Days that the calendar can name on both sides of a start date (years −9999 to 9999).
const CALENDAR: f64 = 2_900_000.0;

impl Dates {
    /// These days since that date.
    pub fn new(start: Date, days: Vec<f64>) -> Self {
        Self { start, days }
    }

    /// First and last day, once all days are known to be fit for an axis.
    pub(super) fn period(&self) -> Result<Period, ChartError> {
        let (Some(&first), Some(&last)) = (self.days.first(), self.days.last()) else {
            return Err(ChartError::Empty("there is no date".to_owned()));
        };
        if let Some(at) = self.days.iter().position(|day| !day.is_finite()) {
            return Err(ChartError::NotANumber(format!("day number {at}")));
        }
        if let Some(at) = self.days.windows(2).position(|pair| pair[0] >= pair[1]) {
            let (a, b) = (self.days[at], self.days[at + 1]);
            return Err(ChartError::Range(format!("days must increase, but {b} follows {a}")));
        }
        let period = Period { start: self.start, first, last };
        period.check().map(|()| period)
    }

    /// Refuses values of another length, or that are not finite.
    pub(super) fn check(&self, name: &str, values: &[Option<f64>]) -> Result<(), ChartError> {
        if values.len() != self.days.len() {
            let (have, want) = (values.len(), self.days.len());
            return Err(ChartError::Length(format!("{name} has {have} values for {want} dates")));
        }
        match values.iter().position(|v| v.is_some_and(|v| !v.is_finite())) {
            Some(at) => Err(ChartError::NotANumber(format!("{name}, day {}", self.days[at]))),
            None => Ok(()),
        }
    }

    /// Refuses a band whose edges are not fit for these dates.
    pub(super) fn check_band(&self, name: &str, band: &Band) -> Result<(), ChartError> {
        self.check(&format!("{name}, lower edge"), &band.low)?;
        self.check(&format!("{name}, upper edge"), &band.high)
    }
}

impl Period {
    /// Refuses an axis that ends before it begins, or where the calendar does.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let Self { start, first, last } = *self;
        if !first.is_finite() || !last.is_finite() {
            return Err(ChartError::NotANumber("an end of the date axis".to_owned()));
        }
        if last < first {
            return Err(ChartError::Range(format!("the date axis ends on day {last}, before day {first}")));
        }
        let far = |day: f64| f64::from(start.year()) * 365.25 + day;
        if far(first).abs() > CALENDAR || far(last).abs() > CALENDAR {
            return Err(ChartError::Range(format!(
                "days {first} to {last} after {start} leave the calendar"
            )));
        }
        Ok(())
    }

    /// Whether a day is on the axis.
    pub(super) fn holds(&self, day: f64) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Smallest and largest of the values, if there is any.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |seen, v| match seen {
        None => Some((v, v)),
        Some((low, high)) => Some((low.min(v), high.max(v))),
    })
}

/// The unbroken runs of a series: (day, value) from gap to gap.
pub(super) fn runs(days: &[f64], values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut out: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open: Vec<(f64, f64)> = Vec::new();
    for (day, value) in days.iter().zip(values) {
        if let Some(value) = value {
            open.push((*day, *value));
        } else if !open.is_empty() {
            out.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        out.push(open);
    }
    out
}

/// The last value of a series and its day.
pub(super) fn last(days: &[f64], values: &[Option<f64>]) -> Option<(f64, f64)> {
    days.iter().zip(values).rev().find_map(|(day, value)| value.map(|v| (*day, v)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn weekly(n: usize) -> Dates {
        Dates::new(date(2025, 1, 1), (0..n).map(|w| 7.0 * w as f64).collect())
    }

    #[test]
    fn runs_break_at_gaps() {
        let days = [0.0, 1.0, 2.0, 3.0];
        let values = [Some(1.0), None, Some(3.0), Some(4.0)];
        assert_eq!(runs(&days, &values), [vec![(0.0, 1.0)], vec![(2.0, 3.0), (3.0, 4.0)]]);
        assert_eq!(last(&days, &values), Some((3.0, 4.0)));
        assert_eq!(last(&days, &[None; 4]), None);
    }

    #[test]
    fn bad_dates_and_values_are_named() {
        assert!(matches!(weekly(0).period(), Err(ChartError::Empty(_))));
        let backwards = Dates::new(date(2025, 1, 1), vec![0.0, 7.0, 7.0]);
        assert!(matches!(backwards.period(), Err(ChartError::Range(_))));
        let nan = weekly(2).check("Alpha", &[Some(1.0), Some(f64::NAN)]).unwrap_err();
        assert_eq!(nan.to_string(), "not a finite number: Alpha, day 7 (an absent value must be left out)");
        assert!(matches!(weekly(2).check("Alpha", &[None]), Err(ChartError::Length(_))));
        assert!(Dates::new(date(2025, 1, 1), vec![0.0, 1e9]).period().is_err(), "past the calendar");
    }
}
