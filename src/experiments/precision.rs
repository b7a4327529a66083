//! How narrow an interval is wanted, and whether the first so many replicates make it so.
//!
//! With half width h of the interval of the mean over n replicates, about n (h / w)^2 of them make it w, since h falls with the square root of n.

use super::estimate::Estimate;
use super::ledger::Ledger;
use super::plan::Job;
use super::record::Column;
use crate::statistics::{Interval, Moments, student_interval};
use crate::study::Output;

/// What half of the interval may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Within {
    /// So much, in the unit of the measure.
    Absolute(f64),
    /// Such a part of the mean.
    Relative(f64),
}

/// How narrow an interval is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Narrow {
    /// As narrow as wanted.
    Enough,
    /// Too wide: half of it, and about how many replicates it takes.
    Wide(f64, u64),
    /// There is none so far: fewer than two replicates have the figure.
    None,
}

/// Holds the interval of a figure over the first `replicates` against what is wanted. With one arm it is that of the figure; with
/// several that of the paired differences between an arm and the first, of the arm whose interval is widest for what is wanted of it.
pub fn narrow(ledger: &Ledger, output: &Output, within: Within, replicates: u32) -> Narrow {
    let Some(layout) = ledger.layout() else { return Narrow::None };
    let is_it = |column: &Column| column.measure == output.measure && column.entity == output.entity;
    let Some(at) = layout.outcome.iter().position(is_it) else { return Narrow::None };
    let column = &layout.outcome[at];
    let arms = ledger.subject().arms.len() as u32;
    let figure = |replicate, arm| -> Option<f64> { ledger.done(Job { replicate, arm })?.outcome[at] };
    let level = ledger.subject().level;
    // Half of the interval over what it may be, and that half.
    let mut widest: Option<(f64, f64)> = None;
    for arm in 0..arms.max(2) - 1 {
        let (interval, mean) = if arms < 2 {
            let values: Vec<f64> = (0..replicates).filter_map(|replicate| figure(replicate, 0)).collect();
            let estimate = Estimate::of(&values, &column.unit, level);
            (estimate.interval, estimate.mean)
        } else {
            let pair = |replicate| Some(figure(replicate, arm + 1)? - figure(replicate, 0)?);
            let moments: Moments = (0..replicates).filter_map(pair).collect();
            (student_interval(&moments, level), moments.mean())
        };
        let (Some(Interval { low, high }), Some(mean)) = (interval, mean) else { return Narrow::None };
        let half = (high - low) / 2.0;
        let wanted = match within {
            Within::Absolute(width) => width,
            Within::Relative(part) => part * mean.abs(),
        };
        // What does not vary is narrow enough for any part of nought.
        let times = if half == 0.0 { 0.0 } else { half / wanted };
        if widest.is_none_or(|(widest, _)| times > widest) {
            widest = Some((times, half));
        }
    }
    let Some((times, half)) = widest else { return Narrow::None };
    if times <= 1.0 {
        Narrow::Enough
    } else {
        // A float too large for the count saturates.
        Narrow::Wide(half, (f64::from(replicates) * times * times).ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::{JobResult, example};

    fn ledger(replicates: u32) -> Ledger {
        let mut ledger = Ledger::new(example::subject());
        for replicate in 0..replicates {
            ledger.enter(example::finished(replicate));
        }
        ledger
    }

    fn price() -> Output {
        Output { measure: "price_blended".to_owned(), entity: "market".to_owned() }
    }

    #[test]
    fn the_half_width_is_that_of_the_table_and_more_runs_narrow_it() {
        let ledger = ledger(40);
        let interval = ledger.findings().estimate(0, "price_blended", "market").unwrap().interval.unwrap();
        let half = (interval.high - interval.low) / 2.0;
        let of = |width: f64, n| narrow(&ledger, &price(), Within::Absolute(width), n);
        assert_eq!(of(half * 1.001, 40), Narrow::Enough);
        // Half as wide takes four times as many.
        assert_eq!(of(half / 2.0, 40), Narrow::Wide(half, 160));
        assert!(matches!(of(half * 1.001, 10), Narrow::Wide(wide, _) if wide > half));
        assert_eq!(of(half, 1), Narrow::None);
    }

    /// Three arms: the figure of the first is nought, that of the others 100 and 1, each give or take a part of itself.
    fn three(parts: [f64; 2]) -> Ledger {
        let mut subject = example::subject();
        subject.arms = vec!["base".into(), "one".into(), "two".into()];
        let mut ledger = Ledger::new(subject);
        let sizes = [(0.0, 0.0), (100.0, parts[0]), (1.0, parts[1])];
        for replicate in 0..40 {
            for (arm, (size, part)) in sizes.into_iter().enumerate() {
                let mut finished = example::finished(replicate);
                finished.record.job.arm = arm as u32;
                let columns = &finished.layout.as_ref().unwrap().outcome;
                let at = columns.iter().position(|column| column.measure == "price_blended").unwrap();
                let JobResult::Done(reduced) = &mut finished.record.result else { panic!("it is done") };
                let sign = if replicate % 2 == 0 { 1.0 } else { -1.0 };
                reduced.outcome[at] = Some(size * (1.0 + sign * part));
                ledger.enter(finished);
            }
        }
        ledger
    }

    #[test]
    fn each_arm_is_held_against_its_own_mean() {
        // Half widths of 100 +- 1 and 1 +- 0.1 with t = 2.0227 (39 degrees of freedom): 2.0227 x sqrt(40/39) / sqrt(40) of the
        // part, that is 0.0032 and 0.0324 of the means.
        let of = |within, parts| narrow(&three(parts), &price(), within, 40);
        let Narrow::Wide(half, n) = of(Within::Relative(0.01), [0.01, 0.1]) else {
            panic!("0.032 is too wide")
        };
        assert!((half - 2.022_69 * 0.1 / crate::maths::sqrt(39.0)).abs() < 1e-6, "{half}");
        // 40 x 3.2389^2 = 419.6.
        assert_eq!(n, 420);
        // As an amount the first is the wider one.
        assert!(matches!(of(Within::Absolute(0.1), [0.01, 0.1]), Narrow::Wide(half, _) if half > 0.3));
        // What does not vary does not count.
        assert_eq!(of(Within::Relative(0.01), [0.01, 0.0]), Narrow::Enough);
    }

    #[test]
    fn what_came_later_does_not_count() {
        let judged = |all| narrow(&ledger(all), &price(), Within::Relative(0.001), 10);
        assert_eq!(judged(10), judged(40));
    }
}
