//! Meters: tokens, money and capacity, cumulated since the opening. Flows stand still between events but for users'
//! moves, which the population dates exactly; so integrals are exact and means over any two events are differences.

use crate::units::Days;

/// Cumulated flows, by position in the model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meter {
    /// Time metered.
    pub elapsed: Days,
    /// Tokens sold, by offer  \[Mtok\].
    pub tokens: Vec<f64>,
    /// Tokens sold, by segment  \[Mtok\].
    pub segment_tokens: Vec<f64>,
    /// What was billed for them by the day, by offer  \[money\].
    pub billed: Vec<f64>,
    /// What was earned with them, by offer: billed, but for what is no revenue before a term ends  \[money\].
    pub revenue: Vec<f64>,
    /// The same by provider: what was sold by whoever sold it on that day.
    pub sales: Vec<Sales>,
    /// Tokens and bills by plan, as `Model::plans` lays them out.
    pub plans: Vec<PlanMeter>,
    /// Tokens refused, by provider  \[Mtok\].
    pub refused: Vec<f64>,
    /// Tokens served for own products, by provider  \[Mtok\].
    pub captive: Vec<f64>,
    /// Cost of serving the tokens sold, by provider  \[money\].
    pub serving: Vec<f64>,
    /// All that does not depend on tokens, by provider: staff, training, data, techniques  \[money\].
    pub fixed: Vec<f64>,
    /// Training runs among it, beyond the running cost of training  \[money\].
    pub runs: Vec<f64>,
    /// Techniques among it  \[money\].
    pub techniques: Vec<f64>,
    /// Loss of value of owned accelerators that stand in the books, by provider: of all, and of the part that serves the
    /// tokens sold  \[money\].
    pub capital: Vec<f64>,
    pub capital_sold: Vec<f64>,
    /// Levies and fines of providers  \[money\].
    pub duties: Vec<f64>,
    /// Subsidies to providers  \[money\].
    pub aid: Vec<f64>,
    /// What went from users to the state, less what it paid of their bills  \[money\].
    pub user_duties: f64,
    /// Consumer surplus, by kind of user  \[money\].
    pub surplus: Vec<f64>,
    /// Compensating variation of all moves of price, by kind of user  \[money\].
    pub compensating: Vec<f64>,
}

/// What a provider sold.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sales {
    /// Mtok.
    pub tokens: f64,
    /// Money billed.
    pub billed: f64,
    /// Money earned.
    pub revenue: f64,
}

/// What users of a plan used and what they were billed for it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PlanMeter {
    /// Mtok.
    pub tokens: f64,
    /// Money.
    pub billed: f64,
}

impl Meter {
    pub(super) fn new(offers: usize, segments: usize, providers: usize, plans: usize) -> Self {
        Self {
            elapsed: Days::ZERO,
            tokens: vec![0.0; offers],
            segment_tokens: vec![0.0; segments],
            billed: vec![0.0; offers],
            revenue: vec![0.0; offers],
            sales: vec![Sales::default(); providers],
            plans: vec![PlanMeter::default(); plans],
            refused: vec![0.0; providers],
            captive: vec![0.0; providers],
            serving: vec![0.0; providers],
            fixed: vec![0.0; providers],
            runs: vec![0.0; providers],
            techniques: vec![0.0; providers],
            capital: vec![0.0; providers],
            capital_sold: vec![0.0; providers],
            duties: vec![0.0; providers],
            aid: vec![0.0; providers],
            user_duties: 0.0,
            surplus: vec![0.0; segments],
            compensating: vec![0.0; segments],
        }
    }
}

impl Meter {
    /// What the state got, less what it paid  \[money\].
    pub(super) fn public(&self) -> f64 {
        self.duties.iter().sum::<f64>() - self.aid.iter().sum::<f64>() + self.user_duties
    }
}

/// Sum of the entries of `values` whose offer belongs to a provider.
pub(super) fn of_provider(values: &[f64], offers: impl Iterator<Item = usize>) -> f64 {
    offers.map(|offer| values[offer]).sum()
}
