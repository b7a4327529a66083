//! Charts of an answer, as the flags want them.

use std::path::Path;
use std::sync::Arc;

use super::flags::{Look, Tongue, Voice};
use super::input;
use super::print::complain;
use super::trouble::Trouble;
use crate::experiments::Findings;
use crate::report::Figure;
use crate::report::charts::{Fonts, Language, Style};
use crate::report::figures::{Context, Drawing, draw};

/// Megabytes of a font: those of all Chinese characters in all weights have some thirty.
const MOST_FONT: u64 = 100;

/// The style that the flags ask for; none where no charts are wanted. Fonts are read here, so that a wrong path is known
/// before an hour of simulation and not after it.
pub fn style(look: &Look) -> Result<Option<Style>, Trouble> {
    if look.no_charts {
        return Ok(None);
    }
    let mut fonts = Fonts::with_system();
    for path in &look.font {
        fonts = prefer(fonts, path)?;
    }
    let language = match look.lang {
        Tongue::En => Language::English,
        Tongue::Zh => Language::Chinese,
    };
    Ok(Some(Style::new(language, Arc::new(fonts)).scaled(look.scale.unwrap_or(2.0))))
}

fn prefer(fonts: Fonts, path: &Path) -> Result<Fonts, Trouble> {
    let name = path.display().to_string();
    let bytes = input::read(path, "a font", MOST_FONT)?;
    fonts.prefer(&name, bytes).map_err(|error| Trouble::Asked(format!("--font {name}: {error}")))
}

/// Draws the charts of a batch; says which could not be drawn, but for those that few markets have.
pub fn figures(findings: &Findings, style: Option<Style>, voice: Voice) -> Vec<Figure> {
    let Some(style) = style.filter(|_| findings.replicates > 0) else { return Vec::new() };
    let draw = |style: &Style| {
        let mut drawing = draw(findings, 0, &Context::new(style.clone(), &findings.subject.title));
        drawing.skipped.retain(|skipped| !skipped.is_special());
        drawing
    };
    drawn(draw, &style, voice)
}

/// Draws; says what could not be drawn, and which characters no font has.
pub fn drawn(draw: impl FnOnce(&Style) -> Drawing, style: &Style, voice: Voice) -> Vec<Figure> {
    let drawing = draw(style);
    if voice == Voice::Words {
        for skipped in &drawing.skipped {
            complain(&format!("{} is not drawn: {}", skipped.file, skipped.why));
        }
    }
    if let Some(report) = style.fonts.take_missing_report(style.language) {
        complain(&report);
    }
    drawing.figures
}
