//! A tree as TOML: the resolved scenario, which loads to the same model without any other file.

use std::fmt::Write as _;

use super::tree::{Node, Table, Value};

/// The text of a tree: values first, then tables, each in the order of the tree.
pub fn print(tree: &Node) -> String {
    let mut out = String::new();
    if let Some(table) = tree.table() {
        body(table, "", &mut out);
    }
    out
}

fn body(table: &Table, path: &str, out: &mut String) {
    for entry in table.entries.iter().filter(|entry| !has_header(&entry.node, path)) {
        write!(out, "{} = ", key(&entry.key)).expect("text takes writes");
        inline(&entry.node, out);
        out.push('\n');
    }
    for entry in table.entries.iter().filter(|entry| has_header(&entry.node, path)) {
        let path = if path.is_empty() { key(&entry.key) } else { format!("{path}.{}", key(&entry.key)) };
        match &entry.node.value {
            Value::Table(inner) => {
                write!(out, "\n[{path}]\n").expect("text takes writes");
                body(inner, &path, out);
            }
            Value::Array(items) => {
                for inner in items.iter().filter_map(Node::table) {
                    write!(out, "\n[[{path}]]\n").expect("text takes writes");
                    body(inner, &path, out);
                }
            }
            _ => {}
        }
    }
}

/// Lists of tables and the tables at the top have headers; what lies deeper is written in place when it is small.
fn has_header(node: &Node, path: &str) -> bool {
    match &node.value {
        Value::Table(table) => {
            path.is_empty()
                || table.entries.len() > 8
                || table.entries.iter().any(|entry| has_header(&entry.node, "deep"))
        }
        Value::Array(items) => !items.is_empty() && items.iter().all(|item| item.table().is_some()),
        _ => false,
    }
}

fn inline(node: &Node, out: &mut String) {
    match &node.value {
        Value::Text(text) => quote(text, out),
        Value::Integer(whole) => out.push_str(&whole.to_string()),
        // TOML writes it small; it stands in what is switched off.
        Value::Float(value) if value.is_nan() => out.push_str("nan"),
        Value::Float(value) => write!(out, "{value:?}").expect("text takes writes"),
        Value::Boolean(truth) => out.push_str(&truth.to_string()),
        Value::Date(date) => out.push_str(&date.to_string()),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                out.push_str(if position == 0 { "" } else { ", " });
                inline(item, out);
            }
            out.push(']');
        }
        Value::Table(table) => {
            out.push_str("{ ");
            for (position, entry) in table.entries.iter().enumerate() {
                out.push_str(if position == 0 { "" } else { ", " });
                write!(out, "{} = ", key(&entry.key)).expect("text takes writes");
                inline(&entry.node, out);
            }
            out.push_str(if table.entries.is_empty() { "}" } else { " }" });
        }
    }
}

fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if is_bare {
        return name.to_owned();
    }
    let mut out = String::new();
    quote(name, &mut out);
    out
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for symbol in text.chars() {
        match symbol {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                write!(out, "\\u{:04X}", u32::from(control)).expect("text takes writes");
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
