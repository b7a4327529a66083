//! What a firm earns when it moves one price of a nest: all weights of the nest move with it.
//!
//! With q_m the parts of the nest, B = I^lambda its weight and z = e^(V'_j / lambda) / I after the move,
//!
//! I' / I = rho = sum over m other than j of q_m + z,   W'_j = B z rho^(lambda - 1),   W'_m = W_m rho^(lambda - 1),
//!
//! in logarithms, for in a tight nest z alone may be more than a double holds.

use super::users::Users;
use super::weights::{LEAST_UTILITY, MOST_UTILITY, Scratch};
use crate::economics::demand::choice::log_sum;
use crate::economics::demand::nests::Nests;
use crate::maths;

/// The firm that moves a price, and what its weights are worth to it by place (margin times use; 0 for those of others).
pub(super) struct Mover<'a> {
    pub(super) users: &'a Users,
    pub(super) work: &'a Scratch,
    pub(super) nests: &'a Nests,
    /// Provider of each place.
    pub(super) firm_of: &'a [usize],
    pub(super) firms: usize,
    pub(super) worth: Vec<f64>,
    /// Part of the tokens that is routed.
    pub(super) free: f64,
}

impl Mover<'_> {
    /// What the firm earns from a user of each type when the offer at `place` gets the price term and the worth `after`.
    pub(super) fn earn(&self, place: usize, (term, after): (f64, f64), earned: &mut [f64]) {
        let types = earned.len();
        let nest = self.nests.members().iter().find(|nest| nest.contains(&place));
        let alone = [place];
        let nest = nest.map_or(&alone[..], Vec::as_slice);
        let mut weights = vec![0.0; self.firm_of.len()];
        for (i, earned) in earned.iter_mut().enumerate() {
            for (j, weight) in weights.iter_mut().enumerate() {
                *weight = self.work.weight[j * types + i];
            }
            let value = self.users.merit[place * types + i] - self.users.alpha[i] * term - self.work.top[i];
            self.shift(place, nest, (i, types), value, &mut weights);
            *earned = self.money(place, after, i, &weights);
        }
    }

    /// Weights of a nest once V of one of its offers is `value`, on the level of all others.
    fn shift(
        &self,
        place: usize,
        nest: &[usize],
        (i, types): (usize, usize),
        value: f64,
        weights: &mut [f64],
    ) {
        if nest.len() == 1 {
            weights[place] = maths::exp_lane(value.clamp(LEAST_UTILITY, MOST_UTILITY));
            return;
        }
        let lambda = self.nests.lambda();
        let level = maths::ln(nest.iter().map(|m| weights[*m]).sum());
        let rest: f64 = nest.iter().filter(|m| **m != place).map(|m| self.work.within[m * types + i]).sum();
        let value = value.clamp(LEAST_UTILITY, MOST_UTILITY);
        if rest < f64::MIN_POSITIVE {
            // Beside the offer as it stood the others were nothing that a double holds: the nest is laid out anew.
            let value_of = |m: usize| {
                let stands = self.users.merit[m * types + i] - self.users.alpha[i] * self.work.term[m];
                if m == place { value } else { stands - self.work.top[i] }
            };
            let steep: Vec<f64> = nest.iter().map(|m| value_of(*m) / lambda).collect();
            let whole = log_sum(&steep);
            for (m, steep) in nest.iter().zip(steep) {
                weights[*m] = maths::exp(steep + (lambda - 1.0) * whole);
            }
            return;
        }
        let moved = (value - level) / lambda;
        let rho = log_sum(&[moved, maths::ln(rest)]);
        let shrink = maths::exp((lambda - 1.0) * rho);
        for m in nest {
            weights[*m] *= shrink;
        }
        weights[place] = maths::exp(level + moved + (lambda - 1.0) * rho);
    }

    /// Worth of a type's users to the firm at weights.
    fn money(&self, place: usize, after: f64, i: usize, weights: &[f64]) -> f64 {
        let outside = self.work.outside[i];
        let mut own = vec![0.0; self.firms];
        for (weight, firm) in weights.iter().zip(self.firm_of) {
            own[*firm] += weight;
        }
        let all: f64 = own.iter().sum();
        let (sum, boost) = (all + outside, self.users.boost[i]);
        let without = outside * (sum + self.users.outside_boost * outside);
        let within: f64 = own.iter().map(|own| own * (sum + boost * own)).sum();
        let whole = within + without;
        let worth = |j: usize| if j == place { after } else { self.worth[j] };
        let held = weights.iter().zip(self.firm_of).enumerate();
        let held: f64 = held.map(|(j, (weight, f))| worth(j) * weight * (sum + boost * own[*f])).sum();
        let routed: f64 = weights.iter().enumerate().map(|(j, weight)| worth(j) * weight).sum();
        let routed = if all > 0.0 { within * routed / all } else { 0.0 };
        ((1.0 - self.free) * held + self.free * routed) / whole
    }
}
