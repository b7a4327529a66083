//! The shape of a scenario file, composed of the rooms' own parameters. What is written here is also what editors show and
//! what the walker holds a file against: the JSON schema is generated from these types.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::arms::CompareFile;
use super::firm::ProviderFile;
use super::policies::PolicyFile;
use super::sensitivity::SensitivityFile;
use super::shocks::ShockFile;
use super::sweep::SweepFile;
use super::tournament::TournamentFile;
use super::uncertain::Uncertain;
use crate::catalogue::Catalogue;
use crate::economics::demand::{Satisfaction, Segment};
use crate::economics::indices::Thresholds;
use crate::economics::pricing::Rounds;
use crate::economics::technology::Scarcity;
use crate::model::Links;
pub use crate::model::{Population, Twin};
use crate::units::{Days, Elo, MoneyPerMtok, Ratio, Share};

/// A scenario of a price war between providers of large language models.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "pricewar scenario")]
pub struct File {
    /// Title of reports and charts.
    pub title: String,
    /// The question that the scenario asks.
    pub question: Option<String>,
    /// File that this one is laid over, seen from this file: tables merge by key, lists of named tables by name.
    pub extends: Option<String>,
    /// First day.
    pub start: Day,
    /// Time until the end.
    pub horizon: Days,
    /// Code of the currency, three capital letters: all money is in it unless a quantity says otherwise.
    pub currency: String,
    /// Price of a US dollar in the scenario's currency, for quantities in USD and for facts of the catalogue. Default: 1
    /// when the currency is USD; otherwise needed as soon as something is in dollars.
    pub usd: Option<Ratio>,
    /// Seed of all chance: same file, same seed, same bytes.
    #[schemars(range(min = 0, max = 9_007_199_254_740_991_u64))]
    pub seed: u64,
    /// How users are simulated.
    #[serde(default)]
    pub population: PopulationFile,
    /// Classes of users who share all tastes but that for use, in each segment whose users differ in taste. Cohorts have 12 where
    /// only the taste for price differs and 64 elsewhere unless it is given; agents and the mean field have private tastes, or their
    /// own types, unless it is given. Of the taste for price alone at most 100 are formed, which is exact to all digits.
    #[schemars(range(min = 1, max = 1_000))]
    pub taste_classes: Option<u32>,
    /// The batch of replicates.
    #[serde(default)]
    pub batch: Batch,
    /// When figures are taken down.
    #[serde(default)]
    pub record: RecordFile,
    /// What counts as a price-war episode.
    #[serde(default)]
    pub episodes: Thresholds,
    /// The same market without something, as an arm of a comparison has it.
    pub twin: Option<Twin>,
    /// Which links of the market's loop hold; all where nothing is said.
    #[serde(default)]
    pub links: Links,
    /// How users take broken promises; they forget at once when absent.
    pub satisfaction: Option<Satisfaction>,
    /// The market moves in rounds: all firms set prices on one cadence, in place of their own `reviews`.
    pub rounds: Option<Rounds>,
    /// Where tastes are measured.
    pub reference: ReferenceFile,
    /// What makes users look around.
    #[serde(default)]
    pub attention: AttentionFile,
    /// How rents of accelerators move beyond their trend; they do not when absent.
    pub rents: Option<RentsFile>,
    /// Facts that replace or extend the shipped catalogue.
    #[serde(default)]
    pub catalogue: Catalogue,
    /// Kinds of users.
    pub segment: Vec<Segment>,
    /// Firms.
    pub provider: Vec<ProviderFile>,
    /// Scripted events.
    #[serde(default)]
    pub shock: Vec<ShockFile>,
    /// What the state does, each under a name and one key that says what.
    #[serde(default)]
    pub policy: Vec<PolicyFile>,
    /// What `pricewar compare` compares.
    #[serde(default)]
    pub compare: CompareFile,
    /// What is drawn anew for each replicate, by path; `*` matches all names.
    #[serde(default)]
    pub uncertainty: BTreeMap<String, Uncertain>,
    /// Which assumptions decide the answer: what `pricewar sensitivity` varies and looks at.
    pub sensitivity: Option<SensitivityFile>,
    /// The same market at many places: what `pricewar sweep` tries and looks at.
    pub sweep: Option<SweepFile>,
    /// Pricing strategies that meet each other: what `pricewar tournament` plays and asks.
    pub tournament: Option<TournamentFile>,
}

/// How users are simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PopulationFile {
    /// Every user with private tastes.
    #[default]
    Agents,
    /// Counts of users by taste class: cost does not grow with users, a billion of them or more.
    Cohorts,
    /// The mean field: expected shares of types of users, without chance in demand; the textbook's way.
    Expected,
    /// Agents up to 100,000 users of all segments, cohorts beyond.
    Auto,
}

/// Users up to which `auto` takes agents. A review of an agent costs some 70 ns, so this many who review monthly cost as much as
/// three years of one segment's cohorts; fewer are exact in tastes for less.
const AUTO_AGENTS: f64 = 100_000.0;

impl File {
    /// How users are simulated, `auto` decided.
    pub fn resolution(&self) -> Population {
        match self.population {
            PopulationFile::Agents => Population::Agents,
            PopulationFile::Cohorts => Population::Cohorts,
            PopulationFile::Expected => Population::Expected,
            PopulationFile::Auto => {
                let users: f64 = self.segment.iter().map(|segment| segment.users.get()).sum();
                if users <= AUTO_AGENTS { Population::Agents } else { Population::Cohorts }
            }
        }
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'_, str>::deserialize(input)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The batch of replicates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Batch {
    /// Independent histories.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub replicates: u32,
    /// Confidence level of intervals.
    pub level: Share,
}

impl Default for Batch {
    /// 200 histories put the standard error of a mean at 7 % of the spread between histories.
    fn default() -> Self {
        Self { replicates: 200, level: Share(0.95) }
    }
}

/// When figures are taken down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RecordFile {
    /// Time between two records.
    pub every: Days,
    /// Time before the end over which shares, prices and margins are averaged.
    pub window: Days,
    /// Put falls in price down to trend, competition and war, every month; `false` saves the search for Nash prices.
    pub attribution: bool,
}

impl Default for RecordFile {
    fn default() -> Self {
        Self { every: Days(7.0), window: Days(30.0), attribution: true }
    }
}

/// Where tastes are measured: one place for all segments.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceFile {
    /// The price at which usage is given and the taste for price is measured: a usual one.
    pub price: MoneyPerMtok,
    /// The quality that adds nothing to utility: a usual one. Default: Elo 1200 (the middle of the Arena's scale in 2024).
    #[serde(default = "usual_quality")]
    pub quality: Elo,
    /// A user's own cost of using a million tokens (integration, review of answers), which keeps a free offer from being
    /// infinitely attractive. Default: 20 % of the reference price (assumption); 0 in textbook markets.
    pub own_cost: Option<MoneyPerMtok>,
}

fn usual_quality() -> Elo {
    Elo(1200.0)
}

/// The rental market: rents are the cost of owning times one and a scarcity that returns to its mean and rises with the
/// utilisation of rented fleets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Rents")]
pub struct RentsFile {
    /// Scarcity at the opening, which the given rents contain. Default: 30 % (an H100 at 2.1 USD/hour in 2025 over 1.6 of
    /// its owner).
    pub now: Ratio,
    /// Scarcity to which it returns. Default: 30 % (assumption, between the trough of 2025 and the rents of 2024).
    pub mean: Ratio,
    /// Time in which half of a shortage is gone. Default: 365 days (assumption; 8 USD of early 2023 were 2.99 by
    /// September 2024).
    pub half_life: Days,
    /// Standard deviation of ln(1 + scarcity) over a year. Default: 40 % (assumption; a rise of 40 % in five months was
    /// seen up to March 2026).
    pub volatility: Ratio,
    /// Scarcity added for each point of utilisation of rented fleets: at 2, a tenth more use adds 20 %. Default: 2
    /// (assumption).
    pub response: Ratio,
    /// Utilisation at which scarcity is at its mean. Default: that of the opening.
    pub usual: Option<Share>,
}

impl Default for RentsFile {
    fn default() -> Self {
        let Scarcity { mean, half_life, volatility } = Scarcity::default();
        Self { now: Ratio(0.3), mean, half_life, volatility, response: Ratio(2.0), usual: None }
    }
}

/// What makes users review earlier than they would: a salient cut, a launch, a release.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AttentionFile {
    /// Chance that an aware user reviews early after such an event. Default: 20 % (assumption).
    pub share: Share,
    /// Time within which those reviews fall, at a constant hazard: the larger the share, the more of them at its beginning. Default: 14 days (assumption: the answers of May 2024 came within two weeks).
    pub within: Days,
    /// Smallest fall of an effective price that is noticed. Default: 10 % (assumption: the cuts of May 2024 that made news were 50 % and more).
    pub salient: Share,
}

impl Default for AttentionFile {
    /// A fifth of the users within two weeks, of cuts of a tenth or more: assumptions.
    fn default() -> Self {
        Self { share: Share(0.2), within: Days(14.0), salient: Share(0.1) }
    }
}
