//! Multi-homing in the long-run response: of the tokens of those who use an offer a part r is routed without inertia.
//!
//! With I = sum of W over offers and pi_0 = W_0 D_0 / T the part outside, offer k has (1 - r) pi_k + r R_k of the users' tokens,
//!
//! R_k = (1 - pi_0) W_k / I,
//! d R_k / d V_j = \[j = k\] R_k - W_k W_j ( (1 - pi_0) / I^2 + W_0 / (I T) - 2 pi_0 D_j / (I T) ),
//!
//! for d pi_0 / d V_j = W_0 W_j / T - 2 pi_0 pi_j. The last term has the D of the provider whose price moves.

use super::Response;
use super::users::Users;
use super::weights::{Scratch, dot, dot_of_three};

/// Least sum of weights: its square is still a number.
const LEAST: f64 = 1e-150;

/// Of one type of user: I, 1 - pi_0 and pi_0.
pub(super) fn inside((users, work): (&Users, &Scratch), firms: usize, i: usize) -> (f64, f64, f64) {
    let types = users.alpha.len();
    let own = |f: usize| work.own[f * types + i];
    let offers: f64 = (0..firms).map(own).sum::<f64>().max(LEAST);
    let squares: f64 = (0..firms).map(|f| users.boost[i] * own(f) * own(f)).sum();
    // T - W_0 D_0 without the difference.
    let within = (work.sum[i] * offers + squares) * work.part[i];
    let nothing = work.outside[i];
    (offers, within, nothing * (work.sum[i] + users.outside_boost * nothing) * work.part[i])
}

impl Response<'_> {
    /// Puts the routed part into the averages of a segment, whose weights are laid out.
    pub(super) fn route(&mut self, s: usize) {
        let (users, work) = (&self.users[s], &mut self.scratch);
        let free = self.market.segments[s].multi_home.get();
        let (offers, firms, types) = (self.order.len(), self.market.providers, users.alpha.len());
        let pairs = self.squares[firms];
        let slopes = &mut self.slopes[s * pairs..(s + 1) * pairs];
        let crowding = &mut self.crowding[s * offers..(s + 1) * offers];
        for value in slopes.iter_mut().chain(crowding.iter_mut()).chain(&mut work.share) {
            *value *= 1.0 - free;
        }
        let of_types: Vec<(f64, f64, f64)> = (0..types).map(|i| inside((users, work), firms, i)).collect();
        let all = |of: &dyn Fn(usize) -> f64| (0..types).map(|i| users.part[i] * free * of(i)).collect();
        let reach: Vec<f64> = all(&|i| of_types[i].1 / of_types[i].0);
        let crowd: Vec<f64> = all(&|i| users.alpha[i] * of_types[i].1 / (of_types[i].0 * of_types[i].0));
        for g in 0..firms {
            let ranks = self.groups[g]..self.groups[g + 1];
            let (start, end) = (self.starts[ranks.start], self.starts[ranks.end]);
            let size = end - start;
            let square = &mut slopes[self.squares[g]..self.squares[g + 1]];
            for f in ranks {
                let pair: Vec<f64> = all(&|i| {
                    let (offers, within, without) = of_types[i];
                    let own = work.sum[i] + users.boost[i] * work.own[f * types + i];
                    let left = work.outside[i] - 2.0 * without * own;
                    -users.alpha[i] * (within / (offers * offers) + left * work.part[i] / offers)
                });
                for j in self.starts[f]..self.starts[f + 1] {
                    let weight = &work.weight[j * types..(j + 1) * types];
                    work.share[j] += dot(&reach, weight);
                    crowding[j] += dot_of_three(&crowd, weight, weight);
                    for k in start..end {
                        let other = &work.weight[k * types..(k + 1) * types];
                        square[(j - start) * size + k - start] += dot_of_three(&pair, weight, other);
                    }
                    square[(j - start) * size + j - start] += dot_of_three(&users.alpha, &reach, weight);
                }
            }
        }
    }
}

/// What a type's routed tokens bring when one offer's weight has moved: `money` is the sum of weights times worth over all
/// offers of the firm, `sum`, `whole` and `outside` are S, T and W_0.
pub(super) fn earned(money: f64, (sum, whole): (f64, f64), (outside, boost): (f64, f64)) -> f64 {
    let offers = (sum - outside).max(LEAST);
    let without = outside * (sum + boost * outside) / whole;
    (1.0 - without).max(0.0) * money / offers
}
