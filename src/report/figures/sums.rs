//! Series that follow from flows of a run: shares, margins, concentration. They are ratios, so their bands must be
//! taken over runs; findings without them still give the line, from the means of the flows.

use super::view::{Centre, Drawn, MARKET, View};
use crate::economics::indices::hhi;
use crate::report::charts::Values;

/// Mean share of the tokens sold, by provider; where anything is sold, they add up to one.
pub(super) fn shares(view: &View) -> Vec<Values> {
    let nothing = || vec![None; view.dates.days.len()];
    let read = |measure: &str| -> Option<Vec<Values>> {
        let each = view.providers().iter().map(|p| view.mean(measure, p));
        let known: Vec<Option<Values>> = each.collect();
        known
            .iter()
            .any(Option::is_some)
            .then(|| known.into_iter().map(|v| v.unwrap_or_else(nothing)).collect())
    };
    let Some(parts) = read("share_tokens").or_else(|| read("tokens")) else { return Vec::new() };
    let total = |at: usize| parts.iter().filter_map(|part| part[at]).sum::<f64>();
    let totals: Vec<f64> = (0..view.dates.days.len()).map(total).collect();
    let share = |(value, total): (&Option<f64>, &f64)| value.filter(|_| *total > 0.0).map(|v| v / total);
    parts.iter().map(|part| part.iter().zip(&totals).map(share).collect()).collect()
}

/// Gross margin of a provider or of the market.
pub(super) fn margin(view: &View, entity: &str) -> Option<Drawn> {
    view.series("margin_gross", entity).or_else(|| {
        let (revenue, cost) = (view.mean("revenue", entity)?, view.mean("serving_cost", entity)?);
        let margin = |(revenue, cost): (&Option<f64>, &Option<f64>)| {
            let (revenue, cost) = (revenue.filter(|r| *r > 0.0)?, (*cost)?);
            Some((revenue - cost) / revenue)
        };
        from_means(revenue.iter().zip(&cost).map(margin).collect())
    })
}

/// Herfindahl-Hirschman index of tokens.
pub(super) fn concentration(view: &View) -> Option<Drawn> {
    view.series("hhi_tokens", MARKET).or_else(|| {
        let shares = shares(view);
        let at = |at: usize| hhi(&shares.iter().filter_map(|s| s[at]).collect::<Vec<f64>>());
        from_means((0..view.dates.days.len()).map(at).collect())
    })
}

fn from_means(line: Values) -> Option<Drawn> {
    let known = line.iter().any(Option::is_some);
    known.then_some(Drawn { of: Centre::Mean, line, inner: None, outer: None })
}
