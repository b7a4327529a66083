//! Finished runs are never lost: a kill at any instant, a full disk, a file in the way, two processes at one folder; what goes
//! on afterwards ends in the bytes of an undisturbed run. And runs that are added until an interval is narrow enough.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs::{self, File};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use common::{command, files, pricewar};
use tempfile::TempDir;

/// The bundled baseline, four weeks of it, forty times.
const ASK: [&str; 7] = ["batch", "baseline", "--set", "horizon=28 days", "-n", "40", "--no-charts"];

fn ask(here: &TempDir, more: &[&str]) -> Output {
    pricewar(here, &[&ASK[..], more].concat())
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", complained(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Twenty kills at instants drawn over the whole time that a run takes, its writing of tables included; each time it goes on.
#[cfg(unix)]
#[test]
fn a_kill_at_any_instant_loses_nothing() {
    use std::os::unix::process::ExitStatusExt;
    const KILLS: u32 = 20;
    let here = tempfile::tempdir().unwrap();
    let clock = Instant::now();
    done(&ask(&here, &["--out", "whole", "--threads", "2"]));
    let time = clock.elapsed();
    let whole = files(&here.path().join("whole"));
    let (mut kills, mut halfway, mut luck) = (0, 0, 20_240_515_u64);
    for round in 0..100 {
        if kills == KILLS {
            break;
        }
        let folder = format!("r{round}");
        let arguments = [&ASK[..], &["--out", &folder, "--threads", "2", "--resume"]].concat();
        while kills < KILLS {
            // A linear congruential generator (Knuth's MMIX): instants that are the same in every run of this test.
            luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let part = (luck >> 40) as f64 / f64::from(1_u32 << 24);
            let mut child =
                command(&here, &arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_secs_f64(part * time.as_secs_f64()));
            child.kill().unwrap();
            let status = child.wait().unwrap();
            if status.signal() != Some(9) {
                assert!(status.success(), "{status}");
                break;
            }
            kills += 1;
            let (place, records) = (here.path().join(&folder), "records.bin");
            halfway += u32::from(place.join(records).exists() && !place.join("manifest.json").exists());
        }
        done(&pricewar(&here, &arguments));
        assert_eq!(files(&here.path().join(&folder)), whole, "after {kills} kills");
        let left = fs::read_dir(here.path().join(&folder)).unwrap().map(|entry| entry.unwrap().file_name());
        let torn: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".pricewar-")).collect();
        assert!(torn.is_empty(), "{torn:?}");
    }
    assert_eq!(kills, KILLS);
    assert!(halfway > 0, "no kill met a run halfway");
}

/// A limit on the size of files, with its signal ignored, is the full disk that needs no rights to make.
#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_what_is_finished_stays() {
    let here = tempfile::tempdir().unwrap();
    done(&ask(&here, &["--out", "whole"]));
    let program = assert_cmd::cargo::cargo_bin!("pricewar").display().to_string();
    let line = format!(
        "trap '' XFSZ; ulimit -f 200; exec '{program}' batch baseline --set 'horizon=28 days' -n 40 --no-charts --out r"
    );
    let full =
        std::process::Command::new("sh").args(["-c", &line]).current_dir(here.path()).output().unwrap();
    assert_eq!(full.status.code(), Some(1), "{}", complained(&full));
    let words = complained(&full);
    assert!(
        words.contains("r/records.bin: ") && words.contains("runs that are finished are kept"),
        "{words}"
    );
    let kept = fs::metadata(here.path().join("r/records.bin")).unwrap().len();
    assert!(kept > 50_000, "{kept}");
    done(&ask(&here, &["--out", "r"]));
    assert_eq!(files(&here.path().join("whole")), files(&here.path().join("r")));
}

#[test]
fn a_file_in_the_way_is_named_and_nothing_is_damaged() {
    let here = tempfile::tempdir().unwrap();
    done(&ask(&here, &["--out", "whole"]));
    done(&pricewar(&here, &[&ASK[..4], &["-n", "3", "--no-charts", "--out", "r"]].concat()));
    // A folder cannot be replaced by a file, as a table that another program holds cannot on some systems.
    let table = here.path().join("r/summary.csv");
    fs::remove_file(&table).unwrap();
    fs::create_dir_all(table.join("held")).unwrap();
    let stopped = ask(&here, &["--out", "r"]);
    assert_eq!(stopped.status.code(), Some(1), "{}", complained(&stopped));
    assert!(complained(&stopped).contains("r/summary.csv: "), "{}", complained(&stopped));
    assert!(!here.path().join("r/manifest.json").exists(), "what is half replaced must not look whole");
    fs::remove_dir_all(&table).unwrap();
    done(&ask(&here, &["--out", "r"]));
    assert_eq!(files(&here.path().join("whole")), files(&here.path().join("r")));
}

#[test]
fn two_processes_do_not_write_into_one_folder() {
    let here = tempfile::tempdir().unwrap();
    fs::create_dir(here.path().join("r")).unwrap();
    let lock = File::create(here.path().join("r/.pricewar.lock")).unwrap();
    lock.lock().unwrap();
    // What a killed process leaves is not swept away under another's feet, and is no reason to refuse a folder.
    fs::write(here.path().join("r/.pricewar-x7"), "half a table").unwrap();
    for more in [&["--out", "r"][..], &["--out", "r", "--force"], &["--out", "r", "--shard", "0/2"]] {
        let second = ask(&here, more);
        assert_eq!(second.status.code(), Some(1), "{}", complained(&second));
        assert!(
            complained(&second).contains("r: another pricewar is writing there"),
            "{}",
            complained(&second)
        );
        assert_eq!(fs::read_dir(here.path().join("r")).unwrap().count(), 2);
    }
    drop(lock);
    done(&ask(&here, &["--out", "r"]));
    assert!(!here.path().join("r/.pricewar-x7").exists());
}

#[test]
fn a_failed_replicate_is_listed_with_its_seed() {
    let here = tempfile::tempdir().unwrap();
    pricewar(&here, &["new", "baseline"]);
    let text = "extends = \"baseline.toml\"\nhorizon = \"28 days\"\n[uncertainty]\n\
                \"provider.*.product.*.share\" = { uniform = { low = 0.5, high = 1.0 }, each = true }\n";
    fs::write(here.path().join("torn.toml"), text).unwrap();
    for more in [&["--no-charts"][..], &["--shard", "0/1"]] {
        let output = pricewar(
            &here,
            &[&["batch", "torn.toml", "-n", "5", "--seed", "11", "--out", "r", "--force"], more].concat(),
        );
        assert_eq!(output.status.code(), Some(3), "{}", complained(&output));
        let words = complained(&output);
        assert!(words.contains("replicate 0 failed: ") && words.contains("(arm base, seed 11)"), "{words}");
        assert!(words.contains("2 more failed; manifest.json lists them"), "{words}");
        let manifest = fs::read(here.path().join("r/manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        assert_eq!(manifest["failed"].as_array().unwrap().len(), 5);
        assert_eq!(manifest["failed"][4]["replicate"], 4);
        assert_eq!(manifest["failed"][4]["seed"], 11);
    }
}

#[test]
fn replicates_are_added_until_the_interval_is_narrow() {
    let here = tempfile::tempdir().unwrap();
    let batch = |more: &[&str]| {
        let base = ["batch", "baseline", "--set", "horizon=28 days", "--no-charts"];
        pricewar(&here, &[&base[..], more].concat())
    };
    // Half widths of a share after 10, 20, 30 ... replicates, from tables.
    let half = |n: u32| -> f64 {
        let n = n.to_string();
        let json: serde_json::Value =
            serde_json::from_slice(&batch(&["-n", &n, "--out", &format!("n{n}"), "--json"]).stdout).unwrap();
        let share =
            json["measures"].as_object().unwrap().iter().find(|(name, _)| name.starts_with("share_tokens."));
        let share = share.unwrap().1;
        (share["ci_high"].as_f64().unwrap() - share["ci_low"].as_f64().unwrap()) / 2.0
    };
    let json: serde_json::Value =
        serde_json::from_slice(&batch(&["-n", "2", "--out", "n", "--json"]).stdout).unwrap();
    let name =
        json["measures"].as_object().unwrap().keys().find(|name| name.starts_with("share_tokens.")).unwrap();
    let halves: Vec<f64> = (1..=4).map(|block| half(10 * block)).collect();
    // A width that the third block is the first to reach, or the first that any block before the fourth does.
    let wanted = halves[1].min(halves[0]) * 0.999;
    let expected = 10 * (1 + halves.iter().position(|half| *half <= wanted).expect("four blocks narrow it"));
    assert!(expected > 20);
    let precision = format!("{name} {}pt", wanted * 100.0);
    done(&batch(&["-n", "10", "--precision", &precision, "--out", "p"]));
    // The resolved scenario says how many were asked for at first; all else is that of as many asked for at once.
    let of = |name: &str| {
        let mut all = files(&here.path().join(name));
        all.remove("scenario.toml");
        all
    };
    let whole = of(&format!("n{expected}"));
    assert!(of("p") == whole, "--precision differs from as many replicates at once");
    // Asked again it is stored; what an earlier sitting left does not change where it stops.
    assert!(done(&batch(&["-n", "10", "--precision", &precision, "--out", "p"])).contains("stored before"));
    done(&batch(&["-n", "10", "--out", "q"]));
    done(&batch(&["-n", "10", "--precision", &precision, "--out", "q"]));
    assert!(of("q") == whole, "an earlier sitting changes where --precision stops");
    // What cannot be is refused before anything is run.
    for (wrong, words) in [
        ("share_tokens.Nobody 1pt", "Nobody"),
        ("hhi_tokenz 1", "no such measure"),
        ("hhi_tokens", "expected a measure"),
    ] {
        let output = batch(&["--precision", wrong, "--out", "w"]);
        assert_eq!(output.status.code(), Some(2), "{}", complained(&output));
        assert!(complained(&output).contains(words), "{}", complained(&output));
        assert!(!here.path().join("w/records.bin").exists());
    }
}

#[test]
fn a_dry_run_says_what_it_takes_and_writes_nothing() {
    let here = tempfile::tempdir().unwrap();
    let told = |more: &[&str]| done(&ask(&here, &[&["--dry-run"], more].concat()));
    let words = told(&[]);
    for part in ["40 replicates", "time ", "memory ", "disk "] {
        assert!(words.contains(part), "{words}");
    }
    assert!(told(&["--shard", "0/3"]).contains("shard 0/3 has 14 of them"));
    let json: serde_json::Value = serde_json::from_str(&told(&["--json"])).unwrap();
    assert_eq!((&json["runs"], &json["stored"]), (&40.into(), &0.into()));
    assert!(
        json["seconds"].as_f64().unwrap() > 0.0 && json["disk_bytes"].as_u64().unwrap() > 100_000,
        "{json}"
    );
    assert_eq!(fs::read_dir(here.path()).unwrap().count(), 0);
    done(&pricewar(&here, &[&ASK[..4], &["-n", "3", "--no-charts", "--out", "r"]].concat()));
    assert!(told(&["--out", "r"]).contains("3 are stored already"));
}
