//! A heat map: a quantity over two others, cell by cell, with a frontier where it crosses a level.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ROW},
    colour::Colour,
    data,
    error::ChartError,
    frame,
    number::{self, Quantity},
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// A heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// The words round it.
    pub heading: Heading,
    /// What lies across, and its values from the left.
    pub across: (String, Vec<String>),
    /// What lies along, and its values from the bottom.
    pub along: (String, Vec<String>),
    /// The quantity: words above the map.
    pub unit: String,
    /// How its numbers are written.
    pub quantity: Quantity,
    /// By value along, then by value across.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The level about which colours part, where there is one: blue below, vermilion above.
    pub level: Option<f64>,
    /// Pieces of the frontier, in cells from the middle of the first one.
    pub frontier: Vec<(Spot, Spot)>,
    /// Cells with a frame round them: position along, then across.
    pub framed: Vec<(usize, usize)>,
}

/// Anchors of cividis (Nuñez, Anderton and Renslow 2018), from low to high.
const CIVIDIS: [Colour; 5] = [
    Colour::hex(0x0000_224e),
    Colour::hex(0x0041_4d6b),
    Colour::hex(0x007c_7b78),
    Colour::hex(0x00bc_af6f),
    Colour::hex(0x00fe_e838),
];
/// The key of colours: free width before it, its width, free width before its numbers.
const KEY: (f64, f64, f64) = (20.0, 16.0, 6.0);
/// Shades that the key is made of.
const SHADES: usize = 64;
/// The length of a horizontal axis with as many ticks as the key has: about five.
const MARKS: f64 = 380.0;
/// Widest cell, and height of ticks with the unit below them.
const CELL: f64 = 230.0;
const BELOW: f64 = 44.0;

impl Heat {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no cell, rows differ in length, or a number is not finite.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let (columns, rows) = (self.across.1.len(), self.along.1.len());
        if self.cells.len() != rows || self.cells.iter().any(|row| row.len() != columns) {
            return Err(ChartError::Length(format!("cells are not {rows} x {columns}")));
        }
        if self.cells.iter().flatten().flatten().any(|value| !value.is_finite()) {
            return Err(ChartError::NotANumber(self.unit.clone()));
        }
        let range = data::range(self.cells.iter().flatten().flatten().copied())
            .ok_or_else(|| ChartError::Empty("there is no cell".to_owned()))?;
        let style = &style.at_least(200.0 + 24.0 * rows as f64);
        frame::chart(style, &self.heading, |sheet, inside| {
            let used = axis::row(sheet, inside, &self.unit, &[]) as f64 * ROW;
            let letters = Letters::new(theme::TICK, theme::GREY);
            let gutter =
                self.along.1.iter().map(|text| sheet.width(text, letters)).fold(0.0, f64::max) + 12.0;
            let marks = self.marks(range, style)?;
            let labels = marks.iter().map(|(_, label)| sheet.width(label, letters)).fold(0.0, f64::max);
            let area = Area {
                left: inside.left + gutter,
                top: inside.top + used + ROW,
                right: inside.right - KEY.0 - KEY.1 - KEY.2 - labels,
                bottom: inside.bottom - BELOW,
            };
            axis::check_room(area)?;
            let wide = (area.width() / columns as f64).min(CELL);
            let high = area.height() / rows as f64;
            // Few columns stand in the middle of the sheet, their key beside them.
            let free = (area.width() - wide * columns as f64) / 2.0;
            let area = Area { left: area.left + free, right: area.right - free, ..area };
            // What lies along is named above its values, never on its side.
            let name = sheet.shorten(&self.along.0, letters.bold(), area.width());
            sheet.text((area.left - gutter, area.top - ROW / 2.0 - 2.0), &name, letters.bold());
            self.key(sheet, area, (range, &marks));
            let place = |x: f64, y: f64| (area.left + (x + 0.5) * wide, area.bottom - (y + 0.5) * high);
            let cells = || {
                self.cells.iter().enumerate().flat_map(|(y, row)| {
                    row.iter().enumerate().map(move |(x, value)| ((x as f64, y as f64), *value))
                })
            };
            let half = (wide / 2.0 - 0.5, high / 2.0 - 0.5);
            for ((x, y), value) in cells() {
                let (x, y) = place(x, y);
                let body = Area { left: x - half.0, right: x + half.0, top: y - half.1, bottom: y + half.1 };
                let colour = value.map_or(theme::SHADE, |value| self.colour(value, range));
                sheet.rectangle(body, colour, 1.0);
            }
            for (y, text) in self.along.1.iter().enumerate() {
                let right = letters.anchored(HPos::Right, VPos::Center);
                sheet.text((area.left - 8.0, place(0.0, y as f64).1), text, right);
            }
            let centred = letters.anchored(HPos::Center, VPos::Top);
            let mut end = f64::NEG_INFINITY;
            for (x, text) in self.across.1.iter().enumerate() {
                let middle = place(x as f64, 0.0).0;
                let half = sheet.width(text, letters) / 2.0;
                if middle - half > end + 6.0 {
                    sheet.text((middle, area.bottom + 6.0), text, centred);
                    end = middle + half;
                }
            }
            let middle = area.left + wide * columns as f64 / 2.0;
            sheet.text((middle, area.bottom + 24.0), &self.across.0, centred.bold());
            for ((x, y), (to_x, to_y)) in &self.frontier {
                let piece = [place(*x, *y), place(*to_x, *to_y)];
                sheet.line(&piece, Pen::new(theme::WHITE, 5.0));
                sheet.line(&piece, Pen::new(theme::INK, 2.6));
            }
            for (y, x) in &self.framed {
                let (x, y) = place(*x as f64, *y as f64);
                let (wide, high) = (half.0 - 3.0, half.1 - 3.0);
                let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
                let frame = corners.map(|(dx, dy)| (x + dx * wide, y + dy * high));
                sheet.line(&frame, Pen::new(theme::WHITE, 6.0));
                sheet.line(&frame, Pen::new(theme::VERMILION, 3.4));
            }
            // Numbers last, so that the frontier strikes none of them out.
            for ((x, y), value) in cells() {
                let Some(value) = value else { continue };
                self.number(sheet, value, (place(x, y), half), (range, style));
            }
            Ok(())
        })
    }

    /// Where on the key of colours there are numbers, from 0 at its lower end to 1, and which.
    fn marks(&self, (low, high): (f64, f64), style: &Style) -> Result<Vec<(f64, String)>, ChartError> {
        if low >= high {
            return Ok(vec![(0.5, number::brief(low, &self.quantity, style.language))]);
        }
        let axis = ValueAxis::new(Scaling::Around, self.quantity.clone(), "");
        let scale = ValueScale::across(&axis, (low, high), MARKS, style.language)?;
        let share = |value: f64| scale.share(value);
        Ok(scale.ticks.iter().map(|tick| (share(tick.value), tick.label.clone())).collect())
    }

    /// The key of colours, at the right of the map.
    fn key(&self, sheet: &Sheet<'_>, map: Area, ((low, high), marks): ((f64, f64), &[(f64, String)])) {
        let left = map.right + KEY.0;
        let bar = Area { left, right: left + KEY.1, ..map };
        let y = |share: f64| bar.bottom - share * bar.height();
        // From the top down, each over what is below it, so that no seam shows.
        for step in (0..SHADES).rev() {
            let value = low + (high - low) * (step as f64 + 0.5) / SHADES as f64;
            let top = y((step as f64 + 1.0) / SHADES as f64);
            sheet.rectangle(Area { top, ..bar }, self.colour(value, (low, high)), 1.0);
        }
        if let Some(level) = self.level.filter(|level| (low..=high).contains(level) && low < high) {
            let at = y((level - low) / (high - low));
            sheet.line(&[(bar.left, at), (bar.right, at)], Pen::new(theme::INK, 1.6));
        }
        let letters = Letters::new(theme::TICK, theme::GREY);
        for (share, label) in marks {
            sheet.text((bar.right + KEY.2, y(*share)), label, letters);
        }
    }

    /// The number of a cell, where it has room.
    fn number(
        &self,
        sheet: &Sheet<'_>,
        value: f64,
        (middle, half): (Spot, Spot),
        (range, style): ((f64, f64), &Style),
    ) {
        let largest = range.0.abs().max(range.1.abs());
        let text = number::among(value, largest, &self.quantity, style.language);
        let ground = self.colour(value, range);
        let letters = Letters::new(theme::TICK, ground.ink_on()).anchored(HPos::Center, VPos::Center);
        let width = sheet.width(&text, letters);
        if width < 2.0 * half.0 - 4.0 && 2.0 * half.1 > 13.0 {
            let room = Area {
                left: middle.0 - width / 2.0 - 3.0,
                right: middle.0 + width / 2.0 + 3.0,
                top: middle.1 - 7.0,
                bottom: middle.1 + 7.0,
            };
            if !self.frontier.is_empty() {
                sheet.rectangle(room, ground, 0.85);
            }
            sheet.text(middle, &text, letters);
        }
    }

    fn colour(&self, value: f64, (low, high): (f64, f64)) -> Colour {
        if let Some(level) = self.level {
            let reach = (high - level).abs().max((low - level).abs());
            let share = if reach > 0.0 { ((value - level) / reach).clamp(-1.0, 1.0) } else { 0.0 };
            let end = if share < 0.0 { theme::BLUE } else { theme::VERMILION };
            return theme::WHITE.mix(end, share.abs());
        }
        let share = if high > low { (value - low) / (high - low) * 4.0 } else { 2.0 };
        let at = (share.floor() as usize).min(3);
        CIVIDIS[at].mix(CIVIDIS[at + 1], share - at as f64)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{font::Fonts, language::Language};
    use super::*;

    #[test]
    fn the_key_of_colours_has_nice_numbers_at_their_places() {
        let heat = |cells: [f64; 2]| Heat {
            heading: Heading::default(),
            across: ("x".to_owned(), vec!["1".to_owned(), "2".to_owned()]),
            along: ("y".to_owned(), vec!["1".to_owned()]),
            unit: "share".to_owned(),
            quantity: Quantity::Percent,
            cells: vec![cells.map(Some).to_vec()],
            level: None,
            frontier: Vec::new(),
            framed: Vec::new(),
        };
        let style = Style::new(Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
        // 0.1 to 0.9: fifths of 16 % want steps of 20 %.
        let marks = heat([0.1, 0.9]).marks((0.1, 0.9), &style).unwrap();
        let labels: Vec<&str> = marks.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels, ["20%", "40%", "60%", "80%"]);
        assert!((marks[0].0 - 0.125).abs() < 1e-9 && (marks[3].0 - 0.875).abs() < 1e-9, "{marks:?}");
        assert_eq!(heat([0.5; 2]).marks((0.5, 0.5), &style).unwrap(), [(0.5, "50%".to_owned())]);
        assert!(heat([0.5; 2]).png(&style).unwrap().starts_with(b"\x89PNG"));
    }
}
