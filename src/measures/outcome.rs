//! The outcome of a run: the measures of the catalogue, read off its history.

use super::catalogue::{CATALOGUE, Definition, Kind};
use super::episodes::Episode;
use super::reading::Reading;
use super::war::all as all_episodes;
use crate::economics::indices::Thresholds;
use crate::history::{Entity, History, Names};
use crate::units::Days;

/// One number of a run.
pub struct Figure {
    /// What it measures.
    pub definition: &'static Definition,
    /// Of whom.
    pub entity: Entity,
    /// The number, where there is one.
    pub value: Option<f64>,
}

/// What a run came to: always the same figures in the same order for the same names.
pub struct Outcome {
    /// The figures, in the order of the catalogue.
    pub figures: Vec<Figure>,
    /// The price-war episodes that some of them are of.
    pub episodes: Vec<Episode>,
}

impl Outcome {
    /// A figure by measure and entity.
    pub fn value(&self, measure: &str, entity: Entity) -> Option<f64> {
        let figure = self.figures.iter().find(|f| f.definition.name == measure && f.entity == entity)?;
        figure.value
    }
}

/// Reads all measures off a history; shares, prices and margins "at the end" are taken over `window` before its end,
/// price-war episodes are what the thresholds say.
pub fn outcome(history: &History, names: &Names, window: Days, thresholds: &Thresholds) -> Outcome {
    let reading = Reading::new(history, names, (window, thresholds));
    let figures = CATALOGUE
        .iter()
        .flat_map(|definition| {
            let entities: Vec<Entity> = match definition.kind {
                Kind::Market => vec![Entity::Market],
                Kind::Provider => reading.providers().collect(),
                Kind::Product => reading.offers().collect(),
                Kind::Segment => reading.segments().collect(),
                Kind::Tier => reading.tiers().collect(),
                Kind::Plan => reading.plans().collect(),
            };
            let reading = &reading;
            entities.into_iter().map(move |entity| {
                // A measure that is not a finite number is a bug upstream; it must not reach a table as one.
                let value = (definition.read)(reading, entity).filter(|value| value.is_finite());
                Figure { definition, entity, value }
            })
        })
        .collect();
    Outcome { figures, episodes: all_episodes(&reading).to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::history::{Happening, HappeningKind, Measure};
    use crate::ids::OfferId;
    use crate::measures::fixtures::{A, B, names};
    use crate::units::Days;

    /// Three records at days 0, 10 and 20. A sells 3 then 6 Mtok/day at 2, B 1 then 2 at 4 and leaves on day 20.
    fn history() -> History {
        let market = Entity::Market;
        let columns = [
            (Measure::Tokens, market, [None, Some(4.0), Some(8.0)]),
            (Measure::EffectivePrice, market, [Some(2.5), Some(2.5), Some(2.5)]),
            (Measure::Surplus, market, [None, Some(1.0), Some(2.0)]),
            (Measure::Tokens, A, [None, Some(3.0), Some(6.0)]),
            (Measure::Tokens, B, [None, Some(1.0), Some(2.0)]),
            (Measure::Revenue, A, [None, Some(6.0), Some(12.0)]),
            (Measure::Revenue, B, [None, Some(4.0), Some(8.0)]),
            (Measure::ServingCost, A, [None, Some(3.0), Some(3.0)]),
            (Measure::ServingCost, B, [None, Some(5.0), Some(5.0)]),
            (Measure::FixedCost, A, [None, Some(1.0), Some(1.0)]),
            (Measure::Present, A, [Some(1.0), Some(1.0), Some(1.0)]),
            (Measure::Present, B, [Some(1.0), Some(1.0), Some(0.0)]),
        ];
        let mut history = crate::measures::fixtures::history([0.0, 10.0, 20.0], &columns);
        let chronicle = &mut history.chronicle;
        let mut note = |day, kind, entity, from, to| {
            chronicle.note(Happening {
                at: Instant::at_day(day),
                kind,
                entity,
                from,
                to,
                shock: None,
                what: None,
            });
        };
        note(5.0, HappeningKind::PriceCut, Entity::Offer(OfferId(1)), Some(8.0), Some(4.0));
        note(7.0, HappeningKind::PriceCut, Entity::Offer(OfferId(0)), Some(4.0), Some(3.0));
        note(20.0, HappeningKind::Exit, B, None, None);
        history
    }

    #[test]
    fn a_history_by_hand() {
        let outcome = outcome(&history(), &names(), Days(10.0), &Thresholds::default());
        let close = |measure: &str, entity, expected: f64| {
            let found = outcome.value(measure, entity).unwrap_or_else(|| panic!("{measure} is absent"));
            assert!((found - expected).abs() < 1e-12, "{measure}: {found} instead of {expected}");
        };
        close("share_tokens", A, 0.75);
        close("share_revenue", B, 0.4);
        // Revenue of A: 10 days at 6 and 10 at 12; serving 20 x 3; fixed 20 x 1.
        close("revenue", A, 180.0);
        close("margin_gross", A, 120.0 / 180.0);
        close("margin_gross_end", A, 0.75);
        close("profit", A, 100.0);
        close("margin_operating", A, 100.0 / 180.0);
        close("profit", B, 20.0);
        close("hhi_tokens", Entity::Market, 10_000.0 * (0.75 * 0.75 + 0.25 * 0.25));
        close("price_blended", Entity::Market, 2.5);
        close("price_change", Entity::Market, 0.0);
        close("lambda", Entity::Market, 0.0);
        close("volume_growth", Entity::Market, 1.0);
        close("consumer_surplus", Entity::Market, 30.0);
        close("welfare", Entity::Market, 150.0);
        close("survived", A, 1.0);
        close("survived", B, 0.0);
        close("exit_day", B, 20.0);
        close("exits", Entity::Market, 1.0);
        close("price_cuts", Entity::Market, 2.0);
        close("first_cut_day", A, 7.0);
        close("cut_median", Entity::Market, 0.375);
        // B halves on day 5, A follows on day 7: no lead of A.
        close("leads", B, 1.0);
        close("leads", A, 0.0);
        close("follows", A, 1.0);
        close("follow_delay", A, 2.0);
        assert_eq!(outcome.value("follows", B), None, "there is nothing to follow");
        close("price_rises", Entity::Market, 0.0);
        close("price_cycles", Entity::Market, 0.0);
        assert_eq!(outcome.value("price_cycle", Entity::Market), None);
    }

    #[test]
    fn what_was_not_recorded_is_absent() {
        let outcome = outcome(&history(), &names(), Days(10.0), &Thresholds::default());
        for (measure, entity) in [("exit_day", A), ("cash_end", A), ("refused", A), ("users", Entity::Market)]
        {
            assert_eq!(outcome.value(measure, entity), None, "{measure}");
        }
    }

    #[test]
    fn a_window_between_records_takes_its_part() {
        // The last 15 days: 5 days of the first interval and all of the second. A: 5 x 3 + 10 x 6 = 75 of 100.
        let outcome = outcome(&history(), &names(), Days(15.0), &Thresholds::default());
        assert!((outcome.value("tokens_per_day", A).unwrap() - 5.0).abs() < 1e-12);
        assert!((outcome.value("share_tokens", A).unwrap() - 0.75).abs() < 1e-12);
    }

    #[test]
    fn names_of_measures_are_unique_within_a_kind() {
        for (at, one) in CATALOGUE.iter().enumerate() {
            assert!(
                CATALOGUE[..at].iter().all(|two| (one.name, one.kind) != (two.name, two.kind)),
                "{}",
                one.name
            );
        }
    }
}
