//! What follows when one firm departs from the limit cycle for a period: punishment and return, or neither (Calvano et al.
//! 2020, section IV.B).

use super::cycle::Cycle;
use super::grid::PriceGrid;
use super::stage::StageGame;
use super::strategy::{LearnedStrategy, Place};
use crate::economics::pricing::rounds::Moves;
use crate::maths::ln;
use crate::units::MoneyPerMtok;

/// The action that a firm is forced to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deviation {
    /// The static best response to what the rivals do in the same period.
    #[default]
    MostProfit,
    /// This action of its grid.
    To(usize),
}

/// A forced move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shock {
    /// Who departs: a player of the game.
    pub firm: usize,
    /// Where to.
    pub deviation: Deviation,
    /// After which period of the cycle, counted from 0 and around; with moves in turn, at the firm's next turn after it.
    pub after: usize,
    /// Periods that are followed from the deviation on, its own included.
    pub periods: usize,
}

/// The path after a deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct Impulse {
    /// Joint action of each period: at 0 the last one on the cycle, at 1 the deviation, then what the strategies answer.
    pub states: Vec<usize>,
    /// Joint action of the same periods, had nobody departed.
    pub undisturbed: Vec<usize>,
    /// First period from which on the path is the cycle again, in the same or another phase.
    pub back: Option<usize>,
}

impl Impulse {
    /// Price of each offer along the path, by period  \[money/Mtok\].
    pub fn prices(&self, game: &StageGame, grid: &PriceGrid) -> Vec<Vec<MoneyPerMtok>> {
        self.states.iter().map(|state| grid.levels(&game.decode(*state))).collect()
    }

    /// What a firm gains by the deviation over the path: sum over periods k from the deviation's on of
    /// delta^k (pi with it - pi without)  \[money/day\]. Below zero the deviation does not pay.
    pub fn pays(&self, game: &StageGame, firm: usize, discount: f64) -> f64 {
        let pairs = self.states.iter().zip(&self.undisturbed).skip(1);
        let (mut sum, mut worth) = (0.0, 1.0);
        for (with, without) in pairs {
            sum += worth * (game.profit(*with, firm) - game.profit(*without, firm));
            worth *= discount;
        }
        sum
    }
}

/// From the limit cycle, one firm is forced to an action in one period; before and after, all follow their frozen strategies.
pub fn impulse(game: &StageGame, strategy: &LearnedStrategy, cycle: &Cycle, shock: Shock) -> Impulse {
    let mut places = vec![Place { state: cycle.states[0], mover: cycle.mover }];
    let length = cycle.states.len();
    // Every place of the cycle, phase by phase.
    while places.len() < length {
        places.push(strategy.next(game, places[places.len() - 1]));
    }
    let mut start = places[shock.after % length];
    while strategy.moves == Moves::InTurn && start.mover != shock.firm {
        start = strategy.next(game, start);
    }
    let mut calm = strategy.next(game, start);
    let action = match shock.deviation {
        Deviation::MostProfit => game.best_response(calm.state, shock.firm),
        Deviation::To(action) => action,
    };
    let mut at = Place { state: game.replace(calm.state, shock.firm, action), mover: calm.mover };
    let mut found = Impulse { states: vec![start.state], undisturbed: vec![start.state], back: None };
    for period in 1..=shock.periods {
        found.states.push(at.state);
        found.undisturbed.push(calm.state);
        if found.back.is_none() && places.contains(&at) {
            found.back = Some(period);
        }
        at = strategy.next(game, at);
        calm = strategy.next(game, calm);
    }
    found
}

/// Longest path after a deviation that is followed, where the future is worth nearly as much as the present.
const MOST_PERIODS: f64 = 10_000.0;
/// Worth of a period, as a part of the first one's, at which a path ends.
const LEAST_WORTH: f64 = 1e-9;

/// What a firm gains by one departure to its static best response, from the period of the cycle where that pays most, in
/// periods of its mean profit on the cycle; none without such profit. Below or at zero no such departure pays.
pub fn deviation_gain(
    game: &StageGame,
    strategy: &LearnedStrategy,
    cycle: &Cycle,
    (firm, discount): (usize, f64),
) -> Option<f64> {
    let profit = cycle.profits[firm];
    let periods = (ln(LEAST_WORTH) / ln(discount)).ceil().clamp(1.0, MOST_PERIODS) as usize;
    let pays = (0..cycle.states.len()).map(|after| {
        let shock = Shock { firm, deviation: Deviation::MostProfit, after, periods };
        impulse(game, strategy, cycle, shock).pays(game, firm, discount)
    });
    (profit > 0.0).then(|| pays.fold(f64::NEG_INFINITY, f64::max) / profit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dilemma of the session's tests: defect 0, cooperate 1.
    fn dilemma() -> StageGame {
        let profits = vec![1.0, 1.0, 0.0, 5.0, 5.0, 0.0, 3.0, 3.0];
        StageGame::new(2, profits, vec![1.0, 1.0], vec![3.0, 3.0]).unwrap()
    }

    /// States: (0,0) = 0, (1,0) = 1, (0,1) = 2, (1,1) = 3.
    fn cooperating(after: [[u16; 2]; 4]) -> (StageGame, LearnedStrategy, Cycle) {
        let strategy = LearnedStrategy { moves: Moves::AtOnce, firms: 2, best: after.concat() };
        let game = dilemma();
        let cycle = strategy.cycle_from(&game, Place { state: 3, mover: 0 });
        (game, strategy, cycle)
    }

    #[test]
    fn the_grim_never_come_back() {
        // Cooperate after (1, 1), else defect.
        let (game, strategy, cycle) = cooperating([[0, 0], [0, 0], [0, 0], [1, 1]]);
        assert_eq!(cycle.states, [3]);
        let shock = Shock { firm: 0, deviation: Deviation::MostProfit, after: 0, periods: 4 };
        let found = impulse(&game, &strategy, &cycle, shock);
        assert_eq!(found.states, [3, 2, 0, 0, 0]);
        assert_eq!(found.undisturbed, [3; 5]);
        assert_eq!(found.back, None);
        // (5 - 3) + 0.5 (1 - 3) + 0.25 (1 - 3) + 0.125 (1 - 3)
        assert!((found.pays(&game, 0, 0.5) - 0.25).abs() < 1e-12);
        // For ever: 2 - 2 delta / (1 - delta), over a profit of 3. At one half it is nothing, below it the departure pays.
        for (discount, gain) in [(0.0, 2.0), (0.25, 4.0 / 3.0), (0.5, 0.0), (0.9, -16.0)] {
            let found = deviation_gain(&game, &strategy, &cycle, (0, discount)).unwrap();
            assert!((found - gain / 3.0).abs() < 1e-6, "{discount}: {found}");
        }
    }

    #[test]
    fn who_punishes_once_comes_back() {
        // Win-stay, lose-shift: cooperate after (1, 1) and after (0, 0).
        let (game, strategy, cycle) = cooperating([[1, 1], [0, 0], [0, 0], [1, 1]]);
        let shock = Shock { firm: 1, deviation: Deviation::To(0), after: 5, periods: 4 };
        let found = impulse(&game, &strategy, &cycle, shock);
        assert_eq!(found.states, [3, 1, 0, 3, 3]);
        assert_eq!(found.back, Some(3));
        // (5 - 3) + 0.9 (1 - 3) = 0.2
        assert!((found.pays(&game, 1, 0.9) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_forced_move_to_where_the_cycle_goes_changes_nothing() {
        let (game, strategy, cycle) = cooperating([[1, 1], [0, 0], [0, 0], [1, 1]]);
        let shock = Shock { firm: 0, deviation: Deviation::To(1), after: 0, periods: 3 };
        let found = impulse(&game, &strategy, &cycle, shock);
        assert_eq!(found.states, found.undisturbed);
        assert_eq!(found.back, Some(1));
    }

    #[test]
    fn in_turn_the_firm_departs_when_it_is_its_turn() {
        // Both copy the rival; from (1, 1) they stay.
        let strategy = LearnedStrategy { moves: Moves::InTurn, firms: 2, best: vec![0, 0, 1, 1] };
        let game = dilemma();
        let cycle = strategy.cycle_from(&game, Place { state: 3, mover: 0 });
        assert_eq!(cycle.states, [3, 3]);
        for after in 0..2 {
            let shock = Shock { firm: 1, deviation: Deviation::MostProfit, after, periods: 3 };
            let found = impulse(&game, &strategy, &cycle, shock);
            // The second defects, the first copies it, the second stays.
            assert_eq!(found.states, [3, 1, 0, 0]);
        }
    }
}
