//! One mistake with its places: what the door gathers, whether it comes from the machine or from a room's check.

use super::source::Place;
use crate::complaint::Severity;

/// A mistake, or something the reader should know.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable code, listed in `scenario::codes`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// Where; none for what stands in no file (a file that is not there).
    pub place: Option<Place>,
    /// What was found and what is allowed, beside the place.
    pub label: String,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// More to know.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// An error at a place.
    pub fn error(
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: Some(place),
            label: label.into(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// An error that stands in no text.
    pub fn nowhere(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// With what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With what to do, where something is known.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// With more to know.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With another place that explains it.
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Whether it keeps the scenario from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
