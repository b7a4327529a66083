//! The `pricewar` command: read the command line, do what it says, say what went wrong, give the exit code.

use std::process::ExitCode;

use pricewar::cli;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()).and_then(cli::run) {
        Ok(ending) => ending.into(),
        Err(trouble) => {
            trouble.print();
            trouble.code()
        }
    }
}
