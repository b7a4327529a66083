//! How figures are to look, and what is laid over them: everything that is not in the findings.

use crate::report::charts::{Reference, Style};

/// How figures are to look.
#[derive(Debug, Clone)]
pub struct Context {
    /// Size, scale, fonts and language. For a page at full width take `Style::new`; `scaled(1.0)` gives half of its
    /// 1920 pixels, `sized(720, 480)` half a sheet of paper.
    pub style: Style,
    /// What the source line calls the scenario: its file's name.
    pub scenario: String,
    /// Real observations to lay over the figures.
    pub overlays: Vec<Overlay>,
}

/// Real observations of a series of the whole market.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// The series, by its name in `panel.csv`: `price_effective` or `tokens`.
    pub measure: String,
    /// What the observations are, and of where.
    pub name: String,
    /// Their days since the scenario's start, and values in the unit of `panel.csv`.
    pub points: Vec<Reference>,
}

impl Context {
    /// The look of a style, with nothing laid over.
    pub fn new(style: Style, scenario: &str) -> Self {
        Self { style, scenario: scenario.to_owned(), overlays: Vec::new() }
    }

    /// The observations of a series, and what they are.
    pub(super) fn overlay(&self, measure: &str) -> (Vec<Reference>, String) {
        let found = self.overlays.iter().find(|overlay| overlay.measure == measure);
        found.map_or_else(Default::default, |overlay| (overlay.points.clone(), overlay.name.clone()))
    }
}
