//! Policies as they stand in a scenario: a name, dates, and one choice of the room of regulation. The keys of the choice
//! are those of the room's own type, so that a new policy is a change of that room alone.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value as Json, json};

use super::compile::RIVALS;
use super::file::{Day, File};
use super::nearest::suggestion;
use super::path::quoted;
use crate::calendar::{Calendar, Instant};
use crate::complaint::{Check, Complaints};
use crate::economics::regulation::Policy;
use crate::model::Enactment;

/// What a state does from one day to another.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyFile {
    /// What charts and the chronicle call it.
    pub name: String,
    /// The first day.
    pub from: Option<Day>,
    /// The day from which it is no longer in force.
    pub until: Option<Day>,
    /// What it does.
    pub policy: Policy,
}

/// The keys that every policy has.
#[derive(Deserialize, JsonSchema)]
struct Frame {
    /// What charts, tables and the chronicle call it.
    name: String,
    /// The first day on which it is in force. Default: the first day of the scenario. The opening is solved without it.
    from: Option<Day>,
    /// The day from which it is no longer in force. Default: it stays.
    until: Option<Day>,
}

impl<'de> Deserialize<'de> for PolicyFile {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let mut choice = Map::deserialize(input)?;
        let mut frame = Map::new();
        for key in ["name", "from", "until"] {
            frame.extend(choice.remove_entry(key));
        }
        let Frame { name, from, until } =
            Frame::deserialize(Json::Object(frame)).map_err(D::Error::custom)?;
        // The walker has passed the table, so one choice is left.
        let policy = Policy::deserialize(Json::Object(choice)).map_err(D::Error::custom)?;
        Ok(Self { name, from, until, policy })
    }
}

impl JsonSchema for PolicyFile {
    fn schema_name() -> Cow<'static, str> {
        "Enactment".into()
    }

    /// The keys of the frame, and each policy under its key, of which one must be there.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut frame = Frame::json_schema(generator).to_value();
        let choice = Policy::json_schema(generator).to_value();
        let mut tags = Vec::new();
        let variants = choice.get("oneOf").and_then(Json::as_array).into_iter().flatten();
        for variant in variants {
            let inside = variant.get("properties").and_then(Json::as_object).into_iter().flatten();
            for (tag, parameters) in inside {
                tags.push(tag.clone());
                let mut parameters = parameters.clone();
                if let (Some(about), Json::Object(table)) = (variant.get("description"), &mut parameters) {
                    table.insert("description".to_owned(), about.clone());
                }
                frame["properties"][tag] = parameters;
            }
        }
        frame["description"] = json!("What a state does from one day to another.");
        frame["additionalProperties"] = json!(false);
        frame[RIVALS] = json!([{ "keys": tags, "required": true }]);
        Schema::try_from(frame).expect("an object is a schema")
    }
}

/// Complains of policies that contradict themselves, their dates or the market.
pub fn check(file: &File, complaints: &mut Complaints) {
    let known: Vec<&str> = file.segment.iter().map(|segment| segment.name.as_str()).collect();
    for entry in &file.policy {
        let path = format!("policy.{}", quoted(&entry.name));
        entry.policy.check(&path, complaints);
        dates(file, entry, &path, complaints);
        for (at, name) in entry.policy.law().segments().iter().enumerate() {
            if known.contains(&name.as_str()) {
                continue;
            }
            complaints.error(
                "unknown-segment",
                format!("{path}.{}.segments[{at}]", entry.policy.key()),
                &format!("there is no segment `{name}`"),
                "no such segment",
            );
            if let Some(help) = suggestion(name, known.iter().copied()) {
                complaints.help(help);
            }
        }
    }
}

fn dates(file: &File, entry: &PolicyFile, path: &str, complaints: &mut Complaints) {
    let calendar = Calendar::new(file.start.0);
    let end = calendar.date(Instant::at_day(file.horizon.get()));
    let first = entry.from.map_or(file.start.0, |day| day.0);
    if first >= end {
        complaints
            .error(
                "policy-after-end",
                format!("{path}.from"),
                "the policy comes after the end and will not be in force",
                &format!("the scenario ends on {end}"),
            )
            .as_warning();
    }
    let Some(until) = entry.until.map(|day| day.0) else { return };
    if until <= first.max(file.start.0) {
        complaints
            .error(
                "policy-never-in-force",
                format!("{path}.until"),
                "the policy ends before it begins",
                &format!("must be later than {}", first.max(file.start.0)),
            )
            .help("`until` is the first day without the policy; leave it out for one that stays");
    }
}

/// The policies of a market, in the order of the file.
pub fn resolve(file: &File, calendar: Calendar) -> Vec<Enactment> {
    let instant = |day: Day| calendar.instant(day.0).max(Instant::START);
    let enacted = |entry: &PolicyFile| Enactment {
        name: entry.name.clone(),
        from: entry.from.map_or(Instant::START, instant),
        until: entry.until.map(instant),
        policy: entry.policy.clone(),
    };
    file.policy.iter().map(enacted).collect()
}
