//! Extreme rays of a cone of whole numbers, { x >= 0 : h x >= 0 for every plane h }, by the double description of Motzkin, Raiffa,
//! Thompson and Thrall (1953): planes are laid on one by one, and a pair of neighbouring rays on both sides of one gives a ray on it.
//! Neighbours are two rays whose common planes no third one lies on (Fukuda and Prodon 1996), which holds in degenerate cones too.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::exact::reduced;

/// Planes and coordinates of a cone at most: a bit each.
pub const MOST_FACETS: usize = 128;

/// An extreme ray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ray {
    /// Its direction, without a common factor.
    pub at: Vec<BigInt>,
    /// Which constraints hold with equality: a bit for each coordinate, then one for each plane.
    pub tight: u128,
}

/// All extreme rays, in a fixed order; none where there would be more than `most` on the way.
pub fn extreme_rays(size: usize, planes: &[Vec<BigInt>], most: usize) -> Option<Vec<Ray>> {
    debug_assert!(size + planes.len() <= MOST_FACETS);
    let mut rays: Vec<Ray> = (0..size).map(|at| axis(at, size)).collect();
    for (number, plane) in planes.iter().enumerate() {
        let bit = 1_u128 << (size + number);
        let heights: Vec<BigInt> = rays.iter().map(|ray| dot(plane, &ray.at)).collect();
        let mut next = Vec::new();
        for (ray, height) in rays.iter().zip(&heights) {
            if height.is_zero() {
                next.push(Ray { tight: ray.tight | bit, ..ray.clone() });
            } else if height.is_positive() {
                next.push(ray.clone());
            }
        }
        let side = |wanted: fn(&BigInt) -> bool| {
            (0..rays.len()).filter(|at| wanted(&heights[*at])).collect::<Vec<usize>>()
        };
        let (above, below) = (side(BigInt::is_positive), side(BigInt::is_negative));
        for one in &above {
            for other in &below {
                if !are_neighbours(&rays, (*one, *other), size) {
                    continue;
                }
                let (up, down) = (&heights[*one], &heights[*other]);
                let meet = |(a, b): (&BigInt, &BigInt)| up * b - down * a;
                let at = rays[*one].at.iter().zip(&rays[*other].at).map(meet).collect();
                next.push(Ray { at: reduced(at), tight: rays[*one].tight & rays[*other].tight | bit });
                if next.len() > most {
                    return None;
                }
            }
        }
        rays = next;
    }
    Some(rays)
}

/// The ray along a coordinate: all other coordinates are nought.
fn axis(at: usize, size: usize) -> Ray {
    let mut values = vec![BigInt::zero(); size];
    values[at] = BigInt::one();
    let all = if size == MOST_FACETS { u128::MAX } else { (1 << size) - 1 };
    Ray { at: values, tight: all & !(1 << at) }
}

fn are_neighbours(rays: &[Ray], (one, other): (usize, usize), size: usize) -> bool {
    let common = rays[one].tight & rays[other].tight;
    // Two neighbours span a face of dimension two, so size - 2 independent constraints hold on both.
    if (common.count_ones() as usize) + 2 < size {
        return false;
    }
    !rays.iter().enumerate().any(|(at, ray)| at != one && at != other && ray.tight & common == common)
}

fn dot(a: &[BigInt], b: &[BigInt]) -> BigInt {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planes(rows: &[&[i64]]) -> Vec<Vec<BigInt>> {
        rows.iter().map(|row| row.iter().map(|value| BigInt::from(*value)).collect()).collect()
    }

    #[test]
    fn the_corners_of_a_square() {
        // 0 <= x <= 1, 0 <= y <= 1 with the third coordinate as one: four corners.
        let rays = extreme_rays(3, &planes(&[&[-1, 0, 1], &[0, -1, 1]]), 100).unwrap();
        let mut corners: Vec<String> = rays.iter().map(|ray| format!("{:?}", ray.at)).collect();
        corners.sort();
        assert_eq!(corners, ["[0, 0, 1]", "[0, 1, 1]", "[1, 0, 1]", "[1, 1, 1]"]);
    }

    #[test]
    fn a_plane_said_twice_changes_nothing() {
        let once = extreme_rays(3, &planes(&[&[-1, -1, 1]]), 100).unwrap();
        let twice = extreme_rays(3, &planes(&[&[-1, -1, 1], &[-2, -2, 2]]), 100).unwrap();
        let at = |rays: &[Ray]| rays.iter().map(|ray| ray.at.clone()).collect::<Vec<_>>();
        assert_eq!(at(&once), at(&twice));
    }

    #[test]
    fn a_line_is_a_plane_from_both_sides() {
        // x = y in the quadrant: one ray.
        let rays = extreme_rays(2, &planes(&[&[1, -1], &[-1, 1]]), 100).unwrap();
        assert_eq!(rays.len(), 1);
        assert_eq!(format!("{:?}", rays[0].at), "[1, 1]");
    }

    #[test]
    fn too_many_is_none() {
        let cube: Vec<Vec<BigInt>> = (0..6)
            .map(|at| (0..7).map(|k| BigInt::from(if k == at { -1 } else { i32::from(k == 6) })).collect())
            .collect();
        assert_eq!(extreme_rays(7, &cube, 1000).unwrap().len(), 64);
        assert!(extreme_rays(7, &cube, 50).is_none());
    }
}
