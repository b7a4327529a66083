//! Who pays how: parts of the tokens by kind of plan over time, stacked.

use super::view::View;
use super::words::say;
use crate::economics::billing::PLANS;
use crate::report::Figure;
use crate::report::charts::{CATEGORIES, Dates, Language, Layer, StackedShares, Values};

pub(super) const FILE: &str = "charts/plan-mix.png";

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let names = &view.findings.subject.names;
    if names.plans.is_empty() {
        return Err(words.no_plans.to_owned());
    }
    let flows: Vec<(&str, Values)> = (names.plans.iter().zip(&names.plan_kinds))
        .filter_map(|(plan, kind)| Some((kind.as_str(), view.mean("tokens", plan)?)))
        .collect();
    let total = |at: usize| flows.iter().filter_map(|(_, flow)| flow[at]).sum::<f64>();
    let kept: Vec<usize> = (0..view.dates.days.len()).filter(|at| total(*at) > 0.0).collect();
    if kept.is_empty() {
        return Err(words.nothing_sold.to_owned());
    }
    let dates = Dates::new(view.dates.start, kept.iter().map(|at| view.dates.days[*at]).collect());
    let part = |kind: &str, at: usize| {
        let own = flows.iter().filter(|(of, _)| *of == kind).filter_map(|(_, flow)| flow[at]).sum::<f64>();
        Some(own / total(at))
    };
    let mut layers = Vec::new();
    for (about, colour) in PLANS.iter().zip(CATEGORIES) {
        let shares: Values = kept.iter().map(|at| part(about.key, *at)).collect();
        if shares.iter().flatten().any(|share| *share > 0.0) {
            layers.push(Layer { name: name(about.key, view.language()), colour, shares });
        }
    }
    let (title, caption) = said(view, &layers);
    let heading = view.heading(title, say(words.plans_subtitle, [("runs", view.mean_of_runs())]));
    let chart = StackedShares { heading, dates, layers };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

fn name(key: &str, language: Language) -> String {
    let about = PLANS.iter().find(|about| about.key == key).unwrap_or(&PLANS[0]);
    match language {
        Language::English => about.english,
        Language::Chinese => about.chinese,
    }
    .to_owned()
}

/// Title and caption: the largest part of tokens, and each kind's parts of users, tokens and bills over the window.
fn said(view: &View, layers: &[Layer]) -> (String, String) {
    let words = view.words;
    let names = &view.findings.subject.names;
    let sum = |measure: &str, kind: &str| -> f64 {
        let of_kind = names.plans.iter().zip(&names.plan_kinds).filter(|(_, own)| *own == kind);
        of_kind.filter_map(|(plan, _)| view.estimate(measure, plan)?.mean).sum()
    };
    let last = |layer: &&Layer| layer.shares.last().copied().flatten().unwrap_or(0.0);
    let largest = layers.iter().max_by(|a, b| last(a).total_cmp(&last(b)));
    let title = largest.map_or_else(String::new, |layer| {
        say(words.plans_title, [("plan", layer.name.clone()), ("share", view.percent(last(&layer)))])
    });
    let told: Vec<String> = PLANS
        .iter()
        .filter(|about| sum("share_users", about.key) > 0.0)
        .map(|about| {
            let share = |measure: &str| view.in_full(sum(measure, about.key), "share");
            let places = [
                ("plan", name(about.key, view.language())),
                ("users", share("share_users")),
                ("tokens", share("share_tokens")),
                ("bills", share("share_revenue")),
            ];
            say(words.plans_part, places)
        })
        .collect();
    let places = [("window", view.window()), ("list", told.join(words.plans_between))];
    (title, say(words.plans_caption, places))
}
