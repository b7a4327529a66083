//! The gallery shows every bundled scenario, and what is committed is what the command makes. A few exhibits are made again here, all of
//! them in `.ci/run`. After a change of the model or of a chart: `cargo run --release -- gallery --out docs`.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::pricewar;
use pricewar::scenario::BUNDLED;

/// Exhibits that take a moment: a costing, an equilibrium, a batch, a comparison.
const QUICK: [&str; 4] = ["customer-service", "duopoly-logit", "edgeworth", "merger"];

/// The sections of a page by scenario, and what stands before them.
fn sections(page: &str) -> (String, Vec<(String, String)>) {
    let mut parts = page.split("\n## ");
    let head = parts.next().unwrap().to_owned();
    let named = |part: &str| (part.lines().next().unwrap().to_owned(), part.trim_end().to_owned());
    (head, parts.map(named).collect())
}

#[test]
fn every_bundled_scenario_has_its_picture_and_its_sentence() {
    let page = fs::read_to_string("docs/gallery.md").unwrap();
    let (_, sections) = sections(&page);
    let names: Vec<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, BUNDLED.iter().map(|bundled| bundled.name).collect::<Vec<_>>());
    for (bundled, (name, section)) in BUNDLED.iter().zip(&sections) {
        assert!(section.contains(&format!("*{}*", bundled.question())), "{name} asks another question");
        assert!(section.contains(&format!("](gallery/{name}.png)")), "{name} has no picture");
        // Name, question, picture, sentence, command, with blank lines between.
        let told: Vec<&str> = section.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(told.len(), 5, "{section}");
        assert!(told[3].ends_with('.') && told[4].contains("`pricewar "), "{section}");
    }
    let files: BTreeSet<String> = fs::read_dir("docs/gallery")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, BUNDLED.iter().map(|bundled| format!("{}.png", bundled.name)).collect());
    for file in files {
        let size = fs::metadata(Path::new("docs/gallery").join(&file)).unwrap().len();
        assert!((10_000..150_000).contains(&size), "{file} has {size} bytes");
    }
}

#[test]
fn what_is_committed_is_what_the_command_makes() {
    let here = tempfile::tempdir().unwrap();
    let made = pricewar(&here, &[&["gallery"], &QUICK[..], &["--out", "made"]].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let (head, sections_made) = sections(&fs::read_to_string(here.path().join("made/gallery.md")).unwrap());
    let (own_head, own) = sections(&fs::read_to_string("docs/gallery.md").unwrap());
    assert_eq!(head, own_head);
    assert_eq!(sections_made.len(), QUICK.len());
    for section in sections_made {
        assert!(own.contains(&section), "docs/gallery.md has another text for {}\n{}", section.0, section.1);
        let file = format!("{}.png", section.0);
        let (made, own) =
            (here.path().join("made/gallery").join(&file), Path::new("docs/gallery").join(&file));
        assert!(fs::read(made).unwrap() == fs::read(own).unwrap(), "docs/gallery/{file} is another picture");
    }
    assert_eq!(fs::read_dir(here.path().join("made")).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_page_of_somebody_else_is_not_replaced() {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("gallery.md"), "# My pictures\n").unwrap();
    let refused = pricewar(&here, &["gallery", "duopoly-logit", "--out", "."]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(here.path().join("gallery.md")).unwrap(), "# My pictures\n");
    let lost = pricewar(&here, &["gallery", "duopoly-logti"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("did you mean `duopoly-logit`?"));
}
