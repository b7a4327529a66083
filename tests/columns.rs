//! Parquet: cell by cell what the CSVs hold, typed, nothing for nothing; the same bytes for the same result. A build without it
//! says so.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::process::Output;

use common::pricewar;
use tempfile::TempDir;

/// Two runs of four weeks. A run whose margin is not drawn sensibly would fail; none does here.
const ASK: [&str; 9] =
    ["batch", "baseline", "--set", "horizon=28 days", "-n", "3", "--no-charts", "--quiet", "--parquet"];

fn asked(here: &TempDir, folder: &str, threads: &str) -> Output {
    pricewar(here, &[&ASK[..], &["--threads", threads, "--out", folder]].concat())
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_it_says_which_has_it() {
    let here = tempfile::tempdir().unwrap();
    for output in [
        asked(&here, "r", "1"),
        pricewar(&here, &["merge", "nowhere", "--parquet"]),
        pricewar(&here, &["report", "nowhere", "--parquet"]),
    ] {
        assert_eq!(output.status.code(), Some(2));
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(words.contains("this build of pricewar writes no Parquet"), "{words}");
        assert!(words.contains("--features parquet"), "{words}");
    }
    assert!(!here.path().join("r").exists(), "nothing is run for a file that cannot be written");
}

#[cfg(feature = "parquet")]
mod built {
    use std::fs::{self, File};
    use std::path::Path;

    use parquet::basic::{LogicalType, Type as Physical};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;

    /// Whether a field is what a CSV has in its place.
    fn is_same(field: &Field, text: &str) -> bool {
        match field {
            Field::Null => text.is_empty(),
            Field::Str(words) => words == text && !text.is_empty(),
            Field::Long(count) => text == count.to_string(),
            Field::Double(number) => {
                text.parse::<f64>().is_ok_and(|value| value.to_bits() == number.to_bits())
            }
            Field::Date(days) => {
                let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(*days)).unwrap();
                text == date.to_string()
            }
            _ => false,
        }
    }

    /// Holds a file against its CSV; returns the types of its columns by name.
    fn holds(folder: &Path, name: &str) -> Vec<(String, Physical, Option<LogicalType>)> {
        let file =
            SerializedFileReader::new(File::open(folder.join(format!("{name}.parquet"))).unwrap()).unwrap();
        let mut csv = csv::Reader::from_path(folder.join(format!("{name}.csv"))).unwrap();
        let heads: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
        let columns = file.metadata().file_metadata().schema_descr().columns().to_vec();
        assert_eq!(columns.iter().map(|column| column.name()).collect::<Vec<_>>(), heads);
        let mut rows = file.get_row_iter(None).unwrap();
        let mut count = 0;
        for texts in csv.records() {
            let (texts, row) = (texts.unwrap(), rows.next().unwrap().unwrap());
            for ((head, field), text) in row.get_column_iter().zip(&texts) {
                assert!(is_same(field, text), "{name} row {count} {head}: {field:?}, {text}");
            }
            count += 1;
        }
        assert!(rows.next().is_none() && count > 2);
        let kind = |column: &parquet::schema::types::ColumnDescPtr| {
            (column.name().to_owned(), column.physical_type(), column.logical_type_ref().cloned())
        };
        columns.iter().map(kind).collect()
    }

    #[test]
    fn replicates_and_panel_are_those_of_the_csvs_and_the_same_bytes_every_time() {
        let here = tempfile::tempdir().unwrap();
        for (folder, threads) in [("one", "1"), ("two", "2")] {
            let output = asked(&here, folder, threads);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let [one, two] = ["one", "two"].map(|folder| here.path().join(folder));
        let kinds = holds(&one, "panel");
        let kind = |name: &str| {
            let found = kinds.iter().find(|(own, ..)| own == name).unwrap();
            (found.1, found.2.clone())
        };
        assert_eq!(kind("date"), (Physical::INT32, Some(LogicalType::Date)));
        assert_eq!(kind("measure"), (Physical::BYTE_ARRAY, Some(LogicalType::String)));
        assert_eq!(kind("n"), (Physical::INT64, None));
        assert_eq!(kind("p50"), (Physical::DOUBLE, None));
        let kinds = holds(&one, "replicates");
        let doubles = kinds.iter().filter(|(_, physical, _)| *physical == Physical::DOUBLE).count();
        assert_eq!(doubles, kinds.len() - 2, "all but the arm and the replicate");
        for name in ["panel.parquet", "replicates.parquet"] {
            let bytes = |folder: &Path| fs::read(folder.join(name)).unwrap();
            assert!(bytes(&one) == bytes(&two), "{name} differs from run to run");
            let manifest = fs::read_to_string(one.join("manifest.json")).unwrap();
            assert!(
                manifest.contains(&blake3::hash(&bytes(&one)).to_hex().to_string()),
                "{name} is not listed"
            );
        }
    }

    #[test]
    fn it_can_be_asked_for_later_and_does_not_outlive_its_result() {
        let here = tempfile::tempdir().unwrap();
        let ask = |more: &[&str]| {
            let words = &ASK[..ASK.len() - 1];
            let output = pricewar(&here, &[words, &["--out", "r"], more].concat());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            here.path().join("r/panel.parquet").exists()
        };
        assert!(!ask(&[]) && ask(&["--parquet"]) && ask(&[]));
        holds(&here.path().join("r"), "panel");
        assert!(!ask(&["--lang", "zh"]), "written anew without it");
    }
}
