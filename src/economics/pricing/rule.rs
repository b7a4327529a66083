//! A rule as data: parameters that check themselves and open into a living strategy.

use super::pricer::Pricer;
use crate::complaint::Check;

/// Parameters of a strategy. A strategy without a state of its own opens as a copy of its parameters.
pub(super) trait Rule: Check {
    /// The living strategy.
    fn open(&self) -> Box<dyn Pricer>;
}

impl<T: Check + Pricer + Clone + 'static> Rule for T {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(self.clone())
    }
}
