//! Several lines, with bands and thresholds where wanted, in one panel or in panels that share their dates.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Plot, ROW},
    colour::Colour,
    data::{self, Band, Dates, Period, Values},
    error::ChartError,
    font::Weight,
    frame,
    labels::{self, EndLabel, EndLabels},
    notes, number,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Thickness},
    style::{Heading, Style},
    theme,
};

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// How it is broken up; dashed for the counterfactual.
    pub pattern: Pattern,
    /// Whether it is a main line or context.
    pub thickness: Thickness,
    /// Its values at the dates.
    pub values: Values,
    /// A band round it.
    pub band: Option<Band>,
}

/// A horizontal line to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Where it lies.
    pub value: f64,
    /// What it means.
    pub label: String,
}

/// One set of axes with its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What the panel shows; may be empty when there is only one.
    pub title: String,
    /// Its value axis.
    pub axis: ValueAxis,
    /// Its lines; the first is drawn on top.
    pub lines: Vec<Line>,
    /// Its thresholds, always within the axis.
    pub thresholds: Vec<Threshold>,
}

/// Panels of lines, one above the other, over the same dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// The words round them.
    pub heading: Heading,
    /// The dates of all lines.
    pub dates: Dates,
    /// The panels, from the top.
    pub panels: Vec<Panel>,
}

/// Free height between panels.
const BETWEEN: f64 = 16.0;

impl Lines {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no panel, or a panel has no value, lengths differ, or a value is not fit for its axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let ranges = self.panels.iter().map(Panel::range).collect::<Result<Vec<_>, _>>()?;
        let heights = self
            .panels
            .iter()
            .map(|panel| (10.5 * panel.lines.len() as f64).max(60.0) + ROW + ABOVE + BETWEEN);
        let style = &style.at_least(labels::height_for(0) + heights.sum::<f64>());
        frame::chart(style, &self.heading, |sheet, inside| {
            let count = self.panels.len() as f64;
            let each = (inside.height() - DATE_AXIS - (count - 1.0) * BETWEEN) / count;
            let mut plots = Vec::new();
            for (at, (panel, range)) in self.panels.iter().zip(&ranges).enumerate() {
                let top = inside.top + at as f64 * (each + BETWEEN);
                let room = Area { top, bottom: top + each, ..inside };
                let top = top + axis::panel_head(sheet, room, &panel.title, &panel.axis.unit) + ABOVE;
                let area = Area { top, ..room };
                let values = ValueScale::new(&panel.axis, *range, area.height(), style.language)?;
                plots.push(Plot { area, dates: period, values });
            }
            let gutter = plots.iter().map(|plot| axis::gutter(sheet, &plot.values)).fold(0.0, f64::max);
            let names: Vec<EndLabels> = self
                .panels
                .iter()
                .zip(&plots)
                .map(|(panel, plot)| {
                    EndLabels::new(sheet, panel.labels(&self.dates, plot, style), plot.area.height())
                })
                .collect();
            let margin = names.iter().map(|set| set.margin(sheet)).fold(0.0, f64::max);
            let last = plots.len() - 1;
            for (at, ((panel, mut plot), names)) in self.panels.iter().zip(plots).zip(names).enumerate() {
                let left = plot.area.left;
                plot.area = Area { left: left + gutter, right: plot.area.right - margin, ..plot.area };
                axis::check_room(plot.area)?;
                plot.grid(sheet, left);
                panel.draw(sheet, &plot, &self.dates);
                let most = if at == last { 9 } else { 0 };
                axis::date_axis(sheet, plot.area, &period, DateLook { language: style.language, most });
                names.draw(sheet, plot.area);
            }
            Ok(())
        })
    }

    fn check(&self) -> Result<Period, ChartError> {
        let period = self.dates.period()?;
        if self.panels.is_empty() {
            return Err(ChartError::Empty("there is no panel".to_owned()));
        }
        for line in self.panels.iter().flat_map(|panel| &panel.lines) {
            self.dates.check(&line.name, &line.values)?;
            if let Some(band) = &line.band {
                self.dates.check_band(&line.name, band)?;
            }
        }
        for threshold in self.panels.iter().flat_map(|panel| &panel.thresholds) {
            if !threshold.value.is_finite() {
                return Err(ChartError::NotANumber(threshold.label.clone()));
            }
        }
        Ok(period)
    }
}

impl Panel {
    fn range(&self) -> Result<(f64, f64), ChartError> {
        let bands = self.lines.iter().filter_map(|line| line.band.as_ref()).flat_map(|b| [&b.low, &b.high]);
        let values = self.lines.iter().map(|line| &line.values).chain(bands).flatten().flatten().copied();
        // Thresholds alone are no data.
        let (low, high) = data::range(values).ok_or_else(|| {
            let which = if self.title.is_empty() { "a panel" } else { &self.title };
            ChartError::Empty(format!("{which} has no value"))
        })?;
        let thresholds = self.thresholds.iter().map(|t| t.value);
        Ok(data::range(thresholds.chain([low, high])).expect("there are two values at least"))
    }

    fn labels(&self, dates: &Dates, plot: &Plot, style: &Style) -> Vec<EndLabel> {
        let label = |line: &Line| {
            let (day, value) = data::last(&dates.days, &line.values)?;
            // A line that breaks off before has its name there, but no last value.
            let ends = dates.days.last().is_some_and(|last| day >= *last);
            let text = || number::brief(value, &self.axis.quantity, style.language);
            Some(EndLabel {
                y: plot.y(value),
                name: line.name.clone(),
                value: if ends { text() } else { String::new() },
                colour: line.colour,
                weight: line.thickness.weight(),
            })
        };
        self.lines.iter().filter_map(label).collect()
    }

    fn draw(&self, sheet: &Sheet<'_>, plot: &Plot, dates: &Dates) {
        for threshold in &self.thresholds {
            let y = plot.y(threshold.value);
            let pen = Pen::new(theme::GREY, 1.0).broken(Pattern::Dashed);
            sheet.line(&[(plot.area.left, y), (plot.area.right, y)], pen);
        }
        for line in self.lines.iter().rev() {
            if let Some(band) = &line.band {
                notes::band(sheet, plot, (&dates.days, band), (line.colour, 0.16));
            }
        }
        for line in self.lines.iter().rev() {
            let pen = Pen::new(line.colour, line.thickness.width()).broken(line.pattern);
            notes::line(sheet, plot, (&dates.days, &line.values), pen);
        }
        for threshold in &self.thresholds {
            self.name(sheet, plot, (threshold, dates));
        }
    }
}

impl Panel {
    /// Writes what a threshold means on its line: at the left, or at the right where only there no line is in the way.
    fn name(&self, sheet: &Sheet<'_>, plot: &Plot, (threshold, dates): (&Threshold, &Dates)) {
        let letters = Letters::new(theme::NOTE, theme::GREY);
        let label = sheet.shorten(&threshold.label, letters, plot.area.width() - 12.0);
        let (width, y) = (sheet.width(&label, letters), plot.y(threshold.value) - 1.0);
        let left = Area {
            left: plot.area.left + 6.0,
            right: plot.area.left + 6.0 + width,
            top: y - 14.0,
            bottom: y,
        };
        let right = Area { left: plot.area.right - 6.0 - width, right: plot.area.right - 6.0, ..left };
        let met = |word: Area| {
            let paths = self.lines.iter().flat_map(|line| data::runs(&dates.days, &line.values));
            let mut paths = paths.map(|path| path.into_iter().map(|at| plot.spot(at)).collect::<Vec<_>>());
            paths.any(|path| notes::crosses(&path, word))
        };
        let word = if met(left) && !met(right) { right } else { left };
        sheet.text_over((word.left, y), &label, letters.anchored(HPos::Left, VPos::Bottom));
    }
}

impl Thickness {
    /// The stroke of a line.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Main => theme::MAIN,
            Self::Thin => 1.5,
        }
    }

    /// The weight of its name.
    pub(super) fn weight(self) -> Weight {
        match self {
            Self::Main => Weight::SemiBold,
            Self::Thin => Weight::Regular,
        }
    }
}
