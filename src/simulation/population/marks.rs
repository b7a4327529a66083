//! Marks: instants at which users look at the market, fixed before any price is.
//!
//! A mark is (user, instant, uniform): the stream (purpose, segment, day) yields them by walking along the user index
//! as a Poisson process, so memory is read in order and every user has its own independent Poisson reviews. An
//! interval plays the marks that fall inside it. Nothing here depends on what users hold or firms do, hence two arms
//! of an experiment meet the same users at the same instants with the same uniforms.

use rand_chacha::rand_core::Rng;

use crate::calendar::DAY;
use crate::maths::ln_f32;
use crate::random::Stream;

/// One look at the market.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// Position of the user in its segment.
    pub user: u32,
    /// Milliseconds into the day.
    pub at: u32,
    /// Uniform that decides the choice.
    pub choice: f32,
    /// For candidates: the hazard above which they do not happen  \[1/day\]. Reviews always do.
    pub hazard: f32,
    /// What kind of look it is.
    pub kind: MarkKind,
}

/// Kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A regular review.
    Review,
    /// A candidate of an early review.
    Early,
    /// A candidate of hearing of the market.
    Hearing,
}

impl Mark {
    /// Key that orders marks by user, then time.
    fn key(&self) -> u64 {
        (u64::from(self.user) << 32) | u64::from(self.at)
    }
}

/// A layer of candidates: all hazards from `base` to `base + rate` are decided by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layer {
    /// Marks of a user a day.
    pub rate: f32,
    /// Hazard below it.
    pub base: f32,
    /// What its marks are.
    pub kind: MarkKind,
}

/// Lanes of a block of draws.
const LANES: usize = 16;
/// Random words of a mark: gap, instant, choice, hazard.
const WORDS: usize = 4;
/// 2^-24: uniforms have the 24 bits of a single-precision fraction.
const ULP: f32 = 1.0 / 16_777_216.0;

/// Appends the marks of a day: a Poisson process of `layer.rate` a user, by user and, for one user, by time.
pub(super) fn walk(mut luck: Stream, users: u32, layer: Layer, marks: &mut Vec<Mark>) {
    if layer.rate <= 0.0 || users == 0 {
        return;
    }
    let first = marks.len();
    let spacing = 1.0 / layer.rate;
    let end = f64::from(users);
    let mut position = 0.0_f64;
    let mut bytes = [0_u8; LANES * WORDS * 4];
    loop {
        luck.fill_bytes(&mut bytes);
        let [gaps, instants, choices, hazards] = words(&bytes);
        // Uniforms on (0, 1] where a logarithm is taken, on [0, 1) elsewhere.
        let gaps = gaps.map(|word| -spacing * ln_f32(((word >> 8) as i32 + 1) as f32 * ULP));
        let instants = instants.map(|word| ((u64::from(word) * DAY as u64) >> 32) as u32);
        let choices = choices.map(|word| (word >> 8) as i32 as f32 * ULP);
        let hazards = hazards.map(|word| layer.base + layer.rate * ((word >> 8) as i32 as f32 * ULP));
        for lane in 0..LANES {
            position += f64::from(gaps[lane]);
            if position >= end {
                return;
            }
            let mark = Mark {
                user: position as i64 as u32,
                at: instants[lane],
                choice: choices[lane],
                hazard: hazards[lane],
                kind: layer.kind,
            };
            push_in_order(mark, first, marks);
        }
    }
}

/// The random words of a block, by what they are for.
fn words(bytes: &[u8; LANES * WORDS * 4]) -> [[u32; LANES]; WORDS] {
    let mut words = [[0; LANES]; WORDS];
    for (word, four) in words.iter_mut().flatten().zip(bytes.chunks_exact(4)) {
        *word = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    }
    words
}

/// Instants of one user's marks are independent and alike, so putting them in order changes no law.
fn push_in_order(mark: Mark, first: usize, marks: &mut Vec<Mark>) {
    marks.push(mark);
    let mut i = marks.len() - 1;
    while i > first && marks[i - 1].user == mark.user && marks[i - 1].at > marks[i].at {
        marks.swap(i - 1, i);
        i -= 1;
    }
}

/// Merges layers that were appended one after another (a stable sort finds their runs).
pub(super) fn merge(marks: &mut [Mark]) {
    marks.sort_by_key(Mark::key);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Streams};

    fn day(epoch: u64, users: u32, rate: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        let luck = Streams::new(3, 1).open(Purpose::Review, 9, epoch);
        walk(luck, users, Layer { rate, base: 0.0, kind: MarkKind::Review }, &mut marks);
        marks
    }

    #[test]
    fn marks_are_a_poisson_process() {
        // 200 days x 10,000 users / 30: mean 66,667 marks, sd 258; 4.5 sd: false alarm 7e-6.
        let (mut count, mut same, mut at, mut choice) = (0_usize, 0_usize, 0.0, 0.0);
        for epoch in 0..200 {
            let marks = day(epoch, 10_000, 1.0 / 30.0);
            assert!(marks.windows(2).all(|pair| pair[0].key() <= pair[1].key()));
            count += marks.len();
            same += marks.windows(2).filter(|pair| pair[0].user == pair[1].user).count();
            at += marks.iter().map(|mark| f64::from(mark.at)).sum::<f64>();
            choice += marks.iter().map(|mark| f64::from(mark.choice)).sum::<f64>();
        }
        let expected = 200.0 * 10_000.0 / 30.0;
        assert!((count as f64 - expected).abs() < 4.5 * expected.sqrt(), "{count}");
        // Pairs of one user and day: about n lambda^2 / 2 each day = 5.5, 1,094 in all with the triples' correction.
        assert!((same as f64 - 1_097.0).abs() < 4.5 * 33.0, "{same}");
        let n = count as f64;
        assert!((at / n / DAY as f64 - 0.5).abs() < 4.5 * 0.2887 / n.sqrt());
        assert!((choice / n - 0.5).abs() < 4.5 * 0.2887 / n.sqrt());
    }

    #[test]
    fn layers_merge_by_user_and_time() {
        let mut marks = day(1, 500, 0.5);
        let luck = Streams::new(3, 1).open(Purpose::EarlyReview, 9, 1);
        walk(luck, 500, Layer { rate: 0.4, base: 0.2, kind: MarkKind::Early }, &mut marks);
        merge(&mut marks);
        assert!(marks.windows(2).all(|pair| pair[0].key() <= pair[1].key()));
        assert!(
            marks.iter().filter(|m| m.kind == MarkKind::Early).all(|m| (0.2..0.6001).contains(&m.hazard))
        );
    }
}
