//! A result on disk, whatever it answers: its own files, its charts, its page, and at last the manifest.

use std::io;
use std::path::Path;

use super::disk::{Staged, remove_if_there, stage};
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

/// Writes a result; what the manifest knows of files is filled in. All files are on disk before the first takes its place, so
/// a full disk leaves an older result as it was. Each appears whole; while they are replaced there is no manifest, and it
/// comes last.
///
/// # Errors
/// Those of the disk, with the path.
pub(super) fn write_result(
    folder: &Path,
    mut files: Vec<(String, Vec<u8>)>,
    look: &Look,
    manifest: Manifest,
) -> io::Result<Manifest> {
    files.extend(look.figures.iter().map(|figure| (figure.file.clone(), figure.png.clone())));
    files.push(("report.md".to_owned(), markdown(look.page).into_bytes()));
    files.push(("report.html".to_owned(), html(look.page, manifest.language).into_bytes()));
    let written = |(file, bytes): &(String, Vec<u8>)| Written {
        file: file.clone(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    let manifest = Manifest { files: files.iter().map(written).collect(), ..manifest };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    publish(folder, &files, &text)?;
    Ok(manifest)
}

/// Puts files in their places, then the manifest.
fn publish(folder: &Path, files: &[(String, Vec<u8>)], manifest: &str) -> io::Result<()> {
    let last = stage(&folder.join(MANIFEST), manifest.as_bytes())?;
    let staged: Vec<Staged> =
        files.iter().map(|(name, bytes)| stage(&folder.join(name), bytes)).collect::<io::Result<_>>()?;
    remove_if_there(&folder.join(MANIFEST))?;
    staged.into_iter().try_for_each(Staged::publish)?;
    last.publish()
}
