//! Who sells the tokens: shares over time, stacked.

use super::view::{Centre, View};
use super::words::say;
use crate::experiments::{Estimate, Row};
use crate::report::Figure;
use crate::report::charts::{Dates, Layer, OTHERS, Quantity, StackedShares, Values};

pub(super) const FILE: &str = "charts/shares.png";

/// Layers that can be told apart, that of the smaller providers together among them.
const MOST_LAYERS: usize = 9;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    if view.providers().len() < 2 {
        return Err(words.one_provider.to_owned());
    }
    let shares = mean_shares(view);
    let sold = |at: &usize| shares.iter().any(|share| share[*at].is_some());
    let kept: Vec<usize> = (0..view.dates.days.len()).filter(sold).collect();
    if kept.is_empty() {
        return Err(words.nothing_sold.to_owned());
    }
    let dates = Dates::new(view.dates.start, kept.iter().map(|at| view.dates.days[*at]).collect());
    let shares: Vec<Values> = shares.iter().map(|share| kept.iter().map(|at| share[*at]).collect()).collect();
    let (title, caption) = said(view, &shares)?;
    let subtitle = say(words.shares_subtitle, [("runs", view.mean_of_runs()), ("window", view.window())]);
    let heading = view.heading(title, subtitle);
    let chart = StackedShares { heading, dates, layers: layers(view, &shares) };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Mean share of the tokens sold, by provider; where anything is sold, they add up to one.
fn mean_shares(view: &View) -> Vec<Values> {
    let nothing = || vec![None; view.dates.days.len()];
    let parts: Vec<Values> =
        (view.providers().iter()).map(|p| view.mean("share_tokens", p).unwrap_or_else(nothing)).collect();
    let total = |at: usize| parts.iter().filter_map(|part| part[at]).sum::<f64>();
    let totals: Vec<f64> = (0..view.dates.days.len()).map(total).collect();
    let share = |(value, total): (&Option<f64>, &f64)| value.filter(|_| *total > 0.0).map(|v| v / total);
    parts.iter().map(|part| part.iter().zip(&totals).map(share).collect()).collect()
}

/// Providers in the order of the scenario; of more than nine the largest eight, the rest as one.
fn layers(view: &View, shares: &[Values]) -> Vec<Layer> {
    let weight = |at: usize| shares[at].iter().flatten().sum::<f64>();
    let mut by_size: Vec<usize> = (0..shares.len()).collect();
    by_size.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)));
    let shown = if shares.len() > MOST_LAYERS { &by_size[..MOST_LAYERS - 1] } else { &by_size[..] };
    let layer = |at: usize| {
        let name = view.providers()[at].clone();
        Layer { colour: view.palette.colour(&name), name, shares: shares[at].clone() }
    };
    let mut layers: Vec<Layer> = (0..shares.len()).filter(|at| shown.contains(at)).map(layer).collect();
    let rest: Vec<usize> = (0..shares.len()).filter(|at| !shown.contains(at)).collect();
    if !rest.is_empty() {
        let sum = |date: usize| Some(rest.iter().filter_map(|at| shares[*at][date]).sum());
        let shares = (0..shares[0].len()).map(sum).collect();
        layers.push(Layer { name: view.words.others.to_owned(), colour: OTHERS, shares });
    }
    layers
}

/// Title and caption.
fn said(view: &View, shares: &[Values]) -> Result<(String, String), String> {
    let words = view.words;
    let estimates = view.providers().iter().filter_map(|p| Some((p, view.estimate("share_tokens", p)?)));
    let mut by_share: Vec<_> =
        estimates.filter_map(|(p, estimate)| Some((p, estimate, estimate.mean?))).collect();
    by_share.sort_by(|a, b| b.2.total_cmp(&a.2));
    let Some(&(leader, estimate, share)) = by_share.first() else {
        return Err(words.nothing_sold.to_owned());
    };
    let opening = |at: usize| shares[at].first().copied().flatten().unwrap_or(0.0);
    let before = (0..shares.len()).max_by(|a, b| opening(*a).total_cmp(&opening(*b))).unwrap_or(0);
    let own = view.providers().iter().position(|p| p == leader).unwrap_or(before);
    let ending = |at: usize| {
        let found = by_share.iter().find(|(p, ..)| **p == view.providers()[at]);
        found.map_or(0.0, |(_, _, share)| *share)
    };
    // Whom the leader shares its place with at first or in the end, by the digits that are shown, it has not overtaken.
    let level = |of: &dyn Fn(usize) -> f64| view.percent(of(own)) == view.percent(of(before));
    let overtakes = !level(&opening) && !level(&ending);
    let places = [
        ("who", leader.clone()),
        ("before", view.providers()[before].clone()),
        ("share", view.percent(share)),
        ("spread", view.spread(Centre::Mean, estimate, (|share| share, &Quantity::Percent))),
    ];
    let title = say(if overtakes { words.shares_overtake } else { words.shares_lead }, places);
    let told = |(p, estimate): (&String, &Estimate)| {
        Some(format!("{p} {}", view.with_range(Centre::Mean, estimate, "share")?))
    };
    let list: Vec<String> =
        by_share.iter().take(3).filter_map(|(p, estimate, _)| told((p, estimate))).collect();
    let led = if view.runs > 1 {
        let (led, n) = (view.runs_led(leader).to_string(), view.runs.to_string());
        say(words.shares_led, [("who", leader.clone()), ("led", led), ("n", n)])
    } else {
        String::new()
    };
    let places = [("list", view.list(&list)), ("window", view.window()), ("led", led)];
    let caption = say(words.shares_caption, places);
    Ok((title, view.captioned(caption, by_share.iter().take(3).map(|(_, estimate, _)| *estimate))))
}

impl View<'_> {
    /// Runs in which no provider sells more tokens in the end.
    fn runs_led(&self, leader: &str) -> usize {
        let columns: Vec<(usize, &str)> = (self.findings.layout.outcome.iter().enumerate())
            .filter(|(_, column)| column.measure == "share_tokens")
            .map(|(at, column)| (at, column.entity.as_str()))
            .collect();
        let of_arm = self.findings.rows.iter().filter(|row| row.job.arm as usize == self.arm);
        let leads = |row: &&Row| {
            let Ok(values) = &row.outcome else { return false };
            let own = columns.iter().find(|(_, name)| *name == leader).and_then(|(at, _)| values[*at]);
            own.is_some_and(|own| columns.iter().all(|(at, _)| values[*at].is_none_or(|other| other <= own)))
        };
        of_arm.filter(leads).count()
    }
}
