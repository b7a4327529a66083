//! Single values: numbers, quantities, dates, texts, each with its range.

use jiff::civil::Date;
use serde_json::{Number, Value as Json};

use super::finding::Finding;
use super::quantity::{Exchange, Fault, is_pure, read as read_quantity};
use super::shape::Shape;
use super::source::Place;
use super::tree::{Node, Value};

/// Bytes of a text at most: titles and questions are short.
const LONGEST_TEXT: usize = 2_000;

/// The normal form of a single value, or what is wrong with it.
pub fn read(node: &Node, shape: &Shape, key: &str, exchange: &Exchange) -> Result<Json, Box<Finding>> {
    match shape {
        Shape::Quantity { words, .. } if is_word(node, words) => text(node, key),
        Shape::Quantity { unit, min, max, words } => {
            let value =
                quantity(node, unit, key, exchange).map_err(|finding| or_word(node, *finding, words))?;
            in_range(node, value, &Range { min: *min, max: *max, unit }, key, exchange)?;
            number(node, value, key)
        }
        Shape::Number { min, max } => {
            let value = bare(node, key)?;
            in_range(node, value, &Range { min: *min, max: *max, unit: "" }, key, exchange)?;
            number(node, value, key)
        }
        Shape::Integer { min, max } => {
            let value = bare(node, key)?;
            if value.fract() != 0.0 {
                return Err(wrong(node, key, "a whole number"));
            }
            in_range(node, value, &Range { min: *min, max: *max, unit: "" }, key, exchange)?;
            if value.abs() >= MOST_EXACT {
                return Err(wrong(node, key, "a smaller whole number"));
            }
            Ok(Json::from(value as i64))
        }
        Shape::Text => text(node, key),
        Shape::Date => date(node, key),
        Shape::Boolean => match node.value {
            Value::Boolean(truth) => Ok(Json::Bool(truth)),
            _ => Err(wrong(node, key, "true or false")),
        },
        Shape::Loose => match &node.value {
            Value::Text(text) => Ok(Json::String(text.clone())),
            _ => number(node, bare(node, key)?, key),
        },
        Shape::Anything | Shape::Table(_) | Shape::Array(_) | Shape::Choice(_) | Shape::Either { .. } => {
            Ok(anything(node))
        }
    }
}

/// Whether a text is one of the words that may stand for a quantity.
fn is_word(node: &Node, words: &[String]) -> bool {
    matches!(&node.value, Value::Text(text) if words.contains(text))
}

/// A text that is neither: the words are named beside the quantity.
fn or_word(node: &Node, finding: Finding, words: &[String]) -> Box<Finding> {
    let is_text = matches!(&node.value, Value::Text(text) if !text.starts_with(|c: char| c.is_ascii_digit()));
    let known: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let help = format!("a number and a unit, or {}", known.join(", "));
    Box::new(if is_text && !words.is_empty() { finding.help(help) } else { finding })
}

/// The first whole number that a float no longer tells from its neighbours: 2^53.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// The range of a number and its unit; no unit for a number without one.
struct Range<'a> {
    min: f64,
    max: f64,
    unit: &'a str,
}

fn wrong(node: &Node, key: &str, expected: &str) -> Box<Finding> {
    let label = format!("found {}, expected {expected}", node.value.kind());
    Box::new(Finding::error("wrong-type", node.place, format!("`{key}` is of the wrong kind"), label))
}

fn bare(node: &Node, key: &str) -> Result<f64, Box<Finding>> {
    match node.value {
        Value::Integer(whole) => Ok(whole as f64),
        Value::Float(value) => Ok(value),
        _ => Err(wrong(node, key, "a number")),
    }
}

fn number(node: &Node, value: f64, key: &str) -> Result<Json, Box<Finding>> {
    Number::from_f64(value).map(Json::Number).ok_or_else(|| not_finite(node.place, key))
}

fn not_finite(place: Place, key: &str) -> Box<Finding> {
    let message = format!("`{key}` must be a finite number");
    Box::new(Finding::error("not-finite", place, message, "not a finite number"))
}

fn in_range(
    node: &Node,
    value: f64,
    range: &Range,
    key: &str,
    exchange: &Exchange,
) -> Result<(), Box<Finding>> {
    if !value.is_finite() {
        return Err(not_finite(node.place, key));
    }
    let allowed = match (value < range.min, value > range.max) {
        (true, _) => format!("must be at least {}", show(range.min, range.unit, exchange)),
        (_, true) => format!("must be at most {}", show(range.max, range.unit, exchange)),
        _ => return Ok(()),
    };
    let label = format!("found {}, {allowed}", show(value, range.unit, exchange));
    Err(Box::new(Finding::error("out-of-range", node.place, format!("`{key}` is out of range"), label)))
}

/// A number with its unit as a user would write it; shares as percentages.
pub fn show(value: f64, unit: &str, exchange: &Exchange) -> String {
    if unit == "share" && value.abs() <= 100.0 {
        return format!("{} %", short(value * 100.0));
    }
    match unit {
        "" | "share" => short(value),
        _ => format!("{} {}", short(value), exchange.shown(unit)),
    }
}

/// A number at six decimals, those that this suits ill with an exponent.
pub fn short(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e7).contains(&value.abs()) {
        return format!("{value:e}");
    }
    let rounded = format!("{value:.6}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn quantity(node: &Node, unit: &str, key: &str, exchange: &Exchange) -> Result<f64, Box<Finding>> {
    let Value::Text(text) = &node.value else {
        return bare(node, key).map_err(|_| wants_quantity(node, unit, key, exchange));
    };
    read_quantity(text, unit, exchange)
        .map_err(|fault| Box::new(quantity_finding(node, text, unit, fault, exchange)))
}

fn wants_quantity(node: &Node, unit: &str, key: &str, exchange: &Exchange) -> Box<Finding> {
    let expected = match unit {
        "share" => "a number or a percentage".to_owned(),
        _ => format!("a number or a text such as {}", example(unit, exchange)),
    };
    wrong(node, key, &expected)
}

/// What is wrong with a quantity, at the very word where that is known.
pub fn quantity_finding(node: &Node, text: &str, unit: &str, fault: Fault, exchange: &Exchange) -> Finding {
    let expected =
        if is_pure(unit, exchange) { "a number or a percentage".to_owned() } else { exchange.shown(unit) };
    match fault {
        Fault::Malformed { reason } => {
            let finding = Finding::error("number-malformed", node.place, "this is not a quantity", reason);
            finding.help(format!("a number and a unit: {}", example(unit, exchange)))
        }
        Fault::UnknownUnit { word, span, help } => {
            let place = inside(node.place, text, span);
            let message = format!("`{word}` is not a unit");
            let help = help.unwrap_or_else(|| format!("expected {expected}"));
            Finding::error("unit-unknown", place, message, "unknown unit").help(help)
        }
        Fault::NoRate { code, span } => {
            let place = inside(node.place, text, span);
            let message = format!("the scenario has no rate for {code}");
            let label = format!("its currency is {}", exchange.currency);
            let help = match code.as_str() {
                "USD" => format!("add `usd = ...`, the price of a dollar in {}", exchange.currency),
                _ if exchange.currency == "USD" => "convert it to USD".to_owned(),
                _ => format!("convert it to {} or USD", exchange.currency),
            };
            Finding::error("no-exchange-rate", place, message, label).help(help)
        }
        Fault::Mismatch { found } => {
            let label = format!("found {found}, expected {expected}");
            Finding::error("unit-mismatch", node.place, "the unit measures something else", label)
        }
    }
}

fn example(unit: &str, exchange: &Exchange) -> String {
    match unit {
        "share" => "\"35 %\"".to_owned(),
        "days" => "\"8 weeks\"".to_owned(),
        "1/day" => "\"2 %/month\"".to_owned(),
        _ => format!("\"1.5 {}\"", exchange.shown(unit)),
    }
}

/// A part of a text value, where the text stands between single-byte quotes without escapes; else the whole value.
fn inside(place: Place, text: &str, span: std::ops::Range<usize>) -> Place {
    let lead = match place.end - place.start {
        length if length == text.len() + 2 => 1,
        length if length == text.len() => 0,
        _ => return place,
    };
    Place { start: place.start + lead + span.start, end: place.start + lead + span.end, ..place }
}

fn text(node: &Node, key: &str) -> Result<Json, Box<Finding>> {
    let Value::Text(text) = &node.value else { return Err(wrong(node, key, "text")) };
    if text.len() > LONGEST_TEXT {
        let label = format!("at most {LONGEST_TEXT} bytes");
        return Err(Box::new(Finding::error(
            "text-too-long",
            node.place,
            format!("`{key}` is too long"),
            label,
        )));
    }
    if key == "name" && (text.trim().is_empty() || text.trim() != text || text.chars().any(char::is_control))
    {
        let label = "a name is not empty and has no blanks at its ends and no control characters";
        return Err(Box::new(Finding::error("name-malformed", node.place, "this cannot be a name", label)));
    }
    Ok(Json::String(text.clone()))
}

fn date(node: &Node, key: &str) -> Result<Json, Box<Finding>> {
    let parsed: Option<Date> = match &node.value {
        Value::Date(value) if value.time.is_none() && value.offset.is_none() => value.date.and_then(|date| {
            Date::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()
        }),
        Value::Text(text) if text.len() == 10 => text.parse().ok(),
        Value::Date(_) | Value::Text(_) => None,
        _ => return Err(wrong(node, key, "a date such as 2024-05-15")),
    };
    let Some(date) = parsed else {
        let message = format!("`{key}` is not a day of the calendar");
        let label = "expected a date without a time, such as 2024-05-15";
        return Err(Box::new(Finding::error("not-a-date", node.place, message, label)));
    };
    if !(1900..=2200).contains(&date.year()) {
        let message = format!("`{key}` is out of range");
        return Err(Box::new(Finding::error(
            "out-of-range",
            node.place,
            message,
            "must lie in the years 1900 to 2200",
        )));
    }
    Ok(Json::String(date.to_string()))
}

/// A value of no known shape as it stands.
fn anything(node: &Node) -> Json {
    match &node.value {
        Value::Text(text) => Json::String(text.clone()),
        Value::Integer(whole) => Json::from(*whole),
        Value::Float(value) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Array(items) => Json::Array(items.iter().map(anything).collect()),
        Value::Table(table) => Json::Object(
            table.entries.iter().map(|entry| (entry.key.clone(), anything(&entry.node))).collect(),
        ),
    }
}
