//! Events, and the phase of the day in which each is taken.

use crate::economics::billing::PriceSheet;
use crate::ids::{OfferId, ProviderId};
use crate::units::{Gpus, Share};

/// Order within an instant, as an economist would tell the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Shocks, releases, outages.
    News,
    /// Capacity arrives, costs fall.
    Supply,
    /// Posted prices take effect.
    Prices,
    /// What users did is published.
    Demand,
    /// Books are closed; firms leave.
    Finance,
    /// Policies begin and end; posted prices are held against the law.
    Policy,
    /// Firms look at their prices, for later.
    PriceReviews,
    /// Figures are taken down.
    Record,
}

/// Something that happens at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Event {
    /// A scripted shock, by position in the model.
    Shock {
        /// Position.
        index: u32,
    },
    /// A provider's offers can be used again.
    Recovery {
        /// The provider.
        provider: ProviderId,
        /// Part of the fleet that was lost; the whole service when absent.
        part: Option<Share>,
    },
    /// A month begins: technology and use have moved, capacity is reviewed.
    Month,
    /// Ordered accelerators arrive.
    Delivery {
        /// The provider.
        provider: ProviderId,
        /// How many.
        gpus: Gpus,
        /// Their kind among the provider's.
        kind: usize,
    },
    /// A part of a provider's new accelerators arrives.
    Refresh {
        /// The provider.
        provider: ProviderId,
        /// Position among its moves to other accelerators.
        index: usize,
    },
    /// A training run is done.
    RunDone {
        /// The provider.
        provider: ProviderId,
        /// Position among its runs.
        run: usize,
    },
    /// A rival has learnt from a model whose weights are public.
    Imitation {
        /// The provider of the model.
        provider: ProviderId,
        /// Position among its runs.
        run: usize,
        /// Position among the run's imitations.
        which: usize,
    },
    /// Two firms that merged are integrated.
    Integration {
        /// Position of the merger among the shocks.
        index: u32,
    },
    /// A contract of a provider runs out.
    ContractEnd {
        /// The provider.
        provider: ProviderId,
    },
    /// A price decided earlier is posted.
    PriceEffective {
        /// The offer.
        offer: OfferId,
        /// Its new price.
        sheet: PriceSheet,
    },
    /// Plans begin or end to be offered.
    PlanDates,
    /// Adopters, load and latency are published.
    Publish,
    /// Monthly settlement of all books.
    Settlement,
    /// A policy comes into force.
    PolicyBegins {
        /// Position in the model.
        index: u32,
    },
    /// A policy is no longer in force.
    PolicyEnds {
        /// Position in the model.
        index: u32,
    },
    /// The authority looks at all posted prices.
    Inspection,
    /// An investigation is over.
    Verdict {
        /// Position among the cases so far.
        case: u32,
    },
    /// A round of a market in which all move on one cadence.
    Round {
        /// How many there were before.
        number: u64,
    },
    /// A provider's own review of its prices.
    PriceReview {
        /// The provider.
        provider: ProviderId,
    },
    /// A provider's answer to a rival's cut.
    Reaction {
        /// The provider.
        provider: ProviderId,
    },
    /// A month has passed: what prices fell by is put down to its causes.
    Stocktaking,
    /// The first day is over: what the market opened with is kept.
    FirstDay,
    /// Figures are taken down.
    Record,
}

impl Event {
    /// The phase in which it is taken.
    pub(super) fn phase(&self) -> Phase {
        match self {
            Self::Shock { .. } | Self::Recovery { .. } | Self::RunDone { .. } | Self::Imitation { .. } => {
                Phase::News
            }
            Self::Month
            | Self::Delivery { .. }
            | Self::ContractEnd { .. }
            | Self::Refresh { .. }
            | Self::Integration { .. } => Phase::Supply,
            Self::PriceEffective { .. } | Self::PlanDates => Phase::Prices,
            Self::Publish => Phase::Demand,
            Self::Settlement => Phase::Finance,
            Self::PolicyBegins { .. } | Self::PolicyEnds { .. } | Self::Inspection | Self::Verdict { .. } => {
                Phase::Policy
            }
            Self::Round { .. } | Self::PriceReview { .. } | Self::Reaction { .. } => Phase::PriceReviews,
            Self::Stocktaking | Self::FirstDay | Self::Record => Phase::Record,
        }
    }
}
