//! What the later kinds of scripted events hold: rents, contracts, hardware, techniques, training; and the markets of
//! accelerators that they move.

use crate::economics::technology::Plant;
use crate::ids::{AcceleratorId, ProviderId};
use crate::units::{Days, PerDay, Ratio, Share};

/// What a provider's accelerators are, beyond what they can do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kit {
    /// The accelerator.
    pub accelerator: AcceleratorId,
    /// Whether they are owned, so that rents are no concern.
    pub owned: bool,
    /// Time from service to retirement; they stay when absent.
    pub life: Option<Days>,
    /// A contract that runs at the opening.
    pub contract: Option<Contract>,
}

/// A part of a rented fleet at a fixed rent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contract {
    /// The part of the fleet.
    pub share: Share,
    /// Below the rent of the day.
    pub discount: Share,
    /// For how long.
    pub term: Days,
}

/// New accelerators for a provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Refresh {
    /// The provider.
    pub provider: ProviderId,
    /// The accelerator.
    pub accelerator: AcceleratorId,
    /// The plant with it.
    pub plant: Plant,
    /// Part of the fleet that is replaced.
    pub share: Share,
    /// Time over which the new ones arrive, after the lead time.
    pub within: Days,
}

/// A change of rents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RentShock {
    /// The accelerator; all when absent.
    pub accelerator: Option<AcceleratorId>,
    /// The factor.
    pub factor: Ratio,
}

/// The rental market of accelerators: scarcity is what rents stand above the cost of owning, as a part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RentMarket {
    /// Scarcity at the opening, which the given rents contain.
    pub now: Ratio,
    /// Scarcity to which it returns.
    pub mean: Ratio,
    /// How fast.
    pub reversion: PerDay,
    /// Standard deviation of a year's own moves.
    pub volatility: Ratio,
    /// Scarcity that a fleet fully used adds over one that is not used at all.
    pub response: Ratio,
    /// Utilisation of rented fleets at which scarcity is at its mean; that of the opening when absent.
    pub usual: Option<Share>,
}
