//! Workbooks: cell by cell what the CSVs hold, the same bytes for the same result, and never a leaf of an older one.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::pricewar;
use serde_json::Value;
use tempfile::TempDir;

/// Days from the day that Excel counts from to the first day of Unix.
const UNIX: f64 = 25_569.0;

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Rows of a CSV, the head first.
fn csv(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Sheets of a workbook by name, each the text that a CSV would have, and how many cells of each kind were met.
fn sheets(path: &Path) -> (BTreeMap<String, Vec<Vec<Data>>>, [usize; 3]) {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let names = workbook.sheet_names();
    let mut kinds = [0; 3];
    let mut read = |name: String| {
        let range = workbook.worksheet_range(&name).unwrap();
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        for cell in rows.iter().flatten() {
            match cell {
                Data::Float(_) => kinds[0] += 1,
                Data::String(_) => kinds[1] += 1,
                Data::DateTime(_) => kinds[2] += 1,
                Data::Empty => {}
                other => panic!("{other:?}"),
            }
        }
        (name, rows)
    };
    let sheets = names.into_iter().map(&mut read).collect();
    (sheets, kinds)
}

/// Whether a cell is what a CSV has in its place.
fn is_same(cell: &Data, text: &str) -> bool {
    match cell {
        Data::Empty => text.is_empty(),
        Data::String(words) => words == text,
        // To the last digit.
        Data::Float(number) => text.parse::<f64>().is_ok_and(|wanted| wanted.to_bits() == number.to_bits()),
        Data::DateTime(day) => text.parse::<jiff::civil::Date>().is_ok_and(|date| {
            let since = jiff::civil::date(1970, 1, 1).until(date).unwrap().get_days();
            (day.as_f64() - UNIX - f64::from(since)).abs() < 1e-9
        }),
        _ => false,
    }
}

/// Holds that a result's workbook has a sheet for every CSV and nothing else, cell by cell; returns kinds of cells.
fn holds(folder: &Path) -> [usize; 3] {
    let (sheets, kinds) = sheets(&folder.join("result.xlsx"));
    let mut tables = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "csv") || path.ends_with("payoffs.csv") {
            continue;
        }
        tables += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (sheet, rows) = (&sheets[name], csv(&path));
        assert_eq!(sheet.len(), rows.len(), "{name}");
        for (at, (cells, texts)) in sheet.iter().zip(&rows).enumerate() {
            for (column, text) in texts.iter().enumerate() {
                let cell = cells.get(column).unwrap_or(&Data::Empty);
                assert!(is_same(cell, text), "{name} row {at} column {column}: {cell:?}, {text}");
            }
        }
    }
    assert_eq!(tables, sheets.len());
    kinds
}

#[test]
fn a_workbook_is_the_tables_and_the_same_bytes_every_time() {
    let here = tempfile::tempdir().unwrap();
    let ask = |folder: &str, threads: &str| {
        let words = ["batch", "baseline", "--set", "horizon=28 days", "-n", "3", "--no-charts", "--quiet"];
        done(&pricewar(&here, &[&words[..], &["--xlsx", "--threads", threads, "--out", folder]].concat()));
        here.path().join(folder)
    };
    let one = ask("one", "1");
    let [numbers, words, days] = holds(&one);
    assert!(numbers > 10_000 && words > 5_000 && days > 1_000, "{numbers} {words} {days}");
    let two = ask("two", "2");
    let bytes = |folder: &Path| fs::read(folder.join("result.xlsx")).unwrap();
    assert!(bytes(&one) == bytes(&two), "the workbook differs from run to run");
    let manifest: Value = serde_json::from_slice(&fs::read(one.join("manifest.json")).unwrap()).unwrap();
    let listed = manifest["files"].as_array().unwrap().iter().find(|file| file["file"] == "result.xlsx");
    assert_eq!(listed.unwrap()["blake3"], blake3::hash(&bytes(&one)).to_hex().to_string());
}

#[test]
fn a_workbook_can_be_asked_for_later_and_does_not_outlive_its_result() {
    let here = tempfile::tempdir().unwrap();
    let ask = |more: &[&str]| {
        let words = ["batch", "baseline", "--set", "horizon=28 days", "--no-charts", "--quiet", "--out", "r"];
        done(&pricewar(&here, &[&words[..], more].concat()));
        here.path().join("r/result.xlsx").exists()
    };
    assert!(!ask(&["-n", "2"]));
    assert!(ask(&["-n", "2", "--xlsx"]));
    holds(&here.path().join("r"));
    assert!(ask(&["-n", "2"]), "the same result has it still");
    assert!(!ask(&["-n", "3"]), "of another result it would be a leaf of an older one");
    fs::write(here.path().join("r/notes.xlsx"), "the user's own").unwrap();
    done(&pricewar(&here, &["report", "r", "--no-charts", "--xlsx"]));
    holds(&here.path().join("r"));
    assert!(!ask(&["-n", "4"]) && here.path().join("r/notes.xlsx").exists());
}

#[test]
fn every_command_that_leaves_tables_can_leave_a_workbook() {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("game.csv"), ",Cooperate,Defect\nCooperate,3,0\nDefect,5,1\n").unwrap();
    let asked: [&[&str]; 8] = [
        &["run", "baseline", "--set", "horizon=28 days"],
        &["compare", "baseline", "--set", "horizon=28 days", "-n", "2"],
        &[
            "price",
            "baseline",
            "--set",
            "horizon=28 days",
            "-n",
            "2",
            "--product",
            "Aster-L",
            "--cuts",
            "0,25%",
        ],
        &[
            "sweep",
            "baseline",
            "--set",
            "horizon=28 days",
            "--set",
            "uncertainty={}",
            "--over",
            "segment.*.churn=1,3 %/month",
            "--output",
            "hhi_tokens",
            "-n",
            "2",
        ],
        &[
            "sensitivity",
            "baseline",
            "--set",
            "horizon=28 days",
            "--samples",
            "2",
            "--output",
            "hhi_tokens",
            "-n",
            "1",
        ],
        &["tournament", "--payoffs", "game.csv"],
        &["cost", "baseline"],
        &["equilibrium", "duopoly-logit"],
    ];
    for (at, words) in asked.iter().enumerate() {
        let folder = format!("r{at}");
        done(&pricewar(&here, &[words, &["--no-charts", "--xlsx", "--out", &folder][..]].concat()));
        let [numbers, words, _] = holds(&here.path().join(&folder));
        assert!(numbers > 0 && words > 0);
    }
}

#[test]
fn shards_merge_into_a_workbook() {
    let here: TempDir = tempfile::tempdir().unwrap();
    let words = ["batch", "baseline", "--set", "horizon=28 days", "-n", "2", "--no-charts", "--quiet"];
    for shard in ["0/2", "1/2"] {
        done(&pricewar(&here, &[&words[..], &["--shard", shard, "--out", &shard[..1]]].concat()));
    }
    done(&pricewar(&here, &["merge", "0", "1", "--no-charts", "--xlsx", "--out", "merged", "--quiet"]));
    done(&pricewar(&here, &[&words[..], &["--xlsx", "--out", "whole"]].concat()));
    let bytes = |folder: &str| fs::read(here.path().join(folder).join("result.xlsx")).unwrap();
    assert!(bytes("merged") == bytes("whole"));
}
