//! Paths: how `--set`, `[uncertainty]` and complaints name a place of a scenario.
//!
//! `provider.DeepSeek.product.V1.price.input`: keys and names joined by dots. A table of a named list is addressed by its
//! name, any list by position (`shock[2]`), all names or positions by `*`. A name that contains a dot, a bracket, a quote
//! or an equals sign is put in quotes; spaces and Chinese need none.

use std::fmt::{self, Write as _};
use std::ops::Range;

use super::nearest;
use super::tree::{Node, Table, Value};

/// Segments of a path at most: the deepest lawful one has eight.
const MOST_SEGMENTS: usize = 32;

/// A parsed path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// What it goes through.
    pub segments: Vec<Segment>,
}

/// One part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it says.
    pub part: Part,
    /// Where it stands in the text that was parsed.
    pub span: Range<usize>,
}

/// What a segment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A key, or a name in a list of tables with names.
    Name(String),
    /// A position in a list, from 0.
    Index(usize),
    /// All of them.
    All,
}

/// Why a text is not a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The reason.
    pub reason: &'static str,
    /// Where in the text.
    pub span: Range<usize>,
}

/// A step down a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To a position.
    Index(usize),
}

/// A segment that matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Position of the segment.
    pub segment: usize,
    /// What to write instead.
    pub help: Option<String>,
}

impl Path {
    /// Parses a path.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut segments = Vec::new();
        let mut at = 0;
        loop {
            let (segment, next) = segment(text, at)?;
            segments.push(segment);
            at = index(text, next, &mut segments)?;
            if segments.len() > MOST_SEGMENTS {
                return Err(Malformed { reason: "the path is too long", span: 0..text.len() });
            }
            match text[at..].chars().next() {
                None => return Ok(Self { segments }),
                Some('.') => at += 1,
                Some(_) => return Err(Malformed { reason: "a dot is missing here", span: at..text.len() }),
            }
        }
    }

    /// Whether it names more than one place.
    pub fn is_wild(&self) -> bool {
        self.segments.iter().any(|segment| segment.part == Part::All)
    }
}

/// A segment that starts at a byte, and where it ends.
fn segment(text: &str, start: usize) -> Result<(Segment, usize), Malformed> {
    let rest = &text[start..];
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let end = rest[1..]
            .find(quote)
            .ok_or(Malformed { reason: "the quote is not closed", span: start..text.len() })?;
        let part = Part::Name(rest[1..=end].to_owned());
        return Ok((Segment { part, span: start..start + end + 2 }, start + end + 2));
    }
    let length = rest.find(['.', '[', ']', '"', '\'', '=']).unwrap_or(rest.len());
    let word = rest[..length].trim();
    if word.is_empty() {
        return Err(Malformed {
            reason: "a name is missing",
            span: start..(start + length.max(1)).min(text.len()),
        });
    }
    let part = if word == "*" { Part::All } else { Part::Name(word.to_owned()) };
    let lead = rest.len() - rest.trim_start().len();
    Ok((Segment { part, span: start + lead..start + lead + word.len() }, start + length))
}

/// Positions in brackets that follow a name; where they end.
fn index(text: &str, mut at: usize, segments: &mut Vec<Segment>) -> Result<usize, Malformed> {
    while text[at..].starts_with('[') {
        let close = text[at..]
            .find(']')
            .ok_or(Malformed { reason: "the bracket is not closed", span: at..text.len() })?;
        let inside = text[at + 1..at + close].trim();
        let part = if inside == "*" {
            Part::All
        } else {
            let number = inside.parse().map_err(|_| Malformed {
                reason: "a position is a whole number, counted from 0",
                span: at..at + close + 1,
            })?;
            Part::Index(number)
        };
        segments.push(Segment { part, span: at..at + close + 1 });
        if segments.len() > MOST_SEGMENTS {
            return Err(Malformed { reason: "the path is too long", span: 0..text.len() });
        }
        at += close + 1;
    }
    Ok(at)
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (position, segment) in self.segments.iter().enumerate() {
            match &segment.part {
                Part::Index(index) => write!(out, "[{index}]")?,
                Part::All => write!(out, "{}*", if position == 0 { "" } else { "." })?,
                Part::Name(name) => write!(out, "{}{}", if position == 0 { "" } else { "." }, quoted(name))?,
            }
        }
        Ok(())
    }
}

/// A name as a segment: in quotes where it needs them.
pub fn quoted(name: &str) -> String {
    let plain = !name.is_empty()
        && name != "*"
        && name.trim() == name
        && !name.contains(['.', '[', ']', '"', '\'', '=']);
    match (plain, name.contains('"')) {
        (true, _) => name.to_owned(),
        (false, false) => format!("\"{name}\""),
        (false, true) => format!("'{name}'"),
    }
}

/// The path of steps, names instead of positions where tables have one.
pub fn describe(root: &Node, steps: &[Step]) -> String {
    let mut out = String::new();
    let mut node = Some(root);
    for step in steps {
        let next = node.and_then(|node| child(node, step));
        match (step, next.and_then(Node::name)) {
            (Step::Key(key), _) => write!(out, ".{}", quoted(key)).expect("text takes writes"),
            (Step::Index(_), Some(name)) => write!(out, ".{}", quoted(name)).expect("text takes writes"),
            (Step::Index(index), None) => write!(out, "[{index}]").expect("text takes writes"),
        }
        node = next;
    }
    out.trim_start_matches('.').to_owned()
}

/// The node one step down.
pub fn child<'a>(node: &'a Node, step: &Step) -> Option<&'a Node> {
    match (step, &node.value) {
        (Step::Key(key), Value::Table(table)) => table.get(key),
        (Step::Index(index), Value::Array(items)) => items.get(*index),
        _ => None,
    }
}

/// The node one step down, to be changed.
pub fn child_mut<'a>(node: &'a mut Node, step: &Step) -> Option<&'a mut Node> {
    match (step, &mut node.value) {
        (Step::Key(key), Value::Table(table)) => table.get_mut(key),
        (Step::Index(index), Value::Array(items)) => items.get_mut(*index),
        _ => None,
    }
}

/// A place that a path leads to: the steps that exist, and the names below them that do not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// Steps to the deepest node there is.
    pub steps: Vec<Step>,
    /// Position of the first segment without a node; the number of segments when all exist.
    pub missing: usize,
}

/// Every place that a path leads to in a tree. Keys of tables may be missing (they can be written); members of lists may
/// not, and where a `*` meets nothing there is nothing.
pub fn matches(root: &Node, path: &Path) -> Result<Vec<Reached>, Lost> {
    let mut search = Search { path, found: Vec::new(), lost: None };
    search.follow(root, 0, &mut Vec::new());
    match (search.found.is_empty(), search.lost) {
        (false, _) => Ok(search.found),
        (true, Some(lost)) => Err(lost),
        (true, None) => Err(Lost { segment: 0, help: None }),
    }
}

/// A search for the places of a path: those found, and where it was lost deepest.
struct Search<'a> {
    path: &'a Path,
    found: Vec<Reached>,
    lost: Option<Lost>,
}

impl Search<'_> {
    fn follow(&mut self, node: &Node, position: usize, steps: &mut Vec<Step>) {
        let Some(segment) = self.path.segments.get(position) else {
            self.found.push(Reached { steps: steps.clone(), missing: position });
            return;
        };
        let below: Vec<(Step, &Node)> = match (&node.value, &segment.part) {
            (Value::Table(table), Part::Name(name)) => {
                let Some(next) = table.get(name) else {
                    self.found.push(Reached { steps: steps.clone(), missing: position });
                    return;
                };
                vec![(Step::Key(name.clone()), next)]
            }
            (Value::Table(table), Part::All) => {
                table.entries.iter().map(|entry| (Step::Key(entry.key.clone()), &entry.node)).collect()
            }
            (Value::Array(items), part) => {
                let chosen = |(index, item): &(usize, &Node)| match part {
                    Part::All => true,
                    Part::Index(wanted) => index == wanted,
                    Part::Name(name) => item.name() == Some(name),
                };
                let members = items.iter().enumerate().filter(chosen);
                members.map(|(index, item)| (Step::Index(index), item)).collect()
            }
            _ => Vec::new(),
        };
        if below.is_empty() && self.lost.as_ref().is_none_or(|lost| lost.segment <= position) {
            self.lost = Some(Lost { segment: position, help: instead(node, &segment.part) });
        }
        for (step, next) in below {
            steps.push(step);
            self.follow(next, position + 1, steps);
            steps.pop();
        }
    }
}

/// What could have been written for a part that leads nowhere.
fn instead(node: &Node, part: &Part) -> Option<String> {
    match (&node.value, part) {
        (Value::Array(items), Part::Name(name)) => {
            nearest::suggestion(name, items.iter().filter_map(Node::name).collect::<Vec<_>>())
        }
        (Value::Array(items), Part::Index(_)) => {
            Some(format!("the list has {} entries, counted from 0", items.len()))
        }
        (Value::Array(_) | Value::Table(_), _) => Some("there is nothing in it".to_owned()),
        (other, _) => Some(format!("the path goes on below {}", other.kind())),
    }
}

/// The node at the end of steps.
pub fn at<'a>(root: &'a Node, steps: &[Step]) -> Option<&'a Node> {
    steps.iter().try_fold(root, |node, step| child(node, step))
}

/// The nearest node to a path as complaints write it: how deep the path could be followed, and the node there. Keys may be
/// matched in place of a table, a name in place of a position.
pub fn deepest<'a>(root: &'a Node, path: &Path) -> (usize, Found<'a>) {
    let mut found = Found { node: root, key: None };
    for (depth, segment) in path.segments.iter().enumerate() {
        let next = match (&found.node.value, &segment.part) {
            (Value::Table(table), Part::Name(name)) => named(table, name),
            (Value::Array(items), Part::Index(index)) => {
                items.get(*index).map(|node| Found { node, key: None })
            }
            (Value::Array(items), Part::Name(name)) => items
                .iter()
                .rev()
                .find(|item| item.name() == Some(name))
                .map(|node| Found { node, key: None }),
            _ => None,
        };
        match next {
            Some(next) => found = next,
            None => return (depth, found),
        }
    }
    (path.segments.len(), found)
}

/// A node with the key that leads to it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The node.
    pub node: &'a Node,
    /// Place of its key, when it has one.
    pub key: Option<super::source::Place>,
}

fn named<'a>(table: &'a Table, name: &str) -> Option<Found<'a>> {
    table.entry(name).map(|entry| Found { node: &entry.node, key: Some(entry.place) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<String> {
        Path::parse(text)
            .unwrap()
            .segments
            .into_iter()
            .map(|segment| match segment.part {
                Part::Name(name) => name,
                Part::Index(index) => format!("#{index}"),
                Part::All => "ALL".to_owned(),
            })
            .collect()
    }

    #[test]
    fn paths_are_read_as_people_write_them() {
        assert_eq!(parts("provider.DeepSeek.cash"), ["provider", "DeepSeek", "cash"]);
        assert_eq!(parts("segment.customer service.users"), ["segment", "customer service", "users"]);
        assert_eq!(parts("provider.\"GLM-4.5\".cash"), ["provider", "GLM-4.5", "cash"]);
        assert_eq!(
            parts("provider.月之暗面.product.*.price"),
            ["provider", "月之暗面", "product", "ALL", "price"]
        );
        assert_eq!(parts("shock[2].at"), ["shock", "#2", "at"]);
    }

    #[test]
    fn malformed_paths_say_where() {
        assert_eq!(Path::parse("a..b").unwrap_err().span, 2..3);
        assert_eq!(Path::parse("").unwrap_err().reason, "a name is missing");
        assert!(Path::parse("a[x]").is_err());
        assert!(Path::parse("a.\"b").is_err());
        assert!(Path::parse(&"a.".repeat(100)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_parses_prints_back(text in ".{0,40}") {
            if let Ok(path) = Path::parse(&text) {
                let shown = path.to_string();
                if !path.segments.iter().any(|s| matches!(&s.part, Part::Name(n) if n.contains('"') && n.contains('\''))) {
                    let again = Path::parse(&shown).unwrap();
                    let bare = |p: &Path| p.segments.iter().map(|s| s.part.clone()).collect::<Vec<_>>();
                    prop_assert_eq!(bare(&path), bare(&again));
                }
            }
        }
    }
}
