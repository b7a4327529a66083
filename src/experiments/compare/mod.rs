//! Arms compared in pairs: every figure of an arm less the same figure of the base, replicate by replicate under the same
//! luck. An arm that changes nothing has differences of exactly nought.
//!
//! With x_r the figure of the arm and y_r that of the base in replicate r, over the n replicates in which both have one:
//! d_r = x_r - y_r, mean and Student interval of d; the chances are parts of the replicates with d_r above and below nought.
//! What the common luck saves is sqrt(s_x^2 + s_y^2) / s_d with their standard deviations s: by so much would the interval of as
//! many independent runs of either arm be wider, and its square as many more runs would they have to be.

mod causal;

use serde::Serialize;

pub use causal::{CAUSES, Causal, Part, causal_arms};

use super::findings::Findings;
use crate::maths::sqrt;
use crate::measures::Kind;
use crate::statistics::{Moments, student_interval};

/// The comparison of all arms with the first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Title of the scenario.
    pub title: String,
    /// Its question.
    pub question: Option<String>,
    /// Code of its currency.
    pub currency: String,
    /// First day, year-month-day.
    pub start: String,
    /// Days from start to end.
    pub horizon: f64,
    /// Days before the end over which shares and prices are averaged.
    pub window: f64,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of all intervals.
    pub level: f64,
    /// Replicates that are compared: those that no arm failed in.
    pub replicates: u64,
    /// What the others are compared with.
    pub base: String,
    /// The others, in order.
    pub arms: Vec<String>,
    /// Those of them that are twins without war.
    pub twins: Vec<String>,
    /// Those of them in which all prices are held.
    pub held: Vec<String>,
    /// Providers, in the order of the scenario.
    pub providers: Vec<String>,
    /// What technology, scale feedback and conduct bring about, where all of their arms are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causal: Option<Causal>,
    /// A line for each figure, in the order of the catalogue.
    pub figures: Vec<Compared>,
}

/// A figure in all arms.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// What is measured.
    pub measure: String,
    /// Of whom.
    pub entity: String,
    /// What kind of entity it is.
    pub kind: Kind,
    /// Its unit.
    pub unit: String,
    /// Mean of the base over the replicates that have the figure.
    pub base: Option<f64>,
    /// The other arms, in order.
    pub arms: Vec<Difference>,
}

/// A figure of an arm beside that of the base.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Difference {
    /// Mean of the arm over the replicates that have the figure.
    pub mean: Option<f64>,
    /// Replicates in which both have it.
    pub n: u64,
    /// Mean of the differences.
    pub difference: Option<f64>,
    /// Their standard deviation.
    pub sd: Option<f64>,
    /// Width of the interval that independent runs would have over that of the pairs, sqrt(s_x^2 + s_y^2) / s_d; none where
    /// all pairs differ by the same, but for rounding.
    pub narrowed: Option<f64>,
    /// Lower end of the interval of their mean.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// Part of the replicates in which the arm has more.
    pub chance_more: Option<f64>,
    /// Part in which it has less.
    pub chance_less: Option<f64>,
}

impl Comparison {
    /// Compares the arms of findings.
    pub fn of(findings: &Findings) -> Self {
        let subject = &findings.subject;
        let runs = runs(findings);
        let arms = subject.arms.len();
        let figures = findings.layout.outcome.iter().enumerate().map(|(at, column)| {
            let of = |arm: usize| runs.iter().map(|run| run[arm][at]).collect::<Vec<Option<f64>>>();
            let base = of(0);
            Compared {
                measure: column.measure.clone(),
                entity: column.entity.clone(),
                kind: column.kind,
                unit: column.unit.clone(),
                base: mean(&base),
                arms: (1..arms).map(|arm| Difference::of(&base, &of(arm), subject.level)).collect(),
            }
        });
        Self {
            title: subject.title.clone(),
            question: subject.question.clone(),
            currency: subject.currency.clone(),
            start: subject.start.clone(),
            horizon: subject.horizon,
            window: subject.window,
            seed: subject.seed,
            level: subject.level,
            replicates: runs.len() as u64,
            base: subject.arms.first().cloned().unwrap_or_default(),
            arms: subject.arms.iter().skip(1).cloned().collect(),
            twins: subject.twins.clone(),
            held: subject.held.clone(),
            providers: subject.names.providers.clone(),
            causal: Causal::of(findings),
            figures: figures.collect(),
        }
    }

    /// Positions of the arms that are told of one by one: not those that only the parts of causes are found with.
    pub fn told(&self) -> Vec<usize> {
        let is_told =
            |arm: &usize| self.causal.as_ref().is_none_or(|causal| !causal.arms.contains(&self.arms[*arm]));
        (0..self.arms.len()).filter(is_told).collect()
    }

    /// A figure by measure and entity.
    pub fn figure(&self, measure: &str, entity: &str) -> Option<&Compared> {
        self.figures.iter().find(|figure| figure.measure == measure && figure.entity == entity)
    }
}

/// The outcomes of the replicates that no arm failed in: by replicate, then by arm.
fn runs(findings: &Findings) -> Vec<Vec<&[Option<f64>]>> {
    let arms = findings.subject.arms.len().max(1);
    findings.whole_replicates(arms, |row| row.outcome.as_deref().ok())
}

fn mean(values: &[Option<f64>]) -> Option<f64> {
    values.iter().flatten().copied().collect::<Moments>().mean()
}

/// Part of what arms scatter by below which the scatter of their differences is rounding of sums.
const ROUNDING: f64 = 1e-8;

/// Part of two figures below which their difference is rounding.
const ALIKE: f64 = 1e-12;

impl Difference {
    fn of(base: &[Option<f64>], arm: &[Option<f64>], level: f64) -> Self {
        let both = || base.iter().zip(arm).filter_map(|(y, x)| Some(((*x)?, (*y)?)));
        let pairs: Vec<f64> = both().map(|(x, y)| x - y).collect();
        let moments: Moments = pairs.iter().copied().collect();
        let alone = both().map(|(x, _)| x).collect::<Moments>().sd();
        let apart = alone.zip(both().map(|(_, y)| y).collect::<Moments>().sd());
        let interval = student_interval(&moments, level);
        let part = |holds: &dyn Fn(f64) -> bool| {
            let told =
                |(x, y): (f64, f64)| if (x - y).abs() > ALIKE * x.abs().max(y.abs()) { x - y } else { 0.0 };
            let yes = both().filter(|pair| holds(told(*pair))).count();
            (!pairs.is_empty()).then(|| yes as f64 / pairs.len() as f64)
        };
        Self {
            mean: mean(arm),
            n: moments.n(),
            difference: moments.mean(),
            sd: moments.sd(),
            narrowed: apart.zip(moments.sd()).and_then(|((x, y), sd)| {
                let apart = sqrt(x * x + y * y);
                let size = both().map(|(x, y)| x.abs().max(y.abs())).fold(0.0, f64::max);
                (sd > (ROUNDING * apart).max(ALIKE * size)).then(|| apart / sd)
            }),
            ci_low: interval.map(|interval| interval.low),
            ci_high: interval.map(|interval| interval.high),
            chance_more: part(&|difference| difference > 0.0),
            chance_less: part(&|difference| difference < 0.0),
        }
    }

    /// The same the other way round: what the base has more than the arm.
    pub fn reversed(&self) -> Self {
        let minus = |value: Option<f64>| value.map(|value| -value);
        Self {
            difference: minus(self.difference),
            ci_low: minus(self.ci_high),
            ci_high: minus(self.ci_low),
            chance_more: self.chance_less,
            chance_less: self.chance_more,
            ..*self
        }
    }

    /// Whether the interval leaves out nought; not known without an interval.
    pub fn is_clear(&self) -> Option<bool> {
        Some(self.ci_low? > 0.0 || self.ci_high? < 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_by_hand() {
        let base = [Some(1.0), Some(2.0), None, Some(4.0)];
        let arm = [Some(2.0), Some(1.0), Some(9.0), Some(7.0)];
        let found = Difference::of(&base, &arm, 0.95);
        // Differences 1, -1, 3: mean 1, variance 4; t(2; 0.975) = 4.302653, half width 4.302653 x 2 / sqrt(3).
        assert_eq!((found.n, found.difference, found.sd), (3, Some(1.0), Some(2.0)));
        assert!((found.ci_high.unwrap() - (1.0 + 4.302_653 * 2.0 / 3.0_f64.sqrt())).abs() < 1e-5);
        assert_eq!((found.chance_more, found.chance_less), (Some(2.0 / 3.0), Some(1.0 / 3.0)));
        assert_eq!(found.mean, Some(4.75));
        // Of the three pairs: arm 2, 1, 7 has variance 31/3, base 1, 2, 4 has 7/3; sqrt(38/3) / 2.
        assert!((found.narrowed.unwrap() - sqrt(38.0 / 3.0) / 2.0).abs() < 1e-12);
        assert_eq!(found.is_clear(), Some(false));
    }

    #[test]
    fn the_same_runs_do_not_differ() {
        let base = [Some(0.1), Some(0.2), None];
        let found = Difference::of(&base, &base, 0.95);
        assert_eq!((found.difference, found.sd, found.narrowed), (Some(0.0), Some(0.0), None));
        assert_eq!((found.chance_more, found.chance_less), (Some(0.0), Some(0.0)));
        // What differs in the last bits saves no runs.
        let (arm, base) =
            ([Some(0.1 + 1e-16), Some(0.2), Some(0.4 + 1e-15)], [Some(0.1), Some(0.2), Some(0.4)]);
        assert_eq!(Difference::of(&base, &arm, 0.95).narrowed, None);
    }

    #[test]
    fn nothing_in_common_is_nothing_known() {
        let found = Difference::of(&[Some(1.0), None], &[None, Some(1.0)], 0.95);
        assert_eq!((found.n, found.difference, found.chance_more), (0, None, None));
    }
}
