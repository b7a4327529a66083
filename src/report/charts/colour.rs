//! One colour: parsing, mixing, and its contrast on white paper.
use super::error::ChartError;
use crate::maths;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// The contrast at which WCAG 2.1 (success criterion 1.4.3) calls small text readable.
const READABLE: f64 = 4.5;

impl Colour {
    /// The colour `0xrrggbb`.
    pub const fn hex(code: u32) -> Self {
        Self { red: (code >> 16) as u8, green: (code >> 8) as u8, blue: code as u8 }
    }

    /// Reads `#rrggbb`.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn parse(text: &str) -> Result<Self, ChartError> {
        let digits =
            text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        digits.and_then(|d| u32::from_str_radix(d, 16).ok()).map(Self::hex).ok_or_else(|| {
            ChartError::Style(format!("`{text}` is no colour; write it as #rrggbb, e.g. #0072b2"))
        })
    }

    /// This colour with `share` (0 to 1) of `other` in it.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let blend = |a: u8, b: u8| (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
        Self {
            red: blend(self.red, other.red),
            green: blend(self.green, other.green),
            blue: blend(self.blue, other.blue),
        }
    }

    /// Contrast on white, `1.05 / (L + 0.05)` with L the relative luminance (WCAG 2.1), from 1 to 21.
    pub fn contrast_on_white(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { maths::pow((c + 0.055) / 1.055, 2.4) }
        };
        let luminance = 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        1.05 / (luminance + 0.05)
    }

    /// White or ink, whichever reads better on this colour.
    pub(super) fn ink_on(self) -> Self {
        // At 3 to 1 (WCAG 2.1 for bold text) white does; it looks calmer than ink on a strong colour.
        if self.contrast_on_white() >= 3.0 { Self::hex(0x00ff_ffff) } else { Self::hex(0x0022_262b) }
    }

    /// The same hue, darkened until text in it is readable on white (contrast at least 4.5).
    pub fn for_text(self) -> Self {
        let mut shade = self;
        let mut step = 0.0;
        while shade.contrast_on_white() < READABLE {
            step += 0.02;
            shade = self.mix(Self::hex(0), step);
        }
        shade
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hex_and_refuses_the_rest() {
        assert_eq!(Colour::parse("#0072b2"), Ok(Colour::hex(0x0000_72b2)));
        for wrong in ["0072b2", "#0072b", "#0072bg", "#+072b2", "blue", ""] {
            assert!(Colour::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn contrast_of_black_is_21_and_of_white_1() {
        assert!((Colour::hex(0).contrast_on_white() - 21.0).abs() < 1e-9);
        assert!((Colour::hex(0x00ff_ffff).contrast_on_white() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn text_is_always_readable() {
        for code in [0x00ff_ffff, 0x00ff_ff00, 0x00e6_9f00, 0x0056_b4e9, 0x0000_72b2, 0] {
            assert!(Colour::hex(code).for_text().contrast_on_white() >= READABLE);
        }
        assert_eq!(Colour::hex(0x0000_72b2).for_text(), Colour::hex(0x0000_72b2), "blue needs no darkening");
    }
}
