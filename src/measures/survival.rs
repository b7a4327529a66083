//! Measures of money and survival: how long money lasts, how long a provider stays, why it leaves.

use super::reading::Reading;
use crate::history::{Entity, Happening, HappeningKind, Measure};

/// Runway at the last record.
pub(super) fn runway_end(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.last(Measure::Runway, entity)
}

/// Time on the market, from its entry, or the start, to its exit, or the end.
pub(super) fn days_on_market(reading: &Reading, entity: Entity) -> Option<f64> {
    let came = reading.happenings(HappeningKind::Entry, entity).next().map_or(reading.start(), |h| h.at);
    if !reading.ever(Measure::Present, entity) {
        return None;
    }
    let left = exit(reading, entity).map_or(reading.end(), |exit| exit.at);
    Some(left.since(came).get())
}

/// Result after other income, interest and tax, over the run.
pub(super) fn net_profit(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    reading.books(id, "income", "net_profit")
}

/// Money from investors and lenders over the run.
pub(super) fn funding(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    Some(reading.books(id, "cash_flow", "shares")? + reading.books(id, "cash_flow", "loans")?)
}

/// Why a provider left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Scripted,
    Acquired,
    LossLimit,
    Shutdown,
    Insolvency,
}

/// The exit after which it is gone; none for one that is there at the end.
fn exit<'a>(reading: &Reading<'a>, entity: Entity) -> Option<&'a Happening> {
    let gone = reading.last(Measure::Present, entity).is_some_and(|present| present < 0.5);
    reading.happenings(HappeningKind::Exit, entity).last().filter(|_| gone)
}

fn cause(reading: &Reading, entity: Entity) -> Option<Cause> {
    let exit = exit(reading, entity)?;
    let beside = |kind| reading.happenings(kind, entity).any(|other| other.at == exit.at);
    Some(if exit.shock.is_some() {
        Cause::Scripted
    } else if beside(HappeningKind::Acquisition) {
        Cause::Acquired
    } else if beside(HappeningKind::LossLimit) {
        Cause::LossLimit
    } else if beside(HappeningKind::Shutdown) {
        Cause::Shutdown
    } else {
        Cause::Insolvency
    })
}

/// 1 where it left for this cause, 0 where it did not; none where it never was on the market.
fn left_for(reading: &Reading, entity: Entity, wanted: Cause) -> Option<f64> {
    reading
        .ever(Measure::Present, entity)
        .then(|| f64::from(u8::from(cause(reading, entity) == Some(wanted))))
}

/// It left because cash fell below its credit line.
pub(super) fn insolvency(reading: &Reading, entity: Entity) -> Option<f64> {
    left_for(reading, entity, Cause::Insolvency)
}

/// It left because it lost more than its parent covers.
pub(super) fn loss_limit(reading: &Reading, entity: Entity) -> Option<f64> {
    left_for(reading, entity, Cause::LossLimit)
}

/// It left because it shut its last product.
pub(super) fn shutdown(reading: &Reading, entity: Entity) -> Option<f64> {
    left_for(reading, entity, Cause::Shutdown)
}

/// It left because the script said so.
pub(super) fn scripted(reading: &Reading, entity: Entity) -> Option<f64> {
    left_for(reading, entity, Cause::Scripted)
}

/// It failed and a rival bought it.
pub(super) fn acquired(reading: &Reading, entity: Entity) -> Option<f64> {
    left_for(reading, entity, Cause::Acquired)
}
