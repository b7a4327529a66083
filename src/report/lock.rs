//! The lock of a result's folder: held for the life of a process that writes there, so that two never write into one another.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::disk::{at, sweep};

/// Name of the file that is locked. It stays when the lock goes: to remove a file that another process is about to lock would
/// let a third lock one of the same name.
pub const LOCK: &str = ".pricewar.lock";

/// A folder that nobody else writes into, until this is dropped or the process ends in whatever way.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes a folder, which is made if it is not there, and clears away what a killed process left half written.
    ///
    /// # Errors
    /// Those of the disk, with the path; another process that has it.
    pub fn take(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
        let path = folder.join(LOCK);
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| at(&path, &error))?;
        let lock = Self::held(&file.try_lock(), file, folder)?;
        sweep(folder)?;
        Ok(lock)
    }

    /// Makes sure that nobody writes into a folder whose files are to be read; a folder without the file is nobody's.
    ///
    /// # Errors
    /// Another process that has it.
    pub fn share(folder: &Path) -> io::Result<Self> {
        match File::open(folder.join(LOCK)) {
            Ok(file) => Self::held(&file.try_lock_shared(), file, folder),
            Err(_) => Ok(Self { _file: None }),
        }
    }

    fn held(result: &Result<(), TryLockError>, file: File, folder: &Path) -> io::Result<Self> {
        match result {
            Ok(()) => Ok(Self { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(io::Error::new(
                io::ErrorKind::WouldBlock,
                format!("{}: another pricewar is writing there", folder.display()),
            )),
            // A file system without locks (some network ones): go on, as every program did before there were any.
            Err(TryLockError::Error(_)) => Ok(Self { _file: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_process_s() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("result");
        assert!(Lock::share(&place).is_ok(), "a folder that is not there is nobody's");
        let lock = Lock::take(&place).unwrap();
        let second = Lock::take(&place).unwrap_err();
        assert_eq!(second.kind(), io::ErrorKind::WouldBlock);
        assert!(second.to_string().contains("another pricewar is writing there"), "{second}");
        assert!(Lock::share(&place).is_err());
        drop(lock);
        let (one, other) = (Lock::share(&place).unwrap(), Lock::share(&place).unwrap());
        assert!(Lock::take(&place).is_err());
        drop((one, other));
        assert!(Lock::take(&place).is_ok());
    }
}
