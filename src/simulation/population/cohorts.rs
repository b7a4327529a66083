//! Cohorts: users counted by taste class and by what they hold, so that cost does not grow with their number.
//!
//! Users meet only through what is public, so between two events those of one class who are with one provider are alike
//! and move on their own: how many of them stand where at the end of the interval is a multinomial count with the chances of
//! `kernel.rs`. No leap is taken and no time step chosen: users of the same taste classes, told apart (`agents.rs`) or
//! counted, have the same law at every event. Terms bind all users of a product at once, so they need no count of their own.
//!
//! Two things are not drawn but taken at their expectation. The tokens of an interval: what a user who moved used in it is
//! spread evenly over the time, given where all stood at its ends, and the sum has the right mean; what is left out
//! is a variance of at most span^2 / 12 a user who moved. And the number of reviews that those who reviewed made.
//!
//! Memory: eight bytes for each class and cell; none a user.

use std::cmp::Ordering;

use super::alerts::Alerts;
use super::binomial::{Luck, conditional};
use super::choice::{Choice, cell};
use super::counts::Counts;
use super::kernel::{Kernel, Pace};
use super::table::{ChoiceTable, OUTSIDE, UNAWARE};
use crate::calendar::Instant;
use crate::economics::demand::{Opening, TasteClass};
use crate::random::{Purpose, Stream, Streams};
use crate::units::{Days, Share};

/// Most reviews of a user, or chances of hearing, expected in a piece of an interval: the sums of its kernel stay short.
const MOST_REVIEWS: f64 = 8.0;

/// The users of one segment.
#[derive(Debug, Clone)]
pub(in crate::simulation) struct Cohorts {
    segment: usize,
    entity: u64,
    users: u64,
    /// Tokens a day at the reference price of the mean user.
    usage: f64,
    /// Reviews a day beside early ones; none where all choose together in rounds.
    rate: f64,
    minds_alerts: bool,
    outside_inertia: f64,
    classes: Vec<TasteClass>,
    /// Users by class and cell: offers, outside, unaware.
    held: Vec<u64>,
    offers: usize,
    kernel: Kernel,
    /// Users of a class who look, by row.
    looking: Vec<u64>,
    /// Users of a class by row, looking or not.
    before: Vec<f64>,
    /// Time spent at each cell: users times days.
    spent: Vec<f64>,
    uniforms: Vec<u64>,
    /// Choices expected and not yet told, less than one.
    untold: f64,
}

/// Laws of a segment's users.
#[derive(Debug, Clone)]
pub(super) struct CohortLaws {
    pub segment: usize,
    pub entity: u64,
    pub users: u64,
    pub usage: f64,
    /// Reviews a day; none where all choose together in rounds.
    pub rate: Option<f64>,
    pub outside_inertia: f64,
    pub classes: Vec<TasteClass>,
    pub offers: usize,
}

impl Cohorts {
    /// Counts the users of each class; none has heard of the market.
    pub(super) fn draw(laws: CohortLaws, luck: Stream) -> Self {
        let cells = laws.offers + 2;
        let mut held = vec![0; laws.classes.len() * cells];
        let mut parts: Vec<f64> = laws.classes.iter().map(|class| class.part).collect();
        conditional(&mut parts);
        Luck::new(luck, 0, &mut Vec::new())
            .multinomial(laws.users, &parts, |class, users| held[(class + 1) * cells - 1] = users);
        Self {
            segment: laws.segment,
            entity: laws.entity,
            users: laws.users,
            usage: laws.usage,
            rate: laws.rate.unwrap_or(0.0),
            minds_alerts: laws.rate.is_some(),
            outside_inertia: laws.outside_inertia,
            classes: laws.classes,
            held,
            offers: laws.offers,
            kernel: Kernel::default(),
            looking: Vec::new(),
            before: Vec::new(),
            spent: vec![0.0; cells],
            uniforms: Vec::new(),
            untold: 0.0,
        }
    }

    /// Places users at the opening: those who know the market where they come to rest, or all outside.
    pub(super) fn place(
        &mut self,
        table: &ChoiceTable,
        (aware, opening): (Share, Opening),
        luck: Stream,
        counts: &mut Counts,
    ) {
        let (cells, offers) = (self.offers + 2, self.offers);
        let mut room = Vec::new();
        let mut luck = Luck::new(luck, 0, &mut room);
        for (class, held) in self.classes.iter().zip(self.held.chunks_exact_mut(cells)) {
            let all: u64 = held.iter().sum();
            held.fill(0);
            let knows = luck.binomial(all, aware.get());
            held[cells - 1] = all - knows;
            if opening == Opening::Outside {
                held[offers] = knows;
                continue;
            }
            let mut parts =
                Choice::of(table, &class.kind).resting(class.kind.stay * table.hold, self.outside_inertia);
            conditional(&mut parts);
            luck.multinomial(knows, &parts, |a, users| held[cell(table.code[a], offers)] += users);
        }
        self.publish(counts);
    }

    /// Lets time pass; returns how many choices are expected of those who looked, whole ones.
    pub(super) fn advance(
        &mut self,
        (from, to): (Instant, Instant),
        (table, hearing, alerts): (&ChoiceTable, f64, &Alerts),
        streams: Streams,
        counts: &mut Counts,
    ) -> u64 {
        self.kernel.look(table, (&self.classes, self.outside_inertia));
        let (mut at, mut made) = (from, self.untold);
        while at < to {
            let early =
                if self.minds_alerts { alerts.hazard(at).min(super::column::MOST_EARLY) } else { 0.0 };
            let rate = self.rate + early;
            let longest = MOST_REVIEWS / rate.max(hearing).max(f64::MIN_POSITIVE);
            let turn = if self.minds_alerts { alerts.next_turn(at).min(to) } else { to };
            let end =
                if turn.since(at).get() > longest { at.after(Days(longest)).max(at.next()) } else { turn };
            let pace = Pace { span: end.since(at).get(), rate, hearing };
            let luck = streams.open(Purpose::Cohorts, self.entity, at.0 as u64);
            made += self.pass(pace, table, luck, counts);
            at = end;
        }
        self.publish(counts);
        self.untold = made.fract();
        made as u64
    }

    /// A piece of an interval in which nothing changes.
    fn pass(&mut self, pace: Pace, table: &ChoiceTable, luck: Stream, counts: &mut Counts) -> f64 {
        self.kernel.pass(pace);
        let (cells, offers, starts) = (self.offers + 2, self.offers, self.kernel.starts());
        let (looks, hears) = (pace.looks(), pace.hears());
        let slots = cells + starts * (self.kernel.places() - 1);
        let mut luck = Luck::new(luck, self.classes.len() * slots, &mut self.uniforms);
        // Of a user who does not move in it, half of the interval is told at its end: see `drift`.
        let half = 0.5 * pace.span;
        let resting = pace.before() - half * (1.0 - looks);
        let mut lookers = 0_u64;
        let mut hearers = 0_u64;
        self.spent.fill(0.0);
        for (class, held) in self.held.chunks_exact_mut(cells).enumerate() {
            self.looking.clear();
            self.looking.resize(starts, 0);
            self.before.clear();
            self.before.resize(starts, 0.0);
            for (c, users) in held.iter_mut().enumerate() {
                let Some(row) = self.kernel.row(table, code(c, offers)) else {
                    luck.skip(1);
                    self.spent[c] += (pace.span - half) * *users as f64;
                    continue;
                };
                let chance = if row + 1 == starts { hears } else { looks };
                let own = luck.binomial(*users, chance);
                self.before[row] += *users as f64;
                self.looking[row] += own;
                self.spent[c] += resting * *users as f64;
                *users -= own;
            }
            for (row, (looking, before)) in self.looking.iter().zip(&self.before).enumerate() {
                luck.multinomial(*looking, self.kernel.after(class, row), |a, users| {
                    held[cell(table.code[a], offers)] += users;
                });
                if *before > 0.0 {
                    for (code, drift) in table.code.iter().zip(self.kernel.drift(class, row)) {
                        self.spent[cell(*code, offers)] += before * drift;
                    }
                }
            }
            for (spent, users) in self.spent.iter_mut().zip(held.iter()) {
                *spent += half * *users as f64;
            }
            hearers += self.looking[starts - 1];
            lookers += self.looking[..starts - 1].iter().sum::<u64>();
        }
        for (c, spent) in self.spent.iter().enumerate().take(cells - 1) {
            counts.use_up(self.segment, c, spent * self.usage);
        }
        // Reviews of one who reviews at all: r t / (1 - e^(-r t)). Of those who heard, the first choice alone.
        let each = if looks > 0.0 { pace.rate * pace.span / looks } else { 0.0 };
        lookers as f64 * each + hearers as f64
    }

    /// All who know the market choose at once; returns how many.
    pub(super) fn choose(&mut self, table: &ChoiceTable, luck: Stream, counts: &mut Counts) -> u64 {
        self.kernel.look(table, (&self.classes, self.outside_inertia));
        let (cells, offers) = (self.offers + 2, self.offers);
        let (mut room, mut made) = (Vec::new(), 0);
        let mut luck = Luck::new(luck, 0, &mut room);
        let rows = self.kernel.starts() - 1;
        for (class, held) in self.held.chunks_exact_mut(cells).enumerate() {
            let mut choosing = vec![0; rows];
            for (c, users) in held.iter_mut().enumerate().take(cells - 1) {
                if let Some(row) = self.kernel.row(table, code(c, offers)) {
                    choosing[row] += std::mem::take(users);
                }
            }
            for (row, users) in choosing.iter().enumerate() {
                let mut chances = self.kernel.once(class, row);
                conditional(&mut chances);
                luck.multinomial(*users, &chances, |a, users| held[cell(table.code[a], offers)] += users);
                made += users;
            }
        }
        self.publish(counts);
        made
    }

    /// Users of an offer that is gone choose anew, without a present provider; returns how many.
    pub(super) fn evict(
        &mut self,
        offer: usize,
        table: &ChoiceTable,
        luck: Stream,
        counts: &mut Counts,
    ) -> u64 {
        self.send(offer, (table, luck), |choice, _| choice.free(), counts)
    }

    /// Users of an offer review their choice at once; returns how many.
    pub(super) fn renew(
        &mut self,
        offer: usize,
        table: &ChoiceTable,
        luck: Stream,
        counts: &mut Counts,
    ) -> u64 {
        self.send(
            offer,
            (table, luck),
            |choice, class| choice.renewal(offer, class.kind.stay * table.hold),
            counts,
        )
    }

    /// Sends the users of an offer to alternatives by the weights that each class gives them.
    fn send(
        &mut self,
        offer: usize,
        (table, luck): (&ChoiceTable, Stream),
        weights: impl Fn(&Choice, &TasteClass) -> Vec<f64>,
        counts: &mut Counts,
    ) -> u64 {
        let (cells, offers) = (self.offers + 2, self.offers);
        let (mut room, mut made) = (Vec::new(), 0);
        let mut luck = Luck::new(luck, 0, &mut room);
        for (class, held) in self.classes.iter().zip(self.held.chunks_exact_mut(cells)) {
            let mut chances = weights(&Choice::of(table, &class.kind), class);
            conditional(&mut chances);
            let all = std::mem::take(&mut held[offer]);
            luck.multinomial(all, &chances, |a, users| held[cell(table.code[a], offers)] += users);
            made += all;
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

    /// What stream a segment's own events depend on.
    pub(super) fn entity(&self) -> u64 {
        self.entity
    }

    /// Calls with the weights of each class, and how many of it use an offer, know the market and use none, and do not
    /// know it.
    pub(super) fn each_class(&self, table: &ChoiceTable, mut with: impl FnMut(&[f64], (f64, f64, f64))) {
        for (class, held) in self.classes.iter().zip(self.held.chunks_exact(self.offers + 2)) {
            let inside: u64 = held[..self.offers].iter().sum();
            let standing = (inside as f64, held[self.offers] as f64, held[self.offers + 1] as f64);
            with(Choice::of(table, &class.kind).weights(), standing);
        }
    }

    fn publish(&self, counts: &mut Counts) {
        let cells = self.offers + 2;
        for c in 0..cells {
            let users: u64 = self.held.iter().skip(c).step_by(cells).sum();
            counts.set(self.segment, c, (users as f64, users as f64 * self.usage));
        }
        counts.set_total(self.segment, self.users as f64);
    }
}

/// Code of a cell.
fn code(cell: usize, offers: usize) -> u8 {
    match cell.cmp(&offers) {
        Ordering::Less => cell as u8,
        Ordering::Equal => OUTSIDE,
        Ordering::Greater => UNAWARE,
    }
}
