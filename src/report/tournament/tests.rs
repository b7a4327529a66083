//! What is said and drawn of games that are known by heart.

use std::sync::Arc;

use super::{Game, Reading, draw, part_shown, profiles, sentences};
use crate::economics::games::{Bimatrix, Exact, read, solve};
use crate::experiments::{Deviation, Mean, Profile, TournamentAnswer};
use crate::report::Language;
use crate::report::charts::{self, Fonts, Style};

const EN: Language = Language::English;

fn matrix(rows: &[&str]) -> Vec<Vec<Exact>> {
    rows.iter().map(|row| row.split_whitespace().map(|cell| read(cell).unwrap()).collect()).collect()
}

fn game(names: &[&str], bimatrix: Bimatrix) -> Game {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Game {
        title: "A game".to_owned(),
        reading: Reading::Both,
        seats: None,
        strategies: [names.clone(), names],
        unit: String::new(),
        solution: solve(bimatrix).unwrap(),
    }
}

#[test]
fn with_ties_replies_may_go_round_or_out() {
    // From (X, H) the column player goes to (X, X); from (T, H) the row player may go to X or round by H.
    let found = game(
        &["H", "T", "X"],
        Bimatrix::new(matrix(&["1 0 0", "0 1 0", "1 0 5"]), matrix(&["0 1 0", "1 0 0", "0 0 5"])),
    );
    let last = "From every profile some path of best replies ends in a pure equilibrium.";
    assert_eq!(sentences(&found, EN).last().map(String::as_str), Some(last));
}

#[test]
fn titles_say_which_pair_is_an_equilibrium() {
    let style = Style::new(charts::Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    let title = |names: &[&str], bimatrix| draw(&game(names, bimatrix), &style, 0).figures[0].title.clone();
    let dilemma = Bimatrix::symmetric(matrix(&["3 0", "5 1"]));
    let only = "(Defect, Defect) is the only pure equilibrium; row player earns 1";
    assert_eq!(title(&["Cooperate", "Defect"], dilemma), only);
    let hunt = Bimatrix::symmetric(matrix(&["4 0", "3 2"]));
    let best = "2 pure equilibria; row player earns most at (Stag, Stag), 4";
    assert_eq!(title(&["Stag", "Hare"], hunt), best);
    let pennies = Bimatrix::new(matrix(&["1 -1", "-1 1"]), matrix(&["-1 1", "1 -1"]));
    assert_eq!(title(&["H", "T"], pennies), "No pair of strategies is a pure equilibrium");
}

/// So many strategies of two seats; the first profile is an equilibrium in all resamples, the second in one of two hundred, the
/// third in one of fifty.
fn answer(strategies: usize) -> TournamentAnswer {
    let chance = |at: usize| [1.0, 0.005, 0.02].get(at).copied().unwrap_or(0.0);
    let profile = |at: usize| Profile {
        played: vec![at / strategies, at % strategies],
        is_war: false,
        payoffs: vec![Mean::default(); 2],
        deviations: vec![Deviation { to: 0, gain: Mean::default() }; 2],
        is_equilibrium: at == 0,
        chance: Some(chance(at)),
    };
    TournamentAnswer {
        title: "Two firms".to_owned(),
        question: None,
        currency: "USD".to_owned(),
        seed: 7,
        level: 0.95,
        replicates: 5,
        seats: vec!["A".to_owned(), "B".to_owned()],
        strategies: (0..strategies).map(|at| at.to_string()).collect(),
        war: vec![false; strategies],
        measure: "profit".to_owned(),
        unit: "USD".to_owned(),
        profiles: (0..strategies * strategies).map(profile).collect(),
        cycles: Vec::new(),
        chance_war: None,
        chance_any: None,
    }
}

#[test]
fn a_table_of_some_profiles_says_which() {
    let many = answer(7);
    assert_eq!(profiles(&many, EN).rows.len(), 2);
    let note = "Of 49 profiles those that are an equilibrium, or are one in more than 1 % of resamples; all are in profiles.csv.";
    assert_eq!(part_shown(&many, EN).as_deref(), Some(note));
    let few = answer(6);
    assert_eq!((profiles(&few, EN).rows.len(), part_shown(&few, EN)), (36, None));
}
