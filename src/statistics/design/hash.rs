//! Chance as a pure function of a seed and a counter, for designs and resampling.

/// Uniform numbers that are recomputed from (seed, counter) instead of drawn in turn: whoever asks, in whatever order, is told
/// the same. Steele, Lea and Flood's SplitMix64 (OOPSLA 2014), which passes BigCrush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    seed: u64,
}

/// The odd number nearest to 2^64 over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Counter {
    /// Numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed: mix(seed) }
    }

    /// Numbers of their own for a part of the work.
    pub fn of(self, part: u64) -> Self {
        Self { seed: mix(self.seed ^ mix(part.wrapping_add(GOLDEN))) }
    }

    /// 64 bits.
    pub fn bits(self, at: u64) -> u64 {
        mix(self.seed.wrapping_add(at.wrapping_add(1).wrapping_mul(GOLDEN)))
    }

    /// A uniform number strictly between 0 and 1, of 52 bits and a half.
    pub fn uniform(self, at: u64) -> f64 {
        ((self.bits(at) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A whole number below `n` > 0; of 2^64 values the bias is n / 2^64.
    pub fn below(self, at: u64, n: usize) -> usize {
        ((u128::from(self.bits(at)) * n as u128) >> 64) as usize
    }

    /// A permutation of 0 .. n (Fisher and Yates).
    pub fn permutation(self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for at in (1..n).rev() {
            order.swap(at, self.below(at as u64, at + 1));
        }
        order
    }
}

/// The finaliser of SplitMix64: a bijection in which every bit of the input moves half of the output's.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_seed_zero_is_the_published_one() {
        // SplitMix64 from state 0, as in java.util.SplittableRandom and the Xoshiro page of Vigna: first three outputs.
        let counter = Counter { seed: 0 };
        let known = [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f];
        assert_eq!([0, 1, 2].map(|at| counter.bits(at)), known);
    }

    #[test]
    fn permutations_are_whole_and_every_place_is_reached() {
        let mut seen = [[0_u32; 5]; 5];
        for seed in 0..5_000 {
            let order = Counter::new(seed).permutation(5);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
            order.iter().enumerate().for_each(|(at, to)| seen[at][*to] += 1);
        }
        // 5,000 draws at 1/5: sd 28; 5 sd.
        assert!(seen.iter().flatten().all(|count| (860..1_140).contains(count)), "{seen:?}");
    }
}
