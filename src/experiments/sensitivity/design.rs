//! The design as arms: values of the inputs for each point.

use crate::experiments::draws::value_at;
use crate::experiments::plan::BASE;
use crate::ids::entity;
use crate::model::Model;
use crate::random::{Purpose, Streams};
use crate::statistics::sensitivity::{Morris, Saltelli};
use crate::study::{Distribution, Method, ModelMaker, Parameter, Sensitivity, VariedMaker};

/// A design over the inputs of a study.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    asked: Sensitivity,
    kind: Kind,
    pub(super) seed: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Sobol(Saltelli),
    Morris(Morris),
}

/// Quantiles of a law that stand for its ends.
const ENDS: (f64, f64) = (0.05, 0.95);

impl Design {
    /// The design that a study asks for under a seed; none where it is larger than directions there are, or unbalanced: the door
    /// refuses such studies.
    pub fn new(asked: &Sensitivity, seed: u64) -> Option<Self> {
        let seed = Streams::new(seed, 0).number(Purpose::Design, entity("sensitivity"));
        let factors: Vec<Vec<usize>> = asked.factors.iter().map(|factor| factor.inputs.clone()).collect();
        let (inputs, samples) = (asked.inputs.len(), asked.samples as usize);
        let kind = match asked.method {
            Method::Sobol => {
                let nets = asked.scrambles as usize;
                Kind::Sobol(Saltelli::new((factors, inputs), (samples, nets), asked.second_order, seed)?)
            }
            Method::Morris => Kind::Morris(Morris::new((factors, inputs), (samples, asked.levels), seed)?),
        };
        Some(Self { asked: asked.clone(), kind, seed })
    }

    /// What is asked.
    pub fn asked(&self) -> &Sensitivity {
        &self.asked
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Points of the design alone.
    pub fn len(&self) -> usize {
        match &self.kind {
            Kind::Sobol(design) => design.len(),
            Kind::Morris(design) => design.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first arm of the design: before it stand the scenario and both ends of each input.
    pub fn first(&self) -> usize {
        1 + 2 * self.asked.inputs.len()
    }

    /// Names of all arms: `base`, each input at its ends, the points by number.
    pub fn arms(&self) -> Vec<String> {
        let ends = self
            .asked
            .inputs
            .iter()
            .flat_map(|input| ["low", "high"].map(|end| format!("{end} {}", input.path)));
        let points = (1..=self.len()).map(|point| point.to_string());
        std::iter::once(BASE.to_owned()).chain(ends).chain(points).collect()
    }

    /// Values of the inputs in an arm; none for an input that stays as it is.
    pub fn values(&self, arm: usize) -> Vec<Option<f64>> {
        let inputs = &self.asked.inputs;
        let Some(before) = arm.checked_sub(1) else { return vec![None; inputs.len()] };
        if let Some(point) = arm.checked_sub(self.first()) {
            let place: Vec<f64> = match &self.kind {
                Kind::Sobol(design) => design.point(point),
                // The grid holds 0 and 1, where laws without ends have no value: it runs from end to end.
                Kind::Morris(design) => {
                    let on_law = |(part, input): (f64, &Parameter)| {
                        if is_range(input) { part } else { ENDS.0 + part * (ENDS.1 - ENDS.0) }
                    };
                    design.point(point).into_iter().zip(inputs).map(on_law).collect()
                }
            };
            return inputs.iter().zip(place).map(|(input, part)| Some(value_at(input, part))).collect();
        }
        let (moved, high) = (before / 2, before % 2 == 1);
        let value = |at: usize| {
            let (below, above) = ends(&inputs[at]);
            (at == moved).then_some(if high { above } else { below })
        };
        (0..inputs.len()).map(value).collect()
    }

    /// The makers of all arms, from the maker of models whose last values are the inputs.
    pub fn points<'a>(&self, maker: &'a dyn VariedMaker, attributed: bool) -> Vec<Point<'a>> {
        (0..self.first() + self.len())
            .map(|arm| Point { maker, values: self.values(arm), attributed })
            .collect()
    }
}

/// Low and high end of an input.
pub(super) fn ends(input: &Parameter) -> (f64, f64) {
    let (low, high) = if is_range(input) { (0.0, 1.0) } else { ENDS };
    (value_at(input, low), value_at(input, high))
}

fn is_range(input: &Parameter) -> bool {
    matches!(input.distribution, Distribution::Uniform { .. })
}

/// An arm: a maker with values for its inputs.
pub struct Point<'a> {
    maker: &'a dyn VariedMaker,
    values: Vec<Option<f64>>,
    attributed: bool,
}

impl ModelMaker for Point<'_> {
    fn make(&self, values: &[f64]) -> Result<Model, String> {
        let mut model = self.maker.make_varied(values, &self.values)?;
        // The monthly search for Nash prices is a third of the time, and nothing else depends on it.
        model.record.attribution &= self.attributed;
        Ok(model)
    }
}
