//! Bars that lie down, from zero: a few for each row below each other, with whiskers (indices, a tornado).
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, Key, ROW},
    colour::Colour,
    data,
    error::ChartError,
    frame, number,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// A bar.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its end.
    pub value: f64,
    /// The ends of an interval of it, drawn as a whisker.
    pub whisker: Option<(f64, f64)>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// What it is of.
    pub name: String,
    /// More words, in grey under the name ("0.5 to 6 %/month"); may be empty.
    pub note: String,
    /// A bar for each key, where there is one.
    pub bars: Vec<Option<Bar>>,
}

/// Rows of bars over one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The words round them.
    pub heading: Heading,
    /// The axis, which lies across and has zero on it; its unit is written under it.
    pub axis: ValueAxis,
    /// Name and colour of each kind of bar.
    pub keys: Vec<(String, Colour)>,
    /// The rows, from the top.
    pub rows: Vec<BarRow>,
}

/// Height of a row: least, most.
const EACH: (f64, f64) = (30.0, 52.0);
/// Height of ticks and of the unit below them.
const BELOW: (f64, f64) = (25.0, 17.0);
/// Longest name of a row before it is shortened.
const NAME: f64 = 290.0;
/// Height of a bar at most, and of the cap of a whisker from its middle.
const BAR: (f64, f64) = (17.0, 4.0);

impl Bars {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no row or no bar, or a number is not fit for the axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let numbers = |row: &BarRow| -> Vec<f64> {
            let of = |bar: &Bar| {
                let (low, high) = bar.whisker.unwrap_or((bar.value, bar.value));
                [bar.value, low, high]
            };
            row.bars.iter().flatten().flat_map(of).collect()
        };
        if let Some(row) = self.rows.iter().find(|row| numbers(row).iter().any(|value| !value.is_finite())) {
            return Err(ChartError::NotANumber(row.name.clone()));
        }
        let (low, high) = data::range(self.rows.iter().flat_map(numbers))
            .ok_or_else(|| ChartError::Empty("there is no bar".to_owned()))?;
        let rows = self.rows.len() as f64;
        // 190 is what heading, keys, axis and source take; few rows make a low picture.
        let highest = (190.0 + EACH.1 * rows).ceil() as u32;
        let style =
            &Style { height: style.height.min(highest), ..style.clone() }.at_least(190.0 + EACH.0 * rows);
        frame::chart(style, &self.heading, |sheet, inside| {
            let used = axis::row(sheet, inside, "", &self.signs(sheet)) as f64 * ROW;
            let names = Letters::new(theme::LABEL, theme::INK).bold();
            let notes = Letters::new(theme::NOTE, theme::GREY);
            let wide = |row: &BarRow| sheet.width(&row.name, names).max(sheet.width(&row.note, notes));
            let longest = self.rows.iter().map(wide).fold(0.0, f64::max).min(NAME);
            let unit = if self.axis.unit.is_empty() { 0.0 } else { BELOW.1 };
            let area = Area {
                left: inside.left + longest + 24.0,
                top: inside.top + used + 6.0,
                right: inside.right - 20.0,
                bottom: inside.bottom - BELOW.0 - unit,
            };
            axis::check_room(area)?;
            let each = (area.height() / rows).min(EACH.1);
            let area = Area { bottom: area.top + each * rows, ..area };
            // A little beyond the outermost bar, so that numbers beside bars have room.
            let more = 0.08 * (high.max(0.0) - low.min(0.0));
            let (low, high) =
                (if low < 0.0 { low - more } else { 0.0 }, if high > 0.0 { high + more } else { 0.0 });
            let axis = ValueAxis { scaling: Scaling::FromZero, ..self.axis.clone() };
            let across = ValueScale::across(&axis, (low, high), area.width(), style.language)?;
            let x = |value: f64| area.left + across.share(value) * area.width();
            for at in (0..self.rows.len()).step_by(2) {
                let top = area.top + at as f64 * each;
                let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
                sheet.rectangle(ground, theme::SHADE, 1.0);
            }
            let ticks = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Top);
            for tick in &across.ticks {
                let at = x(tick.value);
                sheet.line(&[(at, area.top), (at, area.bottom)], Pen::new(theme::GRID, 1.0));
                sheet.line(&[(at, area.bottom), (at, area.bottom + 5.0)], Pen::new(theme::INK, 1.0));
                sheet.text((at, area.bottom + 8.0), &tick.label, ticks);
            }
            sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], Pen::new(theme::INK, 1.0));
            let middle = f64::midpoint(area.left, area.right);
            sheet.text((middle, area.bottom + BELOW.0), &self.axis.unit, ticks);
            for (at, row) in self.rows.iter().enumerate() {
                let y = area.top + (at as f64 + 0.5) * each;
                let apart = if row.note.is_empty() { 0.0 } else { 7.0 };
                sheet.text((inside.left + 8.0, y - apart), &sheet.shorten(&row.name, names, NAME), names);
                sheet.text((inside.left + 8.0, y + apart), &sheet.shorten(&row.note, notes, NAME), notes);
                self.bars(sheet, row, (y, each), (&x, style));
            }
            sheet.line(&[(x(0.0), area.top), (x(0.0), area.bottom)], Pen::new(theme::INK, 1.0));
            Ok(())
        })
    }

    /// The bars of a row about its middle.
    fn bars(
        &self,
        sheet: &Sheet<'_>,
        row: &BarRow,
        (y, each): (f64, f64),
        (x, style): (&dyn Fn(f64) -> f64, &Style),
    ) {
        let lines = self.keys.len() as f64;
        let height = (0.72 * each / lines).min(BAR.0);
        let largest = self
            .rows
            .iter()
            .flat_map(|row| row.bars.iter().flatten())
            .map(|bar| bar.value.abs())
            .fold(0.0, f64::max);
        for (kind, (bar, (_, colour))) in row.bars.iter().zip(&self.keys).enumerate() {
            let Some(bar) = bar else { continue };
            let y = y + (kind as f64 - (lines - 1.0) / 2.0) * height;
            let (from, to) = (x(bar.value.min(0.0)), x(bar.value.max(0.0)));
            let (top, bottom) = (y - height / 2.0, y + height / 2.0 - 1.5);
            sheet.rectangle(Area { left: from, right: to.max(from + 1.0), top, bottom }, *colour, 1.0);
            let (mut low, mut high) = (from, to);
            if let Some((left, right)) = bar.whisker {
                let (left, right) = (x(left), x(right));
                let pen = Pen::new(theme::INK, 1.3);
                sheet.line(&[(left, y), (right, y)], pen);
                for end in [left, right] {
                    sheet.line(&[(end, y - BAR.1), (end, y + BAR.1)], pen);
                }
                (low, high) = (low.min(left), high.max(right));
            }
            let letters = Letters::new(theme::NOTE, theme::INK);
            let text = number::among(bar.value, largest, &self.axis.quantity, style.language);
            if bar.value < 0.0 {
                sheet.text_over((low - 5.0, y), &text, letters.anchored(HPos::Right, VPos::Center));
            } else {
                sheet.text_over((high + 5.0, y), &text, letters.anchored(HPos::Left, VPos::Center));
            }
        }
    }

    fn signs<'a>(&'a self, sheet: &'a Sheet<'_>) -> Vec<Key<'a>> {
        let key = |(name, colour): &'a (String, Colour)| Key {
            text: name.clone(),
            sign: Box::new(move |(x, y): Spot| {
                let body = Area { left: x, right: x + 14.0, top: y - 5.0, bottom: y + 5.0 };
                sheet.rectangle(body, *colour, 1.0);
                14.0
            }),
        };
        self.keys.iter().map(key).collect()
    }
}
