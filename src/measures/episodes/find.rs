//! Episodes: clusters of moves by several firms, with who led, who followed, how deep they went and how they ended.

use super::Thresholds;
use super::index::{around, index};
use super::moves::{Fall, Move, MoveKind};
use super::posting::{Costs, Posting, UnitCosts};
use crate::maths::exp;

/// What is rounding of a last digit.
const SAME: f64 = 1e-9;

/// How an episode ended.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Ending {
    /// A firm that took part left the market between the first of the moves and `gap` days after the last.
    Exit {
        /// When.
        day: f64,
        /// Position of the firm.
        firm: usize,
    },
    /// Every firm that took part left each of its products that fell at its floor cost, or below it.
    Floor,
    /// A firm that took part raised a price within `gap` days after the last move.
    Rise {
        /// When.
        day: f64,
        /// Position of the firm.
        firm: usize,
    },
    /// No move for `gap` days.
    Calm,
    /// The data end before `gap` days have passed: it may go on.
    Open,
}

/// A product whose price fell in an episode.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fallen {
    /// Position of the product.
    pub product: usize,
    /// The lowest price that it fell to.
    pub lowest: f64,
    /// The price after the last of its falls.
    pub last: f64,
    /// Its unit costs on the last day.
    pub costs: UnitCosts,
}

/// A firm that takes part.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Participant {
    /// Position of the firm.
    pub firm: usize,
    /// Day of its first move.
    pub first: f64,
    /// The earliest day on which that can have been.
    pub earliest: f64,
    /// Days after the leader's move, negative before it; none without a leader.
    pub delay: Option<f64>,
    /// Kind of its first move.
    pub kind: MoveKind,
    /// Its moves.
    pub moves: usize,
    /// Largest move.
    pub deepest: f64,
    /// Product of the largest move.
    pub product: usize,
    /// Price before it.
    pub from: f64,
    /// Price after it.
    pub to: f64,
    /// All products of which it cut a price, or which it launched far below rivals, in the order of their first falls.
    pub fallen: Vec<Fallen>,
}

impl Participant {
    /// Whether its first day is only an upper bound.
    pub fn is_bound(&self) -> bool {
        self.earliest < self.first
    }

    /// Notes what falls in a move.
    fn fall(&mut self, step: &Move) {
        for Fall { product, to, .. } in &step.falls {
            if let Some(known) = self.fallen.iter_mut().find(|fallen| fallen.product == *product) {
                known.lowest = known.lowest.min(*to);
                known.last = *to;
            } else {
                let costs = UnitCosts::default();
                self.fallen.push(Fallen { product: *product, lowest: *to, last: *to, costs });
            }
        }
    }
}

/// A price-war episode.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Episode {
    /// Day of its first move.
    pub start: f64,
    /// Day of its last move.
    pub end: f64,
    /// Who made the first move of at least the leading size; several where they did so on one day.
    pub leaders: Vec<usize>,
    /// Who may have moved before the leader, its own day being an upper bound.
    pub contenders: Vec<usize>,
    /// All who took part, in the order of their first moves.
    pub participants: Vec<Participant>,
    /// Fall of the index of participants' prices from before its start to its end, as a part of it.
    pub depth: f64,
    /// The same beyond what costs gave in that time.
    pub excess: f64,
    /// Fall of the whole market's index in that time.
    pub market_depth: f64,
    /// Whether moves whose days are known make it an episode; else it rests on days that are upper bounds.
    pub is_sure: bool,
    /// How it ended.
    pub ending: Ending,
}

impl Episode {
    /// Days from its first move to its last.
    pub fn length(&self) -> f64 {
        self.end - self.start
    }

    /// The firm with the largest move.
    pub fn deepest(&self) -> &Participant {
        let first = &self.participants[0];
        self.participants
            .iter()
            .fold(first, |best, next| if next.deepest > best.deepest { next } else { best })
    }

    /// Firms that followed, in order: all but the leaders and whoever moved before them.
    pub fn followers(&self) -> impl Iterator<Item = &Participant> {
        let leads = |firm: usize| self.leaders.contains(&firm);
        self.participants
            .iter()
            .filter(move |one| !leads(one.firm) && one.delay.is_some_and(|days| days >= 0.0))
    }

    /// The lowest price over a unit cost less one, of what fell and has that cost: below zero is below cost.
    pub fn over_cost(&self, cost: impl Fn(&UnitCosts) -> Option<f64>) -> Option<f64> {
        let over = |one: &Fallen| Some(one.lowest / cost(&one.costs).filter(|cost| *cost > 0.0)? - 1.0);
        self.participants.iter().flat_map(|one| &one.fallen).filter_map(over).reduce(f64::min)
    }
}

/// What is looked at.
pub struct Spell<'a> {
    /// Postings in their standing order.
    pub postings: &'a [Posting],
    /// All moves, oldest first.
    pub moves: &'a [Move],
    /// What is known of costs.
    pub costs: &'a dyn Costs,
    /// (Day, firm) of those that left.
    pub exits: &'a [(f64, usize)],
    /// Days of the first and the last move that count; what is known reaches to the last.
    pub window: (f64, f64),
}

/// Episodes of a market, oldest first.
pub fn find(spell: &Spell, thresholds: &Thresholds) -> Vec<Episode> {
    let (first, last) = spell.window;
    let falls: Vec<&Move> = spell
        .moves
        .iter()
        .filter(|step| step.kind != MoveKind::Rise && (first..=last).contains(&step.day))
        .collect();
    falls
        .chunk_by(|before, after| after.day - before.day < thresholds.gap.get())
        .filter_map(|cluster| episode(cluster, spell, thresholds))
        .collect()
}

fn episode(cluster: &[&Move], spell: &Spell, thresholds: &Thresholds) -> Option<Episode> {
    let (start, end) = (cluster.first()?.day, cluster.last()?.day);
    let mut participants = participants(cluster, spell.costs, end);
    if !is_enough(cluster.iter().copied(), thresholds) {
        return None;
    }
    let firms: Vec<usize> = participants.iter().map(|one| one.firm).collect();
    let of_them: Vec<Posting> =
        spell.postings.iter().filter(|posting| firms.contains(&posting.firm)).copied().collect();
    let ratio = change(&of_them, start, end);
    let (depth, excess) = (1.0 - ratio, 1.0 - ratio * exp(spell.costs.fall(None, start, end)));
    if excess < thresholds.depth.get() - SAME {
        return None;
    }
    let leads: Vec<&&Move> =
        cluster.iter().filter(|step| step.size >= thresholds.lead.get() - SAME).collect();
    let lead = leads.first().map(|step| step.day);
    let leaders: Vec<usize> =
        leads.iter().filter(|step| Some(step.day) == lead).map(|step| step.firm).collect();
    for one in &mut participants {
        one.delay = lead.map(|lead| one.first - lead);
    }
    // The leader's own day may be an upper bound too: then whoever can have moved before that day contends.
    let mut contenders: Vec<usize> = leads
        .iter()
        .filter(|step| !leaders.contains(&step.firm) && lead.is_some_and(|lead| step.earliest < lead))
        .map(|step| step.firm)
        .collect();
    contenders.sort_unstable();
    contenders.dedup();
    let ending = ending((start, end), &participants, spell, (&firms, thresholds));
    let market_depth = 1.0 - change(spell.postings, start, end);
    let is_sure = is_enough(cluster.iter().copied().filter(|step| step.is_dated()), thresholds);
    Some(Episode {
        start,
        end,
        leaders,
        contenders,
        participants,
        depth,
        excess,
        market_depth,
        is_sure,
        ending,
    })
}

/// Whether enough firms move, one of them by a cut.
fn is_enough<'a>(moves: impl Iterator<Item = &'a Move>, thresholds: &Thresholds) -> bool {
    let (mut firms, mut cuts) = (Vec::new(), false);
    for step in moves {
        cuts |= step.has_cut();
        if !firms.contains(&step.firm) {
            firms.push(step.firm);
        }
    }
    cuts && firms.len() >= thresholds.firms as usize
}

/// The index of postings at the end of a spell over that just before it.
fn change(postings: &[Posting], start: f64, end: f64) -> f64 {
    let (before, after) = around(&index(postings), start, end);
    // An index at zero, where all has become free, can fall no further.
    if before > 0.0 { after / before } else { 1.0 }
}

fn participants(cluster: &[&Move], costs: &dyn Costs, end: f64) -> Vec<Participant> {
    let mut all: Vec<Participant> = Vec::new();
    for step in cluster {
        if let Some(known) = all.iter_mut().find(|one| one.firm == step.firm) {
            known.moves += 1;
            known.fall(step);
            if step.size > known.deepest {
                (known.deepest, known.product) = (step.size, step.product);
                (known.from, known.to) = (step.from, step.to);
            }
            continue;
        }
        let mut new = Participant {
            firm: step.firm,
            first: step.day,
            earliest: step.earliest,
            delay: None,
            kind: step.kind,
            moves: 1,
            deepest: step.size,
            product: step.product,
            from: step.from,
            to: step.to,
            fallen: Vec::new(),
        };
        new.fall(step);
        all.push(new);
    }
    for fallen in all.iter_mut().flat_map(|one| &mut one.fallen) {
        fallen.costs = costs.unit(fallen.product, end);
    }
    all
}

fn ending(
    (start, end): (f64, f64),
    participants: &[Participant],
    spell: &Spell,
    (firms, thresholds): (&[usize], &Thresholds),
) -> Ending {
    let until = end + thresholds.gap.get();
    let left = spell.exits.iter().find(|(day, firm)| firms.contains(firm) && (start..until).contains(day));
    if let Some((day, firm)) = left {
        return Ending::Exit { day: *day, firm: *firm };
    }
    let at_floor = |one: &Fallen| {
        one.costs.floor.is_some_and(|floor| one.last <= floor * (1.0 + thresholds.floor.get()))
    };
    if participants.iter().flat_map(|one| &one.fallen).all(at_floor) {
        return Ending::Floor;
    }
    let rise = spell.moves.iter().find(|step| {
        step.kind == MoveKind::Rise
            && step.size >= thresholds.cut.get() - SAME
            && firms.contains(&step.firm)
            && step.day > end
            && step.day < until
    });
    if let Some(rise) = rise {
        return Ending::Rise { day: rise.day, firm: rise.firm };
    }
    if spell.window.1 >= until { Ending::Calm } else { Ending::Open }
}
