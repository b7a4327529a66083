//! Moves: what of a list of postings counts as a cut, an entry below the market, a rise.

use std::collections::BTreeMap;

use super::Thresholds;
use super::posting::{Costs, Dated, Posting, Price};
use crate::maths::exp;
use crate::statistics::{quantile_of_sorted, sorted};

/// The kind of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// A posted price falls beyond costs.
    Cut,
    /// A launch far below what rivals ask.
    Entry,
    /// A posted price rises.
    Rise,
}

/// A fall of one product's price, or its launch far below rivals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall {
    /// Position of the product.
    pub product: usize,
    /// Cut or entry.
    pub kind: MoveKind,
    /// Price after it.
    pub to: f64,
}

/// A firm's move: what it does on one day in one direction, as large as its largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Day, the latest that it can have been.
    pub day: f64,
    /// The earliest that it can have been: the day before which the price was still another; the same day where it is known.
    pub earliest: f64,
    /// Position of the firm.
    pub firm: usize,
    /// Position of the product that moves most.
    pub product: usize,
    /// Cut, entry or rise.
    pub kind: MoveKind,
    /// A cut: part of the price taken off. An entry: how far below the median of comparable rivals. A rise: part put
    /// on, infinite where it was free.
    pub size: f64,
    /// A cut: the part beyond what costs gave. Else the size.
    pub excess: f64,
    /// Price before, of an entry the median of the rivals.
    pub from: f64,
    /// Price after.
    pub to: f64,
    /// All that falls in it, the largest first; nothing in a rise.
    pub falls: Vec<Fall>,
}

impl Move {
    /// Whether a price of its falls, beside what it launches.
    pub fn has_cut(&self) -> bool {
        self.falls.iter().any(|fall| fall.kind == MoveKind::Cut)
    }

    /// Whether its day is known, and no upper bound.
    pub fn is_dated(&self) -> bool {
        self.earliest >= self.day
    }
}

/// What is rounding of a last digit.
const SAME: f64 = 1e-9;

/// All moves, oldest first, of postings in [`standing_order`](super::standing_order).
pub fn moves(postings: &[Posting], costs: &dyn Costs, thresholds: &Thresholds) -> Vec<Move> {
    let mut products: BTreeMap<usize, Vec<&Posting>> = BTreeMap::new();
    for posting in postings {
        products.entry(posting.product).or_default().push(posting);
    }
    let mut found: Vec<Move> =
        products.values().flat_map(|path| of_product(path, costs, thresholds)).collect();
    found.extend(entries(postings, thresholds));
    found.sort_by(|a, b| (a.day.total_cmp(&b.day)).then(a.firm.cmp(&b.firm)).then(b.size.total_cmp(&a.size)));
    // One a firm, day and direction; the largest comes first.
    let mut whole: Vec<Move> = Vec::new();
    for step in found {
        let is_rise = |step: &Move| step.kind == MoveKind::Rise;
        let today = whole.iter_mut().rev().take_while(|other| other.day.total_cmp(&step.day).is_eq());
        match today.into_iter().find(|other| other.firm == step.firm && is_rise(other) == is_rise(&step)) {
            Some(known) => {
                known.earliest = known.earliest.max(step.earliest);
                known.excess = known.excess.max(step.excess);
                known.falls.extend(step.falls);
            }
            None => whole.push(step),
        }
    }
    whole
}

/// A price and the day since which it has stood.
struct Stood {
    since: f64,
    until: f64,
    price: Price,
}

/// Cuts and rises of one product. A cut is held against each price that stood in the last `gap` days and since the last
/// cut that counted, so that a fall in small steps is as deep as the same fall in one.
fn of_product(path: &[&Posting], costs: &dyn Costs, thresholds: &Thresholds) -> Vec<Move> {
    let mut found = Vec::new();
    let mut stood: Vec<Stood> = Vec::new();
    // The last day on which the present price was known not to be there yet.
    let mut seen = f64::NEG_INFINITY;
    for posting in path {
        let Some(price) = posting.price else {
            stood.clear();
            continue;
        };
        let before = stood.last().and_then(|last| price.relative(last.price));
        let was_free = stood.last().is_some_and(|last| last.price.relative(last.price).is_none());
        if before.is_some_and(|ratio| (ratio - 1.0).abs() <= SAME) || (was_free && price.level() <= 0.0) {
            seen = posting.day;
            // A row that repeats the price may add what the last one did not say.
            if let Some(last) = stood.last_mut() {
                last.price.output = last.price.output.or(price.output);
            }
            continue;
        }
        let earliest = match posting.dated {
            Dated::Exact => posting.day,
            Dated::Bound => seen,
        };
        let step = |kind, size, excess, from: f64| Move {
            day: posting.day,
            earliest,
            firm: posting.firm,
            product: posting.product,
            kind,
            size,
            excess,
            from,
            to: price.level(),
            falls: if kind == MoveKind::Rise { Vec::new() } else { vec![fall(posting.product, kind, price)] },
        };
        if let Some(last) = stood.last_mut() {
            last.until = posting.day;
            let from = last.price.level();
            match before {
                Some(ratio) if ratio < 1.0 => {
                    let recent = stood.iter().filter(|old| posting.day - old.until < thresholds.gap.get());
                    let deepest = recent
                        .filter_map(|old| {
                            let ratio = price.relative(old.price)?;
                            let given = costs.fall(Some(posting.product), old.since, posting.day);
                            Some((1.0 - ratio, 1.0 - ratio * exp(given), old.price.level()))
                        })
                        .max_by(|a, b| a.1.total_cmp(&b.1));
                    if let Some((size, excess, from)) = deepest
                        && excess >= thresholds.cut.get() - SAME
                    {
                        found.push(step(MoveKind::Cut, size, excess, from));
                        stood.clear();
                    }
                }
                Some(ratio) => {
                    found.push(step(MoveKind::Rise, ratio - 1.0, ratio - 1.0, from));
                    // What stood before a rise is no measure of a later cut.
                    stood.clear();
                }
                None => {
                    found.push(step(MoveKind::Rise, f64::INFINITY, f64::INFINITY, from));
                    stood.clear();
                }
            }
        }
        seen = posting.day;
        stood.push(Stood { since: posting.day, until: posting.day, price });
    }
    found
}

/// Launches below the market: the day is known; at least one rival's product is known to be comparable and none of those
/// is cheaper; the price is far below the median of all that rivals ask on that day for what is not known to differ; and the
/// firm itself does not sell the same quality as cheaply already.
fn entries(postings: &[Posting], thresholds: &Thresholds) -> Vec<Move> {
    let mut standing: BTreeMap<usize, &Posting> = BTreeMap::new();
    let mut found = Vec::new();
    let mut rest = postings;
    while let Some(first) = rest.first() {
        let today = rest.iter().take_while(|posting| posting.day.total_cmp(&first.day).is_eq()).count();
        let (now, later) = rest.split_at(today);
        let launched =
            |posting: &&Posting| posting.dated == Dated::Exact && !standing.contains_key(&posting.product);
        found.extend(now.iter().filter(launched).filter_map(|launch| entry(launch, &standing, thresholds)));
        for posting in now {
            standing.insert(posting.product, posting);
        }
        rest = later;
    }
    found
}

fn entry(launch: &Posting, standing: &BTreeMap<usize, &Posting>, thresholds: &Thresholds) -> Option<Move> {
    let price = launch.price?;
    let renews = |own: &Posting| {
        let same = matches!((own.quality, launch.quality), (Some(a), Some(b)) if (a - b).abs() <= thresholds.near.get());
        let ratio = own.price.and_then(|asked| price.relative(asked));
        own.firm == launch.firm && same && ratio.is_none_or(|ratio| ratio > 1.0 - thresholds.cut.get() + SAME)
    };
    if standing.values().any(|own| own.price.is_some() && renews(own)) {
        return None;
    }
    let (mut like, mut levels) = (0, Vec::new());
    for rival in standing.values().filter(|rival| rival.firm != launch.firm) {
        let Some(asked) = rival.price else { continue };
        match launch.is_like(rival, thresholds.near.get()) {
            Some(false) => continue,
            Some(true) => {
                // Nothing is below what is free; at the same price a launch still takes the market's lowest.
                if price.relative(asked).map_or(price.level() > 0.0, |ratio| ratio > 1.0 + SAME) {
                    return None;
                }
                like += 1;
            }
            None => {}
        }
        levels.push(asked.level());
    }
    let median = quantile_of_sorted(&sorted(levels), 0.5).filter(|median| like > 0 && *median > 0.0)?;
    let size = 1.0 - price.level() / median;
    (size >= thresholds.entry.get() - SAME).then_some(Move {
        day: launch.day,
        earliest: launch.day,
        firm: launch.firm,
        product: launch.product,
        kind: MoveKind::Entry,
        size,
        excess: size,
        from: median,
        to: price.level(),
        falls: vec![fall(launch.product, MoveKind::Entry, price)],
    })
}

fn fall(product: usize, kind: MoveKind, price: Price) -> Fall {
    Fall { product, kind, to: price.level() }
}
