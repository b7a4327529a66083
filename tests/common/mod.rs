//! The program as tests of the command line start it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program with its arguments, in a folder, without colours.
pub fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("pricewar"));
    command.args(arguments).current_dir(folder.path()).env("NO_COLOR", "1");
    command
}

/// What it says and how it ends.
pub fn pricewar(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Files of a result and their bytes, all but those that tell of the sitting: the manifest, and the records, which lie in the
/// order in which they were finished.
#[allow(dead_code, reason = "not every test file compares results")]
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    gather(folder, folder, &mut files);
    files.remove("manifest.json").expect("a result has a manifest");
    files.remove("records.bin").expect("a result has records");
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
