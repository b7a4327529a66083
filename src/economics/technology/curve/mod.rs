//! The cost curve of a product: the ways in which unit cost comes about, and what changes them.
//!
//! `cost` answers what tokens cost, `capacity` how many accelerators a load requires, `work` the hours behind both.

mod capacity;
mod cost;
#[cfg(test)]
mod tests;
mod work;

pub use cost::FixedPerDay;

use super::architecture::Transformer;
use super::given::{CostTable, MeasuredFleet};
use super::infeasible::Infeasible;
use super::plant::Plant;
use super::serving::ServingLaw;
use crate::drivers::{Driver, Drivers};
use crate::units::{Days, MoneyPerMtok, Mtok, Ratio, Share};

/// How unit cost comes about. Large on purpose: curves are few, and copied curves need no allocation in the loop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CostCurve {
    /// The textbook's: every token costs the same, whatever the load.
    Constant(MoneyPerMtok),
    /// A table of unit cost against volume.
    Table(CostTable),
    /// The measured rates of a real fleet.
    Measured(MeasuredFleet),
    /// The physics of serving.
    Serving(ServingLaw),
}

impl CostCurve {
    /// Hours paid for an hour provided when a fleet just follows the load: the busiest hour over the mean.
    pub fn swing(&self) -> Ratio {
        match self {
            // a measured day contains its own swing
            Self::Constant(_) | Self::Table(_) | Self::Measured(_) => Ratio(1.0),
            Self::Serving(law) => law.plant().staffing.swing(),
        }
    }

    /// The curve with what belongs to some drivers taken from another (see [`ServingLaw::taking`]). Measured rates are
    /// all utilisation: what a fleet costs is how well it is run. A cost that is a number has a driver of its own.
    #[must_use]
    pub fn taking(&self, other: &Self, drivers: Drivers) -> Self {
        match (self, other) {
            (Self::Serving(own), Self::Serving(other)) => Self::Serving(own.taking(other, drivers)),
            (Self::Measured(_), Self::Measured(_)) if drivers.holds(Driver::Utilisation) => *other,
            (Self::Measured(_), Self::Measured(_)) => *self,
            _ if drivers.holds(Driver::Given) => *other,
            _ => *self,
        }
    }

    /// The same product on another plant, a new accelerator, with the techniques adopted so far. Costs without physics
    /// do not know their hardware and stay.
    ///
    /// # Errors
    /// When the model cannot be served there as promised.
    pub fn on(&self, plant: &Plant) -> Result<Self, Infeasible> {
        match self {
            Self::Constant(_) | Self::Table(_) => Ok(*self),
            Self::Measured(fleet) => Ok(Self::Measured(fleet.on(plant))),
            Self::Serving(law) => law.on(plant).map(Self::Serving),
        }
    }

    /// The curve after its provider has served so many tokens since the start (learning by doing); without `learning`
    /// in the technology, and for costs without physics, it stays.
    #[must_use]
    pub fn learned(&self, served: Mtok) -> Self {
        match self {
            Self::Serving(law) => law
                .plant()
                .learning
                .map_or(*self, |learning| Self::Serving(law.learned(learning.doublings(served)))),
            Self::Constant(_) | Self::Table(_) | Self::Measured(_) => *self,
        }
    }

    /// The serving law, where there is one.
    pub fn law(&self) -> Option<&ServingLaw> {
        match self {
            Self::Constant(_) | Self::Table(_) | Self::Measured(_) => None,
            Self::Serving(law) => Some(law),
        }
    }

    /// The model that is served, where it is known.
    pub fn transformer(&self) -> Option<&Transformer> {
        self.law().map(ServingLaw::transformer)
    }

    /// Whether it needs a fleet of accelerators.
    pub fn needs_fleet(&self) -> bool {
        matches!(self, Self::Measured(_) | Self::Serving(_))
    }

    /// Part of repeated input that is served from a cache.
    pub fn cache_hit(&self) -> Share {
        match self {
            Self::Constant(_) | Self::Table(_) => Share::ZERO,
            Self::Measured(fleet) => fleet.plant().cache_hit,
            Self::Serving(law) => law.plant().cache_hit,
        }
    }

    /// The curve a time after the start; a constant cost stays.
    #[must_use]
    pub fn at(&self, elapsed: Days) -> Self {
        match self {
            Self::Constant(cost) => Self::Constant(*cost),
            Self::Table(table) => Self::Table(table.at(elapsed)),
            Self::Measured(fleet) => Self::Measured(fleet.at(elapsed)),
            Self::Serving(law) => Self::Serving(law.at(elapsed)),
        }
    }

    /// The curve with every cost multiplied.
    #[must_use]
    pub fn scaled(&self, factor: Ratio) -> Self {
        match self {
            Self::Constant(cost) => Self::Constant(*cost * factor.get()),
            Self::Table(table) => Self::Table(table.scaled(factor)),
            Self::Measured(fleet) => Self::Measured(fleet.scaled(factor)),
            Self::Serving(law) => Self::Serving(law.scaled(factor)),
        }
    }
}
