//! Taste classes of agents: users of a class share all tastes but that for use, so that they can be held against cohorts.

use super::lanes::SharedTastes;
use crate::economics::demand::{TasteClass, UserKind};

/// Draws the taste class of one user after another.
pub(super) struct Classes<'a> {
    all: &'a [TasteClass],
    /// Part of all users up to and with each class.
    upto: Vec<f64>,
    drawn: Vec<u16>,
}

impl<'a> Classes<'a> {
    pub(super) fn new(classes: &'a [TasteClass]) -> Self {
        let mut sum = 0.0;
        let upto = classes.iter().map(|class| {
            sum += class.part;
            sum
        });
        Self { all: classes, upto: upto.collect(), drawn: Vec::new() }
    }

    pub(super) fn draw(&mut self, uniform: f64) -> Option<&'a UserKind> {
        let last = self.all.len().checked_sub(1)?;
        let class = self.upto.partition_point(|upto| *upto <= uniform).min(last);
        self.drawn.push(class as u16);
        Some(&self.all[class].kind)
    }

    /// What those of a class have in common, for the columns of all users drawn.
    pub(super) fn shared(self) -> Option<SharedTastes> {
        let first = self.all.first()?;
        let tastes = self.all.iter().flat_map(|class| &class.kind.loyalty);
        Some(SharedTastes {
            class: self.drawn,
            tastes: tastes.map(|taste| *taste as f32).collect(),
            providers: first.kind.loyalty.len(),
        })
    }
}
