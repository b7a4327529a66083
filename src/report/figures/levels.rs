//! Benchmarks in the chart of posted prices: where competition would bring them, and where one owner of all would.

use super::products::Product;
use super::view::View;
use super::words::say;
use crate::report::charts::{Level, Pattern};

/// Prices that differ by less, relatively, are one.
const AGREE: f64 = 0.01;

/// Groups of products of one level each that a chart can show; lines of more would clutter.
const MOST: usize = 2;

/// Lines across, and what the subtitle says of them.
pub(super) struct Levels {
    pub lines: Vec<Level>,
    pub key: &'static str,
}

/// The benchmarks of a product.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    nash: f64,
    /// None where costs or tastes have moved since the opening, for which alone it is known.
    joint: Option<f64>,
}

impl Pair {
    fn agrees(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a / b - 1.0).abs() <= AGREE;
        near(self.nash, other.nash)
            && match (self.joint, other.joint) {
                (Some(a), Some(b)) => near(a, b),
                (None, None) => true,
                _ => false,
            }
    }
}

/// The benchmarks of a market in which at most two differ.
pub(super) fn levels(view: &View, products: &[Product]) -> Levels {
    let groups = groups(products.iter().map(|product| (product.label.as_str(), pair(view, product))));
    let words = view.words;
    let alone = groups.len() == 1;
    let label = |plain: &str, of: &str, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        if alone { plain.to_owned() } else { say(of, [("who", view.list(&names))]) }
    };
    let mut lines = Vec::new();
    for (pair, names) in &groups {
        let nash = label(words.nash_line, words.nash_of, names);
        lines.push(Level { value: pair.nash, label: nash, pattern: Pattern::Dashed });
        lines.extend(pair.joint.map(|value| {
            let label = label(words.joint_line, words.joint_of, names);
            Level { value, label, pattern: Pattern::Dotted }
        }));
    }
    let key = match (lines.is_empty(), groups.iter().any(|(pair, _)| pair.joint.is_some())) {
        (true, _) => "",
        (false, true) => words.levels_of_opening,
        (false, false) => words.levels_at_end,
    };
    Levels { lines, key }
}

/// Products by their levels; none where one has no level, or too many differ.
fn groups<'a>(products: impl Iterator<Item = (&'a str, Option<Pair>)>) -> Vec<(Pair, Vec<&'a str>)> {
    let mut groups: Vec<(Pair, Vec<&str>)> = Vec::new();
    for (name, pair) in products {
        let Some(pair) = pair else { return Vec::new() };
        match groups.iter_mut().find(|(known, _)| known.agrees(&pair)) {
            Some((_, names)) => names.push(name),
            None => groups.push((pair, vec![name])),
        }
    }
    if groups.len() > MOST { Vec::new() } else { groups }
}

/// Benchmarks of the opening, and where the Nash price has moved since, that of the end.
fn pair(view: &View, product: &Product) -> Option<Pair> {
    let opening = view.findings.subject.benchmarks.iter().find(|note| note.offer == product.entity);
    let opening = opening.map(|note| Pair { nash: note.nash, joint: Some(note.joint) });
    let drawn = view.series("price_nash", &product.entity);
    let end = drawn.and_then(|drawn| drawn.line.iter().rev().flatten().copied().find(|price| *price > 0.0));
    let end = end.map(|nash| Pair { nash, joint: None });
    latest(opening, end)
}

/// That of the end where it has moved since the opening.
fn latest(opening: Option<Pair>, end: Option<Pair>) -> Option<Pair> {
    match (opening, end) {
        (Some(opening), Some(end)) if (end.nash / opening.nash - 1.0).abs() > AGREE => Some(end),
        (opening, end) => opening.or(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "groups take pairs that may be absent")]
    fn pair(nash: f64, joint: f64) -> Option<Pair> {
        Some(Pair { nash, joint: Some(joint) })
    }

    #[test]
    fn equal_levels_are_one_line_and_many_are_none() {
        let alike = [("a", pair(1.473, 1.925)), ("b", pair(1.474, 1.925)), ("c", pair(1.473, 1.926))];
        let found = groups(alike.into_iter());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, ["a", "b", "c"]);
        // A common Nash price with another joint maximum is another level.
        let unlike = [("a", pair(1.4, 1.9)), ("b", pair(1.4, 2.1))];
        assert_eq!(groups(unlike.into_iter()).len(), 2);
        let three = [("a", pair(1.0, 2.0)), ("b", pair(1.5, 2.0)), ("c", pair(2.0, 2.5))];
        assert_eq!(groups(three.into_iter()), []);
        assert_eq!(groups([("a", pair(1.0, 2.0)), ("b", None)].into_iter()), []);
    }

    #[test]
    fn a_nash_price_that_has_moved_has_no_joint_maximum() {
        let end = |nash| Some(Pair { nash, joint: None });
        assert_eq!(latest(pair(1.0, 2.0), end(1.005)), pair(1.0, 2.0));
        assert_eq!(latest(pair(1.0, 2.0), end(0.6)), end(0.6));
        assert_eq!((latest(pair(1.0, 2.0), None), latest(None, end(0.6))), (pair(1.0, 2.0), end(0.6)));
    }
}
