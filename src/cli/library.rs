//! The bundled scenarios on a command line: the nearest name.

use crate::scenario::{BUNDLED, Bundled};

/// The name of a bundled scenario that looks most like it, if one does.
pub fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |bundled: &Bundled| (strsim::jaro_winkler(name, bundled.name), bundled.name);
    let (likeness, nearest) = BUNDLED.iter().map(likeness).max_by(|a, b| a.0.total_cmp(&b.0))?;
    // Below four fifths the guess is more puzzling than helpful.
    (likeness > 0.8).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        assert_eq!(nearest("chian-2024"), Some("china-2024"));
        assert_eq!(nearest("zzz"), None);
    }
}
