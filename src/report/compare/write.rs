//! What the result of a comparison of arms holds: its page, its tables, and the runs behind them.

use std::io;
use std::path::Path;

use super::sentences::{level, sentences};
use super::tables::{causes, differences, side_by_side};
use super::words::{say, words};
use crate::experiments::{Comparison, Findings};
use crate::report::manifest::Manifest;
use crate::report::number::figure;
use crate::report::page::Block;
use crate::report::result::{Look, write_result};
use crate::report::sure::halving;
use crate::report::tables::{chronicle, replicates, summary};
use crate::report::write::manifest_of;
use crate::report::{Figure, Language, SCENARIO, Timings};

/// A comparison and what is written with it.
#[derive(Debug)]
pub struct CompareReport<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The runs behind it.
    pub findings: &'a Findings,
    /// Its chart, where it is drawn.
    pub figures: &'a [Figure],
    /// The resolved scenario.
    pub scenario: &'a str,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Whether all replicates that were asked for are there.
    pub complete: bool,
    /// Language of the page.
    pub language: Language,
    /// How long it took.
    pub timings: Timings,
}

/// Writes a comparison. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(report: &CompareReport, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(report.comparison)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), report.scenario.as_bytes().to_vec()),
        ("differences.csv".to_owned(), differences(report.comparison).csv()?),
        ("compare.json".to_owned(), json.into_bytes()),
        ("summary.csv".to_owned(), summary(report.findings).csv()?),
        ("replicates.csv".to_owned(), replicates(report.findings).csv()?),
        ("chronicle.csv".to_owned(), chronicle(report.findings).csv()?),
    ];
    let base = Manifest::new(report.question, report.command, report.findings.subject.seed, report.language);
    let manifest = manifest_of(base, report.findings, (report.complete, report.timings));
    write_result(folder, files, &Look { figures: report.figures, page: &page(report) }, manifest)
}

/// The sentence that says what was compared.
pub fn frame(comparison: &Comparison, language: Language) -> String {
    let w = words(language);
    let whole = |value: f64| figure(value.round(), "count", language);
    let sentence = if comparison.replicates == 1 { w.frame_one } else { w.frame };
    let sentence = sentence.replace("{n}", &comparison.replicates.to_string());
    say(
        &sentence,
        [
            ("days", whole(comparison.horizon)),
            ("start", comparison.start.clone()),
            ("currency", comparison.currency.clone()),
            ("window", whole(comparison.window)),
        ],
    )
}

fn page<'a>(report: &'a CompareReport) -> Vec<Block<'a>> {
    let (comparison, language) = (report.comparison, report.language);
    let w = words(language);
    let gap = if language == Language::Chinese { "、" } else { ", " };
    let title = say(
        w.title,
        [
            ("title", comparison.title.clone()),
            ("arms", comparison.arms.join(gap)),
            ("base", comparison.base.clone()),
        ],
    );
    let mut page = vec![Block::Title(title)];
    page.extend(comparison.question.clone().map(Block::Question));
    page.extend([Block::Text(frame(comparison, language)), Block::Points(sentences(comparison, language))]);
    page.extend(report.figures.iter().map(Block::Figure));
    if let Some(table) = causes(comparison, language) {
        let text = Block::Text(w.causes_text.to_owned());
        page.extend([Block::Section(w.causes.to_owned()), text, Block::Table(table)]);
    }
    page.extend([
        Block::Section(w.table.to_owned()),
        Block::Table(side_by_side(comparison, language)),
        Block::Text(say(w.table_text, [("level", level(comparison))])),
    ]);
    page.extend(halving(comparison.replicates, language).map(Block::Text));
    page.extend([
        Block::Text(w.again.to_owned()),
        Block::Code(report.command.to_owned()),
        Block::Text(w.files.to_owned()),
    ]);
    page
}
