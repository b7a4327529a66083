//! A solved game with the names that a reader knows it by.

use num_traits::{One, Zero};

use super::words::{say, words};
use crate::economics::games::{Exact, Solution, approximately, shown};
use crate::report::Language;
use crate::report::number::figure;

/// How the numbers of the game were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One number a cell, the same game for both.
    Symmetric,
    /// One number a cell, which the column player loses.
    ZeroSum,
    /// Two numbers a cell.
    Both,
    /// Means of simulated histories.
    Simulated {
        /// Histories of each profile.
        replicates: u64,
        /// Seed of all streams.
        seed: u64,
    },
}

/// A solved game with names.
#[derive(Debug, Clone)]
pub struct Game {
    /// What it is called.
    pub title: String,
    /// How its numbers were taken.
    pub reading: Reading,
    /// Who plays rows and who columns; none where they are called that.
    pub seats: Option<[String; 2]>,
    /// Strategies of each.
    pub strategies: [Vec<String>; 2],
    /// What payoffs are in; empty for numbers.
    pub unit: String,
    /// What was found.
    pub solution: Solution,
}

impl Game {
    /// Name of a player.
    pub fn seat(&self, player: usize, language: Language) -> String {
        let w = words(language);
        match &self.seats {
            Some(seats) => seats[player].clone(),
            None => if player == 0 { w.row_player } else { w.column_player }.to_owned(),
        }
    }

    /// A payoff as a reader sees it: an exact number, or money.
    pub fn payoff(&self, value: &Exact, language: Language) -> String {
        if self.unit.is_empty() { shown(value) } else { figure(approximately(value), &self.unit, language) }
    }

    /// A mix: `2/3 Stag + 1/3 Hare`.
    pub fn mix(&self, player: usize, mix: &[Exact], language: Language) -> String {
        let names = &self.strategies[player];
        if let Some(at) = mix.iter().position(One::is_one) {
            return names[at].clone();
        }
        let part = |(chance, name): (&Exact, &String)| format!("{} {name}", self.chance(chance, language));
        let played = mix.iter().zip(names).filter(|(chance, _)| !chance.is_zero());
        played.map(part).collect::<Vec<_>>().join(" + ")
    }

    /// A chance: exact where payoffs are.
    pub fn chance(&self, value: &Exact, language: Language) -> String {
        if matches!(self.reading, Reading::Simulated { .. }) {
            figure(approximately(value), "share", language)
        } else {
            shown(value)
        }
    }

    /// A profile of pure strategies: `(Defect, Defect)`.
    pub fn profile(&self, (row, column): (usize, usize)) -> String {
        format!("({}, {})", self.strategies[0][row], self.strategies[1][column])
    }

    /// Row and column of a profile's position.
    pub fn place(&self, profile: usize) -> (usize, usize) {
        let columns = self.solution.game.columns();
        (profile / columns, profile % columns)
    }

    /// Names with what joins the last two.
    pub(super) fn list(names: &[String], language: Language) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => {
                let w = words(language);
                say(w.and, [("before", before.join(w.comma)), ("last", last.clone())])
            }
        }
    }
}
