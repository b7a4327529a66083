//! Where the users of a taste class stand after a while: the law of an interval in which nothing that they see changes.
//!
//! A user reviews at rate r and moves by the logit with inertia, P. After a time t the chance of standing at j is
//!
//! (e^(r t (P - I)))_kj = sum_n w_n (P^n)_kj,    w_n = e^(-r t) (r t)^n / n!
//!
//! (uniformisation, Jensen 1953): all terms are positive, and the sum ends where what is left is below 1e-17. Nothing is
//! leapt over: users may review any number of times. Whoever comes under a term that binds stays there. A user who has not heard of
//! the market hears of it at rate h, chooses as nobody's, and reviews from then on.
//!
//! The chances of a review hang on the provider that a user is with, and on it through one factor and what its own alternatives have
//! more: P(f -> a) = s_f N_a + \[a of f\] x_a, with N the chances of who holds nothing. So between providers (then the outside option, then
//! nobody) P = s N' + diag(x), and with u_k = N' P^k, the same for all who start,
//!
//! e_f' sum_n w_n P^n = p_f e_f' + s_f sum_k c_fk u_k,    c_fk = w_(k+1) + x_f c_f(k+1),    p_f = w_0 + x_f c_f0.
//!
//! The time that users are expected to spend at each place follows from the same sums with the times between two reviews in
//! place of w_n.

use super::choice::Choice;
use super::table::{ChoiceTable, NO_GROUP, UNAWARE};
use crate::economics::demand::TasteClass;
use crate::maths::{exp, exp_m1};

use super::binomial::conditional;

/// What is left of a sum when it ends.
const REST: f64 = 1e-17;

/// A time in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Pace {
    /// Its length  \[days\].
    pub span: f64,
    /// Reviews of a user a day, early ones included.
    pub rate: f64,
    /// Hazard of hearing of the market  \[1/day\].
    pub hearing: f64,
}

impl Pace {
    /// Chance of at least one event at a rate.
    fn chance(self, rate: f64) -> f64 {
        -exp_m1(-rate * self.span)
    }

    /// Chance that a user who knows the market reviews.
    pub(super) fn looks(self) -> f64 {
        self.chance(self.rate)
    }

    /// Chance that one who does not hears of it.
    pub(super) fn hears(self) -> f64 {
        self.chance(self.hearing)
    }

    /// Expected time before the first review, counted to the end.
    pub(super) fn before(self) -> f64 {
        if self.rate > 0.0 { self.looks() / self.rate } else { self.span }
    }
}

/// Weights of P, P^2, ... : of the place at the end, and of the time spent, each for places that can be left and for those
/// that cannot (sums of all later weights).
#[derive(Debug, Clone, Default)]
struct Sums {
    end: Vec<f64>,
    end_bound: Vec<f64>,
    time: Vec<f64>,
    time_bound: Vec<f64>,
}

/// The kernel of all taste classes of a segment, kept as long as it holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Kernel {
    table: Option<ChoiceTable>,
    pace: Pace,
    /// Alternatives.
    places: usize,
    /// Rows of P: providers that have an alternative, outside, nobody's.
    rows: usize,
    /// Row of each alternative's provider, and whether a term binds it.
    row_of: Vec<(usize, bool)>,
    /// N and x by class and alternative.
    free: Vec<f64>,
    more: Vec<f64>,
    /// s by class and row; N and x over the alternatives of a row that can be left.
    scale: Vec<f64>,
    reach: Vec<f64>,
    stay: Vec<f64>,
    /// Chances after an interval by class, row (the unaware last) and alternative, each among it and all later ones.
    after: Vec<f64>,
    /// Expected days at each alternative less half the interval for each expected there at the end, laid out alike.
    drift: Vec<f64>,
    known: Sums,
    unknown: Sums,
    room: Room,
}

/// Room for one class.
#[derive(Debug, Clone, Default)]
struct Room {
    /// u_k, one after another.
    steps: Vec<f64>,
    /// Of one who starts, by row: the sums for places that can be left at the end and over time, and for those that cannot.
    sums: [Vec<f64>; 4],
}

impl Kernel {
    /// Row of those who hold a cell, or none where they must stay. Cells: offers, outside, unaware.
    pub(super) fn row(&self, table: &ChoiceTable, held: u8) -> Option<usize> {
        if table.is_locked(held) {
            return None;
        }
        if held == UNAWARE {
            return Some(self.rows);
        }
        match table.group_of(held) {
            NO_GROUP => Some(self.rows - 1),
            group => Some(group as usize),
        }
    }

    /// Rows of `after` and `drift`.
    pub(super) fn starts(&self) -> usize {
        self.rows + 1
    }

    /// Alternatives.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Chances at the end of those of a class who looked at least once, by alternative, each among it and all later ones.
    pub(super) fn after(&self, class: usize, row: usize) -> &[f64] {
        self.row_of_values(&self.after, class, row)
    }

    /// Expected days less half an interval for each expected at the end.
    pub(super) fn drift(&self, class: usize, row: usize) -> &[f64] {
        self.row_of_values(&self.drift, class, row)
    }

    fn row_of_values<'a>(&self, values: &'a [f64], class: usize, row: usize) -> &'a [f64] {
        let first = (class * self.starts() + row) * self.places;
        &values[first..first + self.places]
    }

    /// Chances of one review by a class from a row.
    pub(super) fn once(&self, class: usize, row: usize) -> Vec<f64> {
        let (first, scale) = (class * self.places, self.scale[class * self.rows + row]);
        let chance = |(place, (own, _)): (usize, &(usize, bool))| {
            let more = if *own == row { self.more[first + place] } else { 0.0 };
            scale * self.free[first + place] + more
        };
        self.row_of.iter().enumerate().map(chance).collect()
    }

    /// Makes the kernel that of a choice table.
    pub(super) fn look(&mut self, table: &ChoiceTable, (classes, outside_inertia): (&[TasteClass], f64)) {
        if self.table.as_ref() == Some(table) {
            return;
        }
        self.table = Some(table.clone());
        self.pace = Pace::default();
        self.places = table.len();
        self.rows = table.groups.len() + 2;
        let row = |(code, group): (&u8, &u32)| (*group as usize, table.is_locked(*code));
        self.row_of = table.code.iter().zip(&table.group).map(row).collect();
        for values in [&mut self.free, &mut self.more, &mut self.scale] {
            values.clear();
        }
        for values in [&mut self.reach, &mut self.stay] {
            values.clear();
            values.resize(classes.len() * self.rows, 0.0);
        }
        for (c, class) in classes.iter().enumerate() {
            let choice = Choice::of(table, &class.kind);
            choice.review((class.kind.stay * table.hold, outside_inertia), |scale, nobody| {
                self.scale.extend(scale);
                self.scale.push(1.0);
                for (free, more) in nobody {
                    self.free.push(free);
                    self.more.push(more);
                }
            });
            for (place, (row, binds)) in self.row_of.iter().enumerate() {
                if !binds {
                    self.reach[c * self.rows + row] += self.free[c * self.places + place];
                    self.stay[c * self.rows + row] += self.more[c * self.places + place];
                }
            }
        }
    }

    /// Makes it that of an interval, after `look`.
    pub(super) fn pass(&mut self, pace: Pace) {
        if self.pace == pace {
            return;
        }
        // But for hearing, which moves from day to day.
        let same = Pace { hearing: pace.hearing, ..self.pace } == pace;
        self.pace = pace;
        if !same {
            self.known.reviews(pace);
        }
        self.unknown.hearing(pace);
        let classes = self.free.len() / self.places;
        let size = classes * self.starts() * self.places;
        self.after.resize(size, 0.0);
        self.drift.resize(size, 0.0);
        let longest = if same { self.unknown.end.len() } else { self.known.end.len() };
        let longest = longest.max(self.unknown.end.len());
        for class in 0..classes {
            self.step(class, longest);
            let first = if same { self.rows } else { 0 };
            for row in first..=self.rows {
                self.fill(class, row);
            }
        }
    }

    /// u_k of a class, for sums of so many members.
    fn step(&mut self, class: usize, longest: usize) {
        let rows = self.rows;
        let own = class * rows..(class + 1) * rows;
        let (scale, reach, stay) = (&self.scale[own.clone()], &self.reach[own.clone()], &self.stay[own]);
        let steps = &mut self.room.steps;
        steps.clear();
        steps.extend_from_slice(reach);
        for k in 1..longest.saturating_sub(1) {
            let before = (k - 1) * rows;
            let all: f64 = scale.iter().zip(&steps[before..]).map(|(scale, at)| scale * at).sum();
            for g in 0..rows {
                steps.push(reach[g] * all + stay[g] * steps[before + g]);
            }
        }
    }

    /// A row of `after` and `drift`.
    fn fill(&mut self, class: usize, row: usize) {
        let (rows, places) = (self.rows, self.places);
        let (sums, start) = if row == rows { (&self.unknown, rows - 1) } else { (&self.known, row) };
        let (scale, stay) = (self.scale[class * rows + start], self.stay[class * rows + start]);
        let room = &mut self.room;
        let binds = self.row_of.iter().any(|(_, binds)| *binds);
        let kinds = if binds { 4 } else { 2 };
        let weights = [&sums.end, &sums.time, &sums.end_bound, &sums.time_bound];
        let mut all = [0.0; 4];
        for ((weights, sum), all) in weights.iter().zip(&mut room.sums).zip(&mut all).take(kinds) {
            sum.clear();
            sum.resize(rows, 0.0);
            let mut coefficient = 0.0;
            for k in (0..weights.len().saturating_sub(1)).rev() {
                coefficient = weights[k + 1] + stay * coefficient;
                for (sum, step) in sum.iter_mut().zip(&room.steps[k * rows..(k + 1) * rows]) {
                    *sum += coefficient * step;
                }
            }
            for sum in sum.iter_mut() {
                *sum *= scale;
            }
            sum[start] += weights.first().map_or(0.0, |first| first + stay * coefficient);
            // The chance of a place is N_a times this, and x_a times the sum of its own row.
            let scales = &self.scale[class * rows..(class + 1) * rows];
            *all = sum.iter().zip(scales).map(|(sum, scale)| sum * scale).sum();
        }
        let first = (class * (rows + 1) + row) * places;
        for (place, (own, binds)) in self.row_of.iter().enumerate() {
            let (free, more) = (self.free[class * places + place], self.more[class * places + place]);
            let kind = if *binds { 2 } else { 0 };
            let chance = |kind: usize| free * all[kind] + more * room.sums[kind][*own];
            let (end, time) = (chance(kind), chance(kind + 1));
            self.after[first + place] = end;
            self.drift[first + place] = time - 0.5 * self.pace.span * end;
        }
        conditional(&mut self.after[first..first + places]);
    }
}

/// Chances of n = 0, 1, 2, ... events where `mean` are expected, up to where the rest does not count.
fn poisson(mean: f64) -> Vec<f64> {
    let mut chances = vec![exp(-mean)];
    loop {
        let n = chances.len() as f64;
        let next = chances[chances.len() - 1] * mean / n;
        chances.push(next);
        if n > mean && next < REST {
            return chances;
        }
    }
}

/// Sums of all later members.
fn later(values: &[f64]) -> Vec<f64> {
    let mut sums: Vec<f64> = values.to_vec();
    let mut sum = 0.0;
    for value in sums.iter_mut().rev() {
        let own = *value;
        *value = sum;
        sum += own;
    }
    sums
}

impl Sums {
    fn bind(&mut self) {
        let with =
            |values: &[f64]| later(values).iter().zip(values).map(|(later, own)| later + own).collect();
        self.end_bound = with(&self.end);
        self.time_bound = with(&self.time);
    }

    /// Those who know the market: the n-th member is of n + 1 reviews.
    fn reviews(&mut self, pace: Pace) {
        let chances = poisson(pace.rate * pace.span);
        let after = later(&chances);
        self.end = chances[1..].to_vec();
        self.time =
            after[1..].iter().map(|after| if pace.rate > 0.0 { after / pace.rate } else { 0.0 }).collect();
        self.bind();
    }

    /// Those who do not: hearing is one choice, reviews follow. Both are taken as ticks of the faster of the two rates, of
    /// which some pass unused.
    fn hearing(&mut self, pace: Pace) {
        let fastest = pace.rate.max(pace.hearing);
        self.end.clear();
        self.time.clear();
        if pace.hearing > 0.0 {
            let (hears, looks) = (pace.hearing / fastest, pace.rate / fastest);
            let chances = poisson(fastest * pace.span);
            let after = later(&chances);
            self.end.resize(chances.len(), 0.0);
            self.time.resize(chances.len(), 0.0);
            let (mut unaware, mut choices) = (1.0, vec![0.0; chances.len()]);
            for (tick, chance) in chances.iter().enumerate() {
                for (n, part) in choices.iter().enumerate() {
                    self.end[n] += chance * part;
                    self.time[n] += after[tick] / fastest * part;
                }
                for n in (0..choices.len()).rev() {
                    let before = if n == 0 { unaware * hears } else { choices[n - 1] * looks };
                    choices[n] = choices[n] * (1.0 - looks) + before;
                }
                unaware *= 1.0 - hears;
            }
        }
        self.bind();
    }
}
