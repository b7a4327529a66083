//! What the result of a sweep holds: its numbers, its pictures, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::sentences::{frame, name, sentences};
use super::tables::{long, table};
use super::words::{say, words};
use crate::experiments::SweepAnswer;
use crate::report::Report;
use crate::report::manifest::Manifest;
use crate::report::number;
use crate::report::page::{Block, closing};
use crate::report::sure::halving;
use crate::report::tables::replicates;

/// Writes a sweep. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(answer: &SweepAnswer, report: &Report, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(answer)?;
    let tables = vec![("sweep", long(answer)), ("replicates", replicates(report.findings))];
    report.write(folder, Some(("sweep.json", json)), tables, page(answer, report))
}

fn page<'a>(answer: &SweepAnswer, report: &Report<'a>) -> Vec<Block<'a>> {
    let language = report.language;
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
    if answer.replicates > 1 {
        page.push(Block::Text(say(w.text, [("level", number::level(answer.level))])));
    }
    page.extend(halving(u64::from(report.findings.replicates), language).map(Block::Text));
    page.extend(closing(w.again, report.command, w.files));
    page
}
