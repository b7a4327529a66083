//! The file of records: a line that says whose they are (question, source of the program, shard), then frames, growing at its
//! end as jobs finish.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::disk::{at, read_if_there, write_whole};
use super::manifest::SOURCE;
use crate::experiments::{Frame, Ledger, Shard, Subject, read_frames, write_frame};

/// Name of the file within a result.
pub const RECORDS: &str = "records.bin";

/// First words of the file, with the version of its format.
const MAGIC: &str = "pricewar records 8 ";

/// Records on disk, open for more.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    file: File,
}

/// What a folder has in store.
#[derive(Debug)]
pub struct Stored {
    /// The question that the records answer.
    pub identity: String,
    /// Fingerprint of the program that made them.
    pub source: String,
    /// The shard that was asked for when the file was started.
    pub shard: Option<Shard>,
    /// The records.
    pub ledger: Ledger,
    /// Bytes up to the last whole frame.
    whole: u64,
}

impl Store {
    /// Starts a file of records, in place of any that is there.
    ///
    /// # Errors
    /// Those of the disk, with the path.
    pub fn create(
        folder: &Path,
        identity: &str,
        shard: Option<Shard>,
        subject: &Subject,
    ) -> io::Result<Self> {
        let path = folder.join(RECORDS);
        // Head and subject appear together: records without a subject would be nobody's.
        write_whole(&path, &start(identity, shard, subject))?;
        let file = OpenOptions::new().append(true).open(&path).map_err(|error| at(&path, &error))?;
        Ok(Self { path, file })
    }

    /// Opens what is stored for more records; a torn tail is cut off.
    ///
    /// # Errors
    /// Those of the disk, with the path.
    pub fn resume(folder: &Path, stored: &Stored) -> io::Result<Self> {
        let path = folder.join(RECORDS);
        let open = || {
            let mut file = OpenOptions::new().write(true).open(&path)?;
            file.set_len(stored.whole)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|error| at(&path, &error))?;
        Ok(Self { path, file })
    }

    /// Adds frames, each in one write.
    ///
    /// # Errors
    /// Those of the disk, with the path.
    pub fn append(&mut self, frames: &[Frame]) -> io::Result<()> {
        frames
            .iter()
            .try_for_each(|frame| self.file.write_all(&write_frame(frame)))
            .map_err(|e| at(&self.path, &e))
    }
}

/// Writes the records of a ledger in job order, in place of any that are there.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write_ledger(folder: &Path, identity: &str, ledger: &Ledger) -> io::Result<()> {
    let mut bytes = start(identity, None, ledger.subject());
    ledger.frames().for_each(|frame| bytes.extend(write_frame(&frame)));
    write_whole(&folder.join(RECORDS), &bytes)
}

/// How the file begins.
fn start(identity: &str, shard: Option<Shard>, subject: &Subject) -> Vec<u8> {
    let shard = shard.map_or_else(|| "-".to_owned(), |shard| shard.to_string());
    let mut bytes = format!("{MAGIC}{identity} {SOURCE} {shard}\n").into_bytes();
    bytes.extend(write_frame(&Frame::Subject(Box::new(subject.clone()))));
    bytes
}

/// What a folder has in store; none where it has no records of this format.
///
/// # Errors
/// Those of the disk, with the path.
pub fn stored(folder: &Path) -> io::Result<Option<Stored>> {
    let Some(bytes) = read_if_there(&folder.join(RECORDS))? else { return Ok(None) };
    Ok(parse(&bytes))
}

fn parse(bytes: &[u8]) -> Option<Stored> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?.strip_prefix(MAGIC)?;
    let [identity, source, shard] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
    let frames = read_frames(&bytes[end + 1..]);
    let whole = (end + 1 + frames.whole) as u64;
    Some(Stored {
        identity: identity.to_owned(),
        source: source.to_owned(),
        shard: shard.parse().ok(),
        ledger: Ledger::from_frames(frames)?,
        whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::{Plan, example};

    #[test]
    fn a_torn_tail_is_cut_and_the_rest_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::new(example::subject());
        let mut store = Store::create(folder.path(), "abc", "1/3".parse().ok(), &example::subject()).unwrap();
        for replicate in 0..3 {
            store.append(&ledger.enter(example::finished(replicate))).unwrap();
        }
        drop(store);
        let path = folder.path().join(RECORDS);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();

        let mut found = stored(folder.path()).unwrap().unwrap();
        assert_eq!((found.identity.as_str(), found.source.as_str(), found.ledger.len()), ("abc", SOURCE, 2));
        assert_eq!(found.shard, Some(Shard { index: 1, of: 3 }));
        let mut store = Store::resume(folder.path(), &found).unwrap();
        for job in found.ledger.missing(&Plan::single(4)) {
            store.append(&found.ledger.enter(example::finished(job.replicate))).unwrap();
        }
        let again = stored(folder.path()).unwrap().unwrap();
        assert_eq!(again.ledger.findings().replicates, 4);
    }

    #[test]
    fn other_files_are_not_records() {
        assert!(
            parse(b"").is_none()
                && parse(b"something\nelse").is_none()
                && parse(b"pricewar records 5 x\n").is_none()
        );
    }
}
