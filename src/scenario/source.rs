//! The texts that a scenario is made of, one a layer, and places in them.

use std::ops::Range;

/// A place: bytes of a layer's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Position of the layer in [`Sources`].
    pub layer: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Place {
    /// Bytes of a layer.
    pub fn of(layer: usize, span: Range<usize>) -> Self {
        Self { layer, start: span.start, end: span.end }
    }

    /// The bytes.
    pub fn span(self) -> Range<usize> {
        self.start..self.end
    }
}

/// One text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is called in messages: a file as the user named it, or `--set`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// All texts, in order of reading: the file, what it extends, the overrides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text; returns its layer.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.list.push(Source { name: name.into(), text: text.into() });
        self.list.len() - 1
    }

    /// The text of a layer.
    pub fn get(&self, layer: usize) -> &Source {
        &self.list[layer]
    }
}
