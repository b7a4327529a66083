//! What all charts of a run share: size, language, fonts, and the words round a chart.
use std::sync::Arc;

use super::{colour::Colour, font::Fonts, language::Language, palette};

/// Size, language and fonts, the same for every chart of a run.
#[derive(Clone, Debug)]
pub struct Style {
    /// Width in logical pixels.
    pub width: u32,
    /// Height in logical pixels.
    pub height: u32,
    /// Output pixels per logical pixel, 0.5 (thumbnails) to 4; the file is tagged 96 x scale dpi.
    pub scale: f64,
    /// Language of the words that a chart adds.
    pub language: Language,
    /// The bar above the title.
    pub accent: Colour,
    /// Written into the file as `Software`; no clock, no machine.
    pub software: String,
    /// Fonts, shared by all charts so that missing characters are collected once.
    pub fonts: Arc<Fonts>,
}

impl Style {
    /// The size of a slide, 960 x 540 at scale 2, with these fonts.
    pub fn new(language: Language, fonts: Arc<Fonts>) -> Self {
        Self {
            width: 960,
            height: 540,
            scale: 2.0,
            language,
            accent: palette::CATEGORIES[3],
            software: concat!("pricewar ", env!("CARGO_PKG_VERSION")).to_owned(),
            fonts,
        }
    }

    /// The same with another size in logical pixels (960 x 540 slide, 720 x 480 half a page, 1080 x 1080 square).
    pub fn sized(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    /// The same, but at least so high: a chart with very many series is drawn higher than the style says, rather
    /// than with labels over each other.
    pub(super) fn at_least(&self, height: f64) -> Self {
        Self { height: self.height.max(height.ceil() as u32), ..self.clone() }
    }

    /// The same, but at most so high: what a chart of few rows leaves free is cut off.
    pub(super) fn at_most(&self, height: f64) -> Self {
        // Nothing lower than 240 is a sheet.
        Self { height: self.height.min((height.ceil() as u32).max(240)), ..self.clone() }
    }

    /// The same with another scale.
    pub fn scaled(mut self, scale: f64) -> Self {
        self.scale = scale;
        self
    }
}

/// The words round a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The finding, not the variable; at most two lines.
    pub title: String,
    /// Measure, unit, what the bands are, number of runs; at most two lines.
    pub subtitle: String,
    /// Scenario, seed, version; "not a forecast" where due; at most two lines.
    pub source: String,
}
