//! The users, behind one door: `advance` lets time pass between two events, in which prices, qualities and published
//! figures stand still.
//!
//! Long because three populations stand behind the door, and each question is put to all of them in one place.

mod agents;
mod alerts;
mod bias;
mod binomial;
mod classes;
mod cohorts;
mod counts;
mod expected;
mod kernel;
mod lanes;
mod marks;
mod split;
mod table;

pub(super) use alerts::Alerts;
pub(super) use bias::class_error;
pub(super) use counts::Counts;
pub(super) use split::Split;
pub use table::MOST_OFFERS;
pub(super) use table::{Alternative, ChoiceTable};

use agents::{Agents, Interval, TasteLaws};
use cohorts::{CohortLaws, Cohorts};
use expected::{MeanField, MeanFieldLaws};
use lanes::Loyalty;
use marks::{Layer, Mark, MarkKind};

use crate::calendar::{DAY, Instant};
use crate::economics::demand::{Opening, Segment, TasteClass, taste_classes, types_of};
use crate::ids::entity;
use crate::maths::exp;
use crate::model::{Model, Population as Resolution};
use crate::random::{Purpose, Streams};
use crate::units::{Ratio, Share, Spread, Utils};

/// Candidates of early reviews come in layers of this many a user and day; a day opens as many as its alerts need.
const EARLY_LAYER: f64 = 0.02;
/// Most layers: hazards beyond 1.28 a day (a dozen overlapping alerts on half of all users) are cut.
const MOST_LAYERS: usize = 64;
/// The hazard at which they are cut  \[1/day\].
const MOST_EARLY: f64 = EARLY_LAYER * MOST_LAYERS as f64;

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
    /// Counts of users by taste class.
    Cohorts(Vec<Cohorts>),
    /// Expected shares of types of users.
    Expected(Vec<MeanField>),
}

/// A segment's agents with what drives their looks at the market.
pub(super) struct Column {
    agents: Agents,
    entity: u64,
    review_rate: f64,
    /// Whether news makes its users look around; those who always review wait for the round.
    minds_alerts: bool,
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

    /// Draws the users. `inertia` is the solved one, by segment.
    pub(super) fn draw(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Self {
        match model.population {
            Resolution::Agents => Self::Agents(draw_agents(model, inertia, streams)),
            Resolution::Cohorts => Self::Cohorts(draw_cohorts(model, inertia, streams)),
            Resolution::Expected => Self::Expected(mean_fields(model, inertia)),
        }
    }

    /// Places all users at the opening.
    pub(super) fn place(
        &mut self,
        tables: &[ChoiceTable],
        starts: &[(Share, Opening)],
        offers: usize,
        streams: Streams,
    ) -> Counts {
        let mut counts = Counts::new(tables.len(), offers);
        match self {
            Self::Agents(columns) => {
                for ((column, table), start) in columns.iter_mut().zip(tables).zip(starts) {
                    let luck = streams.open(Purpose::Opening, column.entity, 0);
                    column.agents.place(table, *start, luck, &mut counts);
                }
            }
            Self::Cohorts(cohorts) => {
                for ((cohort, table), start) in cohorts.iter_mut().zip(tables).zip(starts) {
                    let luck = streams.open(Purpose::Opening, cohort.entity(), 0);
                    cohort.place(table, *start, luck, &mut counts);
                }
            }
            Self::Expected(fields) => {
                for ((field, table), start) in fields.iter_mut().zip(tables).zip(starts) {
                    field.place(table, *start, &mut counts);
                }
            }
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
        let columns = match self {
            Self::Agents(columns) => columns,
            Self::Cohorts(cohorts) => {
                let moved = |(segment, cohort): (usize, &mut Cohorts)| {
                    let sees = (&standing.tables[segment], standing.hearing[segment], standing.alerts);
                    cohort.advance((from, to), sees, streams, counts)
                };
                return cohorts.iter_mut().enumerate().map(moved).sum();
            }
            Self::Expected(fields) => {
                let flow = |(segment, field): (usize, &mut MeanField)| {
                    let sees = (&standing.tables[segment], standing.hearing[segment], standing.alerts);
                    field.advance((from, to), sees, counts)
                };
                return fields.iter_mut().enumerate().map(flow).sum();
            }
        };
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
        let open =
            |entity: u64| streams.open(Purpose::Forced, entity ^ self::entity(name).rotate_left(32), 0);
        let columns = match self {
            Self::Agents(columns) => columns,
            Self::Cohorts(cohorts) => {
                let evict = |(cohort, table): (&mut Cohorts, &ChoiceTable)| {
                    cohort.evict(offer, table, open(cohort.entity()), counts)
                };
                return cohorts.iter_mut().zip(tables).map(evict).sum();
            }
            Self::Expected(fields) => {
                let evict =
                    |(field, table): (&mut MeanField, &ChoiceTable)| field.evict(offer, table, counts);
                return fields.iter_mut().zip(tables).map(evict).sum::<f64>().round() as u64;
            }
        };
        let mut made = 0;
        for (column, table) in columns.iter_mut().zip(tables) {
            made += column.agents.evict(offer as u8, table, open(column.entity), counts);
        }
        made
    }

    /// The users of an offer in one segment, whose terms have ended, review their choice; returns how many did.
    pub(super) fn renew(
        &mut self,
        (segment, offer): (usize, usize),
        name: &str,
        table: &ChoiceTable,
        (streams, month): (Streams, u64),
        counts: &mut Counts,
    ) -> u64 {
        let open = |own: u64| streams.open(Purpose::Renewal, own ^ entity(name).rotate_left(32), month);
        match self {
            Self::Agents(columns) => {
                let column = &mut columns[segment];
                column.agents.renew(offer as u8, table, open(column.entity), counts)
            }
            Self::Cohorts(cohorts) => {
                let cohort = &mut cohorts[segment];
                cohort.renew(offer, table, open(cohort.entity()), counts)
            }
            Self::Expected(fields) => fields[segment].renew(offer, table, counts).round() as u64,
        }
    }

    /// Makes the users of one offer users of another.
    pub(super) fn rename(&mut self, from: usize, to: usize, counts: &mut Counts) {
        match self {
            Self::Agents(columns) => {
                for column in columns {
                    column.agents.rename(from as u8, to as u8, counts);
                }
            }
            Self::Cohorts(cohorts) => {
                for cohort in cohorts {
                    cohort.rename(from, to, counts);
                }
            }
            Self::Expected(fields) => {
                for field in fields {
                    field.rename(from, to, counts);
                }
            }
        }
    }

    /// In the segments whose users always review, all choose; returns how many did. `round` counts from 0.
    pub(super) fn choose_together(
        &mut self,
        (segments, tables): (&[Segment], &[ChoiceTable]),
        (streams, round): (Streams, u64),
        counts: &mut Counts,
    ) -> u64 {
        let together = |s: &usize| segments[*s].review.is_always();
        let open = |entity: u64| streams.open(Purpose::Round, entity, round);
        match self {
            Self::Agents(columns) => (0..segments.len())
                .filter(together)
                .map(|s| {
                    let luck = open(columns[s].entity);
                    columns[s].agents.choose(&tables[s], luck, counts)
                })
                .sum(),
            Self::Cohorts(cohorts) => (0..segments.len())
                .filter(together)
                .map(|s| {
                    let luck = open(cohorts[s].entity());
                    cohorts[s].choose(&tables[s], luck, counts)
                })
                .sum(),
            Self::Expected(fields) => {
                let made: f64 =
                    (0..segments.len()).filter(together).map(|s| fields[s].choose(&tables[s], counts)).sum();
                made.round() as u64
            }
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

/// Every user of every segment, drawn.
fn draw_agents(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Vec<Column> {
    let column = |(position, segment): (usize, &Segment)| {
        let entity = entity(&segment.name);
        let base = |name: &str| {
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
                base: model.providers.iter().map(|provider| base(&provider.name)).collect(),
                shared: None,
            },
            classes: model
                .taste_classes
                .map_or_else(Vec::new, |_| classes_of(model, segment, inertia[position])),
        };
        Column {
            agents: Agents::draw(&laws, streams.open(Purpose::Tastes, entity, 0)),
            entity,
            review_rate: spontaneous(model, segment).unwrap_or(0.0),
            minds_alerts: !segment.review.is_always(),
            hearing_most: (segment.aware.innovation + segment.aware.imitation).get(),
            today: Today::default(),
        }
    };
    model.segments.iter().enumerate().map(column).collect()
}

/// The cohorts of every segment.
fn draw_cohorts(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Vec<Cohorts> {
    let cohort = |(position, segment): (usize, &Segment)| {
        let entity = entity(&segment.name);
        let laws = CohortLaws {
            segment: position,
            entity,
            users: segment.users.get().round() as u64,
            usage: mean_usage(segment),
            rate: spontaneous(model, segment),
            outside_inertia: segment.outside.inertia.get(),
            classes: classes_of(model, segment, inertia[position]),
            offers: model.offers.len(),
        };
        Cohorts::draw(laws, streams.open(Purpose::Tastes, entity, 0))
    };
    model.segments.iter().enumerate().map(cohort).collect()
}

/// The taste classes of a segment.
fn classes_of(model: &Model, segment: &Segment, inertia: Spread<Utils>) -> Vec<TasteClass> {
    taste_classes(&segment.tastes, inertia, model.providers.len(), model.taste_classes)
}

/// Tokens a day at the reference price of a segment's mean user. Usage does not hang on tastes, so its mean is that of a
/// log-normal: median e^(sigma^2 / 2).
fn mean_usage(segment: &Segment) -> f64 {
    let sigma = segment.usage.sigma.get();
    segment.usage.median.get() * exp(0.5 * sigma * sigma) * 1e6
}

/// Types of users over which a segment is integrated where more than alpha differs: the opening's own number.
const TYPES: usize = 256;

/// The mean field of every segment.
fn mean_fields(model: &Model, inertia: &[Spread<Utils>]) -> Vec<MeanField> {
    let field = |(position, segment): (usize, &Segment)| {
        // Types of their own that weigh the same, or the classes that agents and cohorts have.
        let (kinds, parts) = match model.taste_classes {
            Some(_) => classes_of(model, segment, inertia[position])
                .into_iter()
                .map(|class| (class.kind, class.part))
                .unzip(),
            None => (types_of(&segment.tastes, inertia[position], model.providers.len(), TYPES), Vec::new()),
        };
        MeanField::new(MeanFieldLaws {
            segment: position,
            users: segment.users.get(),
            usage: mean_usage(segment),
            rate: spontaneous(model, segment),
            outside_inertia: segment.outside.inertia.get(),
            kinds,
            parts,
            offers: model.offers.len(),
        })
    };
    model.segments.iter().enumerate().map(field).collect()
}

/// Reviews of a user a day at instants of its own; none where all choose together in rounds.
fn spontaneous(model: &Model, segment: &Segment) -> Option<f64> {
    (!segment.review.is_always()).then(|| segment.review.rate(model.rounds.map(|rounds| rounds.every)))
}

/// Inertia of a segment without churn or inertia given: none.
pub(super) const NO_INERTIA: Spread<Utils> = Spread { median: Utils(0.0), sigma: Ratio(0.0) };

#[cfg(test)]
mod tests;
