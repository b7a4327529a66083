//! Policies with their dates, and mergers.

use crate::calendar::Instant;
use crate::economics::regulation::Policy;
use crate::ids::ProviderId;
use crate::units::Share;

/// A policy that is in force for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct Enactment {
    /// What charts, tables and the chronicle call it.
    pub name: String,
    /// From when on.
    pub from: Instant,
    /// Until when; to the end when absent.
    pub until: Option<Instant>,
    /// What it does.
    pub policy: Policy,
}

/// One provider buys another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Takeover {
    /// Who buys.
    pub buyer: ProviderId,
    /// Who is bought.
    pub target: ProviderId,
    /// Part of all unit costs of both that is saved from the integration on.
    pub saving: Share,
    /// When both are integrated; at once when absent.
    pub integration: Option<Instant>,
}
