//! Sixteen users at a time: logit choice in single precision, laid out so that the compiler vectorises it.
#![expect(
    clippy::needless_range_loop,
    clippy::manual_memcpy,
    reason = "loops over a constant number of lanes are what the compiler turns into vectors"
)]

use pulp::{Arch, Simd, WithSimd};

use super::table::ChoiceTable;
use crate::economics::demand::Nests;
use crate::maths::exp_f32;

/// Users of a batch.
pub(super) const LANES: usize = 16;

/// Lasting tastes of users for providers: recomputed from a counter instead of stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loyalty {
    /// Standard deviation; nothing is computed when zero.
    pub sd: f32,
    /// Counter base of each provider of the model.
    pub base: Vec<u32>,
    /// Tastes that users share, where they come in taste classes: in place of the counter.
    pub shared: Option<SharedTastes>,
}

/// Lasting tastes by taste class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SharedTastes {
    /// Class of each user.
    pub class: Vec<u16>,
    /// Taste of a class for a provider of the model, by class and provider.
    pub tastes: Vec<f32>,
    /// Providers of the model.
    pub providers: usize,
}

impl Loyalty {
    /// Lasting taste of a user for a provider.
    pub(super) fn taste(&self, user: u32, provider: u32) -> f32 {
        match &self.shared {
            Some(shared) => shared.taste(user, provider),
            None => self.sd * counter_normal(self.base[provider as usize], user),
        }
    }
}

impl SharedTastes {
    fn taste(&self, user: u32, provider: u32) -> f32 {
        let class = usize::from(self.class[user as usize]);
        self.tastes[class * self.providers + provider as usize]
    }
}

/// A draw of a counter with mean 0 and variance 1: the standardised sum of eight independent bytes, whose distribution
/// function is within 0.004 of the normal's. The bytes are those of two hashes by the finaliser of MurmurHash3 (Appleby).
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loops over lanes vectorise only when the body is inlined")]
pub(super) fn counter_normal(base: u32, counter: u32) -> f32 {
    let first = mix(counter.wrapping_mul(0x9e37_79b1) ^ base);
    let second = mix(first ^ 0x85eb_ca77);
    let bytes = |h: u32| (h & 0x00ff_00ff) + ((h >> 8) & 0x00ff_00ff);
    let pairs = bytes(first) + bytes(second);
    let sum = (pairs & 0xffff) + (pairs >> 16);
    // Eight bytes: mean 8 x 127.5, variance 8 x (256^2 - 1) / 12.
    (sum as i32 as f32 - 1_020.0) * (1.0 / 209.020_73)
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the loops over lanes vectorise only when the body is inlined")]
fn mix(mut h: u32) -> u32 {
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// `value` where the condition holds, else zero, without a branch: a mask over its bits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loops over lanes vectorise only when the body is inlined")]
fn keep_if(holds: bool, value: f32) -> f32 {
    f32::from_bits(value.to_bits() & 0_u32.wrapping_sub(u32::from(holds)))
}

/// A user who chooses: where it stands and what it likes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    pub user: u32,
    /// Code of what is held.
    pub held: u8,
    pub alpha: f32,
    pub usage: f32,
    /// Utility of staying with what is held.
    pub stay: f32,
    /// Group of what is held.
    pub group: u32,
}

/// Users who choose together; arrays of one entry a lane.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub user: [u32; LANES],
    pub held: [u8; LANES],
    alpha: [f32; LANES],
    pub usage: [f32; LANES],
    stay: [f32; LANES],
    group: [u32; LANES],
    choice: [f32; LANES],
    pub at: [u32; LANES],
    pub len: usize,
}

/// Room for the utilities of a batch, kept between batches, and the processor's widest vectors.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    arch: Arch,
    weight: Vec<[f32; LANES]>,
    loyalty: Vec<[f32; LANES]>,
}

/// The choice of a batch, compiled for each width of vector. Only sums, products and comparisons, lane by lane: any
/// width gives the same digits.
struct Choosing<'a> {
    batch: &'a Batch,
    table: &'a ChoiceTable,
    loyalty: &'a Loyalty,
    scratch: &'a mut Scratch,
}

impl WithSimd for Choosing<'_> {
    type Output = [u32; LANES];

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        self.batch.utilities(self.table, self.loyalty, self.scratch);
        self.batch.draw(&mut self.scratch.weight)
    }
}

impl Batch {
    pub(super) const EMPTY: Self = Self {
        user: [0; LANES],
        held: [0; LANES],
        alpha: [0.0; LANES],
        usage: [0.0; LANES],
        stay: [0.0; LANES],
        group: [0; LANES],
        choice: [0.0; LANES],
        at: [0; LANES],
        len: 0,
    };

    /// Gives a user the next lane, with the uniform that decides and the instant at which it chooses.
    pub(super) fn seat(&mut self, seat: Seat, (choice, at): (f32, u32)) {
        let lane = self.len;
        self.user[lane] = seat.user;
        self.held[lane] = seat.held;
        self.alpha[lane] = seat.alpha;
        self.usage[lane] = seat.usage;
        self.stay[lane] = seat.stay;
        self.group[lane] = seat.group;
        self.choice[lane] = choice;
        self.at[lane] = at;
        self.len += 1;
    }

    /// Lanes whose user chose another alternative than it holds, and how many: found without a branch, for each is a coin.
    pub(super) fn movers(&self, chosen: &[u8; LANES]) -> ([u8; LANES], usize) {
        let (mut movers, mut count) = ([0; LANES], 0);
        for lane in 0..self.len.min(LANES) {
            movers[count] = lane as u8;
            count += usize::from(chosen[lane] != self.held[lane]);
        }
        (movers, count)
    }

    /// Alternative chosen by each lane, as a position in the table: the first at which the cumulated logit weight
    /// exceeds `choice` times their sum. Lanes beyond `len` give some alternative, and mean nothing.
    pub(super) fn choose(
        &self,
        table: &ChoiceTable,
        loyalty: &Loyalty,
        scratch: &mut Scratch,
    ) -> [u32; LANES] {
        scratch.weight.resize(table.len(), [0.0; LANES]);
        scratch.loyalty.resize(table.groups.len(), [0.0; LANES]);
        let arch = scratch.arch;
        arch.dispatch(Choosing { batch: self, table, loyalty, scratch })
    }

    /// Turns utilities into cumulated weights and finds each lane's uniform among them.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn draw(&self, weights: &mut [[f32; LANES]]) -> [u32; LANES] {
        let count = weights.len();
        let mut top = [f32::MIN; LANES];
        for row in weights.iter() {
            for l in 0..LANES {
                top[l] = top[l].max(row[l]);
            }
        }
        let mut sum = [0.0_f32; LANES];
        for row in weights.iter_mut() {
            for l in 0..LANES {
                sum[l] += exp_f32(row[l] - top[l]);
                row[l] = sum[l];
            }
        }
        let mut target = [0.0_f32; LANES];
        for l in 0..LANES {
            target[l] = self.choice[l] * sum[l];
        }
        // Counted in floating point: lanes of one width throughout keep the loop in vectors.
        let mut passed = [0.0_f32; LANES];
        for row in &weights[..count - 1] {
            for l in 0..LANES {
                passed[l] += keep_if(row[l] <= target[l], 1.0);
            }
        }
        passed.map(|count| count as u32)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn utilities(&self, table: &ChoiceTable, loyalty: &Loyalty, scratch: &mut Scratch) {
        if let Some(nests) = &table.nests {
            return self.nested(table, nests, loyalty, scratch);
        }
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            let (merit, term, group) = (table.merit[a], table.price_term[a], table.group[a]);
            for l in 0..LANES {
                row[l] = merit - self.alpha[l] * term + keep_if(self.group[l] == group, self.stay[l]);
            }
        }
        for ((row, bound), group) in scratch.weight.iter_mut().zip(&table.bound).zip(&table.group) {
            let bound = *bound as f32;
            for l in 0..LANES {
                row[l] -= keep_if(self.group[l] != *group, bound);
            }
        }
        self.taste(table, loyalty, scratch);
    }

    /// Utilities where alternatives are nested: inertia and terms weigh on what the nests have made of the rest.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn nested(&self, table: &ChoiceTable, nests: &Nests, loyalty: &Loyalty, scratch: &mut Scratch) {
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            let (merit, term) = (table.merit[a], table.price_term[a]);
            for l in 0..LANES {
                row[l] = merit - self.alpha[l] * term;
            }
        }
        self.taste(table, loyalty, scratch);
        nests.fold_lanes(&mut scratch.weight);
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            let (group, bound) = (table.group[a], table.bound.get(a).copied().unwrap_or(0.0) as f32);
            for l in 0..LANES {
                let own = self.group[l] == group;
                row[l] += keep_if(own, self.stay[l]) - keep_if(!own, bound);
            }
        }
    }

    /// Adds lasting tastes.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    fn taste(&self, table: &ChoiceTable, loyalty: &Loyalty, scratch: &mut Scratch) {
        if loyalty.sd == 0.0 {
            return;
        }
        if let Some(shared) = &loyalty.shared {
            for (row, provider) in scratch.loyalty.iter_mut().zip(&table.groups) {
                for l in 0..LANES {
                    row[l] = shared.taste(self.user[l], *provider);
                }
            }
            return self.add_tastes(table, scratch);
        }
        for (row, provider) in scratch.loyalty.iter_mut().zip(&table.groups) {
            let base = loyalty.base[*provider as usize];
            for l in 0..LANES {
                row[l] = loyalty.sd * counter_normal(base, self.user[l]);
            }
        }
        self.add_tastes(table, scratch);
    }

    /// Adds each user's taste for the provider to the utilities of its offers.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors that were dispatched to")]
    #[expect(clippy::unused_self, reason = "reads as what is done to the batch")]
    fn add_tastes(&self, table: &ChoiceTable, scratch: &mut Scratch) {
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            if let Some(taste) = scratch.loyalty.get(table.group[a] as usize) {
                for l in 0..LANES {
                    row[l] += taste[l];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::erf;

    #[test]
    fn lasting_tastes_are_close_to_normal_and_unrelated_over_providers() {
        let n = 200_000_u32;
        let mut draws: Vec<f64> = (0..n).map(|user| f64::from(counter_normal(0x1234_5678, user))).collect();
        let other: Vec<f64> = (0..n).map(|user| f64::from(counter_normal(0x0bad_cafe, user))).collect();
        let count = f64::from(n);
        let mean = draws.iter().sum::<f64>() / count;
        let variance = draws.iter().map(|z| z * z).sum::<f64>() / count;
        let joint = draws.iter().zip(&other).map(|(a, b)| a * b).sum::<f64>() / count;
        // Standard errors: 1/sqrt(n) = 0.0022, sqrt(2/n) = 0.0032, 1/sqrt(n). 4.5 of them: false alarm 7e-6 each.
        assert!(mean.abs() < 0.0101, "{mean}");
        assert!((variance - 1.0).abs() < 0.0142, "{variance}");
        assert!(joint.abs() < 0.0101, "{joint}");
        draws.sort_by(f64::total_cmp);
        let normal = |z: f64| 0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2));
        let distance = draws
            .iter()
            .enumerate()
            .map(|(i, z)| ((i as f64 + 0.5) / count - normal(*z)).abs())
            .fold(0.0, f64::max);
        // Kolmogorov at 1e-5 for 200,000 draws is 0.0055, above the law's own 0.004.
        assert!(distance < 0.0095, "{distance}");
    }
}
