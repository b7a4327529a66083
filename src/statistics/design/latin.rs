//! Latin hypercube: every input takes each of n equal slices of its range once.

use super::hash::Counter;

/// `n` points in so many dimensions (McKay, Beckman and Conover, Technometrics 21, 1979): x_ij = (pi_j(i) + u_ij) / n with a
/// random permutation pi_j of each dimension and uniform u within the slice.
pub fn latin_hypercube(n: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let chance = Counter::new(seed);
    let orders: Vec<Vec<usize>> =
        (0..dimensions).map(|dimension| chance.of(2 * dimension as u64).permutation(n)).collect();
    let place = |point: usize, dimension: usize| {
        let within = chance.of(2 * dimension as u64 + 1).uniform(point as u64);
        (orders[dimension][point] as f64 + within) / n as f64
    };
    (0..n).map(|point| (0..dimensions).map(|dimension| place(point, dimension)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_slice_of_every_input_has_one_point(n in 1_usize..80, dimensions in 1_usize..8, seed in any::<u64>()) {
            let points = latin_hypercube(n, dimensions, seed);
            for dimension in 0..dimensions {
                let mut slices: Vec<usize> =
                    points.iter().map(|point| (point[dimension] * n as f64) as usize).collect();
                slices.sort_unstable();
                prop_assert_eq!(slices, (0..n).collect::<Vec<_>>());
            }
        }
    }
}
