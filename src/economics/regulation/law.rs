//! What a market asks of the law. Every question has a default: the answer of a market without that policy.

use super::terms::Terms;
use crate::complaint::Check;
use crate::economics::indices::hhi;
use crate::units::{Days, Elo, MoneyPerMtok, Share};

/// A policy's answers.
pub trait Law: Check {
    /// What it does to products as a segment buys them.
    fn terms(&self, _segment: &str) -> Terms {
        Terms::NONE
    }

    /// The line that a posted price has to keep; none where it asks nothing of this seller.
    fn line(&self, _seller: &Seller) -> Option<Line> {
        None
    }

    /// What happens where a line is not kept.
    fn procedure(&self) -> Procedure {
        Procedure::Refusal
    }

    /// What it says to a merger; none where it says nothing.
    fn merger(&self, _case: &Merger) -> Option<Ruling> {
        None
    }

    /// Segments that it names, which must exist.
    fn segments(&self) -> &[String] {
        &[]
    }
}

/// A product and its seller, as the authority sees them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seller {
    /// Unit costs of the product for a blended token.
    pub cost: UnitCost,
    /// The seller's part of all tokens sold, all its products together.
    pub share: Share,
    /// Public quality of the product.
    pub quality: Elo,
}

/// What a blended token costs the seller, in the concepts of the cost model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitCost {
    /// Of one more token on a fleet that is paid for.
    pub marginal: MoneyPerMtok,
    /// On hardware that is always busy.
    pub floor: MoneyPerMtok,
    /// Fleet, energy and network over tokens sold, idle capacity included.
    pub average: MoneyPerMtok,
}

/// What a posted blended price has to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line {
    /// It may not be lower.
    AtLeast(MoneyPerMtok),
    /// It may not be higher.
    AtMost(MoneyPerMtok),
}

/// A line is missed by more than this part of it: prices are computed, and a computed line is met by computed prices only
/// to within rounding.
const SLACK: f64 = 1e-9;

impl Line {
    /// The price at the line.
    pub fn at(self) -> MoneyPerMtok {
        match self {
            Self::AtLeast(line) | Self::AtMost(line) => line,
        }
    }

    /// Whether a price keeps it.
    pub fn is_kept(self, price: MoneyPerMtok) -> bool {
        match self {
            Self::AtLeast(line) => price.get() >= line.get() * (1.0 - SLACK),
            Self::AtMost(line) => price.get() <= line.get() * (1.0 + SLACK),
        }
    }
}

/// What happens where a line is not kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Procedure {
    /// The price is not posted: the line is, in its place.
    Refusal,
    /// The price stands while the authority looks into it. Then the firm is fined, has to raise the price to the line (or
    /// lower it), and from then on has to keep the line with all its products.
    Investigation {
        /// How long it takes.
        lasts: Days,
        /// Part of the firm's sales of the last twelve months.
        fine: Share,
    },
}

/// A merger before the authority.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merger<'a> {
    /// What each firm sells.
    pub sales: &'a [f64],
    /// Who buys, by position.
    pub buyer: usize,
    /// Who is bought, by position.
    pub target: usize,
}

impl Merger<'_> {
    /// Herfindahl-Hirschman index after the merger at given shares, and its rise; none where nothing is sold.
    pub fn concentration(&self) -> Option<(f64, f64)> {
        let before = hhi(self.sales)?;
        let mut merged = self.sales.to_vec();
        merged[self.buyer] += merged[self.target];
        merged[self.target] = 0.0;
        let after = hhi(&merged)?;
        Some((after, after - before))
    }
}

/// What the authority says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    /// Whether the merger happens.
    pub allowed: bool,
}
