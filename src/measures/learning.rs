//! Measures of what learners came to before the history began.

use super::reading::Reading;
use crate::history::Entity;

/// (profit - Nash) / (joint maximum - Nash) on the limit cycle, of all firms or of one.
pub(super) fn profit_gain(reading: &Reading, entity: Entity) -> Option<f64> {
    let learning = reading.learning()?;
    match entity {
        Entity::Market => learning.gain,
        Entity::Provider(id) => learning.gains.get(id.index()).copied().flatten(),
        _ => None,
    }
}

/// Periods until no strategy changed any more, the unchanged ones included.
pub(super) fn periods(reading: &Reading, _: Entity) -> Option<f64> {
    reading.learning().map(|learning| learning.periods as f64)
}

/// 1 where no strategy changed any more, 0 where the session was given up.
pub(super) fn converged(reading: &Reading, _: Entity) -> Option<f64> {
    reading.learning().map(|learning| f64::from(u8::from(learning.converged)))
}
