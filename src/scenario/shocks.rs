//! Scripted events as they stand in a scenario.

use schemars::JsonSchema;
use serde::Deserialize;

use super::file::Day;
use super::firm::ProductFile;
use crate::economics::billing::PriceSheet;
use crate::units::{Days, Elo, Ratio, Utils};

/// Something that happens on a day, whatever the firms decide.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Shock")]
#[schemars(extend("x-one-of" = [
    { "keys": ["price", "launch", "release", "cost", "demand", "outage", "entry", "exit"], "required": true },
]))]
pub struct ShockFile {
    /// The day.
    pub at: Day,
    /// What charts and the chronicle call it.
    pub name: String,
    /// Posts a price.
    pub price: Option<PriceShock>,
    /// Brings a product on sale.
    pub launch: Option<LaunchShock>,
    /// Makes a product better under the same name.
    pub release: Option<ReleaseShock>,
    /// Multiplies a provider's unit costs from then on.
    pub cost: Option<CostShock>,
    /// Multiplies usage from then on.
    pub demand: Option<DemandShock>,
    /// Makes a provider's offers unusable for a while.
    pub outage: Option<OutageShock>,
    /// Brings a provider of this file on the market, which is not there before.
    pub entry: Option<FirmShock>,
    /// Takes a provider off the market.
    pub exit: Option<FirmShock>,
}

/// A posted price, all components as given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceShock {
    /// The provider.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// The new price.
    pub price: PriceSheet,
}

/// A product that comes on sale.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LaunchShock {
    /// The provider.
    pub provider: String,
    /// The product.
    pub product: ProductFile,
    /// The own product whose place and users it takes.
    pub replaces: Option<String>,
}

/// A better version.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = [{ "keys": ["quality", "appeal"], "required": true }]))]
pub struct ReleaseShock {
    /// The provider.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// Its new quality.
    pub quality: Option<Elo>,
    /// Its new appeal, for a product that has one.
    pub appeal: Option<Utils>,
}

/// A change of cost.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostShock {
    /// The provider.
    pub provider: String,
    /// The factor.
    pub factor: Ratio,
}

/// A change of demand.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandShock {
    /// The segment; `"*"` for all.
    pub segment: String,
    /// The factor.
    pub factor: Ratio,
}

/// A failure of service.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutageShock {
    /// The provider.
    pub provider: String,
    /// For how long.
    pub lasts: Days,
}

/// A provider that comes or goes.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FirmShock {
    /// The provider.
    pub provider: String,
}
