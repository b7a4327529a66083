//! When a learner tries an action at random: with probability e^(-beta t) in period t = 0, 1, ...

use rand_chacha::rand_core::Rng;

use crate::maths;
use crate::random::Stream;

/// Periods between two evaluations of the exponential. In between the probability is multiplied by e^(-beta), each time
/// with a relative error of at most 2^-52 in factor and product together: the probability is right to
/// 4,096 x 2.2e-16 < 1e-12, far below what any number of sessions could tell.
const SYNC: u64 = 4_096;

/// 2^53: a draw is one of so many equal steps of the unit interval, as all that a double can hold. A probability below one
/// step counts as none: with beta = 4e-6 that is after 9.2 million periods.
const DRAWS: f64 = 9_007_199_254_740_992.0;

/// The probability of exploration, period by period.
#[derive(Debug, Clone)]
pub(super) struct Exploration {
    decay: f64,
    factor: f64,
    probability: f64,
    period: u64,
}

impl Exploration {
    /// From period 0 on, in which all explore.
    pub(super) fn new(decay: f64) -> Self {
        Self { decay, factor: maths::exp(-decay), probability: 1.0, period: 0 }
    }

    /// e^(-beta t) of this period in steps of 2^-53; the next call is the next period.
    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        if self.period.is_multiple_of(SYNC) {
            self.probability = maths::exp(-self.decay * self.period as f64);
        }
        let steps = (self.probability * DRAWS) as u64;
        self.probability *= self.factor;
        self.period += 1;
        steps
    }
}

/// A random action, if this is a firm's period to explore: one draw decides, a second one chooses.
#[inline]
pub(super) fn explored(stream: &mut Stream, steps: u64, actions: usize) -> Option<usize> {
    (stream.next_u64() >> 11 < steps).then(|| any(stream, actions))
}

/// One of m actions, each with the same chance to within m / 2^64 (Lemire, ACM TOMACS 29, 2019, without rejection).
#[inline]
pub(super) fn any(stream: &mut Stream, actions: usize) -> usize {
    ((u128::from(stream.next_u64()) * actions as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Streams};

    #[test]
    fn the_probability_is_the_exponential() {
        let mut exploration = Exploration::new(4e-6);
        for t in 0..3_000_000_u32 {
            let found = exploration.next() as f64 / DRAWS;
            if t % 997 == 0 || t < 3 {
                let exact = maths::exp(-4e-6 * f64::from(t));
                assert!((found - exact).abs() < 1e-12 * exact + 1.0 / DRAWS, "{t}: {found} {exact}");
            }
        }
        let steps = Exploration::new(4e-6).next();
        assert_eq!(steps, 1 << 53, "all explore in period 0");
    }

    #[test]
    fn so_many_explore_and_all_actions_come_alike() {
        let mut stream = Streams::new(5, 0).open(Purpose::Strategy, 1, 0);
        let (periods, actions, chance) = (600_000_u32, 15, 0.25);
        let mut counts = vec![0_u32; actions];
        for _ in 0..periods {
            if let Some(action) = explored(&mut stream, (chance * DRAWS) as u64, actions) {
                counts[action] += 1;
            }
        }
        // Binomial with p = 0.25 / 15: sd 99; with 15 counts, 4.5 sd is a false alarm in 10,000 seeds.
        let mean = f64::from(periods) * chance / 15.0;
        let sd = maths::sqrt(mean * (1.0 - chance / 15.0));
        for count in counts {
            assert!((f64::from(count) - mean).abs() < 4.5 * sd, "{count} {mean}");
        }
    }
}
