//! Measures of what learners came to before the history began.

use super::reading::Reading;
use crate::history::Entity;

/// Gain of a departure, in periods of profit, that is rounding: that of one to where the cycle goes anyway.
const ROUNDING: f64 = 1e-9;

/// (profit - Nash) / (joint maximum - Nash) on the limit cycle, of all firms or of one.
pub(super) fn profit_gain(reading: &Reading, entity: Entity) -> Option<f64> {
    let learning = reading.learning()?;
    match entity {
        Entity::Market => learning.gain,
        Entity::Provider(id) => learning.gains.get(id.index()).copied().flatten(),
        _ => None,
    }
}

/// What departing from the cycle for a period brings a provider, in periods of its profit there.
pub(super) fn deviation_gain(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    reading.learning()?.deviations.get(id.index()).copied().flatten()
}

/// 1 where such a departure pays some learner, 0 where it pays none.
pub(super) fn deviation_pays(reading: &Reading, _: Entity) -> Option<f64> {
    let gains = reading.learning()?.deviations.iter().flatten();
    let most = gains.copied().reduce(f64::max)?;
    Some(f64::from(u8::from(most > ROUNDING)))
}

/// Periods until no strategy changed any more, the unchanged ones included.
pub(super) fn periods(reading: &Reading, _: Entity) -> Option<f64> {
    reading.learning().map(|learning| learning.periods as f64)
}

/// 1 where no strategy changed any more, 0 where the session was given up.
pub(super) fn converged(reading: &Reading, _: Entity) -> Option<f64> {
    reading.learning().map(|learning| f64::from(u8::from(learning.converged)))
}
