//! `pricewar explain`: what a key of a scenario, a measure of a result or a strategy means, from the schema, the catalogue
//! and the strategies themselves.

use clap::Args;
use serde_json::{Value, json};

use super::kinds;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::economics::pricing::STRATEGIES;
use crate::economics::regulation::POLICIES;
use crate::measures::{CATALOGUE, Definition, Kind};
use crate::report::table::{Cell, Table};
use crate::scenario::{Absent, Found, Key, below, look_up, nearest, nearest_key};

/// Flags of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A key of a scenario (provider.technology.rent, or rent), a measure (`hhi_tokens`), a strategy, a policy or a kind of users (strategy.undercut, policy.levy, kind.code; strategy, policy, kind and measure list them)
    pub key: String,
    /// Prints the answer as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Keys that have the same meaning, of several tables.
struct Same {
    keys: Vec<&'static Key>,
}

impl Explain {
    /// Explains a key.
    pub fn run(&self) -> Result<Ending, Trouble> {
        match self.key.trim().split_once('.') {
            Some(("strategy", name)) => return self.entry("strategy", &strategies(), name),
            Some(("policy", name)) if policies().iter().any(|entry| entry.name == name) => {
                return self.entry("policy", &policies(), name);
            }
            Some(("kind", name)) => return kinds::explain(name, self.json),
            None if self.key.trim() == "kind" => return kinds::explain_all(self.json),
            None if self.key.trim() == "strategy" => return self.entries("strategy", &strategies()),
            None if self.key.trim() == "policy" => return self.entries("policy", &policies()),
            None if self.key.trim() == "measure" => return self.measures(),
            _ => {}
        }
        let found = match look_up(&self.key) {
            Found::Whole(keys) | Found::End(keys) => keys,
            Found::Nothing => Vec::new(),
        };
        let measures: Vec<&Definition> =
            CATALOGUE.iter().filter(|definition| definition.name == self.key.trim()).collect();
        if found.is_empty() && measures.is_empty() {
            return Err(Trouble::Asked(self.unknown()));
        }
        let text = if self.json {
            let object = json!({
                "keys": found.iter().map(|key| of_key(key)).collect::<Vec<_>>(),
                "measures": measures.iter().map(|measure| of_measure(measure)).collect::<Vec<_>>(),
            });
            format!("{object:#}")
        } else {
            let keys = grouped(&found).iter().map(Same::words).collect::<Vec<_>>();
            let measures = measures.iter().map(|measure| in_words(measure));
            keys.into_iter().chain(measures).collect::<Vec<_>>().join("\n\n")
        };
        say(&text)?;
        Ok(Ending::Done)
    }

    /// One strategy or policy, and its parameters.
    fn entry(&self, word: &str, all: &[Entry], name: &str) -> Result<Ending, Trouble> {
        let Some(entry) = all.iter().find(|entry| entry.name == name.trim()) else {
            let names: Vec<&str> = all.iter().map(|entry| entry.name).collect();
            let help = nearest(name, names.iter().copied()).map_or_else(
                || format!("there is {}", names.join(", ")),
                |near| format!("did you mean `{word}.{near}`?"),
            );
            return Err(Trouble::Asked(format!("there is no {word} `{name}`; {help}")));
        };
        let keys = match look_up(&format!("{}.{}", entry.place, entry.name)) {
            Found::Whole(keys) | Found::End(keys) => keys,
            Found::Nothing => Vec::new(),
        };
        let text = if self.json {
            let parameters: Vec<Value> = keys.iter().flat_map(|key| below(key)).map(of_key).collect();
            format!("{:#}", of_entry(word, entry, parameters))
        } else {
            let lines = [("rule", entry.rule), ("source", entry.source), ("use when", entry.use_when)];
            let head = std::iter::once(format!("{word}.{}", entry.name));
            let lines = lines.iter().map(|(name, words)| format!("  {name:<9}{words}"));
            let head = head.chain(lines).collect::<Vec<_>>().join("\n");
            let tables = keys.iter().filter_map(|key| {
                let inside = below(key);
                (!inside.is_empty()).then(|| table(key, &inside).terminal(Some(100)))
            });
            std::iter::once(head).chain(tables).collect::<Vec<_>>().join("\n\n")
        };
        say(&text)?;
        Ok(Ending::Done)
    }

    /// All strategies or policies, one a line.
    fn entries(&self, word: &str, all: &[Entry]) -> Result<Ending, Trouble> {
        let text = if self.json {
            let all: Vec<Value> = all.iter().map(|entry| of_entry(word, entry, Vec::new())).collect();
            format!("{:#}", Value::Array(all))
        } else {
            let mut table = Table::new([word, "rule", "use when"], 3);
            for entry in all {
                table.push([entry.name, entry.rule, entry.use_when].map(Cell::text).into());
            }
            table.terminal(Some(100))
        };
        say(&text)?;
        Ok(Ending::Done)
    }

    /// All measures, one a line.
    fn measures(&self) -> Result<Ending, Trouble> {
        let text = if self.json {
            format!("{:#}", Value::Array(CATALOGUE.iter().map(of_measure).collect()))
        } else {
            let mut table = Table::new(["measure", "of", "unit", "meaning"], 4);
            for measure in CATALOGUE {
                let words = [measure.name, kind(measure.kind), measure.unit, measure.meaning];
                table.push(words.map(Cell::text).into());
            }
            table.terminal(Some(140))
        };
        say(&text)?;
        Ok(Ending::Done)
    }

    fn unknown(&self) -> String {
        let names: Vec<&str> = CATALOGUE.iter().map(|definition| definition.name).collect();
        let help = nearest_key(&self.key, &names).map_or_else(
            || "docs/scenario.md lists all keys, `pricewar explain measure` all measures".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("`{}` is neither a key of a scenario nor a measure; {help}", self.key)
    }
}

/// Keys in order, those of one meaning together.
fn grouped(keys: &[&'static Key]) -> Vec<Same> {
    let mut out: Vec<Same> = Vec::new();
    let alike = |a: &Key, b: &Key| {
        (&a.meaning, &a.value, &a.absent, a.range) == (&b.meaning, &b.value, &b.absent, b.range)
    };
    for key in keys {
        match out.iter_mut().find(|same| alike(same.keys[0], key)) {
            Some(same) => same.keys.push(key),
            None => out.push(Same { keys: vec![key] }),
        }
    }
    out
}

impl Same {
    /// As a terminal shows it.
    fn words(&self) -> String {
        let key = self.keys[0];
        let paths: Vec<&str> = self.keys.iter().map(|key| key.path.as_str()).collect();
        let mut lines = vec![paths.join("\n")];
        let mut row = |name: &str, text: String| lines.push(format!("  {name:<9}{text}"));
        row("meaning", key.meaning.clone());
        row("value", value(key));
        row("default", absent(&key.absent));
        if let Some(range) = range(key) {
            row("range", range);
        }
        if let Some(source) = key.source() {
            row("source", source.to_owned());
        }
        let inside = below(key);
        if !inside.is_empty() {
            lines.push(String::new());
            lines.push(table(key, &inside).terminal(Some(100)));
        }
        lines.join("\n")
    }
}

/// The keys of a table, one a row.
fn table(above: &Key, keys: &[&Key]) -> Table {
    let mut table = Table::new(["key", "value", "default", "meaning"], 4);
    let is_choice = above.value.starts_with('`');
    for key in keys {
        let name = key.path.strip_prefix(&above.path).unwrap_or(&key.path).trim_start_matches('.');
        let default = if is_choice { "one of these".to_owned() } else { absent(&key.absent) };
        table.push([name, &key.value, &default, &key.meaning].map(Cell::text).into());
    }
    table
}

/// What stands there; of a rate how it is written.
fn value(key: &Key) -> String {
    match key.value.as_str() {
        "1/day" => "a rate, such as \"2 %/month\" (a bare number is a day's)".to_owned(),
        other => other.to_owned(),
    }
}

fn absent(absent: &Absent) -> String {
    match absent {
        Absent::Refused => "must be given".to_owned(),
        Absent::Default(value) => value.clone(),
        Absent::Nothing => "may be left out".to_owned(),
    }
}

fn range(key: &Key) -> Option<String> {
    let (low, high) = key.range?;
    Some(match (low.is_finite(), high.is_finite()) {
        (true, true) => format!("{} to {}", plain(low), plain(high)),
        (true, false) => format!("from {}", plain(low)),
        _ => format!("up to {}", plain(high)),
    })
}

fn plain(value: f64) -> String {
    Table::plain_number(value)
}

fn of_key(key: &Key) -> Value {
    let default = match &key.absent {
        Absent::Default(value) => Some(value),
        Absent::Refused | Absent::Nothing => None,
    };
    let bound = |value: f64| value.is_finite().then_some(value);
    json!({
        "path": key.path,
        "meaning": key.meaning,
        "value": key.value,
        "required": key.absent == Absent::Refused,
        "default": default,
        "minimum": key.range.and_then(|range| bound(range.0)),
        "maximum": key.range.and_then(|range| bound(range.1)),
        "source": key.source(),
        "keys": below(key).iter().map(|key| json!({
            "path": key.path, "value": key.value, "meaning": key.meaning,
        })).collect::<Vec<_>>(),
    })
}

/// A strategy or a policy, as it speaks of itself.
struct Entry {
    name: &'static str,
    rule: &'static str,
    source: &'static str,
    use_when: &'static str,
    /// The key of a scenario below which it stands.
    place: &'static str,
}

fn strategies() -> Vec<Entry> {
    let place = "provider.NAME.pricing";
    let entry = |about: &crate::economics::pricing::About| Entry {
        name: about.name,
        rule: about.rule,
        source: about.source,
        use_when: about.use_when,
        place,
    };
    STRATEGIES.into_iter().map(entry).collect()
}

fn policies() -> Vec<Entry> {
    let place = "policy.NAME";
    let entry = |about: &crate::economics::regulation::About| Entry {
        name: about.name,
        rule: about.rule,
        source: about.source,
        use_when: about.use_when,
        place,
    };
    POLICIES.into_iter().map(entry).collect()
}

fn of_entry(word: &str, entry: &Entry, parameters: Vec<Value>) -> Value {
    let mut object = json!({
        "rule": entry.rule,
        "source": entry.source,
        "use_when": entry.use_when,
    });
    object[word] = Value::from(entry.name);
    if !parameters.is_empty() {
        object["parameters"] = Value::Array(parameters);
    }
    object
}

fn of_measure(measure: &Definition) -> Value {
    json!({
        "name": measure.name,
        "of": kind(measure.kind),
        "unit": measure.unit,
        "meaning": measure.meaning,
    })
}

fn in_words(measure: &Definition) -> String {
    let of = kind(measure.kind);
    let (name, meaning, unit) = (measure.name, measure.meaning, measure.unit);
    format!("{name} (a measure of {of})\n  meaning  {meaning}\n  unit     {unit}")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Market => "the market",
        Kind::Provider => "a provider",
        Kind::Product => "a product",
        Kind::Segment => "a segment",
        Kind::Tier => "a tier of quality",
        Kind::Plan => "a way of paying",
    }
}
