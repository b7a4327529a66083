//! Sobol's sequence with the direction numbers of Joe and Kuo, in 53 bits, and Owen's scrambling of it.
//!
//! ```text
//! v_k = m_k / 2^k,   m_k = 2 a_1 m_(k-1) ^ 4 a_2 m_(k-2) ^ ... ^ 2^s m_(k-s) ^ m_(k-s)
//! x_i = xor of the v_k for the bits k set in g(i) = i ^ (i >> 1)          (Gray code; Antonov and Saleev 1979)
//! ```
//!
//! Owen's nested uniform scrambling (Owen 1995) flips bit k of a coordinate by a fair coin that depends on the bits above it. The coins
//! are a hash of (seed, dimension, bits above), so that nothing is stored: the scrambled points keep every net property of the
//! sequence, each is uniform on the cube, and two seeds are independent.

use super::directions::DIRECTIONS;
use super::hash::Counter;

/// Bits of a coordinate: what a double holds.
const BITS: usize = 53;

/// Dimensions there are direction numbers for.
pub const MOST_DIMENSIONS: usize = DIRECTIONS.len() + 1;

/// The sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sobol {
    /// By dimension: v_1 .. v_53, each shifted up to 53 bits.
    numbers: Vec<[u64; BITS]>,
}

impl Sobol {
    /// The sequence in so many dimensions; none above [`MOST_DIMENSIONS`].
    pub fn new(dimensions: usize) -> Option<Self> {
        (dimensions <= MOST_DIMENSIONS).then(|| Self { numbers: (0..dimensions).map(numbers).collect() })
    }

    /// A point, from the origin on, which is number 0.
    pub fn point(&self, at: u64) -> Vec<f64> {
        (0..self.numbers.len()).map(|dimension| self.bits(at, dimension) as f64 / WHOLE).collect()
    }

    /// A coordinate of a point as a whole number of 53 bits.
    fn bits(&self, at: u64, dimension: usize) -> u64 {
        let mut code = at ^ (at >> 1);
        let mut out = 0;
        while code != 0 {
            let bit = code.trailing_zeros() as usize;
            // Beyond 2^53 points the sequence begins anew.
            out ^= self.numbers[dimension].get(bit).copied().unwrap_or(0);
            code &= code - 1;
        }
        out
    }
}

const WHOLE: f64 = (1_u64 << BITS) as f64;

/// The sequence scrambled by a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrambled {
    sequence: Sobol,
    chance: Counter,
}

impl Scrambled {
    /// The sequence in so many dimensions, scrambled; none above [`MOST_DIMENSIONS`].
    pub fn new(dimensions: usize, seed: u64) -> Option<Self> {
        Some(Self { sequence: Sobol::new(dimensions)?, chance: Counter::new(seed) })
    }

    /// A point; every coordinate lies strictly between 0 and 1.
    pub fn point(&self, at: u64) -> Vec<f64> {
        (0..self.sequence.numbers.len()).map(|dimension| self.coordinate(at, dimension)).collect()
    }

    fn coordinate(&self, at: u64, dimension: usize) -> f64 {
        let plain = self.sequence.bits(at, dimension);
        let chance = self.chance.of(dimension as u64);
        let flips = (0..BITS).fold(0, |flips, bit| {
            // A leading one tells prefixes of different length apart.
            let above = (1 << bit) | (plain >> (BITS - bit));
            flips | ((chance.bits(above) >> 63) << (BITS - 1 - bit))
        });
        // One bit less and a half: the middle of a cell is exact in a double and never at an end.
        (((plain ^ flips) >> 1) as f64 + 0.5) / (WHOLE / 2.0)
    }
}

/// Direction numbers of a dimension.
fn numbers(dimension: usize) -> [u64; BITS] {
    let mut m = [0_u64; BITS];
    match dimension.checked_sub(1).and_then(|row| DIRECTIONS.get(row)) {
        None => m = [1; BITS],
        Some((a, initial)) => {
            let s = initial.len();
            m[..s].copy_from_slice(initial);
            for k in s..BITS {
                m[k] = m[k - s] ^ (m[k - s] << s);
                for i in 1..s {
                    m[k] ^= (u64::from(a >> (s - 1 - i)) & 1) * (m[k - i] << i);
                }
            }
        }
    }
    std::array::from_fn(|k| m[k] << (BITS - 1 - k))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_points_are_the_published_ones() {
        // Joe and Kuo's own program with new-joe-kuo-6, and scipy.stats.qmc.Sobol(scramble=False): eight points, five dimensions.
        let known = [
            [0.0, 0.0, 0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25, 0.25, 0.75],
            [0.25, 0.75, 0.75, 0.75, 0.25],
            [0.375, 0.375, 0.625, 0.875, 0.375],
            [0.875, 0.875, 0.125, 0.375, 0.875],
            [0.625, 0.125, 0.875, 0.625, 0.625],
            [0.125, 0.625, 0.375, 0.125, 0.125],
        ];
        let sequence = Sobol::new(5).unwrap();
        for (at, point) in known.iter().enumerate() {
            assert_eq!(sequence.point(at as u64), point, "{at}");
        }
    }

    #[test]
    fn far_points_in_far_dimensions_are_those_of_scipy() {
        // scipy 1.17.1, qmc.Sobol(161, scramble=False), points 1,000, 70,000 and 1,000,000.
        let sequence = Sobol::new(MOST_DIMENSIONS).unwrap();
        for (at, dimension, value) in FAR {
            let found = sequence.point(at)[dimension];
            assert!((found - value).abs() < 1e-15, "{at}, {dimension}: {found}");
        }
        assert_eq!(Sobol::new(MOST_DIMENSIONS + 1), None);
    }

    const FAR: [(u64, usize, f64); 18] = [
        (1_000, 0, 0.219_726_562_5),
        (1_000, 1, 0.096_679_687_5),
        (1_000, 7, 0.899_414_062_5),
        (1_000, 40, 0.913_085_937_5),
        (1_000, 99, 0.186_523_437_5),
        (1_000, 160, 0.858_398_437_5),
        (70_000, 0, 0.076_560_974_121_093_75),
        (70_000, 1, 0.132_926_940_917_968_75),
        (70_000, 7, 0.436_851_501_464_843_75),
        (70_000, 40, 0.151_451_110_839_843_75),
        (70_000, 99, 0.833_137_512_207_031_2),
        (70_000, 160, 0.625_511_169_433_593_8),
        (1_000_000, 0, 0.026_474_952_697_753_906),
        (1_000_000, 1, 0.311_919_212_341_308_6),
        (1_000_000, 7, 0.016_793_251_037_597_656),
        (1_000_000, 40, 0.161_784_172_058_105_47),
        (1_000_000, 99, 0.299_603_462_219_238_3),
        (1_000_000, 160, 0.996_655_464_172_363_3),
    ];

    #[test]
    fn every_dimension_is_a_net_of_its_own() {
        // Any 2^k points from a multiple of 2^k on have one point in each of 2^k slices, scrambled or not.
        let (plain, mixed) =
            (Sobol::new(MOST_DIMENSIONS).unwrap(), Scrambled::new(MOST_DIMENSIONS, 5).unwrap());
        for start in [0, 192] {
            let points = |of: &dyn Fn(u64) -> Vec<f64>| (start..start + 64).map(of).collect::<Vec<_>>();
            for points in [points(&|at| plain.point(at)), points(&|at| mixed.point(at))] {
                for dimension in 0..MOST_DIMENSIONS {
                    let mut slices: Vec<usize> =
                        points.iter().map(|point| (point[dimension] * 64.0) as usize).collect();
                    slices.sort_unstable();
                    assert_eq!(slices, (0..64).collect::<Vec<_>>(), "dimension {dimension} from {start}");
                }
            }
        }
    }

    #[test]
    fn the_first_two_dimensions_are_a_net_together() {
        // t = 0: each elementary rectangle 2^-a x 2^-(6 - a) has one of 64 points.
        let scrambled = Scrambled::new(2, 11).unwrap();
        let points: Vec<Vec<f64>> = (0..64).map(|at| scrambled.point(at)).collect();
        for a in 0..=6_u32 {
            let (rows, columns) = (1_usize << a, 1_usize << (6 - a));
            let mut cells: Vec<usize> = points
                .iter()
                .map(|p| (p[0] * rows as f64) as usize * columns + (p[1] * columns as f64) as usize)
                .collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..64).collect::<Vec<_>>(), "2^-{a}");
        }
    }

    #[test]
    fn a_scrambled_point_is_uniform_over_seeds() {
        // The mean of one coordinate over 4,000 seeds: 1/2 within 4 standard errors of 1/sqrt(12 x 4000) = 0.0046.
        for at in [0, 1, 37] {
            let sum: f64 = (0..4_000).map(|seed| Scrambled::new(3, seed).unwrap().point(at)[2]).sum();
            assert!((sum / 4e3 - 0.5).abs() < 0.0183, "{at}: {}", sum / 4e3);
        }
    }

    #[test]
    fn scrambled_nets_integrate_better_than_chance() {
        // Sum of squares over 6 dimensions: 1,024 random points have an error of sd 0.023; a scrambled net one hundreds of times smaller.
        let error = |seed| {
            let net = Scrambled::new(6, seed).unwrap();
            let sum: f64 = (0..1_024).flat_map(|at| net.point(at)).map(|x| x * x).sum();
            (sum / 1_024.0 - 2.0).abs()
        };
        assert!((0..10).map(error).fold(0.0, f64::max) < 1e-4);
    }

    proptest! {
        #[test]
        fn scrambling_keeps_inside(at in 0_u64..1 << 40, seed in any::<u64>()) {
            let point = Scrambled::new(4, seed).unwrap().point(at);
            prop_assert!(point.iter().all(|x| 0.0 < *x && *x < 1.0));
        }
    }
}
