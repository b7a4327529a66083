//! The JSON schema of a scenario, generated from the types of `file.rs`, and the shapes compiled from it.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Value as Json, json};

use super::compile::{RIVALS, compile};
use super::file::File;
use super::shape::Shapes;

/// Keys of the rooms' own types of which one may stand in a table, so that an overlay's replaces the other.
const EXCLUSIVE: [(&str, &[&str]); 3] = [
    ("Segment", &["churn", "inertia"]),
    ("Outside", &["utility", "share"]),
    ("Technology", &["rent", "owned"]),
];

/// Name of the file that scenarios point editors to.
pub const SCHEMA_FILE: &str = "scenario.schema.json";

static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    for (definition, keys) in EXCLUSIVE {
        if let Some(Json::Object(table)) = schema.pointer_mut(&format!("/$defs/{definition}")) {
            table.insert(RIVALS.to_owned(), json!([{ "keys": keys, "required": false }]));
        }
    }
    schema
});

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| compile(&SCHEMA));

/// The schema as editors read it.
pub fn schema() -> &'static Json {
    &SCHEMA
}

/// The schema as a text, one trailing newline.
///
/// # Panics
/// Never: a schema is plain JSON.
pub fn schema_text() -> String {
    let mut editors = SCHEMA.clone();
    offer_switch(&mut editors);
    serde_json::to_string_pretty(&editors).expect("a schema is plain JSON") + "\n"
}

/// The shapes of a scenario.
pub fn shapes() -> &'static Shapes {
    &SHAPES
}

/// Tells editors of `enabled`, which every table of a named list may carry and which the door takes out before it reads.
fn offer_switch(schema: &mut Json) {
    for definition in ["Segment", "Provider", "Product", "Shock"] {
        if let Some(Json::Object(properties)) = schema.pointer_mut(&format!("/$defs/{definition}/properties"))
        {
            let switch = json!({ "type": "boolean", "description": "`false` leaves this entry out: an overlay switches it off.", "default": true });
            properties.insert("enabled".to_owned(), switch);
        }
    }
}
