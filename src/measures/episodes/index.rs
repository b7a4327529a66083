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
/// that stood before and stand now and were not free. Launches and departures count neither as a move nor as a price that
/// stood still.
///
/// The symmetric change (Davis, Haltiwanger and Schuh, Job Creation and Destruction, 1996) lies between -2 and 2: a price may
/// fall to zero, which a geometric mean cannot take, and a rise to the threefold weighs as much as a fall to a third, which
/// an arithmetic mean of ratios does not grant.
pub fn index(postings: &[Posting]) -> Vec<IndexPoint> {
    // By product, whose firm may change in a merger: the firm, and the price.
    let mut standing: BTreeMap<usize, (usize, Price)> = BTreeMap::new();
    let mut level = 1.0;
    let mut points: Vec<IndexPoint> = Vec::new();
    let mut rest = postings;
    while let Some(first) = rest.first() {
        let today = rest.iter().take_while(|posting| posting.day.total_cmp(&first.day).is_eq()).count();
        let (now, later) = rest.split_at(today);
        // Changes of what is posted today; none of what is new today or was free.
        let mut moved: BTreeMap<usize, Option<f64>> = BTreeMap::new();
        for posting in now {
            let before = standing.remove(&posting.product);
            if let Some(price) = posting.price {
                let ratio = before.and_then(|(_, before)| price.relative(before));
                moved.insert(posting.product, ratio.map(|ratio| 2.0 * (ratio - 1.0) / (ratio + 1.0)));
                standing.insert(posting.product, (posting.firm, price));
            }
        }
        if moved.values().any(Option::is_some) {
            let mean = mean_change(&standing, &moved);
            level *= (2.0 + mean) / (2.0 - mean);
        }
        points.push(IndexPoint { day: first.day, level });
        rest = later;
    }
    points
}

fn mean_change(standing: &BTreeMap<usize, (usize, Price)>, moved: &BTreeMap<usize, Option<f64>>) -> f64 {
    let mut firms: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (product, (firm, price)) in standing {
        // What stood still counts as it is; what was free before has no ratio.
        let still = || (price.level() > 0.0).then_some(0.0);
        if let Some(change) = moved.get(product).copied().unwrap_or_else(still) {
            let (sum, products) = firms.entry(*firm).or_default();
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

#[cfg(test)]
mod tests {
    use super::super::posting::Dated;
    use super::*;

    fn at(day: f64, (firm, product): (usize, usize), price: Option<f64>) -> Posting {
        Posting {
            day,
            dated: Dated::Exact,
            firm,
            product,
            price: price.map(|price| Price { input: price, output: Some(price) }),
            quality: None,
            class: None,
        }
    }

    fn last(postings: &[Posting]) -> f64 {
        index(&super::super::standing_order(postings)).last().map_or(1.0, |point| point.level)
    }

    #[test]
    fn what_is_new_or_was_free_neither_moves_nor_stands_still() {
        // One of two firms halves: m is -1/3, the level (2 - 1/3) / (2 + 1/3) = 5/7.
        let halved = [at(0.0, (0, 0), Some(10.0)), at(0.0, (1, 1), Some(10.0)), at(9.0, (0, 0), Some(5.0))];
        assert!((last(&halved) - 5.0 / 7.0).abs() < 1e-15);
        // Three launches of the same firm on that day, a launch of another, and a free product that now costs something.
        let free = at(0.0, (1, 5), Some(0.0));
        let new = [(0, 2), (0, 3), (1, 4), (1, 5), (2, 6)].map(|of| at(9.0, of, Some(12.0)));
        assert!((last(&[&halved[..], &[free], &new].concat()) - 5.0 / 7.0).abs() < 1e-15);
        // From the next day on they stand: firm 0 has three products, of which one halves again, firm 1 three, firm 2 one:
        // m is -2/27.
        let again = at(10.0, (0, 0), Some(2.5));
        let then = (2.0 - 2.0 / 27.0) / (2.0 + 2.0 / 27.0);
        assert!((last(&[&halved[..], &[free], &new, &[again]].concat()) - 5.0 / 7.0 * then).abs() < 1e-15);
    }

    #[test]
    fn a_product_that_another_firm_has_bought_keeps_its_price() {
        // 0 buys 1 on day 5 and halves what it bought: of two products of one firm one halves, m is -1/3.
        let bought = [
            at(0.0, (0, 0), Some(10.0)),
            at(0.0, (1, 1), Some(10.0)),
            at(5.0, (0, 1), Some(10.0)),
            at(9.0, (0, 1), Some(5.0)),
        ];
        assert!((last(&bought) - 5.0 / 7.0).abs() < 1e-15);
        // A third firm tells the difference: two firms of which one has two products, m is -1/6, not -2/9.
        let third = at(0.0, (2, 2), Some(10.0));
        let expected = (2.0 - 1.0 / 6.0) / (2.0 + 1.0 / 6.0);
        assert!((last(&[&bought[..], &[third]].concat()) - expected).abs() < 1e-15);
    }
}
