//! Scripted events as they stand in a scenario.

use schemars::JsonSchema;
use serde::Deserialize;

use super::file::Day;
use super::firm::ProductFile;
use super::money::FundingDrought;
use super::upgrades::{HardwareShock, TechniqueShock, TrainingShock};
use crate::economics::billing::PriceSheet;
use crate::units::{Days, Elo, Ratio, Share, Utils};

/// Something that happens on a day, whatever the firms decide.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Shock")]
#[schemars(extend("x-one-of" = [
    { "keys": ["price", "launch", "release", "cost", "demand", "outage", "entry", "exit", "merger", "rent", "contract", "hardware", "technique", "training", "funding"], "required": true },
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
    /// Makes a provider's offers unusable for a while, or takes a part of its fleet.
    pub outage: Option<OutageShock>,
    /// Brings a provider of this file on the market, which is not there before.
    pub entry: Option<FirmShock>,
    /// Takes a provider off the market.
    pub exit: Option<FirmShock>,
    /// One provider buys another: products, fleet, users, books and liabilities go over, and the buyer's rule prices all.
    pub merger: Option<MergerShock>,
    /// Multiplies the rent of accelerators from then on; owned fleets do not feel it.
    pub rent: Option<RentFile>,
    /// Fixes the rent of a part of a provider's fleet for a term.
    pub contract: Option<ContractShock>,
    /// Moves a provider to another accelerator, a part of its fleet after the other.
    pub hardware: Option<HardwareShock>,
    /// Makes a provider serve its products another way.
    pub technique: Option<TechniqueShock>,
    /// Begins a training run.
    pub training: Option<TrainingShock>,
    /// Multiplies what rounds of funding bring, for a while; 0 is a drought.
    pub funding: Option<FundingDrought>,
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
    /// Part of the fleet that is lost meanwhile: fewer replicas serve, users wait or are refused. Default: nobody is
    /// served at all.
    pub part: Option<Share>,
}

/// A change of rents.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RentShock")]
pub struct RentFile {
    /// The factor: 1.4 for the rise of 40 % in five months up to March 2026.
    pub factor: Ratio,
    /// The accelerator. Default: all that are rented.
    pub hardware: Option<String>,
}

/// A contract for a part of a rented fleet.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractShock {
    /// The provider.
    pub provider: String,
    /// The part of its fleet that is bound, and paid for whether it is used or not.
    pub share: Share,
    /// How far below the rent of the day. Seen: 31 to 65 % for one to three years.
    pub discount: Share,
    /// For how long; afterwards the rent of the market again.
    pub term: Days,
}

/// A takeover.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergerShock {
    /// Who buys.
    pub buyer: String,
    /// Who is bought. Users go on to see its brands.
    pub target: String,
    /// Part of the unit costs of both that is saved from the integration on. Default: 0 %.
    #[serde(default)]
    pub saving: Share,
    /// When both are integrated and the saving comes. Default: on the day of the merger.
    pub integration: Option<Day>,
}

/// A provider that comes or goes.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FirmShock {
    /// The provider.
    pub provider: String,
}
