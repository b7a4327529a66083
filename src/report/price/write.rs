//! What the result of a comparison holds: its numbers, its charts, its page, and the runs behind them.

use std::io;
use std::path::Path;

use super::charts::name;
use super::sentences::{Teller, sentences};
use super::tables::{break_even, bridge, candidates, steps, wide};
use super::words::{say, words};
use crate::experiments::PriceAnswer;
use crate::report::manifest::Manifest;
use crate::report::number::whole;
use crate::report::page::{Block, closing};
use crate::report::sure::halving;
use crate::report::tables::{replicates, summary};
use crate::report::{Language, Report};

/// Writes a comparison. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(answer: &PriceAnswer, report: &Report, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(answer)?;
    let tables = vec![
        ("price", wide(answer)),
        ("bridge", steps(answer)),
        ("summary", summary(report.findings)),
        ("replicates", replicates(report.findings)),
    ];
    report.write(folder, Some(("price.json", json)), tables, page(answer, report))
}

/// The sentence that says what was compared.
pub fn frame(answer: &PriceAnswer, language: Language) -> String {
    let w = words(language);
    let sentence = if answer.replicates == 1 { w.frame_one } else { w.frame };
    let mut text = say(
        sentence,
        [
            ("n", answer.replicates.to_string()),
            ("date", answer.date.clone()),
            ("product", answer.product.clone()),
            ("provider", answer.provider.clone()),
            ("days", whole(answer.horizon, language)),
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

fn page<'a>(answer: &PriceAnswer, report: &Report<'a>) -> Vec<Block<'a>> {
    let language = report.language;
    let w = words(language);
    let teller = Teller { answer, language, w };
    let unit = format!("{}/Mtok", answer.currency);
    let window = whole(report.findings.subject.window, language);
    let half = if answer.replicates > 1 { say(w.half, [("level", teller.level())]) } else { String::new() };
    let choice = if answer.replicates > 1 { w.choice } else { w.choice_one };
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
                ("half", half),
            ],
        )),
        Block::Text(say(choice, [("n", answer.candidates.len().to_string())])),
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
    page.extend(closing(w.again, report.command, w.files));
    page
}
