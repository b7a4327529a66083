//! Taste classes: a segment's users as finitely many kinds with a part of all users each, so that users can be counted
//! instead of being told apart.
//!
//! Where only alpha differs, ln alpha is normal and the classes are the nodes of Gauss-Hermite quadrature: n nodes integrate
//! every polynomial of degree 2 n - 1 in ln alpha exactly. Elsewhere they are the points of `types_of`, all weighing the
//! same, whose lasting tastes are made to have the moments that the law has: mean nothing, one standard deviation, related neither
//! to one another nor to alpha and inertia. Points taken as they come have them only in the limit.

use super::segment::Tastes;
use super::user_types::{UserKind, types_of};
use crate::maths;
use crate::units::{Ratio, Spread, Utils};

/// A class of users who choose alike.
#[derive(Debug, Clone, PartialEq)]
pub struct TasteClass {
    /// Part of all users of the segment.
    pub part: f64,
    /// Its tastes.
    pub kind: UserKind,
}

/// Classes where only alpha differs, unless the scenario says how many: W1's shares at its first prices then err by 6e-5.
pub const ALPHA_CLASSES: usize = 12;
/// Classes where inertia or lasting tastes differ too.
pub const MIXED_CLASSES: usize = 64;
/// Parts below this are left out: one user in 10^16.
const LEAST: f64 = 1e-16;

/// Whether alpha is all that differs between users, if anything does.
fn only_alpha(tastes: &Tastes, inertia: Spread<Utils>) -> bool {
    inertia.sigma == Ratio::ZERO && tastes.loyalty == Utils::ZERO
}

/// The taste classes of a segment: one where nothing differs, else `count`, or the usual number where none is given.
pub fn taste_classes(
    tastes: &Tastes,
    inertia: Spread<Utils>,
    providers: usize,
    count: Option<usize>,
) -> Vec<TasteClass> {
    let even = |count: usize| {
        let kinds = types_of(tastes, inertia, providers, count);
        let part = 1.0 / kinds.len() as f64;
        kinds.into_iter().map(|kind| TasteClass { part, kind }).collect()
    };
    if !only_alpha(tastes, inertia) {
        let mut classes: Vec<TasteClass> = even(count.unwrap_or(MIXED_CLASSES));
        balance(&mut classes, tastes.loyalty.get());
        return classes;
    }
    if tastes.price.sigma == Ratio::ZERO {
        return even(1);
    }
    let (median, sigma) = (tastes.price.median.get(), tastes.price.sigma.get());
    let stay =
        types_of(&Tastes { price: Spread::same(tastes.price.median), ..*tastes }, inertia, providers, 1);
    let nodes = hermite(count.unwrap_or(ALPHA_CLASSES).min(FINE_ALPHA));
    let whole: f64 = nodes.iter().map(|(_, part)| part).filter(|part| **part >= LEAST).sum();
    nodes
        .into_iter()
        .filter(|(_, part)| *part >= LEAST)
        .map(|(deviate, part)| TasteClass {
            part: part / whole,
            kind: UserKind { alpha: median * maths::exp(sigma * deviate), ..stay[0].clone() },
        })
        .collect()
}

/// Gives lasting tastes the mean, the standard deviation and the want of relations that they have in the law, by the method of Gram
/// and Schmidt against 1, ln alpha, ln kappa and one another. Left as they are where there are too few classes for it.
fn balance(classes: &mut [TasteClass], loyalty: f64) {
    let count = classes.len();
    let providers = classes.first().map_or(0, |class| class.kind.loyalty.len());
    if loyalty == 0.0 || count < 2 * (providers + 3) {
        return;
    }
    let column =
        |of: &dyn Fn(&UserKind) -> f64| classes.iter().map(|class| of(&class.kind)).collect::<Vec<f64>>();
    let mut columns = vec![
        vec![1.0; count],
        column(&|kind| maths::ln(kind.alpha)),
        column(&|kind| maths::ln(kind.stay.max(1e-9))),
    ];
    let given = columns.len();
    columns.extend((0..providers).map(|p| column(&|kind| kind.loyalty[p])));
    for at in 0..columns.len() {
        let (before, rest) = columns.split_at_mut(at);
        let own = &mut rest[0];
        for other in before.iter() {
            let along = own.iter().zip(other).map(|(a, b)| a * b).sum::<f64>() / count as f64;
            for (a, b) in own.iter_mut().zip(other) {
                *a -= along * b;
            }
        }
        let sd = maths::sqrt(own.iter().map(|a| a * a).sum::<f64>() / count as f64);
        // What does not differ between users has nothing left of it.
        let scale = if sd > 1e-6 { 1.0 / sd } else { 0.0 };
        for a in own.iter_mut() {
            *a *= scale;
        }
    }
    for (i, class) in classes.iter_mut().enumerate() {
        for (taste, column) in class.kind.loyalty.iter_mut().zip(&columns[given..]) {
            *taste = loyalty * column[i];
        }
    }
}

/// Many even types (or, of alpha alone, as many Gauss-Hermite nodes as show all digits): what classes are held against.
pub fn fine_classes(tastes: &Tastes, inertia: Spread<Utils>, providers: usize) -> Vec<TasteClass> {
    let count = if only_alpha(tastes, inertia) { FINE_ALPHA } else { FINE_MIXED };
    taste_classes(tastes, inertia, providers, Some(count))
}

/// Nodes at which alpha alone is integrated to all digits; the polynomials would overflow beyond some 500.
const FINE_ALPHA: usize = 100;
/// Points of the even rule that stands for the law itself where more differs.
const FINE_MIXED: usize = 16_384;

/// Nodes and weights of Gauss-Hermite quadrature for the standard normal density, by Newton's method on the orthonormal
/// Hermite polynomials He_k / sqrt(k!), whose recurrence neither overflows nor loses digits: weight 1 / (n h_{n-1}(z)^2).
fn hermite(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    // h_{n-1}(z) and h_n(z): h_k = (z h_{k-1} - sqrt(k - 1) h_{k-2}) / sqrt(k).
    let last_two = |z: f64| {
        let step = |(before, last): (f64, f64), k: usize| {
            (last, (z * last - maths::sqrt((k - 1) as f64) * before) / maths::sqrt(k as f64))
        };
        (1..=count).fold((0.0, 1.0), step)
    };
    // The k-th root lies where the count of sign changes of the sequence (Sturm) passes k: bisection, then Newton.
    let above = |z: f64| {
        let (mut before, mut last, mut changes) = (0.0, 1.0_f64, 0);
        for k in 1..=count {
            let next = (z * last - maths::sqrt((k - 1) as f64) * before) / maths::sqrt(k as f64);
            changes += usize::from((next < 0.0) != (last < 0.0));
            (before, last) = (last, next);
        }
        changes
    };
    let widest = 2.0 * maths::sqrt(n) + 1.0;
    (0..count)
        .map(|i| {
            let (mut low, mut high) = (-widest, widest);
            for _ in 0..40 {
                let middle = f64::midpoint(low, high);
                if above(middle) > count - 1 - i { low = middle } else { high = middle }
            }
            let mut z = f64::midpoint(low, high);
            for _ in 0..3 {
                let (before, last) = last_two(z);
                z -= last / (maths::sqrt(n) * before);
            }
            let (before, _) = last_two(z);
            (z, 1.0 / (n * before * before))
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test compares within an error far above the last digit")]
mod tests {
    use super::*;

    #[test]
    fn hermite_nodes_integrate_the_moments_of_the_normal() {
        for count in [1, 2, 5, 12, 40, 100] {
            let nodes = hermite(count);
            let moment = |k: i32| nodes.iter().map(|(z, part)| part * z.powi(k)).sum::<f64>();
            assert!((moment(0) - 1.0).abs() < 1e-12, "{count}: {}", moment(0));
            assert!(moment(1).abs() < 1e-12 && nodes.windows(2).all(|pair| pair[0].0 < pair[1].0));
            // E z^2, z^4, z^8 = 1, 3, 105, exact where 2 n - 1 reaches the degree.
            for (k, known) in [(2, 1.0), (4, 3.0), (8, 105.0)] {
                if 2 * count > k as usize {
                    assert!((moment(k) / known - 1.0).abs() < 1e-11, "{count} {k}: {}", moment(k));
                }
            }
        }
    }

    #[test]
    fn lasting_tastes_of_classes_have_the_moments_of_the_law() {
        let tastes = Tastes {
            price: Spread { median: Ratio(0.8), sigma: Ratio(0.7) },
            loyalty: Utils(0.6),
            ..Tastes::default()
        };
        let classes = taste_classes(&tastes, Spread { median: Utils(2.0), sigma: Ratio(0.3) }, 4, Some(40));
        let mean = |of: &dyn Fn(&UserKind) -> f64| {
            classes.iter().map(|class| class.part * of(&class.kind)).sum::<f64>()
        };
        for p in 0..4 {
            assert!(mean(&|kind| kind.loyalty[p]).abs() < 1e-12);
            assert!((mean(&|kind| kind.loyalty[p] * kind.loyalty[p]) - 0.36).abs() < 1e-12);
            assert!(mean(&|kind| kind.loyalty[p] * kind.loyalty[(p + 1) % 4]).abs() < 1e-12);
            assert!(mean(&|kind| kind.loyalty[p] * maths::ln(kind.alpha)).abs() < 1e-12);
            assert!(mean(&|kind| kind.loyalty[p] * maths::ln(kind.stay)).abs() < 1e-12);
        }
    }

    #[test]
    fn there_are_as_many_classes_as_users_differ() {
        let same = Tastes::default();
        let varied = Tastes { price: Spread { median: Ratio(0.8), sigma: Ratio(1.0) }, ..same };
        let loyal = Tastes { loyalty: Utils(0.5), ..varied };
        let one = Spread::same(Utils(1.0));
        let count = |tastes: &Tastes, most| taste_classes(tastes, one, 3, most).len();
        assert_eq!(count(&same, Some(9)), 1);
        assert_eq!((count(&varied, None), count(&varied, Some(5))), (ALPHA_CLASSES, 5));
        assert_eq!((count(&loyal, None), count(&loyal, Some(7))), (MIXED_CLASSES, 7));
        for classes in [taste_classes(&varied, one, 3, None), fine_classes(&varied, one, 3)] {
            let whole: f64 = classes.iter().map(|class| class.part).sum();
            // Mean of a log-normal: 0.8 e^(1/2); Gauss-Hermite on e^z with 12 nodes errs by about 1e-10.
            let mean: f64 = classes.iter().map(|class| class.part * class.kind.alpha).sum();
            assert!((whole - 1.0).abs() < 1e-12);
            assert!((mean / (0.8 * maths::exp(0.5)) - 1.0).abs() < 1e-9, "{mean}");
            assert!(classes.iter().all(|class| (class.kind.stay - 1.0).abs() < 1e-12));
        }
    }
}
