//! Units as they are written after a number, or alone in a schema: terms, factors, prefixes, currencies.

use std::ops::Range;

use super::{Exchange, Fault, number_length};
use crate::scenario::dimension::{NAMES, PREFIXES, Unit, currency, named};
use crate::scenario::nearest;

/// Factors of a unit at most.
const MOST_FACTORS: usize = 12;

/// What a lone `B` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Billion {
    /// A thousand millions.
    Scale,
    /// A byte.
    Byte,
}

/// A unit expression, and whether it was prefixes alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parsed {
    pub unit: Unit,
    pub is_scale: bool,
}

/// A unit expression that starts `at` bytes into its text.
pub(super) fn unit(text: &str, at: usize, exchange: &Exchange, billion: Billion) -> Result<Parsed, Fault> {
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
