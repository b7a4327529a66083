//! Slopes where offers are nested (`demand/nests.rs`): a price moves the weights of its whole nest.
//!
//! With q_j = e^(V_j / lambda) / I_n the part of its nest n that offer j has,
//!
//! d ln W_m / d V_j = \[m = j\] / lambda - \[m in n(j)\] q_j (1 - lambda) / lambda,
//!
//! so that for any u_k of the weights, here u_k = (1 - r) pi_k + r R_k (`routed.rs`), with F_km = d u_k / d ln W_m,
//!
//! d u_k / d V_j = \[ F_kj - (1 - lambda) q_j sum over m in n(j) of F_km \] / lambda.

use super::Response;
use super::routed::inside;

impl Response<'_> {
    /// Averages over the types of a segment whose weights are laid out, routed tokens in them.
    pub(super) fn integrate_nested(&mut self, s: usize) {
        let Some(nests) = &self.users[s].nests else { return };
        let (users, work) = (&self.users[s], &mut self.scratch);
        let free = self.market.segments[s].multi_home.get();
        let (offers, firms, types) = (self.order.len(), self.market.providers, users.alpha.len());
        let lambda = nests.lambda();
        let mut nest_of: Vec<Option<usize>> = vec![None; offers];
        for (n, nest) in nests.members().iter().enumerate() {
            for j in nest {
                nest_of[*j] = Some(n);
            }
        }
        let firm_of: Vec<usize> =
            (0..firms).flat_map(|f| std::iter::repeat_n(f, self.starts[f + 1] - self.starts[f])).collect();
        let pairs = self.squares[firms];
        let slopes = &mut self.slopes[s * pairs..(s + 1) * pairs];
        let crowding = &mut self.crowding[s * offers..(s + 1) * offers];
        slopes.fill(0.0);
        crowding.fill(0.0);
        work.share.fill(0.0);
        work.held.fill(0.0);
        let mut by_nest = vec![0.0; nests.members().len()];
        for i in 0..types {
            let weight = |j: usize| work.weight[j * types + i];
            let boosted = |f: usize| work.sum[i] + users.boost[i] * work.own[f * types + i];
            let (part, whole) = (users.part[i], work.part[i]);
            let (all, within, without) = inside((users, work), firms, i);
            let outside = work.outside[i];
            let resting = |j: usize| weight(j) * boosted(firm_of[j]) * whole;
            let routed = |j: usize| within * weight(j) / all;
            let used = |j: usize| (1.0 - free) * resting(j) + free * routed(j);
            // F_km.
            let moved = |k: usize, m: usize| {
                let both = weight(k) * weight(m);
                let own = if firm_of[k] == firm_of[m] { 1.0 + users.boost[i] } else { 1.0 };
                let held = both * whole * own - 2.0 * resting(k) * resting(m);
                let left = outside - 2.0 * without * boosted(firm_of[m]);
                let route = -both * (within / (all * all) + left * whole / all);
                let itself = if k == m { used(k) } else { 0.0 };
                itself + (1.0 - free) * held + free * route
            };
            for g in 0..firms {
                let (start, end) = (self.starts[self.groups[g]], self.starts[self.groups[g + 1]]);
                let size = end - start;
                let square = &mut slopes[self.squares[g]..self.squares[g + 1]];
                for k in start..end {
                    for (sum, nest) in by_nest.iter_mut().zip(nests.members()) {
                        *sum = nest.iter().map(|m| moved(k, *m)).sum();
                    }
                    for j in start..end {
                        let slope = match nest_of[j] {
                            Some(n) => {
                                let own = work.within[j * types + i];
                                (moved(k, j) - (1.0 - lambda) * own * by_nest[n]) / lambda
                            }
                            None => moved(k, j),
                        };
                        square[(j - start) * size + k - start] += part * users.alpha[i] * slope;
                        if j == k {
                            let steepest = used(j) / if nest_of[j].is_some() { lambda } else { 1.0 };
                            crowding[j] += part * users.alpha[i] * (steepest - slope);
                        }
                    }
                    work.share[k] += part * used(k);
                    work.held[k] += part * resting(k);
                }
            }
        }
    }
}
