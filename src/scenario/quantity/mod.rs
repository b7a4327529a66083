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

#[cfg(test)]
mod tests;
mod unit;

use std::ops::Range;

use super::dimension::{Base, Dimension, Unit, currency, money};
use unit::{Billion, Parsed, unit};

/// Bytes of a quantity at most.
const LONGEST: usize = 120;

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
