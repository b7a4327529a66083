//! A result on disk, whatever it answers: its own files, its tables, its charts, its page, and at last the manifest.

use std::io;
use std::path::Path;

use super::disk::{Staged, remove_if_there, stage};
use super::html::html;
use super::manifest::{MANIFEST, Manifest, Written};
use super::markdown::markdown;
use super::page::{Block, Figure};
use super::table::Table;

/// What a result holds beside its manifest.
pub(super) struct Content<'a> {
    /// Files as they are, by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// Tables for machines, by the name of their CSV without its end.
    pub tables: Vec<(&'static str, Table)>,
    /// Charts.
    pub figures: &'a [Figure],
    /// The page.
    pub page: Vec<Block<'a>>,
}

/// Writes a result; what the manifest knows of files is filled in. All files are on disk before the first takes its place, so
/// a full disk leaves an older result as it was. Each appears whole; while they are replaced there is no manifest, and it
/// comes last.
///
/// # Errors
/// Those of the disk, with the path.
pub(super) fn write_result(folder: &Path, content: Content, manifest: Manifest) -> io::Result<Manifest> {
    let Content { mut files, tables, figures, page } = content;
    for (name, table) in &tables {
        files.push((format!("{name}.csv"), table.csv()?));
    }
    files.extend(figures.iter().map(|figure| (figure.file.clone(), figure.png.clone())));
    files.push(("report.md".to_owned(), markdown(&page).into_bytes()));
    files.push(("report.html".to_owned(), html(&page, manifest.language).into_bytes()));
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
