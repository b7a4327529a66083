//! Numbers as a reader wants them: three significant digits, in a unit of a sensible size.

use super::language::Language;
use super::words::words;
use crate::maths::{log10, pow};
use crate::statistics::Interval;

/// What is smaller, as it is shown, is rounding of the last digits.
const ROUNDING: f64 = 1e-8;

/// From this growth on a reader grasps "threefold" better than "200 %".
pub const MANIFOLD: f64 = 2.0;

/// A figure with its unit: `41.2 %`, `1.23 G CNY`, `0.85 CNY/Mtok`, `1.2 Ttok/day`.
pub fn figure(value: f64, unit: &str, language: Language) -> String {
    let (number, unit) = parts(value, unit, language);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// A figure where there is one, else a dash.
pub fn optional(value: Option<f64>, unit: &str, language: Language) -> String {
    value.map_or_else(|| "–".to_owned(), |value| figure(value, unit, language))
}

/// An interval with its unit once: `38.1 to 44.0 %`.
pub fn interval(interval: Interval, unit: &str, language: Language) -> String {
    let scale = Scale::of(interval.low.abs().max(interval.high.abs()), unit, language);
    let digits = interval_digits(interval, &scale);
    let [low, high] = [interval.low, interval.high].map(|end| scale.fixed(end, digits));
    let to = words(language).to;
    if scale.unit.is_empty() {
        format!("{low} {to} {high}")
    } else {
        format!("{low} {to} {high} {}", scale.unit)
    }
}

/// A mean and half the width of its interval, with their unit once: `33.7 ± 4.4 %`.
pub fn plus_minus(mean: f64, half: f64, unit: &str, language: Language) -> String {
    let scale = Scale::of(mean.abs().max(half), unit, language);
    let shown = half * scale.factor;
    let digits = if shown <= ROUNDING {
        digits_after_point(mean.abs() * scale.factor, 3)
    } else {
        digits_after_point(shown, 2).min(6)
    };
    let [mean, half] = [mean, half].map(|value| scale.fixed(value, digits));
    if scale.unit.is_empty() {
        format!("{mean} ± {half}")
    } else {
        format!("{mean} ± {half} {}", scale.unit)
    }
}

/// A figure without a unit, to three digits and with no prefix.
pub fn bare(value: f64, language: Language) -> String {
    // A unit with a stroke is never given a prefix.
    parts(value, "/", language).0
}

/// A whole number, of days for one; halves go to the even number, as all digits that are cut off do.
pub fn whole(value: f64, language: Language) -> String {
    figure(value.round_ties_even(), "count", language)
}

/// A text that begins with a figure, its sign always shown; what rounds to nothing has none.
pub fn signed(text: String, value: f64) -> String {
    let shown = text.split(' ').next().unwrap_or_default();
    let is_nought = shown.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'%'));
    if value > 0.0 && !is_nought { format!("+{text}") } else { text }
}

/// The unit of a difference of two figures in `unit`: of shares and chances percentage points.
pub fn of_difference(unit: &str) -> &str {
    if matches!(unit, "share" | "chance") { "points" } else { unit }
}

/// A confidence level, or another bar, without needless digits: `95 %`, `99.99 %`.
pub fn level(level: f64) -> String {
    format!("{} %", (level * 1e6).round() / 1e4)
}

/// Digits after the point that tell the two ends apart: two significant digits of the width, but no more than six.
fn interval_digits(interval: Interval, scale: &Scale) -> usize {
    let width = (interval.high - interval.low) * scale.factor;
    let largest = interval.low.abs().max(interval.high.abs()) * scale.factor;
    if width <= ROUNDING { digits_after_point(largest, 3) } else { digits_after_point(width, 2).min(6) }
}

/// Number and unit apart.
fn parts(value: f64, unit: &str, language: Language) -> (String, String) {
    let scale = Scale::of(value.abs(), unit, language);
    // What is counted is whole unless it is a mean.
    let whole = matches!(unit, "count" | "index") && value.fract() == 0.0;
    let digits = if whole { 0 } else { digits_after_point(value.abs() * scale.factor, 3) };
    (scale.fixed(value, digits), scale.unit)
}

/// What a value is multiplied by, and the unit it is then in.
struct Scale {
    factor: f64,
    unit: String,
}

impl Scale {
    fn of(size: f64, unit: &str, language: Language) -> Self {
        let plain = |unit: &str| Self { factor: 1.0, unit: unit.to_owned() };
        match unit {
            "share" | "chance" => Self { factor: 100.0, unit: "%".to_owned() },
            "points" => Self { factor: 100.0, unit: words(language).points.to_owned() },
            "index" | "count" | "ln" => plain(""),
            "Mtok" => Self::prefixed(size, 1e6, words(language).tokens, language),
            "Mtok/day" => Self::prefixed(size, 1e6, words(language).tokens_per_day, language),
            "days" => plain(words(language).days),
            unit if unit.ends_with("/GPU-hour") => plain(&unit.replace("GPU-hour", words(language).gpu_hour)),
            "1/year" => plain(words(language).per_year),
            "users" => Self::prefixed(size, 1.0, words(language).users, language),
            // Prices and costs of a token stay in the unit that price lists use.
            unit if unit.contains('/') && !unit.ends_with("/day") => plain(unit),
            unit => match unit.strip_suffix("/day") {
                Some(money) => {
                    Self::prefixed(size, 1.0, &format!("{money}{}", words(language).per_day), language)
                }
                None => Self::prefixed(size, 1.0, unit, language),
            },
        }
    }

    /// With a prefix for thousands (k, M, G, T; in Chinese 万, 亿, 万亿), of a value counted in units of `base`.
    fn prefixed(size: f64, base: f64, unit: &str, language: Language) -> Self {
        let steps: &[(f64, &str)] = match language {
            Language::English => &[(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")],
            Language::Chinese => &[(1e12, "万亿"), (1e8, "亿"), (1e4, "万")],
        };
        let size = size * base;
        match steps.iter().find(|(from, _)| size >= *from) {
            // From ten thousand on in thousands, so that small counts stay whole.
            Some((_, "k")) => Self { factor: base / 1e3, unit: join("k", unit) },
            Some((step, prefix)) => Self { factor: base / step, unit: join(prefix, unit) },
            None => Self { factor: base, unit: unit.to_owned() },
        }
    }

    fn fixed(&self, value: f64, digits: usize) -> String {
        let text = format!("{:.digits$}", value * self.factor);
        let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
        grouped(&text).replace('-', "−")
    }
}

/// A prefix before a unit: closed up to tokens (`Gtok/day`), apart from money and people (`1.2 G CNY`).
fn join(prefix: &str, unit: &str) -> String {
    if unit.starts_with("tok") { format!("{prefix}{unit}") } else { format!("{prefix} {unit}") }
}

/// Digits after the point that show `significant` digits of a value.
fn digits_after_point(value: f64, significant: i32) -> usize {
    if value <= ROUNDING || !value.is_finite() {
        return 0;
    }
    let mut exponent = log10(value).floor() as i32;
    // 9.996 to three digits is 10.0: the exponent after rounding counts.
    if value + 0.5 * pow(10.0, f64::from(exponent - significant + 1)) >= pow(10.0, f64::from(exponent + 1)) {
        exponent += 1;
    }
    (significant - 1 - exponent).clamp(0, 12) as usize
}

/// Thousands apart by a comma from five digits on.
fn grouped(text: &str) -> String {
    let (sign, rest) = text.split_at(usize::from(text.starts_with('-')));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 4 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::English;

    #[test]
    fn three_digits_in_a_sensible_unit() {
        let shown = [
            (0.412_34, "share", "41.2 %"),
            (1.0, "chance", "100 %"),
            (-0.5, "share", "−50.0 %"),
            (0.000_04, "share", "0.00400 %"),
            (1_234_567_890.0, "CNY", "1.23 G CNY"),
            (-45_600.0, "CNY", "−45.6 k CNY"),
            (999.6, "CNY", "1000 CNY"),
            (0.8, "CNY/Mtok", "0.800 CNY/Mtok"),
            (1_200_000.0, "Mtok/day", "1.20 Ttok/day"),
            (14_100.0, "Mtok", "14.1 Gtok"),
            (0.0225, "points", "2.25 pt"),
            (9_996.0, "index", "9996"),
            (12_345.0, "index", "12,345"),
            (0.0, "share", "0 %"),
            (-0.0, "CNY", "0 CNY"),
            (2.0, "count", "2"),
            (2.5, "count", "2.50"),
            (1_378_784.0, "USD/day", "1.38 M USD/day"),
        ];
        for (value, unit, text) in shown {
            assert_eq!(figure(value, unit, EN), text, "{value} {unit}");
        }
        assert_eq!(figure(1.5e9, "CNY", Language::Chinese), "15.0 亿 CNY");
        assert_eq!(figure(-1.57e5, "USD/day", Language::Chinese), "−15.7 万 USD/天");
        assert_eq!(figure(14_100.0, "Mtok", Language::Chinese), "141 亿token");
        assert_eq!(figure(0.0225, of_difference("share"), Language::Chinese), "2.25 个百分点");
        assert_eq!(optional(None, "share", EN), "–");
    }

    #[test]
    fn figures_without_a_unit_signs_and_levels() {
        assert_eq!([bare(1_234.0, EN), bare(0.123_45, EN), bare(2.0, EN)], ["1234", "0.123", "2.00"]);
        // Two years are 730.5 days, told as `figure` tells them.
        assert_eq!((whole(730.5, EN), figure(730.5, "days", EN)), ("730".to_owned(), "730 days".to_owned()));
        let shown = |value: f64, unit| signed(figure(value, unit, EN), value);
        assert_eq!(
            [shown(0.02, "share"), shown(-0.02, "share"), shown(0.0, "share")],
            ["+2.00 %", "−2.00 %", "0 %"]
        );
        assert_eq!(signed(plus_minus(3.0, 117.0, "USD", EN), 3.0), "+3 ± 117 USD");
        assert_eq!(signed(plus_minus(0.3, 117.0, "USD", EN), 0.3), "0 ± 117 USD");
        assert_eq!([level(0.95), level(0.999), level(0.999_9)], ["95 %", "99.9 %", "99.99 %"]);
    }

    #[test]
    fn a_mean_shows_no_digit_that_its_interval_swallows() {
        assert_eq!(plus_minus(0.336_9, 0.044_4, "share", EN), "33.7 ± 4.4 %");
        assert_eq!(plus_minus(-5.93e9, 1.11e7, "CNY", EN), "−5.930 ± 0.011 G CNY");
        assert_eq!(plus_minus(3.0, 40.0, "count", EN), "3 ± 40");
    }

    #[test]
    fn an_interval_shows_what_tells_its_ends_apart() {
        let shown = |low, high, unit| interval(Interval { low, high }, unit, EN);
        assert_eq!(shown(0.381, 0.4402, "share"), "38.1 to 44.0 %");
        assert_eq!(shown(0.411_1, 0.411_9, "share"), "41.110 to 41.190 %");
        assert_eq!(shown(-1e9, 3e9, "CNY"), "−1.0 to 3.0 G CNY");
        assert_eq!(shown(2.0, 2.0, "count"), "2.00 to 2.00");
    }
}
