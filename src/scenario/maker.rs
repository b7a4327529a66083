//! The maker: drawn values into the normal form, the normal form into a model.

use serde::Deserialize;
use serde_json::{Map, Number, Value as Json};

use super::check::check;
use super::file::File;
use super::path::Step;
use super::resolve::resolve;
use super::uncertainty::{Aim, Drawn};
use crate::complaint::{Complaints, Severity};
use crate::model::Model;
use crate::study::{Effect, ModelMaker};

/// Makes the models of a scenario's replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Maker {
    normal: Json,
    drawn: Vec<Drawn>,
}

impl Maker {
    /// A maker of models whose parameters are `drawn`, from the normal form of a checked scenario.
    pub(super) fn new(normal: Json, drawn: Vec<Drawn>) -> Self {
        Self { normal, drawn }
    }
}

impl ModelMaker for Maker {
    fn make(&self, values: &[f64]) -> Result<Model, String> {
        if values.len() != self.drawn.len() {
            return Err(format!("{} values for {} parameters", values.len(), self.drawn.len()));
        }
        let mut normal = self.normal.clone();
        for (drawn, value) in self.drawn.iter().zip(values) {
            let (low, high) = drawn.parameter.range;
            if !value.is_finite() || *value < low || *value > high {
                return Err(format!("{} = {value} lies outside {low} to {high}", drawn.parameter.path));
            }
            for aim in &drawn.aims {
                let number = match (drawn.parameter.effect, aim.base) {
                    (Effect::Times, Some(base)) => base * value,
                    _ => *value,
                };
                write(&mut normal, aim, number)
                    .ok_or_else(|| format!("{}: nowhere to write", drawn.parameter.path))?;
            }
        }
        let file = File::deserialize(&normal).map_err(|error| error.to_string())?;
        let mut complaints = Complaints::new();
        check(&file, &mut complaints);
        let model = if complaints.has_errors() { None } else { resolve(&file, &mut complaints) };
        model.ok_or_else(|| reason(&complaints))
    }
}

/// Writes a number at the end of an aim's steps, making the tables that stand for defaults.
fn write(normal: &mut Json, aim: &Aim, number: f64) -> Option<()> {
    let mut place = normal;
    for step in &aim.steps {
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
