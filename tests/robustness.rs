//! The command line under bad circumstances: a reader who has gone, a full standard output, a strange locale, no home, no temporary
//! folder, names in Chinese, folders that are damaged. What was tried beyond this, with rights and mounts that a test does not have, is
//! in docs/robustness.md.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;
#[allow(dead_code, reason = "only the generator is used here")]
mod mutants;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use common::{command, files, pricewar};
use mutants::Luck;
use tempfile::TempDir;

/// Commands of every kind, small.
const COMMANDS: [&[&str]; 17] = [
    &["run", "baseline", "--set", "horizon=28 days", "--set", "segment.*.users=100", "--no-charts"],
    &[
        "batch",
        "baseline",
        "--set",
        "horizon=28 days",
        "--set",
        "segment.*.users=100",
        "-n",
        "2",
        "--no-charts",
    ],
    &["batch", "baseline", "--set", "horizon=28 days", "--set", "segment.*.users=100", "--dry-run"],
    &["compare", "duopoly-logit", "--twin", "-n", "1", "--no-charts"],
    &["tournament", "price-war-game", "--set", "horizon=14 days", "-n", "1", "--no-charts"],
    &["check", "baseline"],
    &["cost", "deepseek-economics", "--no-charts"],
    &["equilibrium", "duopoly-logit", "--no-charts"],
    &["invoice", "billing-modes"],
    &["explain", "technology.rent"],
    &["explain", "measure"],
    &["slurm", "baseline", "--shards", "4"],
    &["list"],
    &["schema"],
    &["completions", "bash"],
    &["--help"],
    &["run", "--help"],
];

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a command says, but for seconds and memory, which differ from run to run.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let varies = |line: &&str| line.starts_with("time ") || line.starts_with("memory ");
    text.lines().filter(|line| !varies(line)).collect::<Vec<_>>().join("\n")
}

fn done(output: &Output, what: &str) {
    assert_eq!(output.status.code(), Some(0), "{what}: {}", complained(output));
    assert!(!complained(output).contains("panicked"), "{what}: {}", complained(output));
}

/// How a circumstance may show.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// Not at all: the same bytes.
    Nothing,
    /// Help is broken into lines of another width; all else is the same bytes.
    BreakHelp,
}

/// What it is called, the variables that are set, how it may show.
type Circumstance = (&'static str, &'static [(&'static str, &'static str)], May);

#[test]
fn the_environment_changes_nothing() {
    let strange: [Circumstance; 4] = [
        ("a locale that there is not", &[("LC_ALL", "xx_YY.UTF-99"), ("LANG", "xx")], May::Nothing),
        ("the locale C", &[("LC_ALL", "C"), ("LANG", "C")], May::Nothing),
        ("a narrow terminal", &[("COLUMNS", "20"), ("LINES", "2"), ("TERM", "dumb")], May::BreakHelp),
        ("no folder for temporary files", &[("TMPDIR", "/nowhere"), ("TERM", "")], May::Nothing),
    ];
    for asked in COMMANDS {
        let here = tempfile::tempdir().unwrap();
        let plain = pricewar(&here, asked);
        done(&plain, &asked.join(" "));
        for (name, variables, may) in strange {
            let there = tempfile::tempdir().unwrap();
            let output =
                command(&there, asked).envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap();
            let what = format!("{}: {name}", asked.join(" "));
            done(&output, &what);
            assert_eq!(told(&output, &there, asked, may), told(&plain, &here, asked, may), "{what}");
        }
        let bare = tempfile::tempdir().unwrap();
        let output = command(&bare, asked).env_clear().stdin(Stdio::null()).output().unwrap();
        let what = format!("{} without an environment", asked.join(" "));
        done(&output, &what);
        let may = May::BreakHelp;
        assert_eq!(told(&output, &bare, asked, may), told(&plain, &here, asked, may), "{what}");
    }
}

/// What was said, wherever that was; the words alone where lines may break elsewhere.
fn told(output: &Output, folder: &TempDir, asked: &[&str], may: May) -> String {
    let folder = fs::canonicalize(folder.path()).unwrap();
    let text = said(output).replace(folder.to_str().unwrap(), "FOLDER");
    if may == May::BreakHelp && asked.contains(&"--help") {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    text
}

#[test]
fn a_reader_who_has_gone_is_no_error() {
    for asked in COMMANDS {
        let here = tempfile::tempdir().unwrap();
        let mut child = command(&here, asked).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        done(&child.wait_with_output().unwrap(), &asked.join(" "));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_standard_output_that_is_full_is_named() {
    for asked in COMMANDS.iter().filter(|asked| !asked.contains(&"--help")) {
        let here = tempfile::tempdir().unwrap();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&here, asked).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", asked.join(" "));
        assert!(
            complained(&output).contains("error: standard output: "),
            "{asked:?}: {}",
            complained(&output)
        );
    }
}

#[test]
fn folders_and_files_may_have_any_name() {
    let here = tempfile::tempdir().unwrap();
    let folder = here.path().join("价格战 与 spaces 'quoted' \"twice\" $HOME");
    fs::create_dir(&folder).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = command(&here, arguments);
        command.current_dir(&folder).output().unwrap()
    };
    done(&run(&["new", "我的 市场"]), "new");
    done(&run(&["check", "我的 市场.toml"]), "check");
    let small = ["--set", "horizon=28 days", "--set", "segment.*.users=100"];
    done(&run(&[&["batch", "我的 市场.toml", "-n", "2", "--out", "结 果"], &small[..]].concat()), "batch");
    assert!(folder.join("结 果/charts/posted-prices.png").is_file());
    done(&run(&["report", "结 果", "--lang", "zh", "--no-charts"]), "report");
    for shard in ["0/2", "1/2"] {
        done(
            &run(&[&["batch", "我的 市场.toml", "-n", "2", "--shard", shard], &small[..]].concat()),
            "shard",
        );
    }
    let parts: Vec<PathBuf> =
        fs::read_dir(folder.join("output/我的 市场")).unwrap().map(|entry| entry.unwrap().path()).collect();
    done(&run(&["merge", parts[0].to_str().unwrap(), "--out", "合 并", "--no-charts"]), "merge");
    let (one, other) = (files(&folder.join("结 果")), files(&folder.join("合 并")));
    assert_eq!(one["summary.csv"], other["summary.csv"]);
}

#[test]
fn the_page_of_a_study_is_not_replaced_by_that_of_a_batch() {
    let here = tempfile::tempdir().unwrap();
    let studies: [&[&str]; 2] = [
        &["compare", "duopoly-logit", "--twin", "-n", "1"],
        &[
            "sweep",
            "duopoly-logit",
            "--over",
            "provider.*.cash=1,2 M USD",
            "--output",
            "hhi_tokens",
            "-n",
            "1",
        ],
    ];
    for asked in studies {
        done(&pricewar(&here, &[asked, &["--out", "r", "--force", "--no-charts"]].concat()), asked[0]);
        let before = files(&here.path().join("r"));
        let refused = pricewar(&here, &["report", "r"]);
        assert_eq!(refused.status.code(), Some(2), "{}", complained(&refused));
        assert!(complained(&refused).contains(&format!("holds an answer of `pricewar {}`", asked[0])));
        assert_eq!(files(&here.path().join("r")), before);
    }
}

/// Does some damage to a file of a folder and says what.
fn damage(folder: &Path, luck: &mut Luck) -> String {
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    all.sort();
    let path = luck.pick(&all).clone();
    let mut bytes = fs::read(&path).unwrap();
    let what = match luck.below(6) {
        0 => {
            fs::remove_file(&path).unwrap();
            return format!("{} removed", path.display());
        }
        1 => {
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
            return format!("{} made a folder", path.display());
        }
        2 => {
            bytes.truncate(luck.below(bytes.len() + 1));
            "cut"
        }
        3 => {
            bytes.clear();
            "emptied"
        }
        4 => {
            bytes.extend(b"\0{{{more");
            "added to"
        }
        _ => {
            for _ in 0..=luck.below(20) {
                if !bytes.is_empty() {
                    let at = luck.below(bytes.len());
                    bytes[at] = luck.next() as u8;
                }
            }
            "garbled"
        }
    };
    fs::write(&path, bytes).unwrap();
    format!("{} {what}", path.display())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn a_damaged_folder_is_refused_mended_or_read() {
    const BATCH: [&str; 9] = [
        "batch",
        "baseline",
        "--set",
        "horizon=28 days",
        "--set",
        "segment.*.users=100",
        "-n",
        "3",
        "--no-charts",
    ];
    let here: TempDir = tempfile::tempdir().unwrap();
    done(&pricewar(&here, &[&BATCH[..], &["--out", "whole"]].concat()), "batch");
    for shard in ["0", "1"] {
        let arguments = ["--shard", &format!("{shard}/2"), "--out", &format!("s{shard}")];
        done(&pricewar(&here, &[&BATCH[..], &arguments].concat()), "shard");
    }
    let whole = files(&here.path().join("whole"));
    for case in 0..24 {
        let mut luck = Luck::new(case);
        let place = |name: &str| here.path().join(format!("{name}-{case}"));
        copy(&here.path().join("whole"), &place("r"));
        let mut what = damage(&place("r"), &mut luck);
        if luck.one_in(2) {
            what += &damage(&place("r"), &mut luck);
        }
        let name = format!("r-{case}");
        let redrawn = pricewar(&here, &["report", &name, "--no-charts"]);
        let again = pricewar(&here, &[&BATCH[..], &["--out", &name]].concat());
        copy(&here.path().join("s0"), &place("s"));
        copy(&here.path().join("s1"), &place("t"));
        what += &damage(&place("s"), &mut luck);
        let (s, t) = (format!("s-{case}"), format!("t-{case}"));
        let merged = pricewar(&here, &["merge", &s, &t, "--out", &format!("m-{case}"), "--no-charts"]);
        for output in [&redrawn, &again, &merged] {
            let code = output.status.code();
            assert!(matches!(code, Some(0..=2)), "{what}: {code:?} {}", complained(output));
            assert!(!complained(output).contains("panicked"), "{what}: {}", complained(output));
            assert!(
                code == Some(0) || !complained(output).trim().is_empty(),
                "{what}: refused without a word"
            );
        }
        // What ends well is right, whatever stood there; an older table may stay where the manifest still vouches for it.
        if merged.status.success() {
            assert_eq!(files(&place("m"))["summary.csv"], whole["summary.csv"], "{what}");
        }
    }
}
