//! The tables that a reader sees: one row an episode, and of each episode one row a firm.

use super::finding::{Finding, MarketEpisodes};
use super::words::{say, words};
use crate::measures::episodes::{Ending, Episode, MoveKind, Participant, UnitCosts};
use crate::report::Language;
use crate::report::number::{bare, figure, optional};
use crate::report::table::{Cell, Table};

/// A price to three significant digits.
fn price(value: f64) -> String {
    bare(value, Language::English)
}

/// One row an episode.
pub fn episodes(of: &Finding, language: Language) -> Table {
    let w = words(language);
    let found = of.episodes();
    let costs: Vec<_> = COSTS
        .iter()
        .filter(|(_, cost)| found.iter().any(|(_, _, episode)| episode.over_cost(cost).is_some()))
        .collect();
    let several = of.markets.len() > 1;
    let mut heads: Vec<&str> = if several { vec![w.market] } else { Vec::new() };
    heads.extend([w.from, w.to, w.days, w.leader, w.followers, w.index, w.beyond, w.market_index, w.deepest]);
    heads.extend(costs.iter().map(|(name, _)| match *name {
        "marginal" => w.over_marginal,
        "floor" => w.over_floor,
        _ => w.over_average,
    }));
    heads.push(w.ending);
    let mut table = Table::new(heads, usize::from(several) + 2);
    for (market, _, episode) in found {
        let mut row = if several { vec![Cell::text(&market.name)] } else { Vec::new() };
        let deepest = episode.deepest();
        row.extend([
            Cell::text(market.date(episode.start).to_string()),
            Cell::text(if episode.is_sure {
                market.date(episode.end).to_string()
            } else {
                format!("{} *", market.date(episode.end))
            }),
            Cell::text(format!("{:.0}", episode.length())),
            Cell::text(leader(market, episode, language)),
            Cell::text(followers(market, episode)),
            Cell::text(figure(-episode.depth, "share", language)),
            Cell::text(figure(-episode.excess, "share", language)),
            Cell::text(figure(-episode.market_depth, "share", language)),
            Cell::text(format!(
                "{} {}",
                market.firms[deepest.firm],
                figure(-deepest.deepest, "share", language)
            )),
        ]);
        row.extend(costs.iter().map(|(_, cost)| Cell::text(signed(episode.over_cost(cost), language))));
        row.push(Cell::text(ending(market, episode, language)));
        table.push(row);
    }
    table
}

/// A concept of unit cost.
type Concept = fn(&UnitCosts) -> Option<f64>;

/// The concepts of unit cost that a price is held against.
pub(super) const COSTS: [(&str, Concept); 3] = [
    ("marginal", |costs| costs.marginal),
    ("floor", |costs| costs.floor),
    ("average", |costs| costs.average),
];

fn signed(value: Option<f64>, language: Language) -> String {
    let text = optional(value, "share", language);
    if value.is_some_and(|value| value > 0.0) { format!("+{text}") } else { text }
}

/// Who led: one firm, several on one day, or with whom it is uncertain.
pub(super) fn leader(market: &MarketEpisodes, episode: &Episode, language: Language) -> String {
    let w = words(language);
    if episode.leaders.is_empty() {
        return w.nobody.to_owned();
    }
    let led = market.names(&episode.leaders);
    if episode.contenders.is_empty() {
        return led;
    }
    say(w.or_perhaps, [("leader", led)])
}

fn followers(market: &MarketEpisodes, episode: &Episode) -> String {
    let one = |one: &Participant| {
        let bound = if one.is_bound() { "≤ " } else { "" };
        format!("{} {bound}{:.0}", market.firms[one.firm], one.delay.unwrap_or_default())
    };
    let list = episode.followers().map(one).collect::<Vec<_>>();
    if list.is_empty() { "–".to_owned() } else { list.join(", ") }
}

/// Days after the leader: `+9 d`; `≤ +9 d` where the day is an upper bound.
fn delay(one: &Participant, language: Language) -> String {
    let Some(days) = one.delay else { return "–".to_owned() };
    let bound = if one.is_bound() { "≤ " } else { "" };
    let sign = if days >= 0.0 { "+" } else { "−" };
    format!("{bound}{sign}{:.0} {}", days.abs(), words(language).day)
}

/// How it ended, in words.
pub(super) fn ending(market: &MarketEpisodes, episode: &Episode, language: Language) -> String {
    let w = words(language);
    let named = |sentence: &str, day: f64, firm: usize| {
        say(sentence, [("firm", market.firms[firm].clone()), ("date", market.date(day).to_string())])
    };
    match episode.ending {
        Ending::Exit { day, firm } => named(w.end_exit, day, firm),
        Ending::Floor => w.end_floor.to_owned(),
        Ending::Rise { day, firm } => named(w.end_rise, day, firm),
        Ending::Calm => w.end_calm.to_owned(),
        Ending::Open => w.end_open.to_owned(),
    }
}

/// One row a firm of an episode, in the order of their moves.
pub fn participants(market: &MarketEpisodes, episode: &Episode, language: Language) -> Table {
    let w = words(language);
    let heads =
        [w.provider, w.first, w.delay, w.kind, w.product, w.largest, w.price_from, w.price_to, w.moves];
    let mut table = Table::new(heads, 5);
    for one in &episode.participants {
        let day = market.date(one.first).to_string();
        let first = if one.is_bound() { say(w.at_latest, [("date", day)]) } else { day };
        let kind = match one.kind {
            MoveKind::Entry => w.entry,
            MoveKind::Cut | MoveKind::Rise => w.cut,
        };
        let leads = episode.leaders.contains(&one.firm);
        table.push(vec![
            Cell::text(&market.firms[one.firm]),
            Cell::text(first),
            Cell::text(if leads {
                w.leads.to_owned()
            } else if episode.contenders.contains(&one.firm) {
                say(w.perhaps_first, [("delay", delay(one, language))])
            } else {
                delay(one, language)
            }),
            Cell::text(kind),
            Cell::text(&market.products[one.product]),
            Cell::text(figure(-one.deepest, "share", language)),
            Cell::text(price(one.from)),
            Cell::text(price(one.to)),
            Cell::Count(one.moves as u64),
        ]);
    }
    table
}
