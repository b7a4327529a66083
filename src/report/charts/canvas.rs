//! The canvas under plotters: its drawing calls on a `tiny_skia` pixmap, text as outlines.
//!
//! plotters hands a backend whole numbers, so one unit here is a quarter of an output pixel.
use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    text_anchor::{HPos, VPos},
};
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::{
    font::{Fonts, Weight},
    text,
};

/// Units of this canvas in one output pixel.
pub(super) const UNITS: f64 = 4.0;
/// Output pixels in one unit.
const PIXELS: f32 = 0.25;

/// Baseline below the anchor, in em, for text anchored at its top, middle and bottom.
const BASELINE: [f32; 3] = [0.93, 0.36, -0.22];

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A pixmap lent to plotters.
pub(super) struct Canvas<'a> {
    pixmap: &'a mut Pixmap,
    fonts: &'a Fonts,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(pixmap: &'a mut Pixmap, fonts: &'a Fonts) -> Self {
        Self { pixmap, fonts }
    }

    fn fill(&mut self, path: Option<Path>, color: BackendColor) {
        if let Some(path) = path {
            self.pixmap.fill_path(&path, &paint(color), FillRule::Winding, Transform::identity(), None);
        }
    }

    fn stroke<S: BackendStyle>(&mut self, path: Option<Path>, style: &S) {
        let Some(path) = path else { return };
        let stroke = Stroke {
            width: style.stroke_width() as f32 * PIXELS,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.pixmap.stroke_path(&path, &paint(style.color()), &stroke, Transform::identity(), None);
    }
}

fn paint(color: BackendColor) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let (r, g, b) = color.rgb;
    paint.set_color_rgba8(r, g, b, (color.alpha.clamp(0.0, 1.0) * 255.0).round() as u8);
    paint
}

/// A point in output pixels.
fn spot((x, y): BackendCoord) -> (f32, f32) {
    (x as f32 * PIXELS, y as f32 * PIXELS)
}

/// The points in output pixels joined by straight lines; none for fewer than two.
fn polyline(points: impl IntoIterator<Item = BackendCoord>) -> Option<PathBuilder> {
    let mut path = PathBuilder::new();
    for point in points {
        let (x, y) = spot(point);
        if path.is_empty() { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    (path.len() > 1).then_some(path)
}

fn weight_of(style: FontStyle) -> Weight {
    match style {
        FontStyle::Bold => Weight::SemiBold,
        FontStyle::Normal | FontStyle::Oblique | FontStyle::Italic => Weight::Regular,
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.pixmap.width() * UNITS as u32, self.pixmap.height() * UNITS as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = spot(point);
        self.fill(Rect::from_xywh(x, y, PIXELS, PIXELS).map(PathBuilder::from_rect), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.stroke(polyline(path).and_then(PathBuilder::finish), style);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (spot(upper_left), spot(bottom_right));
        let path = Rect::from_ltrb(left, top, right, bottom).map(PathBuilder::from_rect);
        if fill {
            self.fill(path, style.color());
        } else {
            self.stroke(path, style);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = spot(center);
        let path = PathBuilder::from_circle(x, y, radius as f32 * PIXELS);
        if fill {
            self.fill(path, style.color());
        } else {
            self.stroke(path, style);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let path = polyline(vert).and_then(|mut path| {
            path.close();
            path.finish()
        });
        self.fill(path, style.color());
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, line: &str, style: &T, pos: BackendCoord) -> Drawn {
        let size = style.size() as f32 * PIXELS;
        let weight = weight_of(style.style());
        let Some(path) = text::outline(self.fonts, line, weight, size) else { return Ok(()) };
        let anchor = style.anchor();
        let long = text::width(self.fonts, line, weight) as f32 * size;
        let dx = match anchor.h_pos {
            HPos::Left => 0.0,
            HPos::Center => -long / 2.0,
            HPos::Right => -long,
        };
        let dy = match anchor.v_pos {
            VPos::Top => BASELINE[0],
            VPos::Center => BASELINE[1],
            VPos::Bottom => BASELINE[2],
        };
        let (x, y) = spot(pos);
        // No text of these charts is turned.
        let place = Transform::from_translate(x + dx, y + dy * size);
        self.pixmap.fill_path(&path, &paint(style.color()), FillRule::Winding, place, None);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        line: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let em = style.size();
        let long = text::width(self.fonts, line, weight_of(style.style())) * em;
        Ok((long.ceil() as u32, em.ceil() as u32))
    }
}
