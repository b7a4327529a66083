//! Providers and products as they stand in a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::money::FundingFile;
use super::plans::PlanFile;
use super::upgrades::InvestmentFile;
use crate::economics::billing::{LongInput, PriceSheet};
use crate::economics::finance::{Acquisition, EntryRule, Parent, Shutdown, Terms};
use crate::economics::pricing::{PricingRule, Reaction, Reviews};
use crate::economics::technology::{Architecture, CostPoint, MeasuredRates, Technology};
use crate::units::{Elo, Growth, Money, MoneyPerDay, MoneyPerMtok, MtokPerDay, PerDay, Share, Utils};

/// A firm that sells tokens.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Provider")]
pub struct ProviderFile {
    /// Name; random streams depend on it, so renaming changes the luck.
    pub name: String,
    /// Colour in charts, `#rrggbb`.
    pub color: Option<String>,
    /// Cash at the opening.
    pub cash: Money,
    /// How far cash may fall below zero before the firm must leave.
    #[serde(default)]
    pub credit: Money,
    /// Interest, tax, and how owned accelerators stand in the books.
    #[serde(default)]
    pub finance: Terms,
    /// A parent that covers losses up to a limit; none when absent.
    pub parent: Option<Parent>,
    /// Money that a million tokens sold bring elsewhere (cloud, advertising). The firm prices as if its unit costs were lower
    /// by it. Default: none.
    #[serde(default)]
    pub complement: MoneyPerMtok,
    /// Rounds of funding to come.
    #[serde(default)]
    pub funding: Vec<FundingFile>,
    /// When it shuts a product whose price stays below cost; it never does when absent.
    pub shutdown: Option<Shutdown>,
    /// The firm waits outside and comes when the profit that it expects allows it; it is there at the opening when absent.
    pub enters: Option<EntryRule>,
    /// What it pays for rivals that fail; it buys none when absent.
    pub acquires: Option<Acquisition>,
    /// Running costs that no token changes.
    #[serde(default)]
    pub fixed: FixedFile,
    /// Tokens served for own products (a chat app, search), without API revenue.
    pub captive: Option<CaptiveFile>,
    /// How it sets prices. Default: `"hold"`.
    #[serde(default)]
    pub pricing: PricingRule,
    /// How far users can trust it with private data, on a scale of the scenario's own from nothing to all (contracts, audits,
    /// certificates). It meets the `requires.trust` of segments that ask for no more; when absent it meets none.
    pub trust: Option<Share>,
    /// Regions in which it serves, for segments with `requires.region`.
    #[serde(default)]
    pub regions: Vec<String>,
    /// When it reviews them.
    #[serde(default)]
    pub reviews: Reviews,
    /// How it answers rivals' cuts; it does not when absent.
    pub reaction: Option<Reaction>,
    /// How it serves; not needed where all products have a `constant_cost` or a `cost_table`.
    pub technology: Option<Technology>,
    /// What it does with its gross profit. Default: all stays cash.
    pub investment: Option<InvestmentFile>,
    /// What it sells.
    pub product: Vec<ProductFile>,
}

/// Running costs that no token changes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "FixedCosts")]
pub struct FixedFile {
    /// Staff and everything else.
    pub staff: MoneyPerDay,
    /// Training.
    pub training: MoneyPerDay,
    /// Data.
    pub data: MoneyPerDay,
}

/// Tokens served for own products.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Captive")]
pub struct CaptiveFile {
    /// Tokens at the opening.
    pub tokens: MtokPerDay,
    /// Output among them.
    #[serde(default = "a_quarter")]
    pub output: Share,
    /// Input that repeats an earlier request.
    #[serde(default)]
    pub repeated: Share,
    /// A continuous rate of growth, applied monthly.
    #[serde(default)]
    pub growth: Growth,
}

/// Three input tokens to one output token, the blend in which price lists are compared.
fn a_quarter() -> Share {
    Share(0.25)
}

/// A product on sale.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Product")]
#[schemars(extend("x-one-of" = [
    { "keys": ["quality", "appeal"], "required": true },
    { "keys": ["model", "constant_cost", "cost_table", "measured"], "required": true },
    { "keys": ["share", "brand"], "required": false },
]))]
pub struct ProductFile {
    /// Name within the provider.
    pub name: String,
    /// Quality on the LMArena Elo scale, weighed by each segment's taste for it.
    pub quality: Option<Elo>,
    /// Appeal in utils, the same for all users: the textbook's way, instead of `quality`.
    pub appeal: Option<Utils>,
    /// The network that is served; what serving costs follows from it.
    pub model: Option<Architecture>,
    /// What every token costs, whatever the load: the textbook's way, instead of `model`.
    pub constant_cost: Option<MoneyPerMtok>,
    /// Unit cost against volume, instead of `model`: straight in logarithms between the points, the ends held.
    pub cost_table: Option<Vec<CostPoint>>,
    /// Rates measured on a real fleet, whole-day averages, instead of `model`.
    pub measured: Option<MeasuredRates>,
    /// Fall of `constant_cost`, `cost_table` or of the work behind `measured`, a continuous rate. Default: none.
    pub cost_falls: Option<PerDay>,
    /// Posted price.
    pub price: PriceSheet,
    /// Discount on the posted price for tokens that can wait for a batch window.
    pub batch: Option<Share>,
    /// Discount on the posted price in the off-peak hours.
    pub off_peak: Option<Share>,
    /// Another price for requests with long input.
    pub long: Option<LongInput>,
    /// Whether users can pay the posted price as they go. Default: true.
    pub pay_as_you_go: Option<bool>,
    /// Billing modes beside pay as you go; each user takes the one that suits it best.
    #[serde(default)]
    pub plan: Vec<PlanFile>,
    /// Whether its weights are open, so that users can serve it themselves (`outside.self_host` of a segment).
    #[serde(default)]
    pub open: bool,
    /// Share of the tokens sold at the opening; what price and quality do not explain of it becomes brand.
    pub share: Option<Share>,
    /// Appeal beyond price and quality where no share is known. Default: 0, and for a launched product the mean of its
    /// provider's.
    pub brand: Option<Utils>,
}
