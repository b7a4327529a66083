//! The mean field: expected shares of types of users, without chance in demand.
//!
//! A segment is a weighted set of types (alpha, inertia, lasting tastes: `demand::types_of`). Of each type, n_k is the
//! part that holds alternative k. Reviews at rate r and hearing at rate h move it by
//!
//! dn_k/dt = r (sum_l n_l P(l -> k) - n_k) + h u P(k),   du/dt = -h u,
//!
//! with P the logit with inertia, u the part that has not heard. Between two events r changes only by alerts and P not at
//! all. A step of fourth order (Runge and Kutta) ends where r changes and keeps r dt to a twentieth, where one errs by
//! (r dt)^5 / 120 < 3e-9.
//! It is the limit of agents as their number grows, where users are integrated over the same types.

use super::alerts::Alerts;
use super::choice::{Choice, cell};
use super::counts::Counts;
use super::table::ChoiceTable;
use crate::calendar::Instant;
use crate::economics::demand::{Opening, UserKind};
use crate::units::{Days, Share};

/// Largest chance of a review in a step.
const STEP: f64 = 0.05;

/// The users of one segment.
#[derive(Debug, Clone)]
pub(in crate::simulation) struct MeanField {
    segment: usize,
    users: f64,
    /// Tokens a day at the reference price of the mean user.
    usage: f64,
    /// Reviews a day beside alerts; none where all choose together in rounds.
    rate: f64,
    minds_alerts: bool,
    outside_inertia: f64,
    kinds: Vec<UserKind>,
    /// Weight of each type, and of all: even types weigh one.
    weights: (Vec<f64>, f64),
    /// Parts of each type by cell: offers, outside, unaware. Each type sums to one.
    held: Vec<f64>,
    offers: usize,
    /// Choices expected and not yet told, less than one.
    untold: f64,
}

/// Laws of a segment's users.
#[derive(Debug, Clone)]
pub(super) struct MeanFieldLaws {
    pub segment: usize,
    pub users: f64,
    pub usage: f64,
    /// Reviews a day; none where all choose together in rounds.
    pub rate: Option<f64>,
    pub outside_inertia: f64,
    pub kinds: Vec<UserKind>,
    /// Part of all users in each type; empty where all weigh the same.
    pub parts: Vec<f64>,
    pub offers: usize,
}

impl MeanField {
    pub(super) fn new(laws: MeanFieldLaws) -> Self {
        let cells = laws.offers + 2;
        let mut held = vec![0.0; laws.kinds.len() * cells];
        for kind in held.chunks_exact_mut(cells) {
            kind[cells - 1] = 1.0;
        }
        Self {
            segment: laws.segment,
            users: laws.users,
            usage: laws.usage,
            rate: laws.rate.unwrap_or(0.0),
            minds_alerts: laws.rate.is_some(),
            outside_inertia: laws.outside_inertia,
            weights: if laws.parts.is_empty() {
                (vec![1.0; laws.kinds.len()], laws.kinds.len() as f64)
            } else {
                (laws.parts, 1.0)
            },
            kinds: laws.kinds,
            held,
            offers: laws.offers,
            untold: 0.0,
        }
    }

    /// Places users at the opening: those who know the market where they come to rest, or all outside.
    pub(super) fn place(
        &mut self,
        table: &ChoiceTable,
        (aware, opening): (Share, Opening),
        counts: &mut Counts,
    ) {
        let cells = self.offers + 2;
        for (kind, held) in self.kinds.iter().zip(self.held.chunks_exact_mut(cells)) {
            held.fill(0.0);
            held[cells - 1] = 1.0 - aware.get();
            match opening {
                Opening::Outside => held[self.offers] = aware.get(),
                Opening::Settled => {
                    let choice = Choice::of(table, kind);
                    for (a, part) in
                        choice.resting(kind.stay * table.hold, self.outside_inertia).iter().enumerate()
                    {
                        held[cell(table.code[a], self.offers)] += aware.get() * part;
                    }
                }
            }
        }
        self.publish(counts);
    }

    /// Lets time pass; returns the expected number of choices, whole ones; parts are carried over.
    pub(super) fn advance(
        &mut self,
        (from, to): (Instant, Instant),
        (table, hearing, alerts): (&ChoiceTable, f64, &Alerts),
        counts: &mut Counts,
    ) -> u64 {
        let choices: Vec<Choice> = self.kinds.iter().map(|kind| Choice::of(table, kind)).collect();
        let (mut at, mut made) = (from, self.untold);
        while at < to {
            let early =
                if self.minds_alerts { alerts.hazard(at).min(super::column::MOST_EARLY) } else { 0.0 };
            let rate = self.rate + early;
            let longest = STEP / (rate + hearing).max(f64::MIN_POSITIVE);
            let turn = if self.minds_alerts { alerts.next_turn(at).min(to) } else { to };
            let end =
                if turn.since(at).get() > longest { at.after(Days(longest)).max(at.next()) } else { turn };
            let step = end.since(at).get();
            let before = self.mean(self.offers + 1);
            self.step(step, (rate, hearing), &choices, counts);
            let aware = 1.0 - 0.5 * (before + self.mean(self.offers + 1));
            made += self.users * step * (rate * aware + hearing * (1.0 - aware));
            at = end;
        }
        self.publish(counts);
        self.untold = made.fract();
        made as u64
    }

    /// One step of fourth order; the tokens used in it are the integral of the cubic through its ends.
    fn step(&mut self, step: f64, rates: (f64, f64), choices: &[Choice], counts: &mut Counts) {
        let cells = self.offers + 2;
        let mut used = vec![0.0; cells];
        let (mut slopes, mut at) = (vec![vec![0.0; cells]; 4], vec![0.0; cells]);
        let mut after = vec![0.0; cells];
        let parameters = (self.outside_inertia, self.offers);
        let weighed = self.kinds.iter().zip(&self.weights.0).zip(choices);
        for (((kind, weight), choice), held) in weighed.zip(self.held.chunks_exact_mut(cells)) {
            at.copy_from_slice(held);
            for (stage, slope) in slopes.iter_mut().enumerate() {
                choice.flow(&at, (kind.stay * choice.table.hold, parameters), rates, slope);
                let ahead = if stage == 2 { step } else { 0.5 * step };
                for (at, (held, slope)) in at.iter_mut().zip(held.iter().zip(slope.iter())) {
                    *at = held + ahead * slope;
                }
            }
            for (c, after) in after.iter_mut().enumerate() {
                let mean = (slopes[0][c] + 2.0 * (slopes[1][c] + slopes[2][c]) + slopes[3][c]) / 6.0;
                *after = held[c] + step * mean;
            }
            choice.flow(&after, (kind.stay * choice.table.hold, parameters), rates, &mut at);
            for c in 0..cells {
                let bend = step * step / 12.0 * (slopes[0][c] - at[c]);
                used[c] += weight * (0.5 * step * (held[c] + after[c]) + bend);
            }
            held.copy_from_slice(&after);
        }
        let each = self.users * self.usage / self.weights.1;
        for (c, used) in used.iter().enumerate() {
            counts.use_up(self.segment, c, used * each);
        }
    }

    /// All who know the market choose; returns how many.
    pub(super) fn choose(&mut self, table: &ChoiceTable, counts: &mut Counts) -> f64 {
        let cells = self.offers + 2;
        for (kind, held) in self.kinds.iter().zip(self.held.chunks_exact_mut(cells)) {
            let choice = Choice::of(table, kind);
            let mut flow = vec![0.0; cells];
            choice.flow(
                held,
                (kind.stay * table.hold, (self.outside_inertia, self.offers)),
                (1.0, 0.0),
                &mut flow,
            );
            for (held, flow) in held.iter_mut().zip(&flow) {
                *held += flow;
            }
        }
        self.publish(counts);
        self.users * (1.0 - self.mean(self.offers + 1))
    }

    /// Users of an offer that is gone choose anew, without a present provider; returns how many.
    pub(super) fn evict(&mut self, offer: usize, table: &ChoiceTable, counts: &mut Counts) -> f64 {
        self.send(offer, table, |choice, _| choice.free(), counts)
    }

    /// Users of an offer review their choice at once; returns how many.
    pub(super) fn renew(&mut self, offer: usize, table: &ChoiceTable, counts: &mut Counts) -> f64 {
        self.send(offer, table, |choice, kind| choice.renewal(offer, kind.stay * table.hold), counts)
    }

    /// Sends the users of an offer to alternatives by the weights that each type gives them.
    fn send(
        &mut self,
        offer: usize,
        table: &ChoiceTable,
        weights: impl Fn(&Choice, &UserKind) -> Vec<f64>,
        counts: &mut Counts,
    ) -> f64 {
        let cells = self.offers + 2;
        let made = self.users * self.mean(offer);
        for (kind, held) in self.kinds.iter().zip(self.held.chunks_exact_mut(cells)) {
            let pulls = weights(&Choice::of(table, kind), kind);
            let sum: f64 = pulls.iter().sum();
            let all = std::mem::take(&mut held[offer]);
            for (pull, code) in pulls.iter().zip(&table.code) {
                held[cell(*code, self.offers)] += all * pull / sum;
            }
        }
        self.publish(counts);
        made
    }

    /// Users of one offer become users of another.
    pub(super) fn rename(&mut self, from: usize, to: usize, counts: &mut Counts) {
        for held in self.held.chunks_exact_mut(self.offers + 2) {
            held[to] += std::mem::take(&mut held[from]);
        }
        self.publish(counts);
    }

    /// Calls with the weights of each type, and the parts of it that use an offer, that know the market and use none, and
    /// that do not know it.
    pub(super) fn each_kind(&self, table: &ChoiceTable, mut with: impl FnMut(&[f64], (f64, f64, f64))) {
        let held = self.held.chunks_exact(self.offers + 2).zip(&self.weights.0);
        for (kind, (held, weight)) in self.kinds.iter().zip(held) {
            let inside: f64 = held[..self.offers].iter().sum();
            let [inside, outside, unaware] =
                [inside, held[self.offers], held[self.offers + 1]].map(|part| part * weight);
            with(Choice::of(table, kind).weights(), (inside, outside, unaware));
        }
    }

    fn mean(&self, cell: usize) -> f64 {
        let held = self.held.chunks_exact(self.offers + 2).zip(&self.weights.0);
        held.map(|(held, weight)| weight * held[cell]).sum::<f64>() / self.weights.1
    }

    fn publish(&self, counts: &mut Counts) {
        for c in 0..self.offers + 2 {
            let users = self.users * self.mean(c);
            counts.set(self.segment, c, (users, users * self.usage));
        }
        counts.set_total(self.segment, self.users);
    }
}
