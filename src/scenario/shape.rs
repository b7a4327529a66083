//! Shapes: what may stand at each place of a tree, compiled from a JSON schema.

use serde_json::Value as Json;

use super::path::Step;
use super::tree::{Node, Value};

/// Position of a shape in [`Shapes`].
pub type ShapeId = usize;

/// All shapes of a kind of file.
#[derive(Debug, Clone, PartialEq)]
pub struct Shapes {
    list: Vec<Shape>,
    /// Shape of the whole file.
    pub root: ShapeId,
}

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Anything.
    Anything,
    /// A number with a unit.
    Quantity {
        /// Unit of a bare number.
        unit: String,
        /// Smallest lawful value, in `unit`.
        min: f64,
        /// Largest lawful value, in `unit`.
        max: f64,
        /// Words that may stand for it.
        words: Vec<String>,
    },
    /// A number or text that is read later, when its unit is known.
    Loose,
    /// A number without a unit.
    Number {
        /// Smallest lawful value.
        min: f64,
        /// Largest lawful value.
        max: f64,
    },
    /// A whole number.
    Integer {
        /// Smallest lawful value.
        min: f64,
        /// Largest lawful value.
        max: f64,
    },
    /// Text.
    Text,
    /// A date.
    Date,
    /// True or false.
    Boolean,
    /// A table.
    Table(TableShape),
    /// A list.
    Array(ShapeId),
    /// One of several, by tag.
    Choice(Vec<Variant>),
    /// A bare value or a table.
    Either {
        /// Shape of the bare value.
        bare: ShapeId,
        /// Shape of the table.
        table: ShapeId,
    },
}

/// What may stand in a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableShape {
    /// Known keys.
    pub fields: Vec<Field>,
    /// Keys that exclude each other.
    pub groups: Vec<Rivals>,
    /// Shape of the values of all other keys, where there may be others.
    pub others: Option<ShapeId>,
}

/// A known key.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key.
    pub name: String,
    /// Shape of its value.
    pub shape: ShapeId,
    /// Whether it must be there.
    pub need: Need,
    /// What stands for it when it is absent.
    pub default: Option<Json>,
}

/// Whether something must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It may.
    Optional,
}

/// Keys of which one may stand in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rivals {
    /// The keys.
    pub keys: Vec<String>,
    /// Whether one must be there.
    pub need: Need,
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its tag.
    pub tag: String,
    /// Shape of its parameters; none for a tag alone.
    pub inside: Option<ShapeId>,
}

impl TableShape {
    /// A known key.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shapes {
    /// Shapes of which `root` is the whole file's.
    pub fn new(list: Vec<Shape>, root: ShapeId) -> Self {
        Self { list, root }
    }

    /// A shape.
    pub fn get(&self, id: ShapeId) -> &Shape {
        &self.list[id]
    }

    /// The shape of a key's value, seen from the shape of its table.
    pub fn below(&self, id: ShapeId, key: &str) -> Option<ShapeId> {
        match self.get(id) {
            Shape::Table(table) => table.field(key).map(|field| field.shape).or(table.others),
            Shape::Choice(variants) => variants.iter().find(|variant| variant.tag == key)?.inside,
            Shape::Either { table, .. } => self.below(*table, key),
            _ => None,
        }
    }

    /// The shape of the members of a list.
    pub fn member(&self, id: ShapeId) -> Option<ShapeId> {
        match self.get(id) {
            Shape::Array(member) => Some(*member),
            _ => None,
        }
    }

    /// The shape one step down.
    pub fn step(&self, id: ShapeId, step: &Step) -> Option<ShapeId> {
        match step {
            Step::Key(key) => self.below(id, key),
            Step::Index(_) => self.member(id),
        }
    }

    /// The shape at the end of steps.
    pub fn at(&self, steps: &[Step]) -> Option<ShapeId> {
        steps.iter().try_fold(self.root, |id, step| self.step(id, step))
    }

    /// The known key at the end of a table's shape.
    pub fn field(&self, id: ShapeId, key: &str) -> Option<&Field> {
        match self.get(id) {
            Shape::Table(table) => table.field(key),
            Shape::Either { table, .. } => self.field(*table, key),
            _ => None,
        }
    }

    /// Known keys of a table or a choice.
    pub fn keys(&self, id: ShapeId) -> Vec<&str> {
        match self.get(id) {
            Shape::Table(table) => table.fields.iter().map(|field| field.name.as_str()).collect(),
            Shape::Choice(variants) => variants.iter().map(|variant| variant.tag.as_str()).collect(),
            Shape::Either { table, .. } => self.keys(*table),
            _ => Vec::new(),
        }
    }

    /// Whether the members of a list are told apart by name.
    pub fn has_names(&self, list: ShapeId) -> bool {
        self.member(list).is_some_and(|member| {
            self.field(member, "name").is_some_and(|field| field.need == Need::Required)
        })
    }

    /// Drops members of named lists that are switched off (`enabled = false`), and the switch of the others. Returns the
    /// names dropped.
    pub fn prune(&self, node: &mut Node) -> Vec<String> {
        let mut gone = Vec::new();
        self.prune_at(node, Some(self.root), &mut gone);
        gone
    }

    fn prune_at(&self, node: &mut Node, shape: Option<ShapeId>, gone: &mut Vec<String>) {
        match &mut node.value {
            Value::Table(table) => {
                for entry in &mut table.entries {
                    let below = shape.and_then(|id| self.below(id, &entry.key));
                    self.prune_at(&mut entry.node, below, gone);
                }
            }
            Value::Array(items) if shape.is_some_and(|id| self.has_names(id)) => {
                items.retain(|item| {
                    let off = item
                        .table()
                        .and_then(|table| table.get("enabled"))
                        .is_some_and(|switch| switch.value == Value::Boolean(false));
                    if off {
                        gone.extend(item.name().map(str::to_owned));
                    }
                    !off
                });
                let member = shape.and_then(|id| self.member(id));
                for item in items {
                    if let Some(table) = item.table_mut()
                        && table.get("enabled").is_some_and(|switch| switch.value == Value::Boolean(true))
                    {
                        table.remove("enabled");
                    }
                    self.prune_at(item, member, gone);
                }
            }
            _ => {}
        }
    }
}
