//! A living strategy: looks at its information set and answers with price moves.

use super::information::{InformationSet, OwnProduct};
use crate::economics::billing::PriceSheet;
use crate::ids::OfferId;
use crate::random::Stream;
use crate::units::MoneyPerMtok;

/// A decision to post new prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceMove {
    /// The own offer.
    pub offer: OfferId,
    /// Its new prices.
    pub sheet: PriceSheet,
}

impl PriceMove {
    /// The move of an own product to a blended price, proportions kept; none where the level is no price.
    pub(super) fn to(own: &OwnProduct, level: MoneyPerMtok) -> Option<Self> {
        let is_price = level.get().is_finite() && level >= MoneyPerMtok::ZERO;
        is_price.then(|| Self { offer: own.offer, sheet: own.at_level(level) })
    }
}

/// What a firm believes of alpha, the users' taste for price: a normal distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
}

/// A strategy with its state.
pub trait Pricer {
    /// Looks at the market and decides. A product without a move keeps its price. `luck` is the firm's own stream of
    /// this review.
    fn review(&mut self, seen: &InformationSet, luck: &mut Stream) -> Vec<PriceMove>;

    /// What it believes of users' taste for price, where it has a belief: to be held against the truth in reports.
    fn belief(&self) -> Option<Belief> {
        None
    }
}
