//! Measures of a provider: shares, money, survival.

use super::reading::Reading;
use crate::history::{Entity, HappeningKind, Measure};

/// Part of the market's tokens over the window.
pub(super) fn share_tokens(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Tokens)
}

/// Part of the market's users over the window.
pub(super) fn share_users(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Users)
}

/// Part of the market's revenue over the window.
pub(super) fn share_revenue(reading: &Reading, entity: Entity) -> Option<f64> {
    share(reading, entity, Measure::Revenue)
}

fn share(reading: &Reading, entity: Entity, measure: Measure) -> Option<f64> {
    let all: f64 = reading.window_by_provider(measure).iter().sum();
    (all > 0.0).then_some(reading.window_total(measure, entity).unwrap_or(0.0) / all)
}

/// Sales over the run.
pub(super) fn revenue(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::Revenue, entity)
}

/// Cost of serving over the run.
pub(super) fn serving_cost(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::ServingCost, entity)
}

/// Revenue less the cost of serving, over the run.
pub(super) fn profit_gross(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(revenue(reading, entity)? - reading.total(Measure::ServingCost, entity)?)
}

/// Revenue less all costs, over the run.
pub(super) fn profit(reading: &Reading, entity: Entity) -> Option<f64> {
    let total = |measure| reading.total(measure, entity).unwrap_or(0.0);
    Some(profit_gross(reading, entity)? - total(Measure::FixedCost) - total(Measure::Duties))
}

/// Levies and fines paid, less subsidies got, over the run.
pub(super) fn duties(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.total(Measure::Duties, entity)
}

/// Verdicts on its prices.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn verdicts(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(reading.happenings(HappeningKind::Verdict, entity).count() as f64)
}

/// Fines over the run.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn fines(reading: &Reading, entity: Entity) -> Option<f64> {
    // From zero, since a sum of nothing is -0.
    let paid = reading.happenings(HappeningKind::Fine, entity).filter_map(|fine| fine.to);
    Some(paid.fold(0.0, |sum, fine| sum + fine))
}

/// (Revenue - serving cost) / revenue over the run.
pub(super) fn margin_gross(reading: &Reading, entity: Entity) -> Option<f64> {
    ratio(profit_gross(reading, entity)?, revenue(reading, entity)?)
}

/// (Revenue - serving cost) / revenue over the window.
pub(super) fn margin_gross_end(reading: &Reading, entity: Entity) -> Option<f64> {
    let revenue = reading.window_total(Measure::Revenue, entity)?;
    ratio(revenue - reading.window_total(Measure::ServingCost, entity)?, revenue)
}

/// (Revenue - all costs) / revenue over the run.
pub(super) fn margin_operating(reading: &Reading, entity: Entity) -> Option<f64> {
    ratio(profit(reading, entity)?, revenue(reading, entity)?)
}

/// Effective price over the window: what was billed by the day over tokens. What was earned is another amount where bills are
/// paid in advance.
pub(super) fn price_effective(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.window_price(entity)
}

/// Tokens refused as a part of tokens wanted, over the run.
pub(super) fn refused(reading: &Reading, entity: Entity) -> Option<f64> {
    let refused = reading.total(Measure::Refused, entity)?;
    ratio(refused, refused + reading.total(Measure::Tokens, entity)?)
}

/// Accelerators needed over accelerators at work, mean over the window.
pub(super) fn utilisation(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.window_mean(Measure::Utilisation, entity)
}

/// Cash at the end.
pub(super) fn cash_end(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::Cash, entity)
}

/// The lowest cash of all records.
pub(super) fn cash_lowest(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.lowest(Measure::Cash, entity)
}

/// 1 where it is on the market at the end, 0 where it was and is no more.
pub(super) fn survived(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.ever(Measure::Present, entity).then_some(())?;
    reading.last(Measure::Present, entity)
}

/// Day on which it left for good.
pub(super) fn exit_day(reading: &Reading, entity: Entity) -> Option<f64> {
    let gone = survived(reading, entity)? < 0.5;
    reading.happenings(HappeningKind::Exit, entity).last().filter(|_| gone).map(|exit| exit.at.days())
}

/// Cuts of posted prices.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn price_cuts(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(reading.happenings(HappeningKind::PriceCut, entity).count() as f64)
}

/// Day of the first cut of a posted price.
pub(super) fn first_cut_day(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.happenings(HappeningKind::PriceCut, entity).next().map(|cut| cut.at.days())
}

/// A quotient; none where it has no meaning.
pub(super) fn ratio(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then_some(above / below)
}

/// What it believes of users' mean taste for price over the truth, less one, at the end.
pub(super) fn taste_error(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::TasteError, entity)
}
