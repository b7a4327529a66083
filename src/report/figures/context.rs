//! How figures are to look: everything that is not in the findings.

use crate::report::charts::Style;

/// How figures are to look.
#[derive(Debug, Clone)]
pub struct Context {
    /// Size, scale, fonts and language. For a page at full width take `Style::new`; `scaled(1.0)` gives half of its
    /// 1920 pixels, `sized(720, 480)` half a sheet of paper.
    pub style: Style,
    /// What the source line calls the scenario: its title.
    pub scenario: String,
}

impl Context {
    /// The look of a style.
    pub fn new(style: Style, scenario: &str) -> Self {
        Self { style, scenario: scenario.to_owned() }
    }
}
