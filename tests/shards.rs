//! Studies in shards: merged they are the bytes of the unsharded command; what does not belong together is refused; what is
//! missing is named with the command that makes it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{files, pricewar};
use tempfile::TempDir;

/// Two firms for six weeks, with an arm, something drawn, and something to sweep.
const MARKET: &str = r#"
title    = "Two firms"
start    = 2025-01-01
horizon  = "6 weeks"
currency = "USD"
seed     = 7
[record]
every  = "7 days"
window = "7 days"
[reference]
price = "1 USD/Mtok"
[[segment]]
name   = "companies"
users  = 200
usage  = { median = "20 Mtok/day", sigma = 1 }
churn  = "4 %/month"
[[provider]]
name    = "A"
cash    = "5 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "60 %" }]
[[provider]]
name    = "B"
cash    = "5 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "40 %" }]
[[shock]]
at    = 2025-01-15
name  = "cut"
price = { provider = "A", product = "p", price = { input = 0.4, output = 1.2 } }
[uncertainty]
"segment.companies.tastes.price" = { lognormal = { median = 0.8, sigma = 0.1 } }
[compare.arms.no_cut]
shock.cut.enabled = false
[tournament]
seats = ["A", "B"]
war = ["give_away"]
[tournament.strategies]
hold = "hold"
give_away = { cost_plus = { margin = "0 %" } }
"#;

fn here() -> TempDir {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("market.toml"), MARKET).unwrap();
    here
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn ask(here: &TempDir, words: &[&str], more: &[&str]) -> Output {
    pricewar(here, &[words, more].concat())
}

/// The folder of the shards of the only question asked here.
fn shards(here: &Path) -> String {
    let under = here.join("output/market");
    let names = fs::read_dir(&under).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.into_iter().find(|name| name.ends_with("-shards")).unwrap();
    format!("output/market/{name}")
}

#[test]
fn shards_of_every_study_merge_to_the_bytes_of_the_whole() {
    let studies: [&[&str]; 6] = [
        &["batch", "market.toml", "-n", "7"],
        &["compare", "market.toml", "-n", "3"],
        &[
            "price",
            "market.toml",
            "--product",
            "A/p",
            "--cuts",
            "0,20%",
            "-n",
            "3",
            "--set",
            "shock.cut.enabled=false",
        ],
        &[
            "sweep",
            "market.toml",
            "--over",
            "segment.*.churn=1,3,5 %/month",
            "--output",
            "profit.A",
            "-n",
            "2",
            "--set",
            "uncertainty={}",
        ],
        &["sensitivity", "market.toml", "--samples", "4", "--output", "hhi_tokens", "-n", "2"],
        &["tournament", "market.toml", "-n", "2"],
    ];
    for study in studies {
        let here = here();
        done(&ask(&here, study, &["--out", "whole"]));
        // Charts are drawn of the batch alone: they are a function of the same findings.
        for (shard, threads) in [("1/3", "2"), ("0/3", "1"), ("2/3", "2")] {
            done(&ask(&here, study, &["--shard", shard, "--threads", threads]));
        }
        let folder = shards(here.path());
        done(&pricewar(&here, &["merge", &folder, "--out", "merged"]));
        assert_eq!(files(&here.path().join("whole")), files(&here.path().join("merged")), "{study:?}");
        // Without --out it is where the command would have put it, and the command then finds it.
        done(&pricewar(&here, &["merge", &folder, "--no-charts", "--quiet"]));
        assert!(done(&ask(&here, study, &["--no-charts"])).contains("stored before"), "{study:?}");
        assert!(here.path().join(folder.replace("-shards", "")).join("report.html").is_file());
    }
}

#[test]
fn a_shard_that_is_missing_torn_or_too_short_is_named_with_its_command() {
    let here = here();
    let batch: &[&str] = &["batch", "market.toml", "--set", "title=it's one", "-n", "7", "--no-charts"];
    let shard =
        |which: &str, more: &[&str]| ask(&here, batch, &[&["--shard", which, "--quiet"], more].concat());
    for which in ["0/3", "1/3"] {
        done(&shard(which, &[]));
    }
    done(&shard("2/3", &["--out", "last one"]));
    let folder = shards(here.path());
    let merge = || pricewar(&here, &["merge", &folder, "last one", "--no-charts", "--out", "merged"]);
    // Of the first nothing is left, of the second the last record is torn, as by a kill.
    fs::remove_dir_all(here.path().join(&folder).join("0-of-3")).unwrap();
    let torn = here.path().join("last one/records.bin");
    let bytes = fs::read(&torn).unwrap();
    fs::write(&torn, &bytes[..bytes.len() - 9]).unwrap();
    fs::remove_file(here.path().join("last one/manifest.json")).unwrap();
    let words = refused(&pricewar(&here, &["report", &format!("{folder}/1-of-3")]));
    assert!(words.contains("holds shard 1/3 of a result"), "{words}");
    let words = refused(&merge());
    assert!(words.contains("2 of 3 shards are not whole"), "{words}");
    let line = r"pricewar batch market.toml --set 'title=it'\''s one' -n 7 --shard";
    assert!(words.contains(&format!("shard 0/3, 3 of its 3 runs: {line} 0/3\n")), "{words}");
    assert!(words.contains(&format!("shard 2/3, 1 of its 2 runs: {line} 2/3 --out 'last one'")), "{words}");
    assert!(!here.path().join("merged").exists(), "a refused merge leaves nothing");
    // The commands as they stand, and a part submitted twice, the second time into another folder.
    done(&shard("0/3", &[]));
    done(&shard("0/3", &["--out", "twice"]));
    done(&shard("2/3", &["--out", "last one", "--resume"]));
    done(&pricewar(&here, &["merge", &folder, "last one", "twice", "--no-charts", "--out", "merged"]));
    done(&ask(&here, batch, &["--out", "whole"]));
    assert_eq!(files(&here.path().join("whole")), files(&here.path().join("merged")));
    assert!(refused(&shard("0/3", &["--out", "whole"])).contains("holds a whole result"));
    // More replicates are asked for: the shards grow, one alone is not enough.
    let more: &[&str] = &["batch", "market.toml", "--set", "title=it's one", "-n", "9", "--no-charts"];
    done(&ask(&here, more, &["--shard", "1/3"]));
    let words = refused(&pricewar(&here, &["merge", &folder, "last one", "--no-charts"]));
    assert!(words.contains("1 of its 3 runs") && words.contains("-n 9 --shard 2/3"), "{words}");
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let here = here();
    let shard = |which: &str, more: &[&str]| {
        done(&ask(
            &here,
            &["batch", "market.toml", "-n", "2", "--no-charts", "--quiet", "--shard", which],
            more,
        ));
    };
    shard("0/2", &["--out", "a"]);
    shard("1/2", &["--out", "b", "--set", "segment.companies.users=201"]);
    let merge = |folders: &[&str]| refused(&pricewar(&here, &[&["merge", "--no-charts"], folders].concat()));
    let words = merge(&["a", "b"]);
    assert!(
        words.contains("ask different questions")
            && words.contains("`users = 200")
            && words.contains("`users = 201"),
        "{words}"
    );
    // Another build of the program.
    let path = here.path().join("b/records.bin");
    let bytes = fs::read(&path).unwrap();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let source = head.split(' ').nth(4).unwrap().to_owned();
    fs::write(&path, [head.replace(&source, "feedfeedfeedfeed").as_bytes(), &bytes[end..]].concat()).unwrap();
    let words = merge(&["a", "b"]);
    assert!(words.contains("another build of pricewar (source feedfeedfeedfeed)"), "{words}");
    // A scenario that was changed beside its records.
    shard("1/2", &["--out", "c"]);
    for folder in ["a", "c"] {
        let path = here.path().join(folder).join("scenario.toml");
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("users = 200", "users = 300")).unwrap();
    }
    assert!(merge(&["a", "c"]).contains("was it changed?"));
    let words = merge(&["output/market/batch-00000000-shards/1-of-2"]);
    assert!(words.contains("there is no folder output/market/batch-00000000-shards/1-of-2"), "{words}");
    assert!(words.contains("the nearest folder that is there is ., with a, b, c in it"), "{words}");
    assert!(words.contains("help: `pricewar batch market --shard 1/2`"), "{words}");
    fs::create_dir(here.path().join("empty")).unwrap();
    assert!(merge(&["empty"]).contains("none of these folders has a finished run"));
}

#[test]
fn a_wrong_shard_is_explained() {
    let here = here();
    for (shard, words) in [("3/3", "the last is 2/3"), ("1", "0/4, 1/4"), ("a/b", "0/4, 1/4")] {
        let said = refused(&pricewar(&here, &["batch", "market.toml", "--shard", shard]));
        assert!(said.contains(words), "{said}");
    }
    let said =
        refused(&pricewar(&here, &["batch", "market.toml", "--shard", "0/2", "--precision", "hhi_tokens 1"]));
    assert!(said.contains("cannot be used with"), "{said}");
    assert!(refused(&pricewar(&here, &["run", "market.toml", "--shard", "0/2"])).contains("one history"));
    let said = refused(&pricewar(&here, &["tournament", "--payoffs", "game.csv", "--shard", "0/2"]));
    assert!(said.contains("--shard is for runs"), "{said}");
}

#[test]
fn a_script_has_its_number_of_shards_written_in_it() {
    let here = here();
    let script = done(&pricewar(
        &here,
        &[
            "slurm",
            "market.toml",
            "--shards",
            "4",
            "-n",
            "9",
            "--study",
            "compare",
            "--time",
            "1:00:00",
            "--",
            "--arms",
            "no_cut",
        ],
    ));
    assert!(script.starts_with("#!/bin/bash\n") && script.contains("#SBATCH --array=0-3\n"), "{script}");
    assert!(script.contains("#SBATCH --time=1:00:00\n"), "{script}");
    assert!(
        script.contains(
            r#"compare market.toml --arms no_cut -n 9 --shard "$SLURM_ARRAY_TASK_ID/4" --threads 1 --quiet"#
        ),
        "{script}"
    );
    // What is wrong with the study is said before anything is submitted.
    let wrong = pricewar(
        &here,
        &["slurm", "market.toml", "--shards", "4", "--study", "compare", "--", "--arms", "nocut"],
    );
    assert!(refused(&wrong).contains("did you mean `no_cut`?"));
    let many = pricewar(&here, &["slurm", "market.toml", "--shards", "9", "-n", "3"]);
    assert!(refused(&many).contains("more than the 3 runs"));
}
