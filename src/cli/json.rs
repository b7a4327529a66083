//! An answer as one JSON object.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Origin};
use super::trouble::Trouble;
use crate::experiments::Estimate;
use crate::report::Manifest;
use crate::report::manifest::VERSION;
use crate::report::tables::column_name;

/// The object. Of one run each measure is a number or null; of a batch it is an object with its estimate.
pub fn answer(answer: &Answer, command: &str) -> String {
    let (findings, timings) = (&answer.findings, answer.manifest.timings);
    let estimates = findings.estimates.first().map(Vec::as_slice).unwrap_or_default();
    let value = |estimate: &Estimate| if command == "batch" { full(estimate) } else { json!(estimate.mean) };
    let measures: Map<String, Value> = findings
        .layout
        .outcome
        .iter()
        .zip(estimates)
        .map(|(column, e)| (column_name(column), value(e)))
        .collect();
    let object = json!({
        "version": answer.manifest.version,
        "command": answer.manifest.command,
        "title": findings.subject.title,
        "currency": findings.subject.currency,
        "seed": findings.subject.seed,
        "replicates": findings.replicates,
        "failed": answer.manifest.failed.len(),
        "stored": answer.origin == Origin::Stored,
        "complete": answer.manifest.complete,
        "user_reviews": timings.reviews,
        "events": timings.events,
        "cpu_seconds": timings.cpu_seconds,
        "wall_seconds": timings.wall_seconds,
        "threads": timings.threads,
        "report": answer.page(),
        "measures": measures,
        "statements": statements(answer, &value),
    });
    format!("{object:#}")
}

/// Statements of every provider over the whole run: provider, statement, line.
fn statements(answer: &Answer, value: &dyn Fn(&Estimate) -> Value) -> Value {
    let findings = &answer.findings;
    let Some(estimates) = findings.statements.first() else { return json!({}) };
    let mut providers = Map::new();
    // The whole run is the last period of each provider, so its lines take the place of those before.
    for (column, estimate) in findings.layout.statements.iter().zip(estimates) {
        let provider = providers.entry(column.provider.clone()).or_insert_with(|| json!({}));
        provider[&column.statement][&column.line] = value(estimate);
    }
    Value::Object(providers)
}

fn full(estimate: &Estimate) -> Value {
    let quantile = |at: usize| estimate.quantiles.map(|quantiles| quantiles[at]);
    json!({
        "n": estimate.n,
        "mean": estimate.mean,
        "sd": estimate.sd,
        "ci_low": estimate.interval.map(|interval| interval.low),
        "ci_high": estimate.interval.map(|interval| interval.high),
        "p05": quantile(0),
        "p50": quantile(2),
        "p95": quantile(4),
    })
}

/// An answer that needs no runs as one JSON object: that of its file, with what made it.
pub fn at_once(answer: &impl Serialize, command: &str, page: &str) -> Result<String, Trouble> {
    let mut value = serde_json::to_value(answer).map_err(std::io::Error::from)?;
    if let Value::Object(object) = &mut value {
        let more = [("version", VERSION), ("command", command), ("report", page)];
        object.extend(more.map(|(name, text)| (name.to_owned(), Value::from(text))));
    }
    Ok(format!("{value:#}"))
}

/// The answer of a study as one JSON object: that of its file, with what made it.
pub fn study(
    answer: &impl Serialize,
    manifest: &Manifest,
    (page, origin): (&str, Origin),
) -> Result<String, Trouble> {
    let mut value = serde_json::to_value(answer).map_err(std::io::Error::from)?;
    if let Value::Object(object) = &mut value {
        let more = [
            ("version", Value::from(VERSION)),
            ("command", Value::from(manifest.command.as_str())),
            ("failed", Value::from(manifest.failed.len())),
            ("stored", Value::from(origin == Origin::Stored)),
            ("complete", Value::from(manifest.complete)),
            ("report", Value::from(page)),
        ];
        object.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(format!("{value:#}"))
}
