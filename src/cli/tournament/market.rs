//! A tournament of a scenario: each profile of strategies is an arm under the same luck.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::Tournament;
use crate::cli::ask::Ask;
use crate::cli::drawing::style;
use crate::cli::flags::Voice;
use crate::cli::open::{Opened, open, warn};
use crate::cli::told::{Told, numbered};
use crate::cli::trouble::{Ending, Trouble};
use crate::economics::games::NormalForm;
use crate::experiments::{Findings, Keeps, Plan, TournamentAnswer, tournament};
use crate::report::charts::Style;
use crate::report::figures::Drawing;
use crate::report::tournament::{
    Game, Whole, draw, equilibria, frame, game_of, part_shown, profiles, sentences, verdict, write_tournament,
};
use crate::report::{Language, Manifest, Report};
use crate::scenario::{Maker, load_text};
use crate::study::{ModelMaker, Tournament as Asked};

/// Plays all profiles, writes the answer down, says it.
pub fn run(flags: &Tournament) -> Result<Ending, Trouble> {
    let market = flags.market();
    let more: Vec<String> = flags.replicates.iter().map(|n| format!("tournament.replicates={n}")).collect();
    let mut opened = open(&market, &more)?;
    let Some(asked) = opened.scenario.tournament.clone() else {
        return Err(Trouble::Asked(
            "the scenario has no table [tournament]: name `seats` and, under [tournament.strategies], what they choose among; or bring payoffs with --payoffs FILE.csv".to_owned(),
        ));
    };
    opened.scenario.study.replicates = asked.replicates;
    let all = NormalForm::profiles(&vec![asked.strategies.len(); asked.seats.len()]);
    let makers = makers(&opened, &asked, &all)?;
    let style = style(&flags.output.look)?;
    if flags.output.voice() == Voice::Words {
        warn(&opened.scenario);
    }
    let arms: Vec<&dyn ModelMaker> = makers.iter().map(|maker| maker as &dyn ModelMaker).collect();
    let line = market.command("tournament");
    let ask = Ask {
        keeps: Keeps::Only(&asked.payoffs),
        ..Ask::whole("tournament", (&opened, &arms), (line, &flags.output))
    };
    let name = |played: &Vec<usize>| {
        played.iter().map(|at| asked.strategies[*at].as_str()).collect::<Vec<_>>().join(" / ")
    };
    let gathered =
        ask.gather(&Plan { arms: all.iter().map(name).collect(), replicates: asked.replicates })?;
    let answer = tournament(&gathered.findings, &asked);
    ask.tell(&Found { answer: &answer, game: game_of(&answer) }, &gathered, style)
}

/// The makers of all profiles: the scenario with each seat's pricing replaced by its strategy.
fn makers(opened: &Opened, asked: &Asked, all: &[Vec<usize>]) -> Result<Vec<Maker>, Trouble> {
    let tree: toml::Table =
        opened.scenario.text.parse().map_err(|error| {
            Trouble::Asked(format!("the resolved scenario cannot be read again: {error}"))
        })?;
    let strategies: Vec<toml::Value> = asked
        .strategies
        .iter()
        .filter_map(|name| tree.get("tournament")?.get("strategies")?.get(name).cloned())
        .collect();
    let study = &opened.scenario.study;
    let make = |played: &Vec<usize>| -> Result<Maker, Trouble> {
        let mut profile = tree.clone();
        // Other studies and arms are nothing to a profile.
        for key in ["tournament", "compare", "sweep", "sensitivity"] {
            profile.remove(key);
        }
        let providers = profile.get_mut("provider").and_then(toml::Value::as_array_mut);
        for provider in providers.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
            let name = provider.get("name").and_then(toml::Value::as_str).unwrap_or_default();
            if let Some(seat) = asked.seats.iter().position(|seat| seat == name) {
                provider.insert("pricing".to_owned(), strategies[played[seat]].clone());
            }
        }
        let names: Vec<String> = asked
            .seats
            .iter()
            .zip(played)
            .map(|(seat, at)| format!("{seat}: {}", asked.strategies[*at]))
            .collect();
        let source = format!("{} ({})", opened.name, names.join(", "));
        let scenario = load_text(&source, &profile.to_string(), &[])?;
        if scenario.study.parameters != study.parameters {
            return Err(Trouble::Asked(format!(
                "[uncertainty] draws what the strategies replace ({}); leave seats' pricing out of it",
                names.join(", ")
            )));
        }
        Ok(scenario.maker)
    };
    all.iter().map(make).collect()
}

/// What was found.
struct Found<'a> {
    answer: &'a TournamentAnswer,
    game: Option<Game>,
}

impl Told for Found<'_> {
    fn draw(&self, _: &Findings, style: &Style) -> Drawing {
        self.game.as_ref().map_or_else(Drawing::default, |game| draw(game, style, 0))
    }

    fn write(&self, report: &Report, folder: &Path) -> io::Result<Manifest> {
        write_tournament((self.answer, self.game.as_ref()), report, folder)
    }

    fn json(&self) -> impl Serialize {
        Whole::of(self.answer, self.game.as_ref())
    }

    fn parts(&self, language: Language) -> Vec<String> {
        let answer = self.answer;
        let mut parts = vec![answer.title.clone(), frame(answer, language)];
        parts.push(numbered(&verdict(answer, self.game.as_ref(), language)));
        parts.extend(part_shown(answer, language));
        parts.push(profiles(answer, language).terminal(None));
        if let Some(game) = &self.game {
            parts.push(numbered(&sentences(game, language)));
            parts.push(equilibria(game, language).terminal(None));
        }
        parts
    }

    fn runs(&self, findings: &Findings) -> String {
        format!("{} x {}", findings.replicates, self.answer.profiles.len())
    }
}
