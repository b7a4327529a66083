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
use crate::experiments::TournamentAnswer;
use crate::report::manifest::Manifest;
use crate::report::number::{level, optional};
use crate::report::page::{Block, closing};
use crate::report::table::{Cell, Table};
use crate::report::tables::replicates;
use crate::report::{Language, Report};

/// Profiles of a table that a reader sees; of more only equilibria and what may be one.
const SHOWN: usize = 36;

/// Part of the resamples beyond which a profile may be an equilibrium; what is one more rarely is left to profiles.csv.
const LIKELY: f64 = 0.01;

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
pub fn write_tournament(
    (answer, game): (&TournamentAnswer, Option<&Game>),
    report: &Report,
    folder: &Path,
) -> io::Result<Manifest> {
    let json = serde_json::to_string_pretty(&Whole::of(answer, game))?;
    let tables = vec![("profiles", long(answer)), ("replicates", replicates(report.findings))];
    report.write(folder, Some(("tournament.json", json)), tables, page(answer, game, report))
}

/// Whether a reader sees all profiles.
fn is_whole(answer: &TournamentAnswer) -> bool {
    answer.profiles.len() <= SHOWN
}

/// Which profiles a reader sees, where that is not all.
pub fn part_shown(answer: &TournamentAnswer, language: Language) -> Option<String> {
    let places = [("n", answer.profiles.len().to_string()), ("bar", level(LIKELY))];
    (!is_whole(answer)).then(|| say(words(language).some, places))
}

/// One row a profile; of many only those that are an equilibrium or may be one.
pub fn profiles(answer: &TournamentAnswer, language: Language) -> Table {
    let w = words(language);
    let seats = answer.seats.iter().cloned();
    let earned = answer.seats.iter().map(|seat| format!("{seat}: {}", answer.unit));
    let last = [w.war, w.equilibrium, w.chance, w.leave].map(str::to_owned);
    let mut table = Table::new(seats.chain(earned).chain(last), answer.seats.len());
    let all = is_whole(answer);
    for profile in &answer.profiles {
        if !(all || profile.is_equilibrium || profile.chance.unwrap_or(0.0) > LIKELY) {
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
            Cell::text(optional(profile.chance, "share", language)),
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

fn page<'a>(answer: &TournamentAnswer, game: Option<&Game>, report: &Report<'a>) -> Vec<Block<'a>> {
    let language = report.language;
    let w = words(language);
    let mut page = vec![Block::Title(say(w.title, [("title", answer.title.clone())]))];
    page.extend(answer.question.clone().map(Block::Question));
    let table_text = if answer.replicates > 1 { w.table_text } else { w.table_text_one };
    page.extend([
        Block::Text(frame(answer, language)),
        Block::Points(verdict(answer, game, language)),
        Block::Section(if is_whole(answer) { w.section } else { w.section_some }.to_owned()),
    ]);
    page.extend(part_shown(answer, language).map(Block::Text));
    page.extend([
        Block::Table(profiles(answer, language)),
        Block::Text(say(table_text, [("level", level(answer.level))])),
    ]);
    if let Some(game) = game {
        page.push(Block::Section(w.game_section.to_owned()));
        page.push(Block::Points(sentences(game, language)));
        page.extend(body(game, report.figures, language));
    }
    page.extend(closing(w.again, report.command, w.files));
    page
}
