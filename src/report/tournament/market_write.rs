//! What the result of a tournament holds: its tables, its pictures, its page, and the runs behind them.

use std::io;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::game::Game;
use super::json::json;
use super::market::{amount, frame, name, tempted, verdict};
use super::market_words::{say, words};
use super::sentences::sentences;
use super::write::body;
use crate::experiments::{Findings, TournamentAnswer};
use crate::report::manifest::Manifest;
use crate::report::page::Block;
use crate::report::result::{Look, write_result};
use crate::report::table::{Cell, Table};
use crate::report::tables::replicates;
use crate::report::write::manifest_of;
use crate::report::{Figure, Language, SCENARIO, Timings};

/// Profiles of a table that a reader sees; of more only equilibria and what may be one.
const SHOWN: usize = 36;

/// A tournament and what is written with it.
#[derive(Debug)]
pub struct TournamentReport<'a> {
    /// What was found.
    pub answer: &'a TournamentAnswer,
    /// The game of two seats.
    pub game: Option<&'a Game>,
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

/// A tournament with its solved game and its sentences, as JSON has it.
#[derive(Debug, Serialize)]
pub struct Whole<'a> {
    #[serde(flatten)]
    answer: &'a TournamentAnswer,
    verdict: Vec<String>,
    game: Option<Value>,
}

impl<'a> Whole<'a> {
    /// The whole answer.
    pub fn of(answer: &'a TournamentAnswer, game: Option<&Game>) -> Self {
        Self { answer, verdict: verdict(answer, game, Language::English), game: game.map(json) }
    }
}

/// Writes a tournament. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write_tournament(report: &TournamentReport, folder: &Path) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(&Whole::of(report.answer, report.game))? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), report.scenario.as_bytes().to_vec()),
        ("profiles.csv".to_owned(), long(report.answer).csv()?),
        ("tournament.json".to_owned(), json.into_bytes()),
        ("replicates.csv".to_owned(), replicates(report.findings).csv()?),
    ];
    let base = Manifest::new(report.question, report.command, report.findings.subject.seed, report.language);
    let manifest = manifest_of(base, report.findings, (report.complete, report.timings));
    write_result(folder, files, &Look { figures: report.figures, page: &page(report) }, manifest)
}

/// One row a profile.
pub fn profiles(answer: &TournamentAnswer, language: Language) -> Table {
    let w = words(language);
    let seats = answer.seats.iter().cloned();
    let earned = answer.seats.iter().map(|seat| format!("{seat}: {}", answer.unit));
    let last = [w.war, w.equilibrium, w.chance, w.leave].map(str::to_owned);
    let mut table = Table::new(seats.chain(earned).chain(last), answer.seats.len());
    let all = answer.profiles.len() <= SHOWN;
    for profile in &answer.profiles {
        if !(all || profile.is_equilibrium || profile.chance.unwrap_or(0.0) > 0.01) {
            continue;
        }
        let mut row: Vec<Cell> =
            profile.played.iter().map(|at| Cell::text(answer.strategies[*at].as_str())).collect();
        row.extend(profile.payoffs.iter().map(|one| Cell::text(amount(one, &answer.unit, language))));
        let leaves = tempted(profile).map(|seat| {
            let deviation = &profile.deviations[seat];
            let places = [
                ("seat", answer.seats[seat].clone()),
                ("strategy", answer.strategies[deviation.to].clone()),
                ("gain", amount(&deviation.gain, &answer.unit, language)),
            ];
            say(w.leaves, places)
        });
        row.extend([
            Cell::text(if profile.is_war { w.marked } else { "" }),
            Cell::text(if profile.is_equilibrium { w.yes_word } else { "" }),
            Cell::text(crate::report::number::optional(profile.chance, "share", language)),
            Cell::text(leaves.unwrap_or_default()),
        ]);
        table.push(row);
    }
    table
}

/// `profiles.csv`: one row a profile and seat.
fn long(answer: &TournamentAnswer) -> Table {
    let heads = [
        "profile",
        "war",
        "equilibrium",
        "seat",
        "strategy",
        "best_other",
        "unit",
        "mean",
        "ci_low",
        "ci_high",
        "gain",
        "gain_ci_low",
        "gain_ci_high",
        "chance_equilibrium",
    ];
    let mut table = Table::new(heads, 7);
    for profile in &answer.profiles {
        for (seat, (payoff, other)) in profile.payoffs.iter().zip(&profile.deviations).enumerate() {
            let texts = [
                name(answer, profile),
                profile.is_war.to_string(),
                profile.is_equilibrium.to_string(),
                answer.seats[seat].clone(),
                answer.strategies[profile.played[seat]].clone(),
                answer.strategies[other.to].clone(),
                answer.unit.clone(),
            ];
            let numbers = [
                payoff.mean,
                payoff.ci_low,
                payoff.ci_high,
                other.gain.mean,
                other.gain.ci_low,
                other.gain.ci_high,
                profile.chance,
            ];
            table.push(
                texts.into_iter().map(Cell::text).chain(numbers.into_iter().map(Cell::number)).collect(),
            );
        }
    }
    table
}

fn page<'a>(report: &'a TournamentReport) -> Vec<Block<'a>> {
    let (answer, language) = (report.answer, report.language);
    let w = words(language);
    let mut page = vec![Block::Title(say(w.title, [("title", answer.title.clone())]))];
    page.extend(answer.question.clone().map(Block::Question));
    let level = format!("{} %", (answer.level * 1e3).round() / 1e1);
    page.extend([
        Block::Text(frame(answer, language)),
        Block::Points(verdict(answer, report.game, language)),
        Block::Section(w.section.to_owned()),
        Block::Table(profiles(answer, language)),
        Block::Text(say(w.table_text, [("level", level)])),
    ]);
    if let Some(game) = report.game {
        page.push(Block::Section(w.game_section.to_owned()));
        page.push(Block::Points(sentences(game, language)));
        page.extend(body(game, report.figures, language));
    }
    page.extend([
        Block::Text(w.again.to_owned()),
        Block::Code(report.command.to_owned()),
        Block::Text(w.files.to_owned()),
    ]);
    page
}
