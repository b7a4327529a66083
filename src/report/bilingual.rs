//! Words in two languages side by side: the macro that lays them out, and how places in a sentence are filled in.

use super::words::fill;

/// A sentence with its places filled in.
pub(super) fn say<const N: usize>(sentence: &str, places: [(&str, String); N]) -> String {
    places.into_iter().fold(sentence.to_owned(), |text, (name, value)| fill(&text, &[(name, &value)]))
}

/// The words of a room: `bilingual! { Language; name: "English", "Chinese"; ... }` makes its `Words`, the function
/// `words` that gives those of a language, and a test that no sentence lacks a place in one of the two.
macro_rules! bilingual {
    ($language:ident; $($name:ident: $english:literal, $chinese:literal;)+) => {
        /// The words of a language.
        pub(super) struct Words {
            $(pub $name: &'static str,)+
        }

        static ENGLISH: Words = Words { $($name: $english,)+ };
        static CHINESE: Words = Words { $($name: $chinese,)+ };

        /// The words of a language.
        pub(super) fn words(language: $language) -> &'static Words {
            match language {
                $language::English => &ENGLISH,
                $language::Chinese => &CHINESE,
            }
        }

        #[test]
        fn both_languages_say_the_same_things() {
            $($crate::report::bilingual::same_places(stringify!($name), $english, $chinese);)+
        }
    };
}
pub(super) use bilingual;

/// Holds that both sentences have the same places, and neither is empty.
#[cfg(test)]
pub(super) fn same_places(name: &str, english: &str, chinese: &str) {
    let places = |sentence: &str| {
        let named = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let mut found: Vec<String> = named.map(|(name, _)| name.to_owned()).collect();
        found.sort();
        found
    };
    assert_eq!(places(english), places(chinese), "{name}");
    assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
}
