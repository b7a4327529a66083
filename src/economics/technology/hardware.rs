//! Accelerators: their facts, and what an hour of one costs, rented or owned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::DAYS_A_YEAR;
use crate::units::{
    Days, Gigabytes, GigabytesPerSecond, MoneyPerGpuHour, MoneyPerKwh, PerDay, Ratio, Tflops, Usd,
    UsdPerGpuHour, Watts,
};

/// Hours of a mean year.
const HOURS_A_YEAR: f64 = 24.0 * DAYS_A_YEAR;

/// Cost of the cluster network as a share of the whole cluster's (Epoch AI, training-cost study; range 9 to 19 %).
const NETWORK_SHARE: f64 = 0.19;

/// Server price per accelerator over the price of the bare chip (Epoch AI; range 1.54 to 1.69).
const CHIP_TO_SERVER: f64 = 1.64;

/// Power of the server per accelerator over that of the chip, where it is not known (Epoch AI).
const SERVER_POWER: f64 = 1.8;

/// Mean draw over rated power (Epoch AI).
const MEAN_DRAW: f64 = 0.75;

/// Power usage effectiveness outside the largest data centres (Epoch AI).
const PUE: f64 = 1.25;

/// Electricity for industry in the United States, 2024, USD/kWh (Epoch AI).
pub const ELECTRICITY: Usd = Usd(0.0771);

/// Share of electricity in a GPU-hour where the chip's power is not known: 4 to 6 % over the chips of the catalogue.
pub const ENERGY_SHARE: f64 = 0.05;

/// Facts of an accelerator. What is not known stays out; a scenario that needs it is asked for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accelerator {
    /// Peak arithmetic in 16 bits, dense, in TFLOP/s. Vendors often print the sparse figure, twice as large.
    pub peak16: Option<Tflops>,
    /// Peak arithmetic in 8 bits (FP8 or INT8), dense, in TFLOP/s.
    pub peak8: Option<Tflops>,
    /// Peak arithmetic in 4 bits (FP4), dense, in TFLOP/s.
    pub peak4: Option<Tflops>,
    /// High-bandwidth memory, in GB.
    pub memory: Option<Gigabytes>,
    /// Bandwidth of that memory, in GB/s.
    pub bandwidth: Option<GigabytesPerSecond>,
    /// Bandwidth of the network between servers, per accelerator, in GB/s; needed for mixtures of experts only.
    pub network: Option<GigabytesPerSecond>,
    /// Rated power of the chip, in W.
    pub power: Option<Watts>,
    /// Power of the server per accelerator over that of the chip.
    pub server_power: Option<Ratio>,
    /// Purchase price per accelerator inside a server, in USD.
    pub server_price: Option<Usd>,
    /// Purchase price of the bare chip, in USD, where no server price is known.
    pub chip_price: Option<Usd>,
    /// Rent, in USD per GPU-hour.
    pub rent: Option<UsdPerGpuHour>,
    /// The month in which the rent held, and where it was asked.
    pub rent_date: Option<String>,
    /// When it was announced or first sold.
    pub announced: Option<String>,
    /// Where the figures come from.
    pub source: Option<String>,
}

impl Accelerator {
    /// These facts where they are given, those of `base` elsewhere.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        Self {
            peak16: self.peak16.or(base.peak16),
            peak8: self.peak8.or(base.peak8),
            peak4: self.peak4.or(base.peak4),
            memory: self.memory.or(base.memory),
            bandwidth: self.bandwidth.or(base.bandwidth),
            network: self.network.or(base.network),
            power: self.power.or(base.power),
            server_power: self.server_power.or(base.server_power),
            server_price: self.server_price.or(base.server_price),
            chip_price: self.chip_price.or(base.chip_price),
            rent: self.rent.or(base.rent),
            rent_date: self.rent_date.clone().or_else(|| base.rent_date.clone()),
            announced: self.announced.clone().or_else(|| base.announced.clone()),
            source: self.source.clone().or_else(|| base.source.clone()),
        }
    }

    /// Purchase price per accelerator with its server and its part of the cluster network.
    ///
    /// capex = server / (1 - 0.19), server = 1.64 x chip where only the chip's price is known (Epoch AI).
    pub fn capex(&self) -> Option<Usd> {
        let server = self.server_price.or(self.chip_price.map(|chip| chip * CHIP_TO_SERVER))?;
        Some(server / (1.0 - NETWORK_SHARE))
    }

    /// Electricity of an hour of it: P s_srv u PUE p_kWh / 1000.
    pub fn energy(&self, electricity: MoneyPerKwh, pue: Ratio) -> Option<MoneyPerGpuHour> {
        let server = self.server_power.map_or(SERVER_POWER, Ratio::get);
        let kilowatts = self.power?.get() / 1000.0 * server * MEAN_DRAW * pue.get();
        Some(MoneyPerGpuHour(kilowatts * electricity.get()))
    }
}

/// Ownership of the fleet: the hour costs the loss of value and the electricity instead of a rent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Owned {
    /// Purchase price per accelerator inside a server, in USD; the catalogue's when absent.
    pub server_price: Option<Usd>,
    /// Rate at which hardware loses value. Default 32.2 %/year (0.14 orders of magnitude a year, Epoch AI; range
    /// 20 to 45 %).
    pub depreciation: PerDay,
    /// Time from service to retirement; ages at the opening are spread evenly over it. 5 years at Epoch AI, 5 to 6 in the
    /// filings of large clouds, 3 of their critics. Default: nothing is retired.
    pub life: Option<Days>,
    /// Price of electricity; 0.0771 USD/kWh when absent (industry in the United States, 2024).
    pub electricity: Option<MoneyPerKwh>,
    /// Power usage effectiveness of the data centre. Default: 1.25 (assumption; the largest reach 1.10).
    pub pue: Ratio,
}

impl Default for Owned {
    fn default() -> Self {
        // 0.14 ln 10 = 0.3224 a year
        let depreciation = PerDay(0.14 * std::f64::consts::LN_10 / DAYS_A_YEAR);
        Self { server_price: None, depreciation, life: None, electricity: None, pue: Ratio(PUE) }
    }
}

impl Owned {
    /// The hour of an owned accelerator, with `usd` money per dollar; none where price or power is unknown.
    ///
    /// p_own = capex delta / 8766 + P s_srv u PUE p_kWh / 1000: hardware is charged as it loses value against the
    /// chips that follow it, not by a straight line (Epoch AI, training-cost study).
    pub fn hour(&self, accelerator: &Accelerator, usd: Ratio) -> Option<GpuHour> {
        let priced = Accelerator {
            server_price: self.server_price.or(accelerator.server_price),
            ..accelerator.clone()
        };
        let capex = priced.capex()?.get() * usd.get();
        let yearly = self.depreciation.get() * DAYS_A_YEAR;
        Some(GpuHour {
            capital: MoneyPerGpuHour(capex * yearly / HOURS_A_YEAR),
            energy: accelerator.energy(self.electricity(usd), self.pue)?,
        })
    }

    fn electricity(&self, usd: Ratio) -> MoneyPerKwh {
        self.electricity.unwrap_or(MoneyPerKwh(ELECTRICITY.get() * usd.get()))
    }
}

/// What an hour of one accelerator costs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GpuHour {
    /// Rent, or loss of value of an owned one.
    pub capital: MoneyPerGpuHour,
    /// Electricity of an owned one; zero for a rented one, whose rent contains it.
    pub energy: MoneyPerGpuHour,
}

impl GpuHour {
    /// A rented hour.
    pub fn rented(rent: MoneyPerGpuHour) -> Self {
        Self { capital: rent, energy: MoneyPerGpuHour::ZERO }
    }

    /// Rent, or capital and energy.
    pub fn total(&self) -> MoneyPerGpuHour {
        self.capital + self.energy
    }

    /// The hour at prices multiplied.
    pub fn scaled(&self, factor: Ratio) -> Self {
        Self { capital: self.capital * factor.get(), energy: self.energy * factor.get() }
    }

    /// The hour after hardware has progressed by a factor: capital falls, energy stays, and a rent falls no further
    /// than to `least`, the electricity inside it.
    ///
    /// Energy per operation falls too (about a third a year), so the floor is on the careful side; with the default
    /// trend it binds after some nine years.
    pub fn after(&self, factor: Ratio, least: MoneyPerGpuHour) -> Self {
        let floor = (least - self.energy).max(MoneyPerGpuHour::ZERO).min(self.capital);
        Self { capital: (self.capital * factor.get()).max(floor), energy: self.energy }
    }
}

/// Electricity inside a rented hour, the least a rent can fall to; a twentieth of it where the chip's power is unknown.
pub fn energy_inside(accelerator: &Accelerator, rent: MoneyPerGpuHour, usd: Ratio) -> MoneyPerGpuHour {
    let price = MoneyPerKwh(ELECTRICITY.get() * usd.get());
    accelerator.energy(price, Ratio(PUE)).unwrap_or(rent * ENERGY_SHARE).min(rent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h100(price: f64) -> Accelerator {
        Accelerator {
            power: Some(Watts(700.0)),
            server_power: Some(Ratio(1.82)),
            server_price: Some(Usd(price)),
            ..Accelerator::default()
        }
    }

    #[test]
    fn t4_an_owned_h100_hour() {
        // 33,750 / 0.81 = 41,667; x 0.32236 / 8766 = 1.532; 0.7 x 1.82 x 0.75 x 1.25 x 0.0771 = 0.092; 1.624
        let hour = Owned::default().hour(&h100(33_750.0), Ratio(1.0)).unwrap();
        assert!((hour.capital.get() - 1.532).abs() < 1e-3, "{}", hour.capital.get());
        assert!((hour.energy.get() - 0.092).abs() < 1e-3, "{}", hour.energy.get());
        assert!((hour.total().get() - 1.624).abs() < 1e-3);
        // bought at the 2025 price: 1.54
        assert!(
            (Owned::default().hour(&h100(31_905.0), Ratio(1.0)).unwrap().total().get() - 1.54).abs() < 1e-2
        );
    }

    #[test]
    fn an_owned_hour_is_converted_once() {
        let one = Owned::default().hour(&h100(33_750.0), Ratio(1.0)).unwrap();
        let yuan = Owned::default().hour(&h100(33_750.0), Ratio(7.2)).unwrap();
        assert!((yuan.total() / one.total() - 7.2).abs() < 1e-12);
    }

    #[test]
    fn a_bare_chip_is_put_into_a_server() {
        // H20: 12,000 x 1.64 / 0.81 x 0.32236 / 8766 = 0.893; 0.4 x 1.8 x 0.75 x 1.25 x 0.0771 = 0.052; about 0.95
        let h20 = Accelerator {
            chip_price: Some(Usd(12_000.0)),
            power: Some(Watts(400.0)),
            ..Accelerator::default()
        };
        assert!((Owned::default().hour(&h20, Ratio(1.0)).unwrap().total().get() - 0.95).abs() < 5e-3);
    }

    #[test]
    fn an_unknown_price_gives_no_hour() {
        assert_eq!(Owned::default().hour(&Accelerator::default(), Ratio(1.0)), None);
    }

    #[test]
    fn a_rent_never_falls_below_the_electricity_inside_it() {
        let rent = GpuHour::rented(MoneyPerGpuHour(2.0));
        let least = energy_inside(&h100(33_750.0), rent.total(), Ratio(1.0));
        assert!((least.get() - 0.0921).abs() < 1e-4);
        assert_eq!(rent.after(Ratio(0.5), least).total(), MoneyPerGpuHour(1.0));
        assert_eq!(rent.after(Ratio(1e-9), least).total(), least);
        // an owned hour ends at its own electricity
        let owned = Owned::default().hour(&h100(33_750.0), Ratio(1.0)).unwrap();
        assert!((owned.after(Ratio(1e-12), least).total() / owned.energy - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_override_replaces_what_it_gives_and_nothing_else() {
        let dear = Accelerator { rent: Some(UsdPerGpuHour(4.0)), ..Accelerator::default() };
        let both = dear.over(&h100(33_750.0));
        assert_eq!(both.rent, Some(UsdPerGpuHour(4.0)));
        assert_eq!(both.server_price, Some(Usd(33_750.0)));
    }
}
