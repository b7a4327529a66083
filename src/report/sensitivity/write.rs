//! What the result of a study of sensitivity holds: its numbers, its charts, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::sentences::{Teller, frame, sentences};
use super::tables::{indices, long, points, swings, tornado};
use super::words::{say, words};
use crate::experiments::{Design, SensitivityAnswer};
use crate::report::Report;
use crate::report::manifest::Manifest;
use crate::report::number::optional;
use crate::report::page::{Block, closing};
use crate::report::sure::halving_samples;
use crate::report::tables::replicates;

/// Writes a study of sensitivity. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(
    (answer, design): (&SensitivityAnswer, &Design),
    report: &Report,
    folder: &Path,
) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(answer)?;
    let tables = vec![
        ("sensitivity", long(answer, |output| &output.indices)),
        ("convergence", long(answer, |output| &output.convergence)),
        ("tornado", swings(answer)),
        ("points", points(answer, design)),
        ("replicates", replicates(report.findings)),
    ];
    report.write(folder, Some(("sensitivity.json", json)), tables, page(answer, design, report))
}

fn page<'a>(answer: &SensitivityAnswer, design: &Design, report: &Report<'a>) -> Vec<Block<'a>> {
    let language = report.language;
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
        let half = teller.where_sure(w.half);
        let base = optional(output.base.mean, &output.unit, language);
        page.push(Block::Text(say(w.tornado_text, [("base", base), ("half", half)])));
        page.extend(drawn("indices"));
        page.push(Block::Table(indices(output, language)));
        let text = if answer.method == "morris" { w.indices_text_morris } else { w.indices_text };
        page.push(Block::Text(say(text, [("level", teller.level())])));
        page.extend(drawn("convergence"));
    }
    if answer.outputs.iter().flat_map(|output| &output.indices).any(|row| row.ci_low.is_some()) {
        page.push(Block::Text(halving_samples(u64::from(design.asked().samples), language)));
    }
    page.extend(closing(w.again, report.command, w.files));
    page
}
