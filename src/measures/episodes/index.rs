//! The price index: matched products, firms of equal weight, chained from day to day.

use std::collections::BTreeMap;

use super::posting::{Posting, Price};

/// Where the index stands from a day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndexPoint {
    /// Day.
    pub day: f64,
    /// Level; 1 before the first change.
    pub level: f64,
}

/// The index of postings in [`standing_order`](super::standing_order): on each day with a change the level is multiplied by
/// `(2 + m) / (2 - m)`, m being the mean over firms of the mean over products of `(p - p0) / ((p + p0) / 2)`, over products
/// that stood before and stand now and were not free. Launches and departures leave it as it is.
///
/// The symmetric change (Davis, Haltiwanger and Schuh, Job Creation and Destruction, 1996) lies between -2 and 2: a price may
/// fall to zero, which a geometric mean cannot take, and a rise to the threefold weighs as much as a fall to a third, which
/// an arithmetic mean of ratios does not grant.
pub fn index(postings: &[Posting]) -> Vec<IndexPoint> {
    let mut standing: BTreeMap<(usize, usize), Price> = BTreeMap::new();
    let mut level = 1.0;
    let mut points: Vec<IndexPoint> = Vec::new();
    let mut rest = postings;
    while let Some(first) = rest.first() {
        let today = rest.iter().take_while(|posting| posting.day.total_cmp(&first.day).is_eq()).count();
        let (now, later) = rest.split_at(today);
        let mut moved: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for posting in now {
            let key = (posting.firm, posting.product);
            let before = standing.remove(&key);
            if let Some(price) = posting.price {
                if let Some(ratio) = before.and_then(|before| price.relative(before)) {
                    moved.insert(key, 2.0 * (ratio - 1.0) / (ratio + 1.0));
                }
                standing.insert(key, price);
            }
        }
        if !moved.is_empty() {
            let mean = mean_change(&standing, &moved);
            level *= (2.0 + mean) / (2.0 - mean);
        }
        points.push(IndexPoint { day: first.day, level });
        rest = later;
    }
    points
}

fn mean_change(standing: &BTreeMap<(usize, usize), Price>, moved: &BTreeMap<(usize, usize), f64>) -> f64 {
    let mut firms: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (key, price) in standing {
        // What stood still counts as it is; what was free before has no ratio.
        let still = || (price.level() > 0.0).then_some(0.0);
        if let Some(change) = moved.get(key).copied().or_else(still) {
            let (sum, products) = firms.entry(key.0).or_default();
            *sum += change;
            *products += 1.0;
        }
    }
    let means: Vec<f64> = firms.values().map(|(sum, products)| sum / products).collect();
    if means.is_empty() { 0.0 } else { means.iter().sum::<f64>() / means.len() as f64 }
}

/// The level just before a day, and on it: of the points the last before, and the last up to it.
pub(super) fn around(points: &[IndexPoint], from: f64, to: f64) -> (f64, f64) {
    let last = |fits: &dyn Fn(f64) -> bool| {
        points.iter().take_while(|point| fits(point.day)).last().map_or(1.0, |point| point.level)
    };
    (last(&|day| day < from), last(&|day| day <= to))
}
