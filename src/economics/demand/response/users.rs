//! Types of a segment's users: all that prices do not move. Types are the lanes of every loop.

use super::{ResponseMarket, ResponseSegment};
use crate::economics::demand::user_types::user_types;
use crate::maths;

/// The types of one segment.
pub(super) struct Users {
    pub(super) alpha: Vec<f64>,
    pub(super) boost: Vec<f64>,
    /// W of the outside option.
    pub(super) outside: Vec<f64>,
    pub(super) outside_boost: f64,
    /// W of each offer at g = 0, by place and type.
    pub(super) appeal: Vec<f64>,
}

impl Users {
    pub(super) fn of(segment: &ResponseSegment, market: &ResponseMarket, order: &[usize]) -> Self {
        let tastes = &segment.preference.tastes;
        let types = user_types(tastes, segment.inertia.sigma, market.providers, market.types);
        let mut outside = Vec::with_capacity(types.len());
        let mut appeal = vec![0.0; types.len() * order.len()];
        let mut utility = vec![0.0; order.len()];
        for (i, user) in types.iter().enumerate() {
            for (utility, j) in utility.iter_mut().zip(order) {
                *utility = segment.merit[*j].get() + tastes.loyalty.get() * user.loyalty[market.owners[*j]];
            }
            // Shares do not hang on the level of utilities; with the best at 0 no weight overflows.
            let top = utility.iter().copied().fold(segment.outside.get(), f64::max);
            outside.push(maths::exp(segment.outside.get() - top));
            for (at, v) in utility.iter().enumerate() {
                appeal[at * types.len() + i] = maths::exp(v - top);
            }
        }
        let (median, sigma) = (segment.inertia.median.get(), segment.inertia.sigma.get());
        Self {
            alpha: types.iter().map(|user| user.alpha(tastes)).collect(),
            boost: types.iter().map(|user| user.boost(median, sigma)).collect(),
            outside,
            outside_boost: maths::exp(segment.outside_inertia.get()) - 1.0,
            appeal,
        }
    }
}
