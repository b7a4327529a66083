//! Targets: the places of a scenario that a path may write to.

use super::path::{Lost, Part, Path, Reached, Step, at, matches};
use super::shape::{Shape, Shapes};
use super::tree::{Node, Value};

/// What a path may bring into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Keys and tables that are not there yet, and another choice.
    Anything,
    /// Only known keys of tables that stand in the file or have a default; nothing is chosen anew.
    Known,
}

/// Every place that a path writes to; one with `*` never reaches further than what is known.
pub fn targets(root: &Node, path: &Path, shapes: &Shapes, reach: Reach) -> Result<Vec<Vec<Step>>, Lost> {
    let reach = if path.is_wild() { Reach::Known } else { reach };
    let reached = matches(root, path)?;
    let mut found = Vec::new();
    let mut lost = Lost { segment: path.segments.len() - 1, help: None };
    for place in reached {
        match complete(root, path, place, shapes, reach) {
            Ok(steps) => found.push(median(root, steps)),
            Err(why) => lost = why,
        }
    }
    if found.is_empty() { Err(lost) } else { Ok(found) }
}

/// The steps of a reached place with the missing keys appended.
fn complete(
    root: &Node,
    path: &Path,
    place: Reached,
    shapes: &Shapes,
    reach: Reach,
) -> Result<Vec<Step>, Lost> {
    let Reached { mut steps, missing } = place;
    let rest = &path.segments[missing..];
    let stays = at(root, &steps).is_some_and(|node| matches!(node.value, Value::Table(_)));
    for (offset, segment) in rest.iter().enumerate() {
        let here = Lost { segment: missing + offset, help: Some("there is nothing to match".to_owned()) };
        let Part::Name(name) = &segment.part else { return Err(here) };
        if reach == Reach::Known {
            let shape = shapes.at(&steps);
            if shape.is_none_or(|id| matches!(shapes.get(id), Shape::Choice(_))) || !stays {
                return Err(Lost { help: Some("this would choose something else".to_owned()), ..here });
            }
            let is_last = offset + 1 == rest.len();
            // Every member of a named list has a switch, which the schema of its table does not show.
            let of = steps.split_last().filter(|(last, _)| matches!(last, Step::Index(_)));
            let is_member =
                of.and_then(|(_, list)| shapes.at(list)).is_some_and(|list| shapes.has_names(list));
            if is_member && is_last && name == "enabled" {
                steps.push(Step::Key(name.clone()));
                continue;
            }
            let field = shape.and_then(|id| shapes.field(id, name));
            match field {
                None => {
                    let known = shape.map(|id| shapes.keys(id)).unwrap_or_default();
                    let help = super::nearest::suggestion(name, known);
                    return Err(Lost { help, ..here });
                }
                Some(field) if !is_last && field.default.is_none() => {
                    return Err(Lost { help: Some(format!("no match has `{name}`")), ..here });
                }
                Some(_) => {}
            }
        }
        steps.push(Step::Key(name.clone()));
    }
    Ok(steps)
}

/// A value that is written as `{ median, sigma }` is aimed at by its median.
fn median(root: &Node, mut steps: Vec<Step>) -> Vec<Step> {
    let is_spread = at(root, &steps).and_then(Node::table).is_some_and(|table| {
        table.get("median").is_some()
            && table.entries.iter().all(|entry| ["median", "sigma"].contains(&entry.key.as_str()))
    });
    if is_spread {
        steps.push(Step::Key("median".to_owned()));
    }
    steps
}
