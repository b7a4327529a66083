//! How long money lasts: the runway of each provider that burns cash.

use super::money_words;
use super::view::{Drawn, View};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{Multiples, Quantity, Scaling, Subject, ValueAxis};

pub(super) const FILE: &str = "charts/runway.png";

/// Longer runways are drawn at this height, three years: beyond it nobody plans.
const MOST: f64 = 1_095.75;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = money_words::words(view.language());
    let horizon = view.findings.subject.horizon;
    let found: Vec<(&str, Drawn, f64)> = view
        .providers()
        .iter()
        .filter_map(|provider| {
            let drawn = view.series("runway", provider)?;
            let least = drawn.line.iter().flatten().copied().reduce(f64::min)?;
            (least < MOST).then_some((provider.as_str(), drawn, least))
        })
        .collect();
    let leaves = view.providers().iter().any(|provider| {
        view.estimate("survived", provider).and_then(|survived| survived.mean).is_some_and(|mean| mean < 1.0)
    });
    let least = found.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let Some((who, drawn, least)) = least.filter(|(_, _, least)| leaves || *least < horizon) else {
        return Err(words.nobody_burns.to_owned());
    };
    let days = |value: f64| format!("{value:.0}");
    let title = say(words.runway_title, [("who", (*who).to_owned()), ("least", days(*least))]);
    let subtitle = say(words.runway_subtitle, [("runs", view.summed_up(drawn))]);
    let unit = say(words.runway_axis, [("most", format!("{MOST:.0}"))]);
    let chart = Multiples {
        heading: view.heading(title, subtitle),
        dates: view.dates.clone(),
        axis: ValueAxis::new(Scaling::FromZero, Quantity::Number, &unit),
        cross_name: String::new(),
        subjects: found
            .iter()
            .map(|(provider, drawn, _)| {
                let drawn = drawn.clone().map(&|days| Some(days.min(MOST)));
                Subject {
                    name: (*provider).to_owned(),
                    colour: view.palette.colour(provider),
                    values: drawn.line,
                    inner: drawn.inner,
                    outer: drawn.outer,
                    note: String::new(),
                    crosses: Vec::new(),
                }
            })
            .collect(),
    };
    let png = chart.png(&view.context.style);
    let told: Vec<String> = found
        .iter()
        .map(|(provider, _, least)| {
            say(words.runway_told, [("who", (*provider).to_owned()), ("least", days(*least))])
        })
        .collect();
    let caption = say(words.runway_caption, [("list", view.list(&told)), ("file", "panel.csv".to_owned())]);
    Figure::drawn(FILE, &chart.heading, caption, png)
}
