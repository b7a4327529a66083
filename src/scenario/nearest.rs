//! The nearest valid name to one that does not exist.

/// Likeness (Jaro and Winkler) from which a name is worth a guess; below it the guess puzzles more than it helps.
const LIKE: f64 = 0.78;

/// The candidate most like `word`, if any is like it at all (at least `LIKE`, without regard to case).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(&word, &fold(candidate));
        if likeness >= LIKE && best.is_none_or(|(top, _)| likeness > top) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Lower case, first 64 characters: names are short, and a page of text in place of one must not cost time.
fn fold(word: &str) -> String {
    word.chars().take(64).flat_map(char::to_lowercase).collect()
}

/// `did you mean `x`?`, or the list of what there is.
pub fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    match all.len() {
        0 => None,
        1..=24 => Some(format!("there is {}", listed(&all))),
        n => Some(format!("there is {}, and {} more", listed(&all[..16]), n - 16)),
    }
}

/// `` `a`, `b`, `c` ``.
pub fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let firms = ["DeepSeek", "ByteDance", "阿里云"];
        assert_eq!(nearest("Deepsek", firms), Some("DeepSeek"));
        assert_eq!(nearest("阿里", firms), Some("阿里云"));
        assert_eq!(nearest("xyz", firms), None);
    }
}
