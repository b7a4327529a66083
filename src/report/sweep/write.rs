//! What the result of a sweep holds: its numbers, its pictures, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::tell::{frame, long, name, sentences, table};
use super::words::{say, words};
use crate::experiments::{Findings, SweepAnswer};
use crate::report::manifest::Manifest;
use crate::report::page::Block;
use crate::report::result::{Look, write_result};
use crate::report::sure::halving;
use crate::report::tables::replicates;
use crate::report::write::manifest_of;
use crate::report::{Figure, Language, SCENARIO, Timings};

/// A sweep and what is written with it.
#[derive(Debug)]
pub struct SweepReport<'a> {
    /// What was found.
    pub answer: &'a SweepAnswer,
    /// The runs behind it.
    pub findings: &'a Findings,
    /// Its pictures.
    pub figures: &'a [Figure],
    /// The resolved scenario.
    pub scenario: &'a str,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Whether all runs that were asked for are there.
    pub complete: bool,
    /// Language of the page.
    pub language: Language,
    /// How long it took.
    pub timings: Timings,
}

/// Writes a sweep. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(report: &SweepReport, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(report.answer)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), report.scenario.as_bytes().to_vec()),
        ("sweep.csv".to_owned(), long(report.answer).csv()?),
        ("sweep.json".to_owned(), json.into_bytes()),
        ("replicates.csv".to_owned(), replicates(report.findings).csv()?),
    ];
    let base = Manifest::new(report.question, report.command, report.findings.subject.seed, report.language);
    let manifest = manifest_of(base, report.findings, (report.complete, report.timings));
    write_result(folder, files, &Look { figures: report.figures, page: &page(report) }, manifest)
}

fn page<'a>(report: &'a SweepReport) -> Vec<Block<'a>> {
    let (answer, language) = (report.answer, report.language);
    let w = words(language);
    let places = [("n", answer.points.len().to_string()), ("title", answer.title.clone())];
    let mut page = vec![Block::Title(say(w.title, places)), Block::Text(frame(answer, language))];
    for (number, swept) in answer.outputs.iter().enumerate() {
        let own = format!("charts/{}-", number + 1);
        page.push(Block::Section(name(swept, language)));
        page.push(Block::Points(sentences(answer, swept, language)));
        page.extend(report.figures.iter().filter(|figure| figure.file.starts_with(&own)).map(Block::Figure));
        page.push(Block::Table(table(answer, swept, language)));
    }
    let level = format!("{} %", (answer.level * 1e3).round() / 1e1);
    page.push(Block::Text(say(w.text, [("level", level)])));
    page.extend(halving(u64::from(report.findings.replicates), language).map(Block::Text));
    page.extend([
        Block::Text(w.again.to_owned()),
        Block::Code(report.command.to_owned()),
        Block::Text(w.files.to_owned()),
    ]);
    page
}
