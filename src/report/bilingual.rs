//! Words in two languages side by side: the macro that lays them out, and how places in a sentence are filled in.

/// A sentence with its places filled in.
#[expect(clippy::needless_pass_by_value, reason = "callers make the texts on the spot")]
pub(super) fn say<const N: usize>(sentence: &str, places: [(&str, String); N]) -> String {
    fill(sentence, &places.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// A sentence with its places filled in: one pass, so that braces in a name stay what they are.
pub(super) fn fill(sentence: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(name, more)| {
            let (_, value) = places.iter().find(|(place, _)| *place == name)?;
            Some((*value, more))
        });
        let (text, more) = place.unwrap_or(("{", after));
        out.push_str(text);
        rest = more;
    }
    out.push_str(rest);
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let places = [("provider", "{hhi}"), ("hhi", "5000")];
        assert_eq!(fill("{provider} leads; {hhi}, {provider}.", &places), "{hhi} leads; 5000, {hhi}.");
        // In whatever order they are given, and with braces that are no place.
        let places = [("hhi", "5000".to_owned()), ("provider", "{hhi}".to_owned())];
        assert_eq!(say("{{provider}} {x} {hhi", places), "{{hhi}} {x} {hhi");
    }
}
