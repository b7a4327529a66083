//! Shapes: a JSON schema compiled into what the walker asks at each place of a tree.

use serde_json::{Map, Value as Json};

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
    /// Compiles a schema (draft 2020-12 as schemars writes it).
    pub fn compile(schema: &Json) -> Self {
        let mut compiler = Compiler { schema, list: Vec::new(), known: Vec::new() };
        let root = compiler.shape(schema);
        Self { list: compiler.list, root }
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

struct Compiler<'a> {
    schema: &'a Json,
    list: Vec<Shape>,
    known: Vec<(&'a str, ShapeId)>,
}

impl<'a> Compiler<'a> {
    fn add(&mut self, shape: Shape) -> ShapeId {
        self.list.push(shape);
        self.list.len() - 1
    }

    fn shape(&mut self, schema: &'a Json) -> ShapeId {
        if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
            return self.definition(reference);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(options) = schema.get(word).and_then(Json::as_array) {
                return self.options(options);
            }
        }
        let shape = match schema.get("enum").and_then(Json::as_array) {
            Some(tags) => Shape::Choice(tags.iter().filter_map(Json::as_str).map(lone).collect()),
            None => self.plain(schema),
        };
        self.add(shape)
    }

    fn definition(&mut self, reference: &'a str) -> ShapeId {
        if let Some((_, id)) = self.known.iter().find(|(name, _)| *name == reference) {
            return *id;
        }
        let id = self.add(Shape::Anything);
        self.known.push((reference, id));
        let pointer = reference.strip_prefix('#').unwrap_or(reference);
        if let Some(found) = self.schema.pointer(pointer) {
            let inner = self.shape(found);
            self.list[id] = self.list[inner].clone();
        }
        id
    }

    /// Alternatives: tags and tagged tables are a choice; a bare value beside a table is either; null is absence.
    fn options(&mut self, options: &'a [Json]) -> ShapeId {
        let options: Vec<&Json> = options
            .iter()
            .filter(|option| option.get("type").and_then(Json::as_str) != Some("null"))
            .collect();
        if let [only] = options[..] {
            return self.shape(only);
        }
        let mut variants = Vec::new();
        for option in &options {
            if let Some(tag) = option.get("const").and_then(Json::as_str) {
                variants.push(lone(tag));
            } else if let Some(tags) = option.get("enum").and_then(Json::as_array) {
                variants.extend(tags.iter().filter_map(Json::as_str).map(lone));
            } else if let Some((tag, inside)) = tagged(option) {
                let inside = Some(self.shape(inside));
                variants.push(Variant { tag: tag.to_owned(), inside });
            }
        }
        if !variants.is_empty() {
            return self.add(Shape::Choice(variants));
        }
        let (mut bare, mut table) = (None, None);
        for option in &options {
            let id = self.shape(option);
            match self.list[id] {
                Shape::Table(_) => table = Some(id),
                _ => bare = Some(id),
            }
        }
        match (bare, table) {
            (Some(bare), Some(table)) => self.add(Shape::Either { bare, table }),
            (Some(id), None) | (None, Some(id)) => id,
            (None, None) => self.add(Shape::Anything),
        }
    }

    fn plain(&mut self, schema: &'a Json) -> Shape {
        let kinds: Vec<&str> = match schema.get("type") {
            Some(Json::String(kind)) => vec![kind],
            Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
            _ => Vec::new(),
        };
        let bound = |word: &str, none: f64| schema.get(word).and_then(Json::as_f64).unwrap_or(none);
        let (min, max) = (bound("minimum", f64::NEG_INFINITY), bound("maximum", f64::INFINITY));
        let has = |kind: &str| kinds.contains(&kind);
        if let Some(unit) = schema.get("x-unit").and_then(Json::as_str) {
            return Shape::Quantity { unit: unit.to_owned(), min, max };
        }
        if has("object") {
            return Shape::Table(self.table(schema));
        }
        if has("array") {
            let members = match schema.get("items") {
                Some(items) => self.shape(items),
                None => self.add(Shape::Anything),
            };
            return Shape::Array(members);
        }
        match (has("string"), has("number"), has("integer"), has("boolean")) {
            (true, true, ..) => Shape::Loose,
            (true, ..) if schema.get("format").and_then(Json::as_str) == Some("date") => Shape::Date,
            (true, ..) => Shape::Text,
            (_, true, ..) => Shape::Number { min, max },
            (_, _, true, _) => Shape::Integer { min, max },
            (_, _, _, true) => Shape::Boolean,
            _ => Shape::Anything,
        }
    }

    fn table(&mut self, schema: &'a Json) -> TableShape {
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .map(|list| list.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        let none = Map::new();
        let properties = schema.get("properties").and_then(Json::as_object);
        let mut fields = Vec::new();
        for (name, inside) in properties.into_iter().flatten() {
            let need = if required.contains(&name.as_str()) { Need::Required } else { Need::Optional };
            let default = inside.get("default").filter(|value| !value.is_null()).cloned();
            fields.push(Field { name: name.clone(), shape: self.shape(inside), need, default });
        }
        let others = match schema.get("additionalProperties") {
            Some(Json::Bool(false)) => None,
            Some(inside @ Json::Object(_)) => Some(self.shape(inside)),
            _ => (properties.unwrap_or(&none).is_empty()).then(|| self.add(Shape::Anything)),
        };
        let groups = schema.get(RIVALS).and_then(Json::as_array).into_iter().flatten().map(rivals).collect();
        TableShape { fields, groups, others }
    }
}

/// Schema word for keys that exclude each other.
pub const RIVALS: &str = "x-one-of";

fn rivals(group: &Json) -> Rivals {
    let keys = group.get("keys").and_then(Json::as_array).into_iter().flatten();
    let need = match group.get("required").and_then(Json::as_bool) {
        Some(true) => Need::Required,
        _ => Need::Optional,
    };
    Rivals { keys: keys.filter_map(Json::as_str).map(str::to_owned).collect(), need }
}

fn lone(tag: &str) -> Variant {
    Variant { tag: tag.to_owned(), inside: None }
}

/// The tag and inside of `{ tag = {...} }` with that one required property.
fn tagged(option: &Json) -> Option<(&str, &Json)> {
    let properties = option.get("properties")?.as_object()?;
    let required = option.get("required")?.as_array()?;
    match (properties.len(), required.len(), properties.iter().next()) {
        (1, 1, Some((tag, inside))) if required[0].as_str() == Some(tag) => Some((tag, inside)),
        _ => None,
    }
}
