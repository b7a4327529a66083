//! The maker: drawn values into the normal form, the normal form into a model.
//!
//! Only the parts of a scenario that some draw touches (a segment, a provider, a shock, a table at the top) are written and
//! read anew for a replicate; the rest is kept as it was read once.

use serde::Deserialize;
use serde_json::{Error, Map, Number, Value as Json};

use super::check::check;
use super::file::File;
use super::path::Step;
use super::resolve::resolve;
use super::uncertainty::Drawn;
use crate::complaint::{Complaints, Severity};
use crate::model::Model;
use crate::study::{Effect, ModelMaker, Parameter, VariedMaker};
use crate::units::Elo;

/// Makes the models of a scenario's replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Maker {
    base: File,
    parts: Vec<Part>,
    draws: Vec<Draw>,
    /// Tiers that all replicates tell of: a drawn quality above the last bar, or below the first, makes no tier of its own.
    tiers: Vec<Elo>,
}

/// A part of the normal form that draws touch.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    key: String,
    index: Option<usize>,
    normal: Json,
}

/// A parameter and where its values go.
#[derive(Debug, Clone, PartialEq)]
struct Draw {
    parameter: Parameter,
    aims: Vec<Shot>,
}

/// A number inside a part.
#[derive(Debug, Clone, PartialEq)]
struct Shot {
    part: usize,
    steps: Vec<Step>,
    base: Option<f64>,
}

impl Maker {
    /// A maker of models whose parameters are `drawn`, from a checked file and its normal form.
    pub(super) fn new(base: File, normal: &Json, drawn: Vec<Drawn>, tiers: Vec<Elo>) -> Self {
        let mut parts = Vec::new();
        let draws = drawn
            .into_iter()
            .map(|drawn| {
                let shots = drawn.aims.iter().filter_map(|aim| {
                    let (part, depth) = part_of(&aim.steps, normal, &mut parts)?;
                    Some(Shot { part, steps: aim.steps[depth..].to_vec(), base: aim.base })
                });
                Draw { aims: shots.collect(), parameter: drawn.parameter }
            })
            .collect();
        Self { base, parts, draws, tiers }
    }

    /// Bars of quality that its models tell of.
    pub fn tiers(&self) -> &[Elo] {
        &self.tiers
    }

    /// The same with the bars of several markets that are told side by side.
    pub fn telling(mut self, tiers: Vec<Elo>) -> Self {
        self.tiers = tiers;
        self
    }
}

/// The part that steps lead into, made when it is new, and how many of the steps lead to it.
fn part_of(steps: &[Step], normal: &Json, parts: &mut Vec<Part>) -> Option<(usize, usize)> {
    let (key, index) = match steps {
        [Step::Key(key), Step::Index(index), ..] => (key, Some(*index)),
        [Step::Key(key), ..] => (key, None),
        _ => return None,
    };
    let depth = 1 + usize::from(index.is_some());
    if let Some(known) = parts.iter().position(|part| part.key == *key && part.index == index) {
        return Some((known, depth));
    }
    let top = normal.get(key);
    let found = match index {
        Some(index) => top.and_then(|list| list.get(index)),
        None => top,
    };
    // A table that is not written stands for its defaults.
    let normal = found.cloned().unwrap_or_else(|| Json::Object(Map::new()));
    parts.push(Part { key: key.clone(), index, normal });
    Some((parts.len() - 1, depth))
}

impl ModelMaker for Maker {
    fn make(&self, values: &[f64]) -> Result<Model, String> {
        self.build(values.iter().copied().map(Some), &[])
    }
}

impl VariedMaker for Maker {
    fn make_varied(&self, values: &[f64], inputs: &[Option<f64>]) -> Result<Model, String> {
        // What a design varies is not drawn: where it says nothing, the scenario's own value stands.
        let varied: Vec<&Shot> = self.draws.iter().skip(values.len()).flat_map(|draw| &draw.aims).collect();
        self.build(values.iter().copied().map(Some).chain(inputs.iter().copied()), &varied)
    }
}

impl Maker {
    /// The model with values for its draws, in their order; a later one at the same place prevails, and draws before the last of them
    /// leave the places of `varied` alone.
    fn build(&self, values: impl Iterator<Item = Option<f64>>, varied: &[&Shot]) -> Result<Model, String> {
        let values: Vec<Option<f64>> = values.collect();
        if values.len() != self.draws.len() {
            return Err(format!("{} values for {} parameters", values.len(), self.draws.len()));
        }
        let mut normals: Vec<Json> = self.parts.iter().map(|part| part.normal.clone()).collect();
        for (draw, value) in self.draws.iter().zip(values) {
            let (Draw { parameter, aims }, Some(value)) = (draw, value) else { continue };
            let (low, high) = parameter.range;
            if !value.is_finite() || value < low || value > high {
                return Err(format!("{} = {value} lies outside {low} to {high}", parameter.path));
            }
            for aim in aims {
                let is_varied = |own: &&Shot| (own.part, &own.steps) == (aim.part, &aim.steps);
                if varied.iter().any(is_varied) && !varied.iter().any(|own| std::ptr::eq(*own, aim)) {
                    continue;
                }
                let number = match (parameter.effect, aim.base) {
                    (Effect::Times, Some(base)) => base * value,
                    _ => value,
                };
                write(&mut normals[aim.part], &aim.steps, number)
                    .ok_or_else(|| format!("{}: nowhere to write", parameter.path))?;
            }
        }
        let mut file = self.base.clone();
        for (part, normal) in self.parts.iter().zip(&normals) {
            read(&mut file, part, normal).map_err(|error| error.to_string())?;
        }
        let mut complaints = Complaints::new();
        check(&file, &mut complaints);
        let model = if complaints.has_errors() { None } else { resolve(&file, &mut complaints) };
        let tiers = self.tiers.clone();
        model.map(|model| Model { tiers, ..model }).ok_or_else(|| reason(&complaints))
    }
}

/// Puts a part into the file, read from its normal form.
fn read(file: &mut File, part: &Part, normal: &Json) -> Result<(), Error> {
    fn one<'de, T: Deserialize<'de>>(place: &mut T, normal: &'de Json) -> Result<(), Error> {
        *place = T::deserialize(normal)?;
        Ok(())
    }
    match (part.key.as_str(), part.index) {
        ("segment", Some(at)) => one(&mut file.segment[at], normal),
        ("provider", Some(at)) => one(&mut file.provider[at], normal),
        ("shock", Some(at)) => one(&mut file.shock[at], normal),
        ("policy", Some(at)) => one(&mut file.policy[at], normal),
        ("reference", None) => one(&mut file.reference, normal),
        ("attention", None) => one(&mut file.attention, normal),
        ("rounds", None) => one(&mut file.rounds, normal),
        ("rents", None) => one(&mut file.rents, normal),
        ("catalogue", None) => one(&mut file.catalogue, normal),
        (other, _) => Err(serde::de::Error::custom(format!("`{other}` cannot be drawn"))),
    }
}

/// Writes a number at the end of steps, making the tables that stand for defaults.
fn write(normal: &mut Json, steps: &[Step], number: f64) -> Option<()> {
    let mut place = normal;
    for step in steps {
        place = match step {
            Step::Index(index) => place.get_mut(index)?,
            Step::Key(key) => {
                if place.is_null() {
                    *place = Json::Object(Map::new());
                }
                place.as_object_mut()?.entry(key.as_str()).or_insert(Json::Null)
            }
        };
    }
    *place = Json::Number(Number::from_f64(number)?);
    Some(())
}

fn reason(complaints: &Complaints) -> String {
    let first = complaints.list().iter().find(|complaint| complaint.severity == Severity::Error);
    first.map_or_else(
        || "the drawn values contradict each other".to_owned(),
        |complaint| format!("{}: {} ({})", complaint.path, complaint.message, complaint.found),
    )
}
