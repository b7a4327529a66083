//! Files: written whole or not at all, with the path in every error.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// How the name of a file begins that is not whole yet.
const UNFINISHED: &str = ".pricewar-";

/// A file that is on disk under another name, beside its place.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    temporary: TempPath,
}

impl Staged {
    /// Puts it in its place: a reader sees the old file or the new one.
    ///
    /// # Errors
    /// Those of the disk, with the path.
    pub fn publish(self) -> io::Result<()> {
        let path = self.path;
        self.temporary.persist(&path).map_err(|error| at(&path, &error.error))
    }
}

/// Writes a file beside its place, so that a full disk is met before anything is replaced.
///
/// # Errors
/// Those of the disk, with the path.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(plain)?;
        file.write_all(bytes)?;
        // A temporary file is private; what is left behind is an ordinary file.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        Ok(Staged { path: path.to_owned(), temporary: file.into_temp_path() })
    };
    write().map_err(|error| at(path, &error))
}

/// Writes a file under another name in the same folder, then renames it: a reader sees the old one or the new one.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stage(path, bytes)?.publish()
}

/// Whether a name is that of a file that is not whole yet.
pub fn is_unfinished(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(UNFINISHED))
}

/// Removes what a killed process left half written in a folder and in the folder of its charts.
///
/// # Errors
/// Those of the disk, with the path.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for folder in [folder.to_owned(), folder.join("charts")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten().filter(|entry| is_unfinished(&entry.file_name())) {
            remove_if_there(&entry.path())?;
        }
    }
    Ok(())
}

/// Reads a file; none where there is no such file.
///
/// # Errors
/// Those of the disk, with the path.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // Of another kind than what cannot be written, which has another way out.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(io::Error::other(format!("{}: cannot be read: {error}", path.display())))
        }
        Err(error) => Err(at(path, &error)),
    }
}

/// An error without the name of a temporary file, which is no place that a user knows.
fn plain(error: io::Error) -> io::Error {
    let kind = error.kind();
    let cause = error.get_ref().and_then(|with_path| with_path.source()).map(ToString::to_string);
    cause.map_or(error, |cause| io::Error::new(kind, cause))
}

/// Removes a file, if it is there.
///
/// # Errors
/// Those of the disk, with the path.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path, &error)),
        _ => Ok(()),
    }
}

/// An error with the path it is about.
pub fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
