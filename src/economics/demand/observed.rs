//! What is known of a market at its opening: what is given, and what is observed so that the rest can be solved from it.

use super::nests::Nests;
use super::preference::Preference;
use crate::units::{Ratio, Share, Utils};

/// A number that is either given or to be solved from what is observed at the opening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known<T> {
    /// Given.
    Given(T),
    /// Solved so that this share or probability comes out.
    Observed(f64),
}

/// An offer that is on sale at the opening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpeningOffer {
    /// Position of its provider.
    pub provider: usize,
    /// Its brand term xi, or its share of the tokens sold.
    pub brand: Known<Utils>,
}

/// A segment at the opening.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningSegment {
    /// Preference of its users.
    pub preference: Preference,
    /// The first segment that shares its outside utility and inertia: what is observed of them is observed of all
    /// together. Its own position where it stands alone.
    pub kin: usize,
    /// Its aware users, by which it counts among its kin.
    pub users: f64,
    /// Tokens that its aware users would use at the reference price.
    pub mass: f64,
    /// g(x) of each offer.
    pub terms: Vec<f64>,
    /// Use under each offer over that at the reference price.
    pub usage: Vec<f64>,
    /// Utility of each offer before price and brand: quality less waiting; minus infinity where it is not considered.
    pub merit: Vec<Utils>,
    /// Inertia (median and spread over users), or the probability of leaving one's provider at a review.
    pub inertia: Known<Utils>,
    /// Spread of inertia over users.
    pub inertia_sigma: Ratio,
    /// Utility of the outside option, or the share of aware users who take it.
    pub outside: Known<Utils>,
    /// Inertia of those outside.
    pub outside_inertia: Utils,
    /// Part of the tokens of those who use an offer that is routed without inertia.
    pub multi_home: Share,
    /// Utility before price and g(x) of serving open weights oneself: outside too.
    pub own_hosting: Option<(f64, f64)>,
    /// Offers that its users hold to be alike.
    pub nests: Option<Nests>,
}

/// What is known of the market at the opening.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningMarket {
    /// Offers on sale.
    pub offers: Vec<OpeningOffer>,
    /// Segments.
    pub segments: Vec<OpeningSegment>,
    /// Providers, on sale or not.
    pub providers: usize,
}
