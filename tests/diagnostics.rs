//! Broken scenarios beside the text that each must produce, and laws of the door: codes are unique and known, nothing panics,
//! nothing hangs. `RENEW=1 cargo test --test diagnostics` writes the texts anew; the difference is to be read.
#![expect(clippy::unwrap_used, reason = "a test may stop where its own files are missing")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pricewar::scenario::{CODES, Paint, load, load_text};
use proptest::prelude::*;

const FOLDER: &str = "tests/diagnostics";

fn broken() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_broken_scenario_says_what_is_wrong_with_it() {
    let files = broken();
    assert!(files.len() >= 40);
    let mut wrong = Vec::new();
    for file in files {
        let said = match load(&file, &[]) {
            Ok(_) => "it loads\n".to_owned(),
            Err(error) => error.render(Paint::Plain),
        };
        let beside = file.with_extension("txt");
        if std::env::var_os("RENEW").is_some() {
            fs::write(&beside, &said).unwrap();
        } else if fs::read_to_string(&beside).unwrap_or_default() != said {
            wrong.push(format!("{}\n{said}", file.display()));
        }
        assert!(said != "it loads\n", "{} is not broken", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_market_they_are_laid_over_is_sound() {
    let scenario =
        load(Path::new("tests/diagnostics/base/market.toml"), &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(scenario.warnings, []);
}

#[test]
fn overrides_are_shown_as_they_were_typed() {
    let overrides = [
        "provider.Cirrus.cash=3",
        "provider.Aster.cahs=3",
        "horizon=8 weaks",
        "nonsense",
        "a..b=1",
        "provider.Aster.name=B",
    ];
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    let error = load(Path::new("tests/diagnostics/base/market.toml"), &overrides).unwrap_err();
    let codes: BTreeSet<&str> = error.codes().into_iter().collect();
    let expected = [
        "override-malformed",
        "override-renames",
        "path-malformed",
        "path-matches-nothing",
        "unit-unknown",
        "unknown-key",
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected);
    assert!(error.render(Paint::Plain).contains("--set:1:16"), "{error}");
}

#[test]
fn colour_only_when_asked() {
    let error = load(Path::new("tests/diagnostics/unknown-key.toml"), &[]).unwrap_err();
    assert!(!error.render(Paint::Plain).contains('\u{1b}'));
    assert!(error.render(Paint::Coloured).contains('\u{1b}'));
}

/// Every code that the sources of the program give, by file.
fn codes_of_the_sources() -> BTreeSet<String> {
    fn visit(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs")
                && !path.ends_with("scenario/codes.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                // A code is a literal in kebab case that opens a list of arguments; schema words start with x.
                for part in program.split('(').skip(1) {
                    let literal = part.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                    let is_code = |text: &&str| {
                        text.contains('-')
                            && !text.starts_with("x-")
                            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                            && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
                    };
                    found.extend(literal.filter(is_code).map(str::to_owned));
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    visit(Path::new("src/scenario"), &mut found);
    visit(Path::new("src/economics"), &mut found);
    found
}

#[test]
fn codes_are_unique_listed_and_explained() {
    let listed: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(listed, sorted, "codes are listed once, in order");
    assert!(CODES.iter().all(|(_, meaning)| meaning.len() > 10));
    let given = codes_of_the_sources();
    let listed: BTreeSet<String> = listed.into_iter().map(str::to_owned).collect();
    let unlisted: Vec<_> = given.difference(&listed).collect();
    let unused: Vec<_> = listed.difference(&given).collect();
    assert!(
        unlisted.is_empty() && unused.is_empty(),
        "not listed: {unlisted:?}; listed and never given: {unused:?}"
    );
}

#[test]
fn what_a_broken_scenario_is_refused_for_is_listed() {
    for file in broken() {
        for code in load(&file, &[]).unwrap_err().codes() {
            assert!(CODES.iter().any(|(known, _)| *known == code), "{code}");
        }
    }
}

#[test]
fn a_long_line_is_shown_in_part() {
    let text = format!("title = \"{}\"\nstart = 3\n", "x".repeat(3_000_000));
    let error = load_text("long.toml", &text, &[]).unwrap_err();
    assert!(error.render(Paint::Plain).len() < 20_000);
}

#[test]
fn what_cannot_be_a_scenario_is_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let big = folder.path().join("big.toml");
    fs::write(&big, "# ".repeat(3 << 20)).unwrap();
    assert_eq!(load(&big, &[]).unwrap_err().codes(), ["file-too-long"]);
    assert_eq!(load(folder.path(), &[]).unwrap_err().codes(), ["file-unreadable"]);
    assert_eq!(load(&folder.path().join("none.toml"), &[]).unwrap_err().codes(), ["file-missing"]);
    for depth in 0..20 {
        let text = format!("extends = \"{}.toml\"\ntitle = \"x\"", depth + 1);
        fs::write(folder.path().join(format!("{depth}.toml")), text).unwrap();
    }
    assert_eq!(load(&folder.path().join("0.toml"), &[]).unwrap_err().codes(), ["extends-too-deep"]);
}

const MARKET: &str = include_str!("diagnostics/base/market.toml");

/// A token to put in place of another: numbers, units, brackets, keys.
fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+]?[0-9]{1,20}(\\.[0-9]{1,3})?(e[0-9]{1,4})?",
        "\"[-0-9.,]{0,6} ?[kMGTB%万亿]{0,2} ?[A-Za-z元/·-]{0,8}\"",
        prop::sample::select(vec![
            "inf",
            "nan",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            "\"\"",
            "true",
            "2024-99-01",
            "*",
            ".",
            "name",
            "\n",
            "[]",
            "{}"
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mutation_of_a_scenario_panics_the_door(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), token()), 1..4),
    ) {
        let mut words: Vec<String> = MARKET.split_inclusive([' ', '\n', '=']).map(str::to_owned).collect();
        for (at, until, token) in places {
            let at = at.index(words.len());
            // One to four words give way.
            let until = (at + 1 + until.index(4)).min(words.len());
            words.splice(at..until, [format!("{token} ")]);
        }
        if let Err(error) = load_text("mutant.toml", &words.concat(), &[]) {
            prop_assert!(!error.findings().is_empty());
            let _ = error.render(Paint::Plain);
        }
    }

    #[test]
    fn no_override_panics_the_door(path in "(provider|segment|shock|uncertainty|horizon)(\\.[A-Za-z*\\[\\]0-9 -]{1,10}){0,4}", value in token()) {
        if let Err(error) = load_text("market.toml", MARKET, &[format!("{path}={value}")]) {
            let _ = error.render(Paint::Plain);
        }
    }

    #[test]
    fn no_text_panics_the_door(text in "\\PC{0,200}") {
        if let Err(error) = load_text("noise.toml", &text, &[]) {
            let _ = error.render(Paint::Plain);
        }
    }
}
