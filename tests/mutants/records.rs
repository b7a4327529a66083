//! Records with something wrong in them, their checksums right: what no torn disk leaves behind and a meddler might.

use pricewar::experiments::{Frame, JobResult, Kept, read_frames, write_frame};

use super::Luck;

/// The frames of a file, each in its place.
pub fn frames(bytes: &[u8]) -> Vec<Frame> {
    let read = read_frames(bytes);
    let subject = read.subject.map(|subject| Frame::Subject(Box::new(subject)));
    let mut frames: Vec<Frame> = subject.into_iter().collect();
    let mut shown = None;
    for Kept { record, layout } in read.records {
        if layout.is_some() && layout != shown {
            frames.extend(layout.map(|at| Frame::Layout(read.layouts[at].clone())));
            shown = layout;
        }
        frames.push(Frame::Record(record));
    }
    frames
}

/// The bytes of the frames with something wrong.
pub fn mutant(sound: &[Frame], luck: &mut Luck) -> Vec<u8> {
    let mut frames = sound.to_vec();
    for _ in 0..=luck.below(3) {
        let at = luck.below(frames.len());
        match luck.below(8) {
            0 if frames.len() > 1 => {
                frames.remove(at);
            }
            1 => {
                let other = luck.below(frames.len());
                frames.swap(at, other);
            }
            2 => frames.push(frames[at].clone()),
            _ => bend(&mut frames[at], luck),
        }
    }
    let mut bytes: Vec<u8> = if luck.one_in(3) {
        frames.iter().flat_map(|frame| meddled(&write_frame(frame), luck)).collect()
    } else {
        frames.iter().flat_map(write_frame).collect()
    };
    if luck.one_in(3) && !bytes.is_empty() {
        let at = luck.below(bytes.len());
        if luck.one_in(2) {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << luck.below(8);
        }
    }
    bytes
}

/// A value of a frame made wrong.
fn bend(frame: &mut Frame, luck: &mut Luck) {
    match frame {
        Frame::Subject(subject) => match luck.below(12) {
            0 => subject.arms.clear(),
            1 => subject.arms.push("another".to_owned()),
            2 => subject.names.providers.clear(),
            3 => {
                subject.names.offers.pop();
            }
            4 => {
                (*luck.pick(&["", "nonsense", "9999-12-31", "-000001-01-01"])).clone_into(&mut subject.start);
            }
            5 => subject.horizon = *luck.pick(&[0.0, -1.0, f64::NAN, f64::INFINITY, 1e300]),
            6 => subject.level = *luck.pick(&[0.0, 1.0, 2.0, -1.0, f64::NAN]),
            7 => subject.window = *luck.pick(&[0.0, -1.0, f64::NAN, 1e300]),
            8 => subject.shocks.iter_mut().for_each(|shock| shock.at = *luck.pick(&[i64::MIN, i64::MAX, -1])),
            9 => subject.currency = String::new(),
            10 => {
                subject.colors.clear();
                subject.rounds = Some(*luck.pick(&[0.0, f64::NAN, -1.0]));
            }
            _ => subject.benchmarks.clear(),
        },
        Frame::Layout(layout) => match luck.below(8) {
            0 => {
                layout.outcome.pop();
            }
            1 => layout.path.truncate(1),
            2 => layout.instants.reverse(),
            3 => layout.instants.clear(),
            4 => layout.instants.iter_mut().for_each(|at| *at = *luck.pick(&[0, i64::MIN, i64::MAX])),
            5 => layout.statements.truncate(2),
            6 => layout.outcome.clear(),
            _ => {
                if !layout.path.is_empty() {
                    let n = luck.below(layout.path.len());
                    "nobody".clone_into(&mut layout.path[n].entity);
                    "nothing".clone_into(&mut layout.path[n].measure);
                }
            }
        },
        Frame::Record(record) => {
            let odd = *luck.pick(&[f64::NAN, f64::INFINITY, -1e308, 1e308, 0.0]);
            match (&mut record.result, luck.below(11)) {
                (_, 0) => record.job.replicate = *luck.pick(&[0, 1, 7, u32::MAX]),
                (_, 1) => record.job.arm = *luck.pick(&[0, 1, 9, u32::MAX]),
                (_, 2) => record.draws.push(odd),
                (JobResult::Done(run), 3) => {
                    run.outcome.pop();
                }
                (JobResult::Done(run), 4) => run.outcome.clear(),
                (JobResult::Done(run), 5) => run.statements.truncate(1),
                (JobResult::Done(run), 6) => run.outcome.iter_mut().for_each(|value| *value = Some(odd)),
                (JobResult::Done(run), 7) => run.path = pricewar::experiments::Path::none(),
                (JobResult::Done(run), 8) => {
                    run.statements.iter_mut().for_each(|value| *value = odd);
                    run.credits.truncate(1);
                }
                (JobResult::Done(run), 9) => {
                    for event in run.chronicle.iter_mut().flatten() {
                        event.at = *luck.pick(&[i64::MIN, i64::MAX, 0]);
                        event.shock = Some(u32::MAX);
                        "nobody".clone_into(&mut event.entity);
                    }
                }
                (result, _) => *result = JobResult::Failed("\u{1b}[31m\n\u{202e}".repeat(1 + luck.below(50))),
            }
        }
    }
}

/// A frame whose body is changed under a right checksum.
fn meddled(frame: &[u8], luck: &mut Luck) -> Vec<u8> {
    const HEAD: usize = 12;
    let mut body = frame[HEAD..].to_vec();
    if luck.one_in(2) && !body.is_empty() {
        let at = luck.below(body.len());
        body[at] = luck.next() as u8;
    }
    let length = u32::try_from(body.len()).expect("a frame is small");
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend(&blake3::hash(&body).as_bytes()[..HEAD - 4]);
    bytes.extend(body);
    bytes
}
