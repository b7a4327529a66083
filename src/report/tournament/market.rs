//! What a tournament of a scenario says: whether a price war is an equilibrium, and how sure that is.

use super::game::{Game, Reading};
use super::market_words::{say, words};
use super::sentences::cycle;
use crate::economics::games::{approximately, solve};
use crate::experiments::{Mean, Profile, RESAMPLES, TournamentAnswer};
use crate::report::Language;
use crate::report::names::label;
use crate::report::number::{figure, interval, level, plus_minus, signed};
use crate::statistics::Interval;

/// The game of the means of two seats, solved; none of more seats, of no runs, or too large a one.
pub fn game_of(answer: &TournamentAnswer) -> Option<Game> {
    let [row, column] = &answer.seats[..] else { return None };
    let solution = solve(answer.normal_form()?.bimatrix()?).ok()?;
    Some(Game {
        title: answer.title.clone(),
        reading: Reading::Simulated { replicates: answer.replicates, seed: answer.seed },
        seats: Some([row.clone(), column.clone()]),
        strategies: [answer.strategies.clone(), answer.strategies.clone()],
        unit: answer.unit.clone(),
        solution,
    })
}

/// The sentence that says what was played.
pub fn frame(answer: &TournamentAnswer, language: Language) -> String {
    say(
        words(language).frame,
        [
            ("seats", Game::list(&answer.seats, language)),
            ("n", answer.strategies.len().to_string()),
            ("profiles", answer.profiles.len().to_string()),
            ("replicates", answer.replicates.to_string()),
            ("measure", label(&answer.measure, language)),
        ],
    )
}

/// What was found; the first sentence answers whether a price war is an equilibrium.
pub fn verdict(answer: &TournamentAnswer, game: Option<&Game>, language: Language) -> Vec<String> {
    let view = View { answer, game, language };
    let w = words(language);
    if answer.replicates == 0 {
        return vec![w.nothing.to_owned()];
    }
    let mut lines = vec![if answer.profiles.iter().any(|profile| profile.is_war) {
        say(w.question, [("answer", view.war())])
    } else {
        w.unmarked.to_owned()
    }];
    lines.extend(view.dilemma());
    lines.push(view.pure());
    if let (None, Some(set)) = (game, answer.cycles.first()) {
        lines.push(cycle(set, |at| view.name(&answer.profiles[at]), language));
    }
    lines
}

/// What a seat gains, with its interval's half width.
pub(super) fn amount(payoff: &Mean, unit: &str, language: Language) -> String {
    let Some(mean) = payoff.mean else { return "–".to_owned() };
    match payoff.ci_low.zip(payoff.ci_high) {
        Some((low, high)) => plus_minus(mean, 0.5 * (high - low), unit, language),
        None => figure(mean, unit, language),
    }
}

/// The seat that gains most by leaving a profile.
pub(super) fn tempted(profile: &Profile) -> Option<usize> {
    let gain = |seat: &usize| profile.deviations[*seat].gain.mean.unwrap_or(f64::NEG_INFINITY);
    (0..profile.deviations.len()).reduce(|best, seat| if gain(&seat) > gain(&best) { seat } else { best })
}

/// The names of what is played.
pub(super) fn name(answer: &TournamentAnswer, profile: &Profile) -> String {
    let names: Vec<&str> = profile.played.iter().map(|at| answer.strategies[*at].as_str()).collect();
    format!("({})", names.join(", "))
}

struct View<'a> {
    answer: &'a TournamentAnswer,
    game: Option<&'a Game>,
    language: Language,
}

impl View<'_> {
    fn name(&self, profile: &Profile) -> String {
        name(self.answer, profile)
    }

    fn part(&self, chance: f64) -> String {
        figure(chance, "share", self.language)
    }

    fn sure(&self, sentence: &str, chance: Option<f64>) -> String {
        chance.map_or_else(
            || words(self.language).sure_not.to_owned(),
            |chance| say(sentence, [("part", self.part(chance)), ("n", RESAMPLES.to_string())]),
        )
    }

    /// The profile of war that is an equilibrium in most resamples.
    fn war_equilibria(&self) -> Vec<&Profile> {
        let mut found: Vec<&Profile> =
            self.answer.profiles.iter().filter(|profile| profile.is_war && profile.is_equilibrium).collect();
        found.sort_by(|one, other| other.chance.unwrap_or(0.0).total_cmp(&one.chance.unwrap_or(0.0)));
        found
    }

    fn war(&self) -> String {
        let w = words(self.language);
        let found = self.war_equilibria();
        if let Some(first) = found.first() {
            let places = [
                ("profile", self.name(first)),
                ("sure", self.sure(w.sure, first.chance)),
                ("best", self.leaving(first)),
            ];
            let more = found.len() - 1;
            let said = say(w.yes, places);
            return if more == 0 {
                said
            } else {
                format!("{said}{}{}", self.language.space(), say(w.more_war, [("n", more.to_string())]))
            };
        }
        let any = self.sure(w.sure_any, self.answer.chance_war);
        if let Some(chance) = self.mixed().filter(|chance| *chance > 0.0) {
            return say(w.in_part, [("chance", self.part(chance)), ("any", any)]);
        }
        // Of all profiles of war the one whose tempted seat gains least.
        let gain = |profile: &&Profile| {
            tempted(profile).and_then(|seat| profile.deviations[seat].gain.mean).unwrap_or(f64::INFINITY)
        };
        let wars = self.answer.profiles.iter().filter(|profile| profile.is_war);
        let Some(near) = wars.min_by(|one, other| gain(one).total_cmp(&gain(other))) else {
            return w.unmarked.to_owned();
        };
        say(w.no, [("any", any), ("profile", self.name(near)), ("best", self.leaving(near))])
    }

    /// The largest chance, in any mixed equilibrium of the means, that both play strategies of war at once.
    fn mixed(&self) -> Option<f64> {
        let game = self.game?;
        let war = |mix: &[crate::economics::games::Exact]| -> f64 {
            mix.iter()
                .zip(&self.answer.war)
                .filter(|(_, war)| **war)
                .map(|(chance, _)| approximately(chance))
                .sum()
        };
        let mixed = game.solution.equilibria.extreme.iter().filter(|one| one.pure().is_none());
        mixed.map(|one| war(&one.rows) * war(&one.columns)).reduce(f64::max)
    }

    /// What the seat that is most tempted would gain by leaving.
    fn leaving(&self, profile: &Profile) -> String {
        let w = words(self.language);
        let Some(seat) = tempted(profile) else { return String::new() };
        let deviation = &profile.deviations[seat];
        let Some(mean) = deviation.gain.mean else { return String::new() };
        let unit = &self.answer.unit;
        let text = figure(mean, unit, self.language);
        let ci = deviation.gain.ci_low.zip(deviation.gain.ci_high).map(|(low, high)| {
            let interval = interval(Interval { low, high }, unit, self.language);
            say(w.ci, [("level", level(self.answer.level)), ("interval", interval)])
        });
        say(
            w.deviation,
            [
                ("seat", self.answer.seats[seat].clone()),
                ("strategy", self.answer.strategies[deviation.to].clone()),
                ("measure", label(&self.answer.measure, self.language)),
                ("gain", signed(text, mean)),
                ("ci", ci.unwrap_or_default()),
            ],
        )
    }

    /// A profile at which all earn more than at the war that is an equilibrium.
    fn dilemma(&self) -> Option<String> {
        let war = *self.war_equilibria().first()?;
        let beats = |profile: &&Profile| {
            let mut pairs = profile.payoffs.iter().zip(&war.payoffs);
            pairs.all(|(one, other)| one.mean > other.mean)
        };
        let total = |profile: &Profile| profile.payoffs.iter().filter_map(|one| one.mean).sum::<f64>();
        let best = self.answer.profiles.iter().filter(beats);
        let best = best.max_by(|one, other| total(one).total_cmp(&total(other)))?;
        Some(say(words(self.language).dilemma, [("profile", self.name(best)), ("war", self.name(war))]))
    }

    fn pure(&self) -> String {
        let w = words(self.language);
        let named: Vec<String> = self
            .answer
            .profiles
            .iter()
            .filter(|profile| profile.is_equilibrium)
            .map(|profile| {
                let sure = profile.chance.map(|chance| say(w.in_part_of, [("part", self.part(chance))]));
                say(w.one_pure, [("profile", self.name(profile)), ("sure", sure.unwrap_or_default())])
            })
            .collect();
        if named.is_empty() {
            w.no_pure.to_owned()
        } else {
            say(w.pure, [("profiles", Game::list(&named, self.language))])
        }
    }
}
