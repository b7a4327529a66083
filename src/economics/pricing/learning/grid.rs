//! The prices that learners choose from: m points between and a little beyond Nash and joint maximum (Calvano et al. 2020).

use super::parameters::Learning;
use super::refusal::Refusal;
use crate::economics::pricing::{NashMarket, joint, nash};
use crate::units::MoneyPerMtok;

/// Least |p_M - p_N| / p_N that is a gain and not an error of the search, whose residual is below 1e-8.
const LEAST_ROOM: f64 = 1e-6;

/// A line of prices for each offer. Action k of a firm takes each of its offers to
///
/// p_k = p_N - xi (p_M - p_N) + k (1 + 2 xi) (p_M - p_N) / (m - 1),   k = 0 ... m - 1,
///
/// on the offer's own Nash and joint-maximum prices. Offers of one firm move together: the action is how far the firm is
/// from Nash towards joint maximum. An offer that the joint maximum prices below Nash falls along its line.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceGrid {
    /// Providers that have offers: the players, in the market's order.
    pub players: Vec<usize>,
    /// Static Nash price of each offer.
    pub nash: Vec<MoneyPerMtok>,
    /// Joint-maximum price of each offer.
    pub joint: Vec<MoneyPerMtok>,
    /// Price of each offer by action.
    pub prices: Vec<Vec<MoneyPerMtok>>,
    /// Player of each offer.
    owners: Vec<usize>,
}

impl PriceGrid {
    /// The grid of a market, its Nash price searched from `start` (an offer that starts free starts at its cost).
    ///
    /// # Errors
    /// Where Nash or joint maximum are not found, or a firm has the same prices in both, as a monopoly has.
    pub fn new(market: &NashMarket, rule: &Learning, start: &[MoneyPerMtok]) -> Result<Self, Refusal> {
        let found = nash(market, start);
        if !found.converged {
            return Err(Refusal::NoNash { residual: found.residual });
        }
        let together =
            joint(market, std::slice::from_ref(&found.levels)).map_err(|_| Refusal::NoJointMaximum)?;
        Self::between(&market.demand.owners, found.levels, together.equilibrium.levels, rule)
    }

    /// The grid between given prices.
    ///
    /// # Errors
    /// Where a firm has the same prices in both, or a price would not be positive.
    pub fn between(
        owners: &[usize],
        nash: Vec<MoneyPerMtok>,
        joint: Vec<MoneyPerMtok>,
        rule: &Learning,
    ) -> Result<Self, Refusal> {
        let mut players = owners.to_vec();
        players.sort_unstable();
        players.dedup();
        if players.is_empty() {
            return Err(Refusal::NoFirm);
        }
        if rule.grid < 2 {
            return Err(Refusal::TooFewActions { actions: rule.grid as usize });
        }
        let room = |j: usize| (joint[j] - nash[j]).get();
        for firm in &players {
            let mut offers = (0..owners.len()).filter(|j| owners[*j] == *firm);
            if !offers.clone().any(|j| room(j).abs() > LEAST_ROOM * nash[j].get())
                && let Some(j) = offers.next()
            {
                return Err(Refusal::NothingToGain { firm: *firm, nash: nash[j], joint: joint[j] });
            }
        }
        let xi = rule.margin.get();
        let mut prices = Vec::with_capacity(owners.len());
        for (j, price) in nash.iter().enumerate() {
            let first = price.get() - xi * room(j);
            let step = (1.0 + 2.0 * xi) * room(j) / f64::from(rule.grid - 1);
            let last = first + step * f64::from(rule.grid - 1);
            let lowest = first.min(last);
            if lowest.is_nan() || lowest <= 0.0 {
                return Err(Refusal::PriceNotPositive { offer: j, lowest });
            }
            prices.push((0..rule.grid).map(|k| MoneyPerMtok(first + step * f64::from(k))).collect());
        }
        // Every owner is among the players, which are sorted: the place of an owner is the number of players before it.
        let owners = owners.iter().map(|owner| players.partition_point(|player| player < owner)).collect();
        Ok(Self { players, nash, joint, prices, owners })
    }

    /// Positions of a player's offers in the market.
    pub fn offers_of(&self, player: usize) -> impl Iterator<Item = usize> {
        (0..self.owners.len()).filter(move |j| self.owners[*j] == player)
    }

    /// m: prices of a firm.
    pub fn actions(&self) -> usize {
        self.prices.first().map_or(0, Vec::len)
    }

    /// Price of each offer when the players take these actions  \[money/Mtok\].
    pub fn levels(&self, actions: &[usize]) -> Vec<MoneyPerMtok> {
        let mut levels = vec![MoneyPerMtok::ZERO; self.prices.len()];
        self.levels_into(actions, &mut levels);
        levels
    }

    /// The same, written into a buffer by offer.
    pub(super) fn levels_into(&self, actions: &[usize], levels: &mut [MoneyPerMtok]) {
        for ((level, prices), player) in levels.iter_mut().zip(&self.prices).zip(&self.owners) {
            *level = prices[actions[*player]];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::pricing::learning::tests::{duopoly, logit};

    fn start(market: &NashMarket) -> Vec<MoneyPerMtok> {
        vec![MoneyPerMtok(1.2); market.demand.owners.len()]
    }

    #[test]
    fn calvano_s_duopoly_has_its_fifteen_prices() {
        let market = duopoly(2.0, 1.0);
        let grid = PriceGrid::new(&market, &Learning::default(), &start(&market)).unwrap();
        assert_eq!((grid.players.as_slice(), grid.actions()), ([0, 1].as_slice(), 15));
        for j in 0..2 {
            assert!((grid.nash[j].get() - 1.472_927).abs() < 1e-6);
            assert!((grid.joint[j].get() - 1.924_981).abs() < 1e-6);
            // 1.472927 - 0.1 x 0.452054 and 1.924981 + 0.1 x 0.452054; steps of 1.2 x 0.452054 / 14.
            assert!((grid.prices[j][0].get() - 1.427_722).abs() < 2e-6);
            assert!((grid.prices[j][14].get() - 1.970_186).abs() < 2e-6);
            for pair in grid.prices[j].windows(2) {
                assert!(((pair[1] - pair[0]).get() - 0.038_747_5).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn unequal_firms_have_grids_of_their_own() {
        let market = logit(&[0, 1], &[2.25, 2.0], &[1.0, 1.0], 0.25);
        let grid = PriceGrid::new(&market, &Learning::default(), &start(&market)).unwrap();
        // The better offer has the higher Nash price; at the joint maximum of a logit all margins are the same.
        assert!(grid.nash[0] > grid.nash[1]);
        assert!((grid.joint[0] - grid.joint[1]).get().abs() < 1e-6);
        assert_ne!(grid.prices[0], grid.prices[1]);
        let levels = grid.levels(&[3, 0]);
        assert_eq!(levels, [grid.prices[0][3], grid.prices[1][0]]);
    }

    #[test]
    fn products_of_a_firm_move_together_each_on_its_own_line() {
        let market = logit(&[2, 0, 2], &[2.0, 2.0, 2.5], &[1.0; 3], 0.25);
        let grid = PriceGrid::new(&market, &Learning::default(), &start(&market)).unwrap();
        assert_eq!(grid.players, [0, 2]);
        assert_eq!(grid.levels(&[1, 4]), [grid.prices[0][4], grid.prices[1][1], grid.prices[2][4]]);
    }

    #[test]
    fn a_monopoly_has_nothing_to_gain() {
        let market = logit(&[0, 0], &[2.0, 2.0], &[1.0, 1.0], 0.25);
        let refused = PriceGrid::new(&market, &Learning::default(), &start(&market)).unwrap_err();
        assert!(matches!(refused, Refusal::NothingToGain { firm: 0, .. }), "{refused}");
        let nobody = PriceGrid::between(&[], Vec::new(), Vec::new(), &Learning::default()).unwrap_err();
        assert_eq!(nobody, Refusal::NoFirm);
    }

    #[test]
    fn a_grid_that_reaches_zero_is_refused() {
        let wide = Learning { margin: crate::units::Ratio(3.0), ..Learning::default() };
        let prices = |a: f64, b: f64| vec![MoneyPerMtok(a), MoneyPerMtok(b)];
        let refused = PriceGrid::between(&[0, 1], prices(1.0, 1.0), prices(2.0, 2.0), &wide).unwrap_err();
        assert_eq!(refused, Refusal::PriceNotPositive { offer: 0, lowest: -2.0 });
    }
}
