//! Sixteen users at a time: logit choice in single precision, laid out so that the compiler vectorises it.
#![expect(
    clippy::needless_range_loop,
    clippy::manual_memcpy,
    reason = "loops over a constant number of lanes are what the compiler turns into vectors"
)]

use std::sync::LazyLock;

use super::table::ChoiceTable;
use crate::maths::{exp_f32, normal_quantile};

/// Users of a batch.
pub(super) const LANES: usize = 16;

/// Lasting tastes of users for providers: recomputed from a counter instead of stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loyalty {
    /// Standard deviation; nothing is computed when zero.
    pub sd: f32,
    /// Counter base of each provider of the model.
    pub base: Vec<u64>,
}

/// Quantiles of the standard normal at 1,024 even steps: variance 0.998, and a look-up instead of a quantile.
static NORMAL: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0..1024).map(|i| normal_quantile((f64::from(i) + 0.5) / 1024.0) as f32).collect());

/// Standard normal of a counter: finaliser of SplitMix64 (Steele, Lea and Flood 2014), top ten bits.
pub(super) fn counter_normal(base: u64, counter: u32) -> f32 {
    let mut z = base.wrapping_add(u64::from(counter).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    NORMAL[((z ^ (z >> 31)) >> 54) as usize]
}

/// `value` where the condition holds, else zero, without a branch: a mask over its bits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loops over lanes vectorise only when the body is inlined")]
fn keep_if(holds: bool, value: f32) -> f32 {
    f32::from_bits(value.to_bits() & 0_u32.wrapping_sub(u32::from(holds)))
}

/// Users who choose together; arrays of one entry a lane.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub user: [u32; LANES],
    pub alpha: [f32; LANES],
    /// Utility of staying with what is held.
    pub stay: [f32; LANES],
    /// Group of what is held.
    pub group: [u32; LANES],
    pub choice: [f32; LANES],
    pub at: [u32; LANES],
    pub len: usize,
}

/// Room for the utilities of a batch, kept between batches.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    weight: Vec<[f32; LANES]>,
    loyalty: Vec<[f32; LANES]>,
}

impl Batch {
    pub(super) const EMPTY: Self = Self {
        user: [0; LANES],
        alpha: [0.0; LANES],
        stay: [0.0; LANES],
        group: [0; LANES],
        choice: [0.0; LANES],
        at: [0; LANES],
        len: 0,
    };

    /// Alternative chosen by each lane, as a position in the table: the first at which the cumulated logit weight
    /// exceeds `choice` times their sum. Lanes beyond `len` hold what they hold.
    pub(super) fn choose(&self, table: &ChoiceTable, loyalty: &Loyalty, scratch: &mut Scratch) -> [u32; LANES] {
        let count = table.len();
        scratch.weight.resize(count, [0.0; LANES]);
        self.utilities(table, loyalty, scratch);
        let weights = &mut scratch.weight[..count];
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

    fn utilities(&self, table: &ChoiceTable, loyalty: &Loyalty, scratch: &mut Scratch) {
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            let (merit, term, group) = (table.merit[a], table.price_term[a], table.group[a]);
            for l in 0..LANES {
                row[l] = merit - self.alpha[l] * term + keep_if(self.group[l] == group, self.stay[l]);
            }
        }
        if loyalty.sd == 0.0 {
            return;
        }
        scratch.loyalty.resize(table.groups.len(), [0.0; LANES]);
        for (row, provider) in scratch.loyalty.iter_mut().zip(&table.groups) {
            let base = loyalty.base[*provider as usize];
            for l in 0..LANES {
                row[l] = loyalty.sd * counter_normal(base, self.user[l]);
            }
        }
        for (a, row) in scratch.weight.iter_mut().enumerate() {
            if let Some(taste) = scratch.loyalty.get(table.group[a] as usize) {
                for l in 0..LANES {
                    row[l] += taste[l];
                }
            }
        }
    }
}
