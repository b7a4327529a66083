//! A session: learners play the stage game against each other until none changes its strategy any more.

use super::cycle::Cycle;
use super::exploration::{Exploration, any, explored};
use super::parameters::{Learning, Update};
use super::stage::StageGame;
use super::strategy::{LearnedStrategy, Place};
use super::table::Table;
use crate::economics::pricing::rounds::Moves;
use crate::random::Stream;

/// What came of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// Whether no greedy action changed for `stable` periods; else the session ran into `most`.
    pub converged: bool,
    /// Periods played, the stable ones included.
    pub periods: u64,
    /// What the firms do from then on.
    pub strategy: LearnedStrategy,
    /// Where that leads from the last state.
    pub cycle: Cycle,
}

/// Learners at play. Of a period t = 0, 1, ... with moves at once and the state s of all firms' last actions:
///
/// a_i = uniform with probability e^(-beta t), else argmax Q_i(s, .);   s' = (a_1, ..., a_n);
///
/// Q_i(s, a_i) <- (1 - alpha) Q_i(s, a_i) + alpha \[pi_i(s') + delta max Q_i(s', .)\].
///
/// `Update::Synchronous` does the same for every action b of the visited row, with s'(b) = s' but for the own action b:
///
/// Q_i(s, b) <- (1 - alpha) Q_i(s, b) + alpha \[pi_i(s'(b)) + delta max Q_i(s'(b), .)\],
///
/// all from the values of before the period. With delta = 0 it is the perfect synchronous updating of Asker, Fershtman and
/// Pakes (2024); that the continuation is the counterfactual state's own is what a memory of one period asks for.
///
/// With moves in turn, firm t mod n moves; its state r is what its rivals' prices are, its price stands for n periods, and
/// at its next turn it finds r' and corrects
///
/// Q_i(r, a) <- (1 - alpha) Q_i(r, a) + alpha \[sum over k < n of delta^k pi_i(t + k) + delta^n max Q_i(r', .)\],
///
/// before it moves again. For n = 2 this is Klein (2021), equation of the update:
/// pi(p_i, p_j) + delta pi(p_i, p_j') + delta^2 max Q(p_j', .).
#[derive(Debug, Clone)]
pub struct Session<'a> {
    game: &'a StageGame,
    rule: Learning,
    streams: Vec<Stream>,
    table: Table,
    exploration: Exploration,
    state: usize,
    period: u64,
    unchanged: u64,
    /// With moves at once the action of each firm in this period; in turn unused.
    played: Vec<usize>,
    /// In turn what each firm's price has brought since it was set.
    pending: Vec<Pending>,
    /// delta^k, k = 0 ... n.
    discounts: Vec<f64>,
}

/// A price that stands until its firm's next turn.
#[derive(Debug, Clone, Copy, Default)]
struct Pending {
    row: usize,
    action: usize,
    reward: f64,
    /// Periods for which it has stood; 0 before the first move.
    age: usize,
}

impl<'a> Session<'a> {
    /// A session before its first period. Each firm has a stream of its own, which gives its first action (so the first state
    /// is uniform) and all its exploration.
    ///
    /// # Panics
    /// Where there are not as many streams as firms, or moves in turn meet synchronous updates, which the parameters' check
    /// refuses.
    pub fn new(game: &'a StageGame, rule: &Learning, mut streams: Vec<Stream>) -> Self {
        let firms = game.firms();
        assert_eq!(streams.len(), firms, "a stream for each firm");
        assert!(
            rule.moves == Moves::AtOnce || rule.update == Update::PlayedCell,
            "moves in turn have no counterfactual"
        );
        let first: Vec<usize> = streams.iter_mut().map(|stream| any(stream, game.actions())).collect();
        let mut discounts = vec![1.0; firms + 1];
        for k in 0..firms {
            discounts[k + 1] = discounts[k] * rule.discount.get();
        }
        Self {
            table: Table::new(game, rule.moves, rule.discount.get()),
            exploration: Exploration::new(rule.decay.get()),
            state: game.state(&first),
            period: 0,
            unchanged: 0,
            played: vec![0; firms],
            pending: vec![Pending::default(); firms],
            discounts,
            rule: *rule,
            streams,
            game,
        }
    }

    /// Plays at most so many periods, and tells whether the session has converged.
    pub fn play(&mut self, periods: u64) -> bool {
        let end = self.period.saturating_add(periods);
        while self.period < end && self.unchanged < self.rule.stable {
            let changed = match (self.rule.moves, self.rule.update) {
                (Moves::AtOnce, Update::PlayedCell) => self.at_once(),
                (Moves::AtOnce, Update::Synchronous) => self.synchronous(),
                (Moves::InTurn, _) => self.in_turn(),
            };
            self.unchanged = if changed { 0 } else { self.unchanged + 1 };
            self.period += 1;
        }
        self.unchanged >= self.rule.stable
    }

    /// Plays to the end.
    pub fn finish(mut self) -> Learned {
        let converged = self.play(self.rule.most.saturating_sub(self.period));
        let strategy = self.strategy();
        let mover = match self.rule.moves {
            Moves::AtOnce => 0,
            Moves::InTurn => self.turn(),
        };
        let cycle = strategy.cycle_from(self.game, Place { state: self.state, mover });
        Learned { converged, periods: self.period, strategy, cycle }
    }

    /// Periods played.
    pub fn period(&self) -> u64 {
        self.period
    }

    /// The joint action in force.
    pub fn state(&self) -> usize {
        self.state
    }

    /// The values of a firm's actions in a state  \[money/day, discounted\].
    pub fn values(&self, state: usize, firm: usize) -> &[f64] {
        let seen = match self.rule.moves {
            Moves::AtOnce => state,
            Moves::InTurn => self.game.rivals(state, firm),
        };
        self.table.row(seen * self.game.firms() + firm)
    }

    /// What the firms would do if they stopped exploring now.
    pub fn strategy(&self) -> LearnedStrategy {
        LearnedStrategy {
            moves: self.rule.moves,
            firms: self.game.firms(),
            best: self.table.bests().to_vec(),
        }
    }

    /// All firms choose; the state that follows.
    #[inline]
    fn choose(&mut self) -> usize {
        let (firms, actions) = (self.game.firms(), self.game.actions());
        let steps = self.exploration.next();
        let rows = self.state * firms;
        let choices = self.streams.iter_mut().zip(&mut self.played).zip(self.game.strides());
        let mut next = 0;
        for (firm, ((stream, played), stride)) in choices.enumerate() {
            *played = explored(stream, steps, actions).unwrap_or_else(|| self.table.best(rows + firm));
            next += *played * stride;
        }
        next
    }

    #[inline]
    fn at_once(&mut self) -> bool {
        let next = self.choose();
        let firms = self.game.firms();
        let (rate, discount) = (self.rule.learning_rate.get(), self.rule.discount.get());
        let profits = &self.game.profits()[next * firms..(next + 1) * firms];
        let mut changed = false;
        for (firm, (profit, action)) in profits.iter().zip(&self.played).enumerate() {
            let target = profit + discount * self.table.top(next * firms + firm);
            changed |= self.table.learn(self.state * firms + firm, *action, target, rate);
        }
        self.state = next;
        changed
    }

    fn synchronous(&mut self) -> bool {
        let next = self.choose();
        let (game, firms) = (self.game, self.game.firms());
        let (rate, discount) = (self.rule.learning_rate.get(), self.rule.discount.get());
        let mut changed = false;
        for firm in 0..firms {
            changed |= self.table.learn_all(self.state * firms + firm, rate, |table, action| {
                let counterfactual = game.replace(next, firm, action);
                game.profit(counterfactual, firm) + discount * table.top(counterfactual * firms + firm)
            });
        }
        self.state = next;
        changed
    }

    /// Whose turn it is.
    fn turn(&self) -> usize {
        (self.period % self.game.firms() as u64) as usize
    }

    fn in_turn(&mut self) -> bool {
        let (game, firms, mover) = (self.game, self.game.firms(), self.turn());
        let row = game.rivals(self.state, mover) * firms + mover;
        let stood = self.pending[mover];
        let changed = stood.age > 0 && {
            let target = stood.reward + self.discounts[stood.age] * self.table.top(row);
            self.table.learn(stood.row, stood.action, target, self.rule.learning_rate.get())
        };
        let steps = self.exploration.next();
        let action =
            explored(&mut self.streams[mover], steps, game.actions()).unwrap_or_else(|| self.table.best(row));
        self.state = game.replace(self.state, mover, action);
        self.pending[mover] = Pending { row, action, reward: 0.0, age: 0 };
        for (firm, pending) in self.pending.iter_mut().enumerate() {
            if pending.age > 0 || firm == mover {
                pending.reward += self.discounts[pending.age] * game.profit(self.state, firm);
                pending.age += 1;
            }
        }
        changed
    }
}

/// A whole session: plays until it converges or `most` periods are over, then freezes the strategies and follows them into
/// their limit cycle.
pub fn learn(game: &StageGame, rule: &Learning, streams: Vec<Stream>) -> Learned {
    Session::new(game, rule, streams).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::pricing::learning::tests::streams;
    use crate::units::{Ratio, Share};

    /// A prisoner's dilemma: cooperate 1, defect 0; both cooperate 3, both defect 1, temptation 5, sucker 0.
    fn dilemma() -> StageGame {
        let profits = vec![1.0, 1.0, 0.0, 5.0, 5.0, 0.0, 3.0, 3.0];
        StageGame::new(2, profits, vec![1.0, 1.0], vec![3.0, 3.0]).unwrap()
    }

    fn rule() -> Learning {
        Learning { grid: 2, decay: Ratio(1e-3), stable: 20_000, most: 10_000_000, ..Learning::default() }
    }

    #[test]
    fn a_period_corrects_the_played_cell_by_hand() {
        let game = dilemma();
        let rule = Learning { learning_rate: Share(0.2), discount: Share(0.5), ..rule() };
        let mut session = Session::new(&game, &rule, streams(2, 3));
        let state = session.state();
        // Q_0 = mean over the rival's actions / 0.5: defect (1 + 5), cooperate (0 + 3); alike in all states.
        let first = [6.0, 3.0];
        for firm in 0..2 {
            assert_eq!(session.values(state, firm), first);
        }
        session.play(1);
        let next = session.state();
        for firm in 0..2 {
            let played = game.action(next, firm);
            // 0.8 Q + 0.2 (pi + 0.5 x 6)
            let expected = 0.8 * first[played] + 0.2 * (game.profit(next, firm) + 3.0);
            let values = session.values(state, firm);
            assert!((values[played] - expected).abs() < 1e-12);
            assert!(values[1 - played].total_cmp(&first[1 - played]).is_eq());
            for other in (0..4).filter(|other| *other != state) {
                assert_eq!(session.values(other, firm), first);
            }
        }
    }

    #[test]
    fn a_synchronous_period_corrects_all_actions_of_the_row() {
        let game = dilemma();
        let rule = Learning {
            learning_rate: Share(0.2),
            discount: Share(0.5),
            update: Update::Synchronous,
            ..rule()
        };
        let mut session = Session::new(&game, &rule, streams(2, 3));
        let state = session.state();
        session.play(1);
        let next = session.state();
        for firm in 0..2 {
            for (action, first) in [6.0, 3.0].into_iter().enumerate() {
                let earned = game.profit(game.replace(next, firm, action), firm);
                let expected = 0.8 * first + 0.2 * (earned + 0.5 * 6.0);
                assert!((session.values(state, firm)[action] - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn in_turn_a_price_is_corrected_at_the_next_turn_by_what_both_periods_brought() {
        let game = dilemma();
        let rule =
            Learning { learning_rate: Share(0.2), discount: Share(0.5), moves: Moves::InTurn, ..rule() };
        let mut session = Session::new(&game, &rule, streams(2, 4));
        let opening = session.state();
        session.play(1);
        let first = session.state();
        assert_eq!(game.action(first, 1), game.action(opening, 1), "only the first firm has moved");
        session.play(1);
        let second = session.state();
        assert_eq!(game.action(second, 0), game.action(first, 0));
        assert_eq!(session.values(opening, 0), [6.0, 3.0], "nothing is corrected before the next turn");
        session.play(1);
        let played = game.action(first, 0);
        // pi now + 0.5 pi next + 0.25 x max Q_0 = 6.
        let target = game.profit(first, 0) + 0.5 * game.profit(second, 0) + 0.25 * 6.0;
        let expected = 0.8 * [6.0, 3.0][played] + 0.2 * target;
        assert!((session.values(opening, 0)[played] - expected).abs() < 1e-12);
    }

    #[test]
    fn a_session_ends_when_nothing_has_changed_for_so_long() {
        let game = dilemma();
        let mut session = Session::new(&game, &rule(), streams(2, 5));
        let (mut last_change, mut before) = (0, session.strategy());
        while !session.play(1) {
            let now = session.strategy();
            if now != before {
                (last_change, before) = (session.period(), now);
            }
        }
        assert_eq!(session.period() - last_change, rule().stable);
        let learned = learn(&game, &rule(), streams(2, 5));
        assert!(learned.converged);
        assert_eq!((learned.periods, learned.strategy), (session.period(), session.strategy()));
        let cut = learn(&game, &Learning { most: 30_000, stable: 30_000, ..rule() }, streams(2, 5));
        assert!(!cut.converged && cut.periods == 30_000);
    }

    #[test]
    fn the_same_streams_give_the_same_session() {
        let game = dilemma();
        for moves in [Moves::AtOnce, Moves::InTurn] {
            let rule = Learning { moves, ..rule() };
            let one = learn(&game, &rule, streams(2, 6));
            assert_eq!(one, learn(&game, &rule, streams(2, 6)));
            // Played in pieces it is the same session.
            let mut pieces = Session::new(&game, &rule, streams(2, 6));
            while !pieces.play(777) {}
            assert_eq!(one, pieces.finish());
        }
    }

    #[test]
    fn who_knows_no_tomorrow_defects() {
        // With delta = 0 the values are profits; defection dominates whatever the rival does.
        let game = dilemma();
        for (moves, update) in [
            (Moves::AtOnce, Update::PlayedCell),
            (Moves::AtOnce, Update::Synchronous),
            (Moves::InTurn, Update::PlayedCell),
        ] {
            let rule = Learning { discount: Share(0.0), moves, update, ..rule() };
            for seed in 0..10 {
                let learned = learn(&game, &rule, streams(2, seed));
                assert!(learned.converged);
                assert_eq!(learned.cycle.profits, [1.0, 1.0], "{moves:?} {update:?} {seed}");
                assert!(learned.cycle.gain.unwrap().abs() < 1e-12);
            }
        }
    }

    #[test]
    fn in_a_dilemma_patient_learners_find_cooperation_of_one_kind_or_the_other() {
        // Dolgopolov (Games and Economic Behavior 144, 2024): Q-learners with memory may end in either; what must hold of every
        // session is that profits on the cycle are feasible: no firm below what the sucker gets, both at most 3 each.
        let game = dilemma();
        let gains: Vec<f64> = (0..40)
            .map(|seed| {
                let learned = learn(&game, &rule(), streams(2, seed));
                assert!(learned.converged);
                learned.cycle.gain.unwrap()
            })
            .collect();
        assert!(gains.iter().all(|gain| (-0.25..=1.0 + 1e-12).contains(gain)), "{gains:?}");
        assert!(gains.iter().any(|gain| *gain > 0.99), "{gains:?}");
    }
}
