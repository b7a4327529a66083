//! What the result of a search for episodes holds: its numbers, its charts and its page.

use std::io;
use std::path::Path;

use super::csv::{episodes_csv, moves_csv};
use super::finding::{Costing, Finding};
use super::json::json;
use super::tables::{episodes, leader, participants};
use super::words::{say, words};
use crate::measures::episodes::{Episode, MoveKind, Participant};
use crate::report::manifest::Manifest;
use crate::report::number::figure;
use crate::report::page::{Block, closing};
use crate::report::result::{Content, write_result};
use crate::report::{Figure, Formats, Language};
use crate::units::Share;

/// A finding and what is written with it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Its charts.
    pub figures: &'a [Figure],
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Seed of the runs; 0 where there were none.
    pub seed: u64,
    /// Language of the page.
    pub language: Language,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
}

/// Writes a finding. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(answer: &Answer, folder: &Path) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&json(answer.finding))? + "\n";
    let files = vec![("episodes.json".to_owned(), text.into_bytes())];
    let tables = vec![("episodes", episodes_csv(answer.finding)), ("moves", moves_csv(answer.finding))];
    let content =
        Content { files, tables, figures: answer.figures, page: page(answer), formats: answer.formats };
    let manifest = Manifest::new(answer.question, answer.command, answer.seed, answer.language);
    write_result(folder, content, manifest).map(|_| ())
}

/// The definition with its thresholds.
pub fn definition(of: &Finding, language: Language) -> String {
    let (w, t) = (words(language), &of.thresholds);
    let share = |value: Share| figure(value.get(), "share", language);
    let beyond = match of.costing {
        Costing::Trend(rate) if rate > 0.0 => {
            say(w.beyond_trend, [("rate", figure(rate, "1/year", language))])
        }
        Costing::Trend(_) => w.beyond_nothing.to_owned(),
        Costing::Known => w.beyond_known.to_owned(),
    };
    say(
        w.definition,
        [
            ("cut", share(t.cut)),
            ("beyond", beyond),
            ("gap", t.gap.get().to_string()),
            ("entry", share(t.entry)),
            ("firms", t.firms.to_string()),
            ("depth", share(t.depth)),
            ("lead", share(t.lead)),
            ("near", t.near.get().to_string()),
            ("floor", share(t.floor)),
        ],
    )
}

/// What was found, in a sentence a market.
pub fn headline(of: &Finding, language: Language) -> Vec<String> {
    let w = words(language);
    let sentence = |market: &super::MarketEpisodes| {
        let place = if market.name.is_empty() {
            String::new()
        } else {
            say(w.in_market, [("market", market.name.clone())])
        };
        let date = |day: f64| market.date(day).to_string();
        match market.episodes.as_slice() {
            [] => {
                let moves: Vec<_> = market.moves.iter().filter(|step| step.kind != MoveKind::Rise).collect();
                let mut firms: Vec<usize> = moves.iter().map(|step| step.firm).collect();
                firms.sort_unstable();
                firms.dedup();
                say(
                    w.found_none,
                    [
                        ("where", place),
                        ("moves", moves.len().to_string()),
                        ("firms", firms.len().to_string()),
                        ("start", date(market.window.0)),
                        ("end", date(market.window.1)),
                    ],
                )
            }
            [one] => say(
                w.found_one,
                [
                    ("where", place),
                    ("start", date(one.start)),
                    ("end", date(one.end)),
                    ("leader", leader(market, one, language)),
                ],
            ),
            several => say(w.found_many, [("count", several.len().to_string()), ("where", place)]),
        }
    };
    of.markets.iter().map(sentence).collect()
}

/// What a reader of the tables should know.
pub fn notes(of: &Finding, language: Language) -> Vec<String> {
    let w = words(language);
    let mut notes = Vec::new();
    let mut all = of.episodes().into_iter();
    if all.any(|(_, _, episode)| episode.participants.iter().any(Participant::is_bound)) {
        notes.push(w.bounds.to_owned());
    }
    let unsure = |(_, _, episode): &(_, _, &Episode)| !episode.is_sure || !episode.contenders.is_empty();
    if of.episodes().iter().any(unsure) {
        notes.push(w.unsure.to_owned());
    }
    if matches!(of.costing, Costing::Trend(_)) {
        notes.push(w.costs_unknown.to_owned());
    }
    for market in &of.markets {
        if let Some((code, rate)) = &market.converted {
            notes.push(say(w.converted, [("code", code.clone()), ("rate", rate.to_string())]));
        }
    }
    if of.without_price > 0 {
        notes.push(say(w.skipped, [("count", of.without_price.to_string())]));
    }
    notes
}

fn page<'a>(answer: &'a Answer) -> Vec<Block<'a>> {
    let (of, language) = (answer.finding, answer.language);
    let w = words(language);
    let mut page = vec![
        Block::Title(say(w.title, [("title", of.title.clone())])),
        Block::Points(headline(of, language)),
        Block::Section(w.definition_section.to_owned()),
        Block::Text(definition(of, language)),
    ];
    page.extend(notes(of, language).into_iter().map(Block::Text));
    page.extend(answer.figures.iter().map(Block::Figure));
    let found = of.episodes();
    if !found.is_empty() {
        page.push(Block::Section(w.episodes_section.to_owned()));
        page.push(Block::Table(episodes(of, language)));
    }
    for (market, _, episode) in found {
        let place = [
            ("market", market.name.clone()),
            ("start", market.date(episode.start).to_string()),
            ("end", market.date(episode.end).to_string()),
        ];
        page.push(Block::Section(say(w.episode_section, place).trim().to_owned()));
        page.push(Block::Table(participants(market, episode, language)));
        page.push(Block::Text(say(w.prices_note, [("currency", market.currency.clone())])));
    }
    page.extend(closing(w.again, answer.command, w.files));
    page
}
