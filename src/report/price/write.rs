//! What the result of a comparison holds: its numbers, its charts, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::charts::name;
use super::sentences::{Teller, sentences};
use super::tables::{break_even, bridge, candidates, steps, wide};
use super::words::{say, words};
use crate::experiments::{Findings, PriceAnswer};
use crate::report::manifest::Manifest;
use crate::report::number::figure;
use crate::report::page::Block;
use crate::report::result::{Look, write_result};
use crate::report::sure::halving;
use crate::report::tables::{replicates, summary};
use crate::report::write::manifest_of;
use crate::report::{Figure, Language, SCENARIO, Timings};

/// A comparison and what is written with it.
#[derive(Debug)]
pub struct PriceReport<'a> {
    /// The comparison.
    pub answer: &'a PriceAnswer,
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
pub fn write(report: &PriceReport, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(report.answer)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), report.scenario.as_bytes().to_vec()),
        ("price.csv".to_owned(), wide(report.answer).csv()?),
        ("bridge.csv".to_owned(), steps(report.answer).csv()?),
        ("price.json".to_owned(), json.into_bytes()),
        ("summary.csv".to_owned(), summary(report.findings).csv()?),
        ("replicates.csv".to_owned(), replicates(report.findings).csv()?),
    ];
    let base = Manifest::new(report.question, report.command, report.findings.subject.seed, report.language);
    let manifest = manifest_of(base, report.findings, (report.complete, report.timings));
    write_result(folder, files, &Look { figures: report.figures, page: &page(report) }, manifest)
}

/// The sentence that says what was compared.
pub fn frame(answer: &PriceAnswer, language: Language) -> String {
    let w = words(language);
    let sentence = if answer.replicates == 1 { w.frame_one } else { w.frame };
    let sentence = sentence.replace("{n}", &answer.replicates.to_string());
    let mut text = say(
        &sentence,
        [
            ("date", answer.date.clone()),
            ("product", answer.product.clone()),
            ("provider", answer.provider.clone()),
            ("days", figure(answer.horizon.round(), "count", language)),
            ("currency", answer.currency.clone()),
        ],
    );
    if let Some(date) = &answer.on_sale_from {
        text.push_str(&say(w.on_sale_from, [("product", answer.product.clone()), ("date", date.clone())]));
    }
    if let Some(replaced) = &answer.replaced {
        let places = [("new", replaced.product.clone()), ("date", replaced.date.clone())];
        text.push_str(&say(w.replaced, places));
    }
    text
}

fn page<'a>(report: &'a PriceReport) -> Vec<Block<'a>> {
    let (answer, language) = (report.answer, report.language);
    let w = words(language);
    let teller = Teller { answer, language, w };
    let unit = format!("{}/Mtok", answer.currency);
    let window = figure(report.findings.subject.window.round(), "count", language);
    let (first, second) = report.figures.split_at(report.figures.len().min(1));
    let mut page = vec![
        Block::Title(say(w.title, [("product", name(answer)), ("title", answer.title.clone())])),
        Block::Text(frame(answer, language)),
        Block::Points(sentences(answer, language)),
    ];
    page.extend(first.iter().map(Block::Figure));
    page.extend([
        Block::Section(w.candidates.to_owned()),
        Block::Table(candidates(answer, language)),
        Block::Text(say(
            w.candidates_text,
            [
                ("currency", answer.currency.clone()),
                ("window", window),
                ("provider", answer.provider.clone()),
                ("level", teller.level()),
            ],
        )),
        Block::Text(say(w.choice, [("n", answer.candidates.len().to_string())])),
        Block::Text(say(w.pinned, [("provider", answer.provider.clone())])),
        Block::Section(w.even_title.to_owned()),
        Block::Table(break_even(answer, language)),
        Block::Text(say(
            w.even_text,
            [
                ("price", teller.plain(answer.opening.price)),
                ("average", teller.plain(answer.opening.unit_cost_average)),
                ("marginal", teller.plain(answer.opening.unit_cost_marginal)),
                ("unit", unit.clone()),
            ],
        )),
    ]);
    if let (Some(waterfall), Some(table)) = (&answer.waterfall, bridge(answer, language)) {
        let margin = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| teller.plain(value));
        page.push(Block::Section(say(
            w.bridge,
            [("to", teller.name(waterfall.to_cut)), ("provider", answer.provider.clone())],
        )));
        page.extend(second.iter().map(Block::Figure));
        page.push(Block::Table(table));
        page.push(Block::Text(say(
            w.bridge_text,
            [
                ("from", margin(waterfall.unit_margin_from)),
                ("after", margin(waterfall.unit_margin_to)),
                ("unit", unit),
            ],
        )));
    }
    page.extend(halving(u64::from(report.findings.replicates), language).map(Block::Text));
    page.extend([
        Block::Text(w.again.to_owned()),
        Block::Code(report.command.to_owned()),
        Block::Text(w.files.to_owned()),
    ]);
    page
}
