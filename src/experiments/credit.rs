//! What falls in price are put down to, run by run and over all runs.

use serde::{Deserialize, Serialize};

use super::estimate::Estimate;
use crate::history::{Attribution, Entity, Names, Part};

/// What a run puts the fall in price of an entity down to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credits {
    /// The market or a provider, by name.
    pub entity: String,
    /// First instant with sales, in milliseconds since the start.
    pub from: i64,
    /// Last instant with sales.
    pub to: i64,
    /// Contributions in logarithms, by position in `Part::ALL`; none where a price or a cost was zero.
    pub ln: Vec<Option<f64>>,
    /// Contributions in money per Mtok, by position in `Part::ALL`.
    pub money: Vec<f64>,
}

impl Credits {
    /// Of an attribution, under its name.
    pub fn of(attribution: &Attribution, names: &Names) -> Self {
        Self {
            entity: names.of(attribution.entity).to_owned(),
            from: attribution.from.0,
            to: attribution.to.0,
            ln: attribution.credits.iter().map(|credit| credit.ln).collect(),
            money: attribution.credits.iter().map(|credit| credit.money).collect(),
        }
    }
}

/// What all runs together say of a part of an entity's fall in price.
#[derive(Debug, Clone, PartialEq)]
pub struct Credited {
    /// The market or a provider.
    pub entity: String,
    /// The part.
    pub part: Part,
    /// Its contribution in logarithms.
    pub ln: Estimate,
    /// Its contribution in money per Mtok.
    pub money: Estimate,
}

/// Estimates from the credits of all runs, in their order: the market first, then providers, each with all parts.
pub(super) fn credited(runs: &[&[Credits]], names: &Names, level: f64) -> Vec<Credited> {
    let providers = names.providers.iter().map(String::as_str);
    let entities = [names.of(Entity::Market)].into_iter().chain(providers);
    let mut all = Vec::new();
    for entity in entities {
        let own: Vec<&Credits> =
            runs.iter().filter_map(|run| run.iter().find(|credits| credits.entity == entity)).collect();
        if own.is_empty() {
            continue;
        }
        for (at, part) in Part::ALL.into_iter().enumerate() {
            let ln: Vec<f64> = own.iter().filter_map(|credits| credits.ln[at]).collect();
            let money: Vec<f64> = own.iter().map(|credits| credits.money[at]).collect();
            all.push(Credited {
                entity: entity.to_owned(),
                part,
                ln: Estimate::of(&ln, "", level),
                money: Estimate::of(&money, "", level),
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_means_over_the_runs_that_have_the_entity() {
        let names = Names { providers: vec!["A".into(), "B".into()], ..Names::default() };
        let credits = |entity: &str, value: f64, ln: Option<f64>| Credits {
            entity: entity.into(),
            from: 0,
            to: 1,
            ln: vec![ln; Part::ALL.len()],
            money: vec![value; Part::ALL.len()],
        };
        let runs = [
            vec![credits("market", -1.0, Some(-0.5)), credits("A", -2.0, None)],
            vec![credits("market", -3.0, Some(-0.7))],
        ];
        let runs: Vec<&[Credits]> = runs.iter().map(Vec::as_slice).collect();
        let all = credited(&runs, &names, 0.95);
        assert_eq!(all.len(), 2 * Part::ALL.len(), "the market and A; B sold nothing in any run");
        let of = |entity: &str| all.iter().find(|c| c.entity == entity && c.part == Part::War).unwrap();
        assert_eq!((of("market").money.mean, of("market").money.n), (Some(-2.0), 2));
        assert!((of("market").ln.mean.unwrap() + 0.6).abs() < 1e-12);
        assert_eq!(
            (of("A").ln.n, of("A").money.mean),
            (0, Some(-2.0)),
            "a zero price has money and no logarithm"
        );
    }
}
