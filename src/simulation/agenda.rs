//! The future-event list. It orders by instant, then phase, then order of scheduling, and knows no economics.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::event::{Event, Phase};
use crate::calendar::Instant;

/// What is due and when. Ties are decided in writing: instant, then phase, then order of scheduling.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<Entry>>,
    serial: u64,
}

#[derive(Debug)]
struct Entry {
    key: (Instant, Phase, u64),
    event: Event,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl Agenda {
    /// Puts an event on the list.
    pub(super) fn schedule(&mut self, at: Instant, event: Event) {
        let key = (at, event.phase(), self.serial);
        self.serial += 1;
        self.heap.push(Reverse(Entry { key, event }));
    }

    /// Takes the next event that is due at or before `end`.
    pub(super) fn next(&mut self, end: Instant) -> Option<(Instant, Event)> {
        if self.heap.peek()?.0.key.0 > end {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.key.0, entry.event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProviderId;

    #[test]
    fn instant_then_phase_then_order_of_scheduling() {
        let mut agenda = Agenda::default();
        let review = |p| Event::PriceReview { provider: ProviderId(p) };
        agenda.schedule(Instant(5), Event::Record);
        agenda.schedule(Instant(5), review(1));
        agenda.schedule(Instant(5), review(0));
        agenda.schedule(Instant(5), Event::Shock { index: 0 });
        agenda.schedule(Instant(4), Event::Record);
        agenda.schedule(Instant(9), Event::Record);
        let mut order = Vec::new();
        while let Some((at, event)) = agenda.next(Instant(5)) {
            order.push((at.0, format!("{event:?}")));
        }
        let names: Vec<&str> = order.iter().map(|(_, name)| name.split(' ').next().unwrap()).collect();
        assert_eq!(names, ["Record", "Shock", "PriceReview", "PriceReview", "Record"]);
        assert!(order[2].1.contains("ProviderId(1)"), "order of scheduling breaks the tie");
        assert_eq!(order[0].0, 4);
    }
}
