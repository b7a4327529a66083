//! Alerts: salient events after which users look around earlier than they would.

use crate::calendar::{DAY, Instant};
use crate::model::Attention;

/// Alerts that are on, or may be.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Alerts {
    list: Vec<Alert>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Alert {
    from: Instant,
    to: Instant,
    hazard: f64,
}

impl Alerts {
    /// Starts an alert: a constant hazard, so that an aware user looks around within its time with the given chance.
    pub(crate) fn raise(&mut self, at: Instant, attention: &Attention) {
        let hazard = attention.hazard();
        if hazard > 0.0 {
            self.list.retain(|alert| alert.to > at);
            self.list.push(Alert { from: at, to: at.after(attention.within), hazard });
        }
    }

    /// Hazard at an instant  \[1/day\].
    pub(super) fn hazard(&self, at: Instant) -> f64 {
        self.list.iter().filter(|alert| alert.from <= at && at < alert.to).map(|alert| alert.hazard).sum()
    }

    /// The first instant after another at which the hazard changes; the end of time where it stays.
    pub(super) fn next_turn(&self, at: Instant) -> Instant {
        let turns = self.list.iter().flat_map(|alert| [alert.from, alert.to]);
        turns.filter(|turn| *turn > at).min().unwrap_or(Instant(i64::MAX))
    }

    /// A hazard that is not exceeded during a day.
    pub(super) fn bound(&self, day: i64) -> f64 {
        let (from, to) = (Instant(day * DAY), Instant((day + 1) * DAY));
        self.list.iter().filter(|alert| alert.from < to && alert.to > from).map(|alert| alert.hazard).sum()
    }
}
