//! Words to the terminal. A reader who has gone (`| head`) is no error: what is left is not said.

use std::io::{self, IsTerminal, Write};

use crate::scenario::Paint;

/// Says something on standard output, with a line end.
///
/// # Errors
/// Those of the output, but for a closed pipe.
pub fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| io::Error::new(error.kind(), format!("standard output: {error}"))),
    }
}

/// Says something on standard error; if even that is closed there is nobody to tell.
pub fn complain(text: &str) {
    drop(writeln!(io::stderr().lock(), "{text}"));
}

/// Colours on a terminal that wants them.
pub fn paint() -> Paint {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted && io::stderr().is_terminal() { Paint::Coloured } else { Paint::Plain }
}
