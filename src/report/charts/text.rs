//! Text as outlines: measuring, shortening, wrapping, and the path to fill.
use ab_glyph::{Font, FontArc, GlyphId, OutlineCurve};
use tiny_skia::{Path, PathBuilder};

use super::font::{Fonts, Surroundings, Weight};

/// A glyph and where its origin lies, in em from the start of the text.
struct Placed {
    face: FontArc,
    id: GlyphId,
    at: f32,
    per_em: f32,
}

/// Units of a face in one em.
fn per_em(face: &FontArc) -> f32 {
    // Faces outside 16 to 16384 units an em are broken; 1000 is the usual number of an OpenType face.
    face.units_per_em().unwrap_or(1000.0)
}

/// Whether a character is Chinese: ideographs, and the punctuation and forms that come with them.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

/// Whether a character is to be drawn Chinese: ideographs always; quotes, dashes and dots, which are wide in Chinese
/// text and narrow in Western text, beside one (a middle dot between two).
fn surroundings(c: char, before: Option<char>, after: Option<char>) -> Surroundings {
    let (before, after) = (before.is_some_and(is_chinese), after.is_some_and(is_chinese));
    let chinese = match c {
        '“' | '”' | '‘' | '’' | '—' | '…' => before || after,
        '·' => before && after,
        _ => is_chinese(c),
    };
    if chinese { Surroundings::Chinese } else { Surroundings::Western }
}

/// Characters that have no width and no ink: controls, joiners, variation selectors, byte order mark.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// Sets a line of text; gives the glyphs and the total advance in em.
fn set(fonts: &Fonts, text: &str, weight: Weight) -> (Vec<Placed>, f32) {
    let characters: Vec<char> =
        text.chars().map(|c| if c.is_whitespace() && c.is_control() { ' ' } else { c }).collect();
    let mut placed: Vec<Placed> = Vec::with_capacity(characters.len());
    let mut pen = 0.0;
    let mut previous: Option<(FontArc, GlyphId)> = None;
    for (at, &c) in characters.iter().enumerate() {
        if is_invisible(c) {
            continue;
        }
        let before = at.checked_sub(1).map(|i| characters[i]);
        let near = surroundings(c, before, characters.get(at + 1).copied());
        let (face, id) = fonts.glyph(c, weight, near);
        let per_em = per_em(&face);
        if let Some((last_face, last)) = &previous
            && std::ptr::eq(last_face.font_data(), face.font_data())
        {
            pen += face.kern_unscaled(*last, id) / per_em;
        }
        placed.push(Placed { face: face.clone(), id, at: pen, per_em });
        pen += face.h_advance_unscaled(id) / per_em;
        previous = Some((face, id));
    }
    (placed, pen)
}

/// Width of a line of text in em.
pub(super) fn width(fonts: &Fonts, text: &str, weight: Weight) -> f64 {
    f64::from(set(fonts, text, weight).1)
}

/// The outlines of a line of text with its origin at (0, 0), y down, `size` to the em; none for blank text.
pub(super) fn outline(fonts: &Fonts, text: &str, weight: Weight, size: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    for glyph in set(fonts, text, weight).0 {
        let Some(outline) = glyph.face.outline(glyph.id) else { continue };
        let scale = size / glyph.per_em;
        let spot = |p: &ab_glyph::Point| (glyph.at * size + p.x * scale, -p.y * scale);
        let mut end: Option<(f32, f32)> = None;
        for curve in &outline.curves {
            let (start, stop) = match curve {
                OutlineCurve::Line(a, b) | OutlineCurve::Quad(a, _, b) | OutlineCurve::Cubic(a, _, _, b) => {
                    (spot(a), spot(b))
                }
            };
            // A curve that does not go on where the last one ended opens a new contour.
            if end != Some(start) {
                if end.is_some() {
                    path.close();
                }
                path.move_to(start.0, start.1);
            }
            match curve {
                OutlineCurve::Line(..) => path.line_to(stop.0, stop.1),
                OutlineCurve::Quad(_, c, _) => {
                    let c = spot(c);
                    path.quad_to(c.0, c.1, stop.0, stop.1);
                }
                OutlineCurve::Cubic(_, c, d, _) => {
                    let (c, d) = (spot(c), spot(d));
                    path.cubic_to(c.0, c.1, d.0, d.1, stop.0, stop.1);
                }
            }
            end = Some(stop);
        }
        if end.is_some() {
            path.close();
        }
    }
    path.finish()
}

/// The text, or as much of its beginning as fits into `room` em with "…" after it.
pub(super) fn shorten(fonts: &Fonts, text: &str, weight: Weight, room: f64) -> String {
    if width(fonts, text, weight) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let shorter: String = kept.iter().collect();
        let shorter = format!("{}…", shorter.trim_end());
        if width(fonts, &shorter, weight) <= room {
            return shorter;
        }
    }
    "…".to_owned()
}

/// Punctuation that must not begin a line.
fn clings(c: char) -> bool {
    "，。：；！？、）》」』”’…,.:;!?)%".contains(c)
}

/// Punctuation that must not end a line.
fn opens(c: char) -> bool {
    "（《「『“‘(".contains(c)
}

/// The text cut into pieces between which a line may break: after spaces, and between Chinese characters.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        let breaks = last.is_some_and(|l| {
            let chinese = (is_chinese(l) || is_chinese(c)) && !c.is_whitespace() && !clings(c) && !opens(l);
            (l.is_whitespace() && !c.is_whitespace()) || chinese
        });
        match out.last_mut() {
            Some(piece) if !breaks => piece.push(c),
            _ => out.push(c.to_string()),
        }
        last = Some(c);
    }
    out
}

/// The text in at most `lines` lines of at most `room` em; what does not fit is cut with "…".
pub(super) fn wrap(fonts: &Fonts, text: &str, weight: Weight, (room, lines): (f64, usize)) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text.trim()) {
        let longer = format!("{line}{piece}");
        let fits = width(fonts, longer.trim_end(), weight) <= room;
        // The last line takes all the rest and is shortened below.
        if fits || line.is_empty() || out.len() + 1 == lines {
            line = longer;
        } else {
            out.push(line);
            line = piece;
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out.iter().map(|line| shorten(fonts, line.trim_end(), weight, room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGULAR: Weight = Weight::Regular;

    #[test]
    fn width_adds_up_and_counts_no_control_characters() {
        let fonts = Fonts::embedded();
        let one = width(&fonts, "n", REGULAR);
        assert!((width(&fonts, "nnn", REGULAR) - 3.0 * one).abs() < 1e-5);
        assert!((width(&fonts, "n\u{200B}\u{FE0F}n", REGULAR) - 2.0 * one).abs() < 1e-5);
        assert!(width(&fonts, "", REGULAR).abs() < 1e-12);
    }

    #[test]
    fn pairs_are_kerned() {
        let fonts = Fonts::embedded();
        let apart = width(&fonts, "T", REGULAR) + width(&fonts, "o", REGULAR);
        assert!(width(&fonts, "To", REGULAR) < apart - 0.02);
    }

    #[cfg(feature = "cjk")]
    #[test]
    fn quotes_take_after_their_neighbours() {
        let fonts = Fonts::embedded();
        let chinese = width(&fonts, "“免费”", REGULAR);
        assert!((chinese - 4.0).abs() < 1e-6, "four full-width characters are 4 em, not {chinese}");
        assert!(width(&fonts, "“a”", REGULAR) < 2.0);
    }

    #[test]
    fn a_short_text_stays_and_a_long_one_ends_in_dots_within_its_room() {
        let fonts = Fonts::embedded();
        assert_eq!(shorten(&fonts, "DeepRiver", REGULAR, 10.0), "DeepRiver");
        let cut = shorten(&fonts, "A provider with a very long name", REGULAR, 6.0);
        assert!(cut.ends_with('…') && width(&fonts, &cut, REGULAR) <= 6.0, "{cut}");
        assert_eq!(shorten(&fonts, "abc", REGULAR, 0.1), "…");
    }

    #[test]
    fn wraps_at_spaces_and_between_chinese_characters() {
        let fonts = Fonts::embedded();
        let lines = wrap(&fonts, "one two three four five six", REGULAR, (7.0, 3));
        assert!(lines.len() >= 2 && lines.iter().all(|l| width(&fonts, l, REGULAR) <= 7.0), "{lines:?}");
        assert_eq!(lines.join(" "), "one two three four five six");
        if cfg!(feature = "cjk") {
            let lines = wrap(&fonts, "降价持续，三家离场", REGULAR, (4.5, 3));
            assert_eq!(lines, ["降价持", "续，三家", "离场"], "no line begins with a comma");
        }
    }

    #[test]
    fn what_does_not_fit_the_last_line_is_cut() {
        let fonts = Fonts::embedded();
        let lines = wrap(&fonts, "one two three four five six", REGULAR, (7.0, 1));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with('…'));
        assert!(wrap(&fonts, "  ", REGULAR, (7.0, 2)).is_empty());
    }
}
