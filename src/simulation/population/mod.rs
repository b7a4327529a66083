//! The users, behind one door: `advance` lets time pass between two events, in which prices, qualities and published
//! figures stand still.

mod agents;
mod alerts;
mod counts;
mod lanes;
mod marks;
mod table;

pub(super) use alerts::Alerts;
pub(super) use counts::Counts;
pub use table::MOST_OFFERS;
pub(super) use table::{Alternative, ChoiceTable};

use agents::{Agents, Interval, TasteLaws};
use lanes::Loyalty;
use marks::{Layer, Mark, MarkKind};

use crate::calendar::{DAY, Instant};
use crate::economics::demand::{Opening, Segment};
use crate::ids::entity;
use crate::random::{Purpose, Streams};
use crate::units::{Ratio, Share, Spread, Utils};

/// Candidates of early reviews come in layers of this many a user and day; a day opens as many as its alerts need.
const EARLY_LAYER: f64 = 0.02;
/// Most layers: hazards beyond 1.28 a day (a dozen overlapping alerts on half of all users) are cut.
const MOST_LAYERS: usize = 64;

/// What stands still between two events.
pub(super) struct Standing<'a> {
    /// What each segment can choose from.
    pub tables: &'a [ChoiceTable],
    /// Hazard of hearing of the market, by segment  \[1/day\].
    pub hearing: &'a [f64],
    /// What makes users look around.
    pub alerts: &'a Alerts,
}

/// The users at one resolution.
pub(super) enum Population {
    /// Every user one by one.
    Agents(Vec<Column>),
}

/// A segment's agents with what drives their looks at the market.
pub(super) struct Column {
    agents: Agents,
    entity: u64,
    review_rate: f64,
    hearing_most: f64,
    today: Today,
}

/// The marks of the day that is being played.
#[derive(Default)]
struct Today {
    day: Option<(i64, usize)>,
    marks: Vec<Mark>,
}

impl Population {
    /// A market before its users are drawn.
    pub(super) fn nobody() -> Self {
        Self::Agents(Vec::new())
    }

    /// Draws the users. `inertia` is the solved one, by segment; `providers` the names of all providers.
    pub(super) fn draw(
        segments: &[Segment],
        inertia: &[Spread<Utils>],
        providers: &[&str],
        streams: Streams,
    ) -> Self {
        let column = |(position, segment): (usize, &Segment)| {
            let entity = entity(&segment.name);
            let base = |name: &&str| {
                streams.number(Purpose::Loyalty, entity ^ crate::ids::entity(name).rotate_left(32)) as u32
            };
            let laws = TasteLaws {
                segment: position,
                users: segment.users.get().round() as u32,
                price: segment.tastes.price,
                usage: Spread { median: segment.usage.median, sigma: segment.usage.sigma },
                inertia: inertia[position],
                outside_inertia: segment.outside.inertia,
                loyalty: Loyalty {
                    sd: segment.tastes.loyalty.get() as f32,
                    base: providers.iter().map(base).collect(),
                },
            };
            Column {
                agents: Agents::draw(&laws, streams.open(Purpose::Tastes, entity, 0)),
                entity,
                review_rate: 1.0 / segment.review.get(),
                hearing_most: (segment.aware.innovation + segment.aware.imitation).get(),
                today: Today::default(),
            }
        };
        Self::Agents(segments.iter().enumerate().map(column).collect())
    }

    /// Places all users at the opening.
    pub(super) fn place(
        &mut self,
        tables: &[ChoiceTable],
        starts: &[(Share, Opening)],
        offers: usize,
        streams: Streams,
    ) -> Counts {
        let Self::Agents(columns) = self;
        let mut counts = Counts::new(columns.len(), offers);
        for ((column, table), start) in columns.iter_mut().zip(tables).zip(starts) {
            let luck = streams.open(Purpose::Opening, column.entity, 0);
            column.agents.place(table, *start, luck, &mut counts);
        }
        counts
    }

    /// Lets the time from `from` to `to` pass; returns how many choices were made.
    pub(super) fn advance(
        &mut self,
        (from, to): (Instant, Instant),
        standing: &Standing,
        streams: Streams,
        counts: &mut Counts,
    ) -> u64 {
        let Self::Agents(columns) = self;
        let mut made = 0;
        let mut at = from;
        while at < to {
            let day = at.day();
            let end = Instant((day + 1) * DAY).min(to);
            counts.pass(end.since(at).get());
            for (segment, column) in columns.iter_mut().enumerate() {
                let table = &standing.tables[segment];
                let hearing = standing.hearing[segment];
                made +=
                    column.play(day, (at, end), (table, hearing, standing.alerts), (streams, &mut *counts));
            }
            at = end;
        }
        made
    }

    /// Makes the users of an offer that is gone choose anew; returns how many did.
    pub(super) fn evict(
        &mut self,
        offer: usize,
        name: &str,
        tables: &[ChoiceTable],
        streams: Streams,
        counts: &mut Counts,
    ) -> u64 {
        let Self::Agents(columns) = self;
        let mut made = 0;
        for (column, table) in columns.iter_mut().zip(tables) {
            let luck = streams.open(Purpose::Forced, column.entity ^ entity(name).rotate_left(32), 0);
            made += column.agents.evict(offer as u8, table, luck, counts);
        }
        made
    }

    /// Makes the users of one offer users of another.
    pub(super) fn rename(&mut self, from: usize, to: usize, counts: &mut Counts) {
        let Self::Agents(columns) = self;
        for column in columns {
            column.agents.rename(from as u8, to as u8, counts);
        }
    }
}

impl Column {
    fn play(
        &mut self,
        day: i64,
        (from, to): (Instant, Instant),
        (table, hearing, alerts): (&ChoiceTable, f64, &Alerts),
        (streams, counts): (Streams, &mut Counts),
    ) -> u64 {
        let midnight = day * DAY;
        let layers = ((alerts.bound(day) / EARLY_LAYER).ceil() as usize).min(MOST_LAYERS);
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

/// Inertia of a segment without churn or inertia given: none.
pub(super) const NO_INERTIA: Spread<Utils> = Spread { median: Utils(0.0), sigma: Ratio(0.0) };
