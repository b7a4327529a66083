//! The date axis: which days get a tick, and what it says in English and Chinese.
use jiff::{ToSpan, civil::Date};

use super::{data::Period, language::Language, scale::Tick};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The distance of ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

/// All distances, finest first.
pub(super) const STEPS: [Step; 16] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(1000),
];

/// The days of a step inside a period, with their labels; the year stands at the first tick and where it changes.
pub(super) fn ticks(period: &Period, step: Step, language: Language) -> Vec<Tick> {
    let (from, to) = (day_of(period, period.first.floor()), day_of(period, period.last.ceil()));
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    let mut out: Vec<Tick> = Vec::new();
    let mut last_year = None;
    let mut next = first(from, step);
    while let Some(date) = next.filter(|d| *d <= to) {
        next = after(date, step);
        let value = f64::from(period.start.until(date).map_or(0, |span| span.get_days()));
        if value < period.first || value > period.last {
            continue;
        }
        let with_year = last_year != Some(date.year());
        out.push(Tick { value, label: label(date, step, (with_year, language)) });
        last_year = Some(date.year());
        if out.len() > 200 {
            break; // Far more than any axis has room for: this step will not be chosen.
        }
    }
    out
}

fn day_of(period: &Period, day: f64) -> Option<Date> {
    period.start.checked_add((day as i64).days()).ok()
}

/// The first date on or after `from`, or just before it, that lies on the step.
fn first(from: Date, step: Step) -> Option<Date> {
    match step {
        Step::Days(1 | 2) => Some(from),
        // Weeks begin on Mondays.
        Step::Days(_) => {
            let since_monday = i64::from(from.weekday().to_monday_zero_offset());
            from.checked_add((if since_monday == 0 { 0 } else { 7 - since_monday }).days()).ok()
        }
        Step::Months(n) => {
            let month = (i32::from(from.month()) - 1) / n * n + 1;
            Date::new(from.year(), month as i8, 1).ok()
        }
        Step::Years(n) => Date::new((i32::from(from.year()).div_euclid(n) * n) as i16, 1, 1).ok(),
    }
}

fn after(date: Date, step: Step) -> Option<Date> {
    match step {
        Step::Days(n) => date.checked_add(n.days()).ok(),
        Step::Months(n) => date.checked_add(n.months()).ok(),
        Step::Years(n) => date.checked_add(n.years()).ok(),
    }
}

fn label(date: Date, step: Step, (with_year, language): (bool, Language)) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let name = MONTHS[(month - 1) as usize];
    match (language, step) {
        (Language::English, Step::Years(_)) => format!("{year}"),
        (Language::Chinese, Step::Years(_)) => format!("{year}年"),
        (Language::English, Step::Months(_)) if with_year => format!("{name} {year}"),
        (Language::English, Step::Months(_)) => name.to_owned(),
        (Language::Chinese, Step::Months(_)) if with_year => format!("{year}年{month}月"),
        (Language::Chinese, Step::Months(_)) => format!("{month}月"),
        (Language::English, Step::Days(_)) if with_year => format!("{day} {name} {year}"),
        (Language::English, Step::Days(_)) => format!("{day} {name}"),
        (Language::Chinese, Step::Days(_)) if with_year => format!("{year}年{month}月{day}日"),
        (Language::Chinese, Step::Days(_)) => format!("{month}月{day}日"),
    }
}

/// A date in full, as titles, keys and single points have it.
pub fn date_in_full(date: Date, language: Language) -> String {
    label(date, Step::Days(1), (true, language))
}

/// A day as a date in full.
pub(super) fn in_full(period: &Period, day: f64, language: Language) -> String {
    day_of(period, day.floor()).map_or_else(String::new, |date| date_in_full(date, language))
}

/// A day as a month and a year, for narrow axes.
pub(super) fn in_brief(period: &Period, day: f64, language: Language) -> String {
    day_of(period, day.floor())
        .map_or_else(String::new, |date| label(date, Step::Months(1), (true, language)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn labels(last: f64, step: Step, language: Language) -> Vec<String> {
        let period = Period { start: date(2024, 11, 15), first: 0.0, last };
        ticks(&period, step, language).into_iter().map(|t| t.label).collect()
    }

    #[test]
    fn quarters_name_the_year_once() {
        assert_eq!(labels(400.0, Step::Months(3), Language::English), ["Jan 2025", "Apr", "Jul", "Oct"]);
        assert_eq!(
            labels(120.0, Step::Months(1), Language::Chinese),
            ["2024年12月", "2025年1月", "2月", "3月"]
        );
        // 800 days after 15 November 2024 it is 24 January 2027.
        assert_eq!(labels(800.0, Step::Years(1), Language::Chinese), ["2025年", "2026年", "2027年"]);
    }

    #[test]
    fn dates_in_full() {
        let day = date(2024, 5, 11);
        assert_eq!(date_in_full(day, Language::English), "11 May 2024");
        assert_eq!(date_in_full(day, Language::Chinese), "2024年5月11日");
    }

    #[test]
    fn weeks_begin_on_mondays() {
        let period = Period { start: date(2025, 1, 1), first: 0.0, last: 20.0 };
        // 1 January 2025 was a Wednesday: the first Monday is day 5.
        let days: Vec<f64> =
            ticks(&period, Step::Days(7), Language::English).iter().map(|t| t.value).collect();
        assert_eq!(days, [5.0, 12.0, 19.0]);
    }

    #[test]
    fn ticks_know_leap_years() {
        let period = Period { start: date(2024, 1, 1), first: 0.0, last: 400.0 };
        let days: Vec<f64> =
            ticks(&period, Step::Years(1), Language::English).iter().map(|t| t.value).collect();
        assert_eq!(days, [0.0, 366.0]);
    }
}
