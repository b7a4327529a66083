//! The mean field: expected shares of types of users, without chance in demand.
//!
//! A segment is a weighted set of types (alpha, inertia, lasting tastes: `demand::types_of`). Of each type, n_k is the
//! part that holds alternative k. Reviews at rate r and hearing at rate h move it by
//!
//! dn_k/dt = r (sum_l n_l P(l -> k) - n_k) + h u P(k),   du/dt = -h u,
//!
//! with P the logit with inertia, u the part that has not heard. Between two events r changes only by alerts and P not at
//! all; steps of fourth order (Runge and Kutta) keep r dt below a twentieth, where one errs by (r dt)^5 / 120 < 3e-9.
//! It is the limit of agents as their number grows, where users are integrated over the same types.

use super::alerts::Alerts;
use super::counts::Counts;
use super::table::{ChoiceTable, NO_GROUP, OUTSIDE, UNAWARE};
use crate::calendar::Instant;
use crate::economics::demand::{Opening, UserKind};
use crate::maths::exp;
use crate::units::{Days, Share};

/// Largest chance of a review in a step.
const STEP: f64 = 0.05;
/// Longest step, so that alerts, which begin and end within days, are met.
const LONGEST: f64 = 0.125;

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

/// What one type makes of a choice table.
pub(super) struct Choice<'a> {
    table: &'a ChoiceTable,
    weights: Vec<f64>,
    own: Vec<f64>,
    sum: f64,
    /// Weights for those who hold nothing of the alternative's group: less where they would come under a term.
    reach: Vec<f64>,
    own_reach: Vec<f64>,
    sum_reach: f64,
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
        let days = to.since(from).get();
        let choices: Vec<Choice> = self.kinds.iter().map(|kind| Choice::of(table, kind)).collect();
        let (mut passed, mut made) = (0.0, self.untold);
        while passed < days {
            let mut step = (days - passed).min(LONGEST);
            let middle = from.after(Days(passed + 0.5 * step));
            let early = if self.minds_alerts { alerts.hazard(middle) } else { 0.0 };
            let rate = self.rate + early;
            step = step.min(STEP / (rate + hearing).max(f64::MIN_POSITIVE));
            self.step(step, (rate, hearing), &choices, counts);
            let aware = 1.0 - self.mean(self.offers + 1);
            made += self.users * step * (rate * aware + hearing * (1.0 - aware));
            passed += step;
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
        let cells = self.offers + 2;
        let made = self.users * self.mean(offer);
        for (kind, held) in self.kinds.iter().zip(self.held.chunks_exact_mut(cells)) {
            let choice = Choice::of(table, kind);
            let leaving = std::mem::take(&mut held[offer]);
            for (a, weight) in choice.reach.iter().enumerate() {
                held[cell(table.code[a], self.offers)] += leaving * weight / choice.sum_reach;
            }
        }
        self.publish(counts);
        made
    }

    /// Users of an offer review their choice at once; returns how many.
    pub(super) fn renew(&mut self, offer: usize, table: &ChoiceTable, counts: &mut Counts) -> f64 {
        let cells = self.offers + 2;
        let made = self.users * self.mean(offer);
        for (kind, held) in self.kinds.iter().zip(self.held.chunks_exact_mut(cells)) {
            let pulls = Choice::of(table, kind).renewal(offer, kind.stay);
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
            with(&Choice::of(table, kind).weights, (inside, outside, unaware));
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

/// Position of a code among cells: offers, outside, unaware.
pub(super) fn cell(code: u8, offers: usize) -> usize {
    match code {
        OUTSIDE => offers,
        UNAWARE => offers + 1,
        offer => offer as usize,
    }
}

impl<'a> Choice<'a> {
    /// Weights of the alternatives for one who holds none.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    pub(super) fn of(table: &'a ChoiceTable, kind: &UserKind) -> Self {
        let utility = |a: usize| {
            let taste = table.groups.get(table.group[a] as usize);
            let taste = taste.map_or(0.0, |provider| kind.loyalty[*provider as usize]);
            table.exact[a].0 - kind.alpha * table.exact[a].1 + taste
        };
        let mut utilities: Vec<f64> = (0..table.len()).map(utility).collect();
        if let Some(nests) = &table.nests {
            nests.fold(&mut utilities);
        }
        let top = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = utilities.iter().map(|utility| exp(utility - top)).collect();
        let mut own = vec![0.0; table.groups.len() + 1];
        for (weight, group) in weights.iter().zip(&table.group) {
            own[*group as usize] += weight;
        }
        let sum = own.iter().sum();
        if table.bound.is_empty() {
            let (reach, own_reach) = (weights.clone(), own.clone());
            return Self { table, weights, own, sum, reach, own_reach, sum_reach: sum };
        }
        let reach: Vec<f64> =
            weights.iter().zip(&table.bound).map(|(weight, bound)| weight * exp(-bound)).collect();
        let mut own_reach = vec![0.0; table.groups.len() + 1];
        for (weight, group) in reach.iter().zip(&table.group) {
            own_reach[*group as usize] += weight;
        }
        let sum_reach = own_reach.iter().sum();
        Self { table, weights, own, sum, reach, own_reach, sum_reach }
    }

    /// Where the type comes to rest: pi_k proportional to W_k (S + (e^kappa - 1) W_own(k)).
    pub(super) fn resting(&self, stay: f64, outside_stay: f64) -> Vec<f64> {
        let mut parts: Vec<f64> = self
            .weights
            .iter()
            .zip(&self.table.group)
            .map(|(weight, group)| {
                let g = *group as usize;
                let kappa = if g + 1 == self.own.len() { outside_stay } else { stay };
                weight * (self.sum + (exp(kappa) - 1.0) * self.own[g])
            })
            .collect();
        let total: f64 = parts.iter().sum();
        for part in &mut parts {
            *part /= total;
        }
        parts
    }

    /// Weights of the alternatives for those who hold nothing.
    pub(super) fn free(&self) -> Vec<f64> {
        self.reach.clone()
    }

    /// Weights for the users of an offer whose term has ended.
    pub(super) fn renewal(&self, offer: usize, stay: f64) -> Vec<f64> {
        let (own, boost) = (self.table.group_of(offer as u8), exp(stay));
        let pull = |a: usize| {
            if self.table.group[a] == own { self.weights[a] * boost } else { self.reach[a] }
        };
        (0..self.table.len()).map(pull).collect()
    }

    /// Chances of one review. Who holds nothing takes alternative a with N_a, a member of group g with s_g N_a and with x_a more where a is
    /// of g: calls with s by group, and N and x by alternative.
    pub(super) fn review(
        &self,
        (stay, outside_stay): (f64, f64),
        with: impl FnOnce(&mut dyn Iterator<Item = f64>, &mut dyn Iterator<Item = (f64, f64)>),
    ) {
        let outside = self.own.len() - 1;
        let odds = |g: usize| exp(if g == outside { outside_stay } else { stay });
        let pull: Vec<f64> =
            (0..self.own.len()).map(|g| self.sum_reach - self.own_reach[g] + odds(g) * self.own[g]).collect();
        let alternatives = self.weights.iter().zip(&self.reach).zip(&self.table.group);
        with(
            &mut pull.iter().map(|pull| self.sum_reach / pull),
            &mut alternatives.map(|((weight, reach), group)| {
                let g = *group as usize;
                (reach / self.sum_reach, (odds(g) * weight - reach) / pull[g])
            }),
        );
    }

    /// dn/dt at `held`, by cell.
    pub(super) fn flow(
        &self,
        held: &[f64],
        (stay, (outside_stay, offers)): (f64, (f64, usize)),
        (rate, hearing): (f64, f64),
        out: &mut [f64],
    ) {
        let outside_group = self.own.len() - 1;
        let unaware = held[offers + 1];
        // Holders by group; those whose provider has nothing to choose have no present provider.
        let mut holders = vec![0.0; self.own.len()];
        let mut free = hearing * unaware;
        for (c, part) in held.iter().enumerate().take(offers + 1) {
            if c < offers && self.table.is_locked(c as u8) {
                out[c] = 0.0;
                continue;
            }
            let group = if c == offers { outside_group as u32 } else { self.table.group_of_offer[c] };
            if group == NO_GROUP {
                free += rate * part;
            } else {
                holders[group as usize] += part;
            }
            out[c] = -rate * part;
        }
        out[offers + 1] = -hearing * unaware;
        // What reaches a unit of weight: from the free, and from each group, its own members weighing more.
        let mut from_all = free / self.sum_reach;
        let boost = |g: usize| exp(if g == outside_group { outside_stay } else { stay }) - 1.0;
        let each: Vec<f64> = holders
            .iter()
            .enumerate()
            .map(|(g, part)| {
                let spared = self.own[g] - self.own_reach[g];
                rate * part / (self.sum_reach + boost(g) * self.own[g] + spared)
            })
            .collect();
        from_all += each.iter().sum::<f64>();
        for (a, weight) in self.weights.iter().enumerate() {
            let g = self.table.group[a] as usize;
            // Where nothing binds, spared is nothing and this is weight (from_all + boost each).
            let spared = weight - self.reach[a];
            out[cell(self.table.code[a], offers)] +=
                weight * (from_all + boost(g) * each[g]) - spared * (from_all - each[g]);
        }
    }
}
