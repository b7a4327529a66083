//! `pricewar price`: against the textbook, against itself, and as a user meets it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;
use std::process::Output;

use common::pricewar;
use serde_json::Value;
use tempfile::TempDir;

/// A monopoly with constant cost and logit demand of one unit a user: utility 8 - 4 p, outside 0, cost 1.
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

/// The same with a rival who sells a product of the same name at cost plus something, and undercuts.
fn duopoly() -> String {
    let rival = r#"
[[provider]]
name    = "Right"
cash    = "1 M USD"
pricing.undercut = { by = "5 %", floor = "5 %" }

  [[provider.product]]
  name          = "mini"
  appeal        = 7
  constant_cost = "1 USD/Mtok"
  price         = { input = "1.6 USD/Mtok", output = "1.6 USD/Mtok" }
"#;
    MONOPOLY.replace("usage_elasticity = 0 }", "usage_elasticity = \"20 %\" }") + rival
}

fn with(text: &str) -> TempDir {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("market.toml"), text).unwrap();
    here
}

fn ask(here: &TempDir, more: &[&str]) -> Output {
    pricewar(here, &[&["price", "market.toml", "--no-charts"], more].concat())
}

fn answer(here: &TempDir, more: &[&str]) -> Value {
    let output = ask(here, &[more, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Candidates every percent from a raise by 10 to a cut by 30.
fn grid() -> String {
    (-10..=30).map(|cut| format!("{cut}%")).collect::<Vec<_>>().join(",")
}

#[test]
fn the_best_of_a_fine_grid_is_the_monopoly_price() {
    let here = with(MONOPOLY);
    let found = answer(&here, &["--product", "mini", "--cuts", &grid(), "-n", "1"]);
    // p = c + 1 / (alpha (1 - s)) with s = 1 / (1 + e^-(8 - 4 p)): solved by bisection.
    let excess = |p: f64| p - 1.0 - 0.25 * (1.0 + pricewar::maths::exp(8.0 - 4.0 * p));
    let (mut low, mut high) = (1.0, 2.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if excess(middle) < 0.0 { low = middle } else { high = middle }
    }
    assert!((low - 1.802).abs() < 1e-3, "{low}");
    let nearest = ((1.0 - low / 2.0) * 100.0).round() / 100.0;
    assert!((number(&found["best"]["cut"]) - nearest).abs() < 1e-12, "{}", found["best"]);
    // The cut price stays: the rule of the provider does not bring the old one back.
    let best = found["candidates"].as_array().unwrap().iter().find(|row| row["cut"] == found["best"]["cut"]);
    assert!((number(&best.unwrap()["price"]) - 2.0 * (1.0 - nearest)).abs() < 1e-6);
}

#[test]
fn no_cut_differs_from_itself_by_nothing_and_the_bridge_adds_up() {
    let here = with(&duopoly());
    let found = answer(&here, &["--product", "Left/mini", "--cuts", "-10,10,40%"]);
    let rows = found["candidates"].as_array().unwrap();
    let cuts: Vec<f64> = rows.iter().map(|row| number(&row["cut"])).collect();
    assert_eq!(cuts, [-0.1, 0.0, 0.1, 0.4]);
    let none = &rows[1];
    assert!(number(&none["profit_over_no_cut"]["mean"]).abs() <= 0.0);
    assert!(number(&none["chance_below_no_cut"]).abs() <= 0.0);
    let best: f64 = rows.iter().map(|row| number(&row["chance_best"])).sum();
    assert!((best - 1.0).abs() < 1e-12);
    for row in rows {
        let over = number(&row["profit"]["mean"]) - number(&none["profit"]["mean"]);
        assert!((over - number(&row["profit_over_no_cut"]["mean"])).abs() < 1e-6);
    }
    let bridge = &found["waterfall"];
    let steps: f64 =
        bridge["steps"].as_array().unwrap().iter().map(|step| number(&step["change"]["mean"])).sum();
    let (from, to) = (number(&bridge["gross_profit_from"]), number(&bridge["gross_profit_to"]));
    assert!((from + steps - to).abs() < 1e-9 * from.abs().max(to.abs()), "{bridge}");
    // Break-even by hand: the opening's own numbers.
    let opening = &found["opening"];
    let (price, cost) = (number(&opening["price"]), number(&opening["unit_cost_average"]));
    assert!((price - 2.0).abs() < 1e-12 && (cost - 1.0).abs() < 1e-12);
    let even = &rows[3]["break_even"]["average"];
    assert!((number(&even["volume_factor"]) - (2.0 - 1.0) / (1.2 - 1.0)).abs() < 1e-9);
    assert!((number(&even["share"]) - number(&opening["share"]) * 5.0).abs() < 1e-9);
}

#[test]
fn the_json_has_its_keys_and_the_folder_its_files() {
    let here = with(MONOPOLY);
    let found = answer(&here, &["--product", "Left/mini", "--cuts", "0,50,60%", "--out", "result"]);
    for key in [
        "title",
        "currency",
        "start",
        "horizon",
        "provider",
        "product",
        "date",
        "day",
        "seed",
        "level",
        "replicates",
        "opening",
        "candidates",
        "best",
        "waterfall",
        "version",
        "command",
        "failed",
        "stored",
        "complete",
        "report",
    ] {
        assert!(found.get(key).is_some(), "{key}");
    }
    let row = &found["candidates"][2];
    for key in [
        "cut",
        "arm",
        "price",
        "share",
        "share_provider",
        "revenue",
        "margin_gross",
        "profit",
        "profit_over_no_cut",
        "cash_end",
        "market_price",
        "chance_best",
        "chance_above_no_cut",
        "chance_below_no_cut",
        "chance_exit",
        "chance_cash_below_zero",
        "break_even",
    ] {
        assert!(row.get(key).is_some(), "{key}");
    }
    assert_eq!(found["date"], "2024-01-02");
    // At half the price it sells at cost, at 60 % off below: no break-even.
    assert!(row["break_even"]["average"].is_null());
    for file in
        ["price.csv", "bridge.csv", "price.json", "summary.csv", "replicates.csv", "report.md", "report.html"]
    {
        assert!(here.path().join("result").join(file).is_file(), "{file}");
    }
    // Asked again it is stored; asked in Chinese it is written anew without a run.
    let again = answer(&here, &["--product", "Left/mini", "--cuts", "60,50%", "--out", "result"]);
    assert_eq!((&again["stored"], &again["best"]), (&Value::Bool(true), &found["best"]));
    let chinese = ask(
        &here,
        &["--product", "Left/mini", "--cuts", "50,60%", "--out", "result", "--lang", "zh", "--quiet"],
    );
    assert_eq!(chinese.status.code(), Some(0));
    assert!(fs::read_to_string(here.path().join("result/report.md")).unwrap().contains("候选价格"));
    let report = pricewar(&here, &["report", "result"]);
    assert_eq!(report.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&report.stderr).contains("pricewar price market.toml"));
}

#[test]
fn threads_change_no_byte() {
    let files = |threads: &str| {
        let here = with(
            &duopoly()
                .replace("population = \"expected\"", "population = \"agents\"")
                .replace("rounds     = { every = \"1 day\" }", "")
                .replace("review = \"always\"", ""),
        );
        let told = ask(&here, &["--product", "Left/mini", "--threads", threads, "--out", "r", "-n", "3"]);
        assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
        let names = ["price.csv", "bridge.csv", "price.json", "summary.csv", "replicates.csv", "report.html"];
        names.map(|name| fs::read(here.path().join("r").join(name)).unwrap())
    };
    assert_eq!(files("1"), files("2"));
}

#[test]
fn mistakes_end_with_two_and_say_what_to_do() {
    let here = with(&duopoly());
    let cases: [(&[&str], &str); 10] = [
        (&["--product", "mini"], "say which with --product PROVIDER/PRODUCT: `Left/mini` or `Right/mini`"),
        (&["--product", "Left/minni"], "did you mean `Left/mini`?"),
        (&["--product", "zzz"], "there is Left/mini, Right/mini"),
        (&["--product", "Left/mini", "--cuts", "0,,50"], "an empty place is no cut"),
        (&["--product", "Left/mini", "--cuts", "half"], "`half` is no cut; write percents"),
        (&["--product", "Left/mini", "--cuts", "120%"], "leaves less than nothing"),
        (&["--product", "Left/mini", "--cuts", "0.25"], "write 25% for 0.25 of the price"),
        (&["--product", "Left/mini", "--cuts", "100%"], "would use it without bound"),
        (&["--product", "Left/mini", "--at", "2023-01-01"], "runs from 2024-01-01 to 2024-01-24"),
        (&["--product", "Left/mini", "-n", "0"], "replicates"),
    ];
    for (flags, words) in cases {
        let output = ask(&here, flags);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {said}");
        assert!(said.contains(words), "{flags:?}: {said}");
    }
    assert!(!here.path().join("output").exists());
    // Where use does not depend on the price, free is allowed.
    let here = with(MONOPOLY);
    let free = answer(&here, &["--product", "mini", "--cuts", "100%", "-n", "1"]);
    assert!(number(&free["candidates"][1]["price"]).abs() <= 0.0);
}
