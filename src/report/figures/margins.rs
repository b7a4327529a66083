//! What is left after serving: gross margins, a panel for the market and one for each provider.

use super::view::{Centre, Drawn, MARKET, View, first};
use super::words::say;
use crate::report::Figure;
use crate::report::charts::{INK, Multiples, Quantity, Scaling, Subject, ValueAxis};

pub(super) const FILE: &str = "charts/margins.png";

/// Margins below this are drawn at it: what is given away costs any multiple of what little is earned, and would press
/// everything else flat.
const FLOOR: f64 = -2.0;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let mut margins: Vec<(&str, Drawn)> =
        view.providers().iter().filter_map(|p| Some((p.as_str(), margin(view, p)?))).collect();
    let Some((_, any)) = margins.first() else { return Err(words.no_revenue.to_owned()) };
    let runs = view.summed_up(any);
    // The title speaks of the market, which is more than its only seller.
    if view.providers().len() > 1
        && let Some(whole) = margin(view, MARKET)
    {
        margins.insert(0, (MARKET, whole));
    }
    let cut_off = margins.iter().any(|(_, drawn)| drawn.least().is_some_and(|least| least < FLOOR));
    let (title, caption) = said(view)?;
    let mut subtitle = say(words.margins_subtitle, [("runs", runs)]);
    if margins.len() > 1 {
        subtitle.push_str(words.in_grey);
    }
    if cut_off {
        subtitle.push_str(&say(words.cut_off, [("floor", view.percent(FLOOR))]));
    }
    let subjects = margins.into_iter().map(|(of, drawn)| subject(view, of, drawn)).collect();
    let chart = Multiples {
        heading: view.heading(title, subtitle),
        dates: view.dates.clone(),
        axis: ValueAxis::new(Scaling::FromZero, Quantity::Percent, ""),
        subjects,
        cross_name: String::new(),
    };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// Gross margin of a provider or of the market.
fn margin(view: &View, of: &str) -> Option<Drawn> {
    view.series("margin_gross", of)
}

/// The panel of a provider or of the market.
fn subject(view: &View, of: &str, drawn: Drawn) -> Subject {
    let drawn = drawn.map(&|margin| Some(margin.max(FLOOR)));
    let end = view.estimate("margin_gross_end", of).and_then(|end| Centre::Median.of(end));
    let note = end.map_or_else(
        || view.words.no_sales_at_end.to_owned(),
        |end| say(view.words.in_the_end, [("value", view.percent(end))]),
    );
    let (name, colour) = match of {
        MARKET => (view.words.the_market, INK),
        provider => (provider, view.palette.colour(provider)),
    };
    Subject {
        name: name.to_owned(),
        colour,
        values: drawn.line,
        inner: drawn.inner,
        outer: drawn.outer,
        note,
        crosses: Vec::new(),
    }
}

fn said(view: &View) -> Result<(String, String), String> {
    let words = view.words;
    let whole = view.estimate("margin_gross_end", MARKET).ok_or_else(|| words.no_revenue.to_owned())?;
    let end = Centre::Median.of(whole).ok_or_else(|| words.no_revenue.to_owned())?;
    let at_end = |p: &String| view.estimate("margin_gross_end", p).and_then(|end| Centre::Median.of(end));
    let known: Vec<(&String, f64)> = view.providers().iter().filter_map(|p| Some((p, at_end(p)?))).collect();
    let below: Vec<&String> = known.iter().filter(|(_, margin)| *margin < 0.0).map(|(p, _)| *p).collect();
    let opening = margin(view, MARKET).and_then(|drawn| first(&drawn.line));
    let below = match below[..] {
        [] => words.margins_none_below.to_owned(),
        [who] => say(words.margins_one_below, [("who", who.clone())]),
        _ => say(words.margins_below, [("n", below.len().to_string()), ("all", known.len().to_string())]),
    };
    let places = [
        ("first", opening.map_or_else(String::new, |margin| view.percent(margin))),
        ("last", view.percent(end)),
        ("below", below),
    ];
    let sentence = match opening {
        None => words.margins_end,
        Some(opening) if view.percent(opening) == view.percent(end) => words.margins_still,
        Some(opening) if end < opening => words.margins_fall,
        Some(_) => words.margins_rise,
    };
    let title = say(sentence, places);
    let mut by_margin = known;
    by_margin.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told = |(p, _): &(&String, f64)| {
        let estimate = view.estimate("margin_gross_end", p)?;
        Some(format!("{p} {}", view.with_range(Centre::Median, estimate, "share")?))
    };
    let list: Vec<String> = by_margin.iter().filter_map(told).collect();
    let places = [
        ("window", view.window()),
        ("market", view.with_range(Centre::Median, whole, "share").unwrap_or_default()),
        ("list", view.list(&list)),
    ];
    let told = by_margin.iter().filter_map(|(p, _)| view.estimate("margin_gross_end", p));
    Ok((title, view.captioned(say(words.margins_caption, places), told.chain([whole]))))
}
