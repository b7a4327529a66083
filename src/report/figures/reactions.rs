//! Who cuts and who follows, how long after: of one run with arrows, of many runs as the spread of each firm's delay.

use super::products;
use super::rivalry::words;
use super::view::{Centre, MARKET, View};
use super::words::say;
use crate::calendar::Instant;
use crate::economics::indices::{LEADING, WITHIN};
use crate::experiments::{Event, Exemplar};
use crate::measures::{ANSWERING, Cut, Lead, cuts, leads};
use crate::report::Figure;
use crate::report::charts::{
    Follower, Leader, Period, Quantity, Range, Ranges, Reactions, Rival, Scaling, ValueAxis,
};

pub(super) const FILE: &str = "charts/reactions.png";

/// Leaders' cuts that one picture can tell apart.
const MOST: usize = 6;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let followed = |firm: &&String| view.estimate("follow_delay", firm).is_some();
    if !view.providers().iter().any(|firm| followed(&firm)) {
        return Err(say(words(view.language()).no_reaction, definition(view)));
    }
    // What a script fixes is the same in all runs, and one of them tells all.
    let varies = |firm: &&String| {
        let spreads = |measure: &str| {
            let known = view.estimate(measure, firm).and_then(|estimate| estimate.quantiles);
            known.is_some_and(|[low, .., high]| low < high)
        };
        spreads("follow_delay") || spreads("leads") || spreads("follows")
    };
    if view.runs > 1 && view.providers().iter().any(|firm| varies(&firm)) { spread(view) } else { one(view) }
}

/// The numbers that the definition of leads and answers depends on.
fn definition(view: &View) -> [(&'static str, String); 3] {
    let days = view.brief(WITHIN.get(), &Quantity::Number);
    [("least", view.percent(LEADING.get())), ("answer", view.percent(ANSWERING)), ("days", days)]
}

/// The cuts of a run.
fn cuts_of(view: &View, exemplar: &Exemplar) -> Vec<Cut> {
    let products = products::all(view);
    let firm = |event: &Event| products.iter().find(|p| p.entity == event.entity).map(|p| p.provider);
    let moved = |event: &Event| {
        Some((Instant(event.at), firm(event)?, event.from?, event.to?, event.shock.is_some()))
    };
    cuts(exemplar.chronicle.iter().filter(|event| event.kind == "price_cut").filter_map(moved))
}

/// One run: arrows from the leaders' cuts to those that follow.
fn one(view: &View) -> Result<Figure, String> {
    let (words, own) = (view.words, words(view.language()));
    let exemplar = view.exemplar().ok_or_else(|| words.no_history.to_owned())?;
    let cuts = cuts_of(view, exemplar);
    let all = leads(&cuts);
    let mut followed: Vec<&Lead> = all.iter().filter(|lead| !lead.answers.is_empty()).collect();
    let of_all = (followed.len(), all.len());
    // Stable: of equals the earlier ones stay.
    followed.sort_by_key(|lead| std::cmp::Reverse(lead.answers.len()));
    followed.truncate(MOST);
    let Some(largest) = followed.first().copied() else {
        return Err(say(own.no_reaction, definition(view)));
    };
    followed.sort_by_key(|lead| lead.cut);
    let moving = |lead: &&Lead| {
        lead.answers
            .iter()
            .map(|answer| answer.cut)
            .chain([lead.cut])
            .map(|cut| cuts[cut].firm)
            .collect::<Vec<_>>()
    };
    let firms: Vec<usize> = (0..view.providers().len())
        .filter(|firm| followed.iter().flat_map(&moving).any(|other| other == *firm))
        .collect();
    let row = |cut: usize| firms.iter().position(|firm| *firm == cuts[cut].firm).unwrap_or(0);
    let leader = |lead: &&Lead| Leader {
        rival: row(lead.cut),
        day: cuts[lead.cut].at.days(),
        label: view.percent(-cuts[lead.cut].size),
        followers: lead
            .answers
            .iter()
            .map(|answer| Follower {
                rival: row(answer.cut),
                day: cuts[answer.cut].at.days(),
                label: view.days_in_words(answer.days),
            })
            .collect(),
    };
    let rival = |firm: &usize| {
        let name = &view.providers()[*firm];
        Rival { name: name.clone(), colour: view.palette.colour(name) }
    };
    let leaders: Vec<Leader> = followed.iter().map(leader).collect();
    let cut = &cuts[largest.cut];
    let last = largest.answers.iter().map(|answer| answer.days).fold(0.0, f64::max);
    let places = [
        ("who", view.providers()[cut.firm].clone()),
        ("size", view.percent(cut.size)),
        ("date", view.date(cut.at.days())),
        ("n", largest.answers.len().to_string()),
        ("days", view.days_in_words(last)),
    ];
    let several = largest.answers.len() > 1;
    let title = say(if several { own.reactions_title } else { own.reactions_title_one }, places);
    let which = view.replicate(exemplar);
    let [least, _, within] = definition(view);
    let subtitle = say(own.reactions_subtitle, [least, within, ("which", which)]);
    let mut caption = say(own.reactions_caption, definition(view));
    let counts = [
        ("followed", of_all.0.to_string()),
        ("leads", of_all.1.to_string()),
        ("shown", followed.len().to_string()),
    ];
    caption.push_str(&say(own.reactions_counts, counts));
    let rivals = firms.iter().map(rival).collect();
    let period = around(&view.period(), &leaders);
    let chart = Reactions { heading: view.heading(title, subtitle), period, rivals, leaders };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, caption, png)
}

/// The part of the run in which something is shown, with some days before and after.
fn around(whole: &Period, leaders: &[Leader]) -> Period {
    let days = || leaders.iter().flat_map(|l| l.followers.iter().map(|f| f.day).chain([l.day]));
    let (first, last) = (days().fold(f64::INFINITY, f64::min), days().fold(f64::NEG_INFINITY, f64::max));
    // The words of the last sign want a tenth of the width.
    let span = (last - first).max(1.0);
    let (first, last) = ((first - 0.05 * span).floor(), (last + 0.1 * span).ceil());
    Period { start: whole.start, first: first.max(whole.first), last: last.min(whole.last) }
}

/// Many runs: each firm's delay behind the leaders.
fn spread(view: &View) -> Result<Figure, String> {
    let own = words(view.language());
    let mut rows: Vec<(Option<f64>, Range)> = Vec::new();
    for name in view.providers() {
        let delay = view.estimate("follow_delay", name);
        let mean = |measure: &str| view.estimate(measure, name).and_then(|estimate| estimate.mean);
        let (follows, leads) = (mean("follows"), mean("leads").unwrap_or(0.0));
        if delay.is_none() && leads <= 0.0 {
            continue;
        }
        let notes = vec![
            follows.map_or_else(|| "–".to_owned(), |share| view.percent(share)),
            view.in_title(leads, &Quantity::Number),
        ];
        let quantiles = delay.and_then(|delay| view.quantiles(delay));
        let colour = view.palette.colour(name);
        rows.push((quantiles.map(|q| q[2]), Range { name: name.clone(), colour, quantiles, notes }));
    }
    // The quickest first, those that never follow last.
    rows.sort_by(|a, b| a.0.unwrap_or(f64::INFINITY).total_cmp(&b.0.unwrap_or(f64::INFINITY)));
    let rows: Vec<Range> = rows.into_iter().map(|(_, row)| row).collect();
    let quickest = rows.first().ok_or_else(|| say(own.no_reaction, definition(view)))?;
    let median = quickest.quantiles.map_or(0.0, |q| q[2]);
    let places = [
        ("who", quickest.name.clone()),
        ("days", view.days_in_words(median)),
        ("share", quickest.notes[0].clone()),
    ];
    let title = say(own.delays_title, places);
    let [least, _, within] = definition(view);
    let subtitle = say(own.delays_subtitle, [least, within, ("runs", view.spread_of_runs())]);
    let told = |row: &Range| {
        let delay = view.estimate("follow_delay", &row.name)?;
        let places = [
            ("who", row.name.clone()),
            ("days", view.with_range(Centre::Median, delay, "days")?),
            ("share", row.notes[0].clone()),
            ("leads", row.notes[1].clone()),
        ];
        Some(say(own.delays_told, places))
    };
    let list: Vec<String> = rows.iter().filter_map(told).collect();
    let mut caption = say(own.reactions_caption, definition(view));
    caption.push_str(&say(own.delays_caption, [("list", list.join(own.then))]));
    let cuts = view.estimate("price_cuts", MARKET).and_then(|cuts| Centre::Median.of(cuts));
    if let Some(cuts) = cuts {
        caption.push_str(&say(own.delays_cuts, [("n", view.in_title(cuts, &Quantity::Count))]));
    }
    let across = ValueAxis::new(Scaling::FromZero, Quantity::Number, own.delays_unit);
    let columns = vec![own.delays_follows.to_owned(), own.delays_leads.to_owned()];
    let chart = Ranges { heading: view.heading(title, subtitle), across, columns, rows };
    let png = chart.png(&view.context.style);
    let delays = chart.rows.iter().filter_map(|row| view.estimate("follow_delay", &row.name));
    Figure::drawn(FILE, &chart.heading, view.captioned(caption, delays), png)
}
