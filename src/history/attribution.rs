//! Attribution: what a fall in price is put down to, for each entity, summed over the months of a run.

use super::entity::Entity;
use crate::calendar::Instant;
use crate::drivers::Driver;

/// A part of a change in price or in cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole change of the effective price: trend + competition + war.
    Price,
    /// Of the standard cost: today's technology at the opening load. It is the sum of its drivers.
    Trend,
    /// Of the static Nash price over the standard cost: how competitive the market has become.
    Competition,
    /// Of the price over the static Nash price: what firms gave away beyond it.
    War,
    /// The whole change of the full unit cost: trend + scale + training + data.
    Cost,
    /// What one driver did.
    By(Driver),
}

impl Part {
    /// All parts, in the order of tables: the price and its three parts, the drivers of the trend, the cost and the rest of
    /// its drivers.
    pub const ALL: [Self; 17] = [
        Self::Price,
        Self::Trend,
        Self::Competition,
        Self::War,
        Self::By(Driver::Hardware),
        Self::By(Driver::Model),
        Self::By(Driver::Compression),
        Self::By(Driver::Caching),
        Self::By(Driver::Utilisation),
        Self::By(Driver::Network),
        Self::By(Driver::Energy),
        Self::By(Driver::Given),
        Self::By(Driver::Mix),
        Self::Cost,
        Self::By(Driver::Scale),
        Self::By(Driver::Training),
        Self::By(Driver::Data),
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Trend => "trend",
            Self::Competition => "competition",
            Self::War => "war",
            Self::Cost => "cost",
            Self::By(driver) => driver.name(),
        }
    }

    /// Its place in `ALL`.
    ///
    /// # Panics
    /// Never: all parts are listed.
    pub fn position(self) -> usize {
        Self::ALL.iter().position(|part| *part == self).expect("all parts are listed")
    }
}

/// A contribution to a change.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Credit {
    /// In logarithms; none where a price or a cost was zero.
    pub ln: Option<f64>,
    /// In money per Mtok.
    pub money: f64,
}

/// What the change of an entity's price and cost is put down to, from its first to its last month with sales.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The market or a provider.
    pub entity: Entity,
    /// The first instant with sales.
    pub from: Instant,
    /// The last one.
    pub to: Instant,
    /// By position in `Part::ALL`.
    pub credits: Vec<Credit>,
}

impl Attribution {
    /// What a part contributes.
    pub fn of(&self, part: Part) -> Credit {
        self.credits[part.position()]
    }
}
