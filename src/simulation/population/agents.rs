//! Agents: every user one by one, with private tastes, in columns.
//!
//! Memory: one byte for what is held, and four for each of alpha, usage and inertia that differs between users: at most 13 bytes a
//! user.

use rand::RngExt;

use super::classes::Classes;
use super::counts::Counts;
use super::due::{Due, PAGE};
use super::lanes::{Batch, LANES, Loyalty, Scratch, Seat};
use super::marks::{Mark, MarkKind};
use super::table::{ChoiceTable, OUTSIDE, UNAWARE};
use super::taste::Taste;
use crate::calendar::DAY;
use crate::economics::demand::{Opening, TasteClass};
use crate::maths::{exp, exp_f32, normal_deviate};
use crate::random::Stream;
use crate::units::{MtokPerDay, Ratio, Share, Spread, Utils};

/// The users of one segment.
#[derive(Debug, Clone)]
pub(super) struct Agents {
    segment: usize,
    held: Vec<u8>,
    alpha: Taste,
    /// Tokens a day at the reference price, whole numbers.
    usage: Taste,
    inertia: Taste,
    outside_inertia: f32,
    loyalty: Loyalty,
    scratch: Scratch,
}

/// Laws of the private tastes of a segment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TasteLaws {
    pub segment: usize,
    pub users: u32,
    pub price: Spread<Ratio>,
    pub usage: Spread<MtokPerDay>,
    pub inertia: Spread<Utils>,
    pub outside_inertia: Utils,
    pub loyalty: Loyalty,
    /// Classes of users who share all tastes but that for use; private tastes where there are none.
    pub classes: Vec<TasteClass>,
}

/// The part of a day that is played, and the hazards that hold in it.
pub(super) struct Interval<'a> {
    /// Milliseconds into the day: from (inclusive), to (exclusive).
    pub span: (u32, u32),
    /// Hazard of an early review at an instant  \[1/day\].
    pub early: &'a dyn Fn(u32) -> f32,
    /// Hazard of hearing of the market  \[1/day\].
    pub hearing: f32,
}

impl Agents {
    /// Draws tastes, three uniforms a user in the order of the index, so that no parameter shifts another user's luck.
    pub(super) fn draw(laws: &TasteLaws, mut luck: Stream) -> Self {
        let count = laws.users as usize;
        let spread = |median: f64, sigma: Ratio, u: f64| median * exp(sigma.get() * normal_deviate(u));
        let whole = |tokens: f64| (tokens * 1e6).round().clamp(1.0, 1e15);
        let alike = |median: f64, sigma: Ratio| (sigma == Ratio::ZERO).then_some(median);
        let (price, daily, stay) = (&laws.price, &laws.usage, &laws.inertia);
        let mut classes = Classes::new(&laws.classes);
        let private = laws.classes.is_empty();
        let own = |shared: Option<f64>| shared.filter(|_| private);
        let mut alpha = Taste::new(own(alike(price.median.get(), price.sigma)), count);
        let mut usage = Taste::new(alike(whole(daily.median.get()), daily.sigma), count);
        let mut inertia = Taste::new(own(alike(stay.median.get(), stay.sigma)), count);
        for _ in 0..count {
            // One uniform each, used or not.
            let (a, q, k) = (luck.random::<f64>(), luck.random::<f64>(), luck.random::<f64>());
            if let Some(kind) = classes.draw(a) {
                alpha.push(|| kind.alpha);
                inertia.push(|| kind.stay);
            } else {
                alpha.push(|| spread(price.median.get(), price.sigma, a));
                inertia.push(|| spread(stay.median.get(), stay.sigma, k));
            }
            usage.push(|| whole(spread(daily.median.get(), daily.sigma, q)));
        }
        Self {
            segment: laws.segment,
            held: vec![UNAWARE; count],
            alpha,
            usage,
            inertia,
            outside_inertia: laws.outside_inertia.get() as f32,
            loyalty: Loyalty { shared: classes.shared(), ..laws.loyalty.clone() },
            scratch: Scratch::default(),
        }
    }

    /// Places users at the opening: those who know the market where they come to rest, or all outside.
    pub(super) fn place(
        &mut self,
        table: &ChoiceTable,
        (aware, opening): (Share, Opening),
        mut luck: Stream,
        counts: &mut Counts,
    ) {
        let mut weights = vec![0.0_f32; table.len()];
        let mut groups = vec![0.0_f32; table.groups.len() + 1];
        for user in 0..self.held.len() {
            let (knows, choice) = (luck.random::<f64>(), luck.random::<f32>());
            self.held[user] = if knows >= aware.get() {
                UNAWARE
            } else if opening == Opening::Outside {
                OUTSIDE
            } else {
                self.resting(user, table, choice, (&mut weights, &mut groups))
            };
            counts.add(self.segment, self.held[user], self.usage.of(user));
        }
    }

    /// An alternative drawn from a user's resting distribution, pi_k proportional to W_k (S + (e^kappa - 1) W_own(k)).
    fn resting(
        &self,
        user: usize,
        table: &ChoiceTable,
        choice: f32,
        (weights, groups): (&mut [f32], &mut [f32]),
    ) -> u8 {
        groups.fill(0.0);
        let (mut sum, mut top) = (0.0, f32::MIN);
        self.utilities(user, table, weights);
        for weight in weights.iter() {
            top = top.max(*weight);
        }
        for (a, weight) in weights.iter_mut().enumerate() {
            *weight = exp_f32(*weight - top);
            groups[table.group[a] as usize] += *weight;
            sum += *weight;
        }
        let boost = exp_f32(self.inertia.of(user) * table.hold as f32) - 1.0;
        let outside_boost = exp_f32(self.outside_inertia) - 1.0;
        let mut total = 0.0;
        for (a, weight) in weights.iter_mut().enumerate() {
            let own = table.group[a] as usize;
            let boost = if own == table.groups.len() { outside_boost } else { boost };
            total += *weight * (sum + boost * groups[own]);
            *weight = total;
        }
        let chosen =
            weights[..weights.len() - 1].iter().filter(|cumulated| **cumulated <= choice * total).count();
        table.code[chosen]
    }

    /// A user who looks at the market from where it stands.
    fn look(&self, user: usize, table: &ChoiceTable) -> Seat {
        let held = self.held[user];
        Seat {
            user: user as u32,
            held,
            alpha: self.alpha.of(user),
            usage: self.usage.of(user),
            stay: self.stay((held, self.inertia.of(user)), table),
            group: table.group_of(held),
        }
    }

    /// Utility of staying with what a user of some inertia holds.
    fn stay(&self, (held, inertia): (u8, f32), table: &ChoiceTable) -> f32 {
        // By position: which of the two is a coin, and a branch on it would wait for it.
        [inertia * table.hold as f32, self.outside_inertia][usize::from(held == OUTSIDE)]
    }

    /// V of all alternatives without inertia, ln W where some are nested.
    fn utilities(&self, user: usize, table: &ChoiceTable, out: &mut [f32]) {
        for (a, value) in out.iter_mut().enumerate() {
            *value = self.utility(user, table, a);
        }
        if let Some(nests) = &table.nests {
            nests.fold_lanes(as_lanes(out));
        }
    }

    /// V of an alternative without inertia.
    fn utility(&self, user: usize, table: &ChoiceTable, a: usize) -> f32 {
        let taste = match table.groups.get(table.group[a] as usize) {
            Some(provider) if self.loyalty.sd != 0.0 => self.loyalty.taste(user as u32, *provider),
            _ => 0.0,
        };
        table.merit[a] - self.alpha.of(user) * table.price_term[a] + taste
    }

    /// Plays the marks of a day that fall inside the interval; returns how many choices were made.
    ///
    /// Users do not meet between two events, so the order of their choices is free and memory is visited in order. A
    /// user met twice in a row closes the batch first.
    pub(super) fn play(
        &mut self,
        marks: &[Mark],
        interval: &Interval,
        table: &ChoiceTable,
        counts: &mut Counts,
    ) -> u64 {
        let mut batch = Batch::EMPTY;
        let mut due = Due::EMPTY;
        let mut made = 0;
        let end = interval.span.1;
        for page in marks.chunks(PAGE) {
            due.read(page, interval.span, (&self.alpha, &self.usage, &self.inertia));
            for (place, mark) in due.marks(page).enumerate() {
                if batch.len > 0 && batch.user[batch.len - 1] == mark.user {
                    made += self.settle(&mut batch, end, table, counts);
                }
                let held = self.held[mark.user as usize];
                let looks = match mark.kind {
                    MarkKind::Review => held != UNAWARE && !table.is_locked(held),
                    MarkKind::Early => {
                        held != UNAWARE && mark.hazard < (interval.early)(mark.at) && !table.is_locked(held)
                    }
                    MarkKind::Hearing => held == UNAWARE && mark.hazard < interval.hearing,
                };
                if !looks {
                    continue;
                }
                let seat = Seat {
                    user: mark.user,
                    held,
                    alpha: due.alpha[place],
                    usage: due.usage[place],
                    stay: self.stay((held, due.inertia[place]), table),
                    group: table.group_of(held),
                };
                batch.seat(seat, (mark.choice, mark.at));
                if batch.len == LANES {
                    made += self.settle(&mut batch, end, table, counts);
                }
            }
        }
        made + self.settle(&mut batch, end, table, counts)
    }

    /// Lets a batch choose and moves those who changed.
    fn settle(&mut self, batch: &mut Batch, end: u32, table: &ChoiceTable, counts: &mut Counts) -> u64 {
        if batch.len == 0 {
            return 0;
        }
        let chosen = batch.choose(table, &self.loyalty, &mut self.scratch).map(|a| table.code[a as usize]);
        let (movers, count) = batch.movers(&chosen);
        for lane in &movers[..count] {
            let lane = usize::from(*lane);
            self.held[batch.user[lane] as usize] = chosen[lane];
            let left = f64::from(end - batch.at[lane]) / DAY as f64;
            counts.shift(self.segment, (batch.held[lane], chosen[lane]), batch.usage[lane], left);
        }
        let made = batch.len as u64;
        batch.len = 0;
        made
    }

    /// The users of an offer review their choice at once; returns how many.
    pub(super) fn renew(&mut self, offer: u8, table: &ChoiceTable, luck: Stream, counts: &mut Counts) -> u64 {
        self.choose_where((table, luck), counts, |own, user| {
            (own.held[user] == offer).then(|| own.look(user, table))
        })
    }

    /// All who know the market choose at once, with their present provider's advantage; returns how many.
    pub(super) fn choose(&mut self, table: &ChoiceTable, luck: Stream, counts: &mut Counts) -> u64 {
        self.choose_where((table, luck), counts, |own, user| {
            let held = own.held[user];
            let looks = held != UNAWARE && !table.is_locked(held);
            looks.then(|| own.look(user, table))
        })
    }

    /// Users of an offer that is gone choose anew at once, without a present provider; returns how many.
    pub(super) fn evict(&mut self, offer: u8, table: &ChoiceTable, luck: Stream, counts: &mut Counts) -> u64 {
        self.choose_where((table, luck), counts, |own, user| {
            let gone = |seat| Seat { stay: 0.0, group: super::table::NO_GROUP, ..seat };
            (own.held[user] == offer).then(|| gone(own.look(user, table)))
        })
    }

    /// Lets users choose at once who are given a seat; returns how many. Each user has one uniform, choosing or not: the luck of one
    /// does not depend on what others hold.
    fn choose_where(
        &mut self,
        (table, mut luck): (&ChoiceTable, Stream),
        counts: &mut Counts,
        seat: impl Fn(&Self, usize) -> Option<Seat>,
    ) -> u64 {
        let mut batch = Batch::EMPTY;
        let mut made = 0;
        for user in 0..self.held.len() {
            let choice = luck.random::<f32>();
            let Some(seat) = seat(self, user) else { continue };
            batch.seat(seat, (choice, 0));
            if batch.len == LANES {
                made += self.settle(&mut batch, 0, table, counts);
            }
        }
        made + self.settle(&mut batch, 0, table, counts)
    }

    /// Users of one offer become users of another, as when a name is served by a new model.
    pub(super) fn rename(&mut self, from: u8, to: u8, counts: &mut Counts) {
        for user in 0..self.held.len() {
            if self.held[user] == from {
                self.held[user] = to;
                counts.shift(self.segment, (from, to), self.usage.of(user), 0.0);
            }
        }
    }

    /// What each user holds and uses.
    pub(super) fn standing(&self) -> impl Iterator<Item = (u8, f32)> {
        self.held.iter().enumerate().map(|(user, held)| (*held, self.usage.of(user)))
    }

    /// W of all alternatives for a user, up to a factor.
    pub(super) fn weigh(&self, user: usize, table: &ChoiceTable, weights: &mut [f64]) {
        let mut utilities = vec![0.0; table.len()];
        self.utilities(user, table, &mut utilities);
        let top = utilities.iter().copied().fold(f32::MIN, f32::max);
        for (utility, weight) in utilities.iter().zip(weights) {
            *weight = f64::from(exp_f32(utility - top));
        }
    }

    /// Users, aware or not.
    pub(super) fn len(&self) -> u32 {
        self.held.len() as u32
    }
}

/// One user as a lane of one.
fn as_lanes(values: &mut [f32]) -> &mut [[f32; 1]] {
    values.as_chunks_mut().0
}
