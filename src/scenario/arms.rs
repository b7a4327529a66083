//! Arms: variants of a scenario under the same luck, written in it as what they change.
//!
//! ```toml
//! [compare.arms.no_ban]
//! policy.ban.enabled = false
//! ```
//!
//! A table below an arm is a path: keys and names down to a value, as in `--set`; a first key in quotes may hold a whole
//! path. What an arm changes lies above the file and below `--set`. Names with `*` match as everywhere.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::finding::Finding;
use super::path::{Part, Path, Segment};
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};
use crate::model::Twin;

/// What `compare` compares with the scenario as it stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Compare")]
pub struct CompareFile {
    /// Variants by name, each a table of what it changes: `policy.ban.enabled = false`, or a path in quotes.
    pub arms: BTreeMap<String, Changes>,
}

/// What an arm changes: anything that `--set` may.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(pub Json);

impl JsonSchema for Changes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Changes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "What an arm changes, by path." })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// Parts of a scenario that arms have in common: luck, time, money, and what is drawn.
const COMMON: [&str; 15] = [
    "batch",
    "compare",
    "currency",
    "episodes",
    "extends",
    "horizon",
    "record",
    "seed",
    "sensitivity",
    "start",
    "sweep",
    "title",
    "tournament",
    "uncertainty",
    "usd",
];

/// The key by which an overlay switches an arm off, as any member of a named list.
const SWITCH: &str = "enabled";

/// Whether an override (`path=value`) says what an arm is.
pub fn is_about_arms(text: &str) -> bool {
    text.trim_start().starts_with("compare.arms.")
}

/// The override that makes a twin an arm of its own name: what a war costs is asked of any scenario.
pub fn twin(twin: Twin) -> String {
    let name = twin.name();
    format!("compare.arms.{name}.twin={name:?}")
}

/// Arms of a tree in the order of the file, and where they stand; those that an overlay switches off are left out.
pub fn names(tree: &Node) -> Vec<(String, Place)> {
    let arms = below(tree, "compare").and_then(|compare| below(compare, "arms"));
    let entries = arms.and_then(Node::table).map(|table| table.entries.as_slice());
    let is_on = |entry: &&Entry| {
        let switch = entry.node.table().and_then(|table| table.get(SWITCH));
        switch.is_none_or(|switch| switch.value != Value::Boolean(false))
    };
    let on = entries.unwrap_or_default().iter().filter(is_on);
    on.map(|entry| (entry.key.clone(), entry.place)).collect()
}

fn below<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.table()?.get(key)
}

/// A value that an arm puts at a path, and where it says so.
pub struct Change {
    /// The path.
    pub path: Path,
    /// Its key, for what is wrong with it.
    pub place: Place,
    /// The value.
    pub value: Node,
}

/// What an arm of a tree changes, in the order of the file; what is wrong with it goes to the findings.
pub fn changes(tree: &Node, arm: &str, findings: &mut Vec<Finding>) -> Vec<Change> {
    let found = below(tree, "compare").and_then(|compare| below(compare, "arms"));
    let Some(node) = found.and_then(|arms| below(arms, arm)) else { return Vec::new() };
    let Value::Table(table) = &node.value else {
        findings.push(Finding::error(
            "wrong-type",
            node.place,
            "an arm is a table of what it changes",
            format!("found {}", node.value.kind()),
        ));
        return Vec::new();
    };
    let mut changes = Vec::new();
    for entry in table.entries.iter().filter(|entry| entry.key != SWITCH) {
        match Path::parse(&entry.key) {
            Ok(path) => {
                if let Some(Part::Name(first)) = path.segments.first().map(|segment| &segment.part)
                    && COMMON.contains(&first.as_str())
                {
                    findings.push(Finding::error(
                        "arm-changes-luck",
                        entry.place,
                        "this is what arms have in common",
                        format!("`{first}` is the same in all arms"),
                    ));
                    continue;
                }
                descend(path, &entry.node, entry.place, &mut changes);
            }
            Err(fault) => {
                let message = "this is not a path";
                findings.push(Finding::error("path-malformed", entry.place, message, fault.reason));
            }
        }
    }
    changes
}

/// Tables lead further down until there is a value: a text, a number, a list, or a table with nothing in it.
fn descend(path: Path, node: &Node, place: Place, changes: &mut Vec<Change>) {
    match &node.value {
        Value::Table(Table { entries }) if !entries.is_empty() => {
            for entry in entries {
                let part = if entry.key == "*" { Part::All } else { Part::Name(entry.key.clone()) };
                let mut longer = path.clone();
                longer.segments.push(Segment { part, span: 0..0 });
                descend(longer, &entry.node, entry.place, changes);
            }
        }
        _ => changes.push(Change { path, place, value: node.clone() }),
    }
}
