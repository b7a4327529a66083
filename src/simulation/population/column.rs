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
/// Most layers: hazards beyond 1.28 a day (a dozen overlapping alerts on half of all users) are cut.
const MOST_LAYERS: usize = 64;
/// The hazard at which they are cut  \[1/day\].
pub(super) const MOST_EARLY: f64 = EARLY_LAYER * MOST_LAYERS as f64;

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
        let layers = ((bound / EARLY_LAYER).ceil() as usize).min(MOST_LAYERS);
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
            let early = Layer {
                rate: EARLY_LAYER as f32,
                base: (layer as f64 * EARLY_LAYER) as f32,
                kind: MarkKind::Early,
            };
            let luck =
                streams.open(Purpose::EarlyReview, self.entity, epoch * MOST_LAYERS as u64 + layer as u64);
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
