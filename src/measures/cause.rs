//! Measures of what a fall in price is put down to.

use super::reading::Reading;
use crate::history::{Entity, Part};

/// Change of ln p.
pub(super) fn price(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.credit(Part::Price, entity)
}

/// d ln c*: the standard cost.
pub(super) fn trend(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.credit(Part::Trend, entity)
}

/// d ln(p*/c*): the static Nash price over the standard cost.
pub(super) fn competition(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.credit(Part::Competition, entity)
}

/// d ln(p/p*): the price over the static Nash price.
pub(super) fn war(reading: &Reading, entity: Entity) -> Option<f64> {
    reading.credit(Part::War, entity)
}
