//! Binomial and multinomial counts for the cohorts: exact in law, the same on every processor, up to 2^53 users.
//!
//! Where n p < 10 by inversion; elsewhere BTRS, transformed rejection with a squeeze (Hörmann 1993, "The generation of
//! binomial random variates", J. Stat. Comput. Simul. 46). Its acceptance test takes Loader's form of the density (2000, "Fast
//! and accurate computation of binomial probabilities"), in which nothing large cancels, so that it errs by less than 1e-12 at any n:
//! `rand_distr` adds logarithms times n there, and takes the system's logarithm, which differs between processors.

use rand::RngExt;
use rand_chacha::rand_core::Rng;

use crate::maths::{exp, ln, ln_1p, ln_gamma, sqrt};
use crate::random::Stream;

/// Where inversion gives way to rejection: BTRS is valid from here on.
const REJECTION: f64 = 10.0;
/// Beyond this, 31 standard deviations off, rounding has led inversion astray: another uniform is taken.
const FARTHEST: u64 = 110;
/// 2^-53.
const ULP: f64 = 1.0 / 9_007_199_254_740_992.0;

/// Uniforms for a fixed sequence of counts. Each count has its own first pair, whatever the others needed; what a rejection
/// costs beyond it comes from the spare stream. So two arms that differ a little draw a little different counts.
pub(super) struct Luck<'a> {
    first: std::slice::ChunksExact<'a, u64>,
    spare: Stream,
}

impl<'a> Luck<'a> {
    /// Lays out the first pairs of `counts` counts.
    pub(super) fn new(mut stream: Stream, counts: usize, room: &'a mut Vec<u64>) -> Self {
        room.resize(2 * counts, 0);
        for word in room.iter_mut() {
            *word = stream.next_u64();
        }
        Self { first: room.chunks_exact(2), spare: stream }
    }

    /// Leaves out the pairs of counts that are not needed.
    pub(super) fn skip(&mut self, counts: usize) {
        if counts > 0 {
            self.first.nth(counts - 1);
        }
    }

    /// Two uniforms on [0, 1): the next first pair.
    fn first(&mut self) -> (f64, f64) {
        match self.first.next() {
            Some(pair) => ((pair[0] >> 11) as f64 * ULP, (pair[1] >> 11) as f64 * ULP),
            None => self.again(),
        }
    }

    /// Two more.
    fn again(&mut self) -> (f64, f64) {
        (self.spare.random(), self.spare.random())
    }

    /// Successes in n trials of chance p.
    pub(super) fn binomial(&mut self, n: u64, p: f64) -> u64 {
        let uniforms = self.first();
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        if p > 0.5 { n - self.rare(n, 1.0 - p, uniforms) } else { self.rare(n, p, uniforms) }
    }

    /// The same for p up to a half.
    fn rare(&mut self, n: u64, p: f64, uniforms: (f64, f64)) -> u64 {
        if n as f64 * p < REJECTION {
            self.inversion(n, p, uniforms.0)
        } else {
            self.rejection(n, p, uniforms)
        }
    }

    fn inversion(&mut self, n: u64, p: f64, mut u: f64) -> u64 {
        let none = exp(n as f64 * ln_1p(-p));
        let odds = p / (1.0 - p);
        'again: loop {
            let (mut chance, mut k) = (none, 0);
            while u > chance {
                u -= chance;
                k += 1;
                if k > FARTHEST.min(n) {
                    u = self.spare.random();
                    continue 'again;
                }
                chance *= odds * (n - k + 1) as f64 / k as f64;
            }
            return k;
        }
    }

    fn rejection(&mut self, n: u64, p: f64, (mut u, mut v): (f64, f64)) -> u64 {
        let count = n as f64;
        let sd = sqrt(count * p * (1.0 - p));
        let b = 1.15 + 2.53 * sd;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let centre = count * p + 0.5;
        let squeeze = 0.92 - 4.2 / b;
        loop {
            let u_centred = u - 0.5;
            let edge = 0.5 - u_centred.abs();
            let k = ((2.0 * a / edge + b) * u_centred + centre).floor();
            if edge >= 0.07 && v <= squeeze {
                return k as u64;
            }
            if k >= 0.0 && k <= count && edge > 0.0 {
                let alpha = (2.83 + 5.1 / b) * sd;
                let mode = ((count + 1.0) * p).floor();
                let height = v * alpha / (a / (edge * edge) + b);
                if height <= 0.0 || ln(height) <= ln_chance(count, p, k) - ln_chance(count, p, mode) {
                    return k as u64;
                }
            }
            (u, v) = self.again();
        }
    }

    /// Puts `n` users where they go: `chances` are those of each place among it and all later ones.
    pub(super) fn multinomial(&mut self, n: u64, chances: &[f64], mut put: impl FnMut(usize, u64)) {
        let mut left = n;
        for (place, chance) in chances.iter().enumerate().take(chances.len() - 1) {
            if left == 0 {
                self.skip(chances.len() - 1 - place);
                return;
            }
            let own = self.binomial(left, *chance);
            put(place, own);
            left -= own;
        }
        put(chances.len() - 1, left);
    }
}

/// Each part over the sum of it and all later ones.
pub(super) fn conditional(parts: &mut [f64]) {
    let mut rest = 0.0;
    for part in parts.iter_mut().rev() {
        rest += *part;
        *part = if rest > 0.0 { (*part / rest).min(1.0) } else { 0.0 };
    }
}

/// ln of the chance of k successes.
fn ln_chance(n: f64, p: f64, k: f64) -> f64 {
    if k == 0.0 {
        return n * ln_1p(-p);
    }
    if k >= n {
        return n * ln(p);
    }
    let (rest, q) = (n - k, 1.0 - p);
    stirling(n) - stirling(k) - stirling(rest) - deviance(k, n * p) - deviance(rest, n * q)
        + 0.5 * ln(n / (std::f64::consts::TAU * k * rest))
}

/// ln n! less Stirling's formula.
fn stirling(n: f64) -> f64 {
    if n < 16.0 {
        let formula = (n + 0.5) * ln(n) - n + 0.5 * ln(std::f64::consts::TAU);
        return ln_gamma(n + 1.0) - formula;
    }
    let square = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1_260.0 - (1.0 / 1_680.0) / square) / square) / square) / n
}

/// x ln(x / m) + m - x, by its series where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let gap = x - m;
    if gap.abs() >= 0.1 * (x + m) {
        return x * ln(x / m) - gap;
    }
    let v = gap / (x + m);
    let (mut sum, mut term, mut j) = (gap * v, 2.0 * x * v, 1.0);
    loop {
        term *= v * v;
        let next = sum + term / (2.0 * j + 1.0);
        if next.to_bits() == sum.to_bits() {
            return sum;
        }
        (sum, j) = (next, j + 1.0);
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test compares within an error far above the last digit")]
mod tests {
    use super::*;
    use crate::maths::normal_quantile;
    use crate::random::{Purpose, Streams};

    fn counts(n: u64, p: f64, draws: usize) -> Vec<u64> {
        let mut room = Vec::new();
        let stream = Streams::new(11, 0).open(Purpose::Cohorts, n, (p * 1e9) as u64);
        let mut luck = Luck::new(stream, draws / 2, &mut room);
        (0..draws).map(|_| luck.binomial(n, p)).collect()
    }

    /// Quantile of chi-square by Wilson and Hilferty (1931).
    fn chi_square(freedom: f64, chance: f64) -> f64 {
        let z = normal_quantile(chance);
        let c = 2.0 / (9.0 * freedom);
        freedom * (1.0 - c + z * c.sqrt()).powi(3)
    }

    #[test]
    fn the_density_sums_to_one_and_is_the_product_of_its_factors() {
        for (n, p) in [(3.0, 0.2), (40.0, 0.3), (1_000.0, 0.01), (20_000.0, 0.5)] {
            let sum: f64 = (0..=n as u64).map(|k| exp(ln_chance(n, p, k as f64))).sum();
            assert!((sum - 1.0).abs() < 1e-11, "{n} {p}: {sum}");
        }
        // 10 over 4 times 0.3^4 0.7^6
        assert!((exp(ln_chance(10.0, 0.3, 4.0)) / 0.200_120_949 - 1.0).abs() < 1e-12);
        // Neighbours differ by (n - k) p / ((k + 1) q), at counts where logarithms times n would have lost it.
        for n in [1e9, 1e15] {
            let (p, k) = (0.123, (n * 0.123_f64).floor() - 3.0 * (n * 0.123 * 0.877).sqrt().floor());
            let ratio = ln((n - k) * p / ((k + 1.0) * (1.0 - p)));
            let step = ln_chance(n, p, k + 1.0) - ln_chance(n, p, k);
            assert!((step - ratio).abs() < 1e-13, "{n}: {step} {ratio}");
        }
    }

    #[test]
    fn counts_follow_their_law() {
        // Chi-square over cells of at least 20 expected; nine cases at 1e-6 each.
        for (n, p) in [
            (1, 0.3),
            (20, 0.04),
            (20, 0.9),
            (35, 0.5),
            (60, 0.2),
            (400, 0.03),
            (400, 0.97),
            (3_000, 0.4),
            (1_000_000, 0.000_02),
        ] {
            let draws = 200_000;
            let mut cells: Vec<(f64, f64)> = vec![(0.0, 0.0)];
            let mut seen = vec![0_u32; n as usize + 1];
            for k in counts(n, p, draws) {
                seen[k as usize] += 1;
            }
            for (k, seen) in seen.iter().enumerate() {
                let cell = cells.last_mut().unwrap();
                cell.0 += f64::from(*seen);
                cell.1 += draws as f64 * exp(ln_chance(n as f64, p, k as f64));
                if cell.1 >= 20.0 {
                    cells.push((0.0, 0.0));
                }
            }
            let rest = cells.pop().unwrap();
            let last = cells.last_mut().unwrap();
            *last = (last.0 + rest.0, last.1 + rest.1);
            let found: f64 = cells.iter().map(|(seen, due)| (seen - due).powi(2) / due).sum();
            let limit = chi_square((cells.len() - 1).max(1) as f64, 1.0 - 1e-6);
            assert!(found < limit, "{n} {p}: {found} above {limit}");
        }
    }

    #[test]
    fn counts_of_a_billion_have_their_moments_and_quantiles() {
        for (n, p) in [(1_000_000_000_u64, 0.033), (1_000_000_000, 0.6), (1 << 52, 0.25)] {
            let draws = 100_000;
            let (mean, sd) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
            let mut z: Vec<f64> = counts(n, p, draws).iter().map(|k| (*k as f64 - mean) / sd).collect();
            let count = draws as f64;
            let first = z.iter().sum::<f64>() / count;
            let second = z.iter().map(|z| z * z).sum::<f64>() / count;
            let fourth = z.iter().map(|z| z.powi(4)).sum::<f64>() / count;
            // Standard errors 1, sqrt 2, sqrt 96 over sqrt n; 5 of them: false alarm 6e-7 each of nine.
            let error = 5.0 / count.sqrt();
            assert!(first.abs() < error, "{n} {p}: {first}");
            assert!((second - 1.0).abs() < error * 2.0_f64.sqrt(), "{n} {p}: {second}");
            assert!((fourth - 3.0).abs() < error * 96.0_f64.sqrt(), "{n} {p}: {fourth}");
            z.sort_by(f64::total_cmp);
            let phi = |z: f64| 0.5 * (1.0 + crate::maths::erf(z / std::f64::consts::SQRT_2));
            let distance = z
                .iter()
                .enumerate()
                .map(|(i, z)| ((i as f64 + 0.5) / count - phi(*z)).abs())
                .fold(0.0, f64::max);
            // Kolmogorov at 1e-6: 2.69 / sqrt n; the normal itself is within 1e-4 of the law.
            assert!(distance < 2.69 / count.sqrt() + 1e-4, "{n} {p}: {distance}");
        }
    }

    #[test]
    fn every_trial_fails_succeeds_or_is_not_made() {
        let mut room = Vec::new();
        let mut luck = Luck::new(Streams::new(1, 0).open(Purpose::Cohorts, 0, 0), 3, &mut room);
        assert_eq!((luck.binomial(7, 0.0), luck.binomial(7, 1.0), luck.binomial(0, 0.5)), (0, 7, 0));
        let mut parts = [0.5, 0.0, 0.25, 0.25];
        conditional(&mut parts);
        assert_eq!(parts.map(|part| (part * 4.0) as u32), [2, 0, 2, 4]);
        let mut got = [0; 4];
        luck.multinomial(1_000_000, &parts, |place, own| got[place] = own);
        assert_eq!(got.iter().sum::<u64>(), 1_000_000);
        // Counts of 500,000, none and 250,000 at 5 sd.
        assert!(got[1] == 0 && got[0].abs_diff(500_000) < 2_500 && got[2].abs_diff(250_000) < 2_165);
    }
}
