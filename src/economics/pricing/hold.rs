//! Hold: keep the prices as they are; the placebo of every comparison.

use super::about::About;
use super::information::InformationSet;
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::random::Stream;

/// What it is.
pub(super) const ABOUT: About = About {
    name: "hold",
    rule: "p stays as it is",
    source: "the placebo of every comparison",
    use_when: "nothing should happen of this firm's accord: a control, or a firm moved by shocks alone",
};

/// No parameters, no state.
#[derive(Clone, Copy)]
pub(super) struct Hold;

impl Check for Hold {
    fn check(&self, _: &str, _: &mut Complaints) {}
}

impl Pricer for Hold {
    fn review(&mut self, _: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        Vec::new()
    }
}
