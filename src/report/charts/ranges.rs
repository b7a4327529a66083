//! How a quantity spreads, firm by firm: a dot at the median, a thick bar over the middle half, a thin one over nine tenths.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, Key, ROW},
    colour::Colour,
    data,
    error::ChartError,
    frame,
    language::Language,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// Whose it is.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Quantiles at 5, 25, 50, 75 and 95 %; none where there is no figure.
    pub quantiles: Option<[f64; 5]>,
    /// What else is said of it, in the columns at the right.
    pub notes: Vec<String>,
}

/// Ranges below each other over one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    /// The words round them.
    pub heading: Heading,
    /// The horizontal axis; its unit is written under it.
    pub across: ValueAxis,
    /// Heads of the columns at the right.
    pub columns: Vec<String>,
    /// The rows, from the top.
    pub rows: Vec<Range>,
}

/// Height of a row: least, most.
const EACH: (f64, f64) = (18.0, 100.0);
/// Height of the heads of columns, and of ticks and unit below the plot.
const HEADS: f64 = 22.0;
const BELOW: f64 = 42.0;
/// Between columns.
const GAP: f64 = 22.0;

impl Ranges {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When no row has a figure, one is not finite, or quantiles do not ascend.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        for row in &self.rows {
            let quantiles = row.quantiles.unwrap_or_default();
            if quantiles.iter().any(|value| !value.is_finite()) {
                return Err(ChartError::NotANumber(row.name.clone()));
            }
            if quantiles.windows(2).any(|pair| pair[0] > pair[1]) {
                return Err(ChartError::Range(format!("the quantiles of {} do not ascend", row.name)));
            }
        }
        let values = self.rows.iter().filter_map(|row| row.quantiles).flatten();
        let wide = data::range(values).ok_or_else(|| ChartError::Empty("no row has a figure".to_owned()))?;
        let spread = self.rows.iter().filter_map(|row| row.quantiles).any(|q| q[0] < q[4]);
        let used = frame::taken(style, &self.heading) + if spread { ROW } else { 0.0 } + HEADS + BELOW;
        let rows = self.rows.len() as f64;
        let style = &style.at_most(used + EACH.1 * rows).at_least(used + EACH.0 * rows);
        frame::chart(style, &self.heading, |sheet, inside| {
            let keys = if spread { keys(sheet, style.language) } else { Vec::new() };
            let keys = axis::row(sheet, inside, "", &keys);
            let names = Letters::new(theme::LABEL, theme::INK).bold();
            let longest = self.rows.iter().map(|row| sheet.width(&row.name, names)).fold(0.0, f64::max);
            let left = inside.left + longest.min(theme::LABEL_MAX) + 26.0;
            let letters = Letters::new(theme::TICK, theme::GREY);
            let column = |at: usize| {
                let notes = self.rows.iter().filter_map(|row| row.notes.get(at));
                notes.chain([&self.columns[at]]).map(|text| sheet.width(text, letters)).fold(0.0, f64::max)
            };
            let columns: Vec<f64> = (0..self.columns.len()).map(column).collect();
            let aside: f64 = columns.iter().map(|width| width + GAP).sum();
            let top = inside.top + keys as f64 * ROW + HEADS;
            let area = Area { left, top, right: inside.right - aside - 8.0, bottom: inside.bottom - BELOW };
            axis::check_room(area)?;
            // Of few rows a part of the sheet may stay free, rather than bars far from each other.
            let each = (area.height() / self.rows.len() as f64).min(EACH.1);
            let area = Area { bottom: area.top + each * self.rows.len() as f64, ..area };
            let across = ValueScale::across(&self.across, wide, area.width(), style.language)?;
            self.ground(sheet, (inside, area), &across);
            let mut x = area.right + 8.0;
            for (width, head) in columns.iter().zip(&self.columns) {
                x += width + GAP;
                sheet.text((x, area.top - 10.0), head, letters.anchored(HPos::Right, VPos::Center));
            }
            for (at, row) in self.rows.iter().enumerate() {
                let y = area.top + (at as f64 + 0.5) * each;
                let letters = Letters { colour: row.colour.for_text(), ..names };
                let name = sheet.shorten(&row.name, letters, theme::LABEL_MAX);
                sheet.text((inside.left + 8.0, y), &name, letters);
                bar(sheet, row, &|value| (area.left + across.share(value) * area.width(), y));
                let mut x = area.right + 8.0;
                for (width, note) in columns.iter().zip(&row.notes) {
                    x += width + GAP;
                    let letters = Letters::new(theme::TICK, theme::INK).anchored(HPos::Right, VPos::Center);
                    sheet.text((x, y), note, letters);
                }
            }
            Ok(())
        })
    }

    /// Stripes, grid, ticks and unit.
    fn ground(&self, sheet: &Sheet<'_>, (inside, area): (Area, Area), across: &ValueScale) {
        let each = area.height() / self.rows.len() as f64;
        for at in (0..self.rows.len()).step_by(2) {
            let top = area.top + at as f64 * each;
            let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
            sheet.rectangle(ground, theme::SHADE, 1.0);
        }
        sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], Pen::new(theme::INK, 1.0));
        let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Top);
        for tick in &across.ticks {
            let x = area.left + across.share(tick.value) * area.width();
            sheet.line(&[(x, area.top), (x, area.bottom)], across.grid_pen(tick));
            sheet.line(&[(x, area.bottom), (x, area.bottom + 5.0)], Pen::new(theme::INK, 1.0));
            sheet.text((x, area.bottom + 8.0), &tick.label, letters);
        }
        sheet.text((f64::midpoint(area.left, area.right), area.bottom + 25.0), &self.across.unit, letters);
    }
}

/// Bars and dot of a row.
fn bar(sheet: &Sheet<'_>, row: &Range, spot: &dyn Fn(f64) -> Spot) {
    let Some([low, lower, median, upper, high]) = row.quantiles else { return };
    sheet.line(&[spot(low), spot(high)], Pen::new(row.colour, 2.0).faint(0.55));
    sheet.line(&[spot(lower), spot(upper)], Pen::new(row.colour, 9.0).faint(0.45));
    sheet.dot(spot(median), 6.2, theme::WHITE);
    sheet.dot(spot(median), 4.8, row.colour);
}

/// What dot and bars mean; wanted only where some row has more than its dot.
fn keys<'a>(sheet: &'a Sheet<'_>, language: Language) -> Vec<Key<'a>> {
    let line = |width: f64, opacity: f64, text: &str| {
        let sign = move |(x, y): Spot| {
            sheet.line(&[(x, y), (x + 20.0, y)], Pen::new(theme::GREY, width).faint(opacity));
            20.0
        };
        Key { text: text.to_owned(), sign: Box::new(sign) }
    };
    let dot = move |(x, y): Spot| {
        sheet.dot((x + 5.0, y), 4.8, theme::GREY);
        10.0
    };
    vec![
        Key {
            text: language.choose("median of runs", "各次运行的中位数").to_owned(), sign: Box::new(dot)
        },
        line(9.0, 0.45, "25–75%"),
        line(2.0, 0.55, "5–95%"),
    ]
}
