//! Measures of the whole market: concentration, prices, volume, welfare.

use super::provider::{price_effective, profit, profit_gross, ratio};
use super::reading::Reading;
use crate::economics::indices::{concentration_ratio, hhi};
use crate::history::{Entity, HappeningKind, Measure};
use crate::maths::ln;
use crate::statistics::{quantile_of_sorted, slope, sorted};

/// Herfindahl-Hirschman index of tokens over the window.
pub(super) fn hhi_tokens(reading: &Reading, _: Entity) -> Option<f64> {
    hhi(&reading.window_by_provider(Measure::Tokens))
}

/// Herfindahl-Hirschman index of revenue over the window.
pub(super) fn hhi_revenue(reading: &Reading, _: Entity) -> Option<f64> {
    hhi(&reading.window_by_provider(Measure::Revenue))
}

/// Part of the tokens that the three largest sell, over the window.
pub(super) fn cr3(reading: &Reading, _: Entity) -> Option<f64> {
    concentration_ratio(&reading.window_by_provider(Measure::Tokens), 3)
}

/// Effective price over the window against the first recorded one, less one.
pub(super) fn price_change(reading: &Reading, entity: Entity) -> Option<f64> {
    let opening = reading.opening(Measure::EffectivePrice, entity)?;
    Some(price_effective(reading, entity)? / opening - 1.0)
}

/// Rate lambda of P_t = P_0 e^(-lambda t): minus the slope of the least-squares line through ln P over years. The
/// interval of its mean over replicates is the one to trust: prices of one run move in steps, and the errors about the
/// line are anything but independent.
pub(super) fn lambda(reading: &Reading, entity: Entity) -> Option<f64> {
    rate_of_fall(reading, Measure::EffectivePrice, entity)
}

/// The same of any price.
pub(super) fn rate_of_fall(reading: &Reading, measure: Measure, entity: Entity) -> Option<f64> {
    let logs: Vec<_> =
        reading.path(measure, entity).into_iter().map(|(year, price)| (year, ln(price))).collect();
    // Two points always have a line through them, which says nothing of a trend.
    (logs.len() >= 3).then(|| slope(&logs)).flatten().map(|slope| -slope)
}

/// Part of the tokens sold over the window that products with open weights serve.
pub(super) fn share_open(reading: &Reading, entity: Entity) -> Option<f64> {
    let all = reading.window_mean(Measure::Tokens, entity)?;
    ratio(reading.window_mean(Measure::OpenTokens, entity)?, all)
}

/// Tokens a day that users serve themselves, mean over the window.
pub(super) fn self_hosted(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.window_mean(Measure::SelfHosted, entity)
}

/// Tokens a day over the window against the first recorded flow, less one.
pub(super) fn volume_growth(reading: &Reading, entity: Entity) -> Option<f64> {
    let opening = reading.opening(Measure::Tokens, entity)?;
    Some(reading.window_mean(Measure::Tokens, entity)? / opening - 1.0)
}

/// Sales of all providers over the run.
pub(super) fn revenue(reading: &Reading, _: Entity) -> Option<f64> {
    reading.sum(|provider| reading.total(Measure::Revenue, provider))
}

/// Revenue less the cost of serving of all providers, over the run.
pub(super) fn producer_surplus(reading: &Reading, _: Entity) -> Option<f64> {
    reading.sum(|provider| profit_gross(reading, provider))
}

/// Revenue less all costs of all providers, over the run.
pub(super) fn total_profit(reading: &Reading, _: Entity) -> Option<f64> {
    reading.sum(|provider| profit(reading, provider))
}

/// (Revenue - serving cost) / revenue of all providers over the run.
pub(super) fn margin_gross(reading: &Reading, entity: Entity) -> Option<f64> {
    ratio(producer_surplus(reading, entity)?, revenue(reading, entity)?)
}

/// (Revenue - serving cost) / revenue of all providers over the window.
pub(super) fn margin_gross_end(reading: &Reading, _: Entity) -> Option<f64> {
    let total = |measure| reading.window_by_provider(measure).iter().sum::<f64>();
    let revenue = total(Measure::Revenue);
    ratio(revenue - total(Measure::ServingCost), revenue)
}

/// Consumer surplus over the run.
pub(super) fn consumer_surplus(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::Surplus, entity)
}

/// What users gain from moves of price, over the run.
pub(super) fn compensating_variation(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::Compensating, entity)
}

/// What the state gets less what it pays, over the run.
pub(super) fn public_revenue(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::PublicRevenue, entity)
}

/// Consumer surplus plus profit after all costs plus what the state gets less what it pays, over the run.
pub(super) fn welfare(reading: &Reading, entity: Entity) -> Option<f64> {
    let public = public_revenue(reading, entity).unwrap_or(0.0);
    Some(consumer_surplus(reading, entity)? + total_profit(reading, entity)? + public)
}

/// Providers that left.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn exits(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(reading.happenings(HappeningKind::Exit, entity).count() as f64)
}

/// Median size of a cut of a posted price.
pub(super) fn cut_median(reading: &Reading, entity: Entity) -> Option<f64> {
    let sizes = reading
        .happenings(HappeningKind::PriceCut, entity)
        .filter_map(|cut| Some(1.0 - cut.to? / cut.from.filter(|from| *from > 0.0)?))
        .collect();
    quantile_of_sorted(&sorted(sizes), 0.5)
}

#[cfg(test)]
mod tests {
    use crate::history::{Entity, Measure};
    use crate::measures::episodes::Thresholds;
    use crate::measures::fixtures::{A, history, names};
    use crate::measures::outcome;
    use crate::units::Days;

    #[test]
    fn the_effective_price_is_what_was_billed() {
        // Half of what is billed is earned, for the rest was paid in advance. Over the last 15 days: 5 x 4 tokens at 3, 10 x 8
        // at 2 are 220 for 100.
        let sells = |entity| {
            [
                (Measure::EffectivePrice, entity, [None, Some(3.0), Some(2.0)]),
                (Measure::Tokens, entity, [None, Some(4.0), Some(8.0)]),
                (Measure::Revenue, entity, [None, Some(6.0), Some(8.0)]),
            ]
        };
        let columns = [sells(Entity::Market), sells(A)].concat();
        let history = history([0.0, 10.0, 20.0], &columns);
        let outcome = outcome(&history, &names(), Days(15.0), &Thresholds::default());
        assert_eq!(outcome.value("price_blended", Entity::Market), Some(2.2));
        assert_eq!(outcome.value("price_effective", A), Some(2.2));
        assert_eq!(outcome.value("price_change", Entity::Market), Some(2.2 / 3.0 - 1.0));
    }
}
