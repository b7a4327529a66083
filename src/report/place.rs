//! Where a result lives, which question it answers, and what already stands there.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk::{at, is_unfinished, read_if_there, remove_if_there};
use super::lock::LOCK;
use super::manifest::{MANIFEST, Manifest, SOURCE};
use super::store::{RECORDS, Stored, stored};

/// What a result answers: the resolved scenario without its replicate count, the command, the seed. Threads, language and
/// place are not in it.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The command, `batch`.
    pub command: &'a str,
    /// The resolved scenario, without the number of replicates.
    pub scenario: &'a str,
    /// Seed of all streams.
    pub seed: u64,
}

impl Question<'_> {
    /// Hash of the question and of the source that answers it, in hexadecimal.
    pub fn identity(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        // Each part with its length, so that no two questions run into the same text.
        for part in [SOURCE, self.command, self.scenario, &self.seed.to_string()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// The folder of a result where none is given: `output/SCENARIO/COMMAND-HASH8`.
pub fn default_folder(scenario: &str, command: &str, identity: &str) -> PathBuf {
    let head: String = identity.chars().take(8).collect();
    Path::new("output").join(scenario).join(format!("{command}-{head}"))
}

/// What stands at a place.
#[derive(Debug)]
pub enum Standing {
    /// Nothing.
    Free,
    /// Records of the same question, and its manifest if the result is whole.
    Same(Box<Stored>, Option<Box<Manifest>>),
    /// Something else: records of another question if it has any.
    Other(Option<Box<Stored>>),
}

/// Looks at a place.
///
/// # Errors
/// Those of the disk, with the path.
pub fn look(folder: &Path, identity: &str) -> io::Result<Standing> {
    if folder.is_file() {
        return Ok(Standing::Other(None));
    }
    match stored(folder)? {
        Some(found) if found.identity == identity => {
            Ok(Standing::Same(Box::new(found), manifest(folder)?.map(Box::new)))
        }
        None if is_empty(folder)? => Ok(Standing::Free),
        other => Ok(Standing::Other(other.map(Box::new))),
    }
}

/// The manifest of a result; none where there is none, or none that can be read.
///
/// # Errors
/// Those of the disk, with the path.
pub fn manifest(folder: &Path) -> io::Result<Option<Manifest>> {
    let bytes = read_if_there(&folder.join(MANIFEST))?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// A result's own files: those that its manifest lists.
///
/// # Errors
/// Those of the disk, with the path.
pub fn listed(folder: &Path) -> io::Result<Vec<String>> {
    let files = manifest(folder)?.map(|manifest| manifest.files).unwrap_or_default();
    // A manifest is a file that anyone may have edited: it must not lead out of the folder.
    let is_within =
        |file: &String| Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
    Ok(files.into_iter().map(|written| written.file).filter(is_within).collect())
}

/// Removes a result's own files and nothing else: what its manifest lists, the manifest, the records.
///
/// # Errors
/// Those of the disk, with the path.
pub fn clear(folder: &Path) -> io::Result<()> {
    for file in listed(folder)? {
        remove_if_there(&folder.join(file))?;
    }
    remove_if_there(&folder.join(MANIFEST))?;
    remove_if_there(&folder.join(RECORDS))
}

/// Whether nothing stands at a place; a lock and what a killed process left half written are nothing.
///
/// # Errors
/// Those of the disk, with the path.
pub fn is_empty(folder: &Path) -> io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            let is_nothing = |name: &OsStr| name == LOCK || is_unfinished(name);
            Ok(entries.flatten().all(|entry| is_nothing(&entry.file_name())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(at(folder, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::example;
    use crate::report::store::Store;

    #[test]
    fn another_question_has_another_identity() {
        let ask = |command, scenario, seed| Question { command, scenario, seed }.identity();
        let base = ask("batch", "a", 1);
        assert_eq!(base, ask("batch", "a", 1));
        for other in [ask("run", "a", 1), ask("batch", "b", 1), ask("batch", "a", 2), ask("batcha", "", 1)] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn a_place_is_free_or_ours_or_another_s() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("result");
        assert!(matches!(look(&place, "x").unwrap(), Standing::Free));
        Store::create(&place, "x", None, &example::subject()).unwrap();
        assert!(matches!(look(&place, "x").unwrap(), Standing::Same(_, None)));
        assert!(matches!(look(&place, "y").unwrap(), Standing::Other(_)));
        clear(&place).unwrap();
        assert!(matches!(look(&place, "y").unwrap(), Standing::Free));
        std::fs::write(place.join("thesis.txt"), "precious").unwrap();
        clear(&place).unwrap();
        assert!(matches!(look(&place, "y").unwrap(), Standing::Other(_)));
    }
}
