//! Every key of a scenario with its meaning, read off the schema: the reference of `docs/scenario.md` and the answers of
//! `pricewar explain`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::leaf::short;
use super::nearest::listed;
use super::schema::schema;
use super::shape::Need;

/// Depth of tables at most; the deepest lawful key lies six tables down.
const DEEPEST: usize = 10;

/// A key of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its path, `NAME` where a name stands.
    pub path: String,
    /// What stands there: a unit, a kind of value, or the choices.
    pub value: String,
    /// Whether it must be given, and what stands for it when it is not.
    pub absent: Absent,
    /// What it means.
    pub meaning: String,
    /// The smallest and the largest lawful number, in the unit of `value`; none where no number stands.
    pub range: Option<(f64, f64)>,
}

impl Key {
    /// Where its default comes from or what is usual, as its meaning says it in brackets after "Default".
    pub fn source(&self) -> Option<&str> {
        let rest = &self.meaning[self.meaning.find("Default")?..];
        let inside = &rest[rest.find('(')? + 1..];
        // A range says what is usual, not where the default comes from.
        inside.find(')').map(|end| &inside[..end]).filter(|said| !said.starts_with("range "))
    }
}

/// What an absent key means.
#[derive(Debug, Clone, PartialEq)]
pub enum Absent {
    /// A mistake.
    Refused,
    /// This value.
    Default(String),
    /// What its meaning says, or nothing.
    Nothing,
}

static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let mut all = Vec::new();
    below(schema(), "", &mut Vec::new(), &mut all);
    all
});

/// All keys, in the order of the types.
pub fn keys() -> &'static [Key] {
    &KEYS
}

/// The keys as a Markdown table.
pub fn reference() -> String {
    let mut out = String::from("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
    for key in keys() {
        let absent = match &key.absent {
            Absent::Refused => "*required*".to_owned(),
            Absent::Default(value) => format!("`{value}`"),
            Absent::Nothing => String::new(),
        };
        let meaning = key.meaning.replace('|', "\\|");
        writeln!(out, "| `{}` | {} | {absent} | {meaning} |", key.path, key.value)
            .expect("text takes writes");
    }
    out
}

/// The schema that a reference stands for, or a reference to it.
fn followed(schema_part: &Json) -> &Json {
    match schema_part.get("$ref").and_then(Json::as_str).and_then(|name| name.strip_prefix('#')) {
        Some(pointer) => schema().pointer(pointer).map_or(schema_part, followed),
        None => schema_part,
    }
}

/// The alternatives of a part, without absence; itself where it has none.
fn alternatives(part: &Json) -> Vec<&Json> {
    let part = followed(part);
    let options = part.get("oneOf").or(part.get("anyOf")).and_then(Json::as_array);
    match options {
        Some(options) => {
            let is_null = |option: &&Json| option.get("type").and_then(Json::as_str) == Some("null");
            options.iter().filter(|option| !is_null(option)).flat_map(alternatives).collect()
        }
        None => vec![part],
    }
}

fn below<'s>(part: &'s Json, path: &str, inside_of: &mut Vec<&'s str>, all: &mut Vec<Key>) {
    if inside_of.len() > DEEPEST {
        return;
    }
    let properties = part.get("properties").and_then(Json::as_object);
    let required: Vec<&str> = part
        .get("required")
        .and_then(Json::as_array)
        .map(|list| list.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default();
    for (name, inside) in properties.into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let need = if required.contains(&name.as_str()) { Need::Required } else { Need::Optional };
        let at = all.len();
        visit(inside, &path, need, inside_of, all);
        // A choice whose parameters stand in its own table is described where it is chosen.
        if all[at].meaning.is_empty() && is_tag(part) {
            all[at].meaning = text(part).unwrap_or_default();
        }
    }
    if let Some(inside @ Json::Object(_)) = part.get("additionalProperties") {
        inside_of.push(definition(inside));
        for option in alternatives(inside) {
            below(option, &format!("{path}.NAME"), inside_of, all);
        }
        inside_of.pop();
    }
}

fn text(part: &Json) -> Option<String> {
    part.get("description").and_then(Json::as_str).map(|text| text.replace('\n', " "))
}

/// The definition that a part stands for; nothing where it is its own.
fn definition(part: &Json) -> &str {
    part.get("$ref").and_then(Json::as_str).unwrap_or_default()
}

fn visit<'s>(inside: &'s Json, path: &str, need: Need, inside_of: &mut Vec<&'s str>, all: &mut Vec<Key>) {
    let meaning = text(inside).or_else(|| text(followed(inside))).unwrap_or_else(|| of_a_spread(path));
    let absent = match (need, inside.get("default")) {
        (Need::Required, _) => Absent::Refused,
        (Need::Optional, Some(default)) if !default.is_null() && !is_long(default) => {
            Absent::Default(shown(default))
        }
        _ => Absent::Nothing,
    };
    all.push(Key { path: path.to_owned(), value: value(inside), absent, meaning, range: range(inside) });
    // What may hold itself, as a rule within a rule, has its keys where it stands first.
    let name = definition(inside);
    if !name.is_empty() && inside_of.contains(&name) {
        return;
    }
    inside_of.push(name);
    for option in alternatives(inside) {
        match option.get("items") {
            Some(member) => {
                let member = followed(member);
                let is_named = member.pointer("/properties/name").is_some();
                below(member, &format!("{path}{}", if is_named { ".NAME" } else { "[*]" }), inside_of, all);
            }
            None => below(option, path, inside_of, all),
        }
    }
    inside_of.pop();
}

/// The two keys of a value that is log-normal over users, which stand in no type of their own.
fn of_a_spread(path: &str) -> String {
    match path.rsplit('.').next() {
        Some("median") => "The median over users, or over draws.".to_owned(),
        Some("sigma") => "Standard deviation of the logarithm.".to_owned(),
        _ => String::new(),
    }
}

/// Tables as defaults are shown at their keys.
fn is_long(default: &Json) -> bool {
    matches!(default, Json::Object(_) | Json::Array(_))
}

fn shown(default: &Json) -> String {
    match default {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.as_f64().map_or_else(|| number.to_string(), short),
        other => other.to_string(),
    }
}

/// The lawful range of the numbers that may stand at a key.
fn range(inside: &Json) -> Option<(f64, f64)> {
    let bound = |option: &Json, name: &str| option.get(name).and_then(Json::as_f64);
    alternatives(inside).into_iter().find_map(|option| {
        let (low, high) = (bound(option, "minimum"), bound(option, "maximum"));
        (low.is_some() || high.is_some())
            .then(|| (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY)))
    })
}

/// What stands at a key.
fn value(inside: &Json) -> String {
    let options = alternatives(inside);
    let many = options.len() > 1;
    let kinds: Vec<String> = options.into_iter().map(|option| kind(option, many)).collect();
    let is_choice = kinds.iter().any(|kind| kind.starts_with('`'));
    kinds.join(if is_choice { ", " } else { " or " })
}

/// What one of the alternatives is; a table of one key is a choice where there are `many`.
fn kind(option: &Json, many: bool) -> String {
    if let Some(unit) = option.get("x-unit").and_then(Json::as_str) {
        let is_ratio =
            unit == "share" && option.get("maximum").and_then(Json::as_f64).is_some_and(|most| most > 1.0);
        return if is_ratio { "ratio".to_owned() } else { unit.to_owned() };
    }
    if let Some(tag) = option.get("const").and_then(Json::as_str) {
        return format!("`{tag}`");
    }
    if let Some(tags) = option.get("enum").and_then(Json::as_array) {
        return listed(&tags.iter().filter_map(Json::as_str).collect::<Vec<_>>());
    }
    let kinds = match option.get("type") {
        Some(Json::Array(kinds)) => {
            kinds.iter().filter_map(Json::as_str).filter(|kind| *kind != "null").collect()
        }
        Some(Json::String(kind)) => vec![kind.as_str()],
        _ => Vec::new(),
    };
    match (&kinds[..], option.get("format").and_then(Json::as_str)) {
        (["string"], Some("date")) => "date".to_owned(),
        (["string"], _) => "text".to_owned(),
        (["number", "string"], _) => "number or quantity".to_owned(),
        (["boolean"], _) => "true or false".to_owned(),
        (["integer"], _) => "whole number".to_owned(),
        (["array"], _) => "list".to_owned(),
        (["object"], _) => match option.get("properties").and_then(Json::as_object) {
            Some(properties) if many && is_tag(option) => {
                listed(&properties.keys().map(String::as_str).collect::<Vec<_>>())
            }
            _ => "table".to_owned(),
        },
        _ => kinds.join(" or "),
    }
}

/// `{ tag = {...} }` of a choice.
fn is_tag(option: &Json) -> bool {
    let length = |word: &str| match option.get(word) {
        Some(Json::Object(properties)) => properties.len(),
        Some(Json::Array(names)) => names.len(),
        _ => 0,
    };
    length("properties") == 1 && length("required") == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str) -> &'static Key {
        keys().iter().find(|key| key.path == path).unwrap_or_else(|| panic!("{path}"))
    }

    #[test]
    fn keys_say_what_stands_there() {
        assert_eq!(key("reference.price").value, "money/Mtok");
        assert_eq!(key("start").value, "date");
        assert_eq!(key("segment.NAME.tastes.usage_elasticity").absent, Absent::Default("0.4".to_owned()));
        assert_eq!(key("provider.NAME.cash").absent, Absent::Refused);
        assert!(key("provider.NAME.pricing").value.starts_with("`hold`"));
        assert_eq!(key("provider.NAME.pricing.undercut.by").value, "share");
        assert_eq!(key("shock.NAME.launch.product.price.cached").value, "money/Mtok");
        assert_eq!(key("catalogue.hardware.NAME.memory").value, "GB");
        // A type that is another one under a name of its own.
        assert_eq!(key("provider.NAME.pricing.q_learner.learning_rate").value, "share");
    }

    #[test]
    fn keys_know_their_range_and_source() {
        let committed = key("provider.NAME.technology.committed");
        assert_eq!((committed.range, committed.source()), (Some((0.0, 1.0)), Some("assumption")));
        assert_eq!(key("start").range, None);
    }

    #[test]
    fn the_page_holds_the_reference() {
        let file = "docs/scenario.md";
        let (begin, end) = ("<!-- keys: written by a test -->\n", "<!-- end of keys -->");
        let page = std::fs::read_to_string(file).unwrap();
        let (head, rest) = page.split_once(begin).unwrap();
        let (_, tail) = rest.split_once(end).unwrap();
        let renewed = format!("{head}{begin}{}{end}{tail}", reference());
        if std::env::var_os("RENEW").is_some() {
            std::fs::write(file, &renewed).unwrap();
        }
        assert!(std::fs::read_to_string(file).unwrap() == renewed, "run with RENEW=1 to write {file} anew");
    }
}
