//! Hold: keep the prices as they are; the placebo of every comparison.

use super::information::InformationSet;
use super::pricer::{PriceMove, Pricer};
use crate::random::Stream;

/// No parameters, no state.
pub(super) struct Hold;

impl Pricer for Hold {
    fn review(&mut self, _: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        Vec::new()
    }
}
