//! Where the users of a taste class stand after a while: the law of an interval in which nothing that they see changes.
//!
//! A user reviews at rate r and moves by the logit with inertia, P. After a time t the chance of standing at j is
//!
//! (e^(r t (P - I)))_kj = sum_n w_n (P^n)_kj,    w_n = e^(-r t) (r t)^n / n!
//!
//! (uniformisation, Jensen 1953): all terms are positive, and the sum ends where what is left is below 1e-17. Nothing is
//! leapt over: users may review any number of times. A row of P hangs on the provider that a user is with, so rows are kept by
//! provider (then the outside option, then nobody), and P^n is taken between providers. Whoever comes under a term that
//! binds stays there. A user who has not heard of the market hears of it at rate h, chooses as nobody's, and reviews from then on.
//!
//! The time that users are expected to spend at each place follows from the same sums with the times between two reviews in
//! place of w_n.

use super::expected::{Choice, cell};
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
    /// Row of each alternative's provider; none where a term binds.
    row_of: Vec<Option<usize>>,
    /// P by class, row and alternative.
    once: Vec<f64>,
    /// Chances after an interval by class, row (the unaware last) and alternative, each among it and all later ones.
    after: Vec<f64>,
    /// Expected days at each alternative less half the interval for each expected there at the end, laid out alike.
    drift: Vec<f64>,
    known: Sums,
    unknown: Sums,
    room: Room,
}

/// Room for one row's sums.
#[derive(Debug, Clone, Default)]
struct Room {
    at: Vec<f64>,
    next: Vec<f64>,
    sums: [Vec<f64>; 4],
    between: Vec<f64>,
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
    pub(super) fn once(&self, class: usize, row: usize) -> &[f64] {
        let first = (class * self.rows + row) * self.places;
        &self.once[first..first + self.places]
    }

    /// Makes the kernel that of a choice table.
    pub(super) fn look(
        &mut self,
        table: &ChoiceTable,
        (classes, outside_inertia, offers): (&[TasteClass], f64, usize),
    ) {
        if self.table.as_ref() == Some(table) {
            return;
        }
        self.table = Some(table.clone());
        self.pace = Pace::default();
        self.places = table.len();
        self.rows = table.groups.len() + 2;
        self.row_of = table
            .code
            .iter()
            .zip(&table.group)
            .map(|(code, group)| (!table.is_locked(*code)).then_some(*group as usize))
            .collect();
        let cells = offers + 2;
        let (mut held, mut flow) = (vec![0.0; cells], vec![0.0; cells]);
        self.once.clear();
        for class in classes {
            let choice = Choice::of(table, &class.kind);
            let stays = (class.kind.stay * table.hold, (outside_inertia, offers));
            for row in 0..self.rows {
                // Somebody of the row: an offer of the provider, the one outside, somebody who has just heard.
                let somebody = if row + 1 == self.rows {
                    Some(offers + 1)
                } else if row + 2 == self.rows {
                    Some(offers)
                } else {
                    (0..offers).find(|j| table.group_of_offer[*j] == row as u32 && !table.is_locked(*j as u8))
                };
                let Some(somebody) = somebody else {
                    self.once.extend(std::iter::repeat_n(0.0, self.places));
                    continue;
                };
                held[somebody] = 1.0;
                let rates = if somebody == offers + 1 { (0.0, 1.0) } else { (1.0, 0.0) };
                choice.flow(&held, stays, rates, &mut flow);
                held[somebody] = 0.0;
                let stayed = |place: usize| f64::from(u8::from(place == somebody));
                self.once.extend(table.code.iter().map(|code| {
                    let place = cell(*code, offers);
                    (flow[place] + stayed(place)).max(0.0)
                }));
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
        let classes = self.once.len() / (self.rows * self.places);
        let size = classes * self.starts() * self.places;
        self.after.resize(size, 0.0);
        self.drift.resize(size, 0.0);
        for class in 0..classes {
            self.between(class);
            let first = if same { self.rows } else { 0 };
            for row in first..=self.rows {
                self.fill(class, row);
            }
        }
    }

    /// Chances of moving from row to row at a review.
    fn between(&mut self, class: usize) {
        let mut between = std::mem::take(&mut self.room.between);
        between.clear();
        between.resize(self.rows * self.rows, 0.0);
        for row in 0..self.rows {
            for (chance, to) in self.once(class, row).iter().zip(&self.row_of) {
                if let Some(to) = to {
                    between[row * self.rows + to] += chance;
                }
            }
        }
        self.room.between = between;
    }

    /// A row of `after` and `drift`.
    fn fill(&mut self, class: usize, row: usize) {
        let rows = self.rows;
        let (sums, start) = if row == rows { (&self.unknown, rows - 1) } else { (&self.known, row) };
        let room = &mut self.room;
        room.at.clear();
        room.at.resize(rows, 0.0);
        room.at[start] = 1.0;
        for sum in &mut room.sums {
            sum.clear();
            sum.resize(rows, 0.0);
        }
        for n in 0..sums.end.len() {
            let weights = [sums.end[n], sums.end_bound[n], sums.time[n], sums.time_bound[n]];
            for (sum, weight) in room.sums.iter_mut().zip(weights) {
                for (sum, at) in sum.iter_mut().zip(&room.at) {
                    *sum += weight * at;
                }
            }
            room.next.clear();
            room.next.resize(rows, 0.0);
            for (from, at) in room.between.chunks_exact(rows).zip(&room.at) {
                if *at > 0.0 {
                    for (next, chance) in room.next.iter_mut().zip(from) {
                        *next += at * chance;
                    }
                }
            }
            std::mem::swap(&mut room.at, &mut room.next);
        }
        let first = (class * (rows + 1) + row) * self.places;
        for place in 0..self.places {
            let bound = usize::from(self.row_of[place].is_none());
            let (mut end, mut time) = (0.0, 0.0);
            for from in 0..rows {
                let chance = self.once[(class * rows + from) * self.places + place];
                end += self.room.sums[bound][from] * chance;
                time += self.room.sums[2 + bound][from] * chance;
            }
            self.after[first + place] = end;
            self.drift[first + place] = time - 0.5 * self.pace.span * end;
        }
        conditional(&mut self.after[first..first + self.places]);
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
