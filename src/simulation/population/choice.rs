//! What a type of user makes of a choice table: weights, chances of a review, where it comes to rest. The mean field, cohorts and all
//! that is integrated over types ask here, so that they have one law.

use super::table::{ChoiceTable, NO_GROUP, OUTSIDE, UNAWARE};
use crate::economics::demand::UserKind;
use crate::maths::exp;

/// What one type makes of a choice table.
pub(super) struct Choice<'a> {
    pub(super) table: &'a ChoiceTable,
    weights: Vec<f64>,
    own: Vec<f64>,
    sum: f64,
    /// Weights for those who hold nothing of the alternative's group: less where they would come under a term.
    reach: Vec<f64>,
    own_reach: Vec<f64>,
    sum_reach: f64,
}

/// Position of a code among cells: offers, outside, unaware.
pub(super) fn cell(code: u8, offers: usize) -> usize {
    match code {
        OUTSIDE => offers,
        UNAWARE => offers + 1,
        offer => offer as usize,
    }
}

impl<'a> Choice<'a> {
    /// Weights of the alternatives for one who holds none.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    pub(super) fn of(table: &'a ChoiceTable, kind: &UserKind) -> Self {
        let utility = |a: usize| {
            let taste = table.groups.get(table.group[a] as usize);
            let taste = taste.map_or(0.0, |provider| kind.loyalty[*provider as usize]);
            table.exact[a].0 - kind.alpha * table.exact[a].1 + taste
        };
        let mut utilities: Vec<f64> = (0..table.len()).map(utility).collect();
        if let Some(nests) = &table.nests {
            nests.fold(&mut utilities);
        }
        let top = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = utilities.iter().map(|utility| exp(utility - top)).collect();
        let mut own = vec![0.0; table.groups.len() + 1];
        for (weight, group) in weights.iter().zip(&table.group) {
            own[*group as usize] += weight;
        }
        let sum = own.iter().sum();
        if table.bound.is_empty() {
            let (reach, own_reach) = (weights.clone(), own.clone());
            return Self { table, weights, own, sum, reach, own_reach, sum_reach: sum };
        }
        let reach: Vec<f64> =
            weights.iter().zip(&table.bound).map(|(weight, bound)| weight * exp(-bound)).collect();
        let mut own_reach = vec![0.0; table.groups.len() + 1];
        for (weight, group) in reach.iter().zip(&table.group) {
            own_reach[*group as usize] += weight;
        }
        let sum_reach = own_reach.iter().sum();
        Self { table, weights, own, sum, reach, own_reach, sum_reach }
    }

    /// Where the type comes to rest: pi_k proportional to W_k (S + (e^kappa - 1) W_own(k)). The law of
    /// `demand::resting_shares`, here over groups whose weights are summed already; agents take it in single precision.
    pub(super) fn resting(&self, stay: f64, outside_stay: f64) -> Vec<f64> {
        let mut parts: Vec<f64> = self
            .weights
            .iter()
            .zip(&self.table.group)
            .map(|(weight, group)| {
                let g = *group as usize;
                let kappa = if g + 1 == self.own.len() { outside_stay } else { stay };
                weight * (self.sum + (exp(kappa) - 1.0) * self.own[g])
            })
            .collect();
        let total: f64 = parts.iter().sum();
        for part in &mut parts {
            *part /= total;
        }
        parts
    }

    /// Weights of the alternatives for those who hold nothing.
    pub(super) fn free(&self) -> Vec<f64> {
        self.reach.clone()
    }

    /// Weights for the users of an offer whose term has ended.
    pub(super) fn renewal(&self, offer: usize, stay: f64) -> Vec<f64> {
        let (own, boost) = (self.table.group_of(offer as u8), exp(stay));
        let pull = |a: usize| {
            if self.table.group[a] == own { self.weights[a] * boost } else { self.reach[a] }
        };
        (0..self.table.len()).map(pull).collect()
    }

    /// Chances of one review. Who holds nothing takes alternative a with N_a, a member of group g with s_g N_a and with x_a more where a is
    /// of g: calls with s by group, and N and x by alternative.
    pub(super) fn review(
        &self,
        (stay, outside_stay): (f64, f64),
        with: impl FnOnce(&mut dyn Iterator<Item = f64>, &mut dyn Iterator<Item = (f64, f64)>),
    ) {
        let outside = self.own.len() - 1;
        let odds = |g: usize| exp(if g == outside { outside_stay } else { stay });
        let pull: Vec<f64> =
            (0..self.own.len()).map(|g| self.sum_reach - self.own_reach[g] + odds(g) * self.own[g]).collect();
        let alternatives = self.weights.iter().zip(&self.reach).zip(&self.table.group);
        with(
            &mut pull.iter().map(|pull| self.sum_reach / pull),
            &mut alternatives.map(|((weight, reach), group)| {
                let g = *group as usize;
                (reach / self.sum_reach, (odds(g) * weight - reach) / pull[g])
            }),
        );
    }

    /// dn/dt at `held`, by cell.
    pub(super) fn flow(
        &self,
        held: &[f64],
        (stay, (outside_stay, offers)): (f64, (f64, usize)),
        (rate, hearing): (f64, f64),
        out: &mut [f64],
    ) {
        let outside_group = self.own.len() - 1;
        let unaware = held[offers + 1];
        // Holders by group; those whose provider has nothing to choose have no present provider.
        let mut holders = vec![0.0; self.own.len()];
        let mut free = hearing * unaware;
        for (c, part) in held.iter().enumerate().take(offers + 1) {
            if c < offers && self.table.is_locked(c as u8) {
                out[c] = 0.0;
                continue;
            }
            let group = if c == offers { outside_group as u32 } else { self.table.group_of(c as u8) };
            if group == NO_GROUP {
                free += rate * part;
            } else {
                holders[group as usize] += part;
            }
            out[c] = -rate * part;
        }
        out[offers + 1] = -hearing * unaware;
        // What reaches a unit of weight: from the free, and from each group, its own members weighing more.
        let mut from_all = free / self.sum_reach;
        let boost = |g: usize| exp(if g == outside_group { outside_stay } else { stay }) - 1.0;
        let each: Vec<f64> = holders
            .iter()
            .enumerate()
            .map(|(g, part)| {
                let spared = self.own[g] - self.own_reach[g];
                rate * part / (self.sum_reach + boost(g) * self.own[g] + spared)
            })
            .collect();
        from_all += each.iter().sum::<f64>();
        for (a, weight) in self.weights.iter().enumerate() {
            let g = self.table.group[a] as usize;
            // Where nothing binds, spared is nothing and this is weight (from_all + boost each).
            let spared = weight - self.reach[a];
            out[cell(self.table.code[a], offers)] +=
                weight * (from_all + boost(g) * each[g]) - spared * (from_all - each[g]);
        }
    }
}
