//! The comparison: figures of all arms replicate by replicate, then paired differences, chances and the best.

use super::bridge::{Flows, bridge};
use super::even::break_even;
use super::{Best, Bridge, Candidate, Mean, Next, PriceAnswer, PriceQuestion};
use crate::experiments::findings::{Findings, Row};

/// What is read off a run, in the order of `READ`.
type Figures = Vec<Option<f64>>;

/// Profit, share of tokens (the product's and the market's), money, survival, price: measure and of whom.
const READ: [(&str, Of); 14] = [
    ("profit", Of::Provider),
    ("revenue", Of::Provider),
    ("margin_gross", Of::Provider),
    ("cash_end", Of::Provider),
    ("cash_lowest", Of::Provider),
    ("survived", Of::Provider),
    ("tokens", Of::Provider),
    ("serving_cost", Of::Provider),
    ("tokens_per_day", Of::Product),
    ("tokens", Of::Product),
    ("revenue", Of::Product),
    ("tokens_per_day", Of::Market),
    ("price_blended", Of::Market),
    ("share_tokens", Of::Provider),
];

const PROFIT: usize = 0;
const REVENUE: usize = 1;
const MARGIN: usize = 2;
const CASH: usize = 3;
const LOWEST: usize = 4;
const SURVIVED: usize = 5;
const ALL_TOKENS: usize = 6;
const SERVING: usize = 7;
const SOLD: usize = 8;
const TOKENS: usize = 9;
const SALES: usize = 10;
const MARKET_SOLD: usize = 11;
const MARKET_PRICE: usize = 12;
const SHARE: usize = 13;

#[derive(Clone, Copy)]
enum Of {
    Provider,
    Product,
    Market,
}

/// The runs of the replicates in which every arm has a profit: by replicate, then by arm.
struct Runs {
    figures: Vec<Vec<Figures>>,
    profits: Vec<Vec<f64>>,
    level: f64,
}

/// Compares the arms of findings, which are the cuts of the question in their order.
pub fn compare(findings: &Findings, question: &PriceQuestion) -> PriceAnswer {
    let runs = Runs::of(findings, question);
    let base = question.cuts.iter().position(|cut| cut.is_none()).unwrap_or(0);
    let candidates: Vec<Candidate> =
        (0..question.cuts.len()).map(|arm| candidate((findings, question), &runs, (arm, base))).collect();
    let order = runs.order(question);
    let best = order.first().map(|top| best(&candidates, &runs, (*top, order.get(1).copied())));
    let aim = order.iter().copied().find(|arm| *arm != base);
    let waterfall = aim.and_then(|arm| waterfall(&runs, (findings, question), (base, arm)));
    let subject = &findings.subject;
    PriceAnswer {
        title: subject.title.clone(),
        currency: subject.currency.clone(),
        start: subject.start.clone(),
        horizon: subject.horizon,
        provider: question.provider.clone(),
        product: question.product.clone(),
        date: question.date.clone(),
        day: question.day,
        seed: subject.seed,
        level: subject.level,
        replicates: runs.figures.len() as u64,
        opening: question.opening,
        on_sale_from: question.on_sale_from.clone(),
        replaced: question.replaced.clone(),
        candidates,
        best,
        waterfall,
    }
}

impl Runs {
    fn of(findings: &Findings, question: &PriceQuestion) -> Self {
        let product = format!("{}/{}", question.provider, question.product);
        let columns = READ.map(|(measure, of)| {
            let entity = match of {
                Of::Provider => question.provider.as_str(),
                Of::Product => product.as_str(),
                Of::Market => "market",
            };
            let of =
                |column: &crate::experiments::Column| column.measure == measure && column.entity == entity;
            findings.layout.outcome.iter().position(of)
        });
        let arms = question.cuts.len();
        let figures = |row: &Row| -> Option<Figures> {
            let values = row.outcome.as_ref().ok()?;
            let figures: Figures = columns.iter().map(|column| column.and_then(|at| values[at])).collect();
            figures[PROFIT].map(|_| figures)
        };
        let runs = findings.whole_replicates(arms, figures);
        let profits =
            runs.iter().map(|arms| arms.iter().filter_map(|figures| figures[PROFIT]).collect()).collect();
        Self { figures: runs, profits, level: findings.subject.level }
    }

    fn mean(&self, of: impl Fn(&[Figures]) -> Option<f64>) -> Mean {
        Mean::of(self.figures.iter().filter_map(|arms| of(arms)), self.level)
    }

    /// Part of the replicates in which something holds.
    fn chance(&self, holds: impl Fn(&[Figures]) -> bool) -> f64 {
        let yes = self.figures.iter().filter(|arms| holds(arms)).count();
        if self.figures.is_empty() { 0.0 } else { yes as f64 / self.figures.len() as f64 }
    }

    /// Profit of an arm less that of another, in pairs.
    fn over(&self, arm: usize, other: usize) -> Mean {
        Mean::of(self.profits.iter().map(|profits| profits[arm] - profits[other]), self.level)
    }

    /// Part of the replicates in which an arm earns most; those that draw share one.
    fn chance_best(&self, arm: usize) -> f64 {
        let of = |profits: &Vec<f64>| {
            let most = profits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let winners = profits.iter().filter(|profit| **profit >= most).count();
            if profits[arm] >= most { 1.0 / winners as f64 } else { 0.0 }
        };
        Mean::of(self.profits.iter().map(of), self.level).mean.unwrap_or(0.0)
    }

    /// The arms from the highest mean profit down; of equals the smaller change of price comes first.
    fn order(&self, question: &PriceQuestion) -> Vec<usize> {
        let means: Vec<f64> =
            (0..question.cuts.len()).filter_map(|arm| self.mean(|arms| arms[arm][PROFIT]).mean).collect();
        let mut order: Vec<usize> = (0..means.len()).collect();
        let change = |arm: usize| question.cuts[arm].share().abs();
        order.sort_by(|a, b| means[*b].total_cmp(&means[*a]).then(change(*a).total_cmp(&change(*b))));
        order
    }
}

fn candidate(
    (findings, question): (&Findings, &PriceQuestion),
    runs: &Runs,
    (arm, base): (usize, usize),
) -> Candidate {
    let cut = question.cuts[arm];
    let share = |arms: &[Figures]| {
        let all = arms[arm][MARKET_SOLD].filter(|all| *all > 0.0)?;
        // One who left sells nothing; a product that another replaced has no share to speak of.
        let gone = arms[arm][SURVIVED].is_some_and(|survived| survived < 0.5);
        Some(arms[arm][SOLD].or(gone.then_some(0.0))? / all)
    };
    let profit = |arms: &[Figures], of: usize| arms[of][PROFIT].unwrap_or(0.0);
    Candidate {
        cut: cut.share(),
        arm: cut.name(),
        price: posted(findings, question, arm),
        share: runs.mean(share),
        share_provider: runs.mean(|arms| arms[arm][SHARE]),
        revenue: runs.mean(|arms| arms[arm][REVENUE]),
        margin_gross: runs.mean(|arms| arms[arm][MARGIN]),
        profit: runs.mean(|arms| arms[arm][PROFIT]),
        profit_over_no_cut: runs.over(arm, base),
        cash_end: runs.mean(|arms| arms[arm][CASH]),
        market_price: runs.mean(|arms| arms[arm][MARKET_PRICE]),
        chance_best: runs.chance_best(arm),
        chance_above_no_cut: runs.chance(|arms| profit(arms, arm) > profit(arms, base)),
        chance_below_no_cut: runs.chance(|arms| profit(arms, arm) < profit(arms, base)),
        // Half lies between the two values that it can have.
        chance_exit: runs.chance(|arms| arms[arm][SURVIVED].is_some_and(|survived| survived < 0.5)),
        chance_cash_below_zero: runs.chance(|arms| arms[arm][LOWEST].is_some_and(|cash| cash < 0.0)),
        break_even: break_even(&question.opening, cut.left()),
    }
}

/// The posted price of an arm: the mean over runs at the first kept instant after the date, where the product is on sale.
fn posted(findings: &Findings, question: &PriceQuestion, arm: usize) -> Option<f64> {
    let product = format!("{}/{}", question.provider, question.product);
    let bands = findings.bands(arm, "price_posted", &product)?;
    let days = findings.days();
    let band = days.iter().zip(bands).filter(|(day, _)| **day > question.day).find_map(|(_, band)| *band)?;
    // Paths are kept in single precision: the shortest decimal that stands for the number is the price that was posted.
    band.mean.to_string().parse().ok()
}

fn best(candidates: &[Candidate], runs: &Runs, (top, second): (usize, Option<usize>)) -> Best {
    let candidate = &candidates[top];
    Best {
        cut: candidate.cut,
        profit_over_no_cut: candidate.profit_over_no_cut,
        chance_above_no_cut: candidate.chance_above_no_cut,
        chance_best: candidate.chance_best,
        next: second
            .map(|arm| Next { cut: candidates[arm].cut, profit_of_best_over_it: runs.over(top, arm) }),
    }
}

fn waterfall(
    runs: &Runs,
    (findings, question): (&Findings, &PriceQuestion),
    (base, arm): (usize, usize),
) -> Option<Bridge> {
    let flows = |figures: &Figures| {
        Some(Flows {
            revenue: figures[SALES].unwrap_or(0.0),
            tokens: figures[TOKENS].unwrap_or(0.0),
            all_revenue: figures[REVENUE]?,
            all_tokens: figures[ALL_TOKENS]?,
            serving: figures[SERVING]?,
        })
    };
    let pairs: Vec<(Flows, Flows)> =
        runs.figures.iter().filter_map(|arms| Some((flows(&arms[base])?, flows(&arms[arm])?))).collect();
    let cut = question.cuts[arm].share();
    bridge(&pairs, cut, (cut * part_after(findings, question, base), runs.level))
}

/// Part of the product's sales without the cut that falls after the date, from the mean path; all where none is known.
fn part_after(findings: &Findings, question: &PriceQuestion, base: usize) -> f64 {
    let product = format!("{}/{}", question.provider, question.product);
    let (Some(bands), days) = (findings.bands(base, "revenue", &product), findings.days()) else {
        return 1.0;
    };
    let (mut all, mut after) = (0.0, 0.0);
    // A flow is its mean over the days since the instant before.
    for (ends, band) in days.windows(2).zip(bands.iter().skip(1)) {
        let flow = band.map_or(0.0, |band| f64::from(band.mean));
        all += flow * (ends[1] - ends[0]);
        after += flow * (ends[1] - ends[0].max(question.day)).max(0.0);
    }
    if all > 0.0 { after / all } else { 1.0 }
}
