//! The walker: holds a merged tree against the shapes of its kind of file, gathers all that is wrong, and makes the
//! normal form on the way: every quantity a number in its default unit, every date a text.

use serde_json::{Map, Value as Json};

use super::finding::Finding;
use super::leaf;
use super::nearest::{listed, suggestion};
use super::quantity::Exchange;
use super::shape::{Need, Rivals, Shape, ShapeId, Shapes, TableShape, Variant};
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};

/// The normal form of a tree; what is wrong goes to `findings`, and where something is, the normal form has a gap.
pub fn walk(tree: &Node, shapes: &Shapes, exchange: &Exchange, findings: &mut Vec<Finding>) -> Json {
    Walker { shapes, exchange, findings }.node(tree, shapes.root, "the scenario").unwrap_or(Json::Null)
}

struct Walker<'a> {
    shapes: &'a Shapes,
    exchange: &'a Exchange,
    findings: &'a mut Vec<Finding>,
}

impl Walker<'_> {
    fn complain(&mut self, finding: Finding) -> Option<Json> {
        self.findings.push(finding);
        None
    }

    /// Walks a node; `key` is what it is called.
    fn node(&mut self, node: &Node, shape: ShapeId, key: &str) -> Option<Json> {
        match self.shapes.get(shape) {
            Shape::Table(table) => match &node.value {
                Value::Table(given) => Some(self.table(given, node.place, table, key)),
                _ => self.no_table(node, table, key),
            },
            Shape::Array(member) => match &node.value {
                Value::Array(items) => Some(self.array(items, *member, key)),
                Value::Table(_) if self.shapes.has_names(shape) => {
                    let message = format!("`{key}` is a list of tables");
                    let finding =
                        Finding::error("wrong-type", node.place, message, "found a table, expected a list");
                    self.complain(
                        finding.help(format!("write [[{key}]] with two brackets, and a name in it")),
                    )
                }
                _ => self.mismatch(node, key, "a list"),
            },
            Shape::Choice(variants) => self.choice(node, variants, key),
            Shape::Either { bare, table } => {
                let id = if matches!(node.value, Value::Table(_)) { *table } else { *bare };
                self.node(node, id, key)
            }
            leaf => match leaf::read(node, leaf, key, self.exchange) {
                Ok(value) => Some(value),
                Err(finding) => self.complain(*finding),
            },
        }
    }

    /// Something stands where a table belongs; a table with one key that must be given shows how it is written.
    fn no_table(&mut self, node: &Node, table: &TableShape, key: &str) -> Option<Json> {
        let finding = wrong_type(node, key, "a table");
        let mut needed = table.fields.iter().filter(|field| field.need == Need::Required);
        self.complain(match (needed.next(), needed.next()) {
            (Some(field), None) => finding.help(format!("write {key} = {{ {} = ... }}", field.name)),
            _ => finding,
        })
    }

    fn mismatch(&mut self, node: &Node, key: &str, expected: &str) -> Option<Json> {
        self.complain(wrong_type(node, key, expected))
    }

    fn array(&mut self, items: &[Node], member: ShapeId, key: &str) -> Json {
        let mut seen: Vec<(&str, Place)> = Vec::new();
        for item in items {
            let Some((name, place)) = name_of(item) else { continue };
            match seen.iter().find(|(known, _)| *known == name) {
                Some((_, first)) => {
                    let finding = Finding::error(
                        "duplicate-name",
                        place,
                        format!("two entries of `{key}` have the same name"),
                        "the name is taken",
                    )
                    .related(*first, "first used here")
                    .help("names are identities: paths, merging and random streams depend on them");
                    self.findings.push(finding);
                }
                None => seen.push((name, place)),
            }
        }
        Json::Array(items.iter().filter_map(|item| self.node(item, member, key)).collect())
    }

    fn table(&mut self, given: &Table, place: Place, shape: &TableShape, key: &str) -> Json {
        let mut out = Map::new();
        for entry in &given.entries {
            let inside = shape.field(&entry.key).map(|field| field.shape).or(shape.others);
            let value = match inside {
                Some(id) => self.node(&entry.node, id, &entry.key),
                None => self.complain(unknown_key(entry, shape, key)),
            };
            out.extend(value.map(|value| (entry.key.clone(), value)));
        }
        for field in &shape.fields {
            if field.need == Need::Required && given.get(&field.name).is_none() {
                let label = format!("`{}` is missing here", field.name);
                let subject =
                    given.text("name").map_or_else(|| format!("`{key}`"), |name| format!("`{key}` {name}"));
                let subject = if key == "the scenario" { key.to_owned() } else { subject };
                self.findings.push(Finding::error(
                    "missing-key",
                    place,
                    format!("{subject} has no `{}`", field.name),
                    label,
                ));
            }
        }
        for group in &shape.groups {
            self.rivals(given, place, group, key);
        }
        Json::Object(out)
    }

    /// Keys that exclude each other.
    fn rivals(&mut self, given: &Table, place: Place, group: &Rivals, key: &str) {
        let present: Vec<&Entry> =
            given.entries.iter().filter(|entry| group.keys.contains(&entry.key)).collect();
        let all: Vec<&str> = group.keys.iter().map(String::as_str).collect();
        match present[..] {
            [] if group.need == Need::Required => {
                let subject =
                    given.text("name").map_or_else(|| format!("`{key}`"), |name| format!("`{key}` {name}"));
                let message = match all[..] {
                    [one, other] => format!("{subject} has neither `{one}` nor `{other}`"),
                    _ => format!("{subject} does not say what it is"),
                };
                let label = format!("needs one of {}", listed(&all));
                self.findings.push(Finding::error("missing-choice", place, message, label));
            }
            [first, second, ..] => {
                let message = format!("`{}` and `{}` exclude each other", first.key, second.key);
                self.findings.push(
                    Finding::error(
                        "two-choices",
                        second.place,
                        message,
                        format!("given beside `{}`", first.key),
                    )
                    .related(first.place, "the other one")
                    .help(format!("keep one of {}", listed(&all))),
                );
            }
            _ => {}
        }
    }

    fn choice(&mut self, node: &Node, variants: &[Variant], key: &str) -> Option<Json> {
        match &node.value {
            Value::Text(tag) => {
                let Some(variant) = variants.iter().find(|variant| variant.tag == *tag) else {
                    return self.complain(unknown_choice(tag, node.place, variants, key));
                };
                if let Some(inside) = variant.inside {
                    return self.lone_tag(node, tag, inside, key);
                }
                Some(Json::String(tag.clone()))
            }
            Value::Table(table) => match &table.entries[..] {
                [] => {
                    let message = format!("`{key}` chooses nothing");
                    let label = format!("expected one of {}", tags(variants));
                    self.complain(Finding::error("missing-choice", node.place, message, label))
                }
                [only] => self.tagged(only, variants, key),
                [first, second, ..] => {
                    let message = format!("`{key}` chooses two things at once");
                    let finding = Finding::error("two-choices", second.place, message, "a second choice");
                    self.complain(finding.related(first.place, "the first").help("keep one of them"))
                }
            },
            _ => {
                let label = format!("found {}, expected one of {}", node.value.kind(), tags(variants));
                self.complain(Finding::error("wrong-type", node.place, format!("`{key}` is a choice"), label))
            }
        }
    }

    /// A tag written alone whose parameters all have defaults stands for them; else the missing ones are named.
    fn lone_tag(&mut self, node: &Node, tag: &str, inside: ShapeId, key: &str) -> Option<Json> {
        if let Shape::Table(shape) = self.shapes.get(inside) {
            let missing: Vec<&str> = shape
                .fields
                .iter()
                .filter(|field| field.need == Need::Required)
                .map(|field| field.name.as_str())
                .collect();
            if !missing.is_empty() {
                let message = format!("`{tag}` needs parameters");
                let label = format!("without {}", listed(&missing));
                let finding = Finding::error("missing-key", node.place, message, label);
                return self
                    .complain(finding.help(format!("write a table: {key} = {{ {tag} = {{ ... }} }}")));
            }
        }
        let mut out = Map::new();
        out.insert(tag.to_owned(), Json::Object(Map::new()));
        Some(Json::Object(out))
    }

    fn tagged(&mut self, entry: &Entry, variants: &[Variant], key: &str) -> Option<Json> {
        let Some(variant) = variants.iter().find(|variant| variant.tag == entry.key) else {
            return self.complain(unknown_choice(&entry.key, entry.place, variants, key));
        };
        let Some(inside) = variant.inside else {
            let message = format!("`{}` has no parameters", entry.key);
            let finding = Finding::error("wrong-type", entry.place, message, "found a table");
            return self.complain(finding.help(format!("write {key} = \"{}\"", entry.key)));
        };
        let value = self.node(&entry.node, inside, &entry.key)?;
        let mut out = Map::new();
        out.insert(entry.key.clone(), value);
        Some(Json::Object(out))
    }
}

fn wrong_type(node: &Node, key: &str, expected: &str) -> Finding {
    let label = format!("found {}, expected {expected}", node.value.kind());
    Finding::error("wrong-type", node.place, format!("`{key}` is of the wrong kind"), label)
}

fn name_of(item: &Node) -> Option<(&str, Place)> {
    let entry = item.table()?.entry("name")?;
    match &entry.node.value {
        Value::Text(name) => Some((name, entry.node.place)),
        _ => None,
    }
}

fn tags(variants: &[Variant]) -> String {
    listed(&variants.iter().map(|variant| variant.tag.as_str()).collect::<Vec<_>>())
}

fn unknown_key(entry: &Entry, shape: &TableShape, key: &str) -> Finding {
    let known = shape.fields.iter().map(|field| field.name.as_str());
    let message = match key {
        "the scenario" => format!("a scenario has no `{}`", entry.key),
        _ => format!("`{key}` has no `{}`", entry.key),
    };
    Finding::error("unknown-key", entry.place, message, "unknown key")
        .maybe_help(suggestion(&entry.key, known))
}

fn unknown_choice(tag: &str, place: Place, variants: &[Variant], key: &str) -> Finding {
    let known = variants.iter().map(|variant| variant.tag.as_str());
    let label = format!("expected one of {}", tags(variants));
    let finding = Finding::error("unknown-choice", place, format!("`{key}` cannot be `{tag}`"), label);
    finding.maybe_help(super::nearest::nearest(tag, known).map(|near| format!("did you mean `{near}`?")))
}
