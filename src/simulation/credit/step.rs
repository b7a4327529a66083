//! One monthly step of the attribution: two snapshots of an entity's lines in, a contribution of each part out.
//!
//! With tokens as weights, p the effective price, c* the standard cost, p* the static Nash price, c the average and C the
//! full cost of the entity,
//! ```text
//! d ln p = d ln c* + d ln(p*/c*) + d ln(p/p*)                        trend, competition, war
//! d ln C = d ln c* + d ln(c/c*) + d ln(C/c)                          trend, scale, training and data
//! d ln c* = sum of Shapley contributions of technology and mix       who gets the credit
//! ```
//! and the same in money with differences for ratios. Every line of it is an identity, so the parts sum to the whole.

use super::snapshot::{Line, Means, Sold};
use crate::drivers::{Driver, Drivers};
use crate::economics::technology::{GpuHour, contributions};
use crate::history::{Credit, Part};
use crate::maths::ln;

/// Levels of an entity, money per Mtok.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Levels {
    /// Effective price.
    pub price: f64,
    /// Static Nash price.
    pub nash: f64,
    /// Standard cost.
    pub standard: f64,
    /// Average serving cost.
    pub average: f64,
    /// Amortised training.
    pub training: f64,
    /// Amortised data.
    pub data: f64,
}

impl Levels {
    /// Of lines of which some sell something.
    pub fn of(lines: &[Option<Line>]) -> Self {
        let tokens: f64 = lines.iter().flatten().map(|line| line.sold.tokens()).sum();
        let standard: f64 =
            lines.iter().flatten().map(|line| kinds([&line.means; 2], Drivers::NONE).cost(&line.sold)).sum();
        levels(lines, standard / tokens)
    }

    /// Full cost: average, training and data.
    pub fn full(&self) -> f64 {
        self.average + self.training + self.data
    }

    fn are_positive(&self) -> bool {
        [self.price, self.nash, self.standard, self.average].iter().all(|level| *level > 0.0)
    }
}

/// A line at both ends of a step; one that is not sold at an end has no tokens there and the means of the other end.
struct Pair {
    means: [Means; 2],
    sold: [Sold; 2],
    /// Drivers of technology that differ between the ends.
    moved: Drivers,
}

/// Contributions to the change from `before` to `after`, by position in `Part::ALL`. Both hold something sold.
pub(super) fn step(before: &[Option<Line>], after: &[Option<Line>]) -> Vec<Credit> {
    let pairs: Vec<Pair> =
        before.iter().zip(after).filter_map(|(old, new)| pair(old.as_ref(), new.as_ref())).collect();
    let active: Vec<Driver> = Driver::TECHNOLOGY
        .into_iter()
        .filter(|driver| pairs.iter().any(|pair| pair.moved.holds(*driver)))
        .collect();
    let standards = standards(&pairs, &active);
    let (first, last) = (standards[0], standards[standards.len() - 1]);
    let levels = [levels(before, first), levels(after, last)];
    let mut credits = vec![Credit { ln: Some(0.0), money: 0.0 }; Part::ALL.len()];
    let mut credit = |part: Part, ln: Option<f64>, money: f64| {
        credits[part.position()] = Credit { ln, money };
    };
    let positive = levels.iter().all(Levels::are_positive);
    let logarithm = |of: &dyn Fn(&Levels) -> f64| positive.then(|| ln(of(&levels[1])) - ln(of(&levels[0])));
    let money = |of: &dyn Fn(&Levels) -> f64| of(&levels[1]) - of(&levels[0]);

    credit(Part::Price, logarithm(&|l| l.price), money(&|l| l.price));
    credit(Part::Trend, logarithm(&|l| l.standard), money(&|l| l.standard));
    credit(Part::Competition, logarithm(&|l| l.nash / l.standard), money(&|l| l.nash - l.standard));
    credit(Part::War, logarithm(&|l| l.price / l.nash), money(&|l| l.price - l.nash));
    credit(Part::Cost, logarithm(&Levels::full), money(&Levels::full));
    credit(
        Part::By(Driver::Scale),
        logarithm(&|l| l.average / l.standard),
        money(&|l| l.average - l.standard),
    );

    let factors = active.len() + 1;
    let in_money = contributions(factors, &standards);
    let in_ln = positive
        .then(|| contributions(factors, &standards.iter().map(|standard| ln(*standard)).collect::<Vec<_>>()));
    for (at, driver) in active.iter().copied().chain([Driver::Mix]).enumerate() {
        credit(Part::By(driver), in_ln.as_ref().map(|phi| phi[at]), in_money[at]);
    }

    // Training and data over the average cost: two factors of ln(1 + t + d).
    let fixed = positive.then(|| {
        let over =
            |of: &dyn Fn(&Levels) -> f64| [0, 1].map(|end: usize| of(&levels[end]) / levels[end].average);
        let (t, d) = (over(&|l| l.training), over(&|l| l.data));
        let value = |set: usize| ln(1.0 + t[set & 1] + d[set >> 1]);
        contributions(2, &[value(0), value(1), value(2), value(3)])
    });
    credit(Part::By(Driver::Training), fixed.as_ref().map(|phi| phi[0]), money(&|l| l.training));
    credit(Part::By(Driver::Data), fixed.as_ref().map(|phi| phi[1]), money(&|l| l.data));
    if !positive {
        for at in &mut credits {
            at.ln = None;
        }
    }
    credits
}

fn pair(old: Option<&Line>, new: Option<&Line>) -> Option<Pair> {
    let (first, last) = (old.or(new)?, new.or(old)?);
    let sold = [old, new].map(|line| line.map_or_else(Sold::default, |line| line.sold));
    let means = [first.means, last.means];
    let moved = Driver::TECHNOLOGY.into_iter().filter(|driver| differs(&means, *driver)).collect();
    Some(Pair { means, sold, moved })
}

/// Whether a driver of technology differs between two means.
fn differs(means: &[Means; 2], driver: Driver) -> bool {
    let [old, new] = means;
    let by_hour = match driver {
        Driver::Hardware => old.hour.capital != new.hour.capital,
        Driver::Energy => old.hour.energy != new.hour.energy,
        _ => false,
    };
    by_hour
        || old.curve.taking(&new.curve, Drivers::NONE.with(driver))
            != old.curve.taking(&old.curve, Drivers::NONE)
}

/// Standard cost of all lines for every set of factors: the active drivers in their order, then the mix.
fn standards(pairs: &[Pair], active: &[Driver]) -> Vec<f64> {
    let technologies = 1_usize << active.len();
    let tokens = [0, 1].map(|end: usize| pairs.iter().map(|pair| pair.sold[end].tokens()).sum::<f64>());
    let mut sums = vec![0.0; technologies * 2];
    for pair in pairs {
        let own: usize = active
            .iter()
            .enumerate()
            .filter(|(_, driver)| pair.moved.holds(**driver))
            .fold(0, |mask, (at, _)| mask | 1 << at);
        let mut known: Vec<Option<Kinds>> = vec![None; technologies];
        for set in 0..technologies {
            let kinds = *known[set & own].get_or_insert_with(|| {
                let drivers = active.iter().enumerate().filter(|(at, _)| set & own & (1 << at) != 0);
                kinds([&pair.means[0], &pair.means[1]], drivers.map(|(_, driver)| *driver).collect())
            });
            for end in 0..2 {
                sums[set + end * technologies] += kinds.cost(&pair.sold[end]) / tokens[end];
            }
        }
    }
    sums
}

/// Standard costs of the kinds of tokens.
#[derive(Clone, Copy)]
struct Kinds {
    input: f64,
    cached: f64,
    output: f64,
    /// Part of what repeats that is served from the cache.
    hit: f64,
}

impl Kinds {
    /// Money a day for what is sold.
    fn cost(&self, sold: &Sold) -> f64 {
        let cached = sold.repeated * self.hit;
        (sold.input - cached) * self.input + cached * self.cached + sold.output * self.output
    }
}

fn kinds([old, new]: [&Means; 2], drivers: Drivers) -> Kinds {
    let curve = old.curve.taking(&new.curve, drivers);
    let of = |driver| if drivers.holds(driver) { new } else { old };
    let hour = GpuHour { capital: of(Driver::Hardware).hour.capital, energy: of(Driver::Energy).hour.energy };
    let costs = curve.standard(hour, old.spread);
    Kinds {
        input: costs.input.total().get(),
        cached: costs.cached.total().get(),
        output: costs.output.total().get(),
        hit: curve.cache_hit().get(),
    }
}

fn levels(lines: &[Option<Line>], standard: f64) -> Levels {
    let lines = || lines.iter().flatten();
    let tokens: f64 = lines().map(|line| line.sold.tokens()).sum();
    let mean = |of: &dyn Fn(&Line) -> f64| lines().map(of).sum::<f64>() / tokens;
    Levels {
        price: mean(&|line| line.revenue),
        nash: mean(&|line| line.nash),
        standard,
        average: mean(&|line| line.average),
        training: mean(&|line| line.training),
        data: mean(&|line| line.data),
    }
}
