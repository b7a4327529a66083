//! The program as tests of the command line start it.

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
