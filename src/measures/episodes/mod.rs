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

pub use find::{Ending, Episode, Fallen, Participant, Spell, find};
pub use index::{IndexPoint, index};
pub use moves::{Fall, Move, MoveKind, moves};
pub use posting::{Costs, Dated, Posting, Price, Trend, UnitCosts, standing_order};
pub use run::{Found, of_history};

pub use crate::economics::indices::Thresholds;
