//! Draws that something above them silences: what `--set` or an arm writes is not drawn over.

use super::path::{child, describe};
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};
use super::uncertainty::{Aim, Drawn};
use crate::study::Effect;

/// A place that a law of `[uncertainty]` no longer draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    /// The law, by its path.
    pub law: String,
    /// The place, by its own.
    pub place: String,
}

/// Draws no longer aim at what an arm has written, at any of these places.
pub fn by_arm(drawn: &mut Vec<Drawn>, tree: &Node, places: &[Place]) {
    take(drawn, tree, places, |_, _| true);
}

/// Nor at what `--set` has written; a factor still multiplies it. `is_named` says of a path whether it may be written into the
/// scenario, where positions in lists may not.
pub fn by_override(
    drawn: &mut Vec<Drawn>,
    tree: &Node,
    places: &[Place],
    is_named: impl Fn(&str) -> bool,
) -> Vec<Silenced> {
    let mut silenced = Vec::new();
    take(drawn, tree, places, |law, aim| {
        let place = describe(tree, &aim.steps);
        let taken = law.parameter.effect == Effect::Set && is_named(&place);
        if taken {
            silenced.push(Silenced { law: law.law.clone(), place });
        }
        taken
    });
    silenced
}

/// Takes the aims away that stand at one of the places and that `may` lets go, and laws without an aim.
fn take(drawn: &mut Vec<Drawn>, tree: &Node, places: &[Place], mut may: impl FnMut(&Drawn, &Aim) -> bool) {
    if places.is_empty() {
        return;
    }
    let stands_there = |aim: &Aim| {
        let mut node = tree;
        aim.steps.iter().any(|step| {
            let next = child(node, step);
            node = next.unwrap_or(node);
            next.is_some_and(|next| places.contains(&next.place))
        })
    };
    for law in drawn.iter_mut() {
        let kept = law.aims.iter().filter(|aim| !(stands_there(aim) && may(law, aim))).cloned().collect();
        law.aims = kept;
    }
    drawn.retain(|law| !law.aims.is_empty());
}

/// Writes what is silenced into the laws of a tree, so that its text loads to the same draws.
pub fn write(tree: &mut Node, silenced: &[Silenced]) {
    for Silenced { law, place } in silenced {
        let laws = tree.table_mut().and_then(|table| table.get_mut("uncertainty"));
        let Some(node) = laws.and_then(Node::table_mut).and_then(|table| table.get_mut(law)) else {
            continue;
        };
        let at = node.place;
        let name = Node { value: Value::Text(place.clone()), place: at };
        let Some(table) = node.table_mut() else { continue };
        match table.get_mut(EXCEPT).map(|node| &mut node.value) {
            Some(Value::Array(items)) => items.push(name),
            _ => insert(table, at, name),
        }
    }
}

/// The key of a law that names what it leaves out.
pub const EXCEPT: &str = "except";

fn insert(table: &mut Table, place: Place, name: Node) {
    let node = Node { value: Value::Array(vec![name]), place };
    table.entries.push(Entry { key: EXCEPT.to_owned(), place, node });
}
