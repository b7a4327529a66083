//! The section on episodes in the report of a run or a batch: the definition, the first run's episodes, and what is
//! different while they last.

use jiff::civil::Date;

use super::finding::{Costing, Finding, MarketEpisodes};
use super::tables::episodes;
use super::words::{say, words};
use super::write::definition;
use crate::experiments::{Exemplar, Findings};
use crate::report::Language;
use crate::report::page::Block;

/// The section; nothing where no history was kept.
pub fn section<'a>(findings: &Findings, language: Language) -> Vec<Block<'a>> {
    let w = words(language);
    let Some(exemplar) = findings.exemplars.first() else { return Vec::new() };
    let Some(finding) = of_exemplar(findings, exemplar) else { return Vec::new() };
    let mut blocks = vec![Block::Section(w.section.to_owned()), Block::Text(definition(&finding, language))];
    let replicate = [("replicate", exemplar.job.replicate.to_string())];
    if exemplar.episodes.is_empty() {
        blocks.push(Block::Text(say(w.section_none, replicate)));
    } else {
        blocks.push(Block::Text(say(w.section_run, replicate)));
        blocks.push(Block::Table(episodes(&finding, language)));
    }
    let known = findings.estimate(0, "fire_profit", "market").is_some_and(|estimate| estimate.n > 0);
    if known {
        blocks.push(Block::Text(w.fire.to_owned()));
    }
    blocks
}

/// The episodes of a run that was kept, under their names.
fn of_exemplar(findings: &Findings, exemplar: &Exemplar) -> Option<Finding> {
    let subject = &findings.subject;
    let market = MarketEpisodes {
        name: String::new(),
        currency: subject.currency.clone(),
        converted: None,
        start: subject.start.parse::<Date>().ok()?,
        window: (0.0, subject.horizon),
        firms: subject.names.providers.clone(),
        products: subject.names.offers.clone(),
        moves: Vec::new(),
        index: Vec::new(),
        episodes: exemplar.episodes.clone(),
    };
    Some(Finding {
        title: subject.title.clone(),
        thresholds: subject.thresholds,
        costing: Costing::Known,
        without_price: 0,
        markets: vec![market],
    })
}
