//! Which scripted events a price chart marks: those that moved a price, a day at a time, the weightiest of them.

use std::collections::BTreeMap;

use super::moves::is_move;
use super::products::Product;
use super::view::{MARKET, View};
use super::words::say;
use crate::calendar::Instant;
use crate::experiments::Event;
use crate::report::charts::{self, Values};

/// Marks that a chart has room for.
const MOST: usize = 12;

/// What a scripted event did on its day.
struct Shock<'a> {
    index: usize,
    events: Vec<&'a Event>,
    /// Part of the market's tokens that the products concerned sell afterwards.
    weight: f64,
}

/// Marks, and the number of days with events that moved prices.
pub(super) fn marks(view: &View, products: &[Product]) -> (Vec<charts::Event>, usize) {
    let mut days: BTreeMap<i64, Vec<Shock>> = BTreeMap::new();
    for shock in shocks(view) {
        let day = Instant(view.findings.subject.shocks[shock.index].at).day();
        days.entry(day).or_default().push(shock);
    }
    let all = days.len();
    let mut marks: Vec<(f64, charts::Event)> = days
        .into_iter()
        .map(|(day, mut shocks)| {
            shocks.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            let weight = shocks.iter().map(|shock| shock.weight).sum();
            (weight, charts::Event { day: day as f64, label: label(view, products, &shocks) })
        })
        .collect();
    marks.sort_by(|a, b| b.0.total_cmp(&a.0));
    marks.truncate(MOST);
    marks.sort_by(|a, b| a.1.day.total_cmp(&b.1.day));
    (marks.into_iter().map(|(_, mark)| mark).collect(), all)
}

/// Scripted events that moved a posted price.
fn shocks<'a>(view: &View<'a>) -> Vec<Shock<'a>> {
    let Some(exemplar) = view.exemplar() else { return Vec::new() };
    let market = view.mean("tokens", MARKET).unwrap_or_default();
    let shock = |index: usize| {
        let own = |event: &&Event| event.shock == Some(index as u32) && is_move(event);
        let events: Vec<&Event> = exemplar.chronicle.iter().filter(own).collect();
        let weight = |event: &&Event| part_afterwards(view, event, &market);
        let weight = events.iter().map(weight).sum();
        (!events.is_empty()).then_some(Shock { index, events, weight })
    };
    (0..view.findings.subject.shocks.len()).filter_map(shock).collect()
}

/// The part of the market's tokens that a product sells in the first whole record after an event.
fn part_afterwards(view: &View, event: &Event, market: &Values) -> f64 {
    let days = view.dates.days.iter();
    let Some(at) = days.enumerate().filter(|(_, day)| **day > event.day()).map(|(at, _)| at).nth(1) else {
        return 0.0;
    };
    let tokens = view.mean("tokens", &event.entity).and_then(|tokens| tokens[at]);
    let all = market.get(at).copied().flatten().filter(|all| *all > 0.0);
    tokens.zip(all).map_or(0.0, |(tokens, all)| tokens / all)
}

/// One event by its name, several by who moved.
fn label(view: &View, products: &[Product], shocks: &[Shock]) -> String {
    let name = |shock: &Shock| view.findings.subject.shocks[shock.index].name.clone();
    if let [only] = shocks {
        return name(only);
    }
    let mut who: Vec<String> = Vec::new();
    for event in shocks.iter().flat_map(|shock| &shock.events) {
        let product = products.iter().find(|product| product.entity == event.entity);
        let provider = product.map_or(&event.entity, |product| &view.providers()[product.provider]);
        if !who.contains(provider) {
            who.push(provider.clone());
        }
    }
    // What a launch replaces goes by the way.
    let events = || shocks.iter().flat_map(|shock| &shock.events).filter(|event| event.kind != "withdrawal");
    let kinds = |kind: &str| events().all(|event| event.kind == kind);
    let words = view.words;
    let sentence = if kinds("price_cut") {
        words.mark_cuts
    } else if kinds("launch") {
        words.mark_launches
    } else {
        words.mark_moves
    };
    say(sentence, [("who", view.list(&who)), ("n", shocks.len().to_string())])
}
