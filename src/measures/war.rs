//! Measures of price-war episodes in a run: how many, how long, how deep, who leads; and what is different while they last.

use super::episodes::{Episode, of_history};
use super::reading::Reading;
use crate::history::{Entity, Measure};

/// Part of the flows themselves below which a difference of theirs is rounding.
const ROUNDING: f64 = 1e-9;

/// The episodes of a reading's history.
pub(super) fn all<'a>(reading: &'a Reading) -> &'a [Episode] {
    reading.episodes(|| of_history(reading.history(), reading.names, reading.thresholds).episodes)
}

/// Episodes; none where nothing was recorded.
pub(super) fn count(reading: &Reading, _: Entity) -> Option<f64> {
    reading.history().panel.instants().first()?;
    Some(all(reading).len() as f64)
}

/// Days from the first move to the last, over all episodes.
pub(super) fn days(reading: &Reading, _: Entity) -> Option<f64> {
    reading.history().panel.instants().first()?;
    Some(all(reading).iter().map(Episode::length).sum())
}

/// The deepest fall of participants' prices.
pub(super) fn depth(reading: &Reading, _: Entity) -> Option<f64> {
    all(reading).iter().map(|episode| episode.depth).reduce(f64::max)
}

/// Lowest price of an episode over floor cost, less one.
pub(super) fn over_floor(reading: &Reading, _: Entity) -> Option<f64> {
    all(reading).iter().filter_map(|episode| episode.over_cost(|costs| costs.floor)).reduce(f64::min)
}

/// Lowest price of an episode over average cost, less one.
pub(super) fn over_average(reading: &Reading, _: Entity) -> Option<f64> {
    all(reading).iter().filter_map(|episode| episode.over_cost(|costs| costs.average)).reduce(f64::min)
}

/// Episodes that a provider leads, alone or with others.
pub(super) fn led(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    Some(all(reading).iter().filter(|episode| episode.leaders.contains(&id.index())).count() as f64)
}

/// Episodes that a provider takes part in.
pub(super) fn joined(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    let joins = |episode: &&Episode| episode.participants.iter().any(|one| one.firm == id.index());
    Some(all(reading).iter().filter(joins).count() as f64)
}

/// Whether a day lies after the first move of an episode and no later than `gap` days after its last, while its prices stand.
fn under_fire(reading: &Reading, day: f64) -> bool {
    let after = reading.thresholds.gap.get();
    all(reading).iter().any(|episode| day > episode.start && day <= episode.end + after)
}

/// (Integral, days) of a flow under fire, and in the calm; a record is under fire where its last instant is.
fn spells(reading: &Reading, measure: Measure, entity: Entity) -> Option<[(f64, f64); 2]> {
    let history = reading.history();
    let values = history.panel.values(measure, entity)?.skip(1);
    let mut sums = [(0.0, 0.0); 2];
    for (ends, value) in history.panel.instants().windows(2).zip(values) {
        let Some(value) = value else { continue };
        let days = ends[1].since(ends[0]).get();
        let spell = &mut sums[usize::from(!under_fire(reading, ends[1].days()))];
        spell.0 += value * days;
        spell.1 += days;
    }
    Some(sums)
}

/// Mean a day of a flow, summed over entities, under fire less that in the calm.
fn change_a_day(reading: &Reading, terms: &[(Measure, Entity, f64)]) -> Option<f64> {
    let (mut change, mut size) = (None, 0.0);
    for (measure, entity, sign) in terms {
        if let Some([(fire, fire_days), (calm, calm_days)]) = spells(reading, *measure, *entity)
            && fire_days > 0.0
            && calm_days > 0.0
        {
            let (fire, calm) = (fire / fire_days, calm / calm_days);
            change = Some(change.unwrap_or(0.0) + sign * (fire - calm));
            size += fire.abs() + calm.abs();
        }
    }
    // What is smaller is rounding of sums.
    change.map(|change: f64| if change.abs() <= ROUNDING * size { 0.0 } else { change })
}

/// Ratio of two sums of flows under fire less that in the calm.
fn change_of_ratio(
    reading: &Reading,
    above: &[(Measure, Entity, f64)],
    below: &[(Measure, Entity, f64)],
) -> Option<f64> {
    let sums = |terms: &[(Measure, Entity, f64)]| {
        let mut sums = [0.0; 2];
        for (measure, entity, weight) in terms {
            let [fire, calm] = spells(reading, *measure, *entity).unwrap_or_default();
            sums[0] += weight * fire.0;
            sums[1] += weight * calm.0;
        }
        sums
    };
    let (above, below) = (sums(above), sums(below));
    (below[0] > 0.0 && below[1] > 0.0).then(|| above[0] / below[0] - above[1] / below[1])
}

/// The entity itself, or all providers where it is the market.
fn members(reading: &Reading, entity: Entity) -> Vec<Entity> {
    if entity == Entity::Market { reading.providers().collect() } else { vec![entity] }
}

fn each(reading: &Reading, entity: Entity, terms: &[(Measure, f64)]) -> Vec<(Measure, Entity, f64)> {
    let of = |one: Entity| terms.iter().map(move |(measure, sign)| (*measure, one, *sign));
    members(reading, entity).into_iter().flat_map(of).collect()
}

/// Profit a day under fire less that in the calm.
pub(super) fn profit(reading: &Reading, entity: Entity) -> Option<f64> {
    let costs = [Measure::ServingCost, Measure::FixedCost, Measure::Duties].map(|cost| (cost, -1.0));
    let terms = [&[(Measure::Revenue, 1.0)], &costs[..]].concat();
    change_a_day(reading, &each(reading, entity, &terms))
}

/// Staff, training and data a day under fire less those in the calm.
pub(super) fn investment(reading: &Reading, entity: Entity) -> Option<f64> {
    change_a_day(reading, &each(reading, entity, &[(Measure::FixedCost, 1.0)]))
}

/// Gross margin under fire less that in the calm.
pub(super) fn margin(reading: &Reading, entity: Entity) -> Option<f64> {
    let above = each(reading, entity, &[(Measure::Revenue, 1.0), (Measure::ServingCost, -1.0)]);
    change_of_ratio(reading, &above, &each(reading, entity, &[(Measure::Revenue, 1.0)]))
}

/// Part of the wanted tokens that is refused, under fire less in the calm.
pub(super) fn refused(reading: &Reading, entity: Entity) -> Option<f64> {
    let wanted = each(reading, entity, &[(Measure::Tokens, 1.0), (Measure::Refused, 1.0)]);
    change_of_ratio(reading, &each(reading, entity, &[(Measure::Refused, 1.0)]), &wanted)
}

/// Welfare a day under fire less that in the calm: consumer surplus, profit, and what the state gets less what it pays.
pub(super) fn welfare(reading: &Reading, _: Entity) -> Option<f64> {
    let surplus = change_a_day(reading, &[(Measure::Surplus, Entity::Market, 1.0)])?;
    let public = change_a_day(reading, &[(Measure::PublicRevenue, Entity::Market, 1.0)]).unwrap_or(0.0);
    Some(surplus + profit(reading, Entity::Market)? + public)
}

/// Mean quality of the tokens sold, under fire less in the calm.
pub(super) fn quality(reading: &Reading, entity: Entity) -> Option<f64> {
    of_tokens_sold(reading, entity, Measure::Quality)
}

/// Mean time between two output tokens, weighted by the tokens sold, under fire less in the calm.
pub(super) fn waiting(reading: &Reading, entity: Entity) -> Option<f64> {
    of_tokens_sold(reading, entity, Measure::TimePerOutputToken)
}

/// Mean of a product's figure over the tokens sold, under fire less in the calm.
fn of_tokens_sold(reading: &Reading, entity: Entity, of: Measure) -> Option<f64> {
    let mut sums = [(0.0, 0.0); 2];
    for one in reading.sold(entity, of) {
        let sold = one.tokens * one.to.since(one.from).get();
        let spell = &mut sums[usize::from(!under_fire(reading, one.to.days()))];
        spell.0 += one.figure * sold;
        spell.1 += sold;
    }
    let [(fire, fire_sold), (calm, calm_sold)] = sums;
    (fire_sold > 0.0 && calm_sold > 0.0).then(|| fire / fire_sold - calm / calm_sold)
}

#[cfg(test)]
mod tests {
    use crate::calendar::Instant;
    use crate::history::{Entity, Happening, HappeningKind, Measure};
    use crate::measures::episodes::Thresholds;
    use crate::measures::fixtures::{A, ONE, TWO, history, names};
    use crate::measures::outcome;
    use crate::units::Days;

    #[test]
    fn profit_under_fire_is_after_levies_and_welfare_takes_them_back_in() {
        // Both firms halve on day 110, so the second spell, to day 120, is under fire and the first, to day 100, is calm.
        let market = Entity::Market;
        let mut history = history(
            [0.0, 100.0, 120.0],
            &[
                (Measure::PostedPrice, ONE, [Some(4.0), Some(4.0), Some(2.0)]),
                (Measure::PostedPrice, TWO, [Some(4.0), Some(4.0), Some(2.0)]),
                (Measure::Surplus, market, [None, Some(5.0), Some(9.0)]),
                (Measure::PublicRevenue, market, [None, Some(1.0), Some(4.0)]),
                (Measure::Revenue, A, [None, Some(20.0), Some(10.0)]),
                (Measure::ServingCost, A, [None, Some(6.0), Some(7.0)]),
                (Measure::FixedCost, A, [None, Some(2.0), Some(2.0)]),
                (Measure::Duties, A, [None, Some(1.0), Some(4.0)]),
            ],
        );
        for offer in [ONE, TWO] {
            history.chronicle.note(Happening {
                at: Instant::at_day(110.0),
                kind: HappeningKind::PriceCut,
                entity: offer,
                from: Some(4.0),
                to: Some(2.0),
                shock: None,
                what: None,
            });
        }
        let outcome = outcome(&history, &names(), Days(10.0), &Thresholds::default());
        // 20 - 6 - 2 - 1 = 11 in the calm, 10 - 7 - 2 - 4 = -3 under fire.
        assert_eq!(outcome.value("fire_profit", A), Some(-14.0));
        assert_eq!(outcome.value("fire_profit", market), Some(-14.0));
        // 9 - 5 more surplus, 4 - 1 more for the state.
        assert_eq!(outcome.value("fire_welfare", market), Some(4.0 - 14.0 + 3.0));
    }
}
