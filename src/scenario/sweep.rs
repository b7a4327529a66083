//! `[sweep]`: places of the scenario and the values they take, and the answer that may flip.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::finding::Finding;
use super::path::{Path, deepest};
use super::quantity;
use super::sensitivity::output;
use super::uncertain::Loose;
use super::uncertainty::Context;
use crate::measures::CATALOGUE;
use crate::model::Model;
use crate::study::{Flip, Laid, Output, Sweep};

/// Points at most: each is a scenario of its own.
const MOST_POINTS: usize = 2_000;

/// What is looked at where nothing is named.
const USUAL: [&str; 3] = ["price_blended", "hhi_tokens", "welfare"];

/// The same market at many places: which values are tried of which paths, and what is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Sweep")]
pub struct SweepFile {
    /// Values by path, as they would be written there: quantities, numbers, names of choices. Two ends of `lhs` and `sobol`.
    pub over: BTreeMap<String, Vec<Loose>>,
    /// How values are combined.
    pub design: DesignFile,
    /// Points of `lhs` and `sobol`.
    #[schemars(range(min = 2, max = 2_000))]
    pub points: u32,
    /// Measures as `replicates.csv` heads them. Default: `price_blended`, `hhi_tokens`, `welfare`, and that of `flip`.
    pub outputs: Vec<String>,
    /// Runs of every point, under the same luck at all points.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub replicates: u32,
    /// A question of yes or no, `profit.DeepSeek > 0`: where its answer flips is shown.
    pub flip: Option<String>,
}

impl Default for SweepFile {
    /// 20 runs a point put the standard error of a mean at a fifth of the spread between histories.
    fn default() -> Self {
        Self {
            over: BTreeMap::new(),
            design: DesignFile::Grid,
            points: 32,
            outputs: Vec::new(),
            replicates: 20,
            flip: None,
        }
    }
}

/// How values are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DesignFile {
    /// Every value with every other.
    Grid,
    /// The first values together, then the second: a list of points.
    List,
    /// The same as `list`.
    Zip,
    /// Latin hypercube between two ends of each.
    Lhs,
    /// Sobol's sequence, scrambled, between two ends of each.
    Sobol,
}

/// Reads the table.
pub fn read(file: &SweepFile, model: &Model, context: &Context, findings: &mut Vec<Finding>) -> Sweep {
    let mut reader = Reader { context, findings };
    let axes: Vec<(String, Vec<String>)> =
        file.over.iter().map(|(path, values)| (path.clone(), values.iter().map(text).collect())).collect();
    reader.counts(file, &axes);
    let flip = file.flip.as_ref().and_then(|text| reader.flip(text, model));
    let usual: Vec<String> = USUAL.iter().map(|name| (*name).to_owned()).collect();
    let named = if file.outputs.is_empty() { &usual } else { &file.outputs };
    let mut outputs: Vec<Output> = Vec::new();
    for (at, name) in named.iter().enumerate() {
        outputs.extend(reader.output(&format!("outputs[{at}]"), name, model));
    }
    outputs.extend(flip.iter().map(|flip| flip.output.clone()));
    // What is named twice is looked at once.
    let mut once: Vec<Output> = Vec::new();
    for output in outputs {
        if !once.contains(&output) {
            once.push(output);
        }
    }
    Sweep {
        axes,
        laid: match file.design {
            DesignFile::Grid => Laid::Grid,
            DesignFile::List | DesignFile::Zip => Laid::List,
            DesignFile::Lhs => Laid::Lhs(file.points),
            DesignFile::Sobol => Laid::Sobol(file.points),
        },
        outputs: once,
        replicates: file.replicates,
        flip,
    }
}

/// A value as an override writes it.
fn text(value: &Loose) -> String {
    match &value.0 {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

struct Reader<'a, 'b> {
    context: &'a Context<'a>,
    findings: &'b mut Vec<Finding>,
}

impl Reader<'_, '_> {
    fn complain(&mut self, code: &'static str, key: &str, message: &str, label: String) {
        let finding = Finding::error(code, self.place(key), message, label);
        self.findings.push(finding);
    }

    fn place(&self, key: &str) -> super::source::Place {
        let full = if key.is_empty() { "sweep".to_owned() } else { format!("sweep.{key}") };
        let Ok(path) = Path::parse(&full) else { return self.context.tree.place };
        let (_, found) = deepest(self.context.tree, &path);
        found.key.filter(|_| key.is_empty()).unwrap_or(found.node.place)
    }

    fn counts(&mut self, file: &SweepFile, axes: &[(String, Vec<String>)]) {
        if axes.is_empty() {
            self.complain("nothing-varied", "", "nothing is varied", "`over` is empty".to_owned());
        }
        let key = |path: &str| format!("over.{}", super::path::quoted(path));
        let lengths: Vec<usize> = axes.iter().map(|(_, values)| values.len()).collect();
        let between = matches!(file.design, DesignFile::Lhs | DesignFile::Sobol);
        for (path, values) in axes {
            let wanted = match file.design {
                _ if between => Some(2),
                DesignFile::List | DesignFile::Zip => lengths.first().copied(),
                _ => None,
            };
            let fault = match wanted {
                Some(n) if values.len() != n => format!("found {} values, expected {n}", values.len()),
                _ if values.is_empty() => "found no value".to_owned(),
                _ => continue,
            };
            self.complain("range-malformed", &key(path), "values do not fit the design", fault);
        }
        let all = match file.design {
            DesignFile::Grid => lengths.iter().fold(1_usize, |all, n| all.saturating_mul((*n).max(1))),
            _ => lengths.first().copied().unwrap_or(0),
        };
        if all > MOST_POINTS {
            let label = format!("{all} points, at most {MOST_POINTS}");
            self.complain("too-large", "over", "the sweep has too many points", label);
        }
    }

    fn output(&mut self, key: &str, name: &str, model: &Model) -> Option<Output> {
        match output(name, model) {
            Ok(output) => Some(output),
            Err((label, help)) => {
                let message = format!("there is no measure `{name}`");
                let finding = Finding::error("unknown-measure", self.place(key), message, label);
                self.findings.push(finding.maybe_help(help));
                None
            }
        }
    }

    /// `profit.DeepSeek > 0`.
    fn flip(&mut self, text: &str, model: &Model) -> Option<Flip> {
        let Some(at) = text.find(['>', '<']) else {
            let label = "found no `>` or `<`".to_owned();
            self.complain(
                "condition-malformed",
                "flip",
                "a condition compares a measure with a number",
                label,
            );
            return None;
        };
        let output = self.output("flip", text[..at].trim(), model)?;
        let number = text[at + 1..].trim();
        let unit = CATALOGUE.iter().find(|known| known.name == output.measure).map_or("", |known| known.unit);
        let Ok(threshold) = quantity::read(number, unit, self.context.exchange) else {
            let label = format!("`{number}` is no number in {}", self.context.exchange.shown(unit));
            self.complain(
                "condition-malformed",
                "flip",
                "a condition compares a measure with a number",
                label,
            );
            return None;
        };
        Some(Flip { output, above: text[at..].starts_with('>'), threshold })
    }
}
