//! A sheet of paper measured in logical pixels: lines, areas, dots and letters for the charts to be made of.
use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Circle, PathElement, Polygon, Rectangle},
    style::{
        Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use tiny_skia::Pixmap;

use super::{
    canvas::{Canvas, UNITS},
    colour::Colour,
    font::{Fonts, Weight},
    text, theme,
};

/// A place on the sheet: logical pixels from the left and from the top.
pub(super) type Spot = (f64, f64);

/// A rectangle of the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// Whether two rectangles share any point.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other rectangle lies inside this one.
    pub(super) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// How a line is broken up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Unbroken.
    #[default]
    Solid,
    /// 7 on, 4 off.
    Dashed,
    /// 2 on, 3 off.
    Dotted,
    /// 8 on, 3 off, 2 on, 3 off.
    DashDot,
}

impl Pattern {
    /// Lengths of ink and gap in turn; empty when unbroken.
    fn lengths(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dashed => &[7.0, 4.0],
            Self::Dotted => &[2.0, 3.0],
            Self::DashDot => &[8.0, 3.0, 2.0, 3.0],
        }
    }
}

/// How heavy a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thickness {
    /// A line that the chart is about.
    #[default]
    Main,
    /// A line for comparison, or a minor product.
    Thin,
}

/// A pen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub colour: Colour,
    pub width: f64,
    pub opacity: f64,
    pub pattern: Pattern,
}

impl Pen {
    pub(super) fn new(colour: Colour, width: f64) -> Self {
        Self { colour, width, opacity: 1.0, pattern: Pattern::Solid }
    }

    pub(super) fn faint(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    pub(super) fn broken(self, pattern: Pattern) -> Self {
        Self { pattern, ..self }
    }
}

/// How letters look and which point of them is given.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
    pub across: HPos,
    pub along: VPos,
}

impl Letters {
    /// Regular letters, placed by their left end and middle.
    pub(super) fn new(size: f64, colour: Colour) -> Self {
        Self { size, weight: Weight::Regular, colour, across: HPos::Left, along: VPos::Center }
    }

    pub(super) fn bold(self) -> Self {
        Self { weight: Weight::SemiBold, ..self }
    }

    pub(super) fn anchored(self, across: HPos, along: VPos) -> Self {
        Self { across, along, ..self }
    }
}

/// The paper of one chart.
pub(super) struct Sheet<'a> {
    area: DrawingArea<Canvas<'a>, Shift>,
    fonts: &'a Fonts,
    /// Canvas units in one logical pixel.
    units: f64,
}

const LENT_ONCE: &str = "the canvas draws into memory and is lent to this sheet alone";

fn shade(colour: Colour, opacity: f64) -> RGBAColor {
    RGBColor(colour.red, colour.green, colour.blue).mix(opacity)
}

impl<'a> Sheet<'a> {
    pub(super) fn new(pixmap: &'a mut Pixmap, fonts: &'a Fonts, scale: f64) -> Self {
        Self { area: Canvas::new(pixmap, fonts).into_drawing_area(), fonts, units: UNITS * scale }
    }

    fn unit(&self, length: f64) -> i32 {
        (length * self.units).round() as i32
    }

    fn point(&self, (x, y): Spot) -> (i32, i32) {
        (self.unit(x), self.unit(y))
    }

    fn stroke(&self, pen: Pen) -> ShapeStyle {
        let width = self.unit(pen.width).max(1) as u32;
        ShapeStyle { color: shade(pen.colour, pen.opacity), filled: false, stroke_width: width }
    }

    fn solid(colour: Colour, opacity: f64) -> ShapeStyle {
        ShapeStyle { color: shade(colour, opacity), filled: true, stroke_width: 0 }
    }

    /// A line through the points.
    pub(super) fn line(&self, points: &[Spot], pen: Pen) {
        let style = self.stroke(pen);
        for piece in dashes(points, pen.pattern.lengths()) {
            let units: Vec<_> = piece.into_iter().map(|p| self.point(p)).collect();
            self.area.draw(&PathElement::new(units, style)).expect(LENT_ONCE);
        }
    }

    /// A filled outline.
    pub(super) fn polygon(&self, points: &[Spot], colour: Colour, opacity: f64) {
        let units: Vec<_> = points.iter().map(|p| self.point(*p)).collect();
        self.area.draw(&Polygon::new(units, Self::solid(colour, opacity))).expect(LENT_ONCE);
    }

    /// A filled rectangle.
    pub(super) fn rectangle(&self, area: Area, colour: Colour, opacity: f64) {
        let corners = [self.point((area.left, area.top)), self.point((area.right, area.bottom))];
        self.area.draw(&Rectangle::new(corners, Self::solid(colour, opacity))).expect(LENT_ONCE);
    }

    /// A filled dot.
    pub(super) fn dot(&self, at: Spot, radius: f64, colour: Colour) {
        let style = Self::solid(colour, 1.0);
        self.area.draw(&Circle::new(self.point(at), self.unit(radius), style)).expect(LENT_ONCE);
    }

    /// A white dot with a rim.
    pub(super) fn ring(&self, at: Spot, radius: f64, pen: Pen) {
        self.dot(at, radius, theme::WHITE);
        self.area.draw(&Circle::new(self.point(at), self.unit(radius), self.stroke(pen))).expect(LENT_ONCE);
    }

    /// A line of text.
    pub(super) fn text(&self, at: Spot, line: &str, letters: Letters) {
        let style = match letters.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::SemiBold => FontStyle::Bold,
        };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, letters.size * self.units, style),
            color: shade(letters.colour, 1.0).to_backend_color(),
            pos: Pos::new(letters.across, letters.along),
        };
        self.area.draw_text(line, &style, self.point(at)).expect(LENT_ONCE);
    }

    /// A line of text with a white rim, readable over lines.
    pub(super) fn text_over(&self, at: Spot, line: &str, letters: Letters) {
        const RIM: f64 = 1.3;
        let white = Letters { colour: theme::WHITE, ..letters };
        for (dx, dy) in [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)] {
            self.text((at.0 + dx * RIM, at.1 + dy * RIM), line, white);
        }
        for (dx, dy) in [(-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7)] {
            self.text((at.0 + dx * RIM, at.1 + dy * RIM), line, white);
        }
        self.text(at, line, letters);
    }

    /// How long a line of text is.
    pub(super) fn width(&self, line: &str, letters: Letters) -> f64 {
        text::width(self.fonts, line, letters.weight) * letters.size
    }

    /// The text, cut with "…" where it is longer than `room`.
    pub(super) fn shorten(&self, line: &str, letters: Letters, room: f64) -> String {
        text::shorten(self.fonts, line, letters.weight, room / letters.size)
    }

    /// The text in at most `lines` lines no longer than `room`.
    pub(super) fn wrap(&self, line: &str, letters: Letters, (room, lines): (f64, usize)) -> Vec<String> {
        text::wrap(self.fonts, line, letters.weight, (room / letters.size, lines))
    }
}

/// The polyline cut into its inked pieces, the pattern running on over the corners.
fn dashes(points: &[Spot], lengths: &[f64]) -> Vec<Vec<Spot>> {
    if lengths.is_empty() {
        return vec![points.to_vec()];
    }
    let mut pieces = Vec::new();
    let mut piece: Vec<Spot> = points.first().copied().into_iter().collect();
    let (mut phase, mut left) = (0, lengths[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut rest = distance(from, to);
        while rest > left {
            let share = left / rest;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            rest -= left;
            if phase % 2 == 0 {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            phase = (phase + 1) % lengths.len();
            left = lengths[phase];
        }
        left -= rest;
        if phase % 2 == 0 {
            piece.push(to);
        }
    }
    if phase % 2 == 0 && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

fn distance(a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_run_on_over_corners() {
        // 4 on, 2 off along an L of 5 + 5: ink 0-4, gap 4-6 (over the corner at 5), ink 6-10.
        let pieces = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], &[4.0, 2.0]);
        assert_eq!(pieces, [vec![(0.0, 0.0), (4.0, 0.0)], vec![(5.0, 1.0), (5.0, 5.0)]]);
    }

    #[test]
    fn a_dash_may_turn_a_corner() {
        let pieces = dashes(&[(0.0, 0.0), (3.0, 0.0), (3.0, 3.0)], &[4.0, 9.0]);
        assert_eq!(pieces, [vec![(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)]]);
    }

    #[test]
    fn rectangles_that_only_touch_do_not_meet() {
        let a = Area { left: 0.0, top: 0.0, right: 2.0, bottom: 2.0 };
        let b = Area { left: 2.0, right: 3.0, ..a };
        assert!(!a.meets(b) && a.meets(a) && a.holds(a) && !a.holds(b));
    }
}
