//! The font chain: the user's fonts, the embedded ones, and the system's only for what all those lack.
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Mutex, OnceLock, PoisonError},
};

use ab_glyph::{Font, FontArc, FontRef, FontVec, GlyphId};

use super::{error::ChartError, language::Language};

/// The two weights that charts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 600.
    SemiBold,
}

/// What the neighbours of a character are; decides the width of quotes and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// Latin, Greek, digits.
    Western,
    /// Chinese characters.
    Chinese,
}

/// One face in both weights; a face with one weight stands for both.
struct Family {
    regular: FontArc,
    semibold: FontArc,
}

impl Family {
    fn embedded(regular: &'static [u8], semibold: &'static [u8]) -> Self {
        let read = |bytes| FontArc::try_from_slice(bytes).expect("the embedded fonts are checked by a test");
        Self { regular: read(regular), semibold: read(semibold) }
    }

    fn face(&self, weight: Weight) -> &FontArc {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }
}

/// Where to look for a character that neither the user's nor the embedded fonts have.
enum LastResort {
    /// Nowhere: output is the same on every machine.
    Nothing,
    /// The system's fonts, read when first needed.
    System(Box<OnceLock<fontdb::Database>>),
}

/// System faces already read, by face.
type Faces = BTreeMap<fontdb::ID, Option<FontArc>>;
/// What the system had for a character.
type Found = BTreeMap<(char, Weight), Option<FontArc>>;

/// The fonts of a run; share one among all its charts.
pub struct Fonts {
    user: Vec<Family>,
    latin: Family,
    chinese: Option<Family>,
    last_resort: LastResort,
    faces: Mutex<Faces>,
    found: Mutex<Found>,
    missing: Mutex<BTreeSet<char>>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("user", &self.user.len()).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The embedded fonts only: the same bytes on every machine.
    pub fn embedded() -> Self {
        Self {
            user: Vec::new(),
            latin: Family::embedded(
                include_bytes!("../../../assets/fonts/latin-regular.ttf"),
                include_bytes!("../../../assets/fonts/latin-semibold.ttf"),
            ),
            chinese: embedded_chinese(),
            last_resort: LastResort::Nothing,
            faces: Mutex::default(),
            found: Mutex::default(),
            missing: Mutex::default(),
        }
    }

    /// The embedded fonts, then the system's for characters that they lack.
    pub fn with_system() -> Self {
        Self { last_resort: LastResort::System(Box::default()), ..Self::embedded() }
    }

    /// Puts a font of the user's in front of the embedded ones (`name` for messages, `bytes` of a TTF, OTF or TTC).
    ///
    /// # Errors
    /// When the bytes are no font.
    pub fn prefer(mut self, name: &str, bytes: Vec<u8>) -> Result<Self, ChartError> {
        let face = FontArc::try_from_vec(bytes)
            .map_err(|_| ChartError::Style(format!("`{name}` is no TrueType or OpenType font")))?;
        self.user.push(Family { regular: face.clone(), semibold: face });
        Ok(self)
    }

    /// The characters drawn as empty boxes so far, forgotten by this call.
    pub fn take_missing(&self) -> Vec<char> {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *missing).into_iter().collect()
    }

    /// One sentence for the user about all characters drawn as empty boxes so far, if any; say it once a run.
    pub fn take_missing_report(&self, language: Language) -> Option<String> {
        let missing = self.take_missing();
        if missing.is_empty() {
            return None;
        }
        let shown: Vec<String> =
            missing.iter().take(20).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        let list = shown.join(language.choose(", ", "、"));
        let more = if missing.len() > shown.len() { " …" } else { "" };
        Some(match language {
            Language::English => format!(
                "{} character{} no glyph in any font: {list}{more}; install a font that has them or give --font FILE",
                missing.len(),
                if missing.len() == 1 { " has" } else { "s have" },
            ),
            Language::Chinese => {
                format!(
                    "{} 个字符在所有字体中都没有字形：{list}{more}；请安装相应字体，或用 --font 指定字体文件",
                    missing.len()
                )
            }
        })
    }

    /// The face to draw a character with, and its glyph there. A character that no font has is noted, and gets the
    /// empty box of the Latin face.
    pub(super) fn glyph(&self, c: char, weight: Weight, near: Surroundings) -> (FontArc, GlyphId) {
        let embedded = match (&self.chinese, near) {
            (Some(chinese), Surroundings::Chinese) => [Some(chinese), Some(&self.latin)],
            (chinese, _) => [Some(&self.latin), chinese.as_ref()],
        };
        for family in self.user.iter().chain(embedded.into_iter().flatten()) {
            let face = family.face(weight);
            let id = face.glyph_id(c);
            if id.0 != 0 {
                return (face.clone(), id);
            }
        }
        if let Some(face) = self.system_face(c, weight) {
            let id = face.glyph_id(c);
            return (face, id);
        }
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(c);
        (self.latin.face(weight).clone(), GlyphId(0))
    }

    fn system_face(&self, c: char, weight: Weight) -> Option<FontArc> {
        let LastResort::System(database) = &self.last_resort else { return None };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found.get(&(c, weight)) {
            return known.clone();
        }
        let database = database.get_or_init(|| {
            let mut fonts = fontdb::Database::new();
            fonts.load_system_fonts();
            fonts
        });
        let mut faces = self.faces.lock().unwrap_or_else(PoisonError::into_inner);
        let face = covering_face(database, &mut faces, c, weight);
        found.insert((c, weight), face.clone());
        face
    }
}

/// Families that look right next to the embedded ones, best first.
const PREFERRED: [&str; 5] =
    ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"];

/// The best system face that can draw a character: preferred families, then others by name; Chinese before
/// Japanese, upright before slanted, near weight before far.
fn covering_face(database: &fontdb::Database, faces: &mut Faces, c: char, weight: Weight) -> Option<FontArc> {
    let target: u16 = match weight {
        Weight::Regular => 400,
        Weight::SemiBold => 600,
    };
    let mut order: Vec<_> = database
        .faces()
        .map(|info| {
            let name = info.families.first().map_or("", |(name, _)| name.as_str());
            let rank = PREFERRED.iter().position(|p| *p == name).unwrap_or(PREFERRED.len());
            let japanese = usize::from(name.contains("JP") || name.contains("KR"));
            let slanted = usize::from(info.style != fontdb::Style::Normal);
            (rank, japanese, slanted, info.weight.0.abs_diff(target), name, info.index, info.id)
        })
        .collect();
    order.sort_unstable();
    let id = order.into_iter().map(|entry| entry.6).find(|id| {
        let covers = database.with_face_data(*id, |data, index| {
            // A face without an outline (colour emoji) cannot be drawn here.
            FontRef::try_from_slice_and_index(data, index).is_ok_and(|face| {
                let glyph = face.glyph_id(c);
                glyph.0 != 0 && face.outline(glyph).is_some()
            })
        });
        covers == Some(true)
    })?;
    let read = || {
        let owned =
            database.with_face_data(id, |data, index| FontVec::try_from_vec_and_index(data.to_vec(), index));
        owned.and_then(Result::ok).map(FontArc::new)
    };
    faces.entry(id).or_insert_with(read).clone()
}

#[cfg(feature = "cjk")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature `cjk` there is none")]
fn embedded_chinese() -> Option<Family> {
    Some(Family::embedded(
        include_bytes!("../../../assets/fonts/chinese-regular.ttf"),
        include_bytes!("../../../assets/fonts/chinese-semibold.ttf"),
    ))
}

#[cfg(not(feature = "cjk"))]
fn embedded_chinese() -> Option<Family> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_signs_of_the_recipe_are_all_embedded() {
        let fonts = Fonts::embedded();
        for c in "DeepRiver API −–≤€¥αβ…×·→₀⁹\u{2009}▼●".chars() {
            fonts.glyph(c, Weight::SemiBold, Surroundings::Western);
        }
        assert_eq!(fonts.take_missing(), Vec::<char>::new());
    }

    #[cfg(feature = "cjk")]
    #[test]
    fn chinese_names_and_punctuation_are_embedded_in_both_weights() {
        let fonts = Fonts::embedded();
        for weight in [Weight::Regular, Weight::SemiBold] {
            for c in "云帆深河海豚智能，。：（）“”".chars() {
                fonts.glyph(c, weight, Surroundings::Chinese);
            }
        }
        assert_eq!(fonts.take_missing_report(Language::Chinese), None);
    }

    #[test]
    fn a_missing_character_is_reported_once() {
        let fonts = Fonts::embedded();
        // A Linear B sign: in none of the embedded fonts.
        for _ in 0..3 {
            let (_, id) = fonts.glyph('\u{10000}', Weight::Regular, Surroundings::Western);
            assert_eq!(id, GlyphId(0));
        }
        let report = fonts.take_missing_report(Language::English).unwrap();
        assert!(report.starts_with("1 character has no glyph"), "{report}");
        assert!(report.contains("U+10000"), "{report}");
        assert_eq!(fonts.take_missing_report(Language::English), None);
    }

    #[test]
    fn the_system_is_asked_only_for_what_else_is_missing() {
        let fonts = Fonts::with_system();
        let (latin, _) = fonts.glyph('a', Weight::Regular, Surroundings::Western);
        assert!(std::ptr::eq(latin.font_data(), fonts.latin.regular.font_data()));
        // Whatever this machine has: a glyph that was found is drawn, one that was not is reported.
        let (_, id) = fonts.glyph('\u{10000}', Weight::Regular, Surroundings::Western);
        assert_eq!(id == GlyphId(0), fonts.take_missing() == ['\u{10000}']);
    }

    #[test]
    fn a_run_may_draw_its_charts_in_parallel() {
        fn is_shareable<T: Send + Sync>() {}
        is_shareable::<Fonts>();
    }

    #[test]
    fn bytes_that_are_no_font_are_refused() {
        let error = Fonts::embedded().prefer("notes.txt", b"hello".to_vec()).unwrap_err();
        assert!(error.to_string().contains("notes.txt"));
    }
}
