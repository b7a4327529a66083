//! `pricewar sensitivity` and `pricewar sweep`: against closed forms, against themselves, and as a user meets them.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;
use std::process::Output;

use common::pricewar;
use serde_json::Value;
use tempfile::TempDir;

/// A monopoly with constant cost: profit is users' tokens, which are proportional to their usage, times (2 - cost).
const MONOPOLY: &str = r#"
title    = "Monopoly"
start    = 2024-01-01
horizon  = "24 days"
currency = "USD"
seed     = 1

population = "expected"
rounds     = { every = "1 day" }

[batch]
replicates = 2

[record]
every       = "1 day"
window      = "4 days"
attribution = false

[reference]
price    = "1 USD/Mtok"
own_cost = 0

[[segment]]
name   = "users"
users  = 1_000
usage  = { median = "1 Mtok/day" }
tastes = { price = 4, usage_elasticity = 0 }
review = "always"

[[provider]]
name    = "Left"
cash    = "1 M USD"
pricing = "hold"

  [[provider.product]]
  name          = "mini"
  appeal        = 8
  constant_cost = "1 USD/Mtok"
  price         = { input = "2 USD/Mtok", output = "2 USD/Mtok" }
"#;

/// Tokens times (2 - cost): usage and margin both uniform on (1/2, 3/2) of their means.
const STUDY: &str = r#"
[sensitivity]
samples    = 64
replicates = 1
outputs    = ["profit.Left"]
parameters = { "segment.users.usage.median" = ["0.5 Mtok/day", "1.5 Mtok/day"], "provider.Left.product.mini.constant_cost" = ["0.5 USD/Mtok", "1.5 USD/Mtok"] }
"#;

const COST: &str = "provider.Left.product.mini.constant_cost";

fn with(text: &str) -> TempDir {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("market.toml"), text).unwrap();
    here
}

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn json(here: &TempDir, arguments: &[&str]) -> Value {
    let output = pricewar(here, &[arguments, &["--json", "--no-charts"]].concat());
    assert_eq!(said(&output), (Some(0), String::new()));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_product_of_two_inputs_is_divided_up_as_algebra_says() {
    // f = u v with means 1 and variances 1/12 each: V = 1/12 + 1/12 + 1/144, so S1 = 12/25 each and S2 = 1/25.
    let here = with(&format!("{MONOPOLY}{STUDY}"));
    let found = json(&here, &["sensitivity", "market.toml"]);
    let rows = found["outputs"][0]["indices"].as_array().unwrap().clone();
    let value = |index: &str| -> Vec<f64> {
        rows.iter().filter(|row| row["index"] == index).map(|row| row["value"].as_f64().unwrap()).collect()
    };
    for (index, known) in [("S1", 0.48), ("ST", 0.52), ("S2", 0.04)] {
        let values = value(index);
        assert!(
            !values.is_empty() && values.iter().all(|found| (found - known).abs() < 0.04),
            "{index} {values:?}"
        );
    }
    // At the ends of the cost alone the scenario's profit halves and gains a half.
    let base = found["outputs"][0]["base"]["mean"].as_f64().unwrap();
    let swing = &found["outputs"][0]["tornado"]
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["parameter"] == COST)
        .unwrap()
        .clone();
    assert!((swing["at_low"]["mean"].as_f64().unwrap() / base - 0.5).abs() < 1e-9);
    assert!((swing["at_high"]["mean"].as_f64().unwrap() / base + 0.5).abs() < 1e-9);
    assert_eq!(found["outputs"][0]["noise"], Value::Null);
}

#[test]
fn the_folder_has_its_files_and_threads_change_no_byte() {
    let here = with(&format!("{MONOPOLY}{STUDY}"));
    for (folder, threads) in [("one", "1"), ("two", "2")] {
        let output = pricewar(
            &here,
            &[
                "sensitivity",
                "market.toml",
                "--samples",
                "8",
                "-n",
                "2",
                "--quiet",
                "--out",
                folder,
                "--threads",
                threads,
            ],
        );
        assert_eq!(said(&output), (Some(0), String::new()));
    }
    let read = |folder: &str, file: &str| fs::read(here.path().join(folder).join(file)).unwrap();
    for file in [
        "sensitivity.csv",
        "convergence.csv",
        "tornado.csv",
        "points.csv",
        "replicates.csv",
        "report.html",
        "charts/1-tornado-profit.Left.png",
        "charts/1-indices-profit.Left.png",
    ] {
        assert!(read("one", file) == read("two", file), "{file}");
    }
    let table = String::from_utf8(read("one", "sensitivity.csv")).unwrap();
    assert!(
        table.starts_with("output,parameter,parameter_2,index,value,ci_low,ci_high,samples\n"),
        "{table}"
    );
    // More runs of the same points are added to those stored.
    let output = pricewar(
        &here,
        &["sensitivity", "market.toml", "--samples", "8", "-n", "3", "--quiet", "--out", "one"],
    );
    assert_eq!(said(&output), (Some(0), String::new()));
    assert_eq!(
        String::from_utf8(read("one", "replicates.csv")).unwrap().lines().count(),
        1 + 3 * (5 + 8 * 6)
    );
}

#[test]
fn screening_and_ad_hoc_inputs_need_no_table() {
    let here = with(MONOPOLY);
    let over = format!("{COST}=0.5,1.5 USD/Mtok");
    let found = json(
        &here,
        &[
            "sensitivity",
            "market.toml",
            "--method",
            "morris",
            "--samples",
            "8",
            "-n",
            "1",
            "--over",
            &over,
            "--output",
            "profit.Left",
        ],
    );
    let rows = found["outputs"][0]["indices"].as_array().unwrap();
    assert_eq!(rows[0]["index"], "mu_star");
    // Profit falls by its own size over a range of 1 in cost.
    let base = found["outputs"][0]["base"]["mean"].as_f64().unwrap();
    assert!((rows[0]["value"].as_f64().unwrap() / base - 1.0).abs() < 1e-9);
    let told = pricewar(&here, &["sensitivity", "market.toml", "--over", &over, "--dry-run"]);
    assert!(
        String::from_utf8_lossy(&told.stdout).contains("515 points x 4 replicates = 2060 runs"),
        "{told:?}"
    );
}

#[test]
fn a_sweep_finds_where_profit_turns() {
    let here = with(MONOPOLY);
    let over = format!("{COST}=1,1.5,2.5,3 USD/Mtok");
    let ask = [
        "sweep",
        "market.toml",
        "--over",
        &over,
        "--flip",
        "profit.Left > 0",
        "--output",
        "profit.Left",
        "-n",
        "1",
    ];
    let found = json(&here, &ask);
    let means: Vec<f64> = found["outputs"][0]["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["mean"].as_f64().unwrap())
        .collect();
    // Profit is Q (2 - c): 1, 1/2, -1/2, -1.
    for (mean, part) in means.iter().zip([1.0, 0.5, -0.5, -1.0]) {
        assert!((mean / means[0] - part).abs() < 1e-9, "{means:?}");
    }
    let words = pricewar(&here, &[&ask[..], &["--no-charts", "--out", "words"]].concat());
    let text = String::from_utf8(words.stdout).unwrap();
    assert!(text.contains(&format!("The answer flips near {COST} = 2.00 USD/Mtok.")), "{text}");
}

#[test]
fn a_sweep_tells_one_market_at_many_places() {
    let here = with(&MONOPOLY.replace("appeal        = 8", "quality = 1200"));
    let over = |text: &str| {
        vec!["sweep", "market.toml", "--output", "profit.Left", "-n", "2", "--over"]
            .into_iter()
            .map(str::to_owned)
            .chain([text.to_owned()])
            .collect::<Vec<_>>()
    };
    let ask = |text: &str| {
        let words = over(text);
        pricewar(&here, &words.iter().map(String::as_str).chain(["--no-charts"]).collect::<Vec<_>>())
    };
    // Qualities on both sides of a bar have other tiers, and are one study all the same.
    let found = ask("provider.Left.product.mini.quality=1150,1250,1350");
    assert_eq!(found.status.code(), Some(0), "{found:?}");
    // What makes no market is no place to look.
    for nothing in ["title=a,b", "batch.level=0.9,0.95", "batch.replicates=2,3"] {
        let found = ask(nothing);
        assert_eq!(found.status.code(), Some(2), "{found:?}");
        let said = String::from_utf8_lossy(&found.stderr).into_owned();
        assert!(said.contains("are all one to the market"), "{said}");
    }
}

#[test]
fn what_a_factor_multiplies_can_be_swept_and_what_a_law_sets_cannot() {
    let drawn = |law: &str| format!("{MONOPOLY}\n[uncertainty]\n\"{COST}\" = {law}\n");
    let ask = |here: &TempDir| {
        let over = format!("{COST}=1,1.5 USD/Mtok");
        pricewar(
            here,
            &["sweep", "market.toml", "--over", &over, "--output", "profit.Left", "-n", "2", "--no-charts"],
        )
    };
    let times = ask(&with(&drawn("{ uniform = { low = 0.9, high = 1.1 }, times = true }")));
    assert_eq!(times.status.code(), Some(0), "{times:?}");
    let set = ask(&with(&drawn("{ uniform = { low = \"0.9 USD/Mtok\", high = \"1.1 USD/Mtok\" } }")));
    assert_eq!(set.status.code(), Some(2), "{set:?}");
    let said = String::from_utf8_lossy(&set.stderr).into_owned();
    assert!(said.contains(&format!("a sweep cannot change `{COST}`")), "{said}");
}

#[test]
fn the_tornado_moves_one_input_and_draws_none() {
    // Profit is Q (2 - c); the law of c is the only input, so all luck is gone once it is not drawn.
    let text = format!(
        "{MONOPOLY}\n[uncertainty]\n\"{COST}\" = {{ lognormal = {{ median = 1, sigma = 0.3 }}, times = true }}\n[sensitivity]\nsamples = 8\nreplicates = 3\noutputs = [\"profit.Left\"]\n"
    );
    let here = with(&text);
    let found = pricewar(&here, &["sensitivity", "market.toml", "--no-charts", "--out", "out"]);
    assert_eq!(found.status.code(), Some(0), "{found:?}");
    let rows = fs::read_to_string(here.path().join("out/replicates.csv")).unwrap();
    let head: Vec<&str> = rows.lines().next().unwrap().split(',').collect();
    let profit = head.iter().position(|name| *name == "profit.Left").unwrap();
    let arm = head.iter().position(|name| *name == "arm").unwrap();
    let of = |name: &str| -> Vec<f64> {
        let rows = rows.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>());
        rows.filter(|row| row[arm] == name).map(|row| row[profit].parse().unwrap()).collect()
    };
    let (base, low) = (of("base"), of(&format!("low {COST}")));
    assert_eq!((base.len(), low.len()), (3, 3), "{head:?}");
    // The 5 % quantile of the factor is e^(-0.3 x 1.644854) = 0.61052.
    for (base, low) in base.iter().zip(&low) {
        assert!((low / base - 1.389_48).abs() < 1e-4, "{base} {low}");
    }
}

#[test]
fn a_drawn_quality_fails_no_run() {
    let text = MONOPOLY.replace("appeal        = 8", "quality = 1200");
    let text = format!(
        "{text}\n[uncertainty]\n\"provider.Left.product.mini.quality\" = {{ normal = {{ mean = 1200, sd = 20 }} }}\n"
    );
    let here = with(&text);
    let found = pricewar(&here, &["batch", "market.toml", "-n", "40", "--no-charts", "--out", "out"]);
    assert_eq!(found.status.code(), Some(0), "{found:?}");
}

#[test]
fn a_grid_has_a_heat_map_and_choices_have_bars() {
    let here = with(MONOPOLY);
    let (cost, usage) = (format!("{COST}=1,2,3 USD/Mtok"), "segment.users.usage.median=1,2 Mtok/day");
    let output = pricewar(
        &here,
        &[
            "sweep",
            "market.toml",
            "--over",
            &cost,
            "--over",
            usage,
            "--output",
            "profit.Left",
            "--flip",
            "profit.Left > 0",
            "-n",
            "1",
            "--quiet",
            "--out",
            "grid",
        ],
    );
    assert_eq!(said(&output), (Some(0), String::new()));
    assert!(here.path().join("grid/charts/1-sweep-profit.Left.png").exists());
    let output = pricewar(
        &here,
        &[
            "sweep",
            "market.toml",
            "--over",
            "population=agents,expected",
            "--output",
            "profit.Left",
            "-n",
            "1",
            "--quiet",
            "--out",
            "choice",
        ],
    );
    assert_eq!(said(&output), (Some(0), String::new()));
    let lhs = json(
        &here,
        &[
            "sweep",
            "market.toml",
            "--over",
            &format!("{COST}=1,2 USD/Mtok"),
            "--design",
            "lhs",
            "--points",
            "5",
            "--output",
            "profit.Left",
            "-n",
            "1",
        ],
    );
    assert_eq!(lhs["points"].as_array().unwrap().len(), 5);
}

#[test]
fn mistakes_end_with_two_and_say_what_to_do() {
    let here = with(MONOPOLY);
    for (arguments, words) in [
        (vec!["sensitivity", "market.toml"], "nothing is varied"),
        (vec!["sweep", "market.toml"], "nothing is swept"),
        (vec!["sweep", "market.toml", "--over", "segment.users.chrun=1,2"], "did you mean `churn`"),
        (vec!["sweep", "market.toml", "--over", "seed=1,2"], "the same at every point"),
        (vec!["sweep", "market.toml", "--over", "title=a,b", "--design", "lhs"], "two numbers of one unit"),
        (vec!["sweep", "market.toml", "--over", "horizon"], "has no `=`"),
        (
            vec!["sensitivity", "market.toml", "--over", "attention.share=10,20 %", "--output", "profits"],
            "did you mean `profit`",
        ),
        (vec!["sensitivity", "market.toml", "--over", "attention.share=10,200 %"], "must lie between"),
        (
            vec!["sensitivity", "market.toml", "--over", "attention.share=10,20 %", "--samples", "100"],
            "power of two",
        ),
    ] {
        let output = pricewar(&here, &arguments);
        let (code, text) = said(&output);
        assert_eq!(code, Some(2), "{arguments:?}: {text}");
        assert!(text.contains(words), "{arguments:?}: {text}");
        assert!(!here.path().join("output").exists(), "{arguments:?} leaves something");
    }
}
