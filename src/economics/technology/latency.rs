//! Service as a user sees it: seconds per token, or a refusal.

use crate::units::{Seconds, Share};

/// Service at a utilisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Latency {
    /// Every request is served; seconds per output token.
    Steady(Seconds),
    /// More is asked than can be served.
    Overload {
        /// Seconds per output token of those who are served: a batch that fills the memory.
        slowest: Seconds,
        /// Part of the requests that is refused.
        refused: Share,
    },
}

impl Latency {
    /// Seconds per output token of those who are served.
    pub fn per_token(&self) -> Seconds {
        match *self {
            Self::Steady(seconds) | Self::Overload { slowest: seconds, .. } => seconds,
        }
    }

    /// Part of the requests that is refused.
    pub fn refused(&self) -> Share {
        match *self {
            Self::Steady(_) => Share::ZERO,
            Self::Overload { refused, .. } => refused,
        }
    }
}
