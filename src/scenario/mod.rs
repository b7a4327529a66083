//! The scenario door: from TOML files and overrides to a model and a study, or to all mistakes at once.
//!
//! ```text
//! layers (file, extends, --set) -> merged tree -> walked against the schema -> normal form -> File -> checks -> Model
//! ```
//!
//! [`load`] is the only way in. Below it stands a machine that knows no economics (`source` to `walker`): it reads
//! texts, merges them, holds the result against the schema that is generated from the rooms' own parameter types, reads
//! quantities in any unit, and keeps the place of every value, so that each mistake is shown where it was made.

mod arm_maker;
mod arms;
mod attention;
mod bundled;
mod check;
mod codes;
mod collisions;
mod compile;
mod considered;
mod dimension;
mod equip;
mod error;
mod file;
mod finding;
mod firm;
mod free;
mod home;
mod improve;
mod keys;
mod kinds;
mod layer;
mod leaf;
mod learners;
mod limits;
mod lookup;
mod maker;
mod merge;
mod money;
mod nearest;
mod path;
mod placing;
mod plans;
mod policies;
mod print;
mod quantity;
mod recording;
mod resolve;
mod rounds;
mod schema;
mod script;
mod script_mergers;
mod script_money;
mod script_supply;
mod script_upgrades;
mod sensitivity;
mod shape;
mod shocks;
mod silence;
mod source;
mod sweep;
mod target;
#[cfg(test)]
mod tests;
mod tournament;
mod tree;
mod uncertain;
mod uncertainty;
mod upgrades;
mod walker;

use std::path::Path;

use serde::Deserialize;

pub use arm_maker::ArmMaker;
pub use arms::twin;
pub use bundled::{BUNDLED, Bundled};
pub use codes::CODES;
pub use error::{Paint, ScenarioError};
pub use finding::Finding;
pub use keys::{Absent, Key, keys, reference};
pub use kinds::{UserKindFacts, user_kinds};
pub use lookup::{Found, below, look_up, nearest_key};
pub use maker::Maker;
pub use nearest::nearest;
pub use schema::{SCHEMA_FILE, schema, schema_text};
pub use sensitivity::output;
pub use source::{Place, Source, Sources};

use crate::complaint::Complaints;
use crate::model::{Model, tiers_of_all};
use crate::study::{Sensitivity, Study, Sweep, Tournament};
use file::File;
use home::Home;
use layer::{Above, Layers};
use quantity::Exchange;
use tree::{Node, Value};
use uncertainty::Context;

/// The number that a text stands for in a unit of the grammar of quantities without money; none if it is none.
pub fn read_quantity(text: &str, unit: &str) -> Option<f64> {
    let exchange = Exchange { currency: String::new(), usd: None };
    quantity::read(text, unit, &exchange).ok()
}

/// A scenario that may be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The market.
    pub model: Model,
    /// What its batch asks.
    pub study: Study,
    /// Makes the models of replicates.
    pub maker: Maker,
    /// What its table `[sensitivity]` asks, where it has one.
    pub sensitivity: Option<Varied>,
    /// What its table `[sweep]` asks, where it has one.
    pub sweep: Option<Sweep>,
    /// What its table `[tournament]` asks, where it has one.
    pub tournament: Option<Tournament>,
    /// The scenario as one file without `extends`, all layers merged; it loads to the same model.
    pub text: String,
    /// What the reader should know.
    pub warnings: Vec<Finding>,
    /// The texts it was read from.
    pub sources: Sources,
    /// Its variants, in the order of the file.
    pub arms: Vec<Arm>,
}

/// A variant of a scenario under the same luck.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// The market as it has it.
    pub model: Model,
    /// Makes the models of its replicates from the values that the scenario as it stands draws.
    pub maker: ArmMaker,
}

/// A study of sensitivity, and the maker of its models: values of the uncertain parameters, then of the inputs, which take
/// the place of what was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// What is asked.
    pub asked: Sensitivity,
    /// Makes the models.
    pub maker: Maker,
}

impl Scenario {
    /// The warnings drawn, empty when there are none.
    pub fn render_warnings(&self, paint: Paint) -> String {
        error::draw(&self.warnings, &self.sources, paint)
    }
}

/// Reads a scenario file with the files it extends and lays the overrides (`path=value`) on it.
///
/// # Errors
/// All mistakes there are, each with its place.
pub fn load(file: &Path, overrides: &[String]) -> Result<Scenario, ScenarioError> {
    with_arms(&|arm| open(layer::read(file, Above { arm, overrides }, schema::shapes()), arm.is_some()))
}

/// The same for a bundled scenario.
///
/// # Errors
/// All mistakes there are, each with its place.
pub fn load_bundled(bundled: Bundled, overrides: &[String]) -> Result<Scenario, ScenarioError> {
    with_arms(&|arm| {
        open(layer::read_bundled(bundled, Above { arm, overrides }, schema::shapes()), arm.is_some())
    })
}

/// The same for a text that is not in a file; it extends nothing.
///
/// # Errors
/// All mistakes there are, each with its place.
pub fn load_text(name: &str, text: &str, overrides: &[String]) -> Result<Scenario, ScenarioError> {
    with_arms(&|arm| {
        let layers = layer::read_text(name, text, Above { arm, overrides }, schema::shapes());
        open(layers, arm.is_some())
    })
}

/// A scenario with its arms, each opened like a scenario of its own. A mistake that only an arm makes is drawn where the arm
/// makes it.
fn with_arms(
    open: &dyn Fn(Option<&str>) -> Result<Opened, ScenarioError>,
) -> Result<Scenario, ScenarioError> {
    let Opened { mut scenario, arms } = open(None)?;
    let arms: Vec<_> = arms
        .into_iter()
        .map(|(name, place)| Ok((open(Some(&name))?.scenario, name, place)))
        .collect::<Result<_, _>>()?;
    // Arms are told side by side, so all tell of the tiers of any.
    let models = arms.iter().map(|(arm, ..)| &arm.model).chain([&scenario.model]);
    let tiers = tiers_of_all(models.map(|model| &model.tiers[..]));
    scenario.model.tiers.clone_from(&tiers);
    scenario.maker = scenario.maker.telling(tiers.clone());
    for (mut arm, name, place) in arms {
        arm.model.tiers.clone_from(&tiers);
        arm.maker = arm.maker.telling(tiers.clone());
        if arm.model.names() != scenario.model.names() {
            let message = format!("the arm `{name}` is another market");
            let label = "its providers, products or segments differ";
            let finding = Finding::error("arm-of-another-market", place, message, label).help(
                "arms are compared figure by figure: change when or how something happens, not what there is",
            );
            return Err(ScenarioError::new(vec![finding], scenario.sources));
        }
        let maker = ArmMaker::new(arm.maker, &arm.study, &scenario.study);
        scenario.arms.push(Arm { name, model: arm.model, maker });
    }
    Ok(scenario)
}

/// A scenario, and the names of its arms.
struct Opened {
    scenario: Scenario,
    arms: Vec<(String, Place)>,
}

fn open(layers: Layers, is_arm: bool) -> Result<Opened, ScenarioError> {
    let Layers { sources, tree, mut findings, dropped, whole, fixed, set } = layers;
    let Some(tree) = tree else { return Err(ScenarioError::new(findings, sources)) };
    let exchange = exchange(&tree);
    let normal = walker::walk(&tree, schema::shapes(), &exchange, &mut findings);
    if findings.iter().any(Finding::is_error) {
        return Err(ScenarioError::new(findings, sources));
    }
    let file = match File::deserialize(&normal) {
        Ok(file) => file,
        Err(error) => {
            let message = format!("the scenario cannot be read: {error}");
            findings.push(Finding::error(
                "not-readable",
                tree.place,
                message,
                "a rule that the schema does not state",
            ));
            return Err(ScenarioError::new(findings, sources));
        }
    };
    let mut complaints = Complaints::new();
    check::check(&file, &mut complaints);
    let model = if complaints.has_errors() { None } else { resolve::resolve(&file, &mut complaints) };
    findings.extend(placing::place(&tree, &complaints, &dropped));
    let context = Context { tree: &tree, normal: &normal, shapes: schema::shapes(), exchange: &exchange };
    let mut doubts = Vec::new();
    let mut drawn =
        uncertainty::parameters(file.uncertainty.iter(), Home::Laws("uncertainty"), &context, &mut doubts);
    silence::by_arm(&mut drawn, &tree, &fixed);
    // Positions in lists are others where members are switched off.
    let is_named = |path: &str| dropped.is_empty() || !path.contains('[');
    let silenced = silence::by_override(&mut drawn, &tree, &set, is_named);
    // An arm may switch off what the scenario draws.
    findings.extend(doubts.into_iter().filter(|doubt| !is_arm || doubt.code != "path-matches-nothing"));
    // A study is of the scenario as it stands, not of its arms.
    let studied = model.as_ref().filter(|_| !is_arm);
    let asked = file.sensitivity.as_ref().zip(studied).map(|(table, model)| {
        let (asked, inputs) = sensitivity::read(table, model, &drawn, &context, &mut findings);
        (asked, [drawn.clone(), inputs].concat())
    });
    let sweep = file
        .sweep
        .as_ref()
        .zip(studied)
        .map(|(table, model)| sweep::read(table, model, &context, &mut findings));
    let tournament = file
        .tournament
        .as_ref()
        .zip(studied)
        .map(|(table, model)| tournament::read(table, model, &context, &mut findings));
    let has_errors = findings.iter().any(Finding::is_error);
    let (Some(model), false) = (model, has_errors) else { return Err(ScenarioError::new(findings, sources)) };
    let study = Study {
        seed: file.seed,
        replicates: file.batch.replicates,
        level: file.batch.level,
        parameters: drawn.iter().map(|drawn| drawn.parameter.clone()).collect(),
    };
    let arms = arms::names(&tree);
    let mut told = whole.unwrap_or(tree);
    silence::write(&mut told, &silenced);
    let text = print::print(&told);
    let sensitivity = asked.map(|(asked, all)| Varied {
        asked,
        maker: Maker::new(file.clone(), &normal, all, model.tiers.clone()),
    });
    let maker = Maker::new(file, &normal, drawn, model.tiers.clone());
    let scenario = Scenario {
        model,
        study,
        maker,
        sensitivity,
        sweep,
        tournament,
        text,
        warnings: findings,
        sources,
        arms: Vec::new(),
    };
    Ok(Opened { scenario, arms })
}

/// Currency and rate of a tree that is not walked yet; what is wrong with them the walker says.
fn exchange(tree: &Node) -> Exchange {
    let table = tree.table();
    let currency = table.and_then(|table| table.text("currency")).unwrap_or("money").to_owned();
    let usd = match table.and_then(|table| table.get("usd")).map(|node| &node.value) {
        Some(Value::Float(rate)) => Some(*rate),
        Some(Value::Integer(rate)) => Some(*rate as f64),
        _ => None,
    };
    Exchange { currency, usd: usd.filter(|rate| rate.is_finite() && *rate > 0.0) }
}
