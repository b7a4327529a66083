//! Hardware, techniques, training and investment as they stand in a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::technology::algorithms::HALVING;
use crate::economics::technology::{Format, Speculation, Technique, TrainingRun};
use crate::units::{Days, Elo, Money, MoneyPerGpuHour, Ratio, Share, Utils};

/// A move to another accelerator; an export control is one too, to a weaker chip.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HardwareShock {
    /// The provider.
    pub provider: String,
    /// The accelerator that it moves to, by its name in the catalogue; capacity ordered after the first has arrived is
    /// of that kind.
    pub hardware: String,
    /// Rent of the new accelerator when it comes. Default: the catalogue's.
    pub rent: Option<MoneyPerGpuHour>,
    /// Part of the fleet that is replaced. Default: all.
    #[serde(default = "whole")]
    pub share: Share,
    /// Time over which the new ones arrive, in equal monthly parts, after the lead time; as many old ones as they replace
    /// go. Default: 12 months (6 to 18 are usual).
    #[serde(default = "a_year")]
    pub within: Days,
}

fn whole() -> Share {
    Share::ONE
}

fn a_year() -> Days {
    Days(crate::calendar::DAYS_A_YEAR)
}

/// A technique adopted.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TechniqueShock {
    /// The provider.
    pub provider: String,
    /// The product. Default: all of the provider's that can be served that way, `"*"`.
    pub product: Option<String>,
    /// The technique. Beside the trend of the same gain (`progress.precision` for narrower numbers, `progress.model` for
    /// smaller models, `progress.serving` for software), set that trend to 0.
    pub adopt: Technique,
    /// What adopting it costs once, for each product. Default: the accelerators that it takes, at the hour of the day.
    pub cost: Option<Money>,
}

/// A training run that makes a product better when it is done.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = [{ "keys": ["quality", "appeal", "compute"], "required": true }]))]
pub struct TrainingShock {
    /// The provider.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// The run; how long it takes and what it costs follows. Not needed where both are given.
    pub run: Option<TrainingRun>,
    /// How long it takes. Default: what the run takes.
    pub lasts: Option<Days>,
    /// What it costs, booked evenly over that time. Default: the accelerators of the run at the hour of its first day.
    pub cost: Option<Money>,
    /// Quality when it is done.
    pub quality: Option<Elo>,
    /// Appeal when it is done, for a product that has one.
    pub appeal: Option<Utils>,
    /// Effective compute over that of the product as it is, instead of a quality: each tenfold adds 100 Elo (assumption,
    /// range 50 to 150).
    pub compute: Option<Ratio>,
    /// Whether its weights are released.
    #[serde(default)]
    pub open: bool,
    /// Rivals that learn from the released weights.
    #[serde(default)]
    pub imitation: Vec<ImitationFile>,
}

/// A rival's product that comes closer to a model whose weights are public.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Imitation")]
pub struct ImitationFile {
    /// The rival.
    pub provider: String,
    /// Its product.
    pub product: String,
    /// Part of the gap in quality that it closes. Default: 50 % (assumption).
    #[serde(default = "half")]
    pub closes: Share,
    /// How long that takes. Default: 3 months (assumption).
    #[serde(default = "a_quarter")]
    pub after: Days,
}

fn half() -> Share {
    Share(0.5)
}

fn a_quarter() -> Days {
    Days(91.3125)
}

/// Shares of each month's gross profit (sales less serving); what is left stays cash.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Investment")]
pub struct InvestmentFile {
    /// Set aside for training runs: when the money for the next one is there, it begins.
    #[serde(default)]
    pub training: Share,
    /// Set aside for techniques that make serving cheaper, bought one after the other.
    #[serde(default)]
    pub compression: Share,
    /// Spent on accelerators beyond what the load requires, as many as it pays for a month.
    #[serde(default)]
    pub capacity: Share,
    /// Spent on a fleet that runs emptier than the promise needs, so that answers come faster.
    #[serde(default)]
    pub service: Share,
    /// The training runs.
    pub runs: Option<RunsFile>,
    /// Techniques to adopt, in order; those that would not make serving cheaper are passed over. Default: FP8 weights,
    /// FP8 keys and values, speculative decoding, 2:4 sparse weights.
    #[serde(default = "ladder")]
    pub ladder: Vec<RungFile>,
}

/// Training runs, one after the other.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Runs")]
pub struct RunsFile {
    /// The product that they make better.
    pub product: String,
    /// The first run; how long it takes and what it costs follows. Not needed where both are given.
    pub run: Option<TrainingRun>,
    /// How long a run takes. Default: what the first one takes.
    pub lasts: Option<Days>,
    /// What the first run would cost at the start. Default: its accelerators.
    pub cost: Option<Money>,
    /// Effective compute of a run over that of the one before: each tenfold adds 100 Elo (assumption). Default: 4.
    #[serde(default = "four")]
    pub step: Ratio,
    /// Time in which better algorithms halve the compute of a given quality. Default: 8 months (Ho et al., 2024: 2 to 22).
    #[serde(default = "eight_months")]
    pub halving: Days,
}

fn four() -> Ratio {
    Ratio(4.0)
}

fn eight_months() -> Days {
    HALVING
}

/// A technique of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Rung")]
pub struct RungFile {
    /// The technique.
    pub adopt: Technique,
    /// What adopting it costs once, for each product. Default: the accelerators that it takes.
    pub cost: Option<Money>,
}

fn ladder() -> Vec<RungFile> {
    let rungs = [
        Technique::Quantise { format: Format::Fp8 },
        Technique::QuantiseContext { format: Format::Fp8 },
        Technique::Speculate(Speculation { accepted: Share(0.8), ahead: 4, draft: Share(0.05) }),
        Technique::Prune {},
    ];
    rungs.into_iter().map(|adopt| RungFile { adopt, cost: None }).collect()
}
