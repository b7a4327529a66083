//! Parameters of a Q-learner, with the defaults of Calvano et al. (2020).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::economics::pricing::rounds::Moves;
use crate::units::{Ratio, Share};

/// Which values a firm corrects after a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// That of the action it played: a firm that knows no demand (Calvano et al. 2020).
    #[default]
    PlayedCell,
    /// Those of all its actions, with the profit that each would have brought against what the rivals played: a firm that
    /// knows its demand (Asker, Fershtman and Pakes, Journal of Economics & Management Strategy 33, 2024).
    Synchronous,
}

/// A tabular Q-learner with a memory of one period, and when a session of such learners ends. The same for all firms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Learning {
    /// alpha: weight of the newest experience in a value.
    pub learning_rate: Share,
    /// beta: exploration falls as e^(-beta t), t the period from 0 [1/period]. A firm explores 1 / beta times in all: with
    /// 4e-6 it is 250,000 times, 74 for each of the 3,375 cells of the duopoly with 15 prices.
    pub decay: Ratio,
    /// delta: worth of the next period's profit over this one's. It also scales the first values, 1 / (1 - delta).
    pub discount: Share,
    /// m: prices on a firm's grid.
    pub grid: u32,
    /// xi: how far the grid goes beyond the Nash and the joint-maximum price, over the distance between them.
    pub margin: Ratio,
    /// Periods without a change of any greedy action after which the session has converged.
    pub stable: u64,
    /// Periods after which it is given up: a session that learns for long is an answer too, and must not hang a study.
    pub most: u64,
    /// Who moves in a period: as the rounds of the market have it.
    #[serde(skip)]
    pub moves: Moves,
    /// Which values are corrected.
    pub update: Update,
}

impl Default for Learning {
    /// Calvano et al. (2020): alpha = 0.15, beta = 4e-6 (their representative experiment), delta = 0.95, m = 15,
    /// xi = 0.1, 100,000 periods without change, at most a billion.
    fn default() -> Self {
        Self {
            learning_rate: Share(0.15),
            decay: Ratio(4e-6),
            discount: Share(0.95),
            grid: 15,
            margin: Ratio(0.1),
            stable: 100_000,
            most: 1_000_000_000,
            moves: Moves::AtOnce,
            update: Update::PlayedCell,
        }
    }
}

/// Largest discount factor: first values are profits times 1 / (1 - delta), at most a million.
const MOST_DISCOUNT: Share = Share(1.0 - 1e-6);
/// Largest grid: two firms with 200 prices are 16 million cells, the most that are kept.
const MOST_PRICES: u32 = 200;

impl Check for Learning {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.learning_rate <= Share::ZERO {
            complaints
                .error(
                    "learning-rate-zero",
                    format!("{path}.learning_rate"),
                    "a firm would learn nothing",
                    "must be above 0",
                )
                .help("0.15 is the literature's");
        }
        if self.decay <= Ratio::ZERO || self.decay > Ratio(1.0) {
            complaints
                .error(
                    "exploration-decay",
                    format!("{path}.decay"),
                    "exploration would never end, or end before it began",
                    &format!("found {}, allowed above 0 and up to 1 a period", self.decay.get()),
                )
                .help(
                    "4e-6 is the literature's: a firm still tries one price in fifty after a million periods",
                );
        }
        if self.discount > MOST_DISCOUNT {
            complaints
                .error(
                    "discount-too-near-one",
                    format!("{path}.discount"),
                    "the future would weigh without bound",
                    &format!("found {}, allowed up to 0.999999", self.discount.get()),
                )
                .help("0.95 is the literature's");
        }
        if !(2..=MOST_PRICES).contains(&self.grid) {
            complaints
                .error(
                    "grid-size",
                    format!("{path}.grid"),
                    "a grid of that many prices cannot be learned on",
                    &format!("found {}, allowed from 2 to {MOST_PRICES}", self.grid),
                )
                .help("15 is the literature's; the table grows with its (n + 1)-th power for n firms");
        }
        if self.stable == 0 || self.stable > self.most {
            complaints.error(
                "stable-periods",
                format!("{path}.stable"),
                "a session would converge at once or never",
                &format!("found {}, allowed from 1 to `most`, {}", self.stable, self.most),
            );
        }
        if self.moves == Moves::InTurn && self.update == Update::Synchronous {
            complaints
                .error(
                    "counterfactual-in-turn",
                    format!("{path}.update"),
                    "what rivals would have answered to another price is not known",
                    "`synchronous` goes with moves `at_once`",
                )
                .help("with moves in turn take `played_cell`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(rule: Learning) -> Vec<&'static str> {
        let mut complaints = Complaints::new();
        rule.check("learning", &mut complaints);
        complaints.list().iter().map(|complaint| complaint.code).collect()
    }

    #[test]
    fn each_rule_is_checked() {
        let fine = Learning::default();
        assert!(codes(fine).is_empty());
        assert_eq!(codes(Learning { learning_rate: Share(0.0), ..fine }), ["learning-rate-zero"]);
        assert_eq!(codes(Learning { decay: Ratio(0.0), ..fine }), ["exploration-decay"]);
        assert_eq!(codes(Learning { discount: Share(1.0), ..fine }), ["discount-too-near-one"]);
        assert_eq!(codes(Learning { grid: 1, ..fine }), ["grid-size"]);
        assert_eq!(codes(Learning { stable: 0, ..fine }), ["stable-periods"]);
        assert_eq!(codes(Learning { most: 10, ..fine }), ["stable-periods"]);
        let both = Learning { moves: Moves::InTurn, update: Update::Synchronous, ..fine };
        assert_eq!(codes(both), ["counterfactual-in-turn"]);
    }

    #[test]
    fn a_file_names_what_differs_from_the_literature() {
        let read: Learning = toml::from_str("discount = 0.9\nupdate = \"synchronous\"").unwrap();
        assert_eq!(
            read,
            Learning { discount: Share(0.9), update: Update::Synchronous, ..Learning::default() }
        );
        assert!(toml::from_str::<Learning>("alpha = 0.1").is_err());
    }
}
