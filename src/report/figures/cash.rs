//! Who can go on: cash of each provider over what it opened with, and exits.

use super::view::{Centre, Drawn, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{Multiples, Quantity, Scaling, Subject, ValueAxis};

pub(super) const FILE: &str = "charts/cash.png";

/// A provider's cash.
struct Purse<'a> {
    provider: &'a str,
    opening: f64,
    drawn: Drawn,
    /// Part of the runs in which it is gone at the end.
    leaves: f64,
}

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let purses: Vec<Purse> = view.providers().iter().filter_map(|p| purse(view, p)).collect();
    let Some(any) = purses.first() else { return Err(words.no_cash.to_owned()) };
    let runs = view.summed_up(&any.drawn);
    // Purses differ by orders of magnitude: only parts of what each opened with stand on one axis.
    let relative = purses.iter().all(|purse| purse.opening > 0.0);
    let (axis, sentence) = if relative {
        (ValueAxis::new(Scaling::FromZero, Quantity::Percent, ""), words.cash_relative)
    } else {
        (ValueAxis::new(Scaling::FromZero, view.money(), ""), words.cash_absolute)
    };
    let mut subtitle = say(sentence, [("runs", runs), ("currency", view.findings.subject.currency.clone())]);
    if purses.len() > 1 {
        subtitle.push_str(words.in_grey);
    }
    let cross_name = if view.runs == 1 { words.exit.to_owned() } else { words.exit_in_sample.to_owned() };
    let chart = Multiples {
        heading: view.heading(title(view, &purses, relative), subtitle),
        dates: view.dates.clone(),
        axis,
        cross_name,
        subjects: purses.iter().map(|purse| subject(view, purse, relative)).collect(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption(view, &purses), png)
}

fn purse<'a>(view: &View, provider: &'a str) -> Option<Purse<'a>> {
    let mut drawn = view.series("cash", provider)?;
    let opening = first(&drawn.line)?;
    // What a firm that left still has is no longer at stake.
    if let Some(present) = view.series("present", provider) {
        for (cash, present) in drawn.line.iter_mut().zip(&present.line) {
            *cash = cash.filter(|_| present.is_none_or(|present| present >= 0.5));
        }
    }
    let survived = view.estimate("survived", provider).and_then(|survived| survived.mean);
    Some(Purse { provider, opening, drawn, leaves: survived.map_or(0.0, |survived| 1.0 - survived) })
}

fn end(view: &View, purse: &Purse) -> Option<f64> {
    view.estimate("cash_end", purse.provider).and_then(|end| Centre::Median.of(end))
}

fn subject(view: &View, purse: &Purse, relative: bool) -> Subject {
    let unit = if relative { purse.opening } else { 1.0 };
    let drawn = purse.drawn.clone().map(&|cash| Some(cash / unit));
    let money = |value| view.brief(value, &view.money());
    let mut note = end(view, purse).map_or_else(String::new, |end| {
        say(view.words.from_to, [("from", money(purse.opening)), ("to", money(end))])
    });
    if purse.leaves > 0.0 && view.runs > 1 {
        note.push_str(&say(view.words.leaves_in, [("share", view.percent(purse.leaves))]));
    }
    let of_arm = view.findings.exemplars.iter().filter(|exemplar| exemplar.job.arm as usize == view.arm);
    let exits = of_arm.flat_map(|exemplar| &exemplar.chronicle);
    let exits = exits.filter(|event| event.kind == "exit" && event.entity == purse.provider);
    Subject {
        name: purse.provider.to_owned(),
        colour: view.palette.colour(purse.provider),
        values: drawn.line,
        inner: drawn.inner,
        outer: drawn.outer,
        note,
        crosses: exits.filter_map(|exit| Some((exit.day(), exit.to? / unit))).collect(),
    }
}

fn title(view: &View, purses: &[Purse], relative: bool) -> String {
    let words = view.words;
    let alone = purses.len() == 1;
    let leaving: Vec<&Purse> = purses.iter().filter(|purse| purse.leaves > 0.0).collect();
    let Some(most) = leaving.iter().max_by(|a, b| a.leaves.total_cmp(&b.leaves)) else {
        let left = |purse: &Purse| Some(end(view, purse)? / purse.opening).filter(|_| purse.opening > 0.0);
        let known = purses.iter().filter_map(|purse| Some((purse.provider, left(purse)?)));
        return match known.min_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((who, left)) if left <= 0.0 => {
                let sentence = if alone { words.cash_only_spent } else { words.cash_nobody_spent };
                say(sentence, [("who", who.to_owned())])
            }
            Some((who, left)) if relative => {
                let sentence = if alone { words.cash_only } else { words.cash_nobody };
                say(sentence, [("who", who.to_owned()), ("left", view.percent(left))])
            }
            _ => words.cash_nobody_plain.to_owned(),
        };
    };
    let places = [
        ("who", most.provider.to_owned()),
        ("share", view.percent(most.leaves)),
        ("n", leaving.len().to_string()),
        ("all", purses.len().to_string()),
    ];
    match (leaving.len(), view.runs) {
        (1, 1) => say(words.cash_one_leaves, places),
        (_, 1) => say(words.cash_some_leave, places),
        (1, _) => say(words.cash_one_leaves_in, places),
        _ => say(words.cash_some_leave_in, places),
    }
}

fn caption(view: &View, purses: &[Purse]) -> String {
    let currency = &view.findings.subject.currency;
    let told = |purse: &Purse| {
        let places = [
            ("who", purse.provider.to_owned()),
            ("from", view.in_full(purse.opening, currency)),
            ("to", view.in_full(end(view, purse)?, currency)),
            ("leaves", view.in_full(purse.leaves, "share")),
        ];
        Some(say(
            if purse.leaves > 0.0 { view.words.cash_told_leaving } else { view.words.cash_told },
            places,
        ))
    };
    let list: Vec<String> = purses.iter().filter_map(told).collect();
    say(view.words.cash_caption, [("list", view.list(&list))])
}
