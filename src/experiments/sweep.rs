//! A sweep: the same market at many places, under the same luck; where an answer flips.

use serde::Serialize;

use super::estimate::Estimate;
use super::findings::Findings;
use crate::study::{Flip, Output};

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SweepAnswer {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of all intervals.
    pub level: f64,
    /// Runs of every point.
    pub replicates: u64,
    /// What is swept.
    pub axes: Vec<Axis>,
    /// By point: position of its value on each axis.
    pub points: Vec<Vec<usize>>,
    /// What was found of each output.
    pub outputs: Vec<Swept>,
}

/// What is swept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Its path.
    pub path: String,
    /// Its values, as they are written in the scenario.
    pub values: Vec<String>,
    /// The same as numbers, where all are numbers of one unit.
    pub numbers: Option<Vec<f64>>,
    /// The unit of those numbers.
    pub unit: String,
}

/// What was found of an output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swept {
    /// Its name: `margin_gross.DeepSeek`.
    pub output: String,
    /// The measure.
    pub measure: String,
    /// Of whom.
    pub entity: String,
    /// Its unit.
    pub unit: String,
    /// By point.
    pub points: Vec<Height>,
    /// What the answer is, where one is asked of this output.
    pub condition: Option<Condition>,
}

/// An output at a point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Height {
    /// Runs that have the figure.
    pub n: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// Lower end of its interval.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// What one run in twenty stays below.
    pub p05: Option<f64>,
    /// What one run in twenty exceeds.
    pub p95: Option<f64>,
    /// Part of the runs in which the condition holds.
    pub chance: Option<f64>,
}

/// A question of yes or no: whether an output lies above (or below) a threshold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Condition {
    /// What is compared.
    pub output: String,
    /// Whether yes is above.
    pub above: bool,
    /// The threshold, in the output's unit.
    pub threshold: f64,
}

impl Condition {
    /// The condition of a question.
    pub fn of(flip: &Flip) -> Self {
        Self { output: flip.output.name(), above: flip.above, threshold: flip.threshold }
    }

    /// Whether it holds of a value.
    pub fn holds(&self, value: f64) -> bool {
        if self.above { value > self.threshold } else { value < self.threshold }
    }
}

/// The answer from the findings of a sweep, whose arms are its points.
pub fn sweep(
    findings: &Findings,
    (axes, points): (Vec<Axis>, Vec<Vec<usize>>),
    (outputs, flip): (&[Output], Option<&Flip>),
) -> SweepAnswer {
    let (subject, condition) = (&findings.subject, flip.map(Condition::of));
    SweepAnswer {
        title: subject.title.clone(),
        currency: subject.currency.clone(),
        seed: subject.seed,
        level: subject.level,
        replicates: u64::from(findings.replicates),
        outputs: outputs
            .iter()
            .map(|output| swept(findings, output, points.len(), condition.as_ref()))
            .collect(),
        axes,
        points,
    }
}

fn swept(findings: &Findings, output: &Output, points: usize, condition: Option<&Condition>) -> Swept {
    let name = output.name();
    let condition = condition.filter(|condition| condition.output == name);
    let column = findings
        .layout
        .outcome
        .iter()
        .find(|column| column.measure == output.measure && column.entity == output.entity);
    let unit = column.map_or_else(String::new, |column| column.unit.clone());
    let height = |arm: usize| {
        let values = findings.values(arm as u32, &output.measure, &output.entity);
        let found = Estimate::of(&values, &unit, findings.subject.level);
        let chance = condition.filter(|_| !values.is_empty()).map(|condition| {
            values.iter().filter(|value| condition.holds(**value)).count() as f64 / values.len() as f64
        });
        Height {
            n: found.n,
            mean: found.mean,
            ci_low: found.interval.map(|interval| interval.low),
            ci_high: found.interval.map(|interval| interval.high),
            p05: found.quantiles.map(|quantiles| quantiles[0]),
            p95: found.quantiles.map(|quantiles| quantiles[4]),
            chance,
        }
    };
    Swept {
        output: name,
        measure: output.measure.clone(),
        entity: output.entity.clone(),
        points: (0..points).map(height).collect(),
        condition: condition.cloned(),
        unit,
    }
}

/// Where heights along an axis cross a level: between neighbours on either side of it, by linear interpolation.
pub fn crossings(along: &[(f64, f64)], level: f64) -> Vec<f64> {
    along
        .windows(2)
        .filter_map(|pair| {
            let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
            let (below, above) = (y - level, next_y - level);
            // A touch counts once: where the left neighbour is beside the level and the right one on it or beyond.
            (below != 0.0 && below * above <= 0.0).then(|| x + (next_x - x) * below / (below - above))
        })
        .collect()
}

/// A place on a grid, in cells.
type Place = (f64, f64);

/// The line on a grid of heights (rows of columns) along which they cross a level: pieces between the middles of cells, by marching
/// squares (Lorensen and Cline 1987, in two dimensions) with linear interpolation; a saddle is cut by the mean of its corners.
pub fn frontier(rows: &[Vec<Option<f64>>], level: f64) -> Vec<(Place, Place)> {
    let mut pieces = Vec::new();
    for (y, pair) in rows.windows(2).enumerate() {
        for x in 0..pair[0].len().min(pair[1].len()).saturating_sub(1) {
            let corners = [pair[0][x], pair[0][x + 1], pair[1][x + 1], pair[1][x]];
            let [Some(a), Some(b), Some(c), Some(d)] = corners else { continue };
            let heights = [a - level, b - level, c - level, d - level];
            let places = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
            let cut = |from: usize| {
                let to = (from + 1) % 4;
                let ((low, high), share) =
                    ((heights[from], heights[to]), heights[from] / (heights[from] - heights[to]));
                let ((fx, fy), (tx, ty)) = (places[from], places[to]);
                let place = (x as f64 + fx + (tx - fx) * share, y as f64 + fy + (ty - fy) * share);
                ((low > 0.0) != (high > 0.0)).then_some(place)
            };
            let cuts: Vec<Place> = (0..4).filter_map(cut).collect();
            match cuts[..] {
                [one, other] => pieces.push((one, other)),
                [top, right, bottom, left] => {
                    let middle_above = heights.iter().sum::<f64>() > 0.0;
                    // The corners that the middle does not belong to are cut off.
                    if middle_above == (heights[0] > 0.0) {
                        pieces.extend([(top, right), (bottom, left)]);
                    } else {
                        pieces.extend([(left, top), (right, bottom)]);
                    }
                }
                _ => {}
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_where_it_does() {
        assert_eq!(
            crossings(&[(0.0, -1.0), (2.0, 1.0), (3.0, 1.0), (4.0, 0.0), (5.0, -1.0)], 0.0),
            [1.0, 4.0]
        );
        assert_eq!(crossings(&[(0.0, 1.0), (1.0, 2.0)], 0.0), Vec::<f64>::new());
    }

    #[test]
    fn the_frontier_of_a_plane_is_a_line() {
        // Height x + y - 1.5 on a 3 x 3 grid: every end of a piece lies on x + y = 1.5.
        let rows: Vec<Vec<Option<f64>>> =
            (0..3).map(|y| (0..3).map(|x| Some(f64::from(x + y) - 1.5)).collect()).collect();
        let pieces = frontier(&rows, 0.0);
        assert_eq!(pieces.len(), 3);
        for ((x, y), (to_x, to_y)) in pieces {
            assert!((x + y - 1.5).abs() < 1e-12 && (to_x + to_y - 1.5).abs() < 1e-12);
        }
    }

    fn assert_near(pieces: &[(Place, Place)], expected: &[(Place, Place)]) {
        let flat = |of: &[(Place, Place)]| -> Vec<f64> {
            of.iter().flat_map(|((x, y), (to_x, to_y))| [*x, *y, *to_x, *to_y]).collect()
        };
        assert_eq!(pieces.len(), expected.len());
        let far = |(one, other): (f64, f64)| (one - other).abs() > 1e-15;
        assert!(!flat(pieces).into_iter().zip(flat(expected)).any(far), "{pieces:?}");
    }

    #[test]
    fn a_saddle_is_cut_and_a_gap_is_left_open() {
        let saddle = [vec![Some(1.0), Some(-1.0)], vec![Some(-1.0), Some(2.0)]];
        // The middle (0.25) belongs to the high corners: the two low ones are cut off, top right and bottom left.
        let third = 1.0 / 3.0;
        assert_near(&frontier(&saddle, 0.0), &[((0.5, 0.0), (1.0, third)), ((third, 1.0), (0.0, 0.5))]);
        // With a corner of 0.5 it (-0.125) belongs to the low ones: the high ones are cut off, top left and bottom right.
        let low = [vec![Some(1.0), Some(-1.0)], vec![Some(-1.0), Some(0.5)]];
        let rest = 2.0 / 3.0;
        assert_near(&frontier(&low, 0.0), &[((0.0, 0.5), (0.5, 0.0)), ((1.0, rest), (rest, 1.0))]);
        assert!(frontier(&[vec![Some(1.0), None], vec![Some(-1.0), Some(2.0)]], 0.0).is_empty());
    }
}
