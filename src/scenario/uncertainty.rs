//! `[uncertainty]`: laws at paths, read in the unit of what they aim at, as parameters of a study.

use serde_json::Value as Json;

use super::finding::Finding;
use super::home::{Home, place_of};
use super::leaf::{quantity_finding, show};
use super::path::{Path, Step, describe};
use super::quantity::{Exchange, read};
use super::shape::{Shape, Shapes};
use super::silence::EXCEPT;
use super::target::{Reach, targets};
use super::tree::{Node, Value};
use super::uncertain::{Beta, Lognormal, Loose, Normal, Triangular, Uncertain, Uniform};
use crate::study::{Distribution, Effect, Parameter};
use crate::units::MOST_SIGMA;

/// Uncertain parameters at most; a wildcard over all firms with `each` has as many as firms.
const MOST_PARAMETERS: usize = 1_000;

/// Parts of a scenario that no draw may change: they fix what replicates have in common.
const FIXED: [&str; 12] = [
    "compare",
    "episodes",
    "horizon",
    "usd",
    "seed",
    "batch",
    "record",
    "start",
    "uncertainty",
    "sensitivity",
    "sweep",
    "tournament",
];

/// Where a draw goes: steps into the normal form, and the number that a factor multiplies.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Steps to the number.
    pub steps: Vec<Step>,
    /// What stands there, or its default.
    pub base: Option<f64>,
}

/// A parameter with its aims.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Path of the law.
    pub law: String,
    /// As studies see it.
    pub parameter: Parameter,
    /// Where its values go.
    pub aims: Vec<Aim>,
}

/// What the aims of a path are read against.
pub struct Context<'a> {
    /// The merged tree.
    pub tree: &'a Node,
    /// Its normal form.
    pub normal: &'a Json,
    /// The shapes of the file.
    pub shapes: &'a Shapes,
    /// What money is worth.
    pub exchange: &'a Exchange,
}

/// All uncertain parameters of a table.
pub fn parameters<'a>(
    laws: impl Iterator<Item = (&'a String, &'a Uncertain)>,
    home: Home,
    context: &Context,
    findings: &mut Vec<Finding>,
) -> Vec<Drawn> {
    let mut all = Vec::new();
    for (path, law) in laws {
        match Reading::new(context, home, path).and_then(|reading| reading.drawn(law)) {
            Ok(drawn) => all.extend(drawn),
            Err(finding) => findings.push(*finding),
        }
        if all.len() > MOST_PARAMETERS {
            let place = place_of(context, home, path, "");
            let label = format!("at most {MOST_PARAMETERS} parameters");
            findings.push(Finding::error("too-many-parameters", place, "too much is uncertain", label));
            return all;
        }
    }
    all
}

/// One entry being read.
struct Reading<'a> {
    context: &'a Context<'a>,
    home: Home,
    text: &'a str,
    found: Vec<Vec<Step>>,
    unit: &'a str,
    range: (f64, f64),
}

type Refusal = Box<Finding>;

impl<'a> Reading<'a> {
    fn new(context: &'a Context<'a>, home: Home, text: &'a str) -> Result<Self, Refusal> {
        let place = place_of(context, home, text, "");
        let refuse =
            |code, message: &str, label: String| Box::new(Finding::error(code, place, message, label));
        let path = Path::parse(text)
            .map_err(|fault| refuse("path-malformed", "this is not a path", fault.reason.to_owned()))?;
        let found = targets(context.tree, &path, context.shapes, Reach::Known).map_err(|lost| {
            let part = text.get(path.segments[lost.segment].span.clone()).unwrap_or(text);
            let label = format!("nothing matches `{part}`");
            let finding = refuse("path-matches-nothing", "the path matches nothing in the scenario", label);
            Box::new(finding.maybe_help(lost.help))
        })?;
        let first = found.first().and_then(|steps| context.shapes.at(steps)).map(|id| context.shapes.get(id));
        let (unit, range) = match first.map(|shape| bare(context.shapes, shape)) {
            Some(Shape::Quantity { unit, min, max, .. }) => (unit.as_str(), (*min, *max)),
            Some(Shape::Number { min, max }) => ("share", (*min, *max)),
            _ => {
                let label = "not a number with a range".to_owned();
                return Err(refuse("not-drawable", "only quantities can be uncertain", label));
            }
        };
        if found.iter().any(|steps| matches!(&steps[0], Step::Key(key) if FIXED.contains(&key.as_str()))) {
            let label = "the same in every replicate".to_owned();
            return Err(refuse("not-drawable", "this is what replicates have in common", label));
        }
        Ok(Self { context, home, text, found, unit, range })
    }

    fn drawn(&self, law: &Uncertain) -> Result<Vec<Drawn>, Refusal> {
        let distribution = self.distribution(law)?;
        let effect = if law.times { Effect::Times } else { Effect::Set };
        let except = self.excepted(law)?;
        let drawn = self.found.iter().filter(|steps| !except.contains(*steps));
        let mut aims: Vec<Aim> = drawn.map(|steps| self.aim(steps)).collect();
        if aims.is_empty() {
            return Ok(Vec::new());
        }
        if effect == Effect::Times {
            aims.retain(|aim| aim.base.is_some());
            if aims.is_empty() {
                let place = place_of(self.context, self.home, self.text, "");
                let message = "a factor needs a number to multiply";
                return Err(Box::new(
                    Finding::error("nothing-to-multiply", place, message, "no value stands there")
                        .help("leave `times` out to set the value"),
                ));
            }
        }
        if !law.each {
            return Ok(vec![self.parameter(self.text.to_owned(), distribution, effect, aims)]);
        }
        Ok(aims
            .into_iter()
            .map(|aim| {
                self.parameter(describe(self.context.tree, &aim.steps), distribution, effect, vec![aim])
            })
            .collect())
    }

    /// The places that a law leaves out.
    fn excepted(&self, law: &Uncertain) -> Result<Vec<Vec<Step>>, Refusal> {
        let mut all = Vec::new();
        for (at, text) in law.except.iter().enumerate() {
            let place = place_of(self.context, self.home, self.text, &format!("{EXCEPT}[{at}]"));
            let refuse =
                |code, message: &str, label: String| Box::new(Finding::error(code, place, message, label));
            let path = Path::parse(text)
                .map_err(|fault| refuse("path-malformed", "this is not a path", fault.reason.to_owned()))?;
            let found =
                targets(self.context.tree, &path, self.context.shapes, Reach::Known).map_err(|lost| {
                    let label = format!("nothing matches `{text}`");
                    let message = "the path matches nothing in the scenario";
                    Box::new(refuse("path-matches-nothing", message, label).maybe_help(lost.help))
                })?;
            if !found.iter().any(|steps| self.found.contains(steps)) {
                let label = format!("not among what `{}` matches", self.text);
                return Err(refuse("path-matches-nothing", "the law does not draw this anyway", label));
            }
            all.extend(found);
        }
        Ok(all)
    }

    fn aim(&self, steps: &[Step]) -> Aim {
        let written = steps.iter().try_fold(self.context.normal, |json, step| match step {
            Step::Key(key) => json.get(key),
            Step::Index(index) => json.get(index),
        });
        let base = written.and_then(Json::as_f64).or_else(|| self.default(steps));
        Aim { steps: steps.to_vec(), base }
    }

    fn default(&self, steps: &[Step]) -> Option<f64> {
        let (last, above) = steps.split_last()?;
        let Step::Key(key) = last else { return None };
        let default = self.context.shapes.field(self.context.shapes.at(above)?, key)?.default.as_ref()?;
        default.as_f64().or_else(|| default.get("median")?.as_f64())
    }

    fn parameter(&self, path: String, distribution: Distribution, effect: Effect, aims: Vec<Aim>) -> Drawn {
        let (unit, range) = match effect {
            Effect::Set => (self.context.exchange.shown(self.unit), self.range),
            Effect::Times => ("1".to_owned(), aims.iter().fold(ANY, |range, aim| self.factors(range, aim))),
        };
        let parameter = Parameter { path, unit, distribution, effect, range };
        Drawn { law: self.text.to_owned(), parameter, aims }
    }

    /// Factors that keep an aim in its range.
    fn factors(&self, (low, high): (f64, f64), aim: &Aim) -> (f64, f64) {
        match aim.base {
            Some(base) if base > 0.0 => (low.max(self.range.0 / base), high.min(self.range.1 / base)),
            Some(base) if base < 0.0 => (low.max(self.range.1 / base), high.min(self.range.0 / base)),
            _ => (low, high),
        }
    }

    fn distribution(&self, law: &Uncertain) -> Result<Distribution, Refusal> {
        if let Some(Normal { mean, sd }) = &law.normal {
            let (mean, sd) = (self.number(law, mean, "normal.mean")?, self.number(law, sd, "normal.sd")?);
            self.rule(sd >= 0.0, "normal.sd", "must not be negative")?;
            return Ok(Distribution::Normal { mean, sd });
        }
        if let Some(Lognormal { median, sigma }) = &law.lognormal {
            let median = self.number(law, median, "lognormal.median")?;
            self.rule(median > 0.0, "lognormal.median", "must be more than 0")?;
            let allowed = format!("must lie between 0 and {MOST_SIGMA}");
            self.rule((0.0..=MOST_SIGMA).contains(sigma), "lognormal.sigma", &allowed)?;
            return Ok(Distribution::Lognormal { median, sigma: *sigma });
        }
        if let Some(Beta { mean, sd }) = &law.beta {
            let (mean, sd) = (self.number(law, mean, "beta.mean")?, self.number(law, sd, "beta.sd")?);
            self.rule(0.0 < mean && mean < 1.0, "beta.mean", "must lie strictly between 0 and 1")?;
            // The variance of a law on 0 to 1 stays below m (1 - m).
            self.rule(
                sd > 0.0 && sd * sd < mean * (1.0 - mean),
                "beta.sd",
                "must be more than 0 and its square below mean x (1 - mean)",
            )?;
            return Ok(Distribution::Beta { mean, sd });
        }
        if let Some(Uniform { low, high }) = &law.uniform {
            let (low, high) =
                (self.number(law, low, "uniform.low")?, self.number(law, high, "uniform.high")?);
            self.rule(low < high, "uniform.high", "must lie above `low`")?;
            return Ok(Distribution::Uniform { low, high });
        }
        let Some(Triangular { low, mode, high }) = &law.triangular else {
            return Err(self.refuse("", "names no law"));
        };
        let low = self.number(law, low, "triangular.low")?;
        let mode = self.number(law, mode, "triangular.mode")?;
        let high = self.number(law, high, "triangular.high")?;
        self.rule(low < high, "triangular.high", "must lie above `low`")?;
        self.rule((low..=high).contains(&mode), "triangular.mode", "must lie between `low` and `high`")?;
        Ok(Distribution::Triangular { low, mode, high })
    }

    /// A number of a law: in the unit of the target, or a factor.
    fn number(&self, law: &Uncertain, value: &Loose, key: &str) -> Result<f64, Refusal> {
        let unit = if law.times { "share" } else { self.unit };
        let number = match &value.0 {
            Json::String(text) => read(text, unit, self.context.exchange).map_err(|fault| {
                let place = place_of(self.context, self.home, self.text, key);
                let node = Node { value: Value::Text(text.clone()), place };
                Box::new(quantity_finding(&node, text, unit, fault, self.context.exchange))
            })?,
            other => other.as_f64().unwrap_or(f64::NAN),
        };
        // A centre that is itself unlawful would leave next to nothing after truncation.
        let is_centre = [".mean", ".median", ".mode", ".low", ".high"].iter().any(|end| key.ends_with(end));
        if is_centre && !law.times && !(self.range.0..=self.range.1).contains(&number) {
            let shown = |value| show(value, self.unit, self.context.exchange);
            let allowed = format!("must lie between {} and {}", shown(self.range.0), shown(self.range.1));
            return Err(self.refuse(key, &allowed));
        }
        Ok(number)
    }

    fn rule(&self, holds: bool, key: &str, allowed: &str) -> Result<(), Refusal> {
        if holds { Ok(()) } else { Err(self.refuse(key, allowed)) }
    }

    fn refuse(&self, key: &str, allowed: &str) -> Refusal {
        let place = place_of(self.context, self.home, self.text, key);
        let message = match self.home {
            Home::Laws(_) => "there is no such law",
            Home::Ranges(_) => "there is no such range",
        };
        Box::new(Finding::error("law-malformed", place, message, allowed))
    }
}

/// Any factor.
const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The bare form of a value that may also be a table.
fn bare<'a>(shapes: &'a Shapes, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Either { bare, .. } => shapes.get(*bare),
        other => other,
    }
}
