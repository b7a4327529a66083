//! Trading up: what users do with a fall of prices when they do not pocket it. They hold what they spend and take more, or better.
//!
//! What is paid for a token on average (the unit value) falls by less than what the same products cost (the price index) where users
//! move to dearer ones, so
//!
//! ln(unit value, end over start) = ln(price index) + trading up.

use super::price_index;
use super::provider::ratio;
use super::reading::Reading;
use crate::calendar::Instant;
use crate::history::{Entity, Measure};
use crate::maths::ln;

/// ln of the unit value over the price index, from the first day to the last record.
pub(super) fn trading_up(reading: &Reading, entity: Entity) -> Option<f64> {
    let index = 1.0 + price_index::change(reading, entity)?;
    let offers: Vec<Entity> = reading.offers().collect();
    let spells = price_index::spells(reading, &offers);
    let (first, last) = (unit_value(spells.first()?)?, unit_value(spells.last()?)?);
    (index > 0.0 && first > 0.0 && last > 0.0).then(|| ln(last / first) - ln(index))
}

/// Revenue over tokens of all products in a spell.
fn unit_value(spell: &[Option<(f64, f64)>]) -> Option<f64> {
    let sum = |of: fn(&(f64, f64)) -> f64| spell.iter().flatten().map(of).sum::<f64>();
    ratio(sum(|(price, tokens)| price * tokens), sum(|(_, tokens)| *tokens))
}

/// Mean quality of the tokens that an entity sells over the end window.
pub(super) fn quality(reading: &Reading, entity: Entity) -> Option<f64> {
    quality_over(reading, entity, (reading.window(), reading.end()))
}

/// That less the same at the first record of flows.
pub(super) fn quality_rise(reading: &Reading, entity: Entity) -> Option<f64> {
    let first = *reading.history().panel.instants().get(1)?;
    Some(quality(reading, entity)? - quality_over(reading, entity, (reading.start(), first))?)
}

/// The same between two instants; flows are even between two records.
fn quality_over(reading: &Reading, entity: Entity, (from, to): (Instant, Instant)) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for one in reading.sold(entity, Measure::Quality) {
        if one.to > from && one.from < to {
            let sold = one.tokens * one.to.min(to).since(one.from.max(from)).get();
            sum += sold * one.figure;
            all += sold;
        }
    }
    ratio(sum, all)
}

/// Revenue a user over the end window against that at the opening, less one.
pub(super) fn spend_change(reading: &Reading, entity: Entity) -> Option<f64> {
    let a_user = |revenue: Option<f64>, users: Option<f64>| ratio(revenue?, users?);
    let end =
        a_user(reading.window_mean(Measure::Revenue, entity), reading.window_mean(Measure::Users, entity))?;
    let start = a_user(reading.opening(Measure::Revenue, entity), reading.opening(Measure::Users, entity))?;
    ratio(end, start).map(|ratio| ratio - 1.0)
}

#[cfg(test)]
mod tests {
    use crate::history::{Entity, Measure};
    use crate::measures::episodes::Thresholds;
    use crate::measures::fixtures::{A, B, ONE, TWO, history, names};
    use crate::measures::outcome;
    use crate::units::Days;

    #[test]
    fn who_comes_later_is_not_in_the_opening() {
        // 10 users spend 1 a day each at the opening; 20 spend as much at the end, half of it at B, which has come since.
        let market = Entity::Market;
        let history = history(
            [0.0, 10.0, 20.0],
            &[
                (Measure::Users, market, [Some(10.0), Some(10.0), Some(20.0)]),
                (Measure::Revenue, market, [None, Some(10.0), Some(20.0)]),
                (Measure::Revenue, A, [None, Some(10.0), Some(10.0)]),
                (Measure::Revenue, B, [None, Some(0.0), Some(10.0)]),
            ],
        );
        let outcome = outcome(&history, &names(), Days(10.0), &Thresholds::default());
        assert_eq!(outcome.value("spend_change", market), Some(0.0));
    }

    #[test]
    fn a_window_between_records_takes_its_part_of_quality() {
        // The last 15 days: 5 of the first spell, with 4 a day at 1000 and 2 at 1300, and 10 of the second, with 4 at 1300:
        // (20 x 1000 + 10 x 1300 + 40 x 1300) / 70.
        let history = history(
            [0.0, 10.0, 20.0],
            &[
                (Measure::Tokens, ONE, [None, Some(4.0), None]),
                (Measure::Quality, ONE, [Some(1000.0), Some(1000.0), None]),
                (Measure::Tokens, TWO, [None, Some(2.0), Some(4.0)]),
                (Measure::Quality, TWO, [Some(1300.0), Some(1300.0), Some(1300.0)]),
            ],
        );
        let outcome = outcome(&history, &names(), Days(15.0), &Thresholds::default());
        let end = 85_000.0 / 70.0;
        assert!((outcome.value("quality_used", Entity::Market).unwrap() - end).abs() < 1e-9);
        // At the first record of flows (4 x 1000 + 2 x 1300) / 6 = 1100.
        assert!((outcome.value("quality_rise", Entity::Market).unwrap() - (end - 1100.0)).abs() < 1e-9);
    }
}
