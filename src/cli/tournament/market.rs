//! A tournament of a scenario: each profile of strategies is an arm under the same luck.

use super::Tournament;
use super::table::figures;
use crate::cli::answer::{Origin, Way, end};
use crate::cli::ask::{Ask, Gathered};
use crate::cli::drawing::style;
use crate::cli::flags::Voice;
use crate::cli::json;
use crate::cli::open::{Opened, open, warn};
use crate::cli::print::say;
use crate::cli::trouble::{Ending, Trouble};
use crate::economics::games::NormalForm;
use crate::experiments::{Keeps, Plan, TournamentAnswer, tournament};
use crate::report::Manifest;
use crate::report::charts::Style;
use crate::report::tournament::{
    Game, TournamentReport, Whole, equilibria, frame, game_of, profiles, sentences, verdict, write_tournament,
};
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
        ..Ask::whole("tournament", (&opened, &arms), (line.clone(), &flags.output))
    };
    let name = |played: &Vec<usize>| {
        played.iter().map(|at| asked.strategies[*at].as_str()).collect::<Vec<_>>().join(" / ")
    };
    let gathered =
        ask.gather(&Plan { arms: all.iter().map(name).collect(), replicates: asked.replicates })?;
    let answer = tournament(&gathered.findings, &asked);
    let found = Found { answer: &answer, game: game_of(&answer), gathered: &gathered };
    found.tell(flags, (&opened, &line), (&ask.way(None), style))
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
    gathered: &'a Gathered,
}

impl Found<'_> {
    /// Writes the answer where it is not written yet, and says it.
    fn tell(
        &self,
        flags: &Tournament,
        (opened, line): (&Opened, &str),
        (way, style): (&Way, Option<Style>),
    ) -> Result<Ending, Trouble> {
        let gathered = self.gathered;
        let manifest = match &gathered.manifest {
            Some(manifest) => manifest.clone(),
            None => self.write(flags, (opened, line), style)?,
        };
        let page = gathered.folder.join("report.html").display().to_string();
        match way.voice {
            Voice::Json => {
                let whole = Whole::of(self.answer, self.game.as_ref());
                say(&json::study(&whole, &manifest, (&page, gathered.origin))?)?;
            }
            Voice::Path => say(&page)?,
            Voice::Words => say(&self.words(flags, &page))?,
        }
        Ok(end(&manifest, gathered.origin, way))
    }

    fn write(
        &self,
        flags: &Tournament,
        (opened, line): (&Opened, &str),
        style: Option<Style>,
    ) -> Result<Manifest, Trouble> {
        let game = self.game.as_ref();
        let drawn = style
            .zip(game)
            .map_or_else(Vec::new, |(style, game)| figures(game, &style, flags.output.voice()));
        let gathered = self.gathered;
        let report = TournamentReport {
            answer: self.answer,
            game,
            findings: &gathered.findings,
            figures: &drawn,
            scenario: &opened.scenario.text,
            question: &gathered.identity,
            command: &format!("{line} -n {}", gathered.findings.replicates),
            complete: gathered.origin != Origin::Interrupted,
            language: flags.output.look.language(),
            timings: gathered.timings,
        };
        Ok(write_tournament(&report, &gathered.folder)?)
    }

    /// The summary on a terminal.
    fn words(&self, flags: &Tournament, page: &str) -> String {
        let (answer, language) = (self.answer, flags.output.look.language());
        let numbered = |lines: Vec<String>| {
            let lines = lines.iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1));
            lines.collect::<Vec<_>>().join("\n")
        };
        let mut parts = vec![answer.title.clone(), frame(answer, language)];
        parts.push(numbered(verdict(answer, self.game.as_ref(), language)));
        parts.push(profiles(answer, language).terminal(None));
        if let Some(game) = &self.game {
            parts.push(numbered(sentences(game, language)));
            parts.push(equilibria(game, language).terminal(None));
        }
        let stored = if self.gathered.origin == Origin::Stored { ", stored before" } else { "" };
        let (runs, n) = (self.gathered.findings.replicates, answer.profiles.len());
        parts.push(format!("{runs} x {n} runs, seed {}{stored}\n{page}", answer.seed));
        parts.join("\n\n")
    }
}
