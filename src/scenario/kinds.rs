//! Kinds of users of the catalogue: a segment with `like = "code"` is laid over the entry of that name, as a file is laid
//! over what it extends. So paths, draws and sweeps reach the values that it takes from there.

use std::sync::LazyLock;

use toml::de::DeTable;

use super::finding::Finding;
use super::merge::merge;
use super::nearest::suggestion;
use super::shape::Shapes;
use super::source::Sources;
use super::tree::{Node, Table, Value, from_document};
use crate::catalogue::SEGMENTS;

/// What the texts of the catalogue are called in messages.
const NAME: &str = "the catalogue of segments";

/// A kind of users as it is told: what it is about, and each value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserKindFacts {
    /// Its name.
    pub name: String,
    /// What its users do.
    pub about: String,
    /// Key, value as a scenario would write it, and source or assumption.
    pub values: Vec<(String, String, String)>,
}

/// The entries, parsed once; their places are those of layer 0 and are moved where they are used.
static KINDS: LazyLock<Vec<(String, Table)>> = LazyLock::new(|| entries(0));

fn entries(layer: usize) -> Vec<(String, Table)> {
    let document = DeTable::parse(SEGMENTS).expect("the shipped catalogue is parsed by a test");
    let tree = from_document(layer, document.get_ref(), document.span());
    let Value::Table(table) = tree.value else { return Vec::new() };
    let entries = table.entries.into_iter();
    entries.filter_map(|entry| entry.node.table().cloned().map(|table| (entry.key, table))).collect()
}

/// All kinds of users with their values and sources.
pub fn user_kinds() -> Vec<UserKindFacts> {
    let told = |(name, table): &(String, Table)| {
        let basis = table.get("basis").and_then(Node::table);
        let values = table.entries.iter().filter(|entry| !is_told(&entry.key)).map(|entry| {
            let range = entry.node.place.span();
            let value = SEGMENTS.get(range).unwrap_or_default().trim().to_owned();
            let basis = basis.and_then(|basis| basis.text(&entry.key)).unwrap_or_default();
            (entry.key.clone(), value, basis.to_owned())
        });
        UserKindFacts {
            name: name.clone(),
            about: table.text("about").unwrap_or_default().to_owned(),
            values: values.collect(),
        }
    };
    KINDS.iter().map(told).collect()
}

/// Keys of an entry that are about it and not of the segment.
fn is_told(key: &str) -> bool {
    matches!(key, "about" | "basis")
}

/// Lays every segment that is like a kind over it.
pub fn fill(tree: &mut Node, sources: &mut Sources, shapes: &Shapes, findings: &mut Vec<Finding>) {
    let segments = tree.table_mut().and_then(|table| table.get_mut("segment"));
    let Some(Node { value: Value::Array(segments), .. }) = segments else { return };
    let shape = shapes.below(shapes.root, "segment").and_then(|list| shapes.member(list));
    let mut known: Option<Vec<(String, Table)>> = None;
    for segment in segments {
        let Some(like) = segment.table().and_then(|table| table.entry("like")) else { continue };
        let Value::Text(name) = &like.node.value else { continue };
        let kinds = known.get_or_insert_with(|| entries(sources.add(NAME, SEGMENTS)));
        let Some((_, facts)) = kinds.iter().find(|(kind, _)| kind == name) else {
            let message = format!("the catalogue has no kind of users `{name}`");
            let help = suggestion(name, kinds.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>());
            let finding =
                Finding::error("unknown-segment-kind", like.node.place, message, "no such kind of users");
            findings.push(finding.maybe_help(help));
            continue;
        };
        let place = segment.place;
        let mut base = Node { place, value: Value::Table(beneath(facts, segment)) };
        let over = std::mem::replace(segment, Node { place, value: Value::Boolean(false) });
        merge(&mut base, over, shapes, shape);
        base.place = place;
        *segment = base;
    }
}

/// What a kind gives to a segment; the name first, so that what is printed begins with it.
fn beneath(facts: &Table, segment: &Node) -> Table {
    let given = facts.entries.iter().filter(|entry| !is_told(&entry.key));
    let name = segment.table().and_then(|own| own.entry("name"));
    Table { entries: name.into_iter().chain(given).cloned().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_text;
    use crate::units::{Elo, Ratio, Share, Utils};

    fn market(segment: &str) -> String {
        format!(
            "title = \"t\"\nstart = 2025-01-01\nhorizon = \"30 days\"\ncurrency = \"USD\"\nseed = 1\n\
             [reference]\nprice = 1\n[[segment]]\nname = \"s\"\n{segment}\n[[provider]]\nname = \"A\"\ncash = 1\n\
             trust = \"90 %\"\n[[provider.product]]\nname = \"a\"\nquality = 1300\nconstant_cost = 1\n\
             price = {{ input = 1, output = 1 }}\n"
        )
    }

    #[test]
    fn every_kind_is_a_lawful_segment_whose_values_all_have_a_basis() {
        let kinds = user_kinds();
        assert_eq!(kinds.len(), 11);
        for kind in &kinds {
            assert!(!kind.about.is_empty(), "{}", kind.name);
            for (key, value, basis) in &kind.values {
                assert!(!value.is_empty() && basis.len() >= "assumption".len(), "{} {key}", kind.name);
            }
            let keys: Vec<&str> = kind.values.iter().map(|(key, ..)| key.as_str()).collect();
            for needed in ["users", "usage", "mix", "tastes", "requires", "churn", "aware", "outside"] {
                assert!(keys.contains(&needed), "{} {needed}", kind.name);
            }
            let text = market(&format!("like = \"{}\"", kind.name));
            let loaded = load_text("t", &text, &[]).unwrap_or_else(|error| panic!("{}: {error}", kind.name));
            assert_eq!(loaded.model.segments[0].name, "s");
        }
    }

    #[test]
    fn a_segment_overrides_what_it_gives_itself() {
        let text = market("like = \"healthcare\"\ntastes = { quality = 3 }\noutside = { utility = -1 }");
        let loaded = load_text("t", &text, &["segment.s.requires.quality=1250".to_owned()]).unwrap();
        let segment = &loaded.model.segments[0];
        assert_eq!(segment.tastes.quality, Ratio(3.0));
        assert_eq!(segment.tastes.price.median, Ratio(0.5));
        assert_eq!((segment.outside.utility, segment.outside.share), (Some(Utils(-1.0)), None));
        assert_eq!(segment.outside.inertia, Utils(6.0));
        assert_eq!(segment.requires.quality, Some(Elo(1250.0)));
        assert_eq!(segment.requires.trust, Some(Share(0.8)));
        let again = load_text("t", &loaded.text, &[]).unwrap();
        assert_eq!(again.model, loaded.model);
    }
}
