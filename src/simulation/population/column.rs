//! The agents of a segment and the days that they live: which of them look at the market when, as marks of the day.

use super::agents::{Agents, Interval};
use super::alerts::Alerts;
use super::counts::Counts;
use super::marks::{self, Layer, Mark, MarkKind};
use super::table::ChoiceTable;
use crate::calendar::{DAY, Instant};
use crate::random::{Purpose, Streams};

/// Candidates of early reviews come in layers of this many a user and day; a day opens as many as its alerts need.
const EARLY_LAYER: f64 = 0.02;
/// Layers of that width. Beyond them, at 1.28 a day, each layer is as wide as all below it together.
const EVEN_LAYERS: usize = 64;
/// Layers that double what lies below them.
const DOUBLINGS: usize = 4;
/// The hazard at which early reviews are cut, in all populations alike: `Attention::MOST`. An alert that asks for more is refused
/// with its scenario; several at once may come to more  \[1/day\].
pub(super) const MOST_EARLY: f64 = EARLY_LAYER * (EVEN_LAYERS << DOUBLINGS) as f64;

/// Hazard below a layer of early reviews, and its width  \[1/day\].
fn early_layer(layer: usize) -> (f64, f64) {
    match layer.checked_sub(EVEN_LAYERS) {
        None => (layer as f64 * EARLY_LAYER, EARLY_LAYER),
        Some(doubling) => {
            let below = EARLY_LAYER * (EVEN_LAYERS << doubling) as f64;
            (below, below)
        }
    }
}

/// Layers that decide all hazards up to a bound.
fn early_layers(bound: f64) -> usize {
    let even = ((bound / EARLY_LAYER).ceil() as usize).min(EVEN_LAYERS);
    let wide = (0..DOUBLINGS).filter(|doubling| early_layer(EVEN_LAYERS + doubling).0 < bound).count();
    even + wide
}

/// Epoch of the stream of a layer: those of even width count 64 a day, the wide ones have a range of their own far above.
fn early_epoch(day: u64, layer: usize) -> u64 {
    match layer.checked_sub(EVEN_LAYERS) {
        None => day * EVEN_LAYERS as u64 + layer as u64,
        Some(doubling) => (1 << 32) + day * DOUBLINGS as u64 + doubling as u64,
    }
}

/// A segment's agents with what drives their looks at the market.
pub(in crate::simulation) struct Column {
    pub(super) agents: Agents,
    pub(super) entity: u64,
    pub(super) review_rate: f64,
    /// Whether news makes its users look around; those who always review wait for the round.
    pub(super) minds_alerts: bool,
    pub(super) hearing_most: f64,
    pub(super) today: Today,
}

/// The marks of the day that is being played.
#[derive(Default)]
pub(super) struct Today {
    day: Option<(i64, usize)>,
    marks: Vec<Mark>,
}

impl Column {
    pub(super) fn play(
        &mut self,
        day: i64,
        (from, to): (Instant, Instant),
        (table, hearing, alerts): (&ChoiceTable, f64, &Alerts),
        (streams, counts): (Streams, &mut Counts),
    ) -> u64 {
        let midnight = day * DAY;
        let bound = if self.minds_alerts { alerts.bound(day) } else { 0.0 };
        let layers = early_layers(bound);
        self.prepare(day, layers, streams);
        let early = |at: u32| alerts.hazard(Instant(midnight + i64::from(at))) as f32;
        let interval = Interval {
            span: ((from.0 - midnight) as u32, (to.0 - midnight) as u32),
            early: &early,
            hearing: hearing as f32,
        };
        self.agents.play(&self.today.marks, &interval, table, counts)
    }

    /// Lays out the marks of a day, once, and again if an alert within the day asks for more candidates: the marks are a
    /// pure function of the day, so those already played are the same.
    fn prepare(&mut self, day: i64, layers: usize, streams: Streams) {
        if self.today.day.is_some_and(|(known, depth)| known == day && depth >= layers) {
            return;
        }
        self.today.day = Some((day, layers));
        let marks = &mut self.today.marks;
        marks.clear();
        let users = self.agents.len();
        let epoch = day as u64;
        let regular = Layer { rate: self.review_rate as f32, base: 0.0, kind: MarkKind::Review };
        marks::walk(streams.open(Purpose::Review, self.entity, epoch), users, regular, marks);
        for layer in 0..layers {
            let (base, rate) = early_layer(layer);
            let early = Layer { rate: rate as f32, base: base as f32, kind: MarkKind::Early };
            let luck = streams.open(Purpose::EarlyReview, self.entity, early_epoch(epoch, layer));
            marks::walk(luck, users, early, marks);
        }
        if self.hearing_most > 0.0 {
            let hearing = Layer { rate: self.hearing_most as f32, base: 0.0, kind: MarkKind::Hearing };
            marks::walk(streams.open(Purpose::Awareness, self.entity, epoch), users, hearing, marks);
        }
        if layers > 0 || self.hearing_most > 0.0 {
            marks::merge(marks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Attention;

    #[test]
    fn layers_follow_each_other_up_to_the_most() {
        let layers = EVEN_LAYERS + DOUBLINGS;
        let mut below = 0.0_f64;
        for layer in 0..layers {
            let (base, width) = early_layer(layer);
            assert!((base - below).abs() < 1e-12, "{layer}");
            below = base + width;
        }
        assert!((below - Attention::MOST).abs() < 1e-12 && (MOST_EARLY - Attention::MOST).abs() < 1e-12);
        // 0.05 a day: three of 0.02. 1.28 is what the even ones hold; 90 % within a day is 2.3, in the first that doubles.
        assert_eq!([0.05, 1.28, 1.29, 2.3, 2.6, 1e9].map(early_layers), [3, 64, 65, 65, 66, layers]);
    }

    #[test]
    fn no_two_layers_share_a_stream() {
        let mut epochs: Vec<u64> = (0..400)
            .flat_map(|day| (0..EVEN_LAYERS + DOUBLINGS).map(move |layer| early_epoch(day, layer)))
            .collect();
        epochs.sort_unstable();
        epochs.dedup();
        assert_eq!(epochs.len(), 400 * (EVEN_LAYERS + DOUBLINGS));
    }
}
