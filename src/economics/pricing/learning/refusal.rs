//! Why a market is no game for learners.

use std::fmt;

use crate::units::MoneyPerMtok;

/// What stands in the way, with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Nobody sells anything.
    NoFirm,
    /// No static Nash price was found.
    NoNash {
        /// Relative error left in a first-order condition.
        residual: f64,
    },
    /// No maximum of the joint profit was found.
    NoJointMaximum,
    /// A firm's Nash price is its joint-maximum price: a monopoly, or a firm that takes from nobody. There is nothing to
    /// collude about, and no interval to lay a grid on.
    NothingToGain {
        /// The provider.
        firm: usize,
        /// Nash price of the first of its offers.
        nash: MoneyPerMtok,
        /// Joint-maximum price of the same.
        joint: MoneyPerMtok,
    },
    /// The grid would begin at or below zero.
    PriceNotPositive {
        /// The offer.
        offer: usize,
        /// Where its grid would begin  \[money/Mtok\].
        lowest: f64,
    },
    /// Fewer than two prices to choose from.
    TooFewActions {
        /// How many.
        actions: usize,
    },
    /// The table of values would be larger than `MOST_CELLS`.
    TooLarge {
        /// Firms n.
        firms: usize,
        /// Actions m.
        actions: usize,
        /// n m^(n + 1): cells of all firms' tables.
        cells: f64,
        /// The limit.
        most: usize,
    },
    /// A table of numbers has not the length that firms and actions ask for, or holds a number that is not finite.
    Malformed {
        /// What it is a table of.
        table: &'static str,
        /// Length that it must have.
        expected: usize,
        /// Finite numbers that it has.
        found: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoFirm => write!(out, "no firm has an offer"),
            Self::NoNash { residual } => {
                write!(out, "no static Nash price was found: residual {residual:.1e}")
            }
            Self::NoJointMaximum => write!(out, "no maximum of the joint profit was found"),
            Self::NothingToGain { firm, nash, joint } => write!(
                out,
                "firm {firm} has nothing to collude about: Nash {}, joint maximum {}",
                nash.get(),
                joint.get()
            ),
            Self::PriceNotPositive { offer, lowest } => {
                write!(out, "the grid of offer {offer} would begin at {lowest}; a smaller margin helps")
            }
            Self::TooFewActions { actions } => write!(out, "{actions} actions are no choice: at least 2"),
            Self::TooLarge { firms, actions, cells, most } => write!(
                out,
                "{firms} firms with {actions} prices each need {cells:.3e} cells, at most {most} are kept: \
                 take fewer prices"
            ),
            Self::Malformed { table, expected, found } => {
                write!(out, "{table}: {expected} finite numbers are needed, {found} are given")
            }
        }
    }
}

impl std::error::Error for Refusal {}
