//! Numbers as readers want them: thin spaces, a real minus, few digits, millions and billions (万, 亿).
use super::language::Language;
use crate::maths;

/// What a number counts, which decides how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Quantity {
    /// A plain number.
    #[default]
    Number,
    /// Things that are counted: an axis has no ticks between them.
    Count,
    /// A share, written times 100 with "%".
    Percent,
    /// Money, with its sign in front ("¥", "$").
    Money(String),
}

impl Quantity {
    /// Money of a currency, with its sign where it has a usual one, else with its code.
    pub fn money(code: &str) -> Self {
        Self::Money(match code {
            "USD" => "$".to_owned(),
            "CNY" => "¥".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            code => format!("{code}\u{a0}"),
        })
    }

    /// A number in brief, as the labels of charts have it: to three digits, two for a share.
    pub fn brief(&self, value: f64, language: Language) -> String {
        brief(value, self, language)
    }

    /// A number as the bars of a waterfall have it: to the decimals that give the largest total three digits.
    pub fn among(&self, value: f64, largest: f64, language: Language) -> String {
        among(value, largest, self, language)
    }
}

const THIN_SPACE: char = '\u{2009}';
const MINUS: char = '\u{2212}';

/// 10 to a whole power, rounded correctly (by the parser, not by repeated multiplication).
pub(super) fn ten_to(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().expect("an exponent makes a number")
}

/// The largest whole e with `10^e <= value`, for a positive value.
pub(super) fn exponent(value: f64) -> i32 {
    // No double lies beyond these powers; an infinity has none.
    let guess = maths::log10(value).floor().clamp(-330.0, 330.0) as i32;
    // The logarithm of a power of ten may fall on either side of the whole number.
    if ten_to(guess + 1) <= value {
        guess + 1
    } else if ten_to(guess) > value {
        guess - 1
    } else {
        guess
    }
}

/// The number with that many decimals, digits in threes.
fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(THIN_SPACE);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// What large and tiny numbers are divided by, and the word for it.
struct Magnitude {
    divisor: f64,
    word: String,
}

impl Magnitude {
    /// The magnitude in which numbers up to `largest` read well.
    fn of(largest: f64, language: Language) -> Self {
        let steps: &[(f64, &str)] = match language {
            Language::English => &[(1e12, "T"), (1e9, "B"), (1e6, "M")],
            Language::Chinese => &[(1e12, "万亿"), (1e8, "亿"), (1e6, "万")],
        };
        if largest == 0.0 || (1e-4..1e6).contains(&largest) {
            return Self { divisor: 1.0, word: String::new() };
        }
        if !(1e-4..1e16).contains(&largest) {
            let exponent = exponent(largest);
            let word = format!("×10{}", superscript(exponent));
            return Self { divisor: ten_to(exponent), word };
        }
        let (from, word) = steps.iter().find(|(from, _)| largest >= *from).expect("the last step is 10^6");
        // A Chinese million is a hundred 万.
        let divisor = if *word == "万" { 1e4 } else { *from };
        Self { divisor, word: (*word).to_owned() }
    }
}

fn superscript(number: i32) -> String {
    number
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32('⁰' as u32 + digit as u32 - '0' as u32).unwrap_or(digit),
        })
        .collect()
}

/// Fewest decimals (at most 9) that show a number without loss.
fn decimals(value: f64) -> usize {
    (0..9)
        .find(|&d| {
            let shifted = value * ten_to(d);
            (shifted - shifted.round()).abs() <= 1e-6 * shifted.abs().max(1e-3)
        })
        .unwrap_or(9) as usize
}

/// The number between the marks of its quantity.
fn dress(number: &str, word: &str, quantity: &Quantity) -> String {
    match quantity {
        Quantity::Number | Quantity::Count => format!("{number}{word}"),
        Quantity::Percent => format!("{number}{word}%"),
        Quantity::Money(sign) => match number.strip_prefix(MINUS) {
            Some(rest) => format!("{MINUS}{sign}{rest}{word}"),
            None => format!("{sign}{number}{word}"),
        },
    }
}

/// The value in the unit in which it is written.
fn written(value: f64, quantity: &Quantity) -> f64 {
    if *quantity == Quantity::Percent { value * 100.0 } else { value }
}

/// Labels for evenly spaced ticks: all in one magnitude and with equally many decimals.
pub(super) fn even(ticks: &[f64], step: f64, quantity: &Quantity, language: Language) -> Vec<String> {
    let largest = ticks.iter().fold(0.0, |most: f64, t| most.max(written(*t, quantity).abs()));
    let magnitude = Magnitude::of(largest, language);
    let digits = decimals(written(step, quantity) / magnitude.divisor);
    ticks
        .iter()
        .map(|tick| {
            let value = written(*tick, quantity) / magnitude.divisor;
            // Half a step is a generous zero: ticks are whole multiples of the step.
            if tick.abs() < step / 2.0 {
                dress("0", "", quantity)
            } else {
                dress(&grouped(value, digits), &magnitude.word, quantity)
            }
        })
        .collect()
}

/// One number in full, each in its own magnitude (ticks of a logarithmic axis).
pub(super) fn full(value: f64, quantity: &Quantity, language: Language) -> String {
    let value = written(value, quantity);
    let magnitude = Magnitude::of(value.abs(), language);
    let scaled = value / magnitude.divisor;
    dress(&grouped(scaled, decimals(scaled)), &magnitude.word, quantity)
}

/// One number in brief, to three digits (two for a share), for labels.
pub(super) fn brief(value: f64, quantity: &Quantity, language: Language) -> String {
    let value = written(value, quantity);
    if value == 0.0 {
        return dress("0", "", quantity);
    }
    if *quantity == Quantity::Percent && value.abs() < 0.1 {
        let sign = if value < 0.0 { format!(">{MINUS}") } else { "<".to_owned() };
        return format!("{sign}0.1%");
    }
    let magnitude = Magnitude::of(value.abs(), language);
    let scaled = value / magnitude.divisor;
    let digits = if *quantity == Quantity::Percent { 2 } else { 3 };
    let places = (digits - 1 - exponent(scaled.abs())).clamp(0, 9) as usize;
    let text = grouped(scaled, places);
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    dress(short, &magnitude.word, quantity)
}

/// An amount among others of which `largest` is the largest: to the decimals that give that one three digits, so that a
/// row of numbers can be added up by eye; one that would lose all its digits keeps two of its own.
pub(super) fn among(value: f64, largest: f64, quantity: &Quantity, language: Language) -> String {
    let (value, largest) = (written(value, quantity), written(largest, quantity).abs());
    if value == 0.0 || largest == 0.0 {
        return dress("0", "", quantity);
    }
    let magnitude = Magnitude::of(largest, language);
    let (scaled, whole) = (value / magnitude.divisor, largest / magnitude.divisor);
    let common = 2 - exponent(whole);
    let own = if exponent(scaled.abs()) < -common { 1 - exponent(scaled.abs()) } else { common };
    dress(&grouped(scaled, own.clamp(0, 9) as usize), &magnitude.word, quantity)
}

/// A nice step of whole numbers: for 2.5 there is 5, below 1 there is 1.
pub(super) fn whole(step: f64) -> f64 {
    if step.fract() > 0.0 { (2.0 * step).max(1.0) } else { step }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::English;
    const ZH: Language = Language::Chinese;

    #[test]
    fn an_infinity_is_written_like_a_number() {
        assert!(!Quantity::Number.brief(f64::INFINITY, EN).is_empty());
    }

    #[test]
    fn what_is_counted_has_whole_steps() {
        for (step, expected) in [(0.2, 1.0), (2.0, 2.0), (2.5, 5.0), (25.0, 25.0)] {
            assert!((whole(step) - expected).abs() < 1e-12, "{step}");
        }
    }

    #[test]
    fn powers_of_ten_are_exact() {
        for e in -300..300 {
            assert_eq!(exponent(ten_to(e)), e);
            assert_eq!(exponent(ten_to(e) * 9.99), e);
        }
    }

    #[test]
    fn digits_come_in_threes_and_minus_is_a_minus() {
        assert_eq!(grouped(1_234_567.0, 0), "1\u{2009}234\u{2009}567");
        assert_eq!(grouped(-1234.5, 1), "\u{2212}1\u{2009}234.5");
        assert_eq!(grouped(-0.001, 1), "0.0", "no minus before nothing");
        assert_eq!(grouped(999.0, 0), "999");
    }

    #[test]
    fn even_ticks_share_decimals_and_magnitude() {
        assert_eq!(even(&[0.0, 0.25, 0.5], 0.25, &Quantity::Percent, EN), ["0%", "25%", "50%"]);
        assert_eq!(even(&[0.0, 0.5, 1.0], 0.5, &Quantity::Number, EN), ["0", "0.5", "1.0"]);
        assert_eq!(even(&[0.0, 5e8, 1e9], 5e8, &Quantity::Number, EN), ["0", "0.5B", "1.0B"]);
        assert_eq!(even(&[0.0, 5e8, 1e9], 5e8, &Quantity::Number, ZH), ["0", "5亿", "10亿"]);
        assert_eq!(even(&[0.0, 5e5, 1e6], 5e5, &Quantity::Number, ZH), ["0", "50万", "100万"]);
        assert_eq!(even(&[0.0, 2e-9], 2e-9, &Quantity::Number, EN), ["0", "2×10⁻⁹"]);
        let yuan = Quantity::Money("¥".to_owned());
        assert_eq!(even(&[-2.0, 0.0, 2.0], 2.0, &yuan, EN), ["\u{2212}¥2", "¥0", "¥2"]);
    }

    #[test]
    fn brief_numbers_keep_three_digits() {
        let brief = |v| super::brief(v, &Quantity::Number, EN);
        assert_eq!(brief(0.0), "0");
        assert_eq!(brief(0.125), "0.125");
        assert_eq!(brief(1.2345), "1.23");
        assert_eq!(brief(12.0), "12");
        assert_eq!(brief(123_456.0), "123\u{2009}456");
        assert_eq!(brief(1_234_567.0), "1.23M");
        assert_eq!(brief(3e18), "3×10¹⁸");
        assert_eq!(brief(4e-7), "4×10⁻⁷");
        assert_eq!(brief(1e300), "1×10³⁰⁰");
    }

    #[test]
    fn numbers_of_a_row_add_up_by_eye() {
        let row = |v| super::among(v, 37.5, &Quantity::Money("$".to_owned()), EN);
        assert_eq!([row(37.5), row(-30.0), row(0.48)], ["$37.5", "\u{2212}$30.0", "$0.5"]);
        assert_eq!([row(0.0), row(-0.021)], ["$0", "\u{2212}$0.021"]);
    }

    #[test]
    fn brief_shares() {
        let brief = |v| super::brief(v, &Quantity::Percent, EN);
        assert_eq!(
            [brief(0.0), brief(1.0), brief(0.234), brief(0.042), brief(0.0004)],
            ["0%", "100%", "23%", "4.2%", "<0.1%"]
        );
        assert_eq!([brief(-0.0004), brief(-0.042)], [">\u{2212}0.1%", "\u{2212}4.2%"], "the sign stays");
    }

    #[test]
    fn full_numbers_lose_nothing() {
        let full = |v| super::full(v, &Quantity::Money("¥".to_owned()), EN);
        assert_eq!(
            [full(0.05), full(1.5), full(20.0), full(1e4)],
            ["¥0.05", "¥1.5", "¥20", "¥10\u{2009}000"]
        );
    }
}
