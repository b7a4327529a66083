//! Populations drawn from a model: who the users of each segment are, at the resolution that is asked for.

use super::agents::{Agents, TasteLaws};
use super::cohorts::{CohortLaws, Cohorts};
use super::column::{Column, Today};
use super::expected::{MeanField, MeanFieldLaws};
use super::lanes::Loyalty;
use crate::economics::demand::{Segment, TasteClass, taste_classes, types_of};
use crate::ids::entity;
use crate::model::Model;
use crate::random::{Purpose, Streams};
use crate::units::{Spread, Utils};

/// Every user of every segment, drawn.
pub(super) fn agents(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Vec<Column> {
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
pub(super) fn cohorts(model: &Model, inertia: &[Spread<Utils>], streams: Streams) -> Vec<Cohorts> {
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

/// Tokens a day at the reference price of a segment's mean user. Usage does not depend on tastes.
fn mean_usage(segment: &Segment) -> f64 {
    segment.usage.mean().get() * 1e6
}

/// Types of users over which a segment is integrated where more than alpha differs: the opening's own number.
const TYPES: usize = 256;

/// The mean field of every segment.
pub(super) fn mean_fields(model: &Model, inertia: &[Spread<Utils>]) -> Vec<MeanField> {
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
