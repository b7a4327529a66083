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

/// e^x in single precision by range reduction and a polynomial of degree 6: relative error below 3e-7 on
/// [-87, 88], and clamped outside of it.
///
/// exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln 2 / 2. Coefficients are those of the Taylor series, which
/// at this degree is within 1.3e-7 on the reduced range.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loop over lanes vectorises only when the body is inlined")]
pub fn exp_f32(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 x 2^23: adding and subtracting it rounds to the nearest integer
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let n = x * std::f32::consts::LOG2_E + ROUND - ROUND;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let p = 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    p * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

/// ln(x) in single precision for positive normal x: absolute error below 2e-7 for x in (0, 1].
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_exponential_is_within_its_error() {
        let worst = (-8_600..8_700)
            .map(|i| {
                let x = f64::from(i) / 100.0;
                (f64::from(exp_f32(x as f32)) / exp(f64::from(x as f32)) - 1.0).abs()
            })
            .fold(0.0, f64::max);
        assert!(worst < 3e-7, "{worst}");
        assert_eq!(exp_f32(-1e9), exp_f32(-87.0));
    }

    #[test]
    fn the_fast_logarithm_is_within_its_error() {
        let worst = (1..100_000)
            .map(|i| {
                let x = i as f32 / 100_000.0;
                let exact = ln(f64::from(x));
                (f64::from(ln_f32(x)) - exact).abs() / exact.abs().max(1.0)
            })
            .fold(0.0, f64::max);
        assert!(worst < 3e-7, "{worst}");
    }
}
