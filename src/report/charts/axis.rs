//! A plot with its axes: where a day and a value fall, grid, ticks, and the row of words above.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    data::Period,
    dates,
    error::ChartError,
    language::Language,
    scale::{Tick, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    theme,
};

/// Height that the date axis takes below a plot.
pub(super) const DATE_AXIS: f64 = 26.0;
/// Height that the label of the top grid line takes above a plot.
pub(super) const ABOVE: f64 = 17.0;
/// Free space between neighbouring tick labels.
const APART: f64 = 14.0;

/// Where a day falls between the ends of a period; the middle when there is only one day.
fn share(period: &Period, day: f64) -> f64 {
    let span = period.last - period.first;
    if span > 0.0 { (day - period.first) / span } else { 0.5 }
}

/// The x of a day.
pub(super) fn across(area: Area, period: &Period, day: f64) -> f64 {
    area.left + share(period, day) * area.width()
}

/// A plot: its rectangle and its two axes.
pub(super) struct Plot {
    pub area: Area,
    pub dates: Period,
    pub values: ValueScale,
}

/// The smallest plot that says anything.
const SMALLEST: (f64, f64) = (60.0, 40.0);

/// Refuses an area in which no plot has room.
pub(super) fn check_room(area: Area) -> Result<(), ChartError> {
    if area.width() >= SMALLEST.0 && area.height() >= SMALLEST.1 {
        return Ok(());
    }
    let (lack_x, lack_y) = (SMALLEST.0 - area.width(), SMALLEST.1 - area.height());
    let (x, y) = (lack_x.max(0.0).ceil(), lack_y.max(0.0).ceil());
    Err(ChartError::Style(format!(
        "the sheet is too small for this chart: it lacks {x} x {y} logical pixels"
    )))
}

impl Plot {
    pub(super) fn x(&self, day: f64) -> f64 {
        across(self.area, &self.dates, day)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.area.bottom - self.values.share(value) * self.area.height()
    }

    pub(super) fn spot(&self, (day, value): (f64, f64)) -> Spot {
        (self.x(day), self.y(value))
    }

    /// Horizontal grid lines from `left` on; their labels stand on them at their left end.
    pub(super) fn grid(&self, sheet: &Sheet<'_>, left: f64) {
        let letters = tick_letters().anchored(HPos::Left, VPos::Bottom);
        for tick in &self.values.ticks {
            let y = self.y(tick.value);
            sheet.line(&[(left, y), (self.area.right, y)], self.values.grid_pen(tick));
            sheet.text((left, y - 1.0), &tick.label, letters);
        }
    }
}

fn tick_letters() -> Letters {
    Letters::new(theme::TICK, theme::GREY)
}

/// The width that the labels of a value axis take at the left of the data.
pub(super) fn gutter(sheet: &Sheet<'_>, values: &ValueScale) -> f64 {
    values.ticks.iter().map(|t| sheet.width(&t.label, tick_letters())).fold(0.0, f64::max) + 10.0
}

/// A tick, and the middle and half-width of its label.
type Set = (Tick, f64, f64);

/// The ticks of a step set below an area, if all labels have room there.
fn set(sheet: &Sheet<'_>, area: Area, ticks: Vec<Tick>, period: &Period) -> Option<Vec<Set>> {
    // Labels may stick out a little at the right, where there is only a margin.
    let (low, high) = (area.left, area.right + 20.0);
    let mut out: Vec<Set> = Vec::new();
    for tick in ticks {
        let half = sheet.width(&tick.label, tick_letters()) / 2.0;
        let middle = across(area, period, tick.value).clamp(low + half, (high - half).max(low + half));
        if out.last().is_some_and(|(_, at, wide)| middle - half < at + wide + APART) {
            return None;
        }
        out.push((tick, middle, half));
    }
    Some(out)
}

/// How a date axis is chosen: its language and the most ticks it may have (0: the line alone).
#[derive(Clone, Copy)]
pub(super) struct DateLook {
    pub language: Language,
    pub most: usize,
}

/// Draws the date axis at the bottom of an area: the finest step whose labels have room.
pub(super) fn date_axis(sheet: &Sheet<'_>, area: Area, period: &Period, look: DateLook) {
    let pen = Pen::new(theme::INK, 1.0);
    sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], pen);
    if look.most == 0 {
        return;
    }
    let mut chosen: Option<Vec<Set>> = None;
    for step in dates::STEPS {
        let ticks = dates::ticks(period, step, look.language);
        if ticks.is_empty() || ticks.len() > look.most {
            continue;
        }
        if let Some(fitting) = set(sheet, area, ticks, period) {
            chosen = Some(fitting);
            break;
        }
    }
    // One tick says little: then the first and the last day are named instead, as fully as there is room for.
    let fitting = chosen.filter(|ticks| ticks.len() > 1).or_else(|| {
        let mut ends = vec![period.first, period.last];
        ends.dedup_by(|a, b| (*a - *b).abs() < 1.0);
        let named = |days: &[f64], name: &dyn Fn(&Period, f64, Language) -> String| {
            let tick = |day: &f64| Tick { value: *day, label: name(period, *day, look.language) };
            set(sheet, area, days.iter().map(tick).collect(), period)
        };
        named(&ends, &dates::in_full)
            .or_else(|| named(&ends, &dates::in_brief))
            .or_else(|| named(&ends[..1], &dates::in_brief))
    });
    for (tick, middle, _) in fitting.unwrap_or_default() {
        let x = across(area, period, tick.value);
        sheet.line(&[(x, area.bottom), (x, area.bottom + 5.0)], pen);
        let letters = tick_letters().anchored(HPos::Center, VPos::Top);
        sheet.text((middle, area.bottom + 8.0), &tick.label, letters);
    }
}

/// One entry of the row above a plot.
pub(super) struct Key<'a> {
    pub text: String,
    /// Draws the sign with its left end and middle here; gives its width.
    pub sign: Box<dyn Fn(Spot) -> f64 + 'a>,
}

/// Height of the row above a plot.
pub(super) const ROW: f64 = 20.0;

/// Writes the unit and the keys in a row whose middle is at `y`; what has no room goes to a further row.
/// Gives the number of rows used.
pub(super) fn row(sheet: &Sheet<'_>, area: Area, unit: &str, keys: &[Key<'_>]) -> usize {
    let letters = tick_letters();
    let mut y = area.top + ROW / 2.0 - 2.0;
    let mut x = area.left;
    let mut rows = 0;
    if !unit.is_empty() {
        let unit = sheet.shorten(unit, letters, area.width());
        sheet.text((x, y), &unit, letters);
        x += sheet.width(&unit, letters) + 24.0;
        rows = 1;
    }
    for key in keys {
        let text = sheet.shorten(&key.text, letters, area.width() - 30.0);
        if rows > 0 && x + 24.0 + sheet.width(&text, letters) > area.right {
            x = area.left;
            y += ROW - 3.0;
            rows += 1;
        }
        rows = rows.max(1);
        x += (key.sign)((x, y)) + 5.0;
        sheet.text((x, y), &text, letters);
        x += sheet.width(&text, letters) + 18.0;
    }
    rows
}

/// Writes the title of a panel and its unit beside it; gives the height they take.
pub(super) fn panel_head(sheet: &Sheet<'_>, room: Area, title: &str, unit: &str) -> f64 {
    if title.is_empty() {
        return row(sheet, room, unit, &[]) as f64 * ROW;
    }
    let letters = Letters::new(theme::LABEL, theme::INK).bold();
    let title = sheet.shorten(title, letters, room.width() * 0.6);
    sheet.text((room.left, room.top + ROW / 2.0 - 2.0), &title, letters);
    let left = room.left + sheet.width(&title, letters) + 8.0;
    row(sheet, Area { left, ..room }, unit, &[]);
    ROW
}
