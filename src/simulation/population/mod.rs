//! The users, behind one door: `advance` lets time pass between two events, in which prices, qualities and published
//! figures stand still.

mod agents;
mod alerts;
mod bias;
mod binomial;
mod choice;
mod classes;
mod cohorts;
mod column;
mod counts;
mod draw;
mod due;
mod expected;
mod kernel;
mod lanes;
mod marks;
mod split;
mod table;
mod taste;

pub(super) use alerts::Alerts;
pub(super) use bias::class_error;
pub(super) use counts::Counts;
pub(super) use split::Split;
pub(super) use table::{Alternative, ChoiceTable};

use cohorts::Cohorts;
use column::Column;
use expected::MeanField;

use crate::calendar::{DAY, Instant};
use crate::economics::demand::{Opening, Segment};
use crate::ids::entity;
use crate::model::{Model, Population as Resolution};
use crate::random::{Purpose, Streams};
use crate::units::{Ratio, Share, Spread, Utils};

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

impl Population {
    /// A market before its users are drawn.
    pub(super) fn nobody() -> Self {
        Self::Agents(Vec::new())
    }

    /// Draws the users. `inertia` is the solved one, by segment.
    pub(super) fn draw(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Self {
        match model.population {
            Resolution::Agents => Self::Agents(draw::agents(model, inertia, streams)),
            Resolution::Cohorts => Self::Cohorts(draw::cohorts(model, inertia, streams)),
            Resolution::Expected => Self::Expected(draw::mean_fields(model, inertia)),
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

/// Inertia of a segment without churn or inertia given: none.
pub(super) const NO_INERTIA: Spread<Utils> = Spread { median: Utils(0.0), sigma: Ratio(0.0) };

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
