//! From a JSON schema to shapes.

use serde_json::{Map, Value as Json};

use super::shape::{Field, Need, Rivals, Shape, ShapeId, Shapes, TableShape, Variant};

/// Schema word for keys that exclude each other.
pub const RIVALS: &str = "x-one-of";

/// The shapes of a schema (draft 2020-12 as schemars writes it).
pub fn compile(schema: &Json) -> Shapes {
    let mut compiler = Compiler { schema, list: Vec::new(), known: Vec::new() };
    let root = compiler.shape(schema);
    Shapes::new(compiler.list, root)
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
        // A choice of one is a choice.
        if let Some(tag) = schema.get("const").and_then(Json::as_str) {
            return self.add(Shape::Choice(vec![lone(tag)]));
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
            let words = schema.get("x-words").and_then(Json::as_array).into_iter().flatten();
            let words = words.filter_map(Json::as_str).map(str::to_owned).collect();
            return Shape::Quantity { unit: unit.to_owned(), min, max, words };
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
