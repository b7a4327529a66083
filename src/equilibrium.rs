//! The equilibrium of a market at its opening, without a history: plain numbers with the names of its JSON.
//!
//! Money is in the scenario's currency, tokens in Mtok (a million tokens) a day, prices and unit costs in money per Mtok,
//! shares and gaps as numbers (0.1 is 10 %). Potential demand is what all users who know the market would use at the
//! reference price.

use serde::Serialize;

/// The equilibrium of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarketEquilibrium {
    /// Title of the scenario.
    pub title: String,
    /// Code of its currency.
    pub currency: String,
    /// First day of the scenario, `2024-05-06`.
    pub start: String,
    /// Users who know the market.
    pub potential_users: f64,
    /// What they would use at the reference price, Mtok a day.
    pub potential_demand: f64,
    /// The market at the opening's prices, users at rest.
    pub posted: Standing,
    /// The Bertrand-Nash equilibrium: each provider sets its own prices.
    pub nash: Standing,
    /// The joint-profit maximum: one owner sets all prices.
    pub joint: Standing,
    /// A merger; none where none was asked for.
    pub merger: Option<Merger>,
    /// Best replies of two firms of one product each; none in other markets.
    #[serde(skip)]
    pub replies: Option<Replies>,
}

/// A market at given prices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Its products.
    pub products: Vec<ProductStanding>,
    /// Its providers.
    pub providers: Vec<ProviderStanding>,
    /// Part of the users who take none of the offers.
    pub outside_share: f64,
    /// Tokens a day.
    pub tokens_per_day: f64,
    /// Profits over unit costs of all providers.
    pub profit_per_day: f64,
    /// The same over potential demand: money for each Mtok of it.
    pub profit_per_potential_mtok: f64,
    /// What the market is worth to users over the outside option alone.
    pub consumer_surplus_per_day: f64,
    /// The same for each Mtok of potential demand.
    pub consumer_surplus_per_potential_mtok: f64,
    /// Herfindahl-Hirschman index of tokens, 0 to 10,000, those who decide together being one; none where nothing is sold.
    pub hhi: Option<f64>,
    /// The largest relative gain in profit that a firm has from another price or other prices: the epsilon of an
    /// epsilon-equilibrium.
    pub largest_gain: f64,
    /// Who has it; none where nobody gains.
    pub largest_gain_of: Option<String>,
    /// Largest relative error in a first-order condition.
    pub residual: f64,
    /// Whether every condition holds and no move pays.
    pub is_equilibrium: bool,
}

/// A product at given prices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductStanding {
    /// Who sells it.
    pub provider: String,
    /// Its name.
    pub product: String,
    /// Its price level: three input tokens to one of output.
    pub price: f64,
    /// What its users pay for their own mix of tokens.
    pub effective_price: f64,
    /// What one more Mtok of that mix costs in the long run.
    pub unit_cost: f64,
    /// `effective_price - unit_cost`.
    pub margin: f64,
    /// `margin / effective_price`; none of a free product.
    pub lerner: Option<f64>,
    /// Part of all users who know the market.
    pub user_share: f64,
    /// Part of all tokens that are sold.
    pub token_share: f64,
    /// Tokens a day.
    pub tokens_per_day: f64,
    /// Tokens times margin.
    pub profit_per_day: f64,
    /// `price` over its Nash price, less 1.
    pub price_over_nash: f64,
    /// First-order condition: what a small rise of the price brings in, for each unit of money that it would with the
    /// tokens of now. At an equilibrium nothing, above it where a rise pays; none of what nobody buys.
    pub first_order_gap: Option<f64>,
}

/// A provider at given prices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProviderStanding {
    /// Its name.
    pub provider: String,
    /// Part of all users who know the market.
    pub user_share: f64,
    /// Part of all tokens that are sold.
    pub token_share: f64,
    /// Tokens times prices.
    pub revenue_per_day: f64,
    /// Over unit costs.
    pub profit_per_day: f64,
    /// Money for each Mtok of potential demand.
    pub profit_per_potential_mtok: f64,
    /// Money a day for each user who knows the market.
    pub profit_per_potential_user: f64,
    /// Profit over revenue; none without revenue.
    pub lerner: Option<f64>,
}

/// A merger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Merger {
    /// The providers that merge.
    pub providers: Vec<String>,
    /// What it saves of their unit costs.
    pub saving: f64,
    /// The equilibrium after it; `price_over_nash` is over the price before it.
    pub after: Standing,
    /// What it changes.
    pub change: Change,
}

/// What a merger changes: after less before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Profits of those that merge, together.
    pub profit_of_merged_per_day: f64,
    /// Profits of all others.
    pub profit_of_others_per_day: f64,
    /// Consumer surplus.
    pub consumer_surplus_per_day: f64,
    /// All of it.
    pub welfare_per_day: f64,
    /// Index of concentration.
    pub hhi: Option<f64>,
    /// The same at the shares of before, as merger guidelines screen.
    pub hhi_at_shares_before: Option<f64>,
}

/// Best replies of two firms, A and B, of one product each.
#[derive(Debug, Clone, PartialEq)]
pub struct Replies {
    /// Their names.
    pub firms: [String; 2],
    /// Prices of B, and A's best reply to each.
    pub of_first: Vec<(f64, f64)>,
    /// Prices of A, and B's best reply to each.
    pub of_second: Vec<(f64, f64)>,
}

/// Why a market has no equilibrium to report.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// A word for programs: `no-finite-price`, `no-equilibrium`, `nothing-on-sale`.
    pub code: &'static str,
    /// What is wrong, with the place and the number found.
    pub message: String,
    /// What would help.
    pub help: String,
}

/// What is wrong with a merger that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongMerger {
    /// There is no such provider; those that have something on sale.
    Unknown(String, Vec<String>),
    /// It has nothing on sale at the opening; those that have.
    Absent(String, Vec<String>),
    /// Fewer than two different providers.
    TooFew,
}
