//! Dots on rows: a few values of each thing on one axis, a sign for each kind of value (Cleveland's dot plot).
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, Key, ROW},
    colour::Colour,
    data,
    error::ChartError,
    frame,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// What it is of.
    pub name: String,
    /// A value for each key, where there is one.
    pub values: Vec<Option<f64>>,
}

/// Rows of dots over one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// The words round them.
    pub heading: Heading,
    /// The axis, which lies across; its unit is written under it.
    pub axis: ValueAxis,
    /// Name and colour of each kind of value. The first is a ring, round what stands at its place.
    pub keys: Vec<(String, Colour)>,
    /// The rows, from the top.
    pub rows: Vec<DotRow>,
}

/// Height of a row: least, most.
const EACH: (f64, f64) = (16.0, 40.0);
/// Height of ticks and of the unit below them.
const BELOW: (f64, f64) = (25.0, 17.0);
/// Radius of a dot.
const RADIUS: f64 = 4.6;

impl Dots {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no row or no value, or a number is not fit for the axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let values = || self.rows.iter().flat_map(|row| row.values.iter().flatten().copied());
        if let Some(row) =
            self.rows.iter().find(|row| row.values.iter().flatten().any(|value| !value.is_finite()))
        {
            return Err(ChartError::NotANumber(row.name.clone()));
        }
        let (low, high) =
            data::range(values()).ok_or_else(|| ChartError::Empty("there is no value".to_owned()))?;
        if self.axis.scaling == Scaling::Log && low <= 0.0 {
            return Err(ChartError::Range(format!("{low} is not above zero")));
        }
        // 190 is what heading, keys, axis and source take; few rows make a low picture.
        let rows = self.rows.len() as f64;
        let highest = (190.0 + EACH.1 * rows).ceil() as u32;
        let style =
            &Style { height: style.height.min(highest), ..style.clone() }.at_least(190.0 + EACH.0 * rows);
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, "", &self.signs(sheet));
            let letters = Letters::new(theme::LABEL, theme::INK);
            let longest = self.rows.iter().map(|row| sheet.width(&row.name, letters)).fold(0.0, f64::max);
            let unit = if self.axis.unit.is_empty() { 0.0 } else { BELOW.1 };
            let area = Area {
                left: inside.left + longest.min(NAME) + 24.0,
                top: inside.top + rows as f64 * ROW + 4.0,
                right: inside.right - 16.0,
                bottom: inside.bottom - BELOW.0 - unit,
            };
            let each = (area.height() / self.rows.len() as f64).min(EACH.1);
            let area = Area { bottom: area.top + each * self.rows.len() as f64, ..area };
            axis::check_room(Area { bottom: inside.bottom - BELOW.0 - unit, ..area })?;
            let (low, high) = margin(&self.axis, (low, high));
            let across = ValueScale::across(&self.axis, (low, high), area.width(), style.language)?;
            let x = |value: f64| area.left + across.share(value) * area.width();
            for (at, row) in self.rows.iter().enumerate() {
                let top = area.top + at as f64 * each;
                let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
                if at % 2 == 0 {
                    sheet.rectangle(ground, theme::SHADE, 1.0);
                }
                let letters = Letters { size: letters.size.min(each * 0.8), ..letters };
                let name = sheet.shorten(&row.name, letters, NAME);
                let letters = letters.anchored(HPos::Left, VPos::Center);
                sheet.text((inside.left + 8.0, top + each / 2.0), &name, letters);
            }
            for tick in &across.ticks {
                let at = x(tick.value);
                sheet.line(&[(at, area.top), (at, area.bottom)], across.grid_pen(tick));
                sheet.line(&[(at, area.bottom), (at, area.bottom + 5.0)], Pen::new(theme::INK, 1.0));
                let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Top);
                sheet.text((at, area.bottom + 8.0), &tick.label, letters);
            }
            sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], Pen::new(theme::INK, 1.0));
            if unit > 0.0 {
                let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Top);
                let middle = f64::midpoint(area.left, area.right);
                sheet.text((middle, area.bottom + BELOW.0), &self.axis.unit, letters);
            }
            for (at, row) in self.rows.iter().enumerate() {
                let y = area.top + (at as f64 + 0.5) * each;
                let spots: Vec<Option<Spot>> =
                    row.values.iter().map(|value| value.map(|value| (x(value), y))).collect();
                let seen: Vec<f64> = spots.iter().flatten().map(|spot| spot.0).collect();
                if let Some((left, right)) = data::range(seen) {
                    sheet.line(&[(left, y), (right, y)], Pen::new(theme::CONTEXT, 1.6));
                }
                // The ring first: whatever stands at its place shows inside it.
                let order = std::iter::once(0).chain((1..spots.len()).rev());
                for kind in order {
                    if let Some(Some(spot)) = spots.get(kind) {
                        self.sign(sheet, kind, *spot);
                    }
                }
            }
            Ok(())
        })
    }

    fn sign(&self, sheet: &Sheet<'_>, kind: usize, at: Spot) {
        let Some((_, colour)) = self.keys.get(kind) else { return };
        if kind == 0 {
            sheet.ring(at, RADIUS + 1.6, Pen::new(*colour, 2.0));
        } else {
            sheet.dot(at, RADIUS + 0.8, theme::WHITE);
            sheet.dot(at, RADIUS, *colour);
        }
    }

    fn signs<'a>(&'a self, sheet: &'a Sheet<'_>) -> Vec<Key<'a>> {
        let key = |(kind, (name, _)): (usize, &(String, Colour))| Key {
            text: name.clone(),
            sign: Box::new(move |(x, y): Spot| {
                self.sign(sheet, kind, (x + 6.0, y));
                12.0
            }),
        };
        self.keys.iter().enumerate().map(key).collect()
    }
}

/// Longest name of a row before it is shortened.
const NAME: f64 = 220.0;

/// Ends of the axis a little beyond the outermost values, so that no dot is cut.
fn margin(axis: &ValueAxis, (low, high): (f64, f64)) -> (f64, f64) {
    if axis.scaling == Scaling::Log {
        let more = crate::maths::pow(high / low, 0.03).max(1.02);
        return (low / more, high * more);
    }
    let more = 0.03 * (high - low);
    (low - more, high + more)
}
