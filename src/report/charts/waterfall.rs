//! A waterfall: how one total becomes another, step by step; upright, or lying down where labels have no room.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, ROW},
    colour::Colour,
    data,
    error::ChartError,
    frame, number,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// One step from total to total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What it is.
    pub label: String,
    /// By how much the total changes.
    pub change: f64,
    /// The ends of an interval of the change, drawn as a whisker.
    pub whisker: Option<(f64, f64)>,
    /// Some more words under the label ("62%"); may be empty.
    pub note: String,
}

/// The way from a total to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What it shows; may be empty when there is only one.
    pub title: String,
    /// The name of the first total, and the total.
    pub from: (String, f64),
    /// The steps.
    pub steps: Vec<Step>,
    /// The name of the last total, and the total; steps that do not add up to it are refused.
    pub to: (String, f64),
}

/// One passage, or several on the same axis: the whole first, then a part of it in detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// The words round it.
    pub heading: Heading,
    /// Its value axis, always from zero.
    pub axis: ValueAxis,
    /// The passages, in the order of reading.
    pub passages: Vec<Passage>,
}

/// A difference that is rounding: this part of the larger total.
const SLACK: f64 = 1e-6;
/// The colour of totals.
const TOTAL: Colour = Colour::hex(0x0087_8f98);
/// Free columns between two passages.
const BETWEEN: f64 = 0.7;
/// Lines of a label under its bar, and their height.
const UNDER: (usize, f64) = (3, 13.0);
/// The most of its column or row that a bar takes, and the widest bar.
const BAR: (f64, f64) = (0.64, 72.0);

/// A bar: between which levels it stands, and what is written at it.
struct Bar<'a> {
    label: &'a str,
    note: &'a str,
    from: f64,
    to: f64,
    whisker: Option<(f64, f64)>,
    colour: Colour,
    value: String,
    is_total: bool,
}

impl Waterfall {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no passage, a number is not finite, or the steps of a passage do not add up.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.check()?;
        let bars: Vec<Vec<Bar<'_>>> = self.passages.iter().map(|passage| self.bars(passage, style)).collect();
        let levels = bars.iter().flatten().flat_map(|bar| {
            let (low, high) = bar.whisker.unwrap_or((bar.from, bar.to));
            [bar.from, bar.to, low, high]
        });
        let range = data::range(levels).ok_or_else(|| ChartError::Empty("there is no passage".to_owned()))?;
        let axis = ValueAxis { scaling: Scaling::FromZero, ..self.axis.clone() };
        // 190 is what heading, unit, titles and source take; a row 15 at least.
        let rows = bars.iter().map(|bars| bars.len() as f64 + 1.6).sum::<f64>();
        let style = &style.at_least(190.0 + 15.0 * rows);
        frame::chart(style, &self.heading, |sheet, inside| {
            let used = axis::row(sheet, inside, &axis.unit, &[]) as f64 * ROW;
            let inside = Area { top: inside.top + used, ..inside };
            let values = ValueScale::new(&axis, range, inside.height() - 90.0, style.language)?;
            if let Some(columns) = self.upright(sheet, inside, (&bars, &values)) {
                return columns.draw(sheet);
            }
            let values = ValueScale::across(&axis, range, inside.width() * 0.7, style.language)?;
            self.lying(sheet, inside, (&bars, &values))
        })
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.passages.is_empty() {
            return Err(ChartError::Empty("there is no passage".to_owned()));
        }
        for passage in &self.passages {
            let ends = [&passage.from, &passage.to].map(|(name, value)| (name, *value));
            let steps = passage.steps.iter().flat_map(|step| {
                let (low, high) = step.whisker.unwrap_or_default();
                [step.change, low, high].map(|value| (&step.label, value))
            });
            if let Some((name, _)) = ends.into_iter().chain(steps).find(|(_, value)| !value.is_finite()) {
                return Err(ChartError::NotANumber(name.clone()));
            }
            let (from, to) = (passage.from.1, passage.to.1);
            let sum = from + passage.steps.iter().map(|step| step.change).sum::<f64>();
            if (sum - to).abs() > SLACK * from.abs().max(to.abs()) {
                return Err(ChartError::Range(format!(
                    "the steps lead from {from} ({}) to {sum}, not to {to} ({})",
                    passage.from.0, passage.to.0
                )));
            }
        }
        Ok(())
    }

    /// The bars of a passage with what is written at them.
    fn bars<'a>(&self, passage: &'a Passage, style: &Style) -> Vec<Bar<'a>> {
        let largest = self
            .passages
            .iter()
            .flat_map(|passage| [passage.from.1.abs(), passage.to.1.abs()])
            .fold(0.0, f64::max);
        let text = |value: f64| number::among(value, largest, &self.axis.quantity, style.language);
        let total = |(label, value): &'a (String, f64)| Bar {
            label,
            note: "",
            from: 0.0,
            to: *value,
            whisker: None,
            colour: TOTAL,
            value: text(*value),
            is_total: true,
        };
        let mut level = passage.from.1;
        let mut out = vec![total(&passage.from)];
        for step in &passage.steps {
            let (from, rises) = (level, step.change > 0.0);
            // What is rounding beside the totals is said to be nothing.
            let shown = if step.change.abs() <= SLACK * largest { 0.0 } else { step.change };
            level += step.change;
            out.push(Bar {
                label: &step.label,
                note: &step.note,
                from,
                to: level,
                whisker: step.whisker.map(|(low, high)| (from + low, from + high)),
                colour: if rises { theme::BLUE } else { theme::VERMILION },
                value: if shown > 0.0 { format!("+{}", text(shown)) } else { text(shown) },
                is_total: false,
            });
        }
        out.push(total(&passage.to));
        out
    }

    /// Columns side by side, if every word has room under its bar and every number over it.
    fn upright<'a>(
        &'a self,
        sheet: &Sheet<'_>,
        inside: Area,
        (bars, values): (&'a [Vec<Bar<'a>>], &'a ValueScale),
    ) -> Option<Columns<'a>> {
        let gutter = axis::gutter(sheet, values);
        let count = bars.iter().map(Vec::len).sum::<usize>() as f64;
        let gaps = (bars.len() - 1) as f64 * BETWEEN;
        let each = (inside.width() - gutter) / (count + gaps);
        let mut lines = Vec::new();
        for bar in bars.iter().flatten() {
            let label = sheet.wrap(bar.label, bar_letters(bar), (each - 4.0, UNDER.0));
            let whole = label.iter().all(|line| !line.ends_with('…'));
            let wide = sheet.width(&bar.value, value_letters()).max(sheet.width(bar.note, note_letters()));
            if !whole || wide > each - 2.0 {
                return None;
            }
            lines.push(label);
        }
        let noted = bars.iter().flatten().any(|bar| !bar.note.is_empty());
        let most = lines.iter().map(Vec::len).max().unwrap_or(1) + usize::from(noted);
        let titled = self.passages.iter().any(|passage| !passage.title.is_empty());
        let top = inside.top + if titled { ROW + 8.0 } else { 0.0 } + ABOVE;
        let bottom = inside.bottom - most as f64 * UNDER.1 - 10.0;
        let area = Area { left: inside.left + gutter, top, bottom, ..inside };
        (area.height() > 60.0).then_some(Columns {
            passages: &self.passages,
            bars,
            values,
            lines,
            each,
            area,
            left: inside.left,
        })
    }

    /// Rows below each other, for many or long words.
    fn lying(
        &self,
        sheet: &Sheet<'_>,
        inside: Area,
        (bars, values): (&[Vec<Bar<'_>>], &ValueScale),
    ) -> Result<(), ChartError> {
        let wide = |bar: &Bar<'_>| {
            let note = if bar.note.is_empty() { 0.0 } else { 8.0 + sheet.width(bar.note, note_letters()) };
            sheet.width(bar.label, bar_letters(bar)) + note
        };
        let longest = bars.iter().flatten().map(wide).fold(0.0, f64::max).min(inside.width() * 0.34);
        let number = bars.iter().flatten().map(|bar| sheet.width(&bar.value, value_letters()));
        let area = Area {
            left: inside.left + longest + 14.0,
            right: inside.right - number.fold(0.0, f64::max) - 12.0,
            top: inside.top + 16.0,
            bottom: inside.bottom - 8.0,
        };
        axis::check_room(area)?;
        let rows = bars.iter().map(|bars| bars.len() as f64).sum::<f64>();
        let titles = if self.passages.iter().any(|p| !p.title.is_empty()) { 1.3 } else { 0.6 };
        let first = if self.passages[0].title.is_empty() { 0.0 } else { titles };
        let extra = first + (bars.len() - 1) as f64 * titles;
        let each = (area.height() / (rows + extra)).min(30.0);
        let area = Area { bottom: area.top + each * (rows + extra), ..area };
        let x = |value: f64| area.left + values.share(value) * area.width();
        for tick in &values.ticks {
            let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Bottom);
            sheet.text((x(tick.value), area.top - 1.0), &tick.label, letters);
        }
        let half = each * BAR.0 / 2.0;
        let mut y = area.top;
        for (at, (passage, bars)) in self.passages.iter().zip(bars).enumerate() {
            if !passage.title.is_empty() {
                let letters = Letters::new(theme::LABEL.min(each), theme::INK).bold();
                let title = sheet.shorten(&passage.title, letters, inside.width());
                sheet.text_over((inside.left, y + each * titles * 0.6), &title, letters);
            }
            y += if at == 0 { first * each } else { titles * each };
            let bottom = y + each * bars.len() as f64;
            for tick in &values.ticks {
                let at = x(tick.value);
                sheet.line(&[(at, y), (at, bottom)], values.grid_pen(tick));
            }
            // Under the rows: it would strike out numbers that lie across it.
            let zero = x(0.0);
            sheet.line(&[(zero, y), (zero, bottom)], Pen::new(theme::INK, 1.0));
            for (row, bar) in bars.iter().enumerate() {
                let middle = y + each / 2.0;
                let shrink = |letters: Letters| Letters { size: letters.size.min(each * 0.8), ..letters };
                let label = sheet.shorten(bar.label, shrink(bar_letters(bar)), longest);
                sheet.text((inside.left, middle), &label, shrink(bar_letters(bar)));
                let note = shrink(note_letters()).anchored(HPos::Right, VPos::Center);
                sheet.text((inside.left + longest + 4.0, middle), bar.note, note);
                let (low, high) = (x(bar.from.min(bar.to)), x(bar.from.max(bar.to)));
                let high = high.max(low + 1.0);
                let body = Area { left: low, right: high, top: middle - half, bottom: middle + half };
                sheet.rectangle(body, bar.colour, 1.0);
                let mut end = high;
                if let Some((from, to)) = bar.whisker {
                    whisker(sheet, [(x(from), middle), (x(to), middle)], (0.0, 4.0));
                    end = end.max(x(from)).max(x(to));
                }
                if row + 1 < bars.len() {
                    let level = x(bar.to);
                    connect(sheet, [(level, middle + half), (level, middle + each - half)]);
                }
                sheet.text_over((end + 5.0, middle), &bar.value, shrink(value_letters()));
                y += each;
            }
        }
        Ok(())
    }
}

/// A waterfall whose columns all have room.
struct Columns<'a> {
    passages: &'a [Passage],
    bars: &'a [Vec<Bar<'a>>],
    values: &'a ValueScale,
    lines: Vec<Vec<String>>,
    each: f64,
    area: Area,
    left: f64,
}

impl Columns<'_> {
    fn draw(&self, sheet: &Sheet<'_>) -> Result<(), ChartError> {
        axis::check_room(self.area)?;
        let y = |value: f64| self.area.bottom - self.values.share(value) * self.area.height();
        for tick in &self.values.ticks {
            let at = y(tick.value);
            sheet.line(&[(self.left, at), (self.area.right, at)], self.values.grid_pen(tick));
            let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Left, VPos::Bottom);
            sheet.text((self.left, at - 1.0), &tick.label, letters);
        }
        let half = (self.each * BAR.0).min(BAR.1) / 2.0;
        let mut left = self.area.left;
        let mut lines = self.lines.iter();
        for (passage, bars) in self.passages.iter().zip(self.bars) {
            let right = left + self.each * bars.len() as f64;
            self.title(sheet, &passage.title, (left, right));
            for (at, bar) in bars.iter().enumerate() {
                let middle = left + self.each * (at as f64 + 0.5);
                let (top, bottom) = (y(bar.from.max(bar.to)), y(bar.from.min(bar.to)));
                let bottom = bottom.max(top + 1.0);
                let body = Area { left: middle - half, right: middle + half, top, bottom };
                sheet.rectangle(body, bar.colour, 1.0);
                let mut high = top;
                if let Some((from, to)) = bar.whisker {
                    whisker(sheet, [(middle, y(from)), (middle, y(to))], (4.0, 0.0));
                    high = high.min(y(from)).min(y(to));
                }
                if at + 1 < bars.len() {
                    let level = y(bar.to);
                    connect(sheet, [(middle + half, level), (middle + self.each - half, level)]);
                }
                let letters = value_letters().anchored(HPos::Center, VPos::Bottom);
                sheet.text_over((middle, high - 3.0), &bar.value, letters);
                self.under(sheet, middle, (bar, lines.next()));
            }
            let zero = y(0.0);
            sheet.line(&[(left, zero), (right, zero)], Pen::new(theme::INK, 1.0));
            left = right + self.each * BETWEEN;
        }
        Ok(())
    }

    /// The title of a passage over a hairline as long as the passage.
    fn title(&self, sheet: &Sheet<'_>, title: &str, (left, right): (f64, f64)) {
        if title.is_empty() {
            return;
        }
        let letters = Letters::new(theme::LABEL, theme::INK).bold();
        let title = sheet.shorten(title, letters, right - left);
        let y = self.area.top - ABOVE - 8.0;
        sheet.text((left, y - 10.0), &title, letters);
        sheet.line(&[(left, y), (right, y)], Pen::new(theme::CONTEXT, 1.0));
    }

    /// Label and note under a bar.
    fn under(&self, sheet: &Sheet<'_>, middle: f64, (bar, lines): (&Bar<'_>, Option<&Vec<String>>)) {
        let mut top = self.area.bottom + 6.0;
        for line in lines.into_iter().flatten() {
            sheet.text((middle, top), line, bar_letters(bar).anchored(HPos::Center, VPos::Top));
            top += UNDER.1;
        }
        sheet.text((middle, top), bar.note, note_letters().anchored(HPos::Center, VPos::Top));
    }
}

fn bar_letters(bar: &Bar<'_>) -> Letters {
    let letters = Letters::new(theme::NOTE + 0.5, theme::INK);
    if bar.is_total { letters.bold() } else { letters }
}

fn value_letters() -> Letters {
    Letters::new(theme::NOTE + 0.5, theme::INK).bold()
}

fn note_letters() -> Letters {
    Letters::new(theme::NOTE, theme::GREY)
}

/// The dashed way from a bar to the next.
fn connect(sheet: &Sheet<'_>, ends: [Spot; 2]) {
    sheet.line(&ends, Pen::new(theme::GREY, 1.0).broken(Pattern::Dotted));
}

/// A whisker with its caps, which reach `arm` to both sides.
fn whisker(sheet: &Sheet<'_>, ends: [Spot; 2], arm: Spot) {
    let pen = Pen::new(theme::INK, 1.4);
    sheet.line(&ends, pen);
    for (x, y) in ends {
        sheet.line(&[(x - arm.0, y - arm.1), (x + arm.0, y + arm.1)], pen);
    }
}
