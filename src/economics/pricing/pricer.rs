//! A living strategy: looks at its information set and answers with price moves.

use super::information::InformationSet;
use crate::economics::billing::PriceSheet;
use crate::ids::OfferId;
use crate::random::Stream;

/// A decision to post new prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceMove {
    /// The own offer.
    pub offer: OfferId,
    /// Its new prices.
    pub sheet: PriceSheet,
}

/// A strategy with its state.
pub trait Pricer {
    /// Looks at the market and decides. A product without a move keeps its price. `luck` is the firm's own stream of
    /// this review.
    fn review(&mut self, seen: &InformationSet, luck: &mut Stream) -> Vec<PriceMove>;
}
