//! What happened when, in one run: a lane for each provider.

use super::products::{self, Product};
use super::view::View;
use super::words::say;
use crate::experiments::{Event, Exemplar};
use crate::report::Figure;
use crate::report::charts::{Happening, Kind, Lane, Quantity, Timeline};

pub(super) const FILE: &str = "charts/timeline.png";

/// Smaller moves of a price get a sign without words.
const NAMED: f64 = 0.05;
/// Cuts of several providers within so many days are one wave.
const WAVE: f64 = 14.0;
/// The least number of providers that make a wave.
const LEAST: usize = 3;

pub(super) fn draw(view: &View) -> Result<Figure, String> {
    let words = view.words;
    let exemplar = view.exemplar().ok_or_else(|| words.no_history.to_owned())?;
    let products = products::all(view);
    let lanes: Vec<Lane> =
        (0..view.providers().len()).filter_map(|p| lane(view, exemplar, (p, &products))).collect();
    if lanes.iter().all(|lane| lane.happenings.is_empty()) {
        return Err(words.nothing_happened.to_owned());
    }
    let mut subtitle = say(words.timeline_subtitle, [("which", view.replicate(exemplar))]);
    if lanes.iter().flat_map(|lane| &lane.happenings).any(|happening| happening.kind == Kind::Other) {
        subtitle.push_str(words.timeline_rings);
    }
    let count = |kind: &str| {
        let own = exemplar.chronicle.iter().filter(|event| event.kind == kind);
        own.filter(|event| kind != "price_rise" || is_rise(event)).count().to_string()
    };
    let places = || {
        [
            ("cuts", count("price_cut")),
            ("rises", count("price_rise")),
            ("launches", count("launch")),
            ("exits", count("exit")),
            ("file", "chronicle.csv".to_owned()),
        ]
    };
    let title = match wave(exemplar, &products) {
        Some(wave) if wave.providers >= LEAST => {
            let all = view.providers().len().to_string();
            let days = (wave.first + wave.span).floor() - wave.first.floor() + 1.0;
            let places = [
                ("n", wave.providers.to_string()),
                ("all", all),
                ("days", days.to_string()),
                ("date", view.date(wave.first)),
            ];
            say(if days > 1.0 { words.timeline_wave } else { words.timeline_wave_day }, places)
        }
        _ => say(words.timeline_plain, places()),
    };
    let chart = Timeline { heading: view.heading(title, subtitle), period: view.period(), lanes };
    let png = chart.png(&view.context.style);
    Figure::drawn(FILE, &chart.heading, say(words.timeline_caption, places()), png)
}

/// A provider's happenings; none where it is never there.
fn lane(view: &View, exemplar: &Exemplar, (provider, products): (usize, &[Product])) -> Option<Lane> {
    let name = &view.providers()[provider];
    let own = |event: &&Event| {
        event.entity == *name || products.iter().any(|p| p.provider == provider && p.entity == event.entity)
    };
    let events: Vec<&Event> = exemplar.chronicle.iter().filter(own).collect();
    let period = view.period();
    let present = exemplar.series(&view.findings.layout, "present", name);
    let there = |value: Option<f32>| value.is_some_and(|present| present > 0.5);
    let day = |kind: &str| events.iter().find(|event| event.kind == kind).map(|event| event.day());
    let from = match present {
        Some(present) if !there(present.first().copied().flatten()) => day("entry")?,
        _ => period.first,
    };
    let gone = present.is_some_and(|present| !there(present.last().copied().flatten()));
    let left = events.iter().rev().find(|event| event.kind == "exit").map(|event| event.day());
    let to = left.filter(|_| gone).unwrap_or(period.last);
    Some(Lane {
        name: name.clone(),
        colour: view.palette.colour(name),
        alive: (from, to),
        happenings: happenings(view, &events, products),
    })
}

/// One sign for each kind and day; rare and deep ones get their words first.
fn happenings(view: &View, events: &[&Event], products: &[Product]) -> Vec<Happening> {
    let mut signs: Vec<(f64, Happening)> = Vec::new();
    for event in events {
        let Some((weight, kind, label)) = sign(view, event, products) else { continue };
        let day = event.day();
        let same =
            |(_, other): &&mut (f64, Happening)| other.kind == kind && other.day.floor() >= day.floor();
        match signs.iter_mut().rev().find(same) {
            // Of several on one day the weightiest speaks.
            Some((other, happening)) if weight > *other => {
                *other = weight;
                happening.label = label;
            }
            Some(_) => {}
            None => signs.push((weight, Happening { day, kind, label })),
        }
    }
    signs.sort_by(|a, b| b.0.total_cmp(&a.0));
    signs.into_iter().map(|(_, happening)| happening).collect()
}

/// Weight, kind and words of an event; none of those that are no news to a market.
fn sign(view: &View, event: &Event, products: &[Product]) -> Option<(f64, Kind, Option<String>)> {
    let words = view.words;
    let change = event.to.zip(event.from).filter(|(_, from)| *from > 0.0).map(|(to, from)| to / from - 1.0);
    let product = || {
        let found = products.iter().find(|product| product.entity == event.entity)?;
        Some(in_lane(&found.label, &view.providers()[found.provider]).to_owned())
    };
    let what = |plain: &str| Some(event.what.clone().unwrap_or_else(|| plain.to_owned()));
    let named = |change: f64| (change.abs() >= NAMED).then(|| view.percent(change));
    Some(match event.kind.as_str() {
        "exit" => (5.0, Kind::Exit, Some(words.exit.to_owned())),
        "entry" => (4.0, Kind::Launch, Some(words.entry.to_owned())),
        "price_cut" if event.to == Some(0.0) => (3.0, Kind::Cut, Some(words.free.to_owned())),
        "price_cut" => {
            let depth = change.map_or(0.0, f64::abs);
            (2.0 + depth, Kind::Cut, named(-depth))
        }
        "launch" => (2.0, Kind::Launch, product()),
        "price_rise" if is_rise(event) => {
            // Below all cuts, however steep.
            let steep = change.map_or(0.0, |change| 0.5 * change / (1.0 + change));
            (1.5 + steep, Kind::Rise, change.and_then(named).map(|rise| format!("+{rise}")))
        }
        "training_done" => (2.2, Kind::Other, Some(words.trained.to_owned())),
        "new_hardware" => (2.1, Kind::Other, what(words.new_hardware)),
        "rent_shock" => {
            let change = change.map(|change| view.change(change, &Quantity::Percent));
            (1.4, Kind::Other, change.map(|by| say(words.rents_by, [("by", by)])))
        }
        "technique" => (1.3, Kind::Other, what(words.technique)),
        "outage" => (1.2, Kind::Other, Some(words.outage.to_owned())),
        "contract_signed" => (1.1, Kind::Other, Some(words.contract.to_owned())),
        "cost_shock" => (1.1, Kind::Other, Some(words.cost_shock.to_owned())),
        "release" | "imitation" => (0.5, Kind::Other, None),
        _ => return None,
    })
}

/// A product's label without its provider, whom the lane names; but no bare number ("Dorado 2" of Dorado).
fn in_lane<'a>(label: &'a str, provider: &str) -> &'a str {
    let rest = label.strip_prefix(provider).map(str::trim_start);
    rest.filter(|rest| rest.chars().any(char::is_alphabetic)).unwrap_or(label)
}

/// Whether the blended price is higher than before: it is not where only the list behind it is new.
fn is_rise(event: &Event) -> bool {
    event.from.zip(event.to).is_some_and(|(from, to)| to > from)
}

/// Cuts that follow each other closely.
struct Wave {
    providers: usize,
    first: f64,
    span: f64,
}

/// The most providers that cut a price within a fortnight; of several such waves the quickest.
fn wave(exemplar: &Exemplar, products: &[Product]) -> Option<Wave> {
    let provider = |event: &Event| products.iter().find(|p| p.entity == event.entity).map(|p| p.provider);
    let cuts = exemplar.chronicle.iter().filter(|event| event.kind == "price_cut");
    let cuts: Vec<(f64, usize)> = cuts.filter_map(|cut| Some((cut.day(), provider(cut)?))).collect();
    let from = |start: usize| {
        let first = cuts[start].0;
        let mut seen = Vec::new();
        let mut span = 0.0;
        for (day, provider) in cuts[start..].iter().take_while(|(day, _)| day - first <= WAVE) {
            if !seen.contains(provider) {
                seen.push(*provider);
                span = day - first;
            }
        }
        Wave { providers: seen.len(), first, span }
    };
    let better = |a: Wave, b: Wave| {
        if b.providers > a.providers || (b.providers == a.providers && b.span < a.span) { b } else { a }
    };
    (0..cuts.len()).map(from).reduce(better)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::experiments::Job;

    fn cut(day: f64, entity: &str) -> Event {
        let at = Instant::at_day(day).0;
        Event {
            at,
            kind: "price_cut".into(),
            entity: entity.into(),
            from: Some(2.0),
            to: Some(1.0),
            shock: None,
            what: None,
        }
    }

    #[test]
    fn a_lane_names_its_provider_once_but_no_bare_number() {
        assert_eq!(in_lane("DeepSeek V3", "DeepSeek"), "V3");
        assert_eq!(in_lane("Dorado 2", "Dorado"), "Dorado 2");
        assert_eq!(in_lane("Dorado", "Dorado"), "Dorado");
        assert_eq!(in_lane("qwen-max", "Alibaba"), "qwen-max");
    }

    #[test]
    fn the_largest_wave_is_found_and_of_equals_the_quickest() {
        let product = |at: usize, entity: &str| Product {
            entity: entity.into(),
            provider: at,
            label: String::new(),
            weight: 0.0,
        };
        let products = [product(0, "a/x"), product(1, "b/x"), product(2, "c/x")];
        // Three providers within 13 days, and again within 4; two cuts of one provider count once.
        let days = [
            (0.0, "a/x"),
            (6.0, "b/x"),
            (13.0, "c/x"),
            (50.0, "a/x"),
            (51.0, "a/x"),
            (52.0, "c/x"),
            (54.0, "b/x"),
        ];
        let chronicle = days.map(|(day, entity)| cut(day, entity)).to_vec();
        let exemplar =
            Exemplar { job: Job { replicate: 0, arm: 0 }, chronicle, episodes: vec![], path: vec![] };
        let wave = wave(&exemplar, &products).unwrap();
        assert_eq!(wave.providers, 3);
        assert!((wave.first - 51.0).abs() < 1e-9 && (wave.span - 3.0).abs() < 1e-9);
    }
}
