//! A provider's means of serving: parameters as they stand in a scenario, and the plant they resolve to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fleet::CapacityPolicy;
use super::hardware::{Accelerator, GpuHour, Owned, energy_inside};
use super::learning::Learning;
use super::lease::Contract;
use super::machine::Machine;
use super::progress::Progress;
use super::staffing::Staffing;
use crate::complaint::{Check, Complaints};
use crate::units::{Days, Gpus, MoneyPerGpuHour, MoneyPerMtok, Quantity, Ratio, Share};

/// Egress of a million output tokens: 200 bytes a streamed token at 0.08 USD/GB, in USD. Sending several tokens a
/// message removes most of it.
const EGRESS_USD: f64 = 200e6 * 1e-9 * 0.08;

/// How a provider serves: its accelerators, what they cost, how capacity follows load, how fast technology moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// Accelerator, by its name in the catalogue: `"H800"`.
    pub hardware: String,
    /// Opening fleet. Default: what the opening load requires, with headroom.
    pub gpus: Option<Gpus>,
    /// Time from an order of capacity to its service. Default: 30 days.
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
    /// Load of the busiest hour over the mean of the day. Default: 1.6 (range 1.3 to 2.5).
    #[serde(default = "peak_to_mean")]
    pub peak_to_mean: Ratio,
    /// Part of the daily swing that autoscaling follows. Default: 50 %.
    #[serde(default = "autoscale")]
    pub autoscale: Share,
    /// Squared coefficient of variation of the time between requests; 1 for a Poisson stream. Default: 2 (range 1 to 9).
    #[serde(default = "burstiness")]
    pub burstiness: Ratio,
    /// Capacity kept above the requirement. Default: 10 % (assumption).
    #[serde(default = "headroom")]
    pub headroom: Share,
    /// Surplus over the desired fleet that is borne before any is released. Default: 20 % (assumption).
    #[serde(default = "patience")]
    pub patience: Share,
    /// Part of repeated input that the cache serves; 0 for a provider without one. Default: 100 %.
    #[serde(default = "cache_hit")]
    pub cache_hit: Share,
    /// Cost of an input token from the cache over that of a computed one. Default: 5 % (range 0 to 10 %).
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

    /// The plant, with facts of the accelerator converted at `usd` money per dollar. What is missing is complained of;
    /// `path` is the path of these parameters.
    pub fn resolve(
        &self,
        accelerator: &Accelerator,
        usd: Ratio,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Plant> {
        let machine = Machine::resolve(accelerator, &self.hardware, path, complaints);
        let hour = self.hour(accelerator, usd, path, complaints);
        let (machine, hour) = (machine?, hour?);
        let least = match self.owned {
            Some(_) => hour.energy,
            None => energy_inside(accelerator, hour.total(), usd),
        };
        Some(Plant {
            machine,
            hour,
            least,
            staffing: Staffing {
                peak_to_mean: self.peak_to_mean,
                autoscale: self.autoscale,
                burstiness: self.burstiness,
            },
            capacity: CapacityPolicy {
                lead_time: self.lead_time,
                headroom: self.headroom,
                patience: self.patience,
                committed: if self.owned.is_some() { Share::ONE } else { self.committed },
            },
            calibration: self.calibration,
            cache_hit: self.cache_hit,
            cache_cost: self.cache_cost,
            egress: self.egress.unwrap_or(MoneyPerMtok(EGRESS_USD * usd.get())),
            offload: self.offload,
            learning: self.learning,
            progress: self.progress,
        })
    }

    fn hour(
        &self,
        accelerator: &Accelerator,
        usd: Ratio,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<GpuHour> {
        let hardware = &self.hardware;
        if let Some(owned) = &self.owned {
            let hour = owned.hour(accelerator, usd);
            if hour.is_none() {
                complaints
                    .error(
                        "unknown-purchase-price",
                        format!("{path}.owned"),
                        &format!("the catalogue does not know the price or the power of {hardware}"),
                        "its own hour cannot be reckoned",
                    )
                    .help(format!(
                        "give `server_price` here, or price and power in [catalogue.hardware.\"{hardware}\"]"
                    ));
            }
            return hour;
        }
        let rent = self.rent.or(accelerator.rent.map(|rent| MoneyPerGpuHour(rent.get() * usd.get())));
        if rent.is_none() {
            complaints
                .error(
                    "unknown-rent",
                    format!("{path}.hardware"),
                    &format!("the catalogue does not know what {hardware} rents for"),
                    &format!("found \"{hardware}\""),
                )
                .help("give `rent = \"2 USD/GPU-hour\"` with your figure, or `owned = {}`");
        }
        rent.map(GpuHour::rented)
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
        self.progress.check(&format!("{path}.progress"), complaints);
    }
}

/// The means of one provider, everything known, money in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plant {
    /// The accelerator.
    pub machine: Machine,
    /// What an hour of it costs at the start.
    pub hour: GpuHour,
    /// What it cannot fall below: its electricity.
    pub least: MoneyPerGpuHour,
    /// How capacity is fitted to the daily swing.
    pub staffing: Staffing,
    /// When capacity is ordered and released.
    pub capacity: CapacityPolicy,
    /// Multiplies the work of every token.
    pub calibration: Ratio,
    /// Part of repeated input that the cache serves.
    pub cache_hit: Share,
    /// Cost of a cached input token over that of a computed one.
    pub cache_cost: Share,
    /// Cost of sending output to the customer.
    pub egress: MoneyPerMtok,
    /// Part of the tokens that is made on the customer's device instead.
    pub offload: Share,
    /// Learning by doing, where there is any.
    pub learning: Option<Learning>,
    /// The trend of technology.
    pub progress: Progress,
}

impl Plant {
    /// What a GPU-hour costs on the market a time after the start; contracts are told by the stock.
    pub fn gpu_hour(&self, elapsed: Days) -> GpuHour {
        self.hour.after(Ratio(self.progress.after(elapsed).hardware), self.least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::technology::architecture::Format;
    use crate::economics::technology::machine::Bits;
    use crate::units::{Gigabytes, GigabytesPerSecond, PerDay, Tflops, UsdPerGpuHour, Watts};

    fn h800() -> Accelerator {
        Accelerator {
            peak16: Some(Tflops(989.0)),
            peak8: Some(Tflops(1979.0)),
            memory: Some(Gigabytes(80.0)),
            bandwidth: Some(GigabytesPerSecond(3360.0)),
            power: Some(Watts(700.0)),
            rent: Some(UsdPerGpuHour(2.0)),
            ..Accelerator::default()
        }
    }

    fn codes(technology: &Technology, accelerator: &Accelerator) -> Vec<&'static str> {
        let mut complaints = Complaints::new();
        technology.check("provider.A.technology", &mut complaints);
        technology.resolve(accelerator, Ratio(1.0), "provider.A.technology", &mut complaints);
        complaints.list().iter().map(|complaint| complaint.code).collect()
    }

    #[test]
    fn a_catalogue_rent_is_converted_and_a_given_one_is_not() {
        let mut technology = Technology::rented("H800");
        let plant = |technology: &Technology| {
            technology.resolve(&h800(), Ratio(7.2), "p", &mut Complaints::new()).unwrap()
        };
        // 2 USD x 7.2 CNY
        assert!((plant(&technology).hour.total().get() - 14.4).abs() < 1e-12);
        technology.rent = Some(MoneyPerGpuHour(12.0));
        assert_eq!(plant(&technology).hour.total(), MoneyPerGpuHour(12.0));
        // egress 0.016 USD x 7.2
        assert!((plant(&technology).egress.get() - 0.1152).abs() < 1e-12);
    }

    #[test]
    fn what_is_missing_or_contradictory_is_complained_of() {
        assert_eq!(codes(&Technology::rented("H800"), &h800()), [""; 0]);
        let rentless = Accelerator { rent: None, memory: None, ..h800() };
        assert_eq!(codes(&Technology::rented("X"), &rentless), ["unknown-hardware-fact", "unknown-rent"]);
        let both = Technology {
            rent: Some(MoneyPerGpuHour(2.0)),
            owned: Some(Owned::default()),
            peak_to_mean: Ratio(0.5),
            calibration: Ratio(0.0),
            ..Technology::rented("H800")
        };
        let found = codes(&both, &h800());
        assert_eq!(found, ["rented-and-owned", "peak-below-mean", "no-work", "unknown-purchase-price"]);
    }

    #[test]
    fn a_format_computes_in_the_narrowest_arithmetic_the_chip_has() {
        let plant =
            Technology::rented("H800").resolve(&h800(), Ratio(1.0), "p", &mut Complaints::new()).unwrap();
        assert_eq!(plant.machine.peak(Format::Fp4), (Tflops(1979.0), Bits::Eight));
        assert_eq!(plant.machine.peak(Format::Int4), (Tflops(989.0), Bits::Sixteen));
        let old = Machine { peak8: None, ..plant.machine };
        assert_eq!(old.peak(Format::Fp8), (Tflops(989.0), Bits::Sixteen));
    }

    #[test]
    fn the_gpu_hour_falls_with_the_trend_of_hardware() {
        let plant =
            Technology::rented("H800").resolve(&h800(), Ratio(1.0), "p", &mut Complaints::new()).unwrap();
        // 2 / 1.38 = 1.449 after a year
        assert!((plant.gpu_hour(Days(365.25)).total().get() - 1.449_275).abs() < 1e-6);
    }

    #[test]
    fn a_contract_is_for_rented_accelerators_and_not_for_nothing() {
        let technology: Technology =
            toml::from_str("hardware = \"H800\"\ncontract = { discount = 0.4, term = 365.25 }").unwrap();
        assert_eq!(codes(&technology, &h800()), [""; 0]);
        let owned = Technology { owned: Some(Owned::default()), ..technology.clone() };
        assert_eq!(codes(&owned, &h800()), ["contract-for-owned", "unknown-purchase-price"]);
        let given = Contract { discount: Share::ONE, term: Days::ZERO };
        let void = Technology { contract: Some(given), ..technology };
        assert_eq!(codes(&void, &h800()), ["contract-for-nothing", "contract-instant"]);
    }

    #[test]
    fn a_scenario_table_needs_the_hardware_only_and_refuses_strangers() {
        let technology: Technology = toml::from_str("hardware = \"H800\"").unwrap();
        assert_eq!(technology, Technology::rented("H800"));
        let partly: Technology = toml::from_str("hardware = \"H800\"\nprogress = { model = 0 }").unwrap();
        assert_eq!(partly.progress.model, PerDay::ZERO);
        assert_eq!(partly.progress.hardware, Progress::default().hardware);
        assert!(toml::from_str::<Technology>("hardware = \"H800\"\ngpu = 8").is_err());
    }

    #[test]
    fn every_field_is_described_to_the_editor() {
        let schema = serde_json::to_value(schemars::schema_for!(Technology)).unwrap();
        assert_eq!(schema["additionalProperties"], false);
        let undescribed: Vec<_> = schema["properties"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, field)| field.get("description").is_none())
            .collect();
        assert_eq!(undescribed, []);
    }
}
