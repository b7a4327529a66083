//! `[sensitivity]`: which inputs are varied over which ranges, and which outputs are looked at.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::home::{Home, place_of};
use super::nearest::suggestion;
use super::path::{Path, deepest};
use super::source::Place;
use super::uncertain::{Loose, Uncertain, Uniform};
use super::uncertainty::{Context, Drawn, parameters};
use crate::measures::{CATALOGUE, Kind};
use crate::model::Model;
use crate::statistics::sensitivity::Saltelli;
use crate::study::{Factor, Method, Output, Parameter, Sensitivity};

/// Where ranges, laws and uncertain parameters stand.
const RANGES: Home = Home::Ranges("sensitivity.parameters");
const LAWS: Home = Home::Laws("sensitivity.laws");

/// Inputs at most.
const MOST_INPUTS: usize = Saltelli::MOST_INPUTS;

/// What is looked at where nothing is named.
const USUAL: [&str; 3] = ["price_blended", "hhi_tokens", "welfare"];

/// Which assumptions decide the answer: inputs varied together, and what of each output's variance is owed to which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Sensitivity")]
pub struct SensitivityFile {
    /// How influence is measured.
    pub method: MethodFile,
    /// Base points of `sobol` (a power of two), trajectories of `morris`. Runs in all: samples x (2 + 2 k) of `sobol` for k factors,
    /// samples x (1 + k) of `morris`, and 1 + 2 x inputs for the tornado, each times `replicates`.
    #[schemars(range(min = 2, max = 65_536))]
    pub samples: u32,
    /// Runs of every point, under the same luck at all points. Default: 4, few, and enough for intervals of the tornado.
    #[schemars(range(min = 1, max = 10_000))]
    pub replicates: u32,
    /// Independent scramblings that share the base points, a power of two. Default: 1, the most accurate; from 4 on intervals come
    /// from what scramblings differ by, which is narrower than the bootstrap where the output is smooth.
    #[schemars(range(min = 1, max = 256))]
    pub scrambles: u32,
    /// Second-order indices, and both kinds of hybrid points; `false` saves half of the runs for less accuracy.
    pub second_order: bool,
    /// Levels of the grid of `morris`, an even number. Default: 4 (Campolongo et al. 2007).
    #[schemars(range(min = 2, max = 100))]
    pub levels: u32,
    /// Measures as `replicates.csv` heads them: `hhi_tokens`, `margin_gross.DeepSeek`. Default: `price_blended`, `hhi_tokens`,
    /// `welfare`.
    pub outputs: Vec<String>,
    /// Inputs by path, each with its ends `[low, high]` in the unit of what stands there; all values between are as likely.
    pub parameters: BTreeMap<String, Vec<Loose>>,
    /// Inputs by path, each with a law as in `[uncertainty]`. With neither `parameters` nor `laws` the inputs are those of
    /// `[uncertainty]`.
    pub laws: BTreeMap<String, Uncertain>,
    /// Inputs that count as one: paths of `parameters`, `laws` or `[uncertainty]` under a name.
    pub groups: BTreeMap<String, Vec<String>>,
}

impl Default for SensitivityFile {
    /// 128 base points: intervals of about a tenth (`docs/model/experiments.md`).
    fn default() -> Self {
        Self {
            method: MethodFile::Sobol,
            samples: 128,
            replicates: 4,
            scrambles: 1,
            second_order: true,
            levels: 4,
            outputs: Vec::new(),
            parameters: BTreeMap::new(),
            laws: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }
}

/// How influence is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MethodFile {
    /// Parts of variance: first-order, total and second-order indices.
    Sobol,
    /// Elementary effects, for a few runs an input.
    Morris,
}

/// Reads the table: what is asked, and the inputs with their aims.
pub fn read(
    file: &SensitivityFile,
    model: &Model,
    uncertain: &[Drawn],
    context: &Context,
    findings: &mut Vec<Finding>,
) -> (Sensitivity, Vec<Drawn>) {
    let mut reader = Reader { file, context, findings };
    let inputs = reader.inputs(uncertain);
    reader.counts();
    let asked = Sensitivity {
        method: match file.method {
            MethodFile::Sobol => Method::Sobol,
            MethodFile::Morris => Method::Morris,
        },
        samples: file.samples,
        replicates: file.replicates,
        scrambles: file.scrambles,
        second_order: file.second_order,
        levels: file.levels,
        outputs: reader.outputs(model),
        factors: reader.factors(&inputs),
        inputs: inputs.iter().map(|drawn| drawn.parameter.clone()).collect(),
    };
    (asked, inputs)
}

struct Reader<'a, 'b> {
    file: &'a SensitivityFile,
    context: &'a Context<'a>,
    findings: &'b mut Vec<Finding>,
}

impl Reader<'_, '_> {
    fn place(&self, key: &str) -> Place {
        place(self.context, key)
    }

    fn complain(&mut self, code: &'static str, key: &str, message: &str, label: String) {
        let place = self.place(key);
        self.findings.push(Finding::error(code, place, message, label));
    }

    fn inputs(&mut self, uncertain: &[Drawn]) -> Vec<Drawn> {
        let ranges: BTreeMap<String, Uncertain> =
            self.file.parameters.iter().filter_map(|(path, ends)| self.range(path, ends)).collect();
        let before = self.findings.len();
        let mut inputs = parameters(ranges.iter(), RANGES, self.context, self.findings);
        inputs.extend(parameters(self.file.laws.iter(), LAWS, self.context, self.findings));
        let named = !self.file.parameters.is_empty() || !self.file.laws.is_empty();
        if !named {
            inputs = uncertain.to_vec();
        }
        if inputs.is_empty() && self.findings.len() == before && ranges.len() == self.file.parameters.len() {
            let label = "`parameters`, `laws` and [uncertainty] are empty".to_owned();
            self.complain("nothing-varied", "", "nothing is varied", label);
        }
        if inputs.len() > MOST_INPUTS {
            let label = format!("{} inputs, at most {MOST_INPUTS}", inputs.len());
            self.complain("too-many-parameters", "", "too much is varied", label);
        }
        for (at, input) in inputs.iter().enumerate() {
            if inputs[..at].iter().any(|other| other.parameter.path == input.parameter.path) {
                let place = place_of(self.context, LAWS, &input.parameter.path, "");
                let label = "also among `parameters`";
                self.findings.push(Finding::error("varied-twice", place, "an input is given twice", label));
            }
        }
        inputs
    }

    fn range(&mut self, path: &str, ends: &[Loose]) -> Option<(String, Uncertain)> {
        let [low, high] = ends else {
            let place = place_of(self.context, RANGES, path, "");
            let label = format!("found {} values, expected [low, high]", ends.len());
            self.findings.push(Finding::error("range-malformed", place, "a range has two ends", label));
            return None;
        };
        let uniform = Uniform { low: low.clone(), high: high.clone() };
        Some((path.to_owned(), Uncertain::uniform(uniform)))
    }

    /// Rules that the schema cannot say of numbers.
    fn counts(&mut self) {
        let file = self.file;
        if file.method == MethodFile::Sobol {
            if !file.samples.is_power_of_two() {
                let above = file.samples.next_power_of_two();
                let label = format!("found {}, the nearest are {} and {above}", file.samples, above / 2);
                let message = "base points of a Sobol sequence are a power of two";
                self.complain("samples-unbalanced", "samples", message, label);
            }
            let fits = file.scrambles.is_power_of_two() && file.scrambles.saturating_mul(2) <= file.samples;
            if file.scrambles != 1 && !fits {
                let label =
                    format!("found {}, expected a power of two up to half of the samples", file.scrambles);
                let message = "scramblings share the base points evenly";
                self.complain("samples-unbalanced", "scrambles", message, label);
            }
        } else if file.levels % 2 == 1 {
            let label = format!("found {}", file.levels);
            self.complain(
                "samples-unbalanced",
                "levels",
                "the grid of `morris` has an even number of levels",
                label,
            );
        }
    }

    fn outputs(&mut self, model: &Model) -> Vec<Output> {
        let usual: Vec<String> = USUAL.iter().map(|name| (*name).to_owned()).collect();
        let named = if self.file.outputs.is_empty() { &usual } else { &self.file.outputs };
        let mut seen = BTreeSet::new();
        let mut outputs = Vec::new();
        for (at, name) in named.iter().enumerate() {
            if !seen.insert(name) {
                continue;
            }
            match output(name, model) {
                Ok(output) => outputs.push(output),
                Err((label, help)) => {
                    let place = self.place(&format!("outputs[{at}]"));
                    let message = format!("there is no measure `{name}`");
                    let finding = Finding::error("unknown-measure", place, message, label);
                    self.findings.push(finding.maybe_help(help));
                }
            }
        }
        outputs
    }

    /// Groups first, then every input that is in none.
    fn factors(&mut self, inputs: &[Drawn]) -> Vec<Factor> {
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut factors = Vec::new();
        for (name, paths) in &self.file.groups {
            let mut members = Vec::new();
            for (at, path) in paths.iter().enumerate() {
                let key = format!("groups.{}[{at}]", super::path::quoted(name));
                // A parameter with `each` has a path of its own for each place; its group is named by the path of all.
                let of = |parameter: &Parameter| parameter.path == *path || is_of(&parameter.path, path);
                let found: Vec<usize> = (0..inputs.len()).filter(|at| of(&inputs[*at].parameter)).collect();
                if found.is_empty() {
                    let place = self.place(&key);
                    let known: Vec<&str> = inputs.iter().map(|input| input.parameter.path.as_str()).collect();
                    let finding = Finding::error(
                        "unknown-parameter",
                        place,
                        format!("no input has the path `{path}`"),
                        "not among those that are varied",
                    );
                    self.findings.push(finding.maybe_help(suggestion(path, known)));
                }
                for input in found {
                    if taken.insert(input) {
                        members.push(input);
                    } else {
                        self.complain(
                            "varied-twice",
                            &key,
                            "an input is in two groups",
                            "already in one".to_owned(),
                        );
                    }
                }
            }
            if !members.is_empty() {
                factors.push(Factor { name: name.clone(), inputs: members });
            }
        }
        let alone = (0..inputs.len()).filter(|at| !taken.contains(at));
        factors.extend(alone.map(|at| Factor { name: inputs[at].parameter.path.clone(), inputs: vec![at] }));
        factors
    }
}

/// The place of a key of the table, or of the table.
fn place(context: &Context, key: &str) -> Place {
    let full = if key.is_empty() { "sensitivity".to_owned() } else { format!("sensitivity.{key}") };
    let Ok(path) = Path::parse(&full) else { return context.tree.place };
    let (_, found) = deepest(context.tree, &path);
    match (key.is_empty(), found.key) {
        (true, Some(key)) => key,
        _ => found.node.place,
    }
}

/// Whether a path is one of those that a path with `*` stands for.
fn is_of(path: &str, wild: &str) -> bool {
    let parts = |text: &str| Path::parse(text).map(|path| path.segments).unwrap_or_default();
    let (own, all) = (parts(path), parts(wild));
    let same = |(own, all): (&super::path::Segment, &super::path::Segment)| {
        all.part == super::path::Part::All || own.part == all.part
    };
    own.len() == all.len() && wild.contains('*') && own.iter().zip(&all).all(same)
}

/// A measure of an entity, as `replicates.csv` heads its column.
///
/// # Errors
/// What is wrong with it and what to do.
pub fn output(name: &str, model: &Model) -> Result<Output, (String, Option<String>)> {
    let (measure, entity) = name.split_once('.').map_or((name, None), |(measure, of)| (measure, Some(of)));
    let names = model.names();
    let market = ["market".to_owned()];
    let entities = |kind: Kind| -> &[String] {
        match kind {
            Kind::Market => &market,
            Kind::Provider => &names.providers,
            Kind::Product => &names.offers,
            Kind::Segment => &names.segments,
            Kind::Tier => &names.tiers,
            Kind::Plan => &names.plans,
        }
    };
    let kinds: Vec<Kind> =
        CATALOGUE.iter().filter(|known| known.name == measure).map(|known| known.kind).collect();
    if kinds.is_empty() {
        let all: BTreeSet<&str> = CATALOGUE.iter().map(|known| known.name).collect();
        return Err(("no such measure".to_owned(), suggestion(measure, all)));
    }
    let wanted = entity.unwrap_or("market");
    let has = |kind: &&Kind| entities(**kind).iter().any(|known| known == wanted);
    if kinds.iter().any(|kind| has(&kind)) {
        return Ok(Output { measure: measure.to_owned(), entity: wanted.to_owned() });
    }
    let known: Vec<&str> = kinds
        .iter()
        .flat_map(|kind| entities(*kind))
        .map(String::as_str)
        .filter(|name| *name != "market")
        .collect();
    let label = match entity {
        None => format!("`{measure}` is not of the market: say of whom, `{measure}.NAME`"),
        Some(entity) => format!("`{measure}` is not of `{entity}`"),
    };
    Err((label, suggestion(wanted, known)))
}
