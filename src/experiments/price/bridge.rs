//! The bridge of gross profit between two candidates: price, volume, cost, mix, other products; exact, run by run.
//!
//! With x the cut as a part of all that the product sells over the run (one from a later date on weighs less), R the product's sales, Q its tokens, S the provider's serving cost, T its tokens, R' = (all its sales) - R and
//! Q' = T - Q of its other products, all over the run, 0 without the cut and 1 with it; p = R0/Q0, k = S0/T0:
//!
//! ```text
//! price           = -x p Q0                          the cut, given to what was sold without it
//! volume          = ((1 - x) p - k) (Q1 - Q0)        more tokens at the new price and the old unit cost
//! cost            = -(S1 - k T1)                     the unit cost falls with load (or rises)
//! mix             = R1 - (1 - x) p Q1                composition of tokens, and when they were sold
//! other products  = R1' - R0' - k (Q1' - Q0')        what is won from or lost to the provider's other products
//! sum             = (R1 + R1' - S1) - (R0 + R0' - S0)
//! ```
//!
//! Price and volume cancel out where Q1/Q0 = (p - k)/((1 - x) p - k): at the break-even of `even.rs`.

use super::{Bridge, BridgePart, BridgeStep, Mean};

/// What is read off one run; flows over the whole run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flows {
    /// Sales of the product  \[money\].
    pub revenue: f64,
    /// Its tokens  \[Mtok\].
    pub tokens: f64,
    /// Sales of the provider  \[money\].
    pub all_revenue: f64,
    /// Its tokens  \[Mtok\].
    pub all_tokens: f64,
    /// Its cost of serving  \[money\].
    pub serving: f64,
}

impl Flows {
    fn gross(&self) -> f64 {
        self.all_revenue - self.serving
    }
}

/// The steps of one run; none where nothing was sold without the cut, so that there is no price and no unit cost.
pub(super) fn steps(before: &Flows, after: &Flows, cut: f64) -> Option<[f64; 5]> {
    if before.tokens <= 0.0 || before.all_tokens <= 0.0 {
        return None;
    }
    let (price, cost) = (before.revenue / before.tokens, before.serving / before.all_tokens);
    let others = |flows: &Flows| flows.all_revenue - flows.revenue - cost * (flows.all_tokens - flows.tokens);
    Some([
        -cut * price * before.tokens,
        ((1.0 - cut) * price - cost) * (after.tokens - before.tokens),
        cost * after.all_tokens - after.serving,
        after.revenue - (1.0 - cut) * price * after.tokens,
        others(after) - others(before),
    ])
}

/// The means of all runs: sums of sums, so the mean steps add up to the change of the mean. `weighed` is the cut times the
/// part of sales that falls after it.
pub(super) fn bridge(pairs: &[(Flows, Flows)], cut: f64, (weighed, level): (f64, f64)) -> Option<Bridge> {
    let found: Vec<([f64; 5], Flows, Flows)> = pairs
        .iter()
        .filter_map(|(before, after)| Some((steps(before, after, weighed)?, *before, *after)))
        .collect();
    let mean = |of: &dyn Fn(&Flows, &Flows) -> f64| {
        Mean::of(found.iter().map(|(_, before, after)| of(before, after)), level).mean
    };
    let margin = |of: &dyn Fn(&(Flows, Flows)) -> Flows| {
        let sums = found.iter().fold([0.0; 4], |sums, (_, before, after)| {
            let flows = of(&(*before, *after));
            let more = [flows.revenue, flows.tokens, flows.serving, flows.all_tokens];
            [0, 1, 2, 3].map(|at: usize| sums[at] + more[at])
        });
        (sums[1] > 0.0 && sums[3] > 0.0).then(|| sums[0] / sums[1] - sums[2] / sums[3])
    };
    let step = |(at, name): (usize, BridgePart)| BridgeStep {
        name,
        change: Mean::of(found.iter().map(|(steps, _, _)| steps[at]), level),
    };
    Some(Bridge {
        from_cut: 0.0,
        to_cut: cut,
        replicates: found.len() as u64,
        gross_profit_from: mean(&|before, _| before.gross())?,
        gross_profit_to: mean(&|_, after| after.gross())?,
        unit_margin_from: margin(&|pair| pair.0),
        unit_margin_to: margin(&|pair| pair.1),
        steps: BridgePart::ALL.into_iter().enumerate().map(step).collect(),
    })
}
