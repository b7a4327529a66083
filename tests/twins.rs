//! Twins as a user asks for them: `compare --twin`, alone, by name, both; and what is said of names that are none.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::process::Output;

use common::pricewar;
use serde_json::Value;
use tempfile::TempDir;

fn asked(here: &TempDir, scenario: &str, more: &[&str]) -> Output {
    let words = ["compare", scenario, "-n", "2", "--set", "horizon=60 days", "--json"];
    pricewar(here, &[&words[..], more].concat())
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn twins_are_arms_by_name() {
    let here = tempfile::tempdir().unwrap();
    let arms = |more: &[&str]| answer(&asked(&here, "duopoly-logit", more))["arms"].clone();
    assert_eq!(arms(&[]), serde_json::json!(["without_war"]));
    assert_eq!(arms(&["--twin"]), serde_json::json!(["without_war"]));
    assert_eq!(arms(&["--twin=hold"]), serde_json::json!(["hold"]));
    let both = answer(&asked(&here, "duopoly-logit", &["--twin=hold", "--twin=without_war"]));
    assert_eq!(both["arms"], serde_json::json!(["without_war", "hold"]));
    assert_eq!(both["twins"], serde_json::json!(["without_war"]));
    assert_eq!(both["held"], serde_json::json!(["hold"]));
    assert!(both["command"].as_str().unwrap().contains("--twin=hold --twin=without_war"));
    // The page tells the two apart.
    let page = both["report"].as_str().unwrap().replace(".html", ".md");
    let page = std::fs::read_to_string(here.path().join(page)).unwrap();
    assert!(page.contains("What the war did (base less without_war"), "{page}");
    assert!(page.contains("What moves of price did (base less hold"), "{page}");
    // Costs stand still here, so there is nothing to pass on and the twins are one market.
    for figure in both["figures"].as_array().unwrap() {
        let arms = figure["arms"].as_array().unwrap();
        assert_eq!(arms[0], arms[1], "{}", figure["measure"]);
    }
}

#[test]
fn a_name_that_is_no_twin_or_is_taken_is_explained() {
    let here = tempfile::tempdir().unwrap();
    let said = |output: &Output| {
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let words = said(&asked(&here, "duopoly-logit", &["--twin=holds"]));
    assert!(words.contains("[possible values: without_war, hold]"), "{words}");
    let taken = ["--twin=hold", "--set", "compare.arms.hold.attention.share=0.2"];
    let words = said(&asked(&here, "baseline", &taken));
    assert!(words.contains("has an arm `hold` that is something else"), "{words}");
}
