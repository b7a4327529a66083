//! Who uses tokens at all: awareness and adoption of all users, and adoption by segment.

use super::view::{Centre, Drawn, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{
    CATEGORIES, Colour, Line, Lines, Panel, Pattern, Quantity, Scaling, Thickness, ValueAxis,
};

pub(super) const FILE: &str = "charts/adoption.png";

/// Segments that one panel can show.
const MOST_SEGMENTS: usize = 12;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let adoption = view.series("adoption", MARKET).ok_or_else(|| words.no_users.to_owned())?;
    let estimate = view.estimate("adoption", MARKET).ok_or_else(|| words.no_users.to_owned())?;
    let end = Centre::Median.of(estimate).ok_or_else(|| words.no_users.to_owned())?;
    let opening = first(&adoption.line).ok_or_else(|| words.no_users.to_owned())?;
    let runs = view.summed_up(&Drawn { inner: None, ..adoption.clone() });
    let aware = view.series("aware", MARKET);
    let aware_end = view.estimate("aware", MARKET);
    let mut lines = vec![line(words.adoption, CATEGORIES[0], adoption)];
    lines.extend(aware.map(|aware| line(words.aware, CATEGORIES[1], aware)));
    let mut panels = vec![panel(words.all_users, words.of_users, lines)];
    panels.extend(segments(view));
    let places = [
        ("first", view.percent(opening)),
        ("last", view.percent(end)),
        ("spread", view.spread(Centre::Median, estimate, (|share| share, &Quantity::Percent))),
    ];
    let title = say(if end < opening { words.adoption_falls } else { words.adoption_rises }, places);
    let subtitle = say(words.adoption_subtitle, [("runs", runs)]);
    let places = [
        ("first", view.in_full(opening, "share")),
        ("last", view.with_range(Centre::Median, estimate, "share").unwrap_or_default()),
        (
            "aware",
            aware_end
                .and_then(|aware| view.with_range(Centre::Median, aware, "share"))
                .unwrap_or_else(|| "–".into()),
        ),
    ];
    let told = [estimate].into_iter().chain(aware_end);
    let caption = view.captioned(say(words.adoption_caption, places), told);
    let chart = Lines { heading: view.heading(title, subtitle), dates: view.dates.clone(), panels };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// A panel with the adoption of each segment, where there are several and not too many.
fn segments(view: &View) -> Option<Panel> {
    let names = &view.findings.subject.names.segments;
    let lines = names.iter().zip(colours()).filter_map(|(name, colour)| {
        let drawn = view.series("adoption", name)?;
        Some(Line { band: None, thickness: Thickness::Thin, ..line(name, colour, drawn) })
    });
    (2..=MOST_SEGMENTS)
        .contains(&names.len())
        .then(|| panel(view.words.by_segment, view.words.of_segment, lines.collect()))
}

/// Segments are no providers: they take the category colours from the far end.
fn colours() -> impl Iterator<Item = Colour> {
    CATEGORIES.into_iter().rev().cycle()
}

fn panel(title: &str, unit: &str, lines: Vec<Line>) -> Panel {
    let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, unit);
    Panel { title: title.to_owned(), axis, lines, thresholds: Vec::new() }
}

/// A line with its wide band.
pub(super) fn line(name: &str, colour: Colour, drawn: Drawn) -> Line {
    Line {
        name: name.to_owned(),
        colour,
        pattern: Pattern::Solid,
        thickness: Thickness::Main,
        values: drawn.line,
        band: drawn.outer,
    }
}
