//! What the report says, in order: what was asked, what was found, how sure it is, what was assumed, and the rest.

use super::cause;
use super::language::Language;
use super::number::figure;
use super::page::{Block, Figure};
use super::reader_tables::{
    EVENTS_SHOWN, events, level, market, meanings, parameters, products, providers, tiers,
};
use super::sentences::findings as sentences;
use super::statement_words;
use super::statements::of_provider;
use super::sure::halving;
use super::table::Table;
use super::words::{fill, words};
use crate::experiments::Findings;

/// Charts that the first page shows.
const FIRST_CHARTS: usize = 2;

/// The report on findings; `command` is the line that gives it again.
pub fn report<'a>(
    findings: &Findings,
    figures: &'a [Figure],
    command: &str,
    language: Language,
) -> Vec<Block<'a>> {
    let words = words(language);
    let subject = &findings.subject;
    let section = |title: &str| Block::Section(title.to_owned());
    let mut page = vec![Block::Title(subject.title.clone())];
    page.extend(subject.question.clone().map(Block::Question));
    page.push(section(words.findings));
    page.push(Block::Points(sentences(findings, 0, language)));
    let (first, more) = figures.split_at(FIRST_CHARTS.min(figures.len()));
    page.extend(first.iter().map(Block::Figure));
    page.extend([section(words.providers), Block::Table(providers(findings, 0, language))]);
    if cause::is_known(findings, 0) {
        page.extend([
            section(words.causes),
            Block::Text(words.causes_text.to_owned()),
            Block::Table(cause::causes(findings, 0, language)),
        ]);
        let credits = cause::credits(findings, 0, language);
        // Where nothing moves a cost there is no credit to give.
        if credits.heads.len() > 1 {
            page.extend([Block::Text(words.credits_text.to_owned()), Block::Table(credits)]);
        }
    }
    page.extend([section(words.market), Block::Table(market(findings, 0, language))]);
    page.extend(super::episodes::section(findings, language));
    page.extend([section(words.products), Block::Table(products(findings, 0, language))]);
    if !findings.subject.names.tiers.is_empty() {
        page.extend([Block::Text(words.tiers_text.to_owned()), Block::Table(tiers(findings, 0, language))]);
    }
    page.extend(books(findings, language));
    page.push(section(words.how_sure));
    page.extend(how_sure(findings, language));
    page.push(section(words.assumed));
    page.extend(assumed(findings, language));
    page.extend(what_happened(findings, language));
    if !more.is_empty() {
        page.push(section(words.more_charts));
        page.extend(more.iter().map(Block::Figure));
    }
    page.extend([section(words.meanings), Block::Table(meanings(language))]);
    page.push(section(words.reproduce));
    page.extend([Block::Text(words.again.to_owned()), Block::Code(command.to_owned())]);
    page.push(Block::Text(words.files.to_owned()));
    page
}

/// Statements of the providers that had any.
fn books<'a>(findings: &Findings, language: Language) -> Vec<Block<'a>> {
    let words = statement_words::words(language);
    let tables: Vec<(&String, Table)> = findings
        .subject
        .names
        .providers
        .iter()
        .filter_map(|provider| Some((provider, of_provider(findings, 0, provider, language)?)))
        .collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(words.heading.to_owned()), Block::Text(words.reading.to_owned())];
    for (provider, table) in tables {
        blocks.extend([Block::Text(provider.clone()), Block::Table(table)]);
    }
    blocks
}

fn how_sure<'a>(findings: &Findings, language: Language) -> Vec<Block<'a>> {
    let words = words(language);
    let failures: Vec<_> = findings.failures().collect();
    let runs = findings.rows.len() - failures.len();
    let said = match runs {
        0 => vec![words.nothing.to_owned()],
        1 => vec![words.sure_one.to_owned(), words.sure_caveat.to_owned()],
        _ => {
            let (n, level) = (runs.to_string(), level(findings));
            let many = fill(words.sure_many, &[("n", &n), ("level", &level)]);
            let halve = halving(u64::from(findings.replicates), language);
            [Some(many), halve, Some(words.sure_caveat.to_owned())].into_iter().flatten().collect()
        }
    };
    let mut blocks = vec![Block::Text(said.join(language.space()))];
    if let Some((_, reason)) = failures.first() {
        let n = failures.len().to_string();
        blocks.push(Block::Text(fill(words.failed, &[("n", &n), ("reason", reason)])));
    }
    blocks
}

fn assumed<'a>(findings: &Findings, language: Language) -> Vec<Block<'a>> {
    let words = words(language);
    let subject = &findings.subject;
    let days = |days: f64| figure(days, "days", language);
    let frame = fill(
        words.frame,
        &[
            ("start", &subject.start),
            ("days", &days(subject.horizon)),
            ("window", &days(subject.window)),
            ("currency", &subject.currency),
            ("seed", &subject.seed.to_string()),
        ],
    );
    let mut blocks = vec![Block::Text(frame)];
    blocks.extend(super::classes::sentence(subject, language).map(Block::Text));
    if subject.parameters.is_empty() {
        blocks.push(Block::Text(words.not_drawn.to_owned()));
    } else {
        blocks.extend([Block::Text(words.drawn.to_owned()), Block::Table(parameters(findings, language))]);
    }
    blocks
}

fn what_happened<'a>(findings: &Findings, language: Language) -> Vec<Block<'a>> {
    let words = words(language);
    let Some(exemplar) = findings.exemplars.first().filter(|exemplar| !exemplar.chronicle.is_empty()) else {
        return Vec::new();
    };
    let replicate = exemplar.job.replicate.to_string();
    let mut blocks = vec![
        Block::Section(words.what_happened.to_owned()),
        Block::Text(fill(words.of_run, &[("replicate", &replicate)])),
        Block::Table(events(findings, &exemplar.chronicle, language)),
    ];
    let more = exemplar.chronicle.len().saturating_sub(EVENTS_SHOWN);
    if more > 0 {
        let places = [("n", more.to_string()), ("file", "chronicle.csv".to_owned())];
        let places: Vec<_> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
        blocks.push(Block::Text(fill(words.more_events, &places)));
    }
    blocks
}
