//! What causes what: the market with and without technology, scale feedback and conduct, all 2^3 of them under the same luck.
//!
//! Putting a fall of price down to costs and mark-ups is accounting: each of the three moves the others. Here each is taken
//! out of the market and the market is run again: costs that stay as they open (`links.technology = false`), prices that
//! do not follow the load they bring (`links.scale = false`), prices that nobody moves but for cost (the twin without war).
//! With v(S) an outcome of the replicate with the causes in S, a cause's part is its Shapley contribution to v(all) - v(none);
//! the three sum to it exactly, replicate by replicate, and means have Student's intervals.

use serde::Serialize;

use super::{Findings, runs};
use crate::economics::technology::contributions;
use crate::maths::ln;
use crate::statistics::{Interval, Moments, student_interval};

/// The causes, in the order of the bits of a set.
pub const CAUSES: [&str; 3] = ["technology", "scale", "conduct"];

/// What takes a cause out of the market, by cause: the path below an arm, and the name of what is left.
const WITHOUT: [(&str, &str); 3] = [
    ("links.technology=false", "no_technology"),
    ("links.scale=false", "no_scale"),
    ("twin=\"without_war\"", "no_war"),
];

/// Outcomes that are explained: name, and whether in logarithms.
const OUTCOMES: [(&str, bool); 7] = [
    ("price_blended", true),
    ("tokens_per_day", true),
    ("consumer_surplus", false),
    ("profit", false),
    ("welfare", false),
    ("margin_gross", false),
    ("hhi_tokens", false),
];

/// Name of the arm that has only the causes of a set; none of the set with all of them, which is the base.
fn arm(set: usize) -> Option<String> {
    let gone = WITHOUT.iter().enumerate().filter(|(cause, _)| set & (1 << cause) == 0);
    let names: Vec<&str> = gone.map(|(_, (_, name))| *name).collect();
    (!names.is_empty()).then(|| names.join("_"))
}

/// Overrides that make the seven arms beside the base.
pub fn causal_arms() -> Vec<String> {
    (0..ALL)
        .filter_map(|set| arm(set).map(|name| (set, name)))
        .flat_map(|(set, name)| {
            let gone = WITHOUT.iter().enumerate().filter(move |(cause, _)| set & (1 << cause) == 0);
            gone.map(move |(_, (path, _))| format!("compare.arms.{name}.{path}"))
        })
        .collect()
}

/// The set of all causes.
const ALL: usize = (1 << CAUSES.len()) - 1;

/// Parts of all outcomes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Causal {
    /// The arms that it was found with, beside the base.
    pub arms: Vec<String>,
    /// A line for each outcome.
    pub outcomes: Vec<CausalOutcome>,
}

/// An outcome and what brings it about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CausalOutcome {
    /// The measure, of the market.
    pub measure: String,
    /// Its unit; `ln` where logarithms are explained.
    pub unit: String,
    /// With all causes less with none.
    pub total: Part,
    /// Parts of technology, scale and conduct.
    pub parts: [Part; 3],
}

/// A mean over replicates with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Part {
    /// The mean.
    pub mean: f64,
    /// Half the width of its interval; none of one replicate.
    pub half: Option<f64>,
}

impl Part {
    fn of(values: impl Iterator<Item = f64>, level: f64) -> Option<Self> {
        let moments: Moments = values.collect();
        let half = student_interval(&moments, level).map(|Interval { low, high }| 0.5 * (high - low));
        Some(Self { mean: moments.mean()?, half })
    }
}

impl Causal {
    /// The parts, where the findings have all arms.
    pub fn of(findings: &Findings) -> Option<Self> {
        let arms = &findings.subject.arms;
        let position = |set: usize| match arm(set) {
            Some(name) => arms.iter().position(|arm| *arm == name),
            None => Some(0),
        };
        let at: Vec<usize> = (0..=ALL).map(position).collect::<Option<_>>()?;
        let runs = runs(findings);
        let outcomes = OUTCOMES.iter().filter_map(|(measure, in_logarithms)| {
            let columns = &findings.layout.outcome;
            let column = columns.iter().position(|own| own.measure == *measure && own.entity == "market")?;
            let value = |run: &[&[Option<f64>]], set: usize| -> Option<f64> {
                let value = run[at[set]][column]?;
                if *in_logarithms { (value > 0.0).then(|| ln(value)) } else { Some(value) }
            };
            let values: Vec<Vec<f64>> = runs
                .iter()
                .filter_map(|run| (0..=ALL).map(|set| value(run, set)).collect::<Option<Vec<f64>>>())
                .collect();
            let parts: Vec<Vec<f64>> = values.iter().map(|own| contributions(CAUSES.len(), own)).collect();
            let level = findings.subject.level;
            let part = |cause: usize| Part::of(parts.iter().map(|own| own[cause]), level);
            Some(CausalOutcome {
                measure: (*measure).to_owned(),
                unit: if *in_logarithms { "ln".to_owned() } else { columns[column].unit.clone() },
                total: Part::of(values.iter().map(|own| own[ALL] - own[0]), level)?,
                parts: [part(0)?, part(1)?, part(2)?],
            })
        });
        Some(Self { arms: (0..ALL).filter_map(arm).collect(), outcomes: outcomes.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_arms_are_made_by_twelve_overrides() {
        let made = causal_arms();
        assert_eq!(made.len(), 12);
        assert!(made.contains(&"compare.arms.no_technology_no_war.twin=\"without_war\"".to_owned()));
        assert!(made.contains(&"compare.arms.no_scale.links.scale=false".to_owned()));
        assert_eq!((arm(0).as_deref(), arm(ALL)), (Some("no_technology_no_scale_no_war"), None));
    }
}
