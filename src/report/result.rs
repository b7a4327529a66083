//! A result on disk, whatever it answers: its own files, its tables, its charts, its page, and at last the manifest.

use std::io;
use std::path::Path;

#[cfg(feature = "parquet")]
use super::columns::parquet;
use super::disk::{Staged, remove_if_there, stage};
use super::html::html;
use super::manifest::{MANIFEST, Manifest, Written};
use super::markdown::markdown;
use super::page::{Block, Figure};
use super::place::listed;
use super::table::Table;
use super::workbook::{WORKBOOK, workbook};

/// In what forms the tables are written beside CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Formats {
    /// All of them as the sheets of one workbook.
    pub xlsx: bool,
    /// Those that grow with replicates and with time as Parquet, where the program is built with it.
    pub parquet: bool,
}

/// Names of the tables that are written as Parquet.
const LARGE: [&str; 2] = ["replicates", "panel"];

impl Formats {
    /// Whether a result has all that is wanted; one that has more will do.
    pub fn are_in(self, manifest: &Manifest) -> bool {
        let has = |name: &str| manifest.files.iter().any(|written| written.file == name);
        let is_in = |name: &&&str| has(&format!("{name}.csv"));
        let parquet = || LARGE.iter().filter(is_in).all(|name| has(&format!("{name}.parquet")));
        (!self.xlsx || has(WORKBOOK)) && (!self.parquet || parquet())
    }
}

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
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
}

/// Writes a result; what the manifest knows of files is filled in. All files are on disk before the first takes its place, so
/// a full disk leaves an older result as it was. Each appears whole; while they are replaced there is no manifest, and it
/// comes last. What does not fit is told in the manifest's notes.
///
/// # Errors
/// Those of the disk, with the path.
pub(super) fn write_result(folder: &Path, content: Content, manifest: Manifest) -> io::Result<Manifest> {
    let Content { mut files, tables, figures, page, formats } = content;
    for (name, table) in &tables {
        files.push((format!("{name}.csv"), table.csv()?));
    }
    let mut notes = Vec::new();
    if formats.xlsx {
        let made = workbook(&tables)?;
        files.push((WORKBOOK.to_owned(), made.bytes));
        notes.extend(made.notes);
    }
    #[cfg(feature = "parquet")]
    if formats.parquet {
        for (name, table) in tables.iter().filter(|(name, _)| LARGE.contains(name)) {
            files.push((format!("{name}.parquet"), parquet(table)?));
        }
    }
    files.extend(figures.iter().map(|figure| (figure.file.clone(), figure.png.clone())));
    files.push(("report.md".to_owned(), markdown(&page).into_bytes()));
    files.push(("report.html".to_owned(), html(&page, manifest.language).into_bytes()));
    let written = |(file, bytes): &(String, Vec<u8>)| Written {
        file: file.clone(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    let manifest = Manifest { files: files.iter().map(written).collect(), notes, ..manifest };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    publish(folder, &files, &text)?;
    Ok(manifest)
}

/// Puts files in their places, then the manifest.
fn publish(folder: &Path, files: &[(String, Vec<u8>)], manifest: &str) -> io::Result<()> {
    let last = stage(&folder.join(MANIFEST), manifest.as_bytes())?;
    let staged: Vec<Staged> =
        files.iter().map(|(name, bytes)| stage(&folder.join(name), bytes)).collect::<io::Result<_>>()?;
    // What an older result had and this one has not would be taken for a part of it.
    let mut gone = listed(folder)?.into_iter().filter(|old| files.iter().all(|(name, _)| name != old));
    remove_if_there(&folder.join(MANIFEST))?;
    gone.try_for_each(|old| remove_if_there(&folder.join(old)))?;
    staged.into_iter().try_for_each(Staged::publish)?;
    last.publish()
}
