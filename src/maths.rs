//! Elementary functions that give the same last digit on every processor.
//!
//! The system's `exp` and `ln` differ between processors in the last bit; `libm` is plain Rust. The `f32`
//! polynomials of the hot path use multiplication and addition only, which the compiler may run on many lanes.

/// e^x.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Logarithm to base 10.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// x^y.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// ln(1 + x), to the last digits near x = 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// e^x - 1, to the last digits near x = 0.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Square root (correctly rounded by the standard, hence the system's own).
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Cosine.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Natural logarithm of the gamma function.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Distribution function of the standard normal, (1 + erf(z / sqrt 2)) / 2.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2))
}

/// A standard normal deviate from a uniform one, by inversion. The ends, where the deviate has no bound, are kept away.
pub fn normal_deviate(uniform: f64) -> f64 {
    normal_quantile(uniform.clamp(1e-16, 1.0 - 1e-16))
}

/// Quantile of the standard normal distribution: the z with Phi(z) = p, for p strictly between 0 and 1.
///
/// Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988); relative accuracy about 1e-16.
pub fn normal_quantile(p: f64) -> f64 {
    const NEAR: ([f64; 8], [f64; 8]) = (
        [
            3.387_132_872_796_366_5,
            133.141_667_891_784_38,
            1_971.590_950_306_551_3,
            13_731.693_765_509_46,
            45_921.953_931_549_87,
            67_265.770_927_008_7,
            33_430.575_583_588_13,
            2_509.080_928_730_122_7,
        ],
        [
            1.0,
            42.313_330_701_600_91,
            687.187_007_492_057_9,
            5_394.196_021_424_751,
            21_213.794_301_586_597,
            39_307.895_800_092_71,
            28_729.085_735_721_943,
            5_226.495_278_852_545,
        ],
    );
    const MIDDLE: ([f64; 8], [f64; 8]) = (
        [
            1.423_437_110_749_683_5,
            4.630_337_846_156_546,
            5.769_497_221_460_691,
            3.647_848_324_763_204_5,
            1.270_458_252_452_368_4,
            0.241_780_725_177_450_6,
            0.022_723_844_989_269_184,
            7.745_450_142_783_414e-4,
        ],
        [
            1.0,
            2.053_191_626_637_759,
            1.676_384_830_183_803_8,
            0.689_767_334_985_1,
            0.148_103_976_427_480_08,
            0.015_198_666_563_616_457,
            5.475_938_084_995_345e-4,
            1.050_750_071_644_416_9e-9,
        ],
    );
    const FAR: ([f64; 8], [f64; 8]) = (
        [
            6.657_904_643_501_103,
            5.463_784_911_164_114,
            1.784_826_539_917_291_3,
            0.296_560_571_828_504_87,
            0.026_532_189_526_576_124,
            0.001_242_660_947_388_078_4,
            2.711_555_568_743_487_6e-5,
            2.010_334_399_292_288_1e-7,
        ],
        [
            1.0,
            0.599_832_206_555_888,
            0.136_929_880_922_735_8,
            0.014_875_361_290_850_615,
            7.868_691_311_456_133e-4,
            1.846_318_317_510_054_7e-5,
            1.421_511_758_316_446e-7,
            2.044_263_103_389_939_8e-15,
        ],
    );
    fn ratio((above, below): &([f64; 8], [f64; 8]), r: f64) -> f64 {
        let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, a| sum * r + a);
        horner(above) / horner(below)
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(&NEAR, 0.180_625 - q * q);
    }
    let r = sqrt(-ln(if q < 0.0 { p } else { 1.0 - p }));
    let z = if r <= 5.0 { ratio(&MIDDLE, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    if q < 0.0 { -z } else { z }
}

/// e^x in single precision by range reduction and a polynomial of degree 6: relative error below 3e-7 on
/// [-87, 88], and clamped outside of it.
///
/// exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln 2 / 2. Coefficients are those of the Taylor series, which
/// at this degree is within 1.3e-7 on the reduced range.
#[inline(always)]
pub fn exp_f32(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 x 2^23: adding and subtracting it rounds to the nearest integer
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let p = 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    // The low bits of `rounded` are n itself: moved into the exponent, they make 2^n without a conversion.
    p * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// ln(x) in single precision for positive normal x: error below 3e-7 of |ln x| or of 1, whichever is more, for x in (0, 1].
///
/// x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(s), s = (m - 1)/(m + 1), by its odd series up to s^9.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loop over lanes vectorises only when the body is inlined")]
pub fn ln_f32(x: f32) -> f32 {
    let bits = x.to_bits() as i32;
    let k = (bits - 0x3f35_04f3) >> 23;
    let m = f32::from_bits((bits - (k << 23)) as u32);
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let series = 1.0 + z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * (1.0 / 7.0 + z * (1.0 / 9.0))));
    k as f32 * std::f32::consts::LN_2 + 2.0 * s * series
}

/// e^x in double precision for loops over lanes: relative error below 4e-16 on [-700, 700], and clamped outside of it.
///
/// As `exp_f32`, with the Taylor series to degree 13, which on the reduced range is within 5e-18, and fdlibm's two parts
/// of ln 2.
#[inline(always)]
pub fn exp_lane(x: f64) -> f64 {
    // Inlined, for the loop over lanes vectorises only then.
    const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 x 2^52
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let x = x.clamp(-700.0, 700.0);
    let rounded = x * std::f64::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let p = 1.0 / 6_227_020_800.0;
    let p = p * r + 1.0 / 479_001_600.0;
    let p = p * r + 1.0 / 39_916_800.0;
    let p = p * r + 1.0 / 3_628_800.0;
    let p = p * r + 1.0 / 362_880.0;
    let p = p * r + 1.0 / 40_320.0;
    let p = p * r + 1.0 / 5_040.0;
    let p = p * r + 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    p * f64::from_bits(rounded.to_bits().wrapping_add(1_023) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest error at the multiples of a step.
    fn worst(multiples: std::ops::Range<i32>, step: f64, error: impl Fn(f64) -> f64) -> f64 {
        multiples.map(|i| error(f64::from(i) * step).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn the_exponential_for_lanes_is_within_its_error() {
        let worst = worst(-70_000..70_000, 0.009_999, |x| exp_lane(x) / exp(x) - 1.0);
        assert!(worst < 4e-16 + f64::EPSILON, "{worst}");
        assert!((exp_lane(-1e6) / exp(-700.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn normal_quantiles_are_the_published_ones() {
        // Wichura's own check values.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-14 * z.abs().max(1.0) * 10.0, "{p}");
        }
        // Phi(z(p)) = p through the error function.
        for i in 1..1_000 {
            let p = f64::from(i) / 1_000.0;
            let back = 0.5 * (1.0 + erf(normal_quantile(p) / std::f64::consts::SQRT_2));
            assert!((back - p).abs() < 1e-14, "{p}");
        }
    }

    #[test]
    fn the_fast_exponential_is_within_its_error() {
        let worst = worst(-8_600..8_700, 0.01, |x| {
            let x = x as f32;
            f64::from(exp_f32(x)) / exp(f64::from(x)) - 1.0
        });
        assert!(worst < 3e-7, "{worst}");
        assert!(exp_f32(-1e9) > 0.0 && exp_f32(1e9).is_finite());
    }

    #[test]
    fn deviates_are_finite_at_the_ends_of_the_uniform() {
        assert_eq!(normal_deviate(0.3).to_bits(), normal_quantile(0.3).to_bits());
        // Phi^-1(1e-16), and that of the largest double below 1, 1 - 2^-53.
        assert!((normal_deviate(0.0) + 8.2221).abs() < 1e-4, "{}", normal_deviate(0.0));
        assert!((normal_deviate(1.0) - 8.2095).abs() < 1e-4, "{}", normal_deviate(1.0));
    }

    #[test]
    fn the_fast_logarithm_is_within_its_error() {
        let worst = worst(1..100_000, 1e-5, |x| {
            let x = x as f32;
            let exact = ln(f64::from(x));
            (f64::from(ln_f32(x)) - exact) / exact.abs().max(1.0)
        });
        assert!(worst < 3e-7, "{worst}");
    }
}
