//! The words of equilibria.

use super::words::ALL;

#[test]
fn every_sentence_has_the_same_places_in_both_languages() {
    let places = |text: &str| {
        let mut found: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
            .collect();
        found.sort();
        found
    };
    for (name, english, chinese) in ALL {
        assert_eq!(places(english), places(chinese), "{name}");
        assert!(!chinese.is_empty() && !english.is_empty(), "{name}");
    }
}
