//! Types of a segment's users: all that prices do not move. Types are the lanes of every loop.

use super::{ResponseMarket, ResponseSegment};
use crate::economics::demand::choice::log_sum;
use crate::economics::demand::nests::Nests;
use crate::economics::demand::user_types::{MOST_INERTIA, user_types};
use crate::maths;

/// The types of one segment.
pub(super) struct Users {
    /// Part of the segment's users, by type; they add up to 1.
    pub(super) part: Vec<f64>,
    pub(super) alpha: Vec<f64>,
    pub(super) boost: Vec<f64>,
    /// V of the outside option, by type: the same for all where nobody can serve open weights.
    pub(super) outside: Vec<f64>,
    pub(super) outside_boost: f64,
    /// V of each offer at g = 0, by place and type.
    pub(super) merit: Vec<f64>,
    /// Nests, by place.
    pub(super) nests: Option<Nests>,
}

impl Users {
    pub(super) fn of(segment: &ResponseSegment, market: &ResponseMarket, order: &[usize]) -> Self {
        let tastes = &segment.preference.tastes;
        let types = user_types(tastes, segment.inertia.sigma, market.providers, market.types);
        let mut merit = vec![0.0; types.len() * order.len()];
        for (i, user) in types.iter().enumerate() {
            for (at, j) in order.iter().enumerate() {
                let lasting = tastes.loyalty.get() * user.loyalty[market.owners[*j]];
                merit[at * types.len() + i] = segment.merit[*j].get() + lasting;
            }
        }
        let (median, sigma) = (segment.inertia.median.get(), segment.inertia.sigma.get());
        Self {
            part: types.iter().map(|user| user.part).collect(),
            alpha: types.iter().map(|user| user.alpha(tastes)).collect(),
            boost: types.iter().map(|user| user.boost(median, sigma)).collect(),
            outside: types.iter().map(|user| outside(segment, user.alpha(tastes))).collect(),
            outside_boost: maths::exp(segment.outside_inertia.get().min(MOST_INERTIA)) - 1.0,
            merit,
            nests: segment.nests.as_ref().map(|nests| nests.in_order(order)),
        }
    }
}

/// ln (W of nothing + W of own hosting).
fn outside(segment: &ResponseSegment, alpha: f64) -> f64 {
    let nothing = segment.outside.get();
    segment.own_hosting.map_or(nothing, |(merit, term)| log_sum(&[nothing, merit - alpha * term]))
}
