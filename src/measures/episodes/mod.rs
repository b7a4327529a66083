//! Price-war episodes: what one is, in one place, for simulated histories and for real price lists.
//!
//! A *cut* is a fall of a product's posted price by at least [`Thresholds::cut`] beyond what falling costs would have
//! brought since that price was set: `1 - (p/p0) exp(g)`, with g the fall of the logarithm of unit cost over the age of
//! p0. Steps within [`Thresholds::gap`] days add up. An *entry* is a launch at or below the cheapest comparable price and
//! at least [`Thresholds::entry`] below the median of what rivals ask. Cuts and entries of all firms that follow one
//! another in less than `gap` days are a cluster. A cluster is an *episode* where at least [`Thresholds::firms`] firms move,
//! at least one of them cuts, and the index of their prices falls by [`Thresholds::depth`] or more beyond unit costs.
//!
//! Slade (1990, Strategic pricing models and interpretation of price-war data, European Economic Review 34) calls a price
//! war a spell of successive undercutting that ends; Heil and Helsen (2001, Toward an understanding of price wars,
//! International Journal of Research in Marketing 18) ask that rivals react to each other and that prices fall further
//! than is usual. The two-firm rule and the trend are those two demands in numbers.

mod find;
mod index;
mod moves;
mod posting;
mod run;
#[cfg(test)]
mod tests;

pub use find::{Ending, Episode, Participant, Spell, find};
pub use index::{IndexPoint, index};
pub use moves::{Move, MoveKind, moves};
pub use posting::{Costs, Dated, Posting, Price, Trend, UnitCosts, standing_order};
pub use run::{Found, of_history};

use super::reactions::{LEADING, WITHIN};

/// What counts as what. All are parameters, and every report prints them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Thresholds {
    /// Least size of a cut beyond costs, as a part of the price.
    pub cut: f64,
    /// How far below the median of comparable rivals a launch is at least, to count as a move.
    pub entry: f64,
    /// Moves that follow one another in less than so many days belong together.
    pub gap: f64,
    /// Firms that move, at least.
    pub firms: usize,
    /// Least fall of the index of participants' prices beyond unit costs, as a part of it.
    pub depth: f64,
    /// Least size of the move that makes a firm the leader.
    pub lead: f64,
    /// Points of quality (Elo) within which products are comparable.
    pub near: f64,
    /// A price within this part above floor cost, or below it, stands at its floor.
    pub floor: f64,
}

impl Default for Thresholds {
    /// Cut and gap are those of a lead ([`LEADING`], [`WITHIN`]). A launch is an entry from 75 % on: successive
    /// generations come at a half of their predecessor's price as a rule, which is no attack. A fall of the participants' index by 5 % is half of the least cut:
    /// they then cut half of what they sell, or raise as much as they cut. 50 points of Elo are a win rate of 57 %, which few users notice.
    fn default() -> Self {
        Self {
            cut: LEADING,
            entry: 0.75,
            gap: WITHIN,
            firms: 2,
            depth: 0.05,
            lead: LEADING,
            near: 50.0,
            floor: 0.10,
        }
    }
}
