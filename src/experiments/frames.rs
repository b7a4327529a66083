//! Records as bytes: frames one after another, each with its length and checksum, so that a file of them can grow at its
//! end and a torn tail is recognised.

use serde::{Deserialize, Serialize};

use super::record::{JobRecord, JobResult, Layout, Subject};

/// Bytes of a frame's head: length of the body, then the first bytes of its BLAKE3 hash.
const LENGTH: usize = 4;
const CHECKSUM: usize = 8;

/// What a frame holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Frame {
    /// What the experiment is about; the first frame.
    Subject(Box<Subject>),
    /// The columns of the records after it, until the next of its kind.
    Layout(Layout),
    /// A finished job.
    Record(JobRecord),
}

/// A record, and which of the layouts its columns are.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The record.
    pub record: JobRecord,
    /// Position of its layout; none of a failed one.
    pub layout: Option<usize>,
}

/// All that could be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frames {
    /// The subject.
    pub subject: Option<Subject>,
    /// The layouts, in the order in which they came.
    pub layouts: Vec<Layout>,
    /// Records, in the order they were finished.
    pub records: Vec<Kept>,
    /// Bytes up to the last whole frame; whatever follows is torn.
    pub whole: usize,
}

/// The bytes of a frame.
///
/// # Panics
/// Never: a frame is plain data and far below the four gigabytes that its length can say.
pub fn write_frame(frame: &Frame) -> Vec<u8> {
    let body =
        postcard::to_stdvec(frame).expect("a frame is plain data, and memory takes any number of bytes");
    let length =
        u32::try_from(body.len()).expect("a path has at most 160 rows, so a record stays far below 4 GB");
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend_from_slice(&blake3::hash(&body).as_bytes()[..CHECKSUM]);
    bytes.extend_from_slice(&body);
    bytes
}

/// Reads frames until the end or the first torn one.
pub fn read_frames(bytes: &[u8]) -> Frames {
    let mut frames = Frames::default();
    while let Some((frame, after)) = read_frame(bytes, frames.whole) {
        match frame {
            Frame::Subject(subject) => frames.subject = Some(*subject),
            Frame::Layout(layout) => frames.layouts.push(layout),
            Frame::Record(record) => {
                let layout = frames.layouts.len().checked_sub(1);
                let layout = layout.filter(|_| matches!(record.result, JobResult::Done(_)));
                frames.records.push(Kept { record, layout });
            }
        }
        frames.whole = after;
    }
    frames
}

/// The frame that starts there, and where the next one starts.
fn read_frame(bytes: &[u8], start: usize) -> Option<(Frame, usize)> {
    let (length, rest) = bytes.get(start..)?.split_first_chunk::<LENGTH>()?;
    let (checksum, rest) = rest.split_first_chunk::<CHECKSUM>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let body = rest.get(..length)?;
    if blake3::hash(body).as_bytes()[..CHECKSUM] != checksum[..] {
        return None;
    }
    Some((postcard::from_bytes(body).ok()?, start + LENGTH + CHECKSUM + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::Job;
    use proptest::prelude::*;

    fn record(replicate: u32) -> JobRecord {
        let result = JobResult::Failed(format!("reason {replicate}"));
        JobRecord { job: Job { replicate, arm: 0 }, draws: vec![0.5, f64::from(replicate)], result }
    }

    proptest! {
        #[test]
        fn a_torn_file_gives_its_whole_frames(n in 0_u32..6, cut in 0_usize..400, flip in any::<bool>()) {
            let frames: Vec<Vec<u8>> = (0..n).map(|r| write_frame(&Frame::Record(record(r)))).collect();
            let mut bytes = frames.concat();
            let cut = cut.min(bytes.len());
            if flip && cut < bytes.len() {
                bytes[cut] ^= 0x40;
            } else {
                bytes.truncate(cut);
            }
            let read = read_frames(&bytes);
            let mut whole = 0;
            let expected: Vec<JobRecord> = (0..n)
                .take_while(|r| {
                    whole += frames[*r as usize].len();
                    whole <= cut
                })
                .map(record)
                .collect();
            prop_assert_eq!(read.whole, frames[..expected.len()].iter().map(Vec::len).sum::<usize>());
            let records: Vec<JobRecord> = read.records.into_iter().map(|kept| kept.record).collect();
            prop_assert_eq!(records, expected);
        }
    }
}
