//! The values of all firms' actions in all states, with the best of each row kept at hand.

use super::stage::StageGame;
use crate::economics::pricing::rounds::Moves;

/// Q of every firm. A row holds the m values of one firm in one state; rows of one state stand side by side. Of equal values
/// the lowest action is the best, so that ties need no chance; after the first updates there are none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    actions: usize,
    values: Vec<f64>,
    best: Vec<u16>,
    top: Vec<f64>,
}

impl Table {
    /// First values: what an action brings for ever against rivals who play at random,
    ///
    /// Q_0(s, a) = mean over rivals' actions of pi_i(a, .) / (1 - delta),   in every state s
    ///
    /// (Calvano et al. 2020). With moves in turn the same, for a price that stands for ever; Klein's start is not taken over.
    pub(super) fn new(game: &StageGame, moves: Moves, discount: f64) -> Self {
        let (firms, actions) = (game.firms(), game.actions());
        let states = match moves {
            Moves::AtOnce => game.states(),
            Moves::InTurn => game.states() / actions,
        };
        let mut first = Vec::with_capacity(firms * actions);
        for firm in 0..firms {
            first.extend((0..actions).map(|action| game.against_chance(firm, action) / (1.0 - discount)));
        }
        let mut table = Self {
            actions,
            values: first.repeat(states),
            best: vec![0; states * firms],
            top: vec![0.0; states * firms],
        };
        for row in 0..states * firms {
            table.scan(row);
        }
        table
    }

    /// The best action of a row.
    #[inline]
    pub(super) fn best(&self, row: usize) -> usize {
        usize::from(self.best[row])
    }

    /// Its value.
    #[inline]
    pub(super) fn top(&self, row: usize) -> f64 {
        self.top[row]
    }

    /// The values of a row.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.actions..(row + 1) * self.actions]
    }

    /// The best actions of all rows.
    pub(super) fn bests(&self) -> &[u16] {
        &self.best
    }

    /// Q(s, a) <- (1 - alpha) Q(s, a) + alpha target. Tells whether the best action is another one now.
    #[inline]
    pub(super) fn learn(&mut self, row: usize, action: usize, target: f64, rate: f64) -> bool {
        let cell = &mut self.values[row * self.actions + action];
        let value = (1.0 - rate) * *cell + rate * target;
        *cell = value;
        let (best, top) = (self.best(row), self.top[row]);
        if action == best {
            if value >= top {
                self.top[row] = value;
                return false;
            }
            self.scan(row);
            return self.best(row) != best;
        }
        // An equal value is better only where it stands first.
        let better = value > top || (value >= top && action < best);
        if better {
            self.best[row] = action as u16;
            self.top[row] = value;
        }
        better
    }

    /// The same for every action of a row, each with its own target.
    pub(super) fn learn_all(&mut self, row: usize, rate: f64, target: impl Fn(&Self, usize) -> f64) -> bool {
        let best = self.best(row);
        for action in 0..self.actions {
            // `top`, which targets may read, stays that of before until the row is scanned.
            let target = target(self, action);
            let cell = &mut self.values[row * self.actions + action];
            *cell = (1.0 - rate) * *cell + rate * target;
        }
        self.scan(row);
        self.best(row) != best
    }

    fn scan(&mut self, row: usize) {
        let values = &self.values[row * self.actions..(row + 1) * self.actions];
        let (mut best, mut top) = (0, f64::NEG_INFINITY);
        for (action, value) in values.iter().enumerate() {
            if *value > top {
                (best, top) = (action, *value);
            }
        }
        self.best[row] = best as u16;
        self.top[row] = top;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Streams};
    use rand::RngExt;

    /// Two firms, two actions; profits of the first 1, 2, 3, 4 and of the second ten times as much, by state.
    fn small() -> StageGame {
        let profits = vec![1.0, 10.0, 2.0, 20.0, 3.0, 30.0, 4.0, 40.0];
        StageGame::new(2, profits, vec![1.0, 10.0], vec![4.0, 40.0]).unwrap()
    }

    #[test]
    fn first_values_are_those_against_chance() {
        let table = Table::new(&small(), Moves::AtOnce, 0.75);
        // The first firm's action 0 is played in states 0 and 2: (1 + 3) / 2 / 0.25; its action 1 in 1 and 3. The second
        // firm's action 0 in states 0 and 1: (10 + 20) / 2 / 0.25.
        for state in 0..4 {
            assert_eq!(table.row(2 * state), [8.0, 12.0]);
            assert_eq!(table.row(2 * state + 1), [60.0, 140.0]);
        }
        assert_eq!(table.bests(), [1; 8]);
        // In turn a firm has a row for each action of its rival only.
        assert_eq!(Table::new(&small(), Moves::InTurn, 0.75).bests(), [1; 4]);
    }

    #[test]
    fn the_played_cell_moves_by_alpha() {
        let mut table = Table::new(&small(), Moves::AtOnce, 0.75);
        // 0.9 x 8 + 0.1 x 20 = 9.2 stays below 12.
        assert!(!table.learn(0, 0, 20.0, 0.1));
        assert!((table.row(0)[0] - 9.2).abs() < 1e-12 && table.best(0) == 1);
        // 0.5 x 9.2 + 0.5 x 20 = 14.6 is best.
        assert!(table.learn(0, 0, 20.0, 0.5));
        assert!((table.top(0) - 14.6).abs() < 1e-12 && table.best(0) == 0);
        // The best falls to 0.5 x 14.6 = 7.3, below the other's 12.
        assert!(table.learn(0, 0, 0.0, 0.5));
        assert!((table.top(0) - 12.0).abs() < 1e-12 && table.best(0) == 1);
        assert_eq!(table.row(2), [8.0, 12.0], "no other row has moved");
    }

    #[test]
    fn of_equals_the_lowest_action_is_best() {
        let mut table = Table::new(&small(), Moves::AtOnce, 0.75);
        assert!(table.learn(0, 0, 12.0, 1.0));
        assert_eq!(table.best(0), 0);
        assert!(!table.learn(0, 1, 12.0, 1.0));
        assert_eq!(table.best(0), 0);
    }

    #[test]
    fn best_and_top_are_always_those_of_the_row() {
        let game = StageGame::new(5, vec![1.0; 50], vec![1.0; 2], vec![2.0; 2]).unwrap();
        let mut table = Table::new(&game, Moves::AtOnce, 0.5);
        let mut stream = Streams::new(1, 0).open(Purpose::Strategy, 0, 0);
        for _ in 0..20_000 {
            let (row, action) = (stream.random_range(0..50), stream.random_range(0..5));
            let before = table.best(row);
            // Targets from a few values, so that ties occur.
            let target = f64::from(stream.random_range(0..3_u8));
            let rate = if stream.random::<bool>() { 1.0 } else { 0.5 };
            let changed = if stream.random_range(0..10_u8) == 0 {
                table.learn_all(row, rate, |_, a| target + f64::from(u8::from(a == action)))
            } else {
                table.learn(row, action, target, rate)
            };
            let values = table.row(row);
            let best = (1..5).fold(0, |best, a| if values[a] > values[best] { a } else { best });
            assert_eq!(table.best(row), best);
            assert!(table.top(row).total_cmp(&values[best]).is_eq());
            assert_eq!(changed, best != before);
        }
    }
}
