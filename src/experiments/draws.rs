//! Uncertain parameters, drawn anew for each replicate by inverse distribution functions: one uniform a parameter, so
//! that all arms of a replicate share it, and so that a wider law stretches a draw instead of replacing it.

use rand::Rng;

use crate::ids::entity;
use crate::maths::{exp, ln, normal_cdf, normal_quantile, sqrt};
use crate::random::{Purpose, Streams};
use crate::statistics::{beta_quantile, incomplete_beta};
use crate::study::{Distribution, Parameter};

/// Values of all parameters in a replicate, in their order.
pub fn draw_all(parameters: &[Parameter], streams: Streams) -> Vec<f64> {
    parameters.iter().map(|parameter| draw(parameter, streams)).collect()
}

/// The value of a parameter in a replicate: F^{-1}(F(low) + u (F(high) - F(low))), the law truncated to the lawful range.
pub fn draw(parameter: &Parameter, streams: Streams) -> f64 {
    value_at(parameter, uniform(streams.open(Purpose::Draw, entity(&parameter.path), 0).next_u64()))
}

/// A number strictly between 0 and 1, from 53 bits and a half.
fn uniform(bits: u64) -> f64 {
    let between = ((bits >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    // With all bits set the half rounds up to 1.
    between.min(1.0 - f64::EPSILON / 2.0)
}

/// The value of a parameter below which the part `uniform` of its truncated law lies.
pub fn value_at(parameter: &Parameter, uniform: f64) -> f64 {
    let (low, high) = parameter.range;
    let (below, above) =
        (chance_below(parameter.distribution, low), chance_below(parameter.distribution, high));
    let p = below + uniform * (above - below);
    // Clamped once more, for a law with all its mass outside and for the last bit of the inverse.
    quantile(parameter.distribution, p).clamp(low, high)
}

/// F(x).
fn chance_below(law: Distribution, x: f64) -> f64 {
    match law {
        Distribution::Normal { mean, sd } if sd > 0.0 => normal_cdf((x - mean) / sd),
        Distribution::Lognormal { median, sigma } if sigma > 0.0 => {
            if x > 0.0 {
                normal_cdf(ln(x / median) / sigma)
            } else {
                0.0
            }
        }
        Distribution::Beta { mean, sd } if sd > 0.0 => {
            let (a, b) = beta_shape(mean, sd);
            incomplete_beta(a, b, x)
        }
        Distribution::Uniform { low, high } if high > low => ((x - low) / (high - low)).clamp(0.0, 1.0),
        Distribution::Triangular { low, mode, high } if high > low => {
            if x <= low {
                0.0
            } else if x >= high {
                1.0
            } else if x < mode {
                (x - low) * (x - low) / ((high - low) * (mode - low))
            } else {
                1.0 - (high - x) * (high - x) / ((high - low) * (high - mode))
            }
        }
        // A law without spread is a step at its centre.
        other => f64::from(u8::from(x >= centre(other))),
    }
}

/// F^{-1}(p).
fn quantile(law: Distribution, p: f64) -> f64 {
    // The normal inverse has no value at 0 and 1, where truncation far in a tail may land by rounding.
    let inner = p.clamp(1e-300, 1.0 - f64::EPSILON / 2.0);
    match law {
        Distribution::Normal { mean, sd } if sd > 0.0 => mean + sd * normal_quantile(inner),
        Distribution::Lognormal { median, sigma } if sigma > 0.0 => {
            median * exp(sigma * normal_quantile(inner))
        }
        Distribution::Beta { mean, sd } if sd > 0.0 => {
            let (a, b) = beta_shape(mean, sd);
            beta_quantile(a, b, p)
        }
        Distribution::Uniform { low, high } if high > low => low + p * (high - low),
        Distribution::Triangular { low, mode, high } if high > low => {
            let turn = (mode - low) / (high - low);
            if p < turn {
                low + sqrt(p * (high - low) * (mode - low))
            } else {
                high - sqrt((1.0 - p) * (high - low) * (high - mode))
            }
        }
        other => centre(other),
    }
}

fn centre(law: Distribution) -> f64 {
    match law {
        Distribution::Normal { mean, .. } | Distribution::Beta { mean, .. } => mean,
        Distribution::Lognormal { median, .. } => median,
        Distribution::Uniform { low, .. } => low,
        Distribution::Triangular { mode, .. } => mode,
    }
}

/// Shape of a beta law by its moments: a + b = m (1 - m) / sd^2 - 1, a = m (a + b). The door refuses an sd that no beta
/// law on 0 to 1 can have.
fn beta_shape(mean: f64, sd: f64) -> (f64, f64) {
    let sum = mean * (1.0 - mean) / (sd * sd) - 1.0;
    debug_assert!(sum > 0.0, "the door lets a beta law of mean {mean} and sd {sd} through");
    (mean * sum, (1.0 - mean) * sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Moments;
    use crate::study::Effect;
    use proptest::prelude::*;

    fn parameter(path: &str, distribution: Distribution, range: (f64, f64)) -> Parameter {
        Parameter { path: path.into(), unit: String::new(), distribution, effect: Effect::Set, range }
    }

    const LAWS: [Distribution; 5] = [
        Distribution::Normal { mean: 0.4, sd: 0.2 },
        Distribution::Lognormal { median: 0.5, sigma: 0.4 },
        Distribution::Beta { mean: 0.3, sd: 0.1 },
        Distribution::Uniform { low: 0.2, high: 0.9 },
        Distribution::Triangular { low: 0.1, mode: 0.3, high: 0.8 },
    ];

    #[test]
    fn draws_have_the_moments_of_their_law() {
        // Means; the triangular law's is (0.1 + 0.3 + 0.8) / 3, the log-normal's median e^(sigma^2 / 2).
        let means = [0.4, 0.5 * exp(0.08), 0.3, 0.55, 0.4];
        for (law, mean) in LAWS.into_iter().zip(means) {
            let wide = parameter("somewhere", law, (-1e9, 1e9));
            let drawn: Moments = (0..4_000).map(|r| draw(&wide, Streams::new(1, r))).collect();
            let error = drawn.standard_error().unwrap();
            assert!((drawn.mean().unwrap() - mean).abs() < 4.0 * error, "{law:?}: {drawn:?}");
        }
    }

    #[test]
    fn a_uniform_is_never_nought_or_one() {
        assert_eq!(uniform(0).to_bits(), (0.5 / (1_u64 << 53) as f64).to_bits());
        let largest = uniform(u64::MAX);
        assert!(largest < 1.0 && uniform(u64::MAX - (1 << 11)) < largest);
    }

    #[test]
    fn a_law_without_spread_is_its_centre() {
        let fixed = parameter("a", Distribution::Normal { mean: 3.0, sd: 0.0 }, (0.0, 9.0));
        assert!((draw(&fixed, Streams::new(1, 1)) - 3.0).abs() < 1e-15);
    }

    #[test]
    fn paths_draw_apart_and_arms_together() {
        let value = |path| draw(&parameter(path, LAWS[0], (-9.0, 9.0)), Streams::new(1, 1));
        assert!((value("a") - value("b")).abs() > 1e-6);
        assert_eq!(value("a").to_bits(), value("a").to_bits());
    }

    proptest! {
        #[test]
        fn draws_stay_in_their_range(law in 0_usize..5, low in 0.0_f64..1.0, width in 0.0_f64..1.0, replicate in 0_u64..1_000) {
            let value = draw(&parameter("x", LAWS[law], (low, low + width)), Streams::new(7, replicate));
            prop_assert!(low <= value && value <= low + width);
        }

        #[test]
        fn quantiles_undo_chances(law in 0_usize..5, p in 0.01_f64..0.99) {
            prop_assert!((chance_below(LAWS[law], quantile(LAWS[law], p)) - p).abs() < 1e-9);
        }
    }
}
