//! What the result of a comparison of arms holds: its page, its tables, and the runs behind them.

use std::io;
use std::path::Path;

use super::pairing::pairing;
use super::sentences::{level, sentences};
use super::tables::{causes, differences, side_by_side};
use super::words::{say, words};
use crate::experiments::Comparison;
use crate::report::manifest::Manifest;
use crate::report::number::whole;
use crate::report::page::{Block, closing};
use crate::report::sure::halving;
use crate::report::tables::{chronicle, replicates, summary};
use crate::report::{Language, Report};

/// Writes a comparison. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(comparison: &Comparison, report: &Report, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(comparison)?;
    let tables = vec![
        ("differences", differences(comparison)),
        ("summary", summary(report.findings)),
        ("replicates", replicates(report.findings)),
        ("chronicle", chronicle(report.findings)),
    ];
    report.write(folder, Some(("compare.json", json)), tables, page(comparison, report))
}

/// The sentence that says what was compared.
pub fn frame(comparison: &Comparison, language: Language) -> String {
    let w = words(language);
    let sentence = if comparison.replicates == 1 { w.frame_one } else { w.frame };
    say(
        sentence,
        [
            ("n", comparison.replicates.to_string()),
            ("days", whole(comparison.horizon, language)),
            ("start", comparison.start.clone()),
            ("currency", comparison.currency.clone()),
            ("window", whole(comparison.window, language)),
        ],
    )
}

fn page<'a>(comparison: &Comparison, report: &Report<'a>) -> Vec<Block<'a>> {
    let language = report.language;
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
    let table_text = if comparison.replicates == 1 { w.table_text_one } else { w.table_text };
    page.extend([
        Block::Section(w.table.to_owned()),
        Block::Table(side_by_side(comparison, language)),
        Block::Text(say(table_text, [("level", level(comparison))])),
    ]);
    page.extend(pairing(comparison, language).map(Block::Text));
    page.extend(halving(comparison.replicates, language).map(Block::Text));
    page.extend(closing(w.again, report.command, w.files));
    page
}
