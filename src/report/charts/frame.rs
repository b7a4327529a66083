//! The frame of a chart: accent bar, title, subtitle, source line; what is left over belongs to the chart.
use plotters::style::text_anchor::{HPos, VPos};
use tiny_skia::Pixmap;

use super::{
    error::ChartError,
    font::Weight,
    png,
    sheet::{Area, Letters, Sheet},
    style::{Heading, Style},
    text, theme,
};

/// Height of a line of the title, subtitle and source.
const LINES: (f64, f64, f64) = (25.0, 18.0, 14.0);
/// From the top of the sheet to the title.
const TOP: f64 = 27.0;

/// Heading and source, cut into lines.
struct Words {
    title: Vec<String>,
    subtitle: Vec<String>,
    source: Vec<String>,
}

impl Words {
    fn new(style: &Style, heading: &Heading) -> Self {
        let room = f64::from(style.width) - 2.0 * theme::MARGIN;
        let wrap =
            |line: &str, weight: Weight, size: f64| text::wrap(&style.fonts, line, weight, (room / size, 2));
        Self {
            title: wrap(&heading.title, Weight::SemiBold, theme::TITLE),
            subtitle: wrap(&heading.subtitle, Weight::Regular, theme::SUBTITLE),
            source: wrap(&heading.source, Weight::Regular, theme::SOURCE),
        }
    }

    /// From the top of the sheet to the area inside.
    fn above(&self) -> f64 {
        TOP + LINES.0 * self.title.len() as f64 + 3.0 + LINES.1 * self.subtitle.len() as f64 + 6.0
    }

    /// From the area inside to the bottom of the sheet.
    fn below(&self) -> f64 {
        14.0 + LINES.2 * (self.source.len().max(1) - 1) as f64 + 16.0
    }
}

/// The height that heading and source take.
pub(super) fn taken(style: &Style, heading: &Heading) -> f64 {
    let words = Words::new(style, heading);
    words.above() + words.below()
}

/// Draws a chart: the frame, then what `paint` puts into the area inside it; gives the PNG.
pub(super) fn chart(
    style: &Style,
    heading: &Heading,
    paint: impl FnOnce(&Sheet<'_>, Area) -> Result<(), ChartError>,
) -> Result<Vec<u8>, ChartError> {
    if !(0.5..=4.0).contains(&style.scale) {
        return Err(ChartError::Style(format!("a scale of {} is not between 0.5 and 4", style.scale)));
    }
    if !(320..=4000).contains(&style.width) || !(240..=4000).contains(&style.height) {
        let (width, height) = (style.width, style.height);
        return Err(ChartError::Style(format!(
            "{width} x {height} is not between 320 x 240 and 4000 x 4000"
        )));
    }
    let pixels = |length: u32| (f64::from(length) * style.scale).round() as u32;
    let mut pixmap = Pixmap::new(pixels(style.width), pixels(style.height))
        .ok_or_else(|| ChartError::Style("the picture is too large for memory".to_owned()))?;
    pixmap.fill(tiny_skia::Color::WHITE);
    let sheet = Sheet::new(&mut pixmap, &style.fonts, style.scale);
    let inside = words(&sheet, style, heading);
    paint(&sheet, inside)?;
    drop(sheet);
    png::encode(&pixmap, heading, style)
}

/// Writes heading and source; gives the area between them.
fn words(sheet: &Sheet<'_>, style: &Style, heading: &Heading) -> Area {
    let (width, height) = (f64::from(style.width), f64::from(style.height));
    let lines = Words::new(style, heading);
    let inside = Area {
        left: theme::MARGIN,
        top: lines.above(),
        right: width - theme::MARGIN,
        bottom: height - lines.below(),
    };
    let bar = Area { left: theme::MARGIN, top: 16.0, right: theme::MARGIN + 36.0, bottom: 20.0 };
    sheet.rectangle(bar, style.accent, 1.0);

    let mut top = TOP;
    let title = Letters::new(theme::TITLE, theme::INK).bold().anchored(HPos::Left, VPos::Top);
    for line in &lines.title {
        sheet.text((theme::MARGIN, top), line, title);
        top += LINES.0;
    }
    top += 3.0;
    let subtitle = Letters::new(theme::SUBTITLE, theme::GREY).anchored(HPos::Left, VPos::Top);
    for line in &lines.subtitle {
        sheet.text((theme::MARGIN, top), line, subtitle);
        top += LINES.1;
    }

    let source = Letters::new(theme::SOURCE, theme::GREY).anchored(HPos::Left, VPos::Center);
    let mut bottom = inside.bottom + 14.0;
    for line in &lines.source {
        sheet.text((theme::MARGIN, bottom), line, source);
        bottom += LINES.2;
    }
    inside
}
