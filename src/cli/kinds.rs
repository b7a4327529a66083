//! `pricewar explain kind`: the kinds of users of the catalogue, each value with its source or the word assumption.

use serde_json::{Value, json};

use super::hint::hint;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::report::table::{Cell, Table};
use crate::scenario::{UserKindFacts, user_kinds};

/// All kinds, one a line.
pub fn explain_all(as_json: bool) -> Result<Ending, Trouble> {
    let kinds = user_kinds();
    let text = if as_json {
        format!("{:#}", Value::Array(kinds.iter().map(of_kind).collect()))
    } else {
        let mut table = Table::new(["kind", "users", "requires"], 3);
        for kind in &kinds {
            let requires = kind.values.iter().find(|(key, ..)| key == "requires");
            let requires = requires.map_or("nothing", |(_, value, _)| value.trim_matches(['{', '}', ' ']));
            table.push([kind.name.as_str(), &kind.about, requires].map(Cell::text).into());
        }
        table.terminal(Some(100))
    };
    say(&text)?;
    Ok(Ending::Done)
}

/// One kind, one value a row.
pub fn explain(name: &str, as_json: bool) -> Result<Ending, Trouble> {
    let kinds = user_kinds();
    let name = name.trim().trim_matches('"');
    let Some(kind) = kinds.iter().find(|kind| kind.name == name) else {
        let names: Vec<String> = kinds.iter().map(|kind| format!("kind.{}", kind.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let help = hint(&format!("kind.{name}"), &names);
        return Err(Trouble::Asked(format!("the catalogue has no kind of users `{name}`; {help}")));
    };
    let text = if as_json {
        format!("{:#}", of_kind(kind))
    } else {
        let mut table = Table::new(["key", "value", "source or assumption"], 3);
        for (key, value, basis) in &kind.values {
            table.push([key, value, basis].map(|text| Cell::text(text.as_str())).into());
        }
        let head = format!(
            "kind.{}\n  about    {}\n  use      [[segment]] with like = \"{}\"; what the segment gives itself prevails",
            kind.name, kind.about, kind.name
        );
        format!("{head}\n\n{}", table.terminal(Some(120)))
    };
    say(&text)?;
    Ok(Ending::Done)
}

fn of_kind(kind: &UserKindFacts) -> Value {
    let values: Vec<Value> = kind
        .values
        .iter()
        .map(|(key, value, basis)| json!({ "key": key, "value": value, "basis": basis }))
        .collect();
    json!({ "kind": kind.name, "about": kind.about, "values": values })
}
