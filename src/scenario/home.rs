//! Where laws and ranges of inputs stand in a scenario, so that a mistake in one is shown at its place.

use super::path::{Path, deepest, quoted};
use super::source::Place;
use super::uncertainty::Context;

/// The table that entries stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A law by path, at this path of the scenario.
    Laws(&'static str),
    /// `[low, high]` by path, at this path of the scenario.
    Ranges(&'static str),
}

impl Home {
    /// The path of an entry, or of a key inside it (`normal.mean`).
    fn path(self, text: &str, inside: &str) -> String {
        let entry = |table: &str| format!("{table}.{}", quoted(text));
        match (self, inside) {
            (Self::Laws(table) | Self::Ranges(table), "") => entry(table),
            (Self::Laws(table), key) => format!("{}.{key}", entry(table)),
            (Self::Ranges(table), "uniform.low") => entry(table) + "[0]",
            (Self::Ranges(table), _) => entry(table) + "[1]",
        }
    }
}

/// The place of an entry, or of a key inside it (`normal.mean`).
pub fn place_of(context: &Context, home: Home, text: &str, inside: &str) -> Place {
    let Ok(path) = Path::parse(&home.path(text, inside)) else { return context.tree.place };
    let (_, found) = deepest(context.tree, &path);
    match (inside.is_empty(), found.key) {
        (true, Some(key)) => key,
        _ => found.node.place,
    }
}
