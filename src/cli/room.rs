//! Room for a result in a folder: nothing but an answer to the same question is written over, unless told to.

use std::path::Path;

use super::trouble::Trouble;
use crate::report::place::{clear, is_empty, manifest};

/// Refuses to write over anything but an answer to the same question, unless told to.
pub fn make_room(folder: &Path, identity: &str, force: bool) -> Result<(), Trouble> {
    if force {
        return Ok(clear(folder)?);
    }
    let is_file = folder.is_file();
    let is_same = !is_file && manifest(folder)?.is_some_and(|manifest| manifest.question == identity);
    if is_file || !(is_same || is_empty(folder)?) {
        return Err(Trouble::Asked(format!(
            "{} holds something else; give another --out, or --force to replace a result in it",
            folder.display()
        )));
    }
    Ok(())
}
