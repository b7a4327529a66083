//! The bias of taste classes: shares at rest under the classes against those under many more.

use super::choice::Choice;
use super::table::ChoiceTable;
use crate::economics::demand::{TasteClass, fine_classes, taste_classes};
use crate::model::{Model, Population};
use crate::units::{Spread, Utils};

/// How many taste classes a segment has, and by how much the share at rest of an alternative errs at most at present prices; none
/// where tastes are private.
pub(in crate::simulation) fn class_error(
    model: &Model,
    segment: usize,
    table: &ChoiceTable,
    inertia: Spread<Utils>,
) -> Option<(usize, f64)> {
    if model.population != Population::Cohorts && model.taste_classes.is_none() {
        return None;
    }
    let (given, providers) = (&model.segments[segment], model.providers.len());
    let classes = taste_classes(&given.tastes, inertia, providers, model.taste_classes);
    let fine = fine_classes(&given.tastes, inertia, providers);
    let outside = given.outside.inertia.get();
    let (coarse, fine_shares) = (shares(table, &classes, outside), shares(table, &fine, outside));
    let error = coarse.iter().zip(&fine_shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    Some((classes.len(), error))
}

/// Shares at rest of a segment's users.
fn shares(table: &ChoiceTable, classes: &[TasteClass], outside: f64) -> Vec<f64> {
    let mut shares = vec![0.0; table.len()];
    for class in classes {
        let own = Choice::of(table, &class.kind).resting(class.kind.stay * table.hold, outside);
        for (share, own) in shares.iter_mut().zip(&own) {
            *share += class.part * own;
        }
    }
    shares
}
