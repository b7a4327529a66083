//! Laying one tree over another: tables by key, named lists by name, choices by tag, everything else replaced.

use super::shape::{Shape, ShapeId, Shapes};
use super::tree::{Entry, Node, Table, Value};

/// Lays `over` on `base`, both of shape `shape` (none where the schema knows nothing of the place).
pub fn merge(base: &mut Node, over: Node, shapes: &Shapes, shape: Option<ShapeId>) {
    let is_named = shape.is_some_and(|id| shapes.has_names(id));
    match (&mut base.value, over.value) {
        (Value::Table(lower), Value::Table(upper)) if !changes_tag(lower, &upper, shapes, shape) => {
            lay_table(lower, upper, shapes, shape);
        }
        (Value::Array(lower), Value::Array(upper)) if is_named => {
            lay_named(lower, upper, shapes, shape.and_then(|id| shapes.member(id)));
        }
        (_, value) => *base = Node { value, place: over.place },
    }
}

/// Whether two tables of a choice choose differently.
fn changes_tag(lower: &Table, upper: &Table, shapes: &Shapes, shape: Option<ShapeId>) -> bool {
    let is_choice = shape.is_some_and(|id| matches!(shapes.get(id), Shape::Choice(_)));
    is_choice && upper.entries.iter().any(|entry| lower.get(&entry.key).is_none())
}

fn lay_table(lower: &mut Table, upper: Table, shapes: &Shapes, shape: Option<ShapeId>) {
    if let Some(Shape::Table(table)) = shape.map(|id| shapes.get(id)) {
        // Of keys that exclude each other the upper layer's stands alone.
        for group in &table.groups {
            if group.keys.iter().any(|key| upper.get(key).is_some()) {
                lower
                    .entries
                    .retain(|entry| !group.keys.contains(&entry.key) || upper.get(&entry.key).is_some());
            }
        }
    }
    for entry in upper.entries {
        let below = shape.and_then(|id| shapes.below(id, &entry.key));
        match lower.entries.iter_mut().find(|present| present.key == entry.key) {
            Some(present) => lay_entry(present, entry, shapes, below),
            None => lower.entries.push(entry),
        }
    }
}

fn lay_entry(present: &mut Entry, entry: Entry, shapes: &Shapes, shape: Option<ShapeId>) {
    merge(&mut present.node, entry.node, shapes, shape);
    if present.node.place.layer == entry.place.layer {
        present.place = entry.place;
    }
}

/// Members with a name the lower list knows are laid on it, all others are appended; a name twice in the upper list
/// stays twice, to be refused by the walker.
fn lay_named(lower: &mut Vec<Node>, upper: Vec<Node>, shapes: &Shapes, member: Option<ShapeId>) {
    let mut is_taken = vec![false; lower.len()];
    for item in upper {
        let twin = item.name().and_then(|name| {
            (0..is_taken.len()).find(|at| !is_taken[*at] && lower[*at].name() == Some(name))
        });
        match twin {
            Some(at) => {
                is_taken[at] = true;
                merge(&mut lower[at], item, shapes, member);
            }
            None => lower.push(item),
        }
    }
}
