//! The stage game: what each firm earns in a period at every combination of actions.

use super::grid::PriceGrid;
use super::refusal::Refusal;
use crate::economics::demand::Response;
use crate::economics::pricing::{NashMarket, profit};
use crate::units::MoneyPerMtok;

/// Cells n m^(n + 1) of all firms' tables that are kept at most: 2^24 numbers of 8 bytes are 128 MiB a session. Two firms may
/// have 200 prices, three 48, four 20 (15 make 3.0 million cells), five 11.
pub const MOST_CELLS: usize = 1 << 24;

/// A game of n firms with m actions each. A state is a joint action, numbered s = sum over firms of a_i m^i, the first firm
/// in the lowest digit.
#[derive(Debug, Clone, PartialEq)]
pub struct StageGame {
    firms: usize,
    actions: usize,
    profits: Vec<f64>,
    nash: Vec<f64>,
    joint: Vec<f64>,
    strides: Vec<usize>,
}

impl StageGame {
    /// A game from its numbers: `profits[state * n + i]` of firm i  \[money/day\], its profit at the static Nash prices and at
    /// the joint maximum.
    ///
    /// # Errors
    /// Where the tables have not the lengths that belong together, or the game is too large.
    pub fn new(actions: usize, profits: Vec<f64>, nash: Vec<f64>, joint: Vec<f64>) -> Result<Self, Refusal> {
        let firms = nash.len();
        let states = states_within_limit(firms, actions)?;
        let tables =
            [("profits", &profits, states * firms), ("Nash", &nash, firms), ("joint", &joint, firms)];
        for (table, numbers, expected) in tables {
            let found = numbers.iter().filter(|number| number.is_finite()).count();
            if found != expected || numbers.len() != expected {
                return Err(Refusal::Malformed { table, expected, found });
            }
        }
        let mut strides = vec![1; firms + 1];
        for i in 0..firms {
            strides[i + 1] = strides[i] * actions;
        }
        Ok(Self { firms, actions, profits, nash, joint, strides })
    }

    /// The game that a market is on a grid: profit of each firm, all its offers and all segments together, at the long-run
    /// tokens of every joint price (`Response::at`, `profit`). It takes m^n evaluations of demand.
    ///
    /// # Errors
    /// Where the game is too large or demand gives no number.
    pub fn of_market(market: &NashMarket, grid: &PriceGrid) -> Result<Self, Refusal> {
        let (firms, actions) = (grid.players.len(), grid.actions());
        let states = states_within_limit(firms, actions)?;
        let mut response = Response::new(&market.demand);
        let mut earn = |levels: &[MoneyPerMtok], profits: &mut Vec<f64>| {
            response.at(levels);
            profits.extend(grid.players.iter().map(|firm| profit(market, &response, levels, *firm).get()));
        };
        let mut profits = Vec::with_capacity(states * firms);
        let mut levels = grid.nash.clone();
        let mut played = vec![0; firms];
        for state in 0..states {
            let mut rest = state;
            for action in &mut played {
                *action = rest % actions;
                rest /= actions;
            }
            grid.levels_into(&played, &mut levels);
            earn(&levels, &mut profits);
        }
        let (mut nash, mut joint) = (Vec::new(), Vec::new());
        earn(&grid.nash, &mut nash);
        earn(&grid.joint, &mut joint);
        Self::new(actions, profits, nash, joint)
    }

    /// n.
    pub fn firms(&self) -> usize {
        self.firms
    }

    /// m.
    pub fn actions(&self) -> usize {
        self.actions
    }

    /// m^n.
    pub fn states(&self) -> usize {
        self.strides[self.firms]
    }

    /// Profit of a firm in a state  \[money/day\].
    pub fn profit(&self, state: usize, firm: usize) -> f64 {
        self.profits[state * self.firms + firm]
    }

    /// Profit of each firm at the static Nash prices  \[money/day\].
    pub fn nash(&self) -> &[f64] {
        &self.nash
    }

    /// Profit of each firm at the joint-maximum prices  \[money/day\].
    pub fn joint(&self) -> &[f64] {
        &self.joint
    }

    /// The state in which the firms take these actions.
    pub fn state(&self, actions: &[usize]) -> usize {
        actions.iter().zip(&self.strides).map(|(action, stride)| action * stride).sum()
    }

    /// What a firm does in a state.
    pub fn action(&self, state: usize, firm: usize) -> usize {
        state / self.strides[firm] % self.actions
    }

    /// What all firms do in a state.
    pub fn decode(&self, state: usize) -> Vec<usize> {
        (0..self.firms).map(|firm| self.action(state, firm)).collect()
    }

    /// The state with one firm's action replaced.
    pub fn replace(&self, state: usize, firm: usize, action: usize) -> usize {
        state - self.action(state, firm) * self.strides[firm] + action * self.strides[firm]
    }

    /// The number of what the rivals of a firm do, from 0 to m^(n - 1) - 1: the state without the firm's digit.
    pub fn rivals(&self, state: usize, firm: usize) -> usize {
        state % self.strides[firm] + state / self.strides[firm + 1] * self.strides[firm]
    }

    /// The static best response of a firm to what its rivals do in a state; of equals the lowest action.
    pub fn best_response(&self, state: usize, firm: usize) -> usize {
        let earned = |action: usize| self.profit(self.replace(state, firm, action), firm);
        (1..self.actions).fold(0, |best, action| if earned(action) > earned(best) { action } else { best })
    }

    /// Mean profit of a firm's action over all that its rivals may do.
    pub(super) fn against_chance(&self, firm: usize, action: usize) -> f64 {
        let states = (0..self.states()).filter(|state| self.action(*state, firm) == action);
        let total: f64 = states.map(|state| self.profit(state, firm)).sum();
        total * self.actions as f64 / self.states() as f64
    }

    /// Delta = (pi - pi_N) / (pi_M - pi_N) of the mean profit over firms: 0 at Nash, 1 at the joint maximum. None where the
    /// joint maximum brings no more than Nash.
    ///
    /// Means are taken before the ratio, as in Calvano et al. (2020), for a firm of unequal ones may lose from joint maximum.
    pub fn profit_gain(&self, profits: &[f64]) -> Option<f64> {
        let (nash, joint): (f64, f64) = (self.nash.iter().sum(), self.joint.iter().sum());
        (joint > nash).then(|| (profits.iter().sum::<f64>() - nash) / (joint - nash))
    }

    pub(super) fn profits(&self) -> &[f64] {
        &self.profits
    }

    pub(super) fn strides(&self) -> &[usize] {
        &self.strides
    }
}

/// m^n, where the tables of values may be kept.
fn states_within_limit(firms: usize, actions: usize) -> Result<usize, Refusal> {
    if firms == 0 {
        return Err(Refusal::NoFirm);
    }
    if actions < 2 {
        return Err(Refusal::TooFewActions { actions });
    }
    let mut states: usize = 1;
    let mut cells = firms as f64 * actions as f64;
    for _ in 0..firms {
        states = states.saturating_mul(actions);
        cells *= actions as f64;
    }
    if cells > MOST_CELLS as f64 {
        return Err(Refusal::TooLarge { firms, actions, cells, most: MOST_CELLS });
    }
    Ok(states)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::pricing::learning::Learning;
    use crate::economics::pricing::learning::tests::{duopoly, logit};
    use crate::maths;

    #[test]
    fn states_are_digits_to_base_m() {
        let game = StageGame::new(3, vec![0.0; 27 * 3], vec![0.0; 3], vec![1.0; 3]).unwrap();
        for state in 0..27 {
            let actions = game.decode(state);
            assert_eq!(game.state(&actions), state);
            for firm in 0..3 {
                assert_eq!(game.action(game.replace(state, firm, 2), firm), 2);
                // The rivals' number does not depend on the firm's own action, and tells the rivals apart.
                assert_eq!(game.rivals(state, firm), game.rivals(game.replace(state, firm, 1), firm));
                let same =
                    (0..27).filter(|other| game.rivals(*other, firm) == game.rivals(state, firm)).count();
                assert_eq!(same, 3);
                assert!(game.rivals(state, firm) < 9);
            }
        }
        assert_eq!(game.decode(1 + 2 * 3), [1, 2, 0]);
    }

    #[test]
    fn the_logit_duopoly_earns_what_the_formula_says() {
        let market = duopoly(2.0, 1.0);
        let grid = PriceGrid::new(&market, &Learning::default(), &[MoneyPerMtok(1.2); 2]).unwrap();
        let game = StageGame::of_market(&market, &grid).unwrap();
        assert_eq!((game.firms(), game.actions(), game.states()), (2, 15, 225));
        for state in [0, 17, 100, 224] {
            let p: Vec<f64> = grid.levels(&game.decode(state)).iter().map(|level| level.get()).collect();
            let weights: Vec<f64> = p.iter().map(|p| maths::exp((2.0 - p) / 0.25)).collect();
            for i in 0..2 {
                let expected = (p[i] - 1.0) * weights[i] / (weights[0] + weights[1] + 1.0);
                assert!((game.profit(state, i) - expected).abs() < 1e-12, "{state} {i}");
            }
        }
        // At Nash mu s / (1 - s) with s = 0.471; published profits are 0.2229 and 0.3375.
        assert!((game.nash()[0] - 0.222_93).abs() < 1e-4, "{:?}", game.nash());
        assert!((game.joint()[0] - 0.337_49).abs() < 1e-4, "{:?}", game.joint());
        assert!(game.profit_gain(game.nash()).unwrap().abs() < 1e-12);
        assert!((game.profit_gain(game.joint()).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_firm_earns_on_all_its_products() {
        let market = logit(&[0, 1, 0], &[2.0; 3], &[1.0; 3], 0.25);
        let rule = Learning { grid: 4, ..Learning::default() };
        let grid = PriceGrid::new(&market, &rule, &[MoneyPerMtok(1.2); 3]).unwrap();
        let game = StageGame::of_market(&market, &grid).unwrap();
        let p: Vec<f64> = grid.levels(&[1, 3]).iter().map(|level| level.get()).collect();
        let w: Vec<f64> = p.iter().map(|p| maths::exp((2.0 - p) / 0.25)).collect();
        let expected = ((p[0] - 1.0) * w[0] + (p[2] - 1.0) * w[2]) / (w.iter().sum::<f64>() + 1.0);
        assert!((game.profit(game.state(&[1, 3]), 0) - expected).abs() < 1e-12);
    }

    #[test]
    fn the_best_response_is_the_best() {
        let market = duopoly(2.0, 1.0);
        let grid = PriceGrid::new(&market, &Learning::default(), &[MoneyPerMtok(1.2); 2]).unwrap();
        let game = StageGame::of_market(&market, &grid).unwrap();
        for state in 0..225 {
            let best = game.best_response(state, 1);
            for action in 0..15 {
                let other = game.profit(game.replace(state, 1, action), 1);
                assert!(other <= game.profit(game.replace(state, 1, best), 1));
            }
        }
        // Against the joint maximum undercutting pays, down to about Nash plus half of the way.
        assert!(game.best_response(game.state(&[13, 13]), 0) < 7);
    }

    #[test]
    fn what_is_too_large_is_refused_with_its_size() {
        let refused = StageGame::new(15, Vec::new(), vec![0.0; 5], vec![1.0; 5]).unwrap_err();
        // 5 x 15^6
        assert_eq!(
            refused,
            Refusal::TooLarge { firms: 5, actions: 15, cells: 56_953_125.0, most: MOST_CELLS }
        );
        assert!(refused.to_string().contains("5.695e7"), "{refused}");
        assert_eq!(states_within_limit(4, 15), Ok(50_625));
        assert!(states_within_limit(64, 1_000).is_err());
        for (firms, most) in [(2, 203), (3, 48), (4, 20), (5, 11)] {
            assert!(
                states_within_limit(firms, most).is_ok() && states_within_limit(firms, most + 2).is_err()
            );
        }
        let malformed = StageGame::new(2, vec![0.0, f64::NAN], vec![0.0], vec![1.0]).unwrap_err();
        assert_eq!(malformed, Refusal::Malformed { table: "profits", expected: 2, found: 1 });
    }
}
