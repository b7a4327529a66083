//! Exact numbers: a payoff of 0.1 is a tenth and nothing else.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A fraction of whole numbers of any size.
pub type Exact = BigRational;

/// Characters of a number at most: no payoff needs more, and the work of exact arithmetic grows with them.
const LONGEST: usize = 60;

/// Powers of ten at most: those of the double-precision range.
const LARGEST: u32 = 300;

/// Digits of a denominator that a reader still takes in.
const READABLE: usize = 7;

/// The number that a text stands for: `3`, `-0.1`, `1.5e-3`, `2/3`; none if it is none.
pub fn read(text: &str) -> Option<Exact> {
    // A typographic minus is what a spreadsheet may write.
    let text = text.trim().replace('\u{2212}', "-");
    if text.len() > LONGEST {
        return None;
    }
    match text.split_once('/') {
        Some((above, below)) => {
            let (above, below) = (decimal(above.trim())?, decimal(below.trim())?);
            (!below.is_zero()).then(|| above / below)
        }
        None => decimal(&text),
    }
}

fn decimal(text: &str) -> Option<Exact> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if power.unsigned_abs() > LARGEST {
        return None;
    }
    let (is_negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{before}{after}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: BigInt = all.parse().ok()?;
    let places = power - i32::try_from(after.len()).ok()?;
    let scale = num_traits::pow(BigInt::from(10), places.unsigned_abs() as usize);
    let value = if is_negative { -value } else { value };
    Some(if places >= 0 { Exact::from_integer(value * scale) } else { Exact::new(value, scale) })
}

/// A measured number at so many significant digits as a decimal, exactly: noise in the last digits of a sum does not make two
/// payoffs differ. `largest` is the size that digits are counted from.
pub fn from_float(value: f64, largest: f64, digits: u32) -> Option<Exact> {
    if !value.is_finite() || !largest.is_finite() {
        return None;
    }
    if largest == 0.0 || value == 0.0 {
        return Some(Exact::zero());
    }
    let places = places(largest, digits)?;
    let text = if places >= 0 { format!("{value:.*}", places as usize) } else { format!("{value:.0}") };
    let digits = text.replace('.', "");
    let whole: BigInt = digits.parse().ok()?;
    let scale = num_traits::pow(BigInt::from(10), places.max(0) as usize);
    let rounded = Exact::new(whole, scale);
    if places >= 0 {
        return Some(rounded);
    }
    let unit = Exact::from_integer(num_traits::pow(BigInt::from(10), places.unsigned_abs() as usize));
    Some((rounded / &unit).round() * unit)
}

/// Decimal places of the last of so many digits of a number, read off its decimal notation; below zero left of the point.
pub fn places(largest: f64, digits: u32) -> Option<i32> {
    let written = format!("{:e}", largest.abs());
    let power: i32 = written.split_once('e')?.1.parse().ok()?;
    Some(i32::try_from(digits).ok()? - 1 - power)
}

/// The nearest double.
pub fn approximately(value: &Exact) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// As a reader writes it: a whole number, a fraction while its denominator is short, else six digits with a sign that it is about.
pub fn shown(value: &Exact) -> String {
    if value.is_integer() {
        return value.numer().to_string();
    }
    if value.denom().to_string().len() <= READABLE {
        return value.to_string();
    }
    let about = approximately(value);
    let text = if about.abs() >= 1e-3 && about.abs() < 1e9 {
        let digits = 6_usize.saturating_sub(format!("{:.0}", about.abs().trunc()).len());
        format!("{about:.digits$}")
    } else {
        format!("{about:.5e}")
    };
    format!("≈{text}")
}

/// Numbers as whole ones, all times the same positive factor, which comes second.
pub fn whole<'a>(values: impl Iterator<Item = &'a Exact> + Clone) -> (Vec<BigInt>, BigInt) {
    let factor = values.clone().fold(BigInt::one(), |factor, value| factor.lcm(value.denom()));
    let scaled = |value: &Exact| value.numer() * (&factor / value.denom());
    (values.map(scaled).collect(), factor)
}

/// A vector of whole numbers without a common factor.
pub(super) fn reduced(mut values: Vec<BigInt>) -> Vec<BigInt> {
    let common = values.iter().fold(BigInt::zero(), |common, value| common.gcd(value));
    if !common.is_zero() && !common.is_one() {
        for value in &mut values {
            *value /= &common;
        }
    }
    values
}

/// The parts of a whole that add up to one.
pub(super) fn parts(values: &[BigInt]) -> Vec<Exact> {
    let total: BigInt = values.iter().sum();
    debug_assert!(total.is_positive());
    values.iter().map(|value| Exact::new(value.clone(), total.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_a_tenth() {
        let tenth = read("0.1").unwrap();
        assert_eq!(tenth, Exact::new(1.into(), 10.into()));
        assert_eq!(&tenth + read("0.2").unwrap(), read("0.3").unwrap());
        assert_eq!(read("-1.50e-1").unwrap(), read("-3/20").unwrap());
        assert_eq!(read("\u{2212}2").unwrap(), read(" -2 ").unwrap());
        assert_eq!(read("1e3").unwrap(), Exact::from_integer(1000.into()));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "x", "1/0", "1,5", "1e999", "nan", "inf", "1 2", "--1", "0x1", "1/2/3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn measured_numbers_keep_their_digits() {
        let value = |value, largest| shown(&from_float(value, largest, 4).unwrap());
        assert_eq!(value(0.1 + 0.2, 1.0), "3/10");
        assert_eq!(value(123_456.0, 123_456.0), "123500");
        assert_eq!(value(-2.5, 2.5), "-5/2");
        assert_eq!(value(1e-12, 2.0), "0");
        assert!(from_float(f64::NAN, 1.0, 4).is_none());
    }

    #[test]
    fn long_fractions_are_shown_as_about() {
        assert_eq!(shown(&read("1/3").unwrap()), "1/3");
        assert_eq!(shown(&read("12345678.9/98765432.1").unwrap()), "≈0.12500");
    }
}
