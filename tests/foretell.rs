//! What a dry run foretells is what the run takes, within a factor of two.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;
use std::path::Path;

use common::pricewar;
use serde_json::Value;

/// Bytes of all files below a folder.
fn size(folder: &Path) -> f64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { size(&path) } else { path.metadata().unwrap().len() as f64 }).sum()
}

#[test]
fn the_disk_foretold_is_the_disk_taken_within_a_factor_of_two() {
    let here = tempfile::tempdir().unwrap();
    let short = ["--set", "horizon=120 days"];
    let asked: [&[&str]; 7] = [
        &["batch", "baseline", "-n", "6"],
        &["batch", "duopoly-logit", "-n", "40", "--no-charts"],
        &["batch", "predation", "-n", "4", "--no-charts", "--xlsx"],
        &["batch", "predation", "-n", "4", "--shard", "1/2"],
        &["compare", "predation", "-n", "2"],
        &["price", "baseline", "--product", "Aster-L", "--cuts", "0,25%", "-n", "2"],
        &[
            "sweep",
            "baseline",
            "--over",
            "segment.*.churn=1,3 %/month",
            "--output",
            "hhi_tokens",
            "-n",
            "2",
            "--set",
            "uncertainty={}",
        ],
    ];
    for (at, words) in asked.iter().enumerate() {
        let folder = format!("r{at}");
        let ask = |more: &[&str]| {
            let output = pricewar(&here, &[words, &short[..], &["--out", &folder, "--json"], more].concat());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            serde_json::from_slice::<Value>(&output.stdout).unwrap()
        };
        let foretold = ask(&["--dry-run"])["disk_bytes"].as_f64().unwrap();
        ask(&[]);
        let taken = size(&here.path().join(&folder));
        let ratio = foretold / taken;
        assert!((0.5..=2.0).contains(&ratio), "{words:?}: {foretold} foretold, {taken} taken");
    }
}
