//! Rounds: the clock of textbook markets, in which firms move on one common cadence, at once or in turn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::Days;

/// A market in rounds: in each, firms set prices, then the users who always review choose, then all is published.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// Time from round to round; the first is that long after the start.
    pub every: Days,
    /// Who sets prices in a round.
    #[serde(default)]
    pub moves: Moves,
}

/// Who sets prices in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moves {
    /// All firms, none knowing what the others decide (Calvano et al. 2020).
    #[default]
    AtOnce,
    /// One firm a round, in the order of the scenario; a price stands until its firm's next turn (Maskin and Tirole 1988;
    /// Klein 2021).
    InTurn,
}

impl Rounds {
    /// Whether the firm at `position` among `firms` moves in a round, counted from 0.
    pub fn moves_in(&self, round: u64, position: usize, firms: usize) -> bool {
        match self.moves {
            Moves::AtOnce => true,
            Moves::InTurn => round % firms.max(1) as u64 == position as u64,
        }
    }
}

impl Check for Rounds {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.every.get() < 1e-3 {
            complaints.error(
                "round-instant",
                format!("{path}.every"),
                "rounds follow each other too fast",
                "must be at least 0.001 days (86 seconds)",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_move_together_or_one_after_the_other() {
        let rounds = |moves| Rounds { every: Days(1.0), moves };
        let movers =
            |moves, round| (0..3).filter(|p| rounds(moves).moves_in(round, *p, 3)).collect::<Vec<_>>();
        assert_eq!(movers(Moves::AtOnce, 5), [0, 1, 2]);
        assert_eq!(movers(Moves::InTurn, 0), [0]);
        assert_eq!(movers(Moves::InTurn, 4), [1]);
    }
}
