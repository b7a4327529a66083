//! Quantities: a number and a unit, as price lists and reports write them.
//!
//! ```text
//! quantity = [sign] [currency sign] number [unit]
//! unit     = term { "/" term }            "per" is read as "/"
//! term     = factor { ("-" | "*" | "·" | " ") factor }
//! factor   = prefix | [prefix] name | number
//! prefix   = k | M | G | T | B (billion) | 千 | 万 | 百万 | 千万 | 亿
//! ```
//!
//! A number with prefixes alone (`60 k`, `67 B`) and a bare number are in the unit of the place they stand at.

use std::ops::Range;

use super::dimension::{Base, Dimension, NAMES, PREFIXES, Unit, currency, money, named};
use super::nearest;

/// Bytes of a quantity at most.
const LONGEST: usize = 120;
/// Factors of a unit at most.
const MOST_FACTORS: usize = 12;

/// What an amount of another currency is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// Code of the scenario's currency.
    pub currency: String,
    /// Money for a dollar, where it is known.
    pub usd: Option<f64>,
}

impl Exchange {
    /// The unit of a currency; none when its rate is not known.
    fn unit(&self, code: &str) -> Option<Unit> {
        if code == self.currency {
            Some(money())
        } else if code == "USD" {
            self.usd.map(|rate| money().times(rate))
        } else {
            None
        }
    }

    /// A unit of the schema as the user would write it.
    pub fn shown(&self, unit: &str) -> String {
        unit.replace("money", &self.currency)
    }
}

/// Why a text is no quantity of the kind asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It does not start with a number.
    Malformed {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A unit that does not exist.
    UnknownUnit {
        /// The word.
        word: String,
        /// Where it stands in the text.
        span: Range<usize>,
        /// What to write instead.
        help: Option<String>,
    },
    /// A currency without a rate.
    NoRate {
        /// Its code.
        code: String,
        /// Where it stands in the text.
        span: Range<usize>,
    },
    /// A unit of another kind.
    Mismatch {
        /// The unit found.
        found: String,
    },
}

/// The number that a text stands for, in `target` (a unit in the same grammar).
pub fn read(text: &str, target: &str, exchange: &Exchange) -> Result<f64, Fault> {
    if text.len() > LONGEST {
        return Err(Fault::Malformed { reason: "too long for a quantity" });
    }
    let (number, rest, sign) = split(text)?;
    let at = text.len() - rest.len();
    let wanted = unit(target, 0, exchange, Billion::Scale);
    let is_memory = wanted.as_ref().is_ok_and(|wanted| wanted.unit.dimension.holds(Base::Byte));
    let mut given = if rest.trim().is_empty() {
        Parsed { unit: Unit::ONE, is_scale: true }
    } else {
        unit(rest, at, exchange, if is_memory { Billion::Byte } else { Billion::Scale })?
    };
    if let Some(code) = sign {
        let one = exchange.unit(code);
        let one = one.ok_or_else(|| Fault::NoRate { code: code.to_owned(), span: 0..text.len() })?;
        given = Parsed { unit: one.by(given.unit), is_scale: false };
    }
    if given.is_scale {
        // In the target's own unit, which may be one without a rate: facts in dollars in a scenario without dollars.
        return Ok(number * given.unit.numerator / given.unit.denominator);
    }
    let wanted = wanted?.unit;
    if given.unit.dimension != wanted.dimension {
        let found = if rest.trim().is_empty() { text } else { rest };
        return Err(Fault::Mismatch { found: found.trim().to_owned() });
    }
    Ok(given.unit.convert(number, wanted))
}

/// Whether a unit of the grammar is a pure number (a share, a ratio).
pub fn is_pure(target: &str, exchange: &Exchange) -> bool {
    unit(target, 0, exchange, Billion::Scale).is_ok_and(|parsed| parsed.unit.dimension == Dimension::NUMBER)
}

/// The number at the start of a text, what follows it, and the currency of a sign before it.
fn split(text: &str) -> Result<(f64, &str, Option<&str>), Fault> {
    let mut body = text.trim_start();
    let mut minus = 1.0;
    if let Some(rest) = body.strip_prefix(['-', '−']) {
        (minus, body) = (-1.0, rest.trim_start());
    } else if let Some(rest) = body.strip_prefix('+') {
        body = rest.trim_start();
    }
    let mut sign = None;
    for symbol in ["$", "¥", "€", "£"] {
        if let Some(rest) = body.strip_prefix(symbol) {
            (sign, body) = (currency(symbol), rest.trim_start());
        }
    }
    let length = number_length(body);
    let digits: String = body[..length].chars().filter(|c| *c != '_').collect();
    let number: f64 =
        digits.parse().map_err(|_| Fault::Malformed { reason: "it does not start with a number" })?;
    if !number.is_finite() {
        return Err(Fault::Malformed { reason: "the number is too large" });
    }
    let rest = &body[length..];
    if rest.starts_with(',') {
        return Err(Fault::Malformed {
            reason: "a number has a point, not a comma (and _ between thousands)",
        });
    }
    Ok((minus * number, rest, sign))
}

/// Bytes of a number: digits, `_` and one point, and an exponent that is followed by digits.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut point = false;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' | b'_' => at += 1,
            b'.' if !point => (point, at) = (true, at + 1),
            b'e' | b'E' if at > 0 => {
                let signed = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
                if !bytes.get(signed).is_some_and(u8::is_ascii_digit) {
                    break;
                }
                at = signed;
                while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                    at += 1;
                }
                break;
            }
            _ => break,
        }
    }
    at
}

/// What a lone `B` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Billion {
    /// A thousand millions.
    Scale,
    /// A byte.
    Byte,
}

/// A unit expression, and whether it was prefixes alone.
#[derive(Debug, Clone, Copy)]
struct Parsed {
    unit: Unit,
    is_scale: bool,
}

/// A unit expression that starts `at` bytes into its text.
fn unit(text: &str, at: usize, exchange: &Exchange, billion: Billion) -> Result<Parsed, Fault> {
    let mut parsed = Parsed { unit: Unit::ONE, is_scale: true };
    let mut over = Unit::ONE;
    let (mut below, mut factors, mut expected) = (false, 0, true);
    let mut position = 0;
    while let Some(symbol) = text[position..].chars().next() {
        let length = symbol.len_utf8();
        match symbol {
            ' ' | '\t' | '\u{a0}' => position += length,
            '-' | '*' | '·' | '⋅' if !expected => (position, expected) = (position + length, true),
            '/' if !expected || factors == 0 => {
                parsed.unit = parsed.unit.per(over);
                (over, below, expected) = (Unit::ONE, true, true);
                position += length;
            }
            _ => {
                let word = word(&text[position..]);
                let span = at + position..at + position + word.len();
                position += word.len();
                if word == "per" {
                    parsed.unit = parsed.unit.per(over);
                    (over, below, expected) = (Unit::ONE, true, true);
                    continue;
                }
                factors += 1;
                if word.is_empty() || factors > MOST_FACTORS {
                    return Err(Fault::Malformed { reason: "the unit cannot be read" });
                }
                let (factor, is_scale) = factor(word, span, exchange, billion)?;
                parsed.is_scale &= is_scale && !below;
                if below {
                    over = over.by(factor);
                } else {
                    parsed.unit = parsed.unit.by(factor);
                }
                expected = false;
            }
        }
    }
    if expected {
        return Err(Fault::Malformed { reason: "the unit is not complete" });
    }
    parsed.unit = parsed.unit.per(over);
    if !(parsed.unit.numerator.is_finite() && parsed.unit.denominator.is_finite()) {
        return Err(Fault::Malformed { reason: "the unit is too large" });
    }
    Ok(parsed)
}

/// The word at the start of a text: up to a separator.
fn word(text: &str) -> &str {
    let end = text.find([' ', '\t', '\u{a0}', '/', '*', '·', '⋅', '-']).unwrap_or(text.len());
    &text[..end]
}

/// One factor, and whether it only scales.
fn factor(
    word: &str,
    span: Range<usize>,
    exchange: &Exchange,
    billion: Billion,
) -> Result<(Unit, bool), Fault> {
    if word == "B" && billion == Billion::Scale {
        return Ok((Unit::ONE.times(1e9), true));
    }
    if let Some(known) = atom(word, &span, exchange)? {
        return Ok((known, false));
    }
    for (prefix, size) in PREFIXES {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        if rest.is_empty() {
            return Ok((Unit::ONE.times(size), true));
        }
        if let Some(known) = atom(rest, &span, exchange)? {
            return Ok((known.times(size), false));
        }
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let length = number_length(word);
        let size: f64 = word[..length].replace('_', "").parse().unwrap_or(f64::NAN);
        if size > 0.0 && size.is_finite() {
            if length == word.len() {
                return Ok((Unit::ONE.times(size), true));
            }
            let (rest, is_scale) = factor(&word[length..], span, exchange, billion)?;
            return Ok((rest.times(size), is_scale));
        }
    }
    let help = nearest::nearest(word, NAMES.iter().copied().chain(["ktok", "Mtok", "Gtok", "Ttok"]));
    Err(Fault::UnknownUnit {
        word: word.to_owned(),
        span,
        help: help.map(|near| format!("did you mean `{near}`?")),
    })
}

/// A unit or currency without a prefix.
fn atom(word: &str, span: &Range<usize>, exchange: &Exchange) -> Result<Option<Unit>, Fault> {
    if let Some(unit) = named(word) {
        return Ok(Some(unit));
    }
    let Some(code) = currency(word) else { return Ok(None) };
    match exchange.unit(code) {
        Some(unit) => Ok(Some(unit)),
        None if code == "USD" || code == "CNY" || NAMES.contains(&word) => {
            Err(Fault::NoRate { code: code.to_owned(), span: span.clone() })
        }
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn yuan() -> Exchange {
        Exchange { currency: "CNY".to_owned(), usd: Some(7.2) }
    }

    fn read_yuan(text: &str, target: &str) -> f64 {
        read(text, target, &yuan()).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "decimal units convert without a rounding of their own")]
    fn quantities_are_read_as_price_lists_write_them() {
        for (text, target, value) in [
            ("0.8 CNY/Mtok", "money/Mtok", 0.8),
            ("0.0008 CNY/ktok", "money/Mtok", 0.8),
            ("0.8 元/Mtok", "money/Mtok", 0.8),
            ("0.8元/百万tokens", "money/Mtok", 0.8),
            ("¥0.8/Mtok", "money/Mtok", 0.8),
            ("1 USD/Mtok", "money/Mtok", 7.2),
            ("$1 per Mtok", "money/Mtok", 7.2),
            ("8", "money/Mtok", 8.0),
            ("1.5 G CNY", "money", 1.5e9),
            ("3 亿 CNY", "money", 3e8),
            ("3亿元", "money", 3e8),
            ("100 Gtok/day", "Mtok/day", 1e5),
            ("0.5 Ttok/day", "Mtok/day", 5e5),
            ("20 tok/s", "Mtok/day", 1.728),
            ("2 USD/GPU-hour", "money/GPU-hour", 14.4),
            ("2 CNY/GPU/h", "money/GPU-hour", 2.0),
            ("67 B", "parameters", 67e9),
            ("67 B parameters", "parameters", 67e9),
            ("60 k", "users", 6e4),
            ("60_000", "users", 6e4),
            ("35 %", "share", 0.35),
            ("3 pt", "share", 0.03),
            ("8 weeks", "days", 56.0),
            ("14 months", "days", 426.125),
            ("1 year", "days", 365.25),
            ("90 s", "s", 90.0),
            ("50 ms", "s", 0.05),
            ("-3 utils", "utils", -3.0),
            ("80 GB", "GB", 80.0),
            ("1.5 TB/s", "GB/s", 1500.0),
            ("70 B", "bytes", 70.0),
            ("989 TFLOP/s", "TFLOP/s", 989.0),
            ("0.6 CNY/kWh", "money/kWh", 0.6),
            ("1e3 tok", "tok", 1000.0),
        ] {
            assert_eq!(read_yuan(text, target), value, "{text} in {target}");
        }
        assert!((read_yuan("60 %/year", "1/day") - 0.6 / 365.25).abs() < 1e-15);
        assert!((read_yuan("2 %/month", "1/day") - 0.02 / 30.4375).abs() < 1e-15);
    }

    #[test]
    fn facts_in_dollars_need_no_rate_when_they_bring_no_unit() {
        let poor = Exchange { currency: "EUR".to_owned(), usd: None };
        assert_eq!(read("2", "USD/GPU-hour", &poor), Ok(2.0));
        assert!(matches!(read("2 EUR/GPU-hour", "USD/GPU-hour", &poor), Err(Fault::NoRate { .. })));
        assert_eq!(read("14.4 CNY/GPU-hour", "USD/GPU-hour", &yuan()), Ok(2.0));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        let fault = |text: &str, target: &str| read(text, target, &yuan()).unwrap_err();
        assert_eq!(fault("3 CNY/day", "money/Mtok"), Fault::Mismatch { found: "CNY/day".to_owned() });
        assert_eq!(fault("5 %", "days"), Fault::Mismatch { found: "%".to_owned() });
        assert!(matches!(fault("3 CNY/Mtk", "money/Mtok"), Fault::UnknownUnit { span, help: Some(help), .. }
            if span == (6..9) && help.contains("Mtok")));
        assert!(matches!(fault("3 EUR", "money"), Fault::NoRate { code, .. } if code == "EUR"));
        for text in ["", "x", "CNY", "1,5 CNY", "1 CNY/", "1e999", "--3", "1 /", "nan", "inf"] {
            assert!(
                matches!(fault(text, "money"), Fault::Malformed { .. }),
                "{text}: {:?}",
                fault(text, "money")
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}", target in prop::sample::select(vec!["money/Mtok", "share", "days", "GB"])) {
            if let Ok(value) = read(&text, target, &yuan()) {
                prop_assert!(!value.is_nan());
            }
        }

        #[test]
        fn no_likely_text_panics(text in "[-+$¥]?[0-9._e]{0,6} ?[kMGTB万亿%]{0,2} ?(CNY|tok|day|元|s|h|GPU-hour){0,2}[/*·-]?[a-zA-Z%]{0,5}") {
            let _ = read(&text, "money/Mtok", &yuan());
        }

        #[test]
        fn a_price_per_thousand_is_a_thousandth(price in 0.001_f64..1e4) {
            let per_ktok = read(&format!("{price} CNY/ktok"), "money/Mtok", &yuan()).unwrap();
            prop_assert!((per_ktok / price - 1000.0).abs() < 1e-9);
        }
    }
}
