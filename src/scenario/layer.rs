//! Layers: a file, what it extends, and the overrides of the command line, merged into one tree.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path as FilePath, PathBuf};

use toml::de::{DeTable, DeValue};

use super::arms;
use super::bundled::Bundled;
use super::finding::Finding;
use super::kinds;
use super::merge::merge;
use super::path::{Part, Path, Step, child_mut};
use super::shape::Shapes;
use super::source::{Place, Sources};
use super::target::{Reach, targets};
use super::tree::{Entry, Node, Table, Value, from_document, from_value};

/// Bytes of a file at most: the largest shipped scenario has a few hundredths of it.
const MOST_BYTES: u64 = 4 << 20;

/// Files in a chain of `extends` at most.
const MOST_FILES: usize = 16;

/// Overrides at most.
const MOST_OVERRIDES: usize = 10_000;

/// What was read.
#[derive(Debug, Default)]
pub struct Layers {
    /// The texts.
    pub sources: Sources,
    /// The tree of all layers; none when one could not be read.
    pub tree: Option<Node>,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// Members of named lists that were switched off.
    pub dropped: Vec<String>,
    /// The tree with what is switched off, where arms may switch it on.
    pub whole: Option<Node>,
    /// Where the arm writes what it changes: no draw moves that.
    pub fixed: Vec<Place>,
    /// Where overrides do.
    pub set: Vec<Place>,
}

/// What is laid on the files: an arm, then overrides.
#[derive(Debug, Clone, Copy)]
pub struct Above<'a> {
    /// The arm that is meant; the scenario as it stands when absent.
    pub arm: Option<&'a str>,
    /// Overrides, `path=value`.
    pub overrides: &'a [String],
}

/// Reads a file with what it extends, and lays on it what is above.
pub fn read(file: &FilePath, above: Above, shapes: &Shapes) -> Layers {
    let mut layers = Layers::default();
    let mut chain = Vec::new();
    layers.follow(file, &mut chain);
    if !layers.findings.is_empty() {
        // Without its base an overlay would only complain of everything that the base holds.
        chain.clear();
    }
    layers.lay(chain, above, shapes)
}

/// The same for a bundled scenario, which extends bundled ones: no disk is asked.
pub fn read_bundled(bundled: Bundled, above: Above, shapes: &Shapes) -> Layers {
    let mut layers = Layers::default();
    let mut chain = Vec::new();
    let mut next = Some(bundled);
    while let Some(bundled) = next {
        let layer = layers.sources.add(format!("{} (bundled)", bundled.name), bundled.text);
        let Some(mut node) = layers.parse(layer) else { break };
        node.table_mut().and_then(|table| table.remove("extends"));
        chain.push(node);
        next = bundled.base();
    }
    layers.lay(chain, above, shapes)
}

/// The same for a text that is not in a file.
pub fn read_text(name: &str, text: &str, above: Above, shapes: &Shapes) -> Layers {
    let mut layers = Layers::default();
    let layer = layers.sources.add(name, text);
    let chain: Vec<Node> = layers.parse(layer).into_iter().collect();
    layers.lay(chain, above, shapes)
}

impl Layers {
    /// Reads a file and what it extends, the file first.
    fn follow(&mut self, file: &FilePath, chain: &mut Vec<Node>) {
        let mut seen: Vec<PathBuf> = Vec::new();
        let mut next = Some((file.to_owned(), None));
        while let Some((path, asked)) = next.take() {
            if let Ok(canonical) = fs::canonicalize(&path) {
                if seen.contains(&canonical) {
                    self.complain(
                        "extends-circle",
                        asked,
                        "the files extend each other in a circle",
                        "is already part of the chain",
                    );
                    return;
                }
                seen.push(canonical);
            }
            if seen.len() > MOST_FILES {
                self.complain(
                    "extends-too-deep",
                    asked,
                    "the chain of `extends` is too long",
                    &format!("at most {MOST_FILES} files"),
                );
                return;
            }
            let text = match text_of(&path) {
                Ok(text) => text,
                Err((code, reason)) => {
                    let message = format!("cannot read {}: {reason}", path.display());
                    self.complain(code, asked, &message, "asked for here");
                    return;
                }
            };
            let layer = self.sources.add(path.display().to_string(), text);
            let Some(mut node) = self.parse(layer) else { return };
            next = self.extends(&path, &mut node);
            chain.push(node);
        }
    }

    fn complain(&mut self, code: &'static str, asked: Option<Place>, message: &str, label: &str) {
        let finding = match asked {
            Some(place) => Finding::error(code, place, message, label),
            None => Finding::nowhere(code, message),
        };
        self.findings.push(finding);
    }

    /// Parses a text; what is wrong with it goes to the findings.
    fn parse(&mut self, layer: usize) -> Option<Node> {
        let text = self.sources.get(layer).text.clone();
        if text.trim().is_empty() {
            let name = &self.sources.get(layer).name;
            self.findings.push(
                Finding::nowhere("file-empty", format!("{name} is empty"))
                    .help("`pricewar new NAME` writes a scenario to start from"),
            );
            return None;
        }
        let (document, errors) = DeTable::parse_recoverable(&text);
        if errors.is_empty() {
            return Some(from_document(layer, document.get_ref(), document.span()));
        }
        let mut last = None;
        for error in errors.iter().take(20) {
            let span = error.span().unwrap_or(0..0);
            // Brackets that are never closed are one mistake, however many there are.
            if last.replace(span.clone()) == Some(span.clone()) {
                continue;
            }
            let mut lines = error.message().lines();
            let label = lines.next().unwrap_or("cannot be read").to_owned();
            let finding = Finding::error("not-toml", Place::of(layer, span), "this is not TOML", label);
            self.findings.push(lines.fold(finding, Finding::note));
        }
        None
    }

    /// Takes `extends` out of a tree; the file it names, seen from the file it stands in.
    fn extends(&mut self, file: &FilePath, node: &mut Node) -> Option<(PathBuf, Option<Place>)> {
        let entry = node.table_mut()?.remove("extends")?;
        match entry.node.value {
            Value::Text(name) if !name.trim().is_empty() => {
                let folder = file.parent().unwrap_or(FilePath::new(""));
                Some((folder.join(name), Some(entry.node.place)))
            }
            other => {
                let label = format!("found {}, expected the name of a file", other.kind());
                self.findings.push(Finding::error(
                    "wrong-type",
                    entry.node.place,
                    "`extends` names a file",
                    label,
                ));
                None
            }
        }
    }

    /// Lays the files on each other, the last one at the bottom, then the arm, then the overrides.
    fn lay(mut self, chain: Vec<Node>, Above { arm, overrides }: Above, shapes: &Shapes) -> Self {
        let mut chain = chain.into_iter().rev();
        let Some(mut tree) = chain.next() else { return self };
        for over in chain {
            merge(&mut tree, over, shapes, Some(shapes.root));
        }
        if overrides.len() > MOST_OVERRIDES {
            self.findings
                .push(Finding::nowhere("too-many-overrides", format!("at most {MOST_OVERRIDES} `--set`")));
            return self;
        }
        // What says what an arm is comes before the arm, which is laid like a file.
        let (of_arms, above): (Vec<_>, Vec<_>) = overrides.iter().partition(|text| arms::is_about_arms(text));
        for text in of_arms {
            self.set(&mut tree, text, shapes);
        }
        if let Some(arm) = arm {
            let changes = arms::changes(&tree, arm, &mut self.findings);
            tree.table_mut().and_then(|table| table.remove("compare"));
            for arms::Change { path, place, value } in changes {
                let keys = vec![place; path.segments.len()];
                self.fixed.push(value.place);
                self.aim(&mut tree, &path, (value, keys), shapes);
            }
        }
        for text in above {
            self.set(&mut tree, text, shapes);
        }
        self.whole = (!arms::names(&tree).is_empty()).then(|| tree.clone());
        self.dropped = shapes.prune(&mut tree);
        kinds::fill(&mut tree, &mut self.sources, shapes, &mut self.findings);
        self.tree = Some(tree);
        self
    }

    /// Lays one `path=value` on the tree.
    fn set(&mut self, tree: &mut Node, text: &str, shapes: &Shapes) {
        let layer = self.sources.add("--set", text);
        let place = |span| Place::of(layer, span);
        let Some(equals) = equals(text) else {
            let whole = place(0..text.len());
            self.findings.push(
                Finding::error(
                    "override-malformed",
                    whole,
                    "an override is written path=value",
                    "no `=` in it",
                )
                .help("for instance --set \"provider.DeepSeek.cash=2 G CNY\""),
            );
            return;
        };
        let path = match Path::parse(text[..equals].trim_end()) {
            Ok(path) => path,
            Err(fault) => {
                let message = "this is not a path";
                self.findings.push(Finding::error(
                    "path-malformed",
                    place(fault.span),
                    message,
                    fault.reason,
                ));
                return;
            }
        };
        // Names are the keys of arms, draws and luck, and are read before an override is laid.
        if let [_, _, .., last] = &path.segments[..]
            && last.part == Part::Name("name".to_owned())
        {
            let finding = Finding::error(
                "override-renames",
                place(last.span.clone()),
                "an override must not rename",
                "names are the keys of arms, draws and luck",
            );
            self.findings.push(finding.help("change the name in the file, wherever it stands"));
            return;
        }
        let value = value(layer, &text[equals + 1..], equals + 1);
        let keys: Vec<Place> = path.segments.iter().map(|segment| place(segment.span.clone())).collect();
        self.set.push(value.place);
        self.aim(tree, &path, (value, keys), shapes);
    }

    /// Lays a value on all places of a path whose segments stand at `keys`.
    fn aim(&mut self, tree: &mut Node, path: &Path, (value, keys): (Node, Vec<Place>), shapes: &Shapes) {
        let found = match targets(tree, path, shapes, Reach::Anything) {
            Ok(found) => found,
            Err(lost) => {
                let message = "the path matches nothing in the scenario";
                let place = keys[lost.segment];
                let finding = Finding::error("path-matches-nothing", place, message, "nothing of that name");
                self.findings.push(finding.maybe_help(lost.help));
                return;
            }
        };
        for mut steps in found {
            // A path to a spread aims at its median, but a whole spread takes the place of the other.
            let is_table = matches!(value.value, Value::Table(_));
            if is_table && steps.len() > 1 && steps.last() == Some(&Step::Key("median".to_owned())) {
                steps.pop();
            }
            put(tree, &steps, value.clone(), &keys, shapes);
        }
    }
}

/// Lays a value on the end of steps, making the tables that are missing on the way.
fn put(tree: &mut Node, steps: &[Step], value: Node, keys: &[Place], shapes: &Shapes) {
    let mut over = value;
    let mut kept = steps.len();
    while let Some(Step::Key(key)) = kept.checked_sub(1).map(|last| &steps[last]) {
        kept -= 1;
        let key_place = keys.get(kept).copied().unwrap_or(over.place);
        let entry = Entry { key: key.clone(), place: key_place, node: over };
        let place = entry.node.place;
        over = Node { place, value: Value::Table(Table { entries: vec![entry] }) };
    }
    let (mut node, mut shape) = (tree, Some(shapes.root));
    for step in &steps[..kept] {
        shape = shape.and_then(|id| shapes.step(id, step));
        node = child_mut(node, step).expect("targets lie in the tree they were found in");
    }
    merge(node, over, shapes, shape);
}

/// The `=` between path and value: the first outside quotes.
fn equals(text: &str) -> Option<usize> {
    let mut open = None;
    for (at, symbol) in text.char_indices() {
        match (open, symbol) {
            (None, '=') => return Some(at),
            (None, '"' | '\'') => open = Some(symbol),
            (Some(quote), _) if quote == symbol => open = None,
            _ => {}
        }
    }
    None
}

/// The value of an override: TOML where it is TOML, else the text itself, so that quantities need no quotes.
fn value(layer: usize, text: &str, shift: usize) -> Node {
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    let start = shift + lead;
    let (value, errors) = DeValue::parse_recoverable(text);
    let parsed = if errors.is_empty() {
        from_value(layer, value.get_ref(), 0..text.len()).value
    } else {
        Value::Text(text.to_owned())
    };
    let place = Place::of(layer, start..start + text.len());
    let mut node = Node { value: parsed, place };
    settle(&mut node, place);
    node
}

/// Gives all nodes below the place of the whole: spans inside an override's value tell a reader nothing more.
fn settle(node: &mut Node, place: Place) {
    node.place = place;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| settle(item, place)),
        Value::Table(table) => {
            for entry in &mut table.entries {
                entry.place = place;
                settle(&mut entry.node, place);
            }
        }
        _ => {}
    }
}

/// The text of a file, or a code and reason why there is none.
fn text_of(path: &FilePath) -> Result<String, (&'static str, String)> {
    let unreadable = |error: std::io::Error| ("file-unreadable", error.to_string());
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ("file-missing", "there is no such file".to_owned()),
        _ => ("file-unreadable", error.to_string()),
    })?;
    if !about.is_file() {
        return Err(("file-unreadable", "it is not a file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(("file-too-long", format!("a scenario has at most {} MB", MOST_BYTES >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let line = bytes[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        ("file-not-utf8", format!("it is not UTF-8 (line {line})"))
    })
}
