//! Who stays: Kaplan-Meier curves of the providers that leave in some run, with bands.

use super::money_words;
use super::view::View;
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{Band, Multiples, Quantity, Scaling, Subject, ValueAxis, Values};
use crate::statistics::{Life, SurvivalStep, kaplan_meier, survival_at};

pub(super) const FILE: &str = "charts/survival.png";

/// A provider's curve.
struct Curve<'a> {
    provider: &'a str,
    steps: Vec<SurvivalStep>,
    /// The day on which it came first in any run.
    from: f64,
}

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = money_words::words(view.language());
    let curves: Vec<Curve> = view.providers().iter().filter_map(|p| curve(view, p)).collect();
    let last = |curve: &Curve| curve.steps.last().map_or(1.0, |step| step.survival);
    let leaving: Vec<&Curve> = curves.iter().filter(|curve| !curve.steps.is_empty()).collect();
    let Some(most) = leaving.iter().min_by(|a, b| last(a).total_cmp(&last(b))).filter(|_| view.runs > 1)
    else {
        return Err(words.nobody_leaves.to_owned());
    };
    let places = [
        ("who", most.provider.to_owned()),
        ("share", view.percent(last(most))),
        ("n", leaving.len().to_string()),
        ("all", curves.len().to_string()),
    ];
    let title = say(if leaving.len() == 1 { words.survival_one } else { words.survival_some }, places);
    let level = view.percent(view.findings.subject.level);
    let subtitle = say(words.survival_subtitle, [("runs", view.count_of_runs()), ("level", level)]);
    let chart = Multiples {
        heading: view.heading(title, subtitle),
        dates: view.dates.clone(),
        axis: ValueAxis::new(Scaling::FromZero, Quantity::Percent, ""),
        cross_name: String::new(),
        subjects: leaving
            .iter()
            .map(|curve| Subject {
                name: curve.provider.to_owned(),
                colour: view.palette.colour(curve.provider),
                values: values(view, curve, &|step| step.map_or(1.0, |step| step.survival)),
                inner: None,
                outer: view.is_banded().then(|| Band {
                    low: values(view, curve, &|step| step.map_or(1.0, |step| step.low)),
                    high: values(view, curve, &|step| step.map_or(1.0, |step| step.high)),
                }),
                note: say(words.survival_note, [("share", view.percent(last(curve)))]),
                crosses: Vec::new(),
            })
            .collect(),
    };
    let png = chart.png(&view.context.style);
    let told: Vec<String> = curves
        .iter()
        .map(|curve| {
            let (who, share) = (("who", curve.provider.to_owned()), ("share", view.percent(last(curve))));
            match curve.steps.last() {
                Some(step) => {
                    let edges = [("low", view.percent(step.low)), ("high", view.percent(step.high))];
                    say(words.survival_told, [who, share, edges[0].clone(), edges[1].clone()])
                }
                None => say(words.survival_told_all, [who, share]),
            }
        })
        .collect();
    let caption = say(words.survival_caption, [("list", view.list(&told))]);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// The curve of a provider over the runs in which it came; none where it never did.
fn curve<'a>(view: &View, provider: &'a str) -> Option<Curve<'a>> {
    let horizon = view.findings.subject.horizon;
    let rows = view.findings.rows.iter().filter(|row| row.job.arm as usize == view.arm);
    let lives: Vec<Life> = rows
        .filter_map(|row| {
            let stayed = view.of_run(row.job, "days_on_market", provider)?;
            let gone = view.of_run(row.job, "survived", provider)? < 0.5;
            let to = if gone { view.of_run(row.job, "exit_day", provider)? } else { horizon };
            // At risk from just after it came: who goes at that very instant was never watched.
            Some(Life { from: to - stayed, to, ended: gone })
        })
        .collect();
    let from = lives.iter().map(|life| life.from).reduce(f64::min)?;
    Some(Curve { provider, steps: kaplan_meier(&lives, view.findings.subject.level), from })
}

fn values(view: &View, curve: &Curve, of: &dyn Fn(Option<&SurvivalStep>) -> f64) -> Values {
    let days = view.dates.days.iter();
    days.map(|day| (*day >= curve.from).then(|| of(survival_at(&curve.steps, *day)))).collect()
}
