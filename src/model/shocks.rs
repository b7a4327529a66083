//! Scripted events: what happens on a day whatever the firms decide.

use super::{Adoption, Appeal, FundingShock, Refresh, RentShock, Takeover, Training};
use crate::calendar::Instant;
use crate::economics::billing::PriceSheet;
use crate::economics::technology::{Lease, RunPlan};
use crate::ids::{OfferId, ProviderId, SegmentId};
use crate::units::{Days, Money, Ratio, Share};

/// A scripted event.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock {
    /// When.
    pub at: Instant,
    /// What charts and the chronicle call it.
    pub name: String,
    /// What it does.
    pub kind: ShockKind,
}

/// What a shock does.
#[derive(Debug, Clone, PartialEq)]
pub enum ShockKind {
    /// Posts a price.
    Price {
        /// The product.
        offer: OfferId,
        /// Its new price.
        price: PriceSheet,
    },
    /// Multiplies a product's price once and holds it from then on, whatever its provider's rule or a script says.
    Pin {
        /// The product.
        offer: OfferId,
        /// The factor on what is posted.
        factor: Ratio,
    },
    /// Brings a product on sale.
    Launch {
        /// The product.
        offer: OfferId,
        /// The product whose place and users it takes.
        replaces: Option<OfferId>,
    },
    /// Makes a product better.
    Release {
        /// The product.
        offer: OfferId,
        /// Its new quality.
        appeal: Appeal,
    },
    /// Multiplies a provider's unit costs from then on.
    Cost {
        /// The provider.
        provider: ProviderId,
        /// The factor.
        factor: Ratio,
    },
    /// Multiplies usage from then on.
    Demand {
        /// The segments.
        segments: Vec<SegmentId>,
        /// The factor.
        factor: Ratio,
    },
    /// Makes a provider's offers unusable for a while, or takes a part of its fleet.
    Outage {
        /// The provider.
        provider: ProviderId,
        /// For how long.
        lasts: Days,
        /// Part of the fleet that is lost meanwhile; the whole service when absent.
        part: Option<Share>,
    },
    /// Brings a provider on the market.
    Entry {
        /// The provider.
        provider: ProviderId,
    },
    /// Takes a provider off the market.
    Exit {
        /// The provider.
        provider: ProviderId,
    },
    /// One provider buys another.
    Merger(Takeover),
    /// Multiplies rents from then on.
    Rent(RentShock),
    /// Moves a provider to another accelerator.
    Hardware(Box<Refresh>),
    /// Makes a provider serve products another way.
    Technique(Adoption),
    /// Begins a training run.
    Training {
        /// The run.
        training: Training,
        /// What it costs; what its accelerators cost that day when absent.
        cost: Option<Money>,
        /// What it takes and what comes of it, where the scenario describes it.
        plan: Option<Box<RunPlan>>,
    },
    /// Fixes the rent of a part of a provider's fleet for a term.
    Contract {
        /// The provider.
        provider: ProviderId,
        /// The contract.
        contract: Lease,
    },
    /// Changes what investors give for a while.
    Funding(FundingShock),
}
