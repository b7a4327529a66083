//! Series that follow from flows of one run: shares, margins, concentration. They are ratios, so their bands over runs
//! cannot be had from bands of their parts; each run keeps its own.

use crate::economics::indices::hhi;
use crate::history::{Entity, Measure, Series};

/// A series that follows from others of the same row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Derived {
    /// Its name, that of the measure which is the same over a window.
    pub measure: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Of whom it is.
    pub entity: Entity,
    formula: Formula,
}

/// How it follows; numbers are columns of the panel.
#[derive(Debug, Clone, PartialEq)]
enum Formula {
    /// A part of the sum of all.
    Share { part: usize, all: Vec<usize> },
    /// (revenue - cost) / revenue.
    Margin { revenue: usize, cost: usize },
    /// Herfindahl-Hirschman index.
    Concentration { all: Vec<usize> },
}

/// What follows from the series of a panel.
pub(super) fn derived(series: &[Series]) -> Vec<Derived> {
    let find = |measure, entity| series.iter().position(|s| s.measure == measure && s.entity == entity);
    let of_provider = |s: &&Series| matches!(s.entity, Entity::Provider(_)) && s.measure == Measure::Tokens;
    let sellers: Vec<Entity> = series.iter().filter(of_provider).map(|s| s.entity).collect();
    let all: Vec<usize> = sellers.iter().filter_map(|entity| find(Measure::Tokens, *entity)).collect();
    let share = |(entity, part): (&Entity, &usize)| Derived {
        measure: "share_tokens",
        unit: "share",
        entity: *entity,
        formula: Formula::Share { part: *part, all: all.clone() },
    };
    let margin = |entity: Entity| {
        let (revenue, cost) = (find(Measure::Revenue, entity)?, find(Measure::ServingCost, entity)?);
        let formula = Formula::Margin { revenue, cost };
        Some(Derived { measure: "margin_gross", unit: "share", entity, formula })
    };
    let mut out: Vec<Derived> = sellers.iter().zip(&all).map(share).collect();
    out.extend([Entity::Market].into_iter().chain(sellers).filter_map(margin));
    if !all.is_empty() {
        let formula = Formula::Concentration { all };
        out.push(Derived { measure: "hhi_tokens", unit: "index", entity: Entity::Market, formula });
    }
    out
}

impl Derived {
    /// Its figure, from those of the row.
    pub fn of(&self, row: &[Option<f64>]) -> Option<f64> {
        let amounts = |columns: &[usize]| columns.iter().filter_map(|at| row[*at]).collect::<Vec<f64>>();
        match &self.formula {
            Formula::Share { part, all } => {
                let sum: f64 = amounts(all).iter().sum();
                row[*part].filter(|_| sum > 0.0).map(|part| part / sum)
            }
            Formula::Margin { revenue, cost } => {
                let revenue = row[*revenue].filter(|revenue| *revenue > 0.0)?;
                Some((revenue - row[*cost]?) / revenue)
            }
            Formula::Concentration { all } => hhi(&amounts(all)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProviderId;

    #[test]
    fn shares_margins_and_concentration_of_two_firms() {
        let firm = |at| Entity::Provider(ProviderId::at(at));
        let mut series = Vec::new();
        for entity in [firm(0), firm(1)] {
            for measure in [Measure::Tokens, Measure::Revenue, Measure::ServingCost] {
                series.push(Series { measure, entity });
            }
        }
        let derived = derived(&series);
        let of = |measure: &str, entity: Entity, row: &[Option<f64>]| {
            derived.iter().find(|d| d.measure == measure && d.entity == entity).unwrap().of(row)
        };
        // Three quarters of the tokens at a margin of (8 - 2) / 8; the other gives its tokens away.
        let row = [30.0, 8.0, 2.0, 10.0, 0.0, 1.0].map(Some);
        assert_eq!(of("share_tokens", firm(0), &row), Some(0.75));
        assert_eq!(of("margin_gross", firm(0), &row), Some(0.75));
        assert_eq!(of("margin_gross", firm(1), &row), None);
        // 75^2 + 25^2.
        assert_eq!(of("hhi_tokens", Entity::Market, &row), Some(6_250.0));
        // At the first record there are no flows.
        let nothing = [None; 6];
        assert!(derived.iter().all(|d| d.of(&nothing).is_none()));
    }
}
