//! The command line as a user meets it: help, exit codes, results that are never overwritten, the same bytes on any
//! number of threads.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;
use std::process::{Command, Output, Stdio};

use common::{command, files, pricewar};
use tempfile::TempDir;

/// Flags that make the bundled baseline small: four weeks.
const SMALL: [&str; 3] = ["baseline", "--set", "horizon=28 days"];

fn batch(folder: &TempDir, more: &[&str]) -> Output {
    pricewar(folder, &[&["batch"], &SMALL[..], more].concat())
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_command_has_help() {
    let here = tempfile::tempdir().unwrap();
    let help = pricewar(&here, &["--help"]);
    assert_eq!(code(&help), 0);
    for name in [
        "run",
        "batch",
        "price",
        "merge",
        "slurm",
        "report",
        "check",
        "cost",
        "episodes",
        "explain",
        "list",
        "new",
        "schema",
        "completions",
    ] {
        assert!(said(&help).contains(&format!("  {name} ")), "{name} is not in the help");
        let own = pricewar(&here, &[name, "--help"]);
        assert_eq!(code(&own), 0, "{name}");
        assert!(said(&own).contains("Usage: pricewar"), "{name}");
    }
    assert_eq!(code(&pricewar(&here, &["--version"])), 0);
}

#[test]
fn what_the_user_got_wrong_ends_with_two_and_writes_nothing() {
    let here = tempfile::tempdir().unwrap();
    let (folder, empty) = (here.path().to_str().unwrap(), "");
    let cases: [(&[&str], &str); 19] = [
        (&["run", "baseline", "--threads", "100000"], "from 1 to 1024"),
        (&["run", "baseline", "--seed", "9007199254740993"], "seed"),
        (&["new", "china-2024", "--from", "china-2024-reactions"], "give it another name"),
        (&["new", empty], "names no file"),
        (&["cost", "baseline", "--load", "1e308 Mtok/day"], "no flow of tokens"),
        (&["episodes", "--prices", "nowhere.csv"], "nowhere.csv"),
        (&["tournament", "--payoffs", folder], "not a file"),
        (&["tournament", "--payoffs", "nowhere.csv", "--threads", "2"], "--threads"),
        (&["slurm", "baseline", "--shards", "2", "--", "--json"], "--json"),
        (&["gallery", "--xlsx"], "--xlsx"),
        (&["batch", "baseline", "-n", "2", "--precision", "share_tokens.Aster 2 foo"], "percentage points"),
        (
            &[
                "sweep",
                "baseline",
                "--over",
                "provider.Aster.technology.calibration=1,2",
                "--output",
                "hhi_tokens",
            ],
            "take it out of the law",
        ),
        (&["price", "duopoly-logit", "--product", "a", "--at", "2035-01-01"], "does not lie within"),
        (&["run", "basline"], "did you mean `baseline`?"),
        (&["run", "baseline", "--set", "provider.Nobody.cash=1 USD"], "Nobody"),
        (&["run", "baseline", "--set", "horizon=3 bananas"], "bananas"),
        (&["batch", "baseline", "-n", "0"], "replicates"),
        (&["run", "baseline", "--sed", "3"], "--seed"),
        (&["report", "nowhere"], "nowhere"),
    ];
    for (arguments, words) in cases {
        let output = pricewar(&here, arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", complained(&output));
        assert!(complained(&output).contains(words), "{arguments:?}: {}", complained(&output));
        assert!(said(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(here.path()).unwrap().count(), 0);
}

#[test]
fn keys_and_measures_are_explained() {
    let here = tempfile::tempdir().unwrap();
    let explain = |arguments: &[&str]| pricewar(&here, &[&["explain"], arguments].concat());
    for path in
        ["provider.technology.rent", "provider.DeepSeek.technology.rent", "provider.*.technology.rent"]
    {
        let words = said(&explain(&[path]));
        assert!(
            words.starts_with("provider.NAME.technology.rent\n  meaning  Rent of an accelerator."),
            "{words}"
        );
        assert!(words.contains("money/GPU-hour") && words.contains("0 to 100000"), "{words}");
    }
    // The last part alone finds all that end so; a table names what it holds; measures are of the catalogue.
    assert!(said(&explain(&["rent"])).contains("catalogue.hardware.NAME.rent"));
    assert!(said(&explain(&["provider.technology.progress"])).contains("precision"));
    assert!(said(&explain(&["hhi_tokens"])).contains("Herfindahl-Hirschman index of tokens"));
    // A strategy says its rule, its source and its parameters; the word alone lists them.
    let undercut = said(&explain(&["strategy.undercut"]));
    assert!(undercut.contains("Bertrand 1883") && undercut.contains("relent"), "{undercut}");
    assert!(said(&explain(&["strategy"])).contains("grim_trigger"));
    let lost = complained(&explain(&["strategy.tit_for_tot"]));
    assert!(lost.contains("did you mean `strategy.tit_for_tat`?"), "{lost}");
    let json: serde_json::Value =
        serde_json::from_slice(&explain(&["strategy.predation", "--json"]).stdout).unwrap();
    assert_eq!(json["parameters"][0]["path"], "provider.NAME.pricing.predation.depth", "{json}");
    let json: serde_json::Value = serde_json::from_slice(&explain(&["committed", "--json"]).stdout).unwrap();
    let key = &json["keys"][0];
    assert_eq!((&key["source"], &key["maximum"]), (&"assumption".into(), &1.0.into()), "{json}");
    let slip = explain(&["provider.technology.rnet"]);
    assert_eq!(code(&slip), 2);
    assert!(complained(&slip).contains("did you mean `provider.technology.rent`?"), "{}", complained(&slip));
}

#[test]
fn a_disk_that_cannot_be_written_ends_with_one() {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("file"), "not a folder").unwrap();
    let output = batch(&here, &["-n", "2", "--no-charts", "--out", "file/inside"]);
    assert_eq!(code(&output), 1, "{}", complained(&output));
    assert!(complained(&output).contains("file/inside"), "{}", complained(&output));
}

#[test]
fn counts_of_a_billion_users_are_the_same_on_any_number_of_threads() {
    let here = tempfile::tempdir().unwrap();
    let of = |threads: &str, population: &str| {
        let users = format!("population={population}");
        let set = ["--set", &users, "--set", "segment.*.users=1e9", "--no-charts"];
        let name = format!("{population}{threads}");
        let output = batch(&here, &[&set[..], &["-n", "5", "--threads", threads, "--out", &name]].concat());
        assert_eq!(code(&output), 0, "{}", complained(&output));
        files(&here.path().join(&name))
    };
    for population in ["cohorts", "expected"] {
        assert_eq!(of("1", population), of("2", population), "{population}");
    }
}

#[test]
fn threads_and_detours_change_no_byte() {
    let here = tempfile::tempdir().unwrap();
    let of = |name: &str, more: &[&str]| {
        let output = batch(&here, &[&["--no-charts", "--out", name], more].concat());
        assert_eq!(code(&output), 0, "{}", complained(&output));
        files(&here.path().join(name))
    };
    let one = of("one", &["-n", "6", "--threads", "1"]);
    assert_eq!(one, of("two", &["-n", "6", "--threads", "2"]));
    // Three replicates first, three more later.
    of("grown", &["-n", "3"]);
    assert_eq!(one, of("grown", &["-n", "6"]));
    // A file of records that was cut in the middle of one.
    let records = here.path().join("two/records.bin");
    let bytes = fs::read(&records).unwrap();
    fs::write(&records, &bytes[..bytes.len() - 100]).unwrap();
    fs::remove_file(here.path().join("two/manifest.json")).unwrap();
    assert_eq!(one, of("two", &["-n", "6"]));
    // Drawn again from its records.
    fs::remove_file(here.path().join("one/summary.csv")).unwrap();
    let again = pricewar(&here, &["report", "one", "--no-charts"]);
    assert_eq!(code(&again), 0, "{}", complained(&again));
    assert_eq!(one, files(&here.path().join("one")));
}

#[test]
fn the_same_question_is_answered_from_store_and_another_does_not_overwrite_it() {
    let here = tempfile::tempdir().unwrap();
    let ask = |more: &[&str]| batch(&here, &[&["-n", "2", "--no-charts", "--out", "answer"], more].concat());
    assert_eq!(code(&ask(&[])), 0);
    let first = fs::read(here.path().join("answer/manifest.json")).unwrap();
    let second = ask(&[]);
    assert!(said(&second).contains("stored before"), "{}", said(&second));
    assert_eq!(fs::read(here.path().join("answer/manifest.json")).unwrap(), first);

    let other = ask(&["--seed", "99"]);
    assert_eq!(code(&other), 2);
    assert!(complained(&other).contains("--force"), "{}", complained(&other));
    assert_eq!(fs::read(here.path().join("answer/manifest.json")).unwrap(), first);

    fs::write(here.path().join("answer/notes.txt"), "mine").unwrap();
    assert_eq!(code(&ask(&["--seed", "99", "--force"])), 0);
    assert_ne!(fs::read(here.path().join("answer/manifest.json")).unwrap(), first);
    assert_eq!(fs::read_to_string(here.path().join("answer/notes.txt")).unwrap(), "mine");
}

#[test]
fn a_result_without_a_place_goes_under_output() {
    let here = tempfile::tempdir().unwrap();
    let output = batch(&here, &["-n", "2", "--no-charts", "--quiet"]);
    let page = said(&output);
    assert!(page.starts_with("output/baseline/batch-") && page.ends_with("/report.html\n"), "{page}");
    assert!(here.path().join(page.trim_end()).is_file());
}

#[test]
fn runs_that_fail_are_listed_with_their_reason_and_end_with_three() {
    let here = tempfile::tempdir().unwrap();
    pricewar(&here, &["new", "baseline"]);
    // Shares drawn apart do not sum to one, which no range can express.
    let text = "extends = \"baseline.toml\"\n[uncertainty]\n\
                \"provider.*.product.*.share\" = { uniform = { low = 0.5, high = 1.0 }, each = true }\n";
    fs::write(here.path().join("torn.toml"), text).unwrap();
    let output = pricewar(&here, &["batch", "torn.toml", "-n", "3", "--out", "r"]);
    assert_eq!(code(&output), 3, "{}", complained(&output));
    assert!(complained(&output).contains("replicate 0 failed:"), "{}", complained(&output));
    let page = fs::read_to_string(here.path().join("r/report.md")).unwrap();
    assert!(page.contains("No run finished") && page.contains("3 runs failed"), "{page}");
    let rows = fs::read_to_string(here.path().join("r/replicates.csv")).unwrap();
    assert_eq!(rows.lines().count(), 4, "failed runs have their row: {rows}");
}

#[test]
fn json_is_one_object() {
    let here = tempfile::tempdir().unwrap();
    let run = pricewar(&here, &[&["run"], &SMALL[..], &["--json", "--no-charts"]].concat());
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert!(value["measures"]["hhi_tokens"].as_f64().unwrap() > 0.0);
    assert!(value["user_reviews"].as_u64().unwrap() > 0 && value["events"].as_u64().unwrap() > 0);
    assert!(value["cpu_seconds"].is_number() && value["wall_seconds"].is_number() && value["seed"].is_u64());

    let batch = batch(&here, &["-n", "4", "--json", "--no-charts"]);
    let value: serde_json::Value = serde_json::from_slice(&batch.stdout).unwrap();
    let price = &value["measures"]["price_blended"];
    assert_eq!(price["n"], 4);
    assert!(price["ci_low"].as_f64().unwrap() <= price["mean"].as_f64().unwrap());
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let here = tempfile::tempdir().unwrap();
    for arguments in
        [&["schema"][..], &["list"], &["completions", "bash"], &["--help"], &["check", "baseline"]]
    {
        let mut child =
            command(&here, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(!complained(&output).contains("panicked"), "{arguments:?}: {}", complained(&output));
        assert_eq!(code(&output), 0, "{arguments:?}: {}", complained(&output));
    }
}

#[test]
fn a_new_scenario_can_be_checked_and_is_not_overwritten() {
    let here = tempfile::tempdir().unwrap();
    assert_eq!(code(&pricewar(&here, &["new", "mine", "--from", "china-2024-reactions"])), 0);
    let check = pricewar(&here, &["check", "mine.toml"]);
    assert_eq!(code(&check), 0, "{}", complained(&check));
    assert!(said(&check).contains("is in order"));
    let again = pricewar(&here, &["new", "mine"]);
    assert_eq!(code(&again), 2);
    assert!(complained(&again).contains("--force"));
}

#[test]
fn what_flags_add_is_compared_beside_the_arms_that_are_asked_for() {
    let here = tempfile::tempdir().unwrap();
    let few = ["--set", "segment.*.users=20"];
    let asked = [&["compare", "adoption", "--arms", "free", "--dry-run", "-n", "2"], &few[..]].concat();
    let runs = |more: &str| {
        let output = pricewar(&here, &[&asked[..], &[more]].concat());
        assert_eq!(code(&output), 0, "{}", complained(&output));
        said(&output).lines().next().map(str::to_owned).unwrap()
    };
    // Base and one arm; the twin is a third, the seven arms of causes make nine.
    for (more, arms) in [("--quiet", "2 arms"), ("--twin", "3 arms"), ("--causal", "9 arms")] {
        assert!(runs(more).contains(arms), "{more}: {}", runs(more));
    }
}

#[test]
fn what_a_segment_does_not_consider_is_never_the_cheapest() {
    let here = tempfile::tempdir().unwrap();
    let strict =
        ["invoice", "duopoly-logit", "--json", "--set", "segment.users.requires={ region = \"EU\" }"];
    let more = [
        "--set",
        "provider.A.regions=[\"EU\"]",
        "--set",
        "provider.A.product.a.price={ input = 5, output = 5 }",
    ];
    let output = pricewar(&here, &[&strict[..], &more].concat());
    assert_eq!(code(&output), 0, "{}", complained(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let quotes = json["quotes"].as_array().unwrap();
    let cheapest: Vec<&str> = quotes
        .iter()
        .filter(|quote| quote["is_cheapest"] == true)
        .map(|quote| quote["product"].as_str().unwrap())
        .collect();
    assert_eq!(cheapest, ["A/a"]);
}

#[test]
fn a_result_s_folder_does_not_stand_for_the_scenario_of_its_name() {
    let here = tempfile::tempdir().unwrap();
    fs::create_dir(here.path().join("duopoly-logit")).unwrap();
    let output = pricewar(&here, &["check", "duopoly-logit"]);
    assert_eq!(code(&output), 0, "{}", complained(&output));
}

#[test]
fn all_mistakes_come_at_once_with_their_places() {
    let here = tempfile::tempdir().unwrap();
    pricewar(&here, &["new", "mine"]);
    let path = here.path().join("mine.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"2 years\"", "\"2 yeers\"").replace("currency =", "curency =")).unwrap();
    let output = pricewar(&here, &["check", "mine.toml"]);
    assert_eq!(code(&output), 2);
    let words = complained(&output);
    assert!(words.contains("mine.toml:") && words.contains("yeers") && words.contains("curency"), "{words}");
}

#[test]
fn an_invoice_is_printed_line_by_line_and_names_what_there_is() {
    let here = tempfile::tempdir().unwrap();
    let asked = [
        "invoice",
        "billing-modes",
        "--usage",
        "3 Mtok/day",
        "--product",
        "subscription/m",
        "--plan",
        "Plus",
    ];
    let output = pricewar(&here, &asked);
    assert_eq!(code(&output), 0);
    let words = String::from_utf8(output.stdout).unwrap();
    // 3 x 30.4375 = 91.3125 Mtok lie within the quota of 100: the fee of 20 USD at 7.2 is all there is to pay.
    for part in ["91.3125 Mtok", "144.00", "264.81", "contained in the plan"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let output = pricewar(&here, &[&asked[..], &["--json"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["chosen"]["plan"], "Plus");
    assert_eq!(json["quotes"][1]["invoice"]["total"], 144.0);
    let output = pricewar(&here, &["invoice", "billing-modes", "--plan", "Pluz"]);
    assert_eq!(code(&output), 2);
    assert!(complained(&output).contains("did you mean `Plus`?"));
}

#[cfg(unix)]
#[test]
fn an_interruption_keeps_what_is_finished_and_says_how_to_go_on() {
    let here = tempfile::tempdir().unwrap();
    let arguments =
        [&["batch"], &SMALL[..], &["-n", "4000", "--threads", "1", "--no-charts", "--out", "r"]].concat();
    let child = command(&here, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Once some replicates are on disk it is interrupted as a terminal would.
    let records = here.path().join("r/records.bin");
    let some = || fs::metadata(&records).is_ok_and(|file| file.len() > 300_000);
    let waited = (0..600).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        some()
    });
    assert!(waited.is_some(), "no replicate was finished in half a minute");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", complained(&output));
    assert!(
        complained(&output)
            .contains("to go on: pricewar batch baseline --set 'horizon=28 days' -n 4000 --out r\n"),
        "{}",
        complained(&output)
    );
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(here.path().join("r/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["complete"], false);
    let finished = manifest["replicates"].as_u64().unwrap();
    assert!((1..4000).contains(&finished), "{finished}");
}
