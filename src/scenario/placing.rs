//! Complaints of the rooms and of the cross-table rules, which name paths, put at places of the text.

use super::finding::Finding;
use super::path::{Path, deepest};
use super::tree::{Node, Value};
use crate::complaint::Complaints;

/// The complaints as findings. A path whose key is absent is shown at the nearest table there is. `dropped` are members of
/// lists that were switched off: one that is missed may be among them.
pub fn place(tree: &Node, complaints: &Complaints, dropped: &[String]) -> Vec<Finding> {
    complaints
        .list()
        .iter()
        .map(|complaint| {
            let parsed = Path::parse(&complaint.path).unwrap_or(Path { segments: Vec::new() });
            let (_, found) = deepest(tree, &parsed);
            let at = match (&found.node.value, found.key) {
                // A list of tables has no place of its own: its first member's header stands for it.
                (Value::Array(items), key) => {
                    items.first().map(|item| item.place).or(key).unwrap_or(found.node.place)
                }
                _ => found.node.place,
            };
            let mut finding = Finding::error(complaint.code, at, &complaint.message, &complaint.found);
            finding.severity = complaint.severity;
            finding.help.clone_from(&complaint.help);
            match dropped.iter().find(|name| complaint.message.contains(&format!("`{name}`"))) {
                Some(name) => finding.note(format!("`{name}` is switched off with `enabled = false`")),
                None => finding,
            }
        })
        .collect()
}
