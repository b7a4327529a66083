//! What the result of a study of sensitivity holds: its numbers, its charts, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::sentences::{Teller, frame, sentences};
use super::tables::{indices, long, points, swings, tornado};
use super::words::{say, words};
use crate::experiments::{Design, Findings, SensitivityAnswer};
use crate::report::manifest::Manifest;
use crate::report::number::optional;
use crate::report::page::Block;
use crate::report::result::{Look, write_result};
use crate::report::sure::halving_samples;
use crate::report::tables::replicates;
use crate::report::write::manifest_of;
use crate::report::{Figure, Language, SCENARIO, Timings};

/// A study of sensitivity and what is written with it.
#[derive(Debug)]
pub struct SensitivityReport<'a> {
    /// What was found.
    pub answer: &'a SensitivityAnswer,
    /// The design.
    pub design: &'a Design,
    /// The runs behind it.
    pub findings: &'a Findings,
    /// Its charts.
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

/// Writes a study of sensitivity. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(report: &SensitivityReport, folder: &Path) -> io::Result<Manifest> {
    let answer = report.answer;
    let json = serde_json::to_string_pretty(answer)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), report.scenario.as_bytes().to_vec()),
        ("sensitivity.csv".to_owned(), long(answer, |output| &output.indices).csv()?),
        ("convergence.csv".to_owned(), long(answer, |output| &output.convergence).csv()?),
        ("tornado.csv".to_owned(), swings(answer).csv()?),
        ("sensitivity.json".to_owned(), json.into_bytes()),
        ("points.csv".to_owned(), points(answer, report.design).csv()?),
        ("replicates.csv".to_owned(), replicates(report.findings).csv()?),
    ];
    let base = Manifest::new(report.question, report.command, report.findings.subject.seed, report.language);
    let manifest = manifest_of(base, report.findings, (report.complete, report.timings));
    write_result(folder, files, &Look { figures: report.figures, page: &page(report) }, manifest)
}

fn page<'a>(report: &'a SensitivityReport) -> Vec<Block<'a>> {
    let (answer, language) = (report.answer, report.language);
    let w = words(language);
    let mut page = vec![
        Block::Title(say(w.title, [("title", answer.title.clone())])),
        Block::Text(frame(answer, language)),
    ];
    for (number, output) in answer.outputs.iter().enumerate() {
        let teller = Teller { answer, output, language, w };
        // Charts of an output carry its number.
        let own = format!("charts/{}-", number + 1);
        let drawn = |name: &str| {
            report
                .figures
                .iter()
                .find(|figure| figure.file.strip_prefix(&own).is_some_and(|rest| rest.starts_with(name)))
                .map(Block::Figure)
        };
        page.push(Block::Section(teller.name()));
        page.push(Block::Points(sentences(answer, output, language)));
        page.extend(drawn("tornado"));
        page.push(Block::Table(tornado(answer, output, language)));
        page.push(Block::Text(say(
            w.tornado_text,
            [("base", optional(output.base.mean, &output.unit, language)), ("level", teller.level())],
        )));
        page.extend(drawn("indices"));
        page.push(Block::Table(indices(output, language)));
        let text = if answer.method == "morris" { w.indices_text_morris } else { w.indices_text };
        page.push(Block::Text(say(text, [("level", teller.level())])));
        page.extend(drawn("convergence"));
    }
    page.extend([
        Block::Text(halving_samples(u64::from(report.design.asked().samples), language)),
        Block::Text(w.again.to_owned()),
        Block::Code(report.command.to_owned()),
        Block::Text(w.files.to_owned()),
    ]);
    page
}
