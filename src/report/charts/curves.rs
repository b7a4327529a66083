//! Curves of a quantity against another that is no date (cost against volume), with marked points, thresholds and
//! regions named under the axis; in one panel or in panels that share their horizontal axis.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, ROW},
    colour::Colour,
    curve_panel::Plot,
    data,
    error::ChartError,
    frame,
    labels::{self, EndLabels},
    lines::Threshold,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Thickness},
    style::{Heading, Style},
    theme,
};

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Its name; a curve without a name has no label.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// How it is broken up.
    pub pattern: Pattern,
    /// Whether it is a main curve or context.
    pub thickness: Thickness,
    /// Its points, from left to right.
    pub points: Vec<(f64, f64)>,
    /// A band round it: where, lower edge, upper edge.
    pub band: Vec<(f64, f64, f64)>,
}

/// A point that matters ("today").
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it lies.
    pub at: (f64, f64),
    /// What it is.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Whether a hairline leads down to the axis.
    pub dropped: bool,
}

/// A part of the horizontal axis, named under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Where it begins and ends.
    pub ends: (f64, f64),
    /// Its name.
    pub name: String,
    /// What happens there, in a few words; may be empty.
    pub note: String,
}

/// One set of axes with its curves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurvePanel {
    /// What the panel shows; may be empty when there is only one.
    pub title: String,
    /// Its value axis.
    pub axis: ValueAxis,
    /// Its curves; the first is drawn on top.
    pub curves: Vec<Curve>,
    /// Its thresholds, always within the axis.
    pub thresholds: Vec<Threshold>,
    /// Its marked points.
    pub marks: Vec<Mark>,
}

/// Panels of curves, one above the other, over the same horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// The words round them.
    pub heading: Heading,
    /// The horizontal axis; its unit is written under it.
    pub across: ValueAxis,
    /// Regions of the horizontal axis.
    pub regions: Vec<Region>,
    /// The panels, from the top.
    pub panels: Vec<CurvePanel>,
}

/// Free height between panels.
const BETWEEN: f64 = 16.0;
/// Height of ticks with their labels, of the unit below them, and of a line under a region.
const BELOW: (f64, f64, f64) = (25.0, 17.0, 14.0);
/// Most lines of a region's note.
const NOTE_LINES: usize = 4;

impl Curves {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no panel, a panel has no point, or a number is not fit for its axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.check()?;
        let points = self.panels.iter().flat_map(|panel| &panel.curves).flat_map(|curve| &curve.points);
        let ends = self.regions.iter().flat_map(|region| [region.ends.0, region.ends.1]);
        let wide = data::range(points.map(|point| point.0).chain(ends))
            .ok_or_else(|| ChartError::Empty("there is no point".to_owned()))?;
        let ranges = self.panels.iter().map(CurvePanel::range).collect::<Result<Vec<_>, _>>()?;
        let rows = self
            .panels
            .iter()
            .map(|panel| (10.5 * panel.curves.len() as f64).max(70.0) + ROW + ABOVE + BETWEEN);
        let style = &style.at_least(labels::height_for(0) + rows.sum::<f64>());
        frame::chart(style, &self.heading, |sheet, inside| {
            let across = ValueScale::across(&self.across, wide, inside.width() - 160.0, style.language)?;
            let under = self.height_under(sheet, inside.width() - 200.0, &across);
            let count = self.panels.len() as f64;
            let each = (inside.height() - under - (count - 1.0) * BETWEEN) / count;
            let mut areas = Vec::new();
            let mut scales = Vec::new();
            for (at, (panel, range)) in self.panels.iter().zip(&ranges).enumerate() {
                let top = inside.top + at as f64 * (each + BETWEEN);
                let room = Area { top, bottom: top + each, ..inside };
                let head = axis::panel_head(sheet, room, &panel.title, &panel.axis.unit);
                let area = Area { top: top + head + ABOVE, ..room };
                scales.push(ValueScale::new(&panel.axis, *range, area.height(), style.language)?);
                areas.push(area);
            }
            let gutter = scales.iter().map(|values| axis::gutter(sheet, values)).fold(0.0, f64::max);
            let plots =
                areas.iter().zip(&scales).map(|(area, values)| Plot { area: *area, across: &across, values });
            let names: Vec<EndLabels> = self
                .panels
                .iter()
                .zip(plots)
                .map(|(panel, plot)| EndLabels::new(sheet, panel.labels(&plot, style), plot.area.height()))
                .collect();
            let margin = names.iter().map(|set| set.margin(sheet)).fold(0.0, f64::max);
            for (at, (panel, names)) in self.panels.iter().zip(names).enumerate() {
                let left = areas[at].left;
                let area = Area { left: left + gutter, right: areas[at].right - margin, ..areas[at] };
                axis::check_room(area)?;
                let plot = Plot { area, across: &across, values: &scales[at] };
                self.ground(sheet, &plot);
                panel.draw(sheet, &plot, left);
                if at + 1 == self.panels.len() {
                    self.under(sheet, &plot);
                }
                names.draw(sheet, area);
            }
            Ok(())
        })
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.panels.is_empty() {
            return Err(ChartError::Empty("there is no panel".to_owned()));
        }
        let fine = |name: &str, numbers: &[f64]| {
            let finite = numbers.iter().all(|number| number.is_finite());
            if finite { Ok(()) } else { Err(ChartError::NotANumber(name.to_owned())) }
        };
        for panel in &self.panels {
            for curve in &panel.curves {
                for (x, y) in &curve.points {
                    fine(&curve.name, &[*x, *y])?;
                }
                for (x, low, high) in &curve.band {
                    fine(&curve.name, &[*x, *low, *high])?;
                }
                if curve.points.windows(2).any(|pair| pair[0].0 > pair[1].0) {
                    return Err(ChartError::Range(format!("the points of {} run back", curve.name)));
                }
            }
            for threshold in &panel.thresholds {
                fine(&threshold.label, &[threshold.value])?;
            }
            for mark in &panel.marks {
                fine(&mark.label, &[mark.at.0, mark.at.1])?;
            }
        }
        self.regions.iter().try_for_each(|region| fine(&region.name, &[region.ends.0, region.ends.1]))
    }

    /// The part of a region that lies on the axis, in logical pixels of a plot.
    fn stretch(plot: &Plot<'_>, region: &Region) -> (f64, f64) {
        let x = |value: f64| plot.spot((value, 1.0)).0.clamp(plot.area.left, plot.area.right);
        (x(region.ends.0), x(region.ends.1))
    }

    /// Every other region on a grey ground.
    fn ground(&self, sheet: &Sheet<'_>, plot: &Plot<'_>) {
        for region in self.regions.iter().step_by(2) {
            let (left, right) = Self::stretch(plot, region);
            sheet.rectangle(Area { left, right, ..plot.area }, theme::SHADE, 1.0);
        }
    }

    /// The notes of the regions, broken for a plot of about that width.
    fn notes(&self, sheet: &Sheet<'_>, room: impl Fn(&Region) -> f64) -> Vec<Vec<String>> {
        let letters = Letters::new(theme::NOTE, theme::GREY);
        let broken = |region: &Region| {
            let wrap = |part: f64| sheet.wrap(&region.note, letters, (room(region) * part, NOTE_LINES));
            let widest = wrap(1.0);
            let fits =
                |lines: &Vec<String>| lines.len() == widest.len() && !lines.iter().any(|l| l.ends_with('…'));
            // The narrowest block of as few lines: no word is left alone on the last one.
            (11..20).map(|part| wrap(f64::from(part) / 20.0)).find(fits).unwrap_or(widest)
        };
        // Words that do not fit whole are better left out.
        let whole = |lines: Vec<String>| {
            if lines.iter().any(|line| line.ends_with('…')) { Vec::new() } else { lines }
        };
        self.regions.iter().map(broken).map(whole).collect()
    }

    /// What ticks, unit and regions take under the lowest plot.
    fn height_under(&self, sheet: &Sheet<'_>, width: f64, across: &ValueScale) -> f64 {
        let unit = if self.across.unit.is_empty() { 0.0 } else { BELOW.1 };
        if self.regions.is_empty() {
            return BELOW.0 + unit;
        }
        let room = |region: &Region| {
            (across.share(region.ends.1).min(1.0) - across.share(region.ends.0).max(0.0)) * width - 10.0
        };
        let lines = self.notes(sheet, room).iter().map(Vec::len).max().unwrap_or(0);
        BELOW.0 + unit + 12.0 + BELOW.2 * (lines + 1) as f64
    }

    /// Ticks, unit, and the regions as brackets with their words.
    fn under(&self, sheet: &Sheet<'_>, plot: &Plot<'_>) {
        let area = plot.area;
        let tick_letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Center, VPos::Top);
        let mut end = f64::NEG_INFINITY;
        for tick in &plot.across.ticks {
            let x = area.left + plot.across.share(tick.value) * area.width();
            sheet.line(&[(x, area.bottom), (x, area.bottom + 5.0)], Pen::new(theme::INK, 1.0));
            let half = sheet.width(&tick.label, tick_letters) / 2.0;
            if x - half > end + 8.0 {
                sheet.text((x, area.bottom + 8.0), &tick.label, tick_letters);
                end = x + half;
            }
        }
        let mut top = area.bottom + BELOW.0;
        if !self.across.unit.is_empty() {
            let middle = f64::midpoint(area.left, area.right);
            sheet.text((middle, top), &self.across.unit, tick_letters);
            top += BELOW.1;
        }
        let notes = self.notes(sheet, |region| {
            let (left, right) = Self::stretch(plot, region);
            right - left - 10.0
        });
        for (region, lines) in self.regions.iter().zip(notes) {
            let (left, right) = Self::stretch(plot, region);
            if right - left < 12.0 {
                continue;
            }
            let y = top + 8.0;
            let bracket = [(left + 3.0, y - 4.0), (left + 3.0, y), (right - 3.0, y), (right - 3.0, y - 4.0)];
            sheet.line(&bracket, Pen::new(theme::GREY, 1.0));
            let middle = f64::midpoint(left, right);
            let letters = Letters::new(theme::NOTE + 0.5, theme::INK).bold();
            if sheet.width(&region.name, letters) > right - left {
                continue;
            }
            sheet.text((middle, y + 4.0), &region.name, letters.anchored(HPos::Center, VPos::Top));
            for (at, line) in lines.iter().enumerate() {
                let letters = Letters::new(theme::NOTE, theme::GREY).anchored(HPos::Center, VPos::Top);
                sheet.text((middle, y + 4.0 + BELOW.2 * (at + 1) as f64), line, letters);
            }
        }
    }
}
