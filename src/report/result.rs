//! A result on disk, whatever it answers: its own files, its charts, its page, and at last the manifest.

use std::io;
use std::path::Path;

use super::disk::{remove_if_there, write_whole};
use super::html::html;
use super::manifest::{MANIFEST, Manifest, Written};
use super::markdown::markdown;
use super::page::{Block, Figure};

/// What a reader of a result looks at.
pub(super) struct Look<'a> {
    /// Charts.
    pub figures: &'a [Figure],
    /// The page.
    pub page: &'a [Block<'a>],
}

/// Writes a result; what the manifest knows of files is filled in. Each file appears whole; while they are replaced there
/// is no manifest, and it comes last.
///
/// # Errors
/// Those of the disk, with the path.
pub(super) fn write_result(
    folder: &Path,
    mut files: Vec<(String, Vec<u8>)>,
    look: &Look,
    manifest: Manifest,
) -> io::Result<Manifest> {
    remove_if_there(&folder.join(MANIFEST))?;
    files.extend(look.figures.iter().map(|figure| (figure.file.clone(), figure.png.clone())));
    files.push(("report.md".to_owned(), markdown(look.page).into_bytes()));
    files.push(("report.html".to_owned(), html(look.page, manifest.language).into_bytes()));
    for (name, bytes) in &files {
        write_whole(&folder.join(name), bytes)?;
    }
    let written = |(file, bytes): &(String, Vec<u8>)| Written {
        file: file.clone(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    let manifest = Manifest { files: files.iter().map(written).collect(), ..manifest };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    write_whole(&folder.join(MANIFEST), text.as_bytes())?;
    Ok(manifest)
}
