//! Tournaments as a user runs them: tables of payoffs, and a scenario in which two firms choose how to price.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use serde_json::Value;
use tempfile::TempDir;

const MARKET: &str = r#"
title    = "Two firms"
start    = 2025-01-01
horizon  = "3 months"
currency = "USD"
seed     = 7
record   = { attribution = false }
[reference]
price = "1 USD/Mtok"
[[segment]]
name   = "companies"
users  = 200
usage  = { median = "20 Mtok/day", sigma = 1 }
churn  = "10 %/month"
[[provider]]
name    = "A"
cash    = "50 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "50 %" }]
[[provider]]
name    = "B"
cash    = "50 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "50 %" }]
[tournament]
seats = ["A", "B"]
war = ["give_away"]
replicates = 5
[tournament.strategies]
hold = "hold"
give_away = { cost_plus = { margin = "0 %" } }
"#;

fn pricewar(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = common::pricewar(folder, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn solved(csv: &str, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("game.csv"), csv).unwrap();
    let arguments = [&["tournament", "--payoffs", "game.csv", "--json", "--no-charts"], more].concat();
    let (code, said, complained) = pricewar(&folder, &arguments);
    assert_eq!(code, 0, "{complained}");
    serde_json::from_str(&said).unwrap()
}

fn pairs(game: &Value) -> Vec<String> {
    let mix =
        |of: &Value| of.as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect::<Vec<_>>().join(" ");
    let all = game["equilibria"].as_array().unwrap().iter();
    all.map(|one| format!("{} | {}", mix(&one["row"]), mix(&one["column"]))).collect()
}

#[test]
fn textbook_games_have_their_equilibria() {
    let dilemma = solved(",Cooperate,Defect\nCooperate,3,0\nDefect,5,1\n", &[]);
    assert_eq!(pairs(&dilemma), ["0 1 | 0 1"]);
    assert_eq!(dilemma["reading"], "symmetric");
    let stag = solved(",Stag,Hare\nStag,4,0\nHare,3,2\n", &[]);
    assert_eq!(pairs(&stag), ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 2/3 1/3"]);
    let pennies = solved(",H,T\nH,1,-1\nT,-1,1\n", &["--zero-sum"]);
    assert_eq!(pairs(&pennies), ["1/2 1/2 | 1/2 1/2"]);
    let rps = solved("0,-1,1\n1,0,-1\n-1,1,0\n", &[]);
    assert_eq!(pairs(&rps), ["1/3 1/3 1/3 | 1/3 1/3 1/3"]);
}

#[test]
fn both_payoffs_may_stand_in_one_cell_or_two_files() {
    let sexes = solved(",O,F\nO,\"2, 1\",0;0\nF,0|0,(1 2)\n", &[]);
    assert_eq!(pairs(&sexes), ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 1/3 2/3"]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), ",O,F\nO,2,0\nF,0,1\n").unwrap();
    std::fs::write(folder.path().join("b.csv"), ",O,F\nO,1,0\nF,0,2\n").unwrap();
    let (_, said, _) = pricewar(
        &folder,
        &["tournament", "--payoffs", "a.csv", "--column-payoffs", "b.csv", "--json", "--no-charts"],
    );
    assert_eq!(pairs(&serde_json::from_str(&said).unwrap()), pairs(&sexes));
}

#[test]
fn ties_in_decimals_make_continua() {
    // Up pays 0.1 + 0.2 = 0.3 as Down does against Left: exact, so the column player's side is an edge.
    let game = solved(",L,R\nU,\"0.3, 1\",\"0, 0\"\nD,\"0.3, 0.5\",\"1, 0.5\"\n", &[]);
    assert_eq!(game["degenerate"], true);
    assert_eq!(game["continua"].as_array().unwrap().len(), 2);
}

#[test]
fn a_table_that_is_not_understood_is_refused_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |csv: &str| {
        std::fs::write(folder.path().join("game.csv"), csv).unwrap();
        let (code, said, complained) = pricewar(&folder, &["tournament", "--payoffs", "game.csv"]);
        assert_eq!((code, said.as_str()), (2, ""));
        complained
    };
    assert!(refused(",A,B\nA,1,x\nB,0,1\n").contains("game.csv:2: column 3: `x` is no payoff"));
    assert!(refused(",L,R\nU,1,2\n").contains("what the column player earns is not said"));
    assert!(refused(&format!("{}\n", ["0"; 13].join(",")).repeat(13)).contains("too many strategies"));
}

#[test]
fn a_scenario_says_whether_war_is_an_equilibrium() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("market.toml"), MARKET).unwrap();
    let (_, said, _) = pricewar(&folder, &["tournament", "market.toml", "--dry-run"]);
    assert!(said.starts_with("4 profiles x 5 replicates = 20 runs\n"), "{said}");
    let ask = ["tournament", "market.toml", "--json", "--no-charts"];
    let (code, said, complained) = pricewar(&folder, &ask);
    assert_eq!(code, 0, "{complained}");
    let answer: Value = serde_json::from_str(&said).unwrap();
    // Whoever sells at cost earns nothing: from a war at cost anyone gains by leaving, in every resample.
    assert_eq!(answer["chance_war"], 0.0);
    let verdict = answer["verdict"][0].as_str().unwrap();
    assert!(verdict.starts_with("Is a price war an equilibrium here? No: "), "{verdict}");
    let profiles = answer["profiles"].as_array().unwrap();
    let war: Vec<bool> = profiles.iter().map(|profile| profile["is_war"].as_bool().unwrap()).collect();
    assert_eq!(war, [false, false, false, true]);
    assert_eq!(profiles[0]["is_equilibrium"], true);
    // More replicates go on from those that are stored.
    let (_, again, _) = pricewar(&folder, &ask);
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!((&again["stored"], &again["profiles"]), (&Value::Bool(true), &answer["profiles"]));
}
