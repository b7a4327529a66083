//! One panel of curves: its range, its labels, and how it is drawn.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    curves::{Curve, CurvePanel, Mark},
    data,
    error::ChartError,
    font::Weight,
    labels::EndLabel,
    lines::Threshold,
    notes, number,
    scale::{Scaling, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Spot, Thickness},
    style::Style,
    theme,
};

/// A curve that ends before this part of the width is named where it ends, not in the margin.
const REACHES: f64 = 0.95;

/// A plot whose horizontal axis is a quantity.
pub(super) struct Plot<'a> {
    pub area: Area,
    pub across: &'a ValueScale,
    pub values: &'a ValueScale,
}

impl Plot<'_> {
    pub(super) fn spot(&self, (x, y): (f64, f64)) -> Spot {
        let (x, y) = (self.across.share(x), self.values.share(y));
        (self.area.left + x * self.area.width(), self.area.bottom - y * self.area.height())
    }

    fn path(&self, points: &[(f64, f64)]) -> Vec<Spot> {
        points.iter().map(|at| self.spot(*at)).collect()
    }
}

impl CurvePanel {
    pub(super) fn range(&self) -> Result<(f64, f64), ChartError> {
        let bands = self.curves.iter().flat_map(|curve| &curve.band).flat_map(|(_, low, high)| [*low, *high]);
        let points = self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.1);
        let (low, high) = data::range(points.chain(bands)).ok_or_else(|| {
            let which = if self.title.is_empty() { "a panel" } else { &self.title };
            ChartError::Empty(format!("{which} has no point"))
        })?;
        // Under everything else a threshold needs room for its words.
        let room = |t: &Threshold| {
            if self.axis.scaling == Scaling::Log && t.value < low { 0.7 * t.value } else { t.value }
        };
        let more = self.thresholds.iter().map(room).chain(self.marks.iter().map(|mark| mark.at.1));
        Ok(data::range(more.chain([low, high])).unwrap_or((low, high)))
    }

    pub(super) fn labels(&self, plot: &Plot<'_>, style: &Style) -> Vec<EndLabel> {
        let label = |curve: &Curve| {
            let (x, y) = *curve.points.last().filter(|_| !curve.name.is_empty())?;
            if plot.across.share(x) < REACHES {
                return None;
            }
            Some(EndLabel {
                y: plot.spot((x, y)).1,
                name: curve.name.clone(),
                value: number::brief(y, &self.axis.quantity, style.language),
                colour: curve.colour,
                weight: if curve.thickness == Thickness::Main { Weight::SemiBold } else { Weight::Regular },
            })
        };
        self.curves.iter().filter_map(label).collect()
    }

    pub(super) fn draw(&self, sheet: &Sheet<'_>, plot: &Plot<'_>, left: f64) {
        let area = plot.area;
        for tick in &plot.values.ticks {
            let y = area.bottom - plot.values.share(tick.value) * area.height();
            sheet.line(&[(left, y), (area.right, y)], plot.values.grid_pen(tick));
            let letters = Letters::new(theme::TICK, theme::GREY).anchored(HPos::Left, VPos::Bottom);
            sheet.text((left, y - 1.0), &tick.label, letters);
        }
        sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], Pen::new(theme::INK, 1.0));
        for curve in self.curves.iter().rev() {
            let upper = curve.band.iter().map(|(x, _, high)| plot.spot((*x, *high)));
            let lower = curve.band.iter().rev().map(|(x, low, _)| plot.spot((*x, *low)));
            if curve.band.len() > 1 {
                sheet.polygon(&upper.chain(lower).collect::<Vec<_>>(), curve.colour, 0.16);
            }
        }
        let across = |value: f64| area.bottom - plot.values.share(value) * area.height();
        for threshold in &self.thresholds {
            let y = across(threshold.value);
            let pen = Pen::new(theme::INK, 1.0).broken(Pattern::Dashed);
            sheet.line(&[(area.left, y), (area.right, y)], pen);
        }
        for mark in self.marks.iter().filter(|mark| mark.dropped) {
            let (x, y) = plot.spot(mark.at);
            sheet.line(&[(x, y), (x, area.bottom)], Pen::new(theme::GREY, 1.0).broken(Pattern::Dotted));
        }
        let paths: Vec<Vec<Spot>> = self.curves.iter().map(|curve| plot.path(&curve.points)).collect();
        for (curve, path) in self.curves.iter().zip(&paths).rev() {
            match path[..] {
                [only] => sheet.dot(only, 3.0, curve.colour),
                _ => sheet.line(path, Pen::new(curve.colour, curve.thickness.width()).broken(curve.pattern)),
            }
        }
        self.words(sheet, plot, &paths);
    }

    /// Names of thresholds and marks, where no curve runs through them if there is such a place.
    fn words(&self, sheet: &Sheet<'_>, plot: &Plot<'_>, paths: &[Vec<Spot>]) {
        let area = plot.area;
        let level = |value: f64| area.bottom - plot.values.share(value) * area.height();
        let flat = |t: &Threshold| vec![(area.left, level(t.value)), (area.right, level(t.value))];
        let drop = |mark: &Mark| {
            let (x, y) = plot.spot(mark.at);
            vec![(x, y), (x, area.bottom)]
        };
        let drops = self.marks.iter().filter(|mark| mark.dropped).map(drop);
        let lines: Vec<Vec<Spot>> =
            paths.iter().cloned().chain(self.thresholds.iter().map(flat)).chain(drops).collect();
        let clear = |word: Area| !lines.iter().any(|path| notes::crosses(path, word));
        let mut taken: Vec<Area> = Vec::new();
        for threshold in &self.thresholds {
            let letters = Letters::new(theme::NOTE, theme::INK);
            let label = sheet.shorten(&threshold.label, letters, area.width() - 12.0);
            let half = sheet.width(&label, letters) / 2.0;
            let y = level(threshold.value);
            let (low, high) = (area.left + 6.0 + half, area.right - 6.0 - half);
            let places = [(low, y + 9.0), (low, y - 8.0), (high, y + 9.0), (high, y - 8.0)];
            let free = places.into_iter().find(|(x, y)| {
                let word = notes::around(*x, *y, half + 2.0, 6.5);
                clear(word) && word.bottom < area.bottom
            });
            let at = free.unwrap_or(places[1]);
            taken.push(notes::around(at.0, at.1, half + 2.0, 6.5));
            sheet.text_over(at, &label, letters.anchored(HPos::Center, VPos::Center));
        }
        let spots = self.marks.iter().map(|mark| plot.spot(mark.at));
        taken.extend(spots.map(|(x, y)| notes::around(x, y, 6.0, 6.0)));
        let page = Area { top: area.top - 17.0, ..area };
        for mark in &self.marks {
            let letters = Letters::new(theme::LABEL, mark.colour.for_text()).bold();
            let ((x, y), half) = (plot.spot(mark.at), sheet.width(&mark.label, letters) / 2.0);
            let word = |(x, y): Spot| notes::around(x, y, half + 3.0, 7.0);
            let open = |at: &Spot| {
                let word = word(*at);
                page.holds(word) && clear(word) && !taken.iter().any(|other| other.meets(word))
            };
            // Straight above if anywhere, led to its point by a hairline; else wherever there is room.
            let above = (0..8).flat_map(|step| {
                let y = y - 16.0 - 12.0 * f64::from(step);
                [(x, y), (x + half * 0.8, y), (x - half * 0.8, y)]
            });
            // At either end of the axis the word stands to one side.
            let aside = (0..8).flat_map(|step| {
                let y = y - 16.0 - 12.0 * f64::from(step);
                [(x + half + 4.0, y), (x - half - 4.0, y)]
            });
            if let Some(free) = above.chain(aside).find(open) {
                taken.push(word(free));
                if y - free.1 > 18.0 {
                    sheet.line(&[(x, y), (x, free.1 + 8.0)], Pen::new(theme::GREY, 1.0));
                }
                sheet.text_over(free, &mark.label, letters.anchored(HPos::Center, VPos::Center));
            } else {
                notes::place(sheet, (page, &mut taken), (x, y), (&mark.label, letters, &clear));
            }
        }
        for (curve, path) in self.curves.iter().zip(paths) {
            let (Some(end), Some((x, _))) = (path.last(), curve.points.last()) else { continue };
            if !curve.name.is_empty() && plot.across.share(*x) < REACHES {
                let letters = Letters::new(theme::LABEL, curve.colour.for_text()).bold();
                notes::place(sheet, (page, &mut taken), *end, (&curve.name, letters, &clear));
            }
        }
        for mark in &self.marks {
            let spot = plot.spot(mark.at);
            sheet.dot(spot, 6.4, theme::WHITE);
            sheet.dot(spot, 5.0, mark.colour);
        }
    }
}
