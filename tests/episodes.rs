//! Price-war episodes in real price lists, as a user finds them.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;

use common::pricewar;
use serde_json::Value;
use tempfile::TempDir;

/// The prices that the repository ships.
fn shipped() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/assets/prices/china-2024.csv").to_owned()
}

fn found(here: &TempDir, file: &str, more: &[&str]) -> Value {
    let arguments = [&["episodes", "--prices", file, "--json", "--no-charts"], more].concat();
    let output = pricewar(here, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// (start, end, first leader) of all episodes.
fn spells(answer: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let markets = answer["markets"].as_array().unwrap();
    let all = markets.iter().flat_map(|market| market["episodes"].as_array().unwrap());
    // A high threshold of leading leaves an episode without a leader.
    let leader = |one: &Value| one["leaders"][0].as_str().unwrap_or_default().to_owned();
    all.map(|one| (text(&one["start"]), text(&one["end"]), leader(one))).collect()
}

#[test]
fn the_war_of_may_2024_is_dated_to_the_day_and_its_leader_hangs_on_the_threshold() {
    let here = tempfile::tempdir().unwrap();
    let war = |leader: &str| ("2024-05-06".to_owned(), "2024-05-22".to_owned(), leader.to_owned());
    let usual = found(&here, &shipped(), &[]);
    assert_eq!(spells(&usual)[0], war("DeepSeek"));
    // DeepSeek-V2 came 90 % below what rivals asked, Doubao lite 97 %.
    assert_eq!(spells(&found(&here, &shipped(), &["--lead", "95 %"]))[0], war("ByteDance"));
    // Launches left out, Zhipu's cut of the 11th is the first.
    let cuts = found(&here, &shipped(), &["--entry", "100 %", "--to", "2024-06-30"]);
    assert_eq!(spells(&cuts)[0].0, "2024-05-11");
    let war = &usual["markets"][0]["episodes"][0];
    let firms: Vec<&str> =
        war["participants"].as_array().unwrap().iter().map(|one| one["provider"].as_str().unwrap()).collect();
    assert_eq!(firms, ["DeepSeek", "Zhipu", "ByteDance", "Alibaba", "Baidu", "Tencent", "iFlytek"]);
    assert_eq!(war["dates_exact"], true);
    // A list tells no cost.
    assert!(war["over_floor_cost"].is_null());
}

#[test]
fn the_war_is_found_whatever_the_thresholds_within_reason() {
    let here = tempfile::tempdir().unwrap();
    for more in [
        ["--gap", "10"],
        ["--gap", "45"],
        ["--cut", "5 %"],
        ["--cut", "50 %"],
        ["--trend", "0"],
        ["--trend", "2.4 /year"],
        ["--firms", "3"],
        ["--entry", "50 %"],
        ["--depth", "0"],
    ] {
        let spells = spells(&found(&here, &shipped(), &[&more[..], &["--exact"]].concat()));
        let of_may: Vec<_> = spells.iter().filter(|spell| spell.0.starts_with("2024-05")).collect();
        assert_eq!(of_may.len(), 1, "{more:?}: {spells:?}");
        assert_eq!((of_may[0].0.as_str(), of_may[0].1.as_str()), ("2024-05-06", "2024-05-22"), "{more:?}");
    }
}

#[test]
fn before_the_war_there_is_none_and_the_war_is_open_at_its_last_day() {
    let here = tempfile::tempdir().unwrap();
    assert_eq!(spells(&found(&here, &shipped(), &["--to", "2024-05-05"])), []);
    let open = found(&here, &shipped(), &["--to", "2024-05-22"]);
    assert_eq!(open["markets"][0]["episodes"][0]["ending"]["how"], "open");
    let over = found(&here, &shipped(), &["--to", "2024-06-30"]);
    assert_eq!(over["markets"][0]["episodes"][0]["ending"]["how"], "calm");
}

#[test]
fn rows_in_another_order_are_the_same_list() {
    let here = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(shipped()).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let (mixed, mark) = (here.path().join("mixed.csv"), '\u{feff}');
    fs::write(&mixed, format!("{mark}{}\r\n", lines.join("\r\n"))).unwrap();
    let straight = found(&here, &shipped(), &[]);
    let other = found(&here, mixed.to_str().unwrap(), &[]);
    assert_eq!(other["markets"], straight["markets"]);
}

#[test]
fn mistakes_name_file_and_line() {
    let here = tempfile::tempdir().unwrap();
    let head = "provider,model,date,currency,input_per_mtok,output_per_mtok";
    fs::write(
        here.path().join("bad.csv"),
        format!("{head}\nA,a,2024-02-30,USD,1,1\nA,a,2024-02-01,USD,-1,1\n"),
    )
    .unwrap();
    let output = pricewar(&here, &["episodes", "--prices", "bad.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: mistakes in the list of prices\n\
         bad.csv:2: date `2024-02-30` is no day; write year-month-day, such as 2024-05-06\n\
         bad.csv:3: input_per_mtok `-1` is no price: a number of 0 or more, or nothing\n"
    );
    assert_eq!(pricewar(&here, &["episodes", "--prices", "none.csv"]).status.code(), Some(2));
    let wrong = pricewar(&here, &["episodes", "--prices", &shipped(), "--cut", "ten"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("--cut `ten` is no part of a price"));
}
