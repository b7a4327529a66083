//! Small multiples: one panel for each provider, its own line in colour over all the others in grey.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, DateLook, Key, Plot, ROW},
    colour::Colour,
    data::{self, Band, Dates, Period, Values},
    error::ChartError,
    frame, notes,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// What one panel is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its line.
    pub values: Values,
    /// A narrow band, drawn darker.
    pub inner: Option<Band>,
    /// A wide band.
    pub outer: Option<Band>,
    /// A short remark under the name ("leaves in 12% of runs"); may be empty.
    pub note: String,
    /// Days and values to be crossed.
    pub crosses: Vec<(f64, f64)>,
}

/// One panel for each subject, all on the same axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// The words round them.
    pub heading: Heading,
    /// The dates of all panels.
    pub dates: Dates,
    /// The value axis of all panels.
    pub axis: ValueAxis,
    /// The panels, row by row.
    pub subjects: Vec<Subject>,
    /// What a cross means, for the key.
    pub cross_name: String,
}

/// Free space between panels, across and along.
const GAPS: (f64, f64) = (22.0, 12.0);
/// Height of the name, of the remark, and of the dates of a panel.
const PARTS: (f64, f64, f64) = (19.0, 14.0, 24.0);

/// The narrowest and lowest panel, heads and dates included.
const SMALLEST: (f64, f64) = (140.0, 128.0);

/// Columns and rows for so many panels on a sheet of this size: panels a little wider than high, few empty places.
fn shape(panels: usize, (width, height): (f64, f64)) -> (usize, usize) {
    let most = (((width + GAPS.0) / (SMALLEST.0 + GAPS.0)) as usize).clamp(1, panels);
    let cost = |columns: usize| {
        let rows = panels.div_ceil(columns);
        let shape = (width / columns as f64) / (height / rows as f64);
        let off = if shape > 1.3 { shape / 1.3 } else { 1.3 / shape };
        off + 0.25 * (columns * rows - panels) as f64
    };
    let columns = (1..=most).min_by(|a, b| cost(*a).total_cmp(&cost(*b))).unwrap_or(1);
    (columns, panels.div_ceil(columns))
}

impl Multiples {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no panel or value, lengths differ, or a value is not fit for the axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let range = self.range().ok_or_else(|| ChartError::Empty("there is no value".to_owned()))?;
        // 170 is what heading, key and source take.
        let room = (f64::from(style.width) - 2.0 * theme::MARGIN, f64::from(style.height) - 170.0);
        let (across, along) = shape(self.subjects.len(), room);
        let style = &style.at_least(170.0 + along as f64 * (SMALLEST.1 + GAPS.1));
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, &self.axis.unit, &self.keys(sheet));
            let inside = Area { top: inside.top + rows as f64 * (ROW + 6.0), ..inside };
            let wide = (inside.width() - GAPS.0 * (across - 1) as f64) / across as f64;
            let high = (inside.height() - GAPS.1 * (along - 1) as f64) / along as f64;
            let noted = self.subjects.iter().any(|subject| !subject.note.is_empty());
            let head = PARTS.0 + if noted { PARTS.1 } else { 0.0 } + 4.0;
            let values = ValueScale::new(&self.axis, range, high - head - PARTS.2, style.language)?;
            for (at, subject) in self.subjects.iter().enumerate() {
                let left = inside.left + (at % across) as f64 * (wide + GAPS.0);
                let top = inside.top + (at / across) as f64 * (high + GAPS.1);
                let panel = Area { left, top, right: left + wide, bottom: top + high };
                write_head(sheet, panel, subject);
                let area = Area {
                    top: top + head,
                    right: panel.right - axis::gutter(sheet, &values) + 5.0,
                    bottom: panel.bottom - PARTS.2,
                    ..panel
                };
                axis::check_room(area)?;
                let plot = Plot { area, dates: period, values: values.clone() };
                grid(sheet, &plot);
                self.draw(sheet, &plot, at);
                axis::date_axis(sheet, area, &period, DateLook { language: style.language, most: 4 });
            }
            Ok(())
        })
    }

    fn check(&self) -> Result<Period, ChartError> {
        let period = self.dates.period()?;
        if self.subjects.is_empty() {
            return Err(ChartError::Empty("there is no panel".to_owned()));
        }
        for subject in &self.subjects {
            self.dates.check(&subject.name, &subject.values)?;
            for band in [&subject.inner, &subject.outer].into_iter().flatten() {
                self.dates.check_band(&subject.name, band)?;
            }
            if subject.crosses.iter().any(|(day, value)| !day.is_finite() || !value.is_finite()) {
                return Err(ChartError::NotANumber(format!("{}, a cross", subject.name)));
            }
        }
        Ok(period)
    }

    fn range(&self) -> Option<(f64, f64)> {
        let bands = self.subjects.iter().flat_map(|s| [&s.inner, &s.outer]).flatten();
        let series = self.subjects.iter().map(|s| &s.values).chain(bands.flat_map(|b| [&b.low, &b.high]));
        let crosses = self.subjects.iter().flat_map(|s| &s.crosses).map(|(_, value)| *value);
        data::range(series.flatten().flatten().copied().chain(crosses))
    }

    fn keys<'a>(&'a self, sheet: &'a Sheet<'_>) -> Vec<Key<'a>> {
        if self.cross_name.is_empty() || self.subjects.iter().all(|s| s.crosses.is_empty()) {
            return Vec::new();
        }
        let sign = |(x, y): Spot| {
            notes::cross(sheet, (x + 5.0, y), theme::INK);
            10.0
        };
        vec![Key { text: self.cross_name.clone(), sign: Box::new(sign) }]
    }

    fn draw(&self, sheet: &Sheet<'_>, plot: &Plot, own: usize) {
        let days = &self.dates.days;
        for (_, other) in self.subjects.iter().enumerate().filter(|(at, _)| *at != own) {
            notes::line(sheet, plot, (days, &other.values), Pen::new(theme::CONTEXT, theme::THIN));
        }
        let subject = &self.subjects[own];
        for (band, opacity) in [(&subject.outer, 0.2), (&subject.inner, 0.3)] {
            if let Some(band) = band {
                notes::band(sheet, plot, (days, band), (subject.colour, opacity));
            }
        }
        notes::line(sheet, plot, (days, &subject.values), Pen::new(subject.colour, 2.2));
        for at in subject.crosses.iter().filter(|(day, _)| plot.dates.holds(*day)) {
            notes::cross(sheet, plot.spot(*at), theme::INK);
        }
    }
}

/// Writes name and remark of a panel.
fn write_head(sheet: &Sheet<'_>, panel: Area, subject: &Subject) {
    let name =
        Letters::new(theme::LABEL + 0.5, subject.colour.for_text()).bold().anchored(HPos::Left, VPos::Top);
    sheet.text((panel.left, panel.top), &sheet.shorten(&subject.name, name, panel.width()), name);
    let note = Letters::new(theme::NOTE, theme::GREY).anchored(HPos::Left, VPos::Top);
    let text = sheet.shorten(&subject.note, note, panel.width());
    sheet.text((panel.left, panel.top + PARTS.0 - 2.0), &text, note);
}

/// Grid lines with their labels in the gutter at the right.
fn grid(sheet: &Sheet<'_>, plot: &Plot) {
    let letters = Letters::new(theme::NOTE, theme::GREY);
    for tick in &plot.values.ticks {
        let y = plot.y(tick.value);
        sheet.line(&[(plot.area.left, y), (plot.area.right, y)], plot.values.grid_pen(tick));
        sheet.text((plot.area.right + 5.0, y), &tick.label, letters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_panels_of_a_slide_stand_in_two_rows_of_four() {
        let slide = (912.0, 400.0);
        assert_eq!(shape(1, slide), (1, 1));
        assert_eq!(shape(3, slide), (3, 1));
        assert_eq!(shape(8, slide), (4, 2));
        assert_eq!(shape(4, (400.0, 400.0)), (2, 2));
        assert_eq!(shape(30, slide).0, 5, "no narrower than 140");
    }
}
