//! What a solved game says in sentences.

use super::game::{Game, Reading};
use super::words::{say, words};
use crate::economics::games::{Equilibrium, Exact};
use crate::report::Language;

/// Profiles of a cycle that are still named one by one.
const NAMED: usize = 8;

/// How the numbers were taken.
pub fn reading(game: &Game, language: Language) -> String {
    let w = words(language);
    match game.reading {
        Reading::Symmetric => w.read_symmetric,
        Reading::ZeroSum => w.read_zero_sum,
        Reading::Both => w.read_both,
        Reading::Simulated { .. } => w.read_simulated,
    }
    .to_owned()
}

/// What was found.
pub fn sentences(game: &Game, language: Language) -> Vec<String> {
    let mut lines = vec![count(game, language)];
    lines.extend(continua(game, language));
    lines.extend(better(game, language));
    lines.extend(stable(game, language));
    lines.extend(dominated(game, language));
    lines.push(replies(game, language));
    lines
}

fn count(game: &Game, language: Language) -> String {
    let w = words(language);
    let found = &game.solution.equilibria;
    let n = found.extreme.len().to_string();
    let pure = found.extreme.iter().filter(|one| one.pure().is_some()).count().to_string();
    if found.has_continuum() {
        return say(w.infinite, [("components", found.components.to_string()), ("n", n), ("pure", pure)]);
    }
    match &found.extreme[..] {
        [one] => say(w.only_one, [("first", pair(game, one, language))]),
        _ => say(w.several, [("n", n), ("pure", pure)]),
    }
}

fn pair(game: &Game, one: &Equilibrium, language: Language) -> String {
    let w = words(language);
    if let Some(profile) = one.pure() {
        return game.profile(profile);
    }
    let places = [("row", game.mix(0, &one.rows, language)), ("column", game.mix(1, &one.columns, language))];
    say(w.pair, places)
}

/// One sentence for each set of more than a point.
fn continua(game: &Game, language: Language) -> Vec<String> {
    let w = words(language);
    let side = |player: usize, corners: &[Vec<Exact>]| {
        let names: Vec<String> = corners.iter().map(|mix| game.mix(player, mix, language)).collect();
        if names.len() == 1 { names[0].clone() } else { format!("{{{}}}", names.join("; ")) }
    };
    let wide = game.solution.equilibria.subsets.iter().filter(|set| set.is_continuum());
    wide.take(12)
        .map(|set| {
            say(
                w.continuum,
                [
                    ("component", (set.component + 1).to_string()),
                    ("rows", game.seat(0, language)),
                    ("columns", game.seat(1, language)),
                    ("row", side(0, &set.rows)),
                    ("column", side(1, &set.columns)),
                ],
            )
        })
        .collect()
}

/// A profile in which both earn more than in every extreme equilibrium: the dilemma of a price war.
fn better(game: &Game, language: Language) -> Option<String> {
    let of = &game.solution.game;
    let best =
        |player: usize| game.solution.equilibria.extreme.iter().map(|one| one.payoffs[player].clone()).max();
    let (a, b) = (best(0)?, best(1)?);
    let all = (0..of.rows()).flat_map(|row| (0..of.columns()).map(move |column| (row, column)));
    let beats = |(row, column): &(usize, usize)| of.a[*row][*column] > a && of.b[*row][*column] > b;
    let (row, column) =
        all.filter(beats).max_by_key(|(row, column)| &of.a[*row][*column] + &of.b[*row][*column])?;
    Some(say(
        words(language).better,
        [
            ("profile", game.profile((row, column))),
            ("a", game.payoff(&of.a[row][column], language)),
            ("b", game.payoff(&of.b[row][column], language)),
        ],
    ))
}

fn stable(game: &Game, language: Language) -> Option<String> {
    let w = words(language);
    let symmetric = game.solution.symmetric.as_ref()?;
    let mixes: Vec<String> = symmetric
        .equilibria
        .extreme
        .iter()
        .filter(|one| one.is_evolutionarily_stable)
        .map(|one| game.mix(0, &one.mix, language))
        .collect();
    Some(if mixes.is_empty() {
        w.none_stable.to_owned()
    } else {
        say(w.stable, [("mixes", mixes.join("; "))])
    })
}

fn dominated(game: &Game, language: Language) -> Vec<String> {
    let w = words(language);
    let names = |player: usize, left: &[usize]| {
        let names: Vec<String> = left.iter().map(|at| game.strategies[player][*at].clone()).collect();
        Game::list(&names, language)
    };
    let (strict, weak) = (&game.solution.strict, &game.solution.weak);
    let rounds = strict.struck.iter().map(|gone| gone.round).max();
    let mut lines = vec![rounds.map_or_else(
        || w.none_dominated.to_owned(),
        |rounds| {
            say(
                w.dominated,
                [
                    ("rounds", rounds.to_string()),
                    ("row", game.seat(0, language)),
                    ("column", game.seat(1, language)),
                    ("rows", names(0, &strict.left[0])),
                    ("columns", names(1, &strict.left[1])),
                ],
            )
        },
    )];
    if weak.left != strict.left {
        let places = [("rows", names(0, &weak.left[0])), ("columns", names(1, &weak.left[1]))];
        lines.push(say(w.weakly, places));
    }
    lines
}

fn replies(game: &Game, language: Language) -> String {
    match game.solution.replies.cycles.first() {
        None => words(language).settles.to_owned(),
        Some(set) => cycle(set, |at| game.profile(game.place(at)), language),
    }
}

/// That best replies can go round through a set of profiles, the first of them by name.
pub(super) fn cycle(set: &[usize], name: impl Fn(usize) -> String, language: Language) -> String {
    let w = words(language);
    let named: Vec<String> = set.iter().take(NAMED).map(|at| name(*at)).collect();
    let more = if set.len() > NAMED { " …" } else { "" };
    say(w.cycle, [("n", set.len().to_string()), ("profiles", named.join(w.comma) + more)])
}
