//! A simplex: shares of three kinds as a point in a triangle, paths of a dynamic with arrows, and the points where it rests.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, Key, ROW},
    error::ChartError,
    frame,
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};
use crate::maths::sqrt;

/// What a marked point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimplexMarkKind {
    /// Paths end here.
    Sink,
    /// Paths begin here.
    Source,
    /// Paths pass by, or go round.
    Other,
}

/// A marked point.
#[derive(Clone, Debug, PartialEq)]
pub struct SimplexMark {
    /// Its shares.
    pub at: [f64; 3],
    /// What it is.
    pub kind: SimplexMarkKind,
}

/// Shares of three kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct Simplex {
    /// The words round it.
    pub heading: Heading,
    /// Names of the corners: left below, right below, top.
    pub corners: [String; 3],
    /// Paths, each a list of shares that add up to one.
    pub paths: Vec<Vec<[f64; 3]>>,
    /// Marked points.
    pub marks: Vec<SimplexMark>,
    /// Lines of which every point is at rest.
    pub resting: Vec<Vec<[f64; 3]>>,
    /// What a sink, a source and another point at rest are called.
    pub keys: [String; 3],
}

/// Height of an equilateral triangle over its side.
const HEIGHT: f64 = 0.866_025_403_784_438_6;

impl Simplex {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When a share is not finite or the picture is too small.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let shares = self.paths.iter().chain(&self.resting).flatten().chain(self.marks.iter().map(|m| &m.at));
        if shares.flatten().any(|share| !share.is_finite()) {
            return Err(ChartError::NotANumber("a share".to_owned()));
        }
        let style = &style.at_least(430.0);
        frame::chart(style, &self.heading, |sheet, inside| {
            let used = axis::row(sheet, inside, "", &self.key_row(sheet)) as f64 * ROW;
            let area = Area { top: inside.top + used + 22.0, bottom: inside.bottom - 24.0, ..inside };
            axis::check_room(area)?;
            let side = (area.height() / HEIGHT).min(area.width() * 0.8);
            let left = f64::midpoint(area.left, area.right) - side / 2.0;
            let place = |[a, b, c]: [f64; 3]| -> Spot {
                let total = a + b + c;
                (left + side * (b + c / 2.0) / total, area.bottom - side * HEIGHT * c / total)
            };
            let corners = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].map(place);
            sheet.polygon(&corners, theme::SHADE, 1.0);
            for path in &self.paths {
                let spots: Vec<Spot> = path.iter().map(|at| place(*at)).collect();
                sheet.line(&spots, Pen::new(theme::BLUE, 1.4).faint(0.75));
                arrow(sheet, &spots);
            }
            let [a, b, c] = corners;
            sheet.line(&[a, b, c, a], Pen::new(theme::INK, 1.2));
            for line in &self.resting {
                let spots: Vec<Spot> = line.iter().map(|at| place(*at)).collect();
                sheet.line(&spots, Pen::new(theme::VERMILION, 3.4));
            }
            for mark in &self.marks {
                sign(sheet, place(mark.at), mark.kind);
            }
            let letters = Letters::new(theme::LABEL, theme::INK).bold();
            let name = |at: usize, room: f64| sheet.shorten(&self.corners[at], letters, room);
            let below = letters.anchored(HPos::Center, VPos::Top);
            sheet.text((a.0, a.1 + 9.0), &name(0, side), below);
            sheet.text((b.0, b.1 + 9.0), &name(1, side), below);
            sheet.text((c.0, c.1 - 9.0), &name(2, side), letters.anchored(HPos::Center, VPos::Bottom));
            Ok(())
        })
    }

    fn key_row<'a>(&'a self, sheet: &'a Sheet<'_>) -> Vec<Key<'a>> {
        let kinds = [SimplexMarkKind::Sink, SimplexMarkKind::Source, SimplexMarkKind::Other];
        let there = kinds.into_iter().zip(&self.keys);
        there
            .filter(|(kind, _)| self.marks.iter().any(|mark| mark.kind == *kind))
            .map(|(kind, text)| {
                let sign = move |(x, y): Spot| {
                    sign(sheet, (x + 6.0, y), kind);
                    12.0
                };
                Key { text: text.clone(), sign: Box::new(sign) as Box<dyn Fn(Spot) -> f64 + 'a> }
            })
            .collect()
    }
}

fn sign(sheet: &Sheet<'_>, at: Spot, kind: SimplexMarkKind) {
    match kind {
        SimplexMarkKind::Sink => sheet.dot(at, 5.6, theme::INK),
        SimplexMarkKind::Source => sheet.ring(at, 5.0, Pen::new(theme::INK, 1.8)),
        SimplexMarkKind::Other => {
            sheet.ring(at, 5.0, Pen::new(theme::INK, 1.8));
            sheet.dot(at, 2.4, theme::INK);
        }
    }
}

/// An arrow in the middle of a path, by length.
fn arrow(sheet: &Sheet<'_>, spots: &[Spot]) {
    let length = |pair: &[Spot]| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        sqrt(dx * dx + dy * dy)
    };
    let whole: f64 = spots.windows(2).map(length).sum();
    let mut left = whole * 0.4;
    for pair in spots.windows(2) {
        let step = length(pair);
        left -= step;
        if left > 0.0 || step <= 0.0 {
            continue;
        }
        let (ux, uy) = ((pair[1].0 - pair[0].0) / step, (pair[1].1 - pair[0].1) / step);
        let at = |along: f64, across: f64| {
            (pair[1].0 + 4.6 * (ux * along - uy * across), pair[1].1 + 4.6 * (uy * along + ux * across))
        };
        sheet.polygon(&[at(1.0, 0.0), at(-0.8, 0.85), at(-0.8, -0.85)], theme::BLUE, 1.0);
        return;
    }
}
