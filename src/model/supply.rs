//! How a market is supplied and what changes it: accelerators and their rents, new hardware, techniques, training.

use crate::economics::technology::{Lease, Plant, Recovery, Scarcity, Technique};
use crate::ids::{AcceleratorId, OfferId, ProviderId};
use crate::units::{Days, GpuHours, Money, Ratio, Share};

use super::Appeal;

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
    pub contract: Option<Lease>,
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
    /// How it moves.
    pub law: Scarcity,
    /// Scarcity that a fleet fully used adds over one that is not used at all.
    pub response: Ratio,
    /// Utilisation of rented fleets at which scarcity is at its mean; that of the opening when absent.
    pub usual: Option<Share>,
}

/// A training run: what it takes, and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// The product that it makes better.
    pub offer: OfferId,
    /// How long it takes.
    pub lasts: Days,
    /// Accelerators for hours that it takes, development included.
    pub hours: GpuHours,
    /// How its cost is recovered once it is done.
    pub recovery: Recovery,
    /// What it brings.
    pub gain: Gain,
    /// Whether its weights are released.
    pub open: bool,
    /// Who learns from them.
    pub imitation: Vec<Imitation>,
}

/// What a run brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gain {
    /// That quality.
    Quality(Appeal),
    /// That much effective compute over that of the product as it is.
    Compute(Ratio),
}

/// A rival's product that comes closer to a model whose weights are public.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imitation {
    /// The rival's product.
    pub offer: OfferId,
    /// Part of the gap in quality that it closes.
    pub closes: Share,
    /// How long it takes.
    pub after: Days,
}

/// A technique adopted for some products of one provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// The products.
    pub offers: Vec<OfferId>,
    /// The technique.
    pub technique: Technique,
    /// What adopting it costs, for each product; what the technique takes in accelerators when absent.
    pub cost: Option<Money>,
}
