//! What figures and happenings are about.

use crate::ids::{OfferId, PlanId, ProviderId, SegmentId, TierId};

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// The whole market.
    Market,
    /// A provider.
    Provider(ProviderId),
    /// A product.
    Offer(OfferId),
    /// A segment.
    Segment(SegmentId),
    /// All products at or above a bar of quality.
    Tier(TierId),
    /// A way of paying for a product.
    Plan(PlanId),
}
