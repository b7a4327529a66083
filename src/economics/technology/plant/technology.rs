//! Parameters of serving as they stand in a scenario: their defaults, and what may not stand together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::economics::technology::hardware::Owned;
use crate::economics::technology::learning::Learning;
use crate::economics::technology::lease::Contract;
use crate::economics::technology::progress::Progress;
use crate::units::{Days, Gpus, MoneyPerGpuHour, MoneyPerMtok, Quantity, Ratio, Share};

/// How a provider serves: its accelerators, what they cost, how capacity follows load, how fast technology moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// Accelerator, by its name in the catalogue: `"H800"`.
    pub hardware: String,
    /// Opening fleet. Default: what the opening load requires, with headroom.
    pub gpus: Option<Gpus>,
    /// Time from an order of capacity to its service. Default: 30 days (assumption: rented machines; owned ones take months).
    #[serde(default = "lead_time")]
    pub lead_time: Days,
    /// Rent of an accelerator. Default: the catalogue's, converted with `usd`.
    pub rent: Option<MoneyPerGpuHour>,
    /// The accelerators are owned, not rented; `owned = {}` takes every default.
    pub owned: Option<Owned>,
    /// Part of a rented fleet that can never be given back at once, paid for whether it is used or not, at market rent.
    /// Default: 60 % (assumption).
    #[serde(default = "committed")]
    pub committed: Share,
    /// Multiplies the work of every token: what a provider's engineers lose or gain against the model. Default: 1;
    /// published fleets lie between 0.6 and 1.6.
    #[serde(default = "calibration")]
    pub calibration: Ratio,
    /// Load of the busiest hour over the mean of the day. Default: 1.6 (assumption; range 1.3 to 2.5).
    #[serde(default = "peak_to_mean")]
    pub peak_to_mean: Ratio,
    /// Part of the daily swing that autoscaling follows. Default: 50 % (assumption; DeepSeek gave up a fifth of its nodes at night, 2025).
    #[serde(default = "autoscale")]
    pub autoscale: Share,
    /// Squared coefficient of variation of the time between requests; 1 for a Poisson stream. Default: 2 (assumption; range 1 to 9, 1 is a Poisson stream).
    #[serde(default = "burstiness")]
    pub burstiness: Ratio,
    /// Capacity kept above the requirement. Default: 10 % (assumption).
    #[serde(default = "headroom")]
    pub headroom: Share,
    /// Surplus over the desired fleet that is borne before any is released. Default: 20 % (assumption).
    #[serde(default = "patience")]
    pub patience: Share,
    /// Part of repeated input that the cache serves; 0 for a provider without one. Default: 100 % (assumption: `mix.repeated` counts what can be repeated).
    #[serde(default = "cache_hit")]
    pub cache_hit: Share,
    /// Cost of an input token from the cache over that of a computed one. Default: 5 % (assumption; range 0 to 10 %).
    #[serde(default = "cache_cost")]
    pub cache_cost: Share,
    /// Cost of sending output to the customer. Default: 0.016 USD/Mtok (200 bytes a token at 0.08 USD/GB).
    pub egress: Option<MoneyPerMtok>,
    /// Part of the tokens that a small model on the customer's device makes instead. Default: 0 (10 to 40 % in scenarios
    /// of the edge).
    #[serde(default)]
    pub offload: Share,
    /// Learning by doing: `learning = { served = "50 Gtok" }`. Default: none.
    pub learning: Option<Learning>,
    /// A contract for the `committed` part of a rented fleet: `contract = { discount = "40 %", term = "1 year" }`.
    /// Default: none, the part pays the market's rent.
    pub contract: Option<Contract>,
    /// The trend of technology.
    #[serde(default)]
    pub progress: Progress,
}

fn lead_time() -> Days {
    Days(30.0)
}

fn committed() -> Share {
    Share(0.6)
}

fn calibration() -> Ratio {
    Ratio(1.0)
}

fn peak_to_mean() -> Ratio {
    Ratio(1.6)
}

fn autoscale() -> Share {
    Share(0.5)
}

fn burstiness() -> Ratio {
    Ratio(2.0)
}

fn headroom() -> Share {
    Share(0.1)
}

fn patience() -> Share {
    Share(0.2)
}

fn cache_hit() -> Share {
    Share::ONE
}

fn cache_cost() -> Share {
    Share(0.05)
}

impl Technology {
    /// A rented plant of that accelerator with every default.
    pub fn rented(hardware: impl Into<String>) -> Self {
        Self {
            hardware: hardware.into(),
            gpus: None,
            lead_time: lead_time(),
            rent: None,
            owned: None,
            committed: committed(),
            calibration: calibration(),
            peak_to_mean: peak_to_mean(),
            autoscale: autoscale(),
            burstiness: burstiness(),
            headroom: headroom(),
            patience: patience(),
            cache_hit: cache_hit(),
            cache_cost: cache_cost(),
            egress: None,
            offload: Share::ZERO,
            learning: None,
            contract: None,
            progress: Progress::default(),
        }
    }
}

impl Check for Technology {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.rent.is_some() && self.owned.is_some() {
            complaints
                .error(
                    "rented-and-owned",
                    format!("{path}.rent"),
                    "a fleet is rented or owned, not both",
                    "found `rent` beside `owned`",
                )
                .help("remove one of them");
        }
        if self.owned.as_ref().is_some_and(|owned| owned.life.is_some_and(|life| life.get() < 30.0)) {
            complaints
                .error(
                    "life-too-short",
                    format!("{path}.owned.life"),
                    "accelerators would be retired as soon as they come",
                    "must be at least 30 days",
                )
                .help("3 to 6 years are usual");
        }
        if self.contract.is_some() && self.owned.is_some() {
            complaints
                .error(
                    "contract-for-owned",
                    format!("{path}.contract"),
                    "a contract is for rented accelerators",
                    "found `contract` beside `owned`",
                )
                .help("remove one of them");
        }
        if let Some(contract) = &self.contract {
            contract.check(&format!("{path}.contract"), complaints);
        }
        if self.peak_to_mean < Ratio(1.0) {
            complaints.error(
                "peak-below-mean",
                format!("{path}.peak_to_mean"),
                "the busiest hour cannot lie below the mean of the day",
                &format!("found {}, allowed from {} to {}", self.peak_to_mean.get(), 1, Ratio::MAX),
            );
        }
        if self.calibration <= Ratio::ZERO {
            complaints
                .error(
                    "no-work",
                    format!("{path}.calibration"),
                    "a calibration of zero serves tokens without work",
                    "found 0",
                )
                .help("1 is the model as it stands; use `constant_cost` for a cost without physics");
        }
        if let Some(learning) = &self.learning {
            learning.check(&format!("{path}.learning"), complaints);
        }
        self.progress.check(&format!("{path}.progress"), complaints);
    }
}
