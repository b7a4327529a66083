//! Finds keys of a scenario by what a reader types: a path with or without the names in it, or its last words.

use super::keys::{Key, keys};
use super::nearest::nearest;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The whole path was given; one key, or the same key of several tables.
    Whole(Vec<&'static Key>),
    /// Only the end of a path was given.
    End(Vec<&'static Key>),
    /// Nothing.
    Nothing,
}

/// The keys that a text means: `provider.DeepSeek.technology.rent`, `provider.*.technology.rent` and
/// `provider.technology.rent` are one path, `rent` and `technology.rent` are ends of it.
pub fn look_up(text: &str) -> Found {
    let words = words(text);
    if words.is_empty() {
        return Found::Nothing;
    }
    let those = |fits: &dyn Fn(&[String]) -> bool| -> Vec<&'static Key> {
        keys().iter().filter(|key| fits(&parts(&key.path))).collect()
    };
    // A path without its names is meant before one in which a word of ours happens to stand for a name.
    let whole = those(&|path| bare(path) == words);
    let whole = if whole.is_empty() { those(&|path| is_path(&words, path)) } else { whole };
    if !whole.is_empty() && words.len() > 1 {
        return Found::Whole(whole);
    }
    let end = those(&|path| bare(path).ends_with(&words));
    match (whole.is_empty(), end.is_empty()) {
        // A single word that is a key of the file itself, and the end of nothing else.
        (false, _) if end.len() == whole.len() => Found::Whole(whole),
        (_, false) => Found::End(end),
        _ => Found::Nothing,
    }
}

/// The keys one level below a key.
pub fn below(key: &Key) -> Vec<&'static Key> {
    let above = parts(&key.path);
    let is_child = |path: &[String]| path.starts_with(&above) && bare(&path[above.len()..]).len() == 1;
    keys().iter().filter(|key| is_child(&parts(&key.path))).collect()
}

/// The key, or one of `others`, that looks most like a text: of a path the last word counts, among the keys of the same
/// first word.
pub fn nearest_key(text: &str, others: &[&str]) -> Option<String> {
    let words = words(text);
    let paths: Vec<Vec<String>> = keys().iter().map(|key| bare(&parts(&key.path))).collect();
    let last = |path: &[String]| path.last().cloned().unwrap_or_default();
    let (first, typed) = (words.first()?, words.last()?);
    if words.len() == 1 {
        let names: Vec<String> = paths.iter().map(|path| last(path)).collect();
        let all: Vec<&str> = names.iter().map(String::as_str).chain(others.iter().copied()).collect();
        return nearest(typed, all).map(str::to_owned);
    }
    let near: Vec<&Vec<String>> = paths.iter().filter(|path| path.len() > 1 && path[0] == *first).collect();
    let ends: Vec<String> = near.iter().map(|path| last(path)).collect();
    if let Some(end) = nearest(typed, ends.iter().map(String::as_str)) {
        let those: Vec<String> =
            near.iter().filter(|path| last(path) == end).map(|path| path.join(".")).collect();
        // Of several keys with that end the one whose path is most alike.
        return nearest(&words.join("."), those.iter().map(String::as_str))
            .or(those.first().map(String::as_str))
            .map(str::to_owned);
    }
    let whole: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
    nearest(&words.join("."), whole.iter().map(String::as_str)).map(str::to_owned)
}

/// A path as a user types it, cut at its dots; a quoted name may have dots of its own, positions are names.
fn words(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in text.trim().chars() {
        match c {
            '"' => quoted = !quoted,
            '.' | '[' if !quoted => out.push(String::new()),
            ']' if !quoted => {}
            c => out.last_mut().expect("it begins with one").push(c),
        }
    }
    out.retain(|word| !word.is_empty());
    out
}

/// The parts of a key's path, `NAME` for each name and for each position.
fn parts(path: &str) -> Vec<String> {
    path.replace("[*]", ".NAME").split('.').map(str::to_owned).collect()
}

/// A path without its names.
fn bare(path: &[String]) -> Vec<String> {
    path.iter().filter(|part| *part != "NAME").cloned().collect()
}

/// Whether words are a path, names given or left out.
fn is_path(words: &[String], path: &[String]) -> bool {
    match (path.split_first(), words.split_first()) {
        (None, None) => true,
        (Some((part, rest)), given) if part == "NAME" => {
            is_path(words, rest) || given.is_some_and(|(_, after)| is_path(after, rest))
        }
        (Some((part, rest)), Some((word, after))) => part == word && is_path(after, rest),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(found: &[&Key]) -> Vec<String> {
        found.iter().map(|key| key.path.clone()).collect()
    }

    #[test]
    fn a_path_is_known_with_any_name_and_with_none() {
        for text in [
            "provider.technology.rent",
            "provider.DeepSeek.technology.rent",
            "provider.*.technology.rent",
            "provider.NAME.technology.rent",
            "provider.\"GLM-4.5\".technology.rent",
            "provider[2].technology.rent",
        ] {
            let Found::Whole(found) = look_up(text) else { panic!("{text}") };
            assert_eq!(paths(&found), ["provider.NAME.technology.rent"], "{text}");
        }
    }

    #[test]
    fn the_end_of_a_path_finds_all_that_end_so() {
        let Found::End(found) = look_up("rent") else { panic!("nothing") };
        let found = paths(&found);
        assert!(found.contains(&"provider.NAME.technology.rent".to_owned()), "{found:?}");
        assert!(found.contains(&"catalogue.hardware.NAME.rent".to_owned()), "{found:?}");
        assert_eq!(look_up("bananas"), Found::Nothing);
        assert_eq!(look_up(""), Found::Nothing);
    }

    #[test]
    fn a_table_has_its_keys_one_level_down() {
        let Found::Whole(found) = look_up("provider.technology.progress") else { panic!("nothing") };
        let inside = paths(&below(found[0]));
        assert!(inside.contains(&"provider.NAME.technology.progress.model".to_owned()), "{inside:?}");
        assert!(inside.iter().all(|path| path.matches('.').count() == 4), "{inside:?}");
    }

    #[test]
    fn a_slip_finds_its_neighbour() {
        assert_eq!(nearest_key("provider.technology.rnet", &[]).as_deref(), Some("provider.technology.rent"));
        assert_eq!(nearest_key("provider.Alpha.tech.rnt", &[]).as_deref(), Some("provider.technology.rent"));
        assert_eq!(nearest_key("provder.technology.rent", &[]).as_deref(), Some("provider.technology.rent"));
        assert_eq!(nearest_key("hhi_token", &["hhi_tokens"]).as_deref(), Some("hhi_tokens"));
        assert_eq!(nearest_key("xyzzyx", &[]), None);
    }
}
