//! How prices answer one that was forced, in a market of rounds: each run's prices against their own level before,
//! summed up over runs. Bands of levels could not give it, for every run has a level of its own.

use super::record::{Column, Layout, Reduced, Subject};
use crate::calendar::Instant;
use crate::statistics::{quantile_of_sorted, sorted};

/// Rounds before the shock whose mean price is the level: enough to even out a short cycle of prices.
pub const BEFORE: f64 = 5.0;
/// Rounds that are followed from the shock on: learners that punish are at peace again after five to ten.
pub const AFTER: f64 = 15.0;
/// Quantiles of the runs that a response tells: what nine in ten exceed, the median, what one in ten exceeds.
pub const EDGES: [f64; 3] = [0.1, 0.5, 0.9];

/// What follows a price that a scenario forces.
#[derive(Debug, Clone, PartialEq)]
pub struct Impulse {
    /// The scripted event, by position in the subject.
    pub shock: usize,
    /// The product whose price is forced.
    pub product: String,
    /// Rounds since the shock at the instants of all responses; those before it are negative.
    pub rounds: Vec<f64>,
    /// One for each product with a price in these rounds, in the order of the scenario.
    pub responses: Vec<Response>,
}

/// How the price of one product moves against its mean before the shock.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The product.
    pub product: String,
    /// By round: quantiles of the runs at `EDGES` of (price / level) - 1.
    pub spreads: Vec<[f64; 3]>,
}

/// The answers to each forced price that has at least a round before it and one after, up to the next forced price.
/// Nothing in a market without rounds, whose firms move on clocks of their own.
pub(super) fn impulses(runs: &[&Reduced], subject: &Subject, layout: &Layout) -> Vec<Impulse> {
    let Some(every) = subject.rounds.filter(|_| !runs.is_empty()) else { return Vec::new() };
    let forced: Vec<usize> =
        (0..subject.shocks.len()).filter(|at| subject.shocks[*at].reprices.is_some()).collect();
    let impulse = |at: &usize| {
        let shock = &subject.shocks[*at];
        let apart = |instant: i64| (Instant(instant).days() - Instant(shock.at).days()) / every;
        let others = forced.iter().map(|other| apart(subject.shocks[*other].at));
        // Another forced price ends what is seen, on either side; several at once are one shock.
        let first = others.clone().filter(|other| *other < 0.0).fold(-BEFORE, f64::max);
        let last = others.filter(|other| *other > 0.0).fold(AFTER + 1.0, f64::min);
        let rows: Vec<usize> = (0..layout.instants.len())
            .filter(|row| (first..last).contains(&apart(layout.instants[*row])))
            .collect();
        let rounds: Vec<f64> = rows.iter().map(|row| apart(layout.instants[*row])).collect();
        let whole = rounds.first().is_some_and(|round| *round < 0.0)
            && rounds.last().is_some_and(|round| *round >= 1.0);
        let responses: Vec<Response> = layout
            .path
            .iter()
            .enumerate()
            .filter(|(_, column)| column.measure == "price_posted")
            .filter_map(|(column, named)| {
                response(runs, (column, named, layout.path.len()), (&rows, &rounds))
            })
            .collect();
        whole.then(|| Impulse {
            shock: *at,
            product: shock.reprices.clone().unwrap_or_default(),
            rounds,
            responses,
        })
    };
    forced.iter().filter_map(impulse).collect()
}

/// The response of one product; none where no run has its price in all rounds.
fn response(
    runs: &[&Reduced],
    (column, named, columns): (usize, &Column, usize),
    (rows, rounds): (&[usize], &[f64]),
) -> Option<Response> {
    let relative = |run: &&Reduced| {
        let prices: Vec<f64> = rows
            .iter()
            .map(|row| run.path.at(*row, column, columns).map(f64::from))
            .collect::<Option<_>>()?;
        let before: Vec<f64> =
            prices.iter().zip(rounds).filter(|(_, round)| **round < 0.0).map(|(price, _)| *price).collect();
        let level = before.iter().sum::<f64>() / before.len() as f64;
        (level > 0.0).then(|| prices.iter().map(|price| price / level - 1.0).collect())
    };
    let paths: Vec<Vec<f64>> = runs.iter().filter_map(relative).collect();
    let spread = |at: usize| {
        let ascending = sorted(paths.iter().map(|path| path[at]).collect());
        let mut edges = [0.0; EDGES.len()];
        for (edge, p) in edges.iter_mut().zip(EDGES) {
            *edge = quantile_of_sorted(&ascending, p)?;
        }
        Some(edges)
    };
    let spreads = (0..rows.len()).map(spread).collect::<Option<Vec<_>>>()?;
    Some(Response { product: named.entity.clone(), spreads })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::example::{finished, subject};
    use crate::experiments::{Findings, JobResult, ShockNote};

    /// Weekly rounds with a record each, and a price forced on some days.
    fn forced(days: &[f64]) -> Subject {
        let shock = |day: &f64| ShockNote {
            at: Instant::at_day(*day).0,
            name: "forced".into(),
            reprices: Some("Alpha/one".into()),
        };
        Subject { rounds: Some(7.0), shocks: days.iter().map(shock).collect(), ..subject() }
    }

    fn of(subject: &Subject) -> Vec<Impulse> {
        let done = finished(0);
        let JobResult::Done(run) = done.record.result else { panic!("made up to be done") };
        impulses(&[&run], subject, &done.layout.unwrap())
    }

    #[test]
    fn a_price_is_held_against_its_own_mean_before() {
        let impulses = of(&forced(&[21.0]));
        assert_eq!(impulses.len(), 1);
        assert_eq!(impulses[0].rounds, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        let products: Vec<&str> = impulses[0].responses.iter().map(|r| r.product.as_str()).collect();
        assert_eq!(products, ["Alpha/one", "海豚智能/two"]);
        let record = finished(0).record;
        let records = [(record.job, &record)].into();
        let findings = Findings::of(forced(&[21.0]), finished(0).layout.unwrap(), &records);
        let series = findings.exemplars[0].series(&findings.layout, "price_posted", "Alpha/one").unwrap();
        let price = |row: usize| f64::from(series[row].unwrap());
        let level = (price(0) + price(1) + price(2)) / 3.0;
        for (row, edges) in findings.impulses[0][0].responses[0].spreads.iter().enumerate() {
            assert!(edges.iter().all(|edge| (edge - (price(row) / level - 1.0)).abs() < 1e-12));
        }
    }

    #[test]
    fn another_forced_price_ends_what_is_seen() {
        let impulses = of(&forced(&[21.0, 42.0]));
        assert_eq!(impulses[0].rounds, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0]);
        assert_eq!(impulses[1].rounds, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn without_rounds_or_without_time_after_there_is_none() {
        assert_eq!(of(&Subject { rounds: None, ..forced(&[21.0]) }), []);
        assert_eq!(of(&forced(&[70.0])), []);
        assert_eq!(of(&forced(&[0.0])), [], "nothing before it");
    }
}
