//! The chronicle: dated happenings in the order they happened.

use super::happening::Happening;

/// Dated happenings, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chronicle {
    list: Vec<Happening>,
}

impl Chronicle {
    /// Writes a happening down.
    pub fn note(&mut self, happening: Happening) {
        self.list.push(happening);
    }

    /// All of them, oldest first.
    pub fn list(&self) -> &[Happening] {
        &self.list
    }
}
