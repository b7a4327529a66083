//! What a product's price should be: candidate cuts as arms of one experiment under the same luck, compared in pairs.
//!
//! Money is in the scenario's currency, prices and unit costs in money per Mtok (a million tokens), tokens in Mtok, shares
//! and chances between 0 and 1. Names of fields are those of the JSON.

mod arm;
mod bridge;
mod compare;
mod even;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use arm::{Cut, Pinned, arms};
pub use compare::compare;

use super::estimate::Mean;

/// What was asked, as far as it cannot be read off the runs.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceQuestion {
    /// The provider.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// The candidates, in the order of the arms; one of them is no cut.
    pub cuts: Vec<Cut>,
    /// When the price is set, year-month-day.
    pub date: String,
    /// Days from the start to that date.
    pub day: f64,
    /// The product on that date.
    pub opening: PriceOpening,
    /// When it comes on sale, year-month-day, where that is after the date.
    pub on_sale_from: Option<String>,
    /// When another product takes its place, and which.
    pub replaced: Option<Replaced>,
}

/// Another product in the place of the one that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// When, year-month-day.
    pub date: String,
    /// By which product.
    pub product: String,
}

/// The product as it stands: technology of the date, price and load of the opening.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PriceOpening {
    /// p0: the posted price over the product's own mix of tokens  \[money/Mtok\].
    pub price: f64,
    /// c: its average unit cost over the same mix  \[money/Mtok\].
    pub unit_cost_average: f64,
    /// c: its marginal unit cost over the same mix  \[money/Mtok\].
    pub unit_cost_marginal: f64,
    /// s0: part of the market's tokens; none of a product that is still to come.
    pub share: Option<f64>,
    /// Tokens a day  \[Mtok/day\].
    pub tokens_per_day: f64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceAnswer {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// First day, year-month-day.
    pub start: String,
    /// Days from start to end.
    pub horizon: f64,
    /// The provider.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// When the price is set, year-month-day.
    pub date: String,
    /// Days from the start to that date.
    pub day: f64,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of all intervals.
    pub level: f64,
    /// Replicates that are compared: those that no arm failed in.
    pub replicates: u64,
    /// The product as it stands.
    pub opening: PriceOpening,
    /// When it comes on sale, year-month-day, where that is after the date.
    pub on_sale_from: Option<String>,
    /// Another product that takes its place before the end: what is compared works until then.
    pub replaced: Option<Replaced>,
    /// The candidates, from the largest raise to the deepest cut.
    pub candidates: Vec<Candidate>,
    /// The best of them by the provider's mean profit; none where no replicate can be compared.
    pub best: Option<Best>,
    /// How gross profit changes from no cut to the best cut, or to the next best where no cut is best.
    pub waterfall: Option<Bridge>,
}

/// A candidate: what the provider, the product and the market come to under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The cut as a part of the price; a raise is negative.
    pub cut: f64,
    /// Name of its arm in the tables of runs.
    pub arm: String,
    /// Posted price from the date on, three input tokens to one output token  \[money/Mtok\].
    pub price: Option<f64>,
    /// The product's part of the market's tokens over the end window; absent where another product replaced it.
    pub share: Mean,
    /// The provider's part of them, all its products together.
    pub share_provider: Mean,
    /// The provider's sales over the run.
    pub revenue: Mean,
    /// (revenue - serving cost) / revenue of the provider over the run.
    pub margin_gross: Mean,
    /// The provider's profit over the run.
    pub profit: Mean,
    /// That less the profit of no cut, replicate by replicate.
    pub profit_over_no_cut: Mean,
    /// The provider's cash at the end.
    pub cash_end: Mean,
    /// The market's effective price over the end window  \[money/Mtok\].
    pub market_price: Mean,
    /// Part of the replicates in which it earns most; those that draw share one.
    pub chance_best: f64,
    /// Part of the replicates in which it earns more than no cut.
    pub chance_above_no_cut: f64,
    /// Part of the replicates in which it earns less than no cut.
    pub chance_below_no_cut: f64,
    /// Part of the replicates in which the provider leaves.
    pub chance_exit: f64,
    /// Part of the replicates in which some record shows its cash below zero.
    pub chance_cash_below_zero: f64,
    /// What must be sold to earn as much as before.
    pub break_even: BreakEven,
}

/// Break-even at both concepts of unit cost; absent where the new price does not cover it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BreakEven {
    /// At average unit cost.
    pub average: Option<EvenPoint>,
    /// At marginal unit cost.
    pub marginal: Option<EvenPoint>,
}

/// A point of break-even.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EvenPoint {
    /// (p0 - c) / (p1 - c): what tokens must be multiplied by.
    pub volume_factor: f64,
    /// s0 times that: the share that earns as much in a market of the same size; above 1 no share does.
    pub share: Option<f64>,
}

/// The best candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Best {
    /// Its cut.
    pub cut: f64,
    /// Its profit less that of no cut, in pairs; nought where it is no cut itself.
    pub profit_over_no_cut: Mean,
    /// Part of the replicates in which it earns more than no cut.
    pub chance_above_no_cut: f64,
    /// Part of the replicates in which it is the best.
    pub chance_best: f64,
    /// The second best by mean profit, where there is one.
    pub next: Option<Next>,
}

/// The second best.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Next {
    /// Its cut.
    pub cut: f64,
    /// Profit of the best less its profit, in pairs.
    pub profit_of_best_over_it: Mean,
}

/// How gross profit changes from one candidate to another, over the run; means over replicates, so that the steps add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bridge {
    /// The cut it begins at: none.
    pub from_cut: f64,
    /// The cut it leads to.
    pub to_cut: f64,
    /// Replicates in which both sell.
    pub replicates: u64,
    /// Gross profit at the beginning.
    pub gross_profit_from: f64,
    /// Gross profit at the end.
    pub gross_profit_to: f64,
    /// The product's sales over its tokens, less the provider's serving cost over its tokens, at the beginning  \[money/Mtok\].
    pub unit_margin_from: Option<f64>,
    /// The same at the end.
    pub unit_margin_to: Option<f64>,
    /// The steps: `price`, `volume`, `cost`, `mix`, `other_products`.
    pub steps: Vec<BridgeStep>,
}

/// What moves gross profit between two candidates, in the order of the bridge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BridgePart {
    /// The cut, given to what was sold without it.
    Price,
    /// More tokens at the new price and the old unit cost.
    Volume,
    /// The unit cost moves with load.
    Cost,
    /// Composition of tokens, and when they were sold.
    Mix,
    /// What is won from or lost to the provider's other products.
    OtherProducts,
}

impl BridgePart {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Price, Self::Volume, Self::Cost, Self::Mix, Self::OtherProducts];

    /// Its name in tables, that of the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Volume => "volume",
            Self::Cost => "cost",
            Self::Mix => "mix",
            Self::OtherProducts => "other_products",
        }
    }
}

/// A step of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BridgeStep {
    /// Its name.
    pub name: BridgePart,
    /// What it adds to gross profit.
    pub change: Mean,
}

impl PriceAnswer {
    /// The candidate of a cut.
    pub fn candidate(&self, cut: f64) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.cut.to_bits() == cut.to_bits())
    }
}
