//! The points of a sweep: values of each axis, and which of them stand together.

use super::sweep::Axis;
use crate::ids::entity;
use crate::random::{Purpose, Streams};
use crate::statistics::design::{Scrambled, latin_hypercube};
use crate::study::{Laid, Sweep};

/// Axes and, by point, the position of its value on each.
///
/// # Errors
/// When a design lies between ends that are not numbers of one unit, or has more axes than there are direction numbers.
pub fn sweep_points(sweep: &Sweep, seed: u64) -> Result<(Vec<Axis>, Vec<Vec<usize>>), String> {
    let seed = Streams::new(seed, 0).number(Purpose::Design, entity("sweep"));
    let lengths: Vec<usize> = sweep.axes.iter().map(|(_, values)| values.len()).collect();
    let given = || sweep.axes.iter().map(|(path, values)| axis(path, values.clone())).collect();
    let between = |places: Vec<Vec<f64>>| {
        let n = places.len();
        let axis = |(at, (path, ends)): (usize, &(String, Vec<String>))| {
            let parts: Vec<f64> = places.iter().map(|place| place[at]).collect();
            spread(path, ends, &parts)
        };
        let axes: Result<Vec<Axis>, String> = sweep.axes.iter().enumerate().map(axis).collect();
        Ok((axes?, (0..n).map(|point| vec![point; sweep.axes.len()]).collect()))
    };
    match sweep.laid {
        Laid::Grid => Ok((given(), grid(&lengths))),
        Laid::List => {
            let n = lengths.iter().copied().min().unwrap_or(0);
            Ok((given(), (0..n).map(|point| vec![point; lengths.len()]).collect()))
        }
        Laid::Lhs(points) => between(latin_hypercube(points as usize, lengths.len(), seed)),
        Laid::Sobol(points) => {
            let net = Scrambled::new(lengths.len(), seed)
                .ok_or_else(|| format!("a Sobol sequence has no {} dimensions", lengths.len()))?;
            between((0..u64::from(points)).map(|at| net.point(at)).collect())
        }
    }
}

/// Every value with every other, the last axis fastest.
fn grid(lengths: &[usize]) -> Vec<Vec<usize>> {
    let all: usize = lengths.iter().product();
    let point = |mut number: usize| {
        let mut at = vec![0; lengths.len()];
        for (place, length) in at.iter_mut().zip(lengths).rev() {
            *place = number % length;
            number /= length;
        }
        at
    };
    (0..all).map(point).collect()
}

fn axis(path: &str, values: Vec<String>) -> Axis {
    let read: Option<Vec<(f64, &str)>> = values.iter().map(|value| number(value)).collect();
    let unit = read.as_ref().and_then(|read| read.first()).map_or("", |first| first.1).to_owned();
    let numbers = read
        .filter(|read| read.iter().all(|value| value.1 == unit))
        .map(|read| read.into_iter().map(|value| value.0).collect());
    Axis { path: path.to_owned(), numbers, unit, values }
}

/// An axis of values between two ends.
fn spread(path: &str, ends: &[String], parts: &[f64]) -> Result<Axis, String> {
    let wrong =
        || format!("{path}: a design between two ends needs two numbers of one unit, such as 0 %, 20 %");
    let [low, high] = ends else { return Err(wrong()) };
    let ((low, unit), (high, other)) = number(low).zip(number(high)).ok_or_else(wrong)?;
    if unit != other {
        return Err(wrong());
    }
    let numbers: Vec<f64> = parts.iter().map(|part| low + part * (high - low)).collect();
    let written = |value: &f64| if unit.is_empty() { format!("{value}") } else { format!("{value} {unit}") };
    let values = numbers.iter().map(written).collect();
    Ok(Axis { path: path.to_owned(), numbers: Some(numbers), unit: unit.to_owned(), values })
}

/// A number and the unit behind it.
fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !"+-.eE_".contains(c)).unwrap_or(text.len());
    let value: f64 = text[..end].replace('_', "").parse().ok()?;
    Some((value, text[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(axes: &[(&str, &[&str])], laid: Laid) -> Sweep {
        let axis = |(path, values): &(&str, &[&str])| {
            ((*path).to_owned(), values.iter().map(|value| (*value).to_owned()).collect())
        };
        Sweep { axes: axes.iter().map(axis).collect(), laid, outputs: vec![], replicates: 1, flip: None }
    }

    #[test]
    fn a_grid_has_every_pair_once() {
        let (axes, points) =
            sweep_points(&asked(&[("a", &["0 %", "5 %"]), ("b", &["x", "y", "z"])], Laid::Grid), 1).unwrap();
        assert_eq!(points, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
        assert_eq!((axes[0].numbers.clone(), axes[0].unit.as_str()), (Some(vec![0.0, 5.0]), "%"));
        assert_eq!(axes[1].numbers, None);
    }

    #[test]
    fn a_list_goes_side_by_side() {
        let (_, points) =
            sweep_points(&asked(&[("a", &["0", "5"]), ("b", &["x", "y"])], Laid::List), 1).unwrap();
        assert_eq!(points, [[0, 0], [1, 1]]);
    }

    #[test]
    fn designs_between_ends_fill_them() {
        for laid in [Laid::Lhs(16), Laid::Sobol(16)] {
            let (axes, points) =
                sweep_points(&asked(&[("a", &["10 %", "30 %"]), ("b", &["1", "2"])], laid), 1).unwrap();
            assert_eq!(points.len(), 16);
            let mut slices: Vec<i64> = axes[0]
                .numbers
                .as_ref()
                .unwrap()
                .iter()
                .map(|value| ((value - 10.0) / 20.0 * 16.0) as i64)
                .collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..16).collect::<Vec<_>>());
            assert!(axes[0].values[0].ends_with(" %"));
        }
        assert!(sweep_points(&asked(&[("a", &["10 %", "x"])], Laid::Lhs(4)), 1).is_err());
    }
}
